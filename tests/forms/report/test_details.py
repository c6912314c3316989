from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from math import inf
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.definitions.office import UnitKind
from forms.document.document import unfinished
from forms.errors import KnownError
from forms.offices.units import Unit
from forms.report import archive, details, limits
from forms.report.changes import UNSENT, Issue, ReportStage, ReportState, Revision, SetDetail
from forms.report.report import Report
from forms.values.period import Period
from tests.conftest import empty_report
from tests.forms.small import filled, small

SECTION = '[figure.jobs]\nlabel = "Việc làm"\nmeasures.persons = {}\n'
AT = datetime(2024, 12, 1, tzinfo=UTC)


def test_what_the_template_says_needs_no_saying(report: Report) -> None:
    for key in details.LABELS:
        assert details.change(report, key, details.default(report, key)) is None
        assert details.change(report, key, " \n ") is None
    assert details.default(report, "place") == "Kon Tum"
    assert details.default(report, "title") == "CHỦ TỊCH"


@pytest.mark.parametrize("level", ["xa", "huyen", "tinh", "so-nganh"])
def test_every_level_has_defaults(report: Report, level: str) -> None:
    report.unit = Unit("Sở Nội vụ", level)
    assert details.default(report, "agency").endswith("Sở Nội vụ")
    assert details.default(report, "recipients")


def test_dots_in_a_default_are_asked_for(report: Report) -> None:
    report.unit = Unit("Xã Đăk Blà", "xa")
    assert details.wanting(report) == ["Kính gửi"]
    assert any("Kính gửi" in sentence for sentence in unfinished(report, datetime(2025, 1, 2, tzinfo=UTC)))
    report.apply(SetDetail("addressee", "Ủy ban nhân dân tỉnh Quảng Ngãi"))
    assert not details.wanting(report)


@given(st.sampled_from(sorted(details.LABELS)), st.text(max_size=60), st.text(max_size=60))
def test_a_detail_is_undone(key: str, first: str, second: str) -> None:
    report = empty_report()
    for text in (first, second):
        try:
            change = details.change(report, key, text)
        except KnownError:
            continue
        if change is None:
            continue
        before = dict(report.details)
        undo = report.apply(change)
        assert report.details.get(key) == change.value
        assert details.change(report, key, text) is None
        report.apply(undo)
        assert report.details == before
        report.apply(change)


def test_lines_are_kept_where_lines_belong(report: Report) -> None:
    assert details.change(report, "recipients", " Sở  Nội vụ\n\nLưu: VT ") == SetDetail(
        "recipients", "Sở Nội vụ\nLưu: VT"
    )
    assert details.change(report, "signer", "Nguyễn\nVăn A") == SetDetail("signer", "Nguyễn Văn A")
    assert details.change(report, "signer", "Y\u200b Hà\x1b") == SetDetail("signer", "Y Hà")


@pytest.mark.parametrize(
    ("keys", "kept"),
    [
        ("agency addressee authority title recipients grounds", "A\nB"),
        ("superior place number_symbol signer request subject drafter", "A B"),
    ],
)
def test_which_details_have_several_lines(report: Report, keys: str, kept: str) -> None:
    for key in keys.split():
        assert details.change(report, key, "A\nB") == SetDetail(key, kept)


def test_a_detail_has_so_many_letters_and_no_more(report: Report) -> None:
    assert details.change(report, "signer", "x" * limits.DETAIL) == SetDetail("signer", "x" * limits.DETAIL)
    with pytest.raises(KnownError, match=f"dài quá {limits.DETAIL} chữ"):
        details.change(report, "signer", "x" * (limits.DETAIL + 1))


@pytest.mark.parametrize("text", ["15/11/2024", " 15.11.2024", "2024-11-15"])
def test_a_day_is_typed_as_officers_write_it(report: Report, text: str) -> None:
    assert details.change(report, "as_of", text) == SetDetail("as_of", "2024-11-15")
    assert details.shown("as_of", "2024-11-15") == "15/11/2024"


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("number_symbol", "/BC-XYZ", "BC-XYZ"),
        ("number_symbol", "Số: 312 / BC-XYZ/A", "BC-XYZ/A"),
        ("number_symbol", "BC-XYZ/A", "BC-XYZ/A"),
        ("place", "TP. Kon Plông,", "TP. Kon Plông"),
        ("place", "Kon Plông, ngày 05 tháng 3", "Kon Plông"),
        ("addressee", "Kính gửi:\nỦy ban A;\nSở B", "Ủy ban A;\nSở B"),
        ("signer", "Kính gửi,", "Kính gửi,"),
    ],
)
def test_what_print_puts_beside_a_value_is_no_part_of_it(report: Report, key: str, typed: str, kept: str) -> None:
    assert details.change(report, key, typed) == SetDetail(key, kept)


def test_a_day_of_a_year_far_from_the_period_is_a_slip(report: Report) -> None:
    for year in (report.period.year - 1, report.period.year + 1):
        assert details.change(report, "as_of", f"28/02/{year}") is not None
    for year in (report.period.year - 2, report.period.year + 2, report.period.year + 10):
        with pytest.raises(KnownError, match=f"28/02/{year} không hợp với báo cáo .*kiểm tra năm"):
            details.change(report, "as_of", f"28/02/{year}")


