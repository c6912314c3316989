from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.definitions.legal_document import LegalDocument
from forms.narrative import paragraphs
from forms.report.cells import Address, Cell, Mark, MarkKind, State
from forms.report.changes import OpenRow, SetCell, SetDetail, SetLegalDocument, SetParagraphs, SetRow
from forms.report.report import Report
from forms.report.succession import succeed
from forms.values.numbers import Number
from forms.values.period import Period
from tests.conftest import empty_report
from tests.forms.small import filled, put, small

PLACES = (("martyr_remains", "place:"), ("jobs_created", "channel:abroad/country:"), ("ncc_housing", "donor:"))


def taken_over(earlier: Report, report: Report) -> Report:
    for change in succeed(report, earlier):
        report.apply(change)
    return report


def test_the_sample_s_rows_and_details_are_kept_and_its_values_not(sample: Report) -> None:
    sample.apply(SetDetail("signer", "Y Hà"))
    sample.apply(SetDetail("as_of", "2024-11-15"))
    report = taken_over(sample, empty_report(2025))
    assert len(sample.rows) > 10
    assert report.rows == sample.rows
    assert not report.cells
    assert report.details == {"signer": "Y Hà"}


labels = st.lists(st.sampled_from(["Lào", "Nhật Bản", "Huyện Đăk Tô", "Quỹ A", "Quỹ B"]), unique=True, max_size=4)


@given(labels, labels)
def test_taking_over_twice_changes_nothing_more(before: list[str], own: list[str]) -> None:
    earlier, report = empty_report(2024), empty_report(2025)
    for found, names in ((earlier, before), (report, own)):
        for figure, prefix in PLACES:
            for number, name in enumerate(names, 1):
                found.apply(SetRow(OpenRow(figure, f"{prefix}#{number}", name, number)))
    mine = dict(report.rows)
    taken_over(earlier, report)
    assert mine.items() <= report.rows.items()
    for figure, prefix in PLACES:
        there = [row for row in report.rows.values() if row.figure == figure]
        assert sorted(row.label for row in there) == sorted({*before, *own})
        assert all(row.id.startswith(prefix) for row in there)
    assert succeed(report, earlier) == []


def test_what_the_template_no_longer_has_is_left_behind(sample: Report) -> None:
    gone = OpenRow("no_such_figure", "place:#1", "Lào", 1)
    closed = OpenRow("martyr_remains", "no_such_breakdown:#1", "Lào", 1)
    nested = OpenRow("jobs_created", "channel:no_such_row/country:#1", "Lào", 1)
    for row in (gone, closed, nested):
        sample.apply(SetRow(row))
    report = taken_over(sample, empty_report(2025))
    assert not {gone, closed, nested} & set(report.rows.values())


def test_rows_of_a_breakdown_that_was_closed_are_left_behind(tmp_path: Path) -> None:
    figure = '[figure.gifts]\nlabel = "Quà"\nmeasures.persons = {}\n[figure.gifts.breakdown.place]\nlabel = "Nơi"\n'
    opened = filled(small(tmp_path, figure + 'relation = "subset"\nopen = true\n'), "gifts,Làng Mới,persons,1", "2023")
    closed = small(tmp_path, figure + 'relation = "subset"\nrows = {old = "Làng Cũ"}\n')
    assert [change for change in succeed(filled(closed, ""), opened) if isinstance(change, SetRow)] == []
    assert [change for change in succeed(filled(opened.template, ""), opened) if isinstance(change, SetRow)]


def test_a_removed_row_stays_behind_and_keeps_its_number(report: Report) -> None:
    earlier = empty_report(2023)
    row = OpenRow("martyr_remains", "place:#1", "Lào", 1)
    earlier.apply(SetRow(replace(row, removed=True)))
    assert succeed(report, earlier) == []
    earlier.apply(SetRow(row))
    report.apply(SetRow(replace(row, label="Cam Pu Chia", removed=True)))
    assert succeed(report, earlier) == [SetRow(replace(row, id="place:#2"))]


