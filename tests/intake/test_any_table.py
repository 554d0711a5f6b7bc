"""Whatever stands in a workbook, it is understood or refused with a sentence: nothing falls over."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.documents.tables.workbook import Sheet, Unreadable, Workbook
from desktop.intake.matrix.columns import Part
from desktop.intake.matrix.finding import find_table
from desktop.intake.returned_tracker import read_tracker

WORDS = st.sampled_from(
    ["Recommandation", "Action", "Responsable", "Échéance", "Statut", "%", "Numéro", "Avancement", "Identifiant",
     "الإجراء", "التوصية", "Number", "Text", "T2 2022", "fait", "50 %", "ACT-2021-001", "0" * 32, "tawsiya-tracker-1"]
)  # fmt: skip
VALUES: Any = st.one_of(
    st.none(), WORDS, st.text(max_size=20), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(),
    st.times(),
)  # fmt: skip
SPANS = st.tuples(*[st.integers(0, 8)] * 4)


@st.composite
def sheets(draw: Any) -> Sheet:
    width = draw(st.integers(0, 8))
    rows = draw(st.lists(st.lists(VALUES, min_size=width, max_size=width), max_size=8))
    merged = [(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in draw(st.lists(SPANS, max_size=3))]
    return Sheet(draw(st.text(max_size=8)), tuple(map(tuple, rows)), draw(st.booleans()), tuple(merged))


@settings(suppress_health_check=[HealthCheck.too_slow])  # whole sheets take a while to think up
@given(st.lists(sheets(), max_size=2))
def test_any_workbook_is_understood_or_refused(found: list[Sheet]) -> None:
    book = Workbook(tuple(found))
    for read in (find_table, read_tracker):
        try:
            read(book)
        except Unreadable as refused:
            assert refused.message.text


@given(st.permutations(["Recommandation", "Action", "Responsable", "Échéance", "Statut"]), st.integers(0, 5))
def test_a_table_is_found_whatever_stands_above_it_and_in_whatever_order(headings: list[str], above: int) -> None:
    row = {"Recommandation": "Former", "Action": "Tenir une session", "Responsable": "MJ",
           "Échéance": dt.date(2026, 6, 30), "Statut": "en cours"}  # fmt: skip
    rows = [("Titre", *[None] * 4)] * above + [tuple(headings), tuple(row[heading] for heading in headings)]
    table = find_table(Workbook((Sheet("s", tuple(rows)),)))
    wanted = {"Recommandation": Part.TEXT, "Action": Part.ACTION, "Responsable": Part.LEAD, "Échéance": Part.DEADLINE,
              "Statut": Part.STATUS}  # fmt: skip
    assert table.first_row == above + 2
    assert table.parts == tuple(wanted[heading] for heading in headings)
