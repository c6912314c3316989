"""What the replies of agencies would change in reports: all of it or nothing, and nothing that nobody asked for."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from forms.document.reply import STATES, Difference, Given, Reply, differences
from forms.errors import KnownError
from forms.report.cells import Address, Cell, State
from forms.report.changes import SetCell, SetNote, SetRow
from forms.report.filling import FillError
from forms.report.neighbours import Neighbours
from forms.report.report import Report
from forms.values.numbers import Number
from tests.forms.small import filled, put, small
from tests.forms.spans import FIGURES, FRAME

SECTION = """
[figure.jobs]
label = "Lao động"
measures.persons = {}
[figure.jobs.breakdown.country]
label = "Nước"
relation = "partition"
open = true
[figure.jobs.breakdown.sex]
label = "Giới"
relation = "partition"
rows.men = "Nam"
[figure.jobs.breakdown.area]
label = "Nơi"
relation = "partition"
of = "sex:men"
open = true
[figure.cover]
label = "Bao phủ"
measures.rate = {}
"""
JOBS, COVER = Address("jobs", "", "persons"), Address("cover", "", "rate")


@pytest.fixture
def report(tmp_path: Path) -> Report:
    return filled(small(tmp_path, SECTION), "jobs,,persons,12;jobs,country:Lào,persons,5", "2025")


def reply(report: Report, *given: Given) -> Reply:
    own = (report.unit.id, report.unit.name, report.template.code, report.period)
    return Reply(*own, "Sở Nội vụ", ("A",), tuple(replace(one, line=line) for line, one in enumerate(given, start=5)))


def given(report: Report, address: Address, value: Number | str = "", state: str = "", **more: str) -> Given:
    return Given("A", 0, report.period, address, value, state, **more)


def told(report: Report, *given: Given) -> list[Difference]:
    return differences(report, [reply(report, *given)])


def refusals(report: Report, *given: Given) -> list[tuple[int, str]]:
    with pytest.raises(FillError) as refused:
        told(report, *given)
    return [(one.line, one.reason) for one in refused.value.refusals]


@pytest.mark.parametrize(
    ("value", "state", "cell", "after"),
    [
        (Number(15), "", Cell(Number(15)), "15"),
        ("1.500", "", Cell(Number(1500)), "1.500"),
        ("hơn 6", "", Cell(Number(6)).worded("hơn"), "hơn 6"),
        (Number(15), "ước", Cell(Number(15), State.ESTIMATE), "~15"),
        ("15", "Ước", Cell(Number(15), State.ESTIMATE), "~15"),
        ("-", "", Cell(None, State.NIL), "không phát sinh"),
        (Number(0), "ước", Cell(Number(0), State.ESTIMATE), "~0"),
        *(("", label, Cell(None, state), label) for label, state in STATES.items() if state is not State.ESTIMATE),
        ("", "KHÔNG PHÁT SINH", Cell(None, State.NIL), "không phát sinh"),
    ],
)
def test_a_cell_holds_what_was_filled_in(
    report: Report, value: Number | str, state: str, cell: Cell, after: str
) -> None:
    before = dict(report.cells)
    (found,) = told(report, given(report, JOBS, value, state))
    assert found == Difference("A", "Lao động, số người", report.period, "12", after, (SetCell(JOBS, cell),))
    assert report.cells == before
    report.apply(SetCell(JOBS, cell))
    assert told(report, given(report, JOBS, value, state)) == []


def test_what_is_left_blank_or_as_it_is_changes_nothing(report: Report) -> None:
    report.apply(SetNote(JOBS, "Nguồn"))
    assert told(report, given(report, JOBS), given(report, JOBS, Number(12), note="Nguồn")) == []
    assert told(report, given(report, JOBS, "12"), given(report, COVER)) == []


def test_a_blank_line_for_a_row_of_its_own_adds_none(report: Report) -> None:
    new = JOBS._replace(row="country:+1")
    assert told(report, given(report, new), given(report, new, label="Nga")) == []


def test_a_note_is_a_difference_of_its_own(report: Report) -> None:
    report.apply(SetNote(JOBS, "Cũ"))
    found = told(report, given(report, JOBS, note="Mới"), given(report, COVER, Number(0), note="Nguồn"))
    assert [(one.name, one.before, one.after, one.changes[-1]) for one in found] == [
        ("Lao động, ghi chú", "Cũ", "Mới", SetNote(JOBS, "Mới")),
        ("Bao phủ, tỷ lệ", "", "0", SetCell(COVER, Cell(Number(0)))),
        ("Bao phủ, ghi chú", "", "Nguồn", SetNote(COVER, "Nguồn")),
    ]
    assert report.notes == {JOBS: "Cũ"}


@pytest.mark.parametrize(
    ("value", "doubted"), [(Number(45, 2), True), (Number(1), False), (Number(0), False), (Number(99, 2), True)]
)
def test_a_percent_sign_that_a_spreadsheet_swallowed_is_a_doubt(
    report: Report, value: Number, *, doubted: bool
) -> None:
    (found,) = told(report, given(report, COVER, value))
    assert bool(found.doubt) == doubted
    (other,) = told(report, given(report, JOBS, Number(0)))
    assert other.doubt == ""


def test_an_agency_names_rows_of_its_own(report: Report) -> None:
    new, sub = (JOBS._replace(row=row) for row in ("country:+1", "sex:men/area:+1"))
    found = told(
        report,
        given(report, new, Number(7), label=" Nhật  Bản/Osaka "),
        given(report, new, note="Mới đi", label="Nhật Bản/Osaka"),
        given(report, JOBS._replace(row="country:+2"), Number(6), label="Lào"),
        given(report, sub, note="Chưa có số", label="Thôn 1"),
    )
    assert [(one.name, one.before, one.after) for one in found] == [
        ("Lao động, Nhật Bản/Osaka, số người", "", "7"),
        ("Lao động, Nhật Bản/Osaka, ghi chú", "", "Mới đi"),
        ("Lao động, Lào, số người", "5", "6"),
        ("Lao động, Thôn 1, ghi chú", "", "Chưa có số"),
    ]
    added = [[change.row.label for change in one.changes if isinstance(change, SetRow)] for one in found]
    assert added == [["Nhật Bản/Osaka"], [], [], ["Thôn 1"]]
    assert [*report.rows] == [("jobs", "country:#1")]
    for change in (change for one in found for change in one.changes):
        report.apply(change)
    assert [row.label for row in report.rows.values()] == ["Lào", "Nhật Bản/Osaka", "Thôn 1"]


@pytest.mark.parametrize(
    ("row", "value", "state", "why"),
    [
        ("", "nhiều", "", '"nhiều"'),
        ("", Number(125, 1), "", "số nguyên"),
        ("", Number(-1), "", "số âm"),
        ("", Number(1), "tốt", 'không có tình trạng "tốt"'),
        ("", Number(0), "không phát sinh", "đề nghị bỏ một trong hai"),
        ("", "", "ước", "mà không có số"),
        ("", "-", "ước", "mà không có số; ước là không có thì ghi 0"),
        ("country:+1", Number(1), "", "chưa ghi tên dòng"),
        ("country:#9", Number(1), "", "dòng này không còn trong báo cáo"),
        ("country:#9/x:+1", Number(1), "", "dòng này không còn trong báo cáo"),
        ("sex:+1", Number(1), "", "chỗ này không thêm dòng được"),
        ("x:+1", Number(1), "", "chỗ này không thêm dòng được"),
    ],
)
def test_what_does_not_fit_is_told_with_its_line(
    report: Report, row: str, value: Number | str, state: str, why: str
) -> None:
    wrong = given(report, JOBS._replace(row=row), value, state)
    ((line, reason),) = refusals(report, given(report, COVER, Number(1)), wrong, given(report, COVER, Number(1)))
    assert line == 6
    assert reason.startswith("(trang A) ")
    assert why in reason


def test_a_place_that_nobody_asked_about_is_refused(report: Report) -> None:
    rows = ("country:+1", "country:#9/x:+1", "x:+1", "x:y", "country:#9", "/", ":")
    for place in product(("jobs", "cover", "other"), rows, ("persons", "other")):
        one = given(report, Address(*place), Number(1), label="Lào 2")
        if place == ("jobs", "country:+1", "persons"):
            assert len(told(report, one)) == 1
        else:
            assert len(refusals(report, one)) == 1


def test_a_file_that_is_wrong_throughout_is_given_up(report: Report) -> None:
    wrong = given(report, JOBS, "nhiều")
    assert len(refusals(report, *[wrong] * 99)) == 99
    assert len(refusals(report, *[wrong] * 101)) == 100


def test_two_replies_that_differ_in_a_cell_are_refused_and_those_that_agree_are_one(report: Report) -> None:
    one, other, alone = (
        reply(report, one)
        for one in (given(report, JOBS, Number(15)), given(report, JOBS, "16"), given(report, JOBS, "", "ước"))
    )
    assert len(differences(report, [one, one])) == 1
    for second in (other, replace(one, given=(replace(one.given[0], state="ước"),))):
        with pytest.raises(FillError, match="đã có số khác ở trang A, dòng 5; đề nghị giữ lại một số"):
            differences(report, [one, second])
    with pytest.raises(FillError, match="mà không có số"):
        differences(report, [one, alone])


def test_a_reply_to_another_report_is_refused(report: Report) -> None:
    own = reply(report)
    other = filled(report.template, "", "2024")
    for one, why in (
        (replace(own, unit="x"), "đơn vị hoặc mẫu khác"),
        (replace(own, template="x"), "đơn vị hoặc mẫu khác"),
        (reply(other), "đề nghị chọn đúng kỳ"),
    ):
        with pytest.raises(KnownError, match=why):
            differences(report, [own, one])


@pytest.fixture
def beside(tmp_path: Path) -> Report:
    """A report with the year before it beside it, which has a row of its own."""
    template = small(tmp_path, SECTION + FIGURES, frame=FRAME)
    latest = filled(template, "jobs,country:Lào,persons,5", "2024")
    latest.neighbours = Neighbours([filled(template, "jobs,country:Nga,persons,4", "2023")], [])
    return latest


def test_periods_side_by_side_are_filled_in_each_in_its_own_report(beside: Report) -> None:
    earlier, _ = beside.span
    row = JOBS._replace(row="country:#1")
    asked = [
        replace(given(beside, row, Number(value), label=label), period=period)
        for period, value, label in ((earlier.period, 6, ""), (beside.period, 7, ""))
    ]
    first, second = told(beside, *asked)
    assert [(one.period, one.name, one.before, one.after) for one in (first, second)] == [
        (earlier.period, "Lao động, Lào, số người", "", "6"),
        (beside.period, "Lao động, Lào, số người", "5", "7"),
    ]
    assert [type(change) for change in first.changes] == [SetRow, SetCell]  # there it was not yet
    assert first.changes[-1] == SetCell(JOBS._replace(row="country:#2"), Cell(Number(6)))
    assert [type(change) for change in second.changes] == [SetCell]
    assert [row.label for row in earlier.rows.values()] == ["Nga"]
    ((_, reason),) = refusals(beside, replace(asked[0], period=filled(beside.template, "", "2030").period))
    assert "chưa có báo cáo" in reason


def test_a_row_that_stands_elsewhere_in_another_period_is_the_same(beside: Report) -> None:
    earlier, _ = beside.span
    put(earlier, "jobs,country:LÀO,persons,3")
    for row, label in (("country:#1", ""), ("country:+1", "LÀO")):
        asked = replace(given(beside, JOBS._replace(row=row), Number(6), label=label), period=earlier.period)
        (found,) = told(beside, asked)
        change = SetCell(JOBS._replace(row="country:#2"), Cell(Number(6)))
        assert (found.before, found.after, found.changes) == ("3", "6", (change,))
