"""What stands in the way of a final report, and what a re-issue corrects."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from forms.checks.checker import accept, check
from forms.definitions.template import Template
from forms.document import revisions
from forms.document.revisions import Correction
from forms.errors import KnownError
from forms.report.cells import Address
from forms.report.changes import UNSENT, ReportStage, ReportState, SetNote
from forms.report.neighbours import Neighbours
from forms.report.report import Report
from tests.forms.small import filled, put, small
from tests.forms.spans import FIGURES, FRAME

EDITED = datetime(2024, 12, 1, tzinfo=UTC)
SECTION = """
[figure.gifts]
label = "Quà tặng"
measures.persons = {}
measures.ton = {label = "Gạo", unit = "tấn", decimals = 2}
[figure.gifts.breakdown.source]
label = "Nguồn"
relation = "partition"
rows = {state = "Nhà nước", social = "Xã hội hóa"}
[figure.gifts.breakdown.place]
label = "Nơi nhận"
relation = "subset"
open = true
[figure.jobs]
label = "Việc làm"
measures.persons = {}
[rule.many]
kind = "bound"
severity = "warning"
says = "Nhiều việc làm"
holds = "jobs.persons <= 100"
"""
PERSONS = Address("gifts", "", "persons")


@pytest.fixture
def template(tmp_path: Path) -> Template:
    return small(tmp_path, SECTION)


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        ("gifts,,persons,5;gifts,state,persons,2;gifts,social,persons,2", "1 lỗi phải sửa"),
        ("jobs,,persons,101", "1 cảnh báo phải sửa hoặc giải trình"),
        (
            "gifts,,persons,5;gifts,state,persons,9;gifts,social,persons,2;jobs,,persons,101",
            "1 lỗi phải sửa và 1 cảnh báo phải sửa hoặc giải trình",
        ),
    ],
)
def test_what_still_stands_is_counted_and_the_first_is_said(template: Template, lines: str, left: str) -> None:
    report = filled(template, lines)
    with pytest.raises(KnownError) as caught:
        revisions.require_ready(report)
    first = next(finding for finding in check(report) if finding.open)
    assert str(caught.value) == f"Chưa chốt được: còn {left}. Chỗ đầu tiên: {first.message}"


def test_what_is_explained_or_only_waits_is_ready(template: Template) -> None:
    report = filled(template, "jobs,,persons,101;gifts,state,persons,9")
    (warning,) = [finding for finding in check(report) if finding.open]
    report.apply(accept(report, warning, "Hai khu công nghiệp mới", "Y Hà", EDITED))
    revisions.require_ready(report)


def test_revisions_are_numbered_and_hold_what_was_issued(template: Template) -> None:
    report = filled(template, "jobs,,persons,7")
    for number in (1, 2):
        report.apply(revisions.finalise(report, "Y Hà", EDITED))
        last = report.revisions[-1]
        assert (len(report.revisions), last.number, last.made, last.who) == (number, number, EDITED, "Y Hà")
        assert '"value": "7"' in last.data
        report.apply(revisions.reopen(report, f" lý   do {number}\n", "Y Hà", EDITED))
        assert report.reason == f"lý do {number}"
    assert [revision.reason for revision in report.revisions] == ["", "lý do 1"]


def test_a_reason_fits_its_table(template: Template) -> None:
    report = filled(template, "jobs,,persons,7")
    report.apply(revisions.finalise(report, "Y Hà", EDITED))
    with pytest.raises(KnownError, match="quá 500 chữ"):
        revisions.reopen(report, "x" * 501, "Y Hà", EDITED)
    assert revisions.reopen(report, "x" * 500, "Y Hà", EDITED).stages[-1].reason == "x" * 500


def test_the_issue_before_is_the_last_but_for_the_one_that_is_final(template: Template) -> None:
    report = filled(template, "jobs,,persons,7")
    assert revisions.issued_before(report) is None
    report.apply(revisions.finalise(report, "Y Hà", EDITED))
    assert revisions.issued_before(report) is None
    assert revisions.corrections(report) == ()
    report.apply(revisions.reopen(report, "Sai", "Y Hà", EDITED))
    assert revisions.issued_before(report) is report.revisions[0]
    report.apply(revisions.finalise(report, "Y Hà", EDITED))
    assert revisions.issued_before(report) is report.revisions[0]
    report.apply(revisions.reopen(report, "Sai", "Y Hà", EDITED))
    assert revisions.issued_before(report) is report.revisions[1]
    report.apply(revisions.finalise(report, "Y Hà", EDITED))
    report.apply(revisions.reopen(report, UNSENT, "Y Hà", EDITED))
    assert (revisions.issued_before(report), report.reason) == (report.revisions[1], "Sai")


def reissued(report: Report, lines: str) -> tuple[Correction, ...]:
    report.apply(revisions.finalise(report, "Y Hà", EDITED))
    report.apply(revisions.reopen(report, "Sai", "Y Hà", EDITED))
    put(report, lines)
    return revisions.corrections(report)


@pytest.mark.parametrize(
    ("before", "after", "correction"),
    [
        ("gifts,,persons,5", "gifts,,persons,7", ("Quà tặng - số người", "người", "5", "7", "+2")),
        ("gifts,,persons,7", "gifts,,persons,5", ("Quà tặng - số người", "người", "7", "5", "-2")),
        ("gifts,,ton,1.5", "gifts,,ton,1.25", ("Quà tặng - gạo", "tấn", "1,5", "1,25", "-0,25")),
        ("gifts,,ton,1.25", "gifts,,ton,1.5", ("Quà tặng - gạo", "tấn", "1,25", "1,5", "+0,25")),
        ("jobs,,persons,5", "jobs,,persons,5,uoc", ("Việc làm", "người", "5", "5 (ước)", "0")),
        ("jobs,,persons,5", "jobs,,persons,,xoa", ("Việc làm", "người", "5", "", "")),
        ("", "jobs,,persons,5", ("Việc làm", "người", "", "5", "")),
        ("jobs,,persons,,khong_phat_sinh", "jobs,,persons,5", ("Việc làm", "người", "không phát sinh", "5", "+5")),
        ("jobs,,persons,,chua_co", "jobs,,persons,5", ("Việc làm", "người", "chưa có số liệu", "5", "")),
        (
            "gifts,state,persons,5",
            "gifts,state,persons,6",
            ("Quà tặng - Nhà nước - số người", "người", "5", "6", "+1"),
        ),
    ],
)
def test_what_a_correction_says(
    template: Template, before: str, after: str, correction: tuple[str, str, str, str, str]
) -> None:
    assert reissued(filled(template, before), after) == (Correction(*correction),)


def test_a_reason_of_its_own_is_one_written_since(template: Template) -> None:
    report = filled(template, "jobs,,persons,5;gifts,,ton,1;gifts,,persons,5")
    for address in (PERSONS, PERSONS._replace(measure="ton")):
        report.apply(SetNote(address, "Lý do: của lần trước"))
    report.apply(revisions.finalise(report, "Y Hà", EDITED))
    report.apply(revisions.reopen(report, "Sai", "Y Hà", EDITED))
    report.apply(SetNote(PERSONS, ""))
    put(report, "jobs,,persons,6;gifts,,ton,2;gifts,,persons,6")
    report.apply(SetNote(Address("jobs", "", "persons"), "lý do điều chỉnh: đếm sót"))
    assert [item.reason for item in revisions.corrections(report)] == ["", "", "Đếm sót"]


def test_zeros_at_the_end_of_decimals_correct_nothing(template: Template) -> None:
    assert reissued(filled(template, "gifts,,ton,1.5"), "gifts,,ton,1.50") == ()


def test_a_change_of_working_alone_corrects_nothing(template: Template) -> None:
    report = filled(template, "jobs,,persons,7")
    report.cells[Address("jobs", "", "persons")] = replace(report.cells[Address("jobs", "", "persons")], working="3+4")
    assert reissued(report, "") == ()
    report.cells[Address("jobs", "", "persons")] = replace(report.cells[Address("jobs", "", "persons")], working="2+5")
    assert revisions.corrections(report) == ()


def test_corrections_stand_in_the_order_of_the_paper(template: Template) -> None:
    report = filled(template, "jobs,,persons,1;gifts,social,persons,1;gifts,,ton,1")
    found = reissued(report, "jobs,,persons,2;gifts,social,persons,2;gifts,,ton,2")
    assert [item.label for item in found] == ["Quà tặng - gạo", "Quà tặng - Xã hội hóa - số người", "Việc làm"]


def test_a_row_that_is_gone_keeps_its_name_and_stands_last(template: Template) -> None:
    report = filled(template, "gifts,place:Làng Mới,persons,5;jobs,,persons,1")
    report.apply(revisions.finalise(report, "Y Hà", EDITED))
    report.apply(revisions.reopen(report, "Sai", "Y Hà", EDITED))
    put(report, "jobs,,persons,2")
    ((key, _),) = report.rows.items()
    del report.cells[Address(*key, "persons")], report.rows[key]
    assert [(item.label, item.unit, item.reported, item.corrected) for item in revisions.corrections(report)] == [
        ("Việc làm", "người", "1", "2"),
        ("Quà tặng - Làng Mới - số người", "người", "5", ""),
    ]


def test_what_the_template_does_not_know_is_named_by_its_codes(template: Template) -> None:
    report = filled(template, "")
    assert revisions.named(report, Address("x", "y:z", "persons"), {}) == ("x", "")
    assert revisions.named(report, Address("gifts", "", "x"), {}) == ("Quà tặng", "")
    assert revisions.named(report, Address("gifts", "place:#4", "persons"), {})[0] == "Quà tặng - place:#4 - số người"


def test_a_row_that_stands_has_the_name_of_now(template: Template) -> None:
    report = filled(template, "gifts,place:Làng Mới,persons,5")
    ((key, _),) = report.rows.items()
    assert revisions.named(report, Address(*key, "persons"), {key: "Làng Cũ"})[0] == "Quà tặng - Làng Mới - số người"


WAYS = {
    (ReportState.FINAL, ReportState.SUBMITTED),
    (ReportState.FINAL, ReportState.ISSUED),
    (ReportState.SUBMITTED, ReportState.FINAL),
    (ReportState.SUBMITTED, ReportState.ISSUED),
}


@pytest.mark.parametrize("there", list(ReportState))
@pytest.mark.parametrize("here", list(ReportState))
def test_which_state_follows_which(template: Template, here: ReportState, there: ReportState) -> None:
    report = filled(template, "jobs,,persons,1")
    if here is not ReportState.DRAFT:
        report.apply(revisions.finalise(report, "Y Hà", EDITED))
        assert report.stages[-1] == ReportStage(ReportState.FINAL, "Y Hà", EDITED)
    if here not in {ReportState.DRAFT, ReportState.FINAL}:
        report.apply(revisions.move(report, here, "Y Hà", EDITED))
    if (here, there) not in WAYS:
        with pytest.raises(KnownError, match=f'đang ở trạng thái "{here.label}"'):
            revisions.move(report, there, "A Thắng", EDITED)
        return
    issued = report.revisions
    report.apply(revisions.move(report, there, "A Thắng", EDITED))
    assert report.stages[-1] == ReportStage(there, "A Thắng", EDITED)
    assert report.revisions == issued


def test_a_measure_that_is_gone_leaves_the_name_of_the_row(template: Template) -> None:
    report = filled(template, "")
    assert revisions.named(report, Address("gifts", "source:state", "x"), {}) == ("Quà tặng - Nhà nước", "")


def test_what_stands_side_by_side_is_final_and_open_together(tmp_path: Path) -> None:
    template = small(tmp_path, FIGURES, frame=FRAME)
    before, report = filled(template, "models,,count,4", "2023"), filled(template, "models,,count,5", "2024")
    report.neighbours = Neighbours([before], [])
    for one, (change,) in revisions.finalise_all(report, "Y Hà", EDITED):
        one.apply(change)
    assert (before.state, report.state) == (ReportState.FINAL, ReportState.FINAL)
    opened = revisions.reopen_all(report, "Sai", "Y Hà", EDITED)
    assert [one for one, _ in opened] == [before, report]
    for one, (change,) in opened:
        one.apply(change)
    assert (before.reason, report.reason) == ("Sai", "Sai")
    report.apply(revisions.finalise(report, "Y Hà", EDITED))
    assert [one for one, _ in revisions.reopen_all(report, "Sai", "Y Hà", EDITED)] == [report]  # the other is open
    before.apply(revisions.finalise(before, "Y Hà", EDITED))
    report.apply(revisions.reopen(report, "Sai", "Y Hà", EDITED))
    assert [one for one, _ in revisions.finalise_all(report, "Y Hà", EDITED)] == [report]
    report.apply(revisions.finalise(report, "Y Hà", EDITED + timedelta(hours=1)))
    assert [one for one, _ in revisions.reopen_all(report, UNSENT, "Y Hà", EDITED)] == [report]  # the other may be out
    assert [one for one, _ in revisions.reopen_all(report, "Sai", "Y Hà", EDITED)] == [before, report]
