"""What somebody changed in the appendices of a document: told row by row, numbers beside their cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.document import annexes
from forms.document.redline.table_changes import ChangedRow, changed
from forms.report.report import Report
from tests.forms.document.redline.test_word_changes import GIFTS, JOBS, SECTION
from tests.forms.small import filled, small


@pytest.fixture
def report(tmp_path: Path) -> Report:
    return filled(small(tmp_path, SECTION), "jobs,,persons,120;gifts,,persons,35")


def rows(report: Report) -> list[list[str]]:
    """The rows of the appendices as a file has them."""
    return [[cell.text for cell in row] for one in annexes.of(report) for row in one.table.rows]


def put(report: Report, old: str, new: str) -> list[ChangedRow]:
    """What is told where the text of one cell was changed."""
    return changed(report, [[new if text == old else text for text in row] for row in rows(report)])


def test_what_stands_as_printed_is_not_told(report: Report) -> None:
    assert rows(report)
    assert changed(report, rows(report)) == changed(report, [["Nơi nhận:", "CHỦ TỊCH"], *rows(report)]) == []


@pytest.mark.parametrize("now", ["121", ""])
def test_a_changed_number_is_told_beside_its_cell(report: Report, now: str) -> None:
    (found,) = put(report, "120", now)
    (number,) = found.numbers
    assert (number.cell, number.printed, number.now) == (JOBS, "120", now)
    assert "120" in found.old
    assert "120" not in found.new


def test_a_row_that_went_takes_its_number_along_and_one_that_came_has_none(report: Report) -> None:
    came = [row for row in rows(report) if "35" not in row]
    (gone,) = changed(report, came)
    assert (gone.new, [(one.cell, one.now) for one in gone.numbers]) == ("", [(GIFTS, "")])
    assert changed(report, [*rows(report), ["3", "Mới", "người", "9"], ["", ""]]) == [
        ChangedRow("", "3 | Mới | người | 9")
    ]


def test_other_words_of_a_row_are_told(report: Report) -> None:
    (found,) = put(report, "2", "2a")
    assert found.numbers == ()
    assert found.new == found.old.replace("2", "2a", 1)