@pytest.mark.parametrize("text", ["31/02/2024", "2024-02-30", "hôm qua"])
def test_a_date_that_is_none_is_told(report: Report, text: str) -> None:
    with pytest.raises(KnownError, match="không có trong lịch"):
        details.change(report, "as_of", text)


def test_details_are_carried_and_seen_in_the_fingerprint(report: Report) -> None:
    before = archive.fingerprint(report)
    report.apply(SetDetail("signer", "Y Hà"))
    assert archive.fingerprint(report) != before
    assert archive.as_data(report)["details"] == [{"key": "signer", "value": "Y Hà"}]


def test_a_choice_is_one_of_its_values(report: Report) -> None:
    assert details.change(report, "cell_notes", "có") == SetDetail("cell_notes", "có")
    assert details.change(report, "cell_notes", "không") is None
    with pytest.raises(KnownError, match="không hoặc có"):
        details.change(report, "cell_notes", "có thể")


def test_the_defaults_of_a_level_line_by_line(tmp_path: Path) -> None:
    template = small(tmp_path, SECTION)
    office = replace(
        template.offices["xa"],
        agency=("Đảng ủy", "Ủy ban"),
        addressee=("Tỉnh ủy", "Sở Nội vụ"),
        signature=("TM. ỦY BAN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        recipients=("Như trên", "Lưu: VT"),
        kinds={"Xã": UnitKind(), "Thị trấn": UnitKind()},
    )
    report = Report(replace(template, offices={"xa": office}), Unit("Xã Đăk Blà", "xa"), Period(2024))
    assert {key: details.default(report, key) for key in details.LABELS} == {
        "superior": "",
        "agency": "Đảng ủy\nỦy ban\nXã Đăk Blà",
        "addressee": "Tỉnh ủy\nSở Nội vụ",
        "place": "Đăk Blà",
        "number_symbol": "BC",
        "authority": "TM. ỦY BAN\nKT. CHỦ TỊCH",
        "title": "PHÓ CHỦ TỊCH",
        "signer": "",
        "recipients": "Như trên\nLưu: VT",
        "request": "",
        "grounds": "",
        "subject": "",
        "drafter": "",
        "as_of": "",
        "cell_notes": "không",
        "data_code": "có",
        "apart": "không",
        "long_list": "từ 8 dòng",
    }
    report.template = replace(template, offices={"xa": replace(office, signature=())})
    assert details.default(report, "title") == details.default(report, "authority") == ""
    assert details.change(report, "title", "Chủ tịch\n Phó") == SetDetail("title", "Chủ tịch\nPhó")


def test_a_document_is_numbered_as_offices_write_it(tmp_path: Path) -> None:
    report = filled(small(tmp_path, SECTION), "")
    numbers = [details.number(report, issue) for issue in (Issue("312"), Issue("7"), Issue(), Issue("7", None, "X"))]
    assert numbers == ["312/BC", "07/BC", "/BC", "07/X"]
    report.apply(SetDetail("number_symbol", "BC-UBND"))
    assert details.number(report, Issue("312")) == "312/BC-UBND"


def test_a_re_issue_cites_the_document_before_it_by_number_and_day(tmp_path: Path) -> None:
    report, day = filled(small(tmp_path, SECTION), ""), date(2024, 12, 5)
    report.revisions = tuple(Revision(number, AT, "A", "", "") for number in (1, 2))
    report.stages = tuple(ReportStage(ReportState.DRAFT, "A", AT, "Sót") for _ in report.revisions)
    for issues, cited in (
        ({}, ""),
        ({1: Issue("6", day), 3: Issue("8", day)}, ""),
        ({2: Issue("7")}, ""),
        ({2: Issue("", day)}, ""),
        ({2: Issue("7", day)}, "Báo cáo số 07/BC ngày 05 tháng 12 năm 2024"),
    ):
        report.issues = issues
        assert details.replaced(report) == cited
    report.stages = (report.stages[0], ReportStage(ReportState.DRAFT, "A", AT, UNSENT))  # the second went to nobody
    assert details.replaced(report) == ""
    report.issues = {1: Issue("7", day)}
    assert details.replaced(report) == cited


def test_what_is_said_of_a_whole_document_is_read_as_it_is_said(tmp_path: Path) -> None:
    report = filled(small(tmp_path, SECTION), "")
    assert (details.long_list(report), details.prints_code(report)) == (8, True)
    for lines, rows in (("từ 12 dòng", 12), ("không", inf)):
        report.details = {"long_list": lines, "data_code": "không"}
        assert (details.long_list(report), details.prints_code(report)) == (rows, False)


def test_the_days_of_a_section_and_of_its_figures_are_told_where_they_were_said(tmp_path: Path) -> None:
    report = filled(small(tmp_path, SECTION), "")
    section = report.template.sections["A"]
    report.details = {"as_of": "2024-12-01"}
    assert details.cut_offs(report, section) == []
    assert details.as_of(report, None, "A") == date(2024, 12, 1)
    report.details |= {"as_of:jobs": "2024-10-01", "as_of:A": "2024-11-01"}
    assert details.cut_offs(report, section) == [("", date(2024, 11, 1)), ("Việc làm", date(2024, 10, 1))]
    assert details.as_of(report, None, "A") == date(2024, 11, 1)
    assert details.as_of(report) == date(2024, 12, 1)
    assert details.shown("as_of:jobs", "2024-10-01") == "01/10/2024"
    assert details.shown("as_of", "") == ""
    assert details.shown("signer", "2024-10-01") == "2024-10-01"
