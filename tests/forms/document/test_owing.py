"""Who owes numbers to a report: each section once for every agency that was asked, else for who holds them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from forms.document import owing
from forms.document.owing import Asked, Holder, OwingState
from forms.errors import KnownError
from forms.report import limits
from forms.report.report import Report
from forms.values.style import NBSP
from tests.forms.small import filled, small

SECTION = """
[figure.jobs]
label = "Việc làm"
measures.persons = {}
measures.amount = {}
[figure.gifts]
label = "Quà tặng"
measures.persons = {}
"""
AT = datetime(2024, 11, 1, 8, tzinfo=UTC)
DUE = date(2024, 11, 15)


@pytest.fixture
def report(tmp_path: Path) -> Report:
    template = small(tmp_path, SECTION)
    return filled(template, "jobs,,persons,7")


def test_nobody_was_asked(report: Report) -> None:
    (one,) = owing.owing(report, [], DUE)
    assert (one.section.code, one.agency, one.asked, one.standing) == ("A", "", None, OwingState.NOT_ASKED)
    assert (one.full, one.cells) == (1, 3)
    assert list(OwingState) == ["chua_de_nghi", "cho_tra_loi", "qua_han", "da_tra_loi"]  # as commands tell it
    (one,) = owing.owing(report, [], DUE, {"A": Holder("Sở A", "Y Lan")})
    assert one.holder == Holder("Sở A", "Y Lan")


def test_each_agency_stands_by_what_it_was_last_asked(report: Report) -> None:
    first = Asked("A", "Sở A", DUE, "An", AT)
    again = Asked("A", "SỞ A", DUE + timedelta(days=9), "An", AT)
    other = Asked("A", "Sở B", None, "An", AT, replied=AT)
    gone = Asked("B", "Sở C", None, "An", AT)
    found = owing.owing(report, [first, other, again, gone], DUE, {"A": Holder("sở a", "Y Lan")})
    assert [(one.holder, one.asked) for one in found] == [(Holder("sở a", "Y Lan"), again), (Holder("Sở B"), other)]


@pytest.mark.parametrize(
    ("due", "replied", "standing", "label"),
    [
        (DUE, None, OwingState.ASKED, "Chờ trả lời"),
        (DUE - timedelta(days=1), None, OwingState.LATE, "Quá hạn"),
        (None, None, OwingState.ASKED, "Chờ trả lời"),
        (DUE - timedelta(days=1), AT, OwingState.REPLIED, "Đã trả lời"),
    ],
)
def test_a_request_is_late_after_its_day_until_a_reply(
    report: Report, due: date | None, replied: datetime | None, standing: OwingState, label: str
) -> None:
    (one,) = owing.owing(report, [Asked("A", "Sở A", due, "An", AT, replied)], DUE)
    assert (one.standing, one.standing.label) == (standing, label)


def test_a_section_that_asks_for_nothing_is_owed_by_nobody(tmp_path: Path) -> None:
    report = filled(small(tmp_path, ""), "")
    assert owing.owing(report, [], DUE) == []
    assert len(owing.owing(report, [Asked("A", "Sở A", None, "An", AT)], DUE)) == 1


def test_who_holds_numbers_is_kept_tidy_and_says_so_in_a_line() -> None:
    found = owing.holder(" Phòng  Nội vụ ", "Nguyễn Văn A", "0912 345 678")
    assert found == Holder("Phòng Nội vụ", "Nguyễn Văn A", "0912 345 678")
    assert found.in_words == f"Phòng Nội vụ, Nguyễn Văn A, 0912{NBSP}345{NBSP}678"
    assert Holder("", "A").in_words == "A"
    assert owing.holder("x" * limits.NAME, "", "").agency == "x" * limits.NAME
    for place, what in enumerate(("Nơi giữ số liệu", "Người giữ số liệu", "Điện thoại")):
        texts = ["", "", ""]
        for wrong in ("x" * (limits.NAME + 1), "Phòng \u0430"):
            texts[place] = wrong
            with pytest.raises(KnownError, match=what):
                owing.holder(*texts)


def test_who_holds_numbers_is_who_was_typed_else_who_the_template_names(tmp_path: Path) -> None:
    report = filled(small(tmp_path, f'agency = [{{name = "Sở Lao động"}}]\n{SECTION}'), "")
    for known, agency in ((None, "Sở Lao động"), (Holder("", "Y Lan"), "Sở Lao động"), (Holder("Sở A"), "Sở A")):
        (one,) = owing.owing(report, [], DUE, {"A": known} if known else None)
        assert (one.agency, one.usual) == (agency, "Sở Lao động")
