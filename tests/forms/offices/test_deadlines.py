"""When a report is due: what lists say, which line comes first, and what a letter moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import KnownError
from forms.offices.deadlines import Deadline, checked, coming, due, dues
from forms.offices.units import Unit
from forms.values.period import PARTS, Period, YearPart

COMMUNE = Unit("Xã Đăk Blà", "xa", path=("Tỉnh Kon Tum", "Thành phố Kon Tum"))
YEAR = Period(2025)
DISTRICT = Unit("Huyện Đăk Hà", "huyen", path=("Tỉnh Kon Tum",))


def line(due: str, period: str = "", **keys: str | date) -> Deadline:
    return checked(Deadline(period, due, **{"source": "Kế hoạch 2581/KH-UBND", **keys}))  # type: ignore[arg-type]


def last(lines: list[Deadline], unit: Unit = COMMUNE, period: Period = YEAR, template: str = "a") -> date | None:
    found = due(lines, unit, template, period)
    return found.last if found else None


@pytest.mark.parametrize(
    ("text", "day", "words"),
    [
        ("trước 30/11", date(2025, 11, 29), "trước ngày 30/11/2025"),
        ("Trước ngày 30/11 hằng năm", date(2025, 11, 29), "trước ngày 30/11/2025"),
        ("trước ngày 01 tháng 3 năm sau", date(2026, 2, 28), "trước ngày 01/3/2026"),
        ("chậm nhất là ngày 15/01 năm sau", date(2026, 1, 15), "chậm nhất ngày 15/01/2026"),
        ("trước hoặc trong ngày 30/11", date(2025, 11, 30), "chậm nhất ngày 30/11/2025"),
        ("trước 17 giờ 00 ngày 30/11", date(2025, 11, 30), "chậm nhất ngày 30/11/2025"),
        ("Chậm nhất vào 17h00 ngày 30 tháng 11", date(2025, 11, 30), "chậm nhất ngày 30/11/2025"),
        ("trước 0h ngày 30/11", date(2025, 11, 29), "trước ngày 30/11/2025"),
        ("đến hết ngày 29/02 năm sau", date(2026, 2, 28), "chậm nhất ngày 28/02/2026"),
    ],
)
def test_before_a_day_is_not_on_it(text: str, day: date, words: str) -> None:
    (found,) = dues([line(text)], COMMUNE, "a", Period(2025))
    assert (found.last, found.in_words) == (day, words)
    assert (found.late(day), found.late(day + timedelta(1)), found.late(day - timedelta(3))) == (0, 1, -3)


@pytest.mark.parametrize("text", ["30/11", "trước 31/02", "trước 1/13", "sớm", "", "trước 0/5", "trước 30/11/1900"])
def test_a_day_that_may_or_may_not_be_late_is_a_question(text: str) -> None:
    with pytest.raises(KnownError, match='"trước 30/11"'):
        line(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [("năm", ""), ("", ""), ("Hằng năm", ""), ("6t", "6T"), ("6 tháng đầu năm", "6T"), ("quý I", "Q1"), ("uth", "UTH")],
)
def test_periods_of_every_year(text: str, code: str) -> None:
    found = line("trước 30/11", text)
    assert (found.period, found.once) == (code, None)


def test_periods_of_one_year_and_none() -> None:
    assert line("trước 30/11/2026", "2025-6t").once == Period(2025, "6T")
    assert last([line("trước 30/11/26", "2025")]) == date(2026, 11, 29)
    assert line("trước 30/11", "2021..2025").period_label == "giai đoạn 2021-2025"
    for text in ("7X", "2025-7X", "25", "tuần"):
        with pytest.raises(KnownError, match="không hiểu kỳ"):
            line("trước 30/11", text)
    with pytest.raises(KnownError, match="ghi năm thì kỳ"):
        line("trước 30/11/2025", "năm")
    with pytest.raises(KnownError, match="thiếu văn bản"):
        checked(Deadline("", "trước 30/11", " "))
    with pytest.raises(KnownError, match="đứng sau"):
        line("trước 30/11", since=date(2025, 2, 1), until=date(2025, 1, 1))
    with pytest.raises(KnownError, match="quá 300 chữ"):
        line("trước 30/11", receiver="a" * 301)


def test_level_template_locality_and_period_choose_the_line() -> None:
    lines = [
        line("trước 20/10", level="xa", locality="Tỉnh Kon Tum"),
        line("trước 30/10", level="huyen", locality="Tỉnh Kon Tum"),
        line("trước 15/06", "6T", level="xa"),
        line("trước 01/12", level="xa", locality="Tỉnh Đăk Nông"),
    ]
    assert last(lines) == date(2025, 10, 19)
    assert last(lines, DISTRICT) == date(2025, 10, 29)
    assert last(lines, period=Period(2025, "6T")) == date(2025, 6, 14)
    assert last(lines, DISTRICT, Period(2025, "6T")) is None
    assert last(lines, period=Period(2025, "Q1")) is None
    assert last([*lines, line("trước 25/12", locality="Tỉnh Kon Tum", template="b")], template="b") == date(
        2025, 12, 24
    )
    assert last([*lines, line("trước 05/10", level="xa", locality="thanh pho kon tum")]) == date(2025, 10, 4)


def test_a_letter_moves_the_day_for_all_or_for_one_and_both_stay() -> None:
    plan = line("trước 20/10", level="xa", issued=date(2024, 1, 5))
    everybody = line("chậm nhất 05/11", "2025", source="Công văn 12", issued=date(2025, 10, 1))
    again = line("chậm nhất 10/11", "2025", source="Công văn 15", issued=date(2025, 10, 9))
    alone = line("chậm nhất 20/11", "2025", source="Công văn 13", unit="Xã Đăk Blà", issued=date(2025, 10, 2))
    lines = [again, everybody, alone, plan]
    (found,) = dues(lines, COMMUNE, "a", Period(2025))
    assert (found.last, found.deadline, found.overruled) == (date(2025, 11, 20), alone, (again, everybody, plan))
    assert last(lines, replace(COMMUNE, name="Xã Khác", id="")) == date(2025, 11, 10)
    assert last(lines, period=Period(2026)) == date(2026, 10, 19)


def test_each_receiver_has_a_day_of_its_own() -> None:
    lines = [
        line("trước 05/12", receiver="Tỉnh ủy"),
        line("trước 30/11", receiver="Bộ Nội vụ"),
        line("chậm nhất 20/12", "2025", source="Công văn 9"),
    ]
    days = [(found.deadline.receiver, found.last) for found in dues(lines, COMMUNE, "a", Period(2026))]
    assert days == [("Bộ Nội vụ", date(2026, 11, 29)), ("Tỉnh ủy", date(2026, 12, 4))]
    assert {found.last for found in dues(lines, COMMUNE, "a", Period(2025))} == {date(2025, 12, 20)}


def test_a_line_ends_with_its_level() -> None:
    lines = [line("trước 30/11", level="huyen", until=date(2025, 6, 30))]
    assert last(lines, DISTRICT, Period(2024)) == date(2024, 11, 29)
    assert last(lines, DISTRICT, Period(2025)) is None
    assert last([line("trước 30/11", since=date(2026, 1, 1))]) is None


def test_an_estimate_is_due_as_the_year_is_unless_it_is_named() -> None:
    estimate = Period(2025, "UTH")
    assert last([line("trước 30/11")], period=estimate) == date(2025, 11, 29)
    assert last([line("trước 30/11"), line("trước 15/10", "UTH")], period=estimate) == date(2025, 10, 14)
    assert last([line("trước 15/10", "UTH")]) is None


def test_an_office_that_says_nobody_above_it_is_in_the_one_locality_of_a_list() -> None:
    alone = Unit("Xã Đăk Blà", "xa")
    kon_tum = line("trước 20/10", level="xa", locality="Tỉnh Kon Tum")
    assert last([kon_tum], alone) == date(2025, 10, 19)
    assert last([kon_tum, line("trước 30/10", level="xa", locality="Tỉnh Gia Lai")], alone) is None
    assert last([line("trước 20/10", locality="Tỉnh Kon Tum")], Unit("Tỉnh Gia Lai", "tinh")) is None
    assert last([line("trước 20/10", unit="Xã Khác")], alone) is None


def test_what_comes_within_some_days() -> None:
    lines = [line("trước 30/11"), line("trước 15/06", "6T"), line("chậm nhất 05/01 năm sau", "Q4")]
    found = coming(lines, COMMUNE, "a", date(2025, 11, 1), date(2026, 2, 1))
    assert [(period.code, due.last) for period, due in found] == [
        ("2025", date(2025, 11, 29)),
        ("2025-Q4", date(2026, 1, 5)),
    ]


@given(st.sampled_from(PARTS), st.integers(1, 12), st.integers(1, 31), st.sampled_from(["trước", "chậm nhất"]))
def test_what_is_stored_is_understood_again(part: YearPart, month: int, day: int, word: str) -> None:
    try:
        stored = line(f"{word} {day}/{month}", part.code)
    except KnownError:
        assert day > 28
        return
    assert checked(stored) == stored
