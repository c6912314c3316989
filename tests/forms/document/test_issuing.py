"""The act of issuing: number and day, before or after, in the head, the enclosures and the next issue's citation."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from exports.typesetting import wording
from forms.document import issuing, letterhead, revisions
from forms.document.document import compose
from forms.errors import KnownError
from forms.report import archive, envelope
from forms.report.changes import UNSENT, Issue, ReportState
from forms.report.report import Report
from forms.values.numbers import Number
from forms.values.style import NBSP
from tests.conftest import Filler

AT = datetime(2024, 10, 28, 2, 0, tzinfo=UTC)
GIVEN = {"number": "7", "day": "05/3/2025", "signer": "A Thuận", "authority": "KT. CHỦ TỊCH", "title": "PHÓ CHỦ TỊCH"}
NOTHING = {"number": "", "day": ""}


def note(report: Report, **given: str) -> None:
    change = issuing.note(report, given)
    assert change is not None
    report.apply(change)


def test_what_is_noted_stands_in_the_document_and_changes_no_data(sample: Report) -> None:
    before = archive.encode(sample)
    note(sample, **GIVEN)
    document = compose(sample, AT)
    assert document.letterhead.number == "Số: 07/BC-UBND"
    assert document.letterhead.place_and_date == "Kon Tum, ngày 05 tháng 3 năm 2025"
    assert document.signature.lines[-2:] == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert document.signature.name == "A Thuận"
    number, day = "số 07/BC-UBND", "ngày 05 tháng 3 năm 2025"
    assert "ngày 05 tháng 3 năm 2025".replace(" ", NBSP) in wording.enclosure(document)  # no line parts a day
    assert (
        wording.enclosure(document).replace(NBSP, " ")
        == f"(Kèm theo Báo cáo {number} {day} của Ủy ban nhân dân tỉnh Kon Tum)"
    )
    assert archive.encode(sample) == before
    assert issuing.note(sample, {}) is None
    assert issuing.noted(sample)["day"] == "05/3/2025"
    note(sample, **dict.fromkeys(issuing.LABELS, "") | {"place": "Kon Tum"})  # what the details say needs no note
    assert sample.issues == {}


@pytest.mark.parametrize(
    ("key", "text", "why"),
    [
        ("number", "312/BC", "ký hiệu"),
        ("number", "0", "ký hiệu"),
        ("day", "31/02/2025", "lịch"),
        ("day", "05/3/2015", "năm"),
        ("day", "05/3/2042", "năm"),
    ],
)
def test_a_number_or_day_that_is_none_is_refused(sample: Report, key: str, text: str, why: str) -> None:
    with pytest.raises(KnownError, match=why):
        issuing.note(sample, {key: text})


def test_what_takes_the_place_of_another_is_no_older_and_has_a_number_of_its_own(sample: Report) -> None:
    sample.apply(revisions.finalise(sample, "Y Hà", AT))
    note(sample, **GIVEN)
    sample.apply(revisions.reopen(sample, "Sót số liệu của một xã", "Y Hà", AT))
    for number, day, why in (
        ("9", "04/3/2025", "Ngày 04/3/2025 trước ngày của Báo cáo số 07/BC-UBND ngày 05 tháng 3 năm 2025"),
        ("07", "06/3/2025", "Số 07/BC-UBND đã là số của Báo cáo số 07/BC-UBND"),
    ):
        with pytest.raises(KnownError, match=f"{why}.*được thay thế"):
            issuing.note(sample, {"number": number, "day": day})
    for number, day in (("9", "05/3/2025"), ("7", "06/3/2026"), ("", "06/3/2025"), ("7", "")):
        assert issuing.note(sample, {"number": number, "day": day}) is not None


def test_what_has_not_left_the_house_is_mended_and_replaces_nothing(sample: Report, put: Filler) -> None:
    sample.apply(revisions.finalise(sample, "Y Hà", AT))
    note(sample, **GIVEN)  # a number that was reserved
    sample.apply(revisions.move(sample, ReportState.SUBMITTED, "Y Hà", AT))
    held = sample.issue
    for _, changes in revisions.reopen_all(sample, UNSENT, "Y Hà", AT):
        for each in changes:
            sample.apply(each)
    assert sample.issues == {2: held}  # it is still the number that was reserved
    put("ncc_funeral,,count,9")
    document = compose(sample, AT)
    assert "thay thế" not in str(document.body)
    assert not [item for item in document.appendices if "điều chỉnh" in item.title.lower()]
    sample.apply(revisions.finalise(sample, "Y Hà", AT))
    for each in issuing.issue(sample, {}, "Y Hà", AT):
        sample.apply(each)
    with pytest.raises(KnownError, match="đã phát hành; đề nghị ghi lý do"):
        revisions.reopen(sample, UNSENT, "Y Hà", AT)
    assert [revision.reason for revision in sample.revisions] == ["", ""]


def test_what_print_puts_beside_a_value_is_typed_with_it(sample: Report) -> None:
    note(sample, number="7", day="05/3/2025", number_symbol="/BC-XYZ", place="Kon Plông, ngày")
    head = letterhead.head(sample, issue=sample.issue)
    assert (head.number, head.place_and_date) == ("Số: 07/BC-XYZ", "Kon Plông, ngày 05 tháng 3 năm 2025")


def test_what_stands_on_lines_is_kept_without_blank_ones(sample: Report) -> None:
    note(sample, title="KT.  CHỦ TỊCH \n\n PHÓ CHỦ TỊCH\n", signer="A\n\nThuận")
    assert (sample.issue.title, sample.issue.signer) == ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "A Thuận")


@pytest.mark.parametrize(("text", "day"), [("01/01/2024", date(2024, 1, 1)), ("31/12/2029", date(2029, 12, 31))])
def test_a_report_may_go_out_from_the_first_day_of_its_period_until_years_after(
    sample: Report, text: str, day: date
) -> None:
    note(sample, day=text)
    assert sample.issue.day == day


def test_a_report_goes_out_with_number_and_day_alone(sample: Report, put: Filler) -> None:
    for given in ({}, GIVEN):
        with pytest.raises(KnownError, match=r"Dự thảo.*chốt số liệu trước"):
            issuing.issue(sample, given, "Y Hà", AT)
    for change in revisions.finalise_all(sample, "Y Hà", AT)[0][1]:
        sample.apply(change)
    with pytest.raises(KnownError, match="chưa ghi số và ngày"):
        issuing.issue(sample, {}, "Y Hà", AT)
    for each in issuing.issue(sample, GIVEN, "Y Hà", AT):
        sample.apply(each)
    assert sample.state is ReportState.ISSUED
    data = archive.encode(sample)
    (link,) = envelope.read(envelope.write(sample, "report.json", data), "report.json").chain
    assert link.issue == sample.issue == sample.issues[1]
    (mended,) = issuing.issue(sample, {"number": "9"}, "Y Hà", AT)  # it is out, and only noted anew
    sample.apply(mended)
    note(sample, number="8")  # a slip is mended without a new revision
    for given, lost in (({"number": ""}, "số"), ({"day": ""}, "ngày ban hành"), (NOTHING, "số và ngày ban hành")):
        with pytest.raises(KnownError, match=f"đã phát hành, không bỏ {lost} được"):
            issuing.note(sample, given)
    assert (archive.encode(sample), len(sample.revisions)) == (data, 1)

    sample.apply(revisions.reopen(sample, "Sót số liệu của một xã", "Y Hà", AT))
    assert sample.issue == Issue()
    put("ncc_funeral,,count,9")
    assert "thay thế Báo cáo số 08/BC-UBND ngày 05 tháng 3 năm 2025;" in str(compose(sample, AT).body)


def test_a_corrected_cell_has_the_reason_of_its_own_note(sample: Report, put: Filler) -> None:
    for change in revisions.finalise_all(sample, "Y Hà", AT)[0][1]:
        sample.apply(change)
    sample.apply(revisions.reopen(sample, "Sót số liệu của một xã", "Y Hà", AT))
    put("ncc_funeral,,count,9;ncc_lump_sum,,persons,9")
    (address,) = [address for address in sample.cells if address.figure == "ncc_funeral"]
    sample.notes[address] = "Lý do: tính nhầm hồ sơ năm trước"
    table = next(item.table for item in compose(sample, AT).appendices if "điều chỉnh" in item.title)
    assert [row[-1].text for row in table.rows] == ["Sót số liệu của một xã", "Tính nhầm hồ sơ năm trước"]
    for row in table.rows:  # what can be counted with in a workbook
        reported, corrected, difference = (cell.number for cell in row[3:6])
        assert reported is not None
        assert corrected == Number(9)
        assert difference is not None
        assert corrected.value - reported.value == difference.value < 0
        assert row[2].number is None


def test_a_final_document_without_a_day_is_of_no_year_before_it_was_final(sample: Report) -> None:
    assert compose(sample, AT).letterhead.place_and_date.endswith("năm 2024")
    sample.apply(revisions.finalise(sample, "Y Hà", datetime(2024, 12, 31, 18, 0, tzinfo=UTC)))  # here it is 2025
    assert compose(sample, AT).letterhead.place_and_date.endswith("năm 2025")


def test_the_day_is_of_the_document(sample: Report) -> None:
    note(sample, number="312", day="ngày 28 tháng 01 năm 2025")
    assert sample.issue.day == date(2025, 1, 28)