def test_a_row_that_is_taken_gets_a_new_number(report: Report) -> None:
    earlier = empty_report(2023)
    row = OpenRow("martyr_remains", "place:#1", "Lào", 1)
    earlier.apply(SetRow(row))
    report.apply(SetRow(replace(row, label="Cam Pu Chia")))
    assert succeed(report, earlier) == [SetRow(replace(row, id="place:#2"))]


def test_paragraphs_begin_the_new_period_with_what_they_cite(sample: Report) -> None:
    plan = LegalDocument("Kế hoạch", "15/KH-UBND", "05/3/2024", "Ủy ban nhân dân tỉnh")
    row = next(row.id for row in sample.rows.values() if row.label == "Nhật Bản")
    own = ("Theo {legal:vb1}.", f"Nhật Bản {{jobs_created[{row}].persons}}.")
    for change in (SetLegalDocument("vb1", plan), SetLegalDocument("vb2", plan), SetParagraphs("III", own)):
        sample.apply(change)
    following = taken_over(sample, empty_report(2025))
    assert following.paragraphs == {"III": own}
    assert following.documents == {"vb1": plan}
    assert paragraphs.doubts(following) == ()


def test_words_that_are_there_stay(sample: Report) -> None:
    sample.apply(SetParagraphs("III", ("Năm trước.",)))
    following = empty_report(2025)
    following.apply(SetParagraphs("III", ("Năm nay.",)))
    assert taken_over(sample, following).paragraphs == {"III": ("Năm nay.",)}


def test_a_section_that_stays_behind_keeps_no_other_back(sample: Report) -> None:
    for section in ("III", "IV", "closing"):
        sample.apply(SetParagraphs(section, ("Năm trước.",)))
    following = empty_report(2025)
    following.apply(SetParagraphs("III", ("Năm nay.",)))
    assert taken_over(sample, following).paragraphs == {
        "III": ("Năm nay.",),
        "IV": ("Năm trước.",),
        "closing": ("Năm trước.",),
    }


def test_what_means_something_else_here_stays_behind(sample: Report) -> None:
    plan = LegalDocument("Kế hoạch", "15/KH-UBND", "05/3/2024", "Ủy ban nhân dân tỉnh")
    row = next(row for row in sample.rows.values() if row.label == "Nhật Bản")
    sample.apply(SetLegalDocument("vb1", plan))
    sample.apply(SetParagraphs("III", ("Theo {legal:vb1}.",)))
    sample.apply(SetParagraphs("IV", (f"Nhật Bản {{jobs_created[{row.id}].persons}}.",)))
    following = empty_report(2025)
    following.apply(SetLegalDocument("vb1", replace(plan, number="1/KH-UBND")))
    assert taken_over(sample, following).paragraphs.keys() == {"IV"}
    following = empty_report(2025)
    following.apply(SetRow(replace(row, label="Lào")))
    assert taken_over(sample, following).paragraphs.keys() == {"III"}


def test_a_row_of_the_same_name_takes_over_what_hangs_on_it(tmp_path: Path) -> None:
    opened = 'relation = "subset"\nopen = true\n'
    template = small(
        tmp_path,
        f'[figure.a]\nlabel = "A"\nmeasures.persons = {{}}\n[figure.a.breakdown.land]\nlabel = "Nước"\n{opened}'
        f'[figure.a.breakdown.sort]\nlabel = "Loại"\nof = "land:*"\n{opened}',
    )
    earlier, report = filled(template, "", "2023"), filled(template, "")
    for found, number, label in ((earlier, 1, "Lào"), (report, 1, "Cam Pu Chia"), (report, 3, "Lào")):
        found.apply(SetRow(OpenRow("a", f"land:#{number}", label, number)))
    inner = SetRow(OpenRow("a", "land:#1/sort:#9", "Bò", 1))
    earlier.apply(inner)
    assert succeed(report, earlier) == [SetRow(replace(inner.row, id="land:#3/sort:#9"))]


