"""What is said of a number, on its way through archive and journal."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from forms.errors import KnownError
from forms.report import archive, journal
from forms.report.cells import Address, Cell, Mark, MarkKind
from forms.report.changes import SetCell
from forms.report.kinds.plain import BROKEN
from forms.report.report import Report
from forms.values.numbers import Number
from tests.forms.small import filled, small

SECTION = '[figure.jobs]\nlabel = "Việc làm"\nmeasures.persons = {}\n'
JOBS = Address("jobs", "", "persons")
AT = datetime(2024, 12, 1, 7, 30, tzinfo=UTC)
MARKS = (
    Mark(MarkKind.ADDED, "Phần của sở", Number(15, 1)),
    Mark(MarkKind.VERIFIED, who="Y Hà", at=AT),
    Mark(MarkKind.OVERRULED, "Sót một xã", Number(20)),
    Mark(MarkKind.CARRIED, "năm 2023"),
    Mark(MarkKind.PRELIMINARY, "sơ bộ, chờ quyết định công nhận"),
    Mark(MarkKind.WORDED, "hơn"),
    Mark(MarkKind.COMPUTED),
)


@pytest.fixture
def report(tmp_path: Path) -> Report:
    return filled(small(tmp_path, SECTION), "")


@pytest.mark.parametrize("marks", [(), *((mark,) for mark in MARKS), MARKS])
def test_marks_come_back_whole(report: Report, marks: tuple[Mark, ...]) -> None:
    cell = Cell(Number(21))
    for mark in marks:
        cell = cell.marked(mark)
    assert len(cell.marks) == len(marks)
    change = SetCell(JOBS, cell)
    report.apply(change)
    for found in (archive.decode(archive.encode(report)).changes, journal.decode(journal.encode([change]))):
        assert [*found] == [change]


def test_a_line_says_of_a_mark_what_there_is(report: Report) -> None:
    report.apply(SetCell(JOBS, Cell(Number(21)).marked(MARKS[1]).marked(MARKS[0])))
    (line,) = json.loads(archive.encode(report))["cells"]
    assert sorted(line["marks"], key=lambda mark: str(mark["kind"])) == [
        {"kind": "cap_tren_them", "text": "Phần của sở", "value": "1.5"},
        {"kind": "da_doi_chieu", "who": "Y Hà", "at": "2024-12-01T07:30:00+00:00"},
    ]


@pytest.mark.parametrize(
    "marks",
    [
        {},
        ["hơn"],
        [{"text": "hơn"}],
        [{"kind": "x"}],
        [{"kind": "kem_chu"}],
        [{"kind": "kem_chu", "text": "hơn"}, {"kind": "kem_chu", "text": "gần"}],
        [{"kind": "kem_chu", "text": 1}],
        [{"kind": "kem_chu", "text": "hơn", "colour": "red"}],
        [{"kind": "da_doi_chieu", "who": "Y Hà", "at": "2024-12-01T07:30:00"}],
        [{"kind": "da_doi_chieu", "who": "Y Hà"}],
    ],
)
def test_marks_that_cannot_be_are_broken_data(report: Report, marks: object) -> None:
    report.apply(SetCell(JOBS, Cell(Number(21))))
    data: dict[str, Any] = json.loads(archive.encode(report))
    data["cells"][0]["marks"] = marks
    with pytest.raises(KnownError, match=BROKEN):
        archive.decode(json.dumps(data).encode())


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_a_number_that_is_none_is_no_data(report: Report, constant: str) -> None:
    text = archive.encode(report).decode().replace('"version": 1', f'"version": 1, "x": {constant}')
    with pytest.raises(KnownError, match=BROKEN):
        archive.decode(text.encode())
    text = archive.encode(report).decode().replace('"version": 1', '"version": 1, "x": 1.5')
    assert archive.decode(text.encode()).version == 1
