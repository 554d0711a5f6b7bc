"""How wide the columns of a table for Word are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.document import Grid, Row, Run, Text
from desktop.documents.word.columns import FOR_TEXTS, column_widths

texts = st.text(alphabet="abc ابت 019-\u2068\u2069", max_size=60)


def grid_of(shares: list[float | None], cells: list[list[str]]) -> Grid:
    headings = tuple((Text((Run("Dernier compte rendu"),), "fr"),) for _ in shares)
    rows = tuple(Row(str(n), tuple((Text((Run(said),), "ar"),) for said in row)) for n, row in enumerate(cells))
    return Grid(headings, rows, tuple(shares))


@given(st.data())
def test_they_fill_the_width_and_leave_room_for_what_is_broken(data):
    shares = data.draw(st.lists(st.none() | st.floats(0.1, 3), min_size=1, max_size=8))
    cells = data.draw(st.lists(st.lists(texts, min_size=len(shares), max_size=len(shares)), max_size=4))
    widths = column_widths(grid_of(shares, cells), 162)
    assert abs(sum(widths) - 162) < 0.01
    assert all(width > 3 for width in widths)
    if any(share is not None for share in shares):
        shared = sum(width for width, share in zip(widths, shares, strict=True) if share is not None)
        assert shared >= 162 * FOR_TEXTS - 0.01


def test_many_short_columns_leave_the_text_its_place():
    row = ["ACT-2021-014", "نص طويل " * 8, "31/12/2025", "330", "19/01/2026", "قيد الإنجاز"]
    widths = column_widths(grid_of([None, 1.0, None, None, None, None], [row]), 162)
    assert widths[1] > 50
    assert min(widths[0], widths[2], widths[4]) > 19, "a number or a date is not broken"


def test_no_word_of_a_heading_is_broken_where_the_width_has_room_for_it():
    headings = ("Institution", "Total", "Recommandations formulées", "Commencées", "Autrement", "En retard")
    cells = tuple((Text((Run(said),), "fr"),) for said in headings)
    row = Row("1", tuple((Text((Run(said),), "fr"),) for said in ("Ministère", "1", "2", "3", "4", "5")))
    widths = column_widths(Grid(cells, (row,), (3.0, 1.0, 1.0, 1.0, 1.0, 1.0)), 162)
    assert abs(sum(widths) - 162) < 0.01
    assert widths[2] > 30 > widths[1], "Recommandations takes some 29 mm, in bold letters of 9.5 points"
    assert widths[0] > 30