def test_rows_are_taken_over_in_the_order_of_the_paper(report: Report) -> None:
    earlier = empty_report(2023)
    for number, position in ((1, 3), (2, 1), (3, 2)):
        earlier.apply(SetRow(OpenRow("martyr_remains", f"place:#{number}", f"Nơi {number}", position)))
    assert [change.row.id for change in succeed(report, earlier) if isinstance(change, SetRow)] == [
        "place:#2",
        "place:#3",
        "place:#1",
    ]


@pytest.mark.parametrize("part", ["", "6T", "9T"])
def test_a_period_begins_with_what_was_foreseen_of_it(sample: Report, part: str) -> None:
    estimate = Period(2024, part).foreseen
    assert estimate is not None
    foreseen = Report(sample.template, sample.unit, estimate, cells=dict(sample.cells), rows=sample.rows)
    report = taken_over(foreseen, Report(sample.template, sample.unit, Period(2024, part)))
    numbers = {address: cell.number for address, cell in sample.cells.items() if cell.number is not None}
    assert {address: cell.number for address, cell in report.cells.items()} == numbers
    assert {cell.state for cell in report.cells.values()} == {State.ESTIMATE}
    assert succeed(report, foreseen) == []
    for other in (empty_report(2025), Report(sample.template, sample.unit, Period(2024, "Q3"))):
        assert not taken_over(foreseen, other).cells


MONEY = """
[figure.money]
label = "Kinh phí"
measures.amount = {}
measures.begin = {label = "Năm trước chuyển sang", unit = "đồng", opens = "end"}
measures.end = {label = "Chuyển năm sau", unit = "đồng"}
"""
BEGIN, END = (Address("money", "", code) for code in ("begin", "end"))


@pytest.mark.parametrize(
    ("period", "earlier", "lines", "begins"),
    [
        ("2024", "2023", "money,,amount,9;money,,end,5", True),
        ("2024-Q2", "2024-Q1", "money,,end,5", True),
        ("2024", "2022", "money,,end,5", False),  # another year stands between
        ("2024", "2023", "money,,amount,5", False),
        ("2024", "2023", "money,,end,,khong_phat_sinh", False),
    ],
)
def test_a_year_begins_with_what_the_one_before_ended_with(
    tmp_path: Path,
    period: str,
    earlier: str,
    lines: str,
    begins: bool,  # noqa: FBT001 - a column of the table
) -> None:
    template = small(tmp_path, MONEY)
    before = filled(template, lines, earlier)
    strays = {Address("gone", "", "end"): Cell(Number(7)), Address("money", "source:gone", "end"): Cell(Number(7))}
    before.cells = {**strays, **before.cells}
    report = taken_over(before, filled(template, "", period))
    said = Mark(MarkKind.CARRIED, before.period.label)
    assert report.cells == ({BEGIN: Cell(Number(5)).marked(said)} if begins else {})
    report = filled(template, "money,,begin,4", period)
    assert taken_over(before, report).cells == {BEGIN: Cell(Number(4))}


def test_what_was_foreseen_of_a_row_never_stands_in_another(tmp_path: Path) -> None:
    """A row whose number is taken gets another, and begins empty; what has no number keeps no other value back."""
    section = '[figure.a]\nlabel = "A"\nmeasures.persons = {}\n[figure.a.breakdown.land]\nlabel = "Nước"\n'
    template = small(tmp_path, section + 'relation = "subset"\nopen = true\n')
    foreseen, report = filled(template, "a,,persons,,chua_co", "2024-UTH"), filled(template, "")
    for found, number, label in ((report, 1, "Cam Pu Chia"), (foreseen, 1, "Lào"), (foreseen, 5, "Thái Lan")):
        found.apply(SetRow(OpenRow("a", f"land:#{number}", label, number)))
    put(foreseen, "a,Lào,persons,3;a,Thái Lan,persons,hơn 4")
    said = Mark(MarkKind.CARRIED, foreseen.period.label)
    there = Address("a", "land:#5", "persons")
    cells = [change for change in succeed(report, foreseen) if isinstance(change, SetCell)]
    assert cells == [SetCell(there, Cell(Number(4), State.ESTIMATE).worded("hơn").marked(said))]
