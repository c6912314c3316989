"""What somebody changed in the appendices of a document: told row by row, numbers beside their cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.definitions.loading import load
from forms.document import annexes
from forms.document.redline.table_changes import ChangedRow, changed, gone
from forms.report.report import Report
from forms.values.period import parse
from tests.forms.document.redline.test_word_changes import GIFTS, JOBS, SECTION
from tests.forms.small import filled, small
from tools.sentences import filled as stated
from tools.sentences import offices


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
    (away,) = changed(report, came)
    assert (away.new, [(one.cell, one.now) for one in away.numbers]) == ("", [(GIFTS, "")])
    assert changed(report, [*rows(report), ["3", "Mới", "người", "9"], ["", ""]]) == [
        ChangedRow("", "3 | Mới | người | 9")
    ]


def test_other_words_of_a_row_are_told(report: Report) -> None:
    (found,) = put(report, "2", "2a")
    assert (found.numbers, found.others) == ((), (("STT", "2", "2a"),))
    assert found.new == found.old.replace("2", "2a", 1)


def test_a_row_beside_one_that_went_is_itself_and_told_by_its_own_cell() -> None:
    template = load("nq42")
    report = stated(template, offices(template)["tinh"][0], parse("2024"), "up")
    printed = rows(report)
    place = next(at for at, row in enumerate(printed) if row[1] == "Điều dưỡng tập trung ngoài địa bàn cấp tỉnh")
    for away in (place - 1, place + 1):
        came = [list(row) for row in printed]
        column = next(at for at, text in enumerate(came[place]) if "1." in text)
        came[place][column] = "8.888"
        del came[away]
        told = {one.old.partition(" | ")[0]: one for one in changed(report, came)}
        assert [one.now for one in told[printed[place][1]].numbers] == ["8.888"]
        assert told[printed[place][1]].numbers[0].cell.row == "form:out_province"
        assert sorted(bool(one.new) for one in told.values()) == [False, True]


def test_a_number_of_another_period_is_told_with_its_column() -> None:
    template = load("nq42")
    unit = offices(template)["tinh"][0]
    report = stated(template, unit, parse("2024"), "up")
    report.neighbours.add(stated(template, unit, parse("2023"), "equal"))
    came = [list(row) for row in rows(report)]
    place = next(at for at, row in enumerate(came) if len([text for text in row if "1." in text]) > 1)
    heads = [cell.text for cell in annexes.of(report)[0].table.head]
    column = next(at for at, head in enumerate(heads) if "2023" in head)
    before, came[place][column] = came[place][column], "77"
    (found,) = changed(report, came)
    assert (found.numbers, found.others) == ((), ((heads[column], before, "77"),))


def test_an_appendix_that_went_is_told_once(report: Report) -> None:
    title = annexes.of(report)[0].title
    last = [[*rows(report)[-1][:-1], "9"]]
    for came, titles in ((rows(report), []), (rows(report)[:1], []), (last, []), ([], [title])):
        assert gone(report, changed(report, came)) == titles
    assert gone(report, changed(report, [["Nơi nhận:", "CHỦ TỊCH"]])) == [title]
