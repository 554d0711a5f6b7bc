"""What a chart says as a table and in words, without being drawn."""

from __future__ import annotations

from dataclasses import replace

from desktop.documents.charts.chart import Mark
from desktop.language import Language
from tests.documents.charts.chart_sample import sample


def test_the_table_holds_what_the_picture_shows_and_masks_what_it_masks() -> None:
    table = sample("fr").table(Language("fr"))
    assert table.headings == ("Axe", "vérifiée", "déclarée réalisée", "en cours", "bloquée", "prévue")
    assert table.rows[0] == ("Prévention", "3", "2", "1", "0", "7")
    assert table.rows[1][2] == "moins de 5"
    assert table.rows[1][5].replace("\u202f", " ") == "100 000"


def test_a_mark_is_there_for_each_value_but_nothing() -> None:
    chart = sample("en")
    assert [mark.series for mark in chart.marks() if mark.row == 0] == [0, 1, 2, 4]
    assert Mark(1, 1) in chart.marks()
    assert chart.said(Mark(0, 4), Language("en")) == "Prevention · planned: 7"
    assert chart.said(Mark(1, 1), Language("en")).endswith("reported done: fewer than 5")


def test_a_flag_is_a_mark_after_the_last_and_a_column_of_the_table() -> None:
    chart = sample("en")
    rows = (replace(chart.rows[0], flag="3 late"), *chart.rows[1:])
    chart = replace(chart, rows=rows, flag="Late")
    assert Mark(0, 5) in chart.marks() and Mark(1, 5) not in chart.marks()
    assert chart.value(Mark(0, 5), Language("en")) == "3 late"
    table = chart.table(Language("en"))
    assert table.headings[-1] == "Late"
    assert [row[-1] for row in table.rows] == ["3 late", "0", "0"]


def test_a_row_is_told_by_its_whole_name() -> None:
    chart = sample("fr")
    chart = replace(chart, rows=(replace(chart.rows[0], name="MJ", full="Ministère de la Justice"),))
    assert chart.said(Mark(0, 0), Language("fr")).startswith("Ministère de la Justice · vérifiée")
    assert chart.table(Language("fr")).rows[0][0] == "Ministère de la Justice"


def test_a_chart_of_nothing_is_empty_and_one_of_a_masked_count_is_not() -> None:
    assert sample("fr", values=()).empty
    assert sample("fr", values=((0, 0),)).empty
    assert not sample("fr", values=((0, None),)).empty
