"""Tables of rows: lines that the table names, heads over heads, periods side by side, two figures beside each other."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from forms.definitions.records import DefinitionError
from forms.document import annexes
from forms.document.document import compose
from forms.narrative.blocks import Appendix, Table, TableCell
from forms.report.cells import Address
from forms.report.changes import ReportStage, ReportState, SetDetail, SetNote
from forms.report.report import Report
from forms.values.numbers import Number
from tests.forms.small import APPENDICES, filled, put, small

EDITED = datetime(2024, 12, 1, tzinfo=UTC)
SECTION = """
[figure.poor]
label = "Hộ nghèo thiếu hụt"
measures.households = {}
[figure.poor.breakdown.item]
label = "Chỉ số"
relation = "overlap"
measures.households = {}
measures.rate = {}
rows.jobs = {label = "Việc làm", until = 2023-12-31}
rows.water = "Nước sạch"
[figure.near]
label = "Hộ cận nghèo thiếu hụt"
measures.households = {}
[figure.near.breakdown.item]
label = "Chỉ số"
relation = "overlap"
measures.households = {}
rows = {jobs = "Việc làm", water = "Nước sạch"}
[figure.loans]
label = "Vay vốn"
across = "whole"
measures.people = {label = "Số người", unit = "người"}
measures.amount = {}
[figure.loans.breakdown.place]
label = "Nơi"
relation = "partition"
open = true
"""
SPAN = """
[span]
first = 2022
label = "giai đoạn {first} - {last}"
"""
TABLES = """
[lacks]
lines = "rows"
title = "Thiếu hụt"
note = "Đến {period}."
columns = [
    {shows = "number", head = "TT", width = 5, align = "center"},
    {shows = "label", head = "Chỉ số", width = 30, fills = true},
    {head = "Hộ nghèo", under = "periods"},
    {head = "Hộ cận nghèo", figure = "near", under = "periods"},
]
under.periods = [
    {head = "Đầu kỳ", report = "opening", under = "numbers"},
    {head = "{period}", report = "each", under = "numbers"},
]
under.numbers = [
    {shows = "value", head = "số hộ", width = 5, align = "right", measures = ["households"]},
    {shows = "value", head = "%", width = 5, align = "right", measures = ["rate"]},
]
rows = [{at = "poor", label = "Tổng số", total = true}, {at = "poor[item:*]"}]

[policies]
lines = "rows"
title = "Chính sách"
columns = [
    {shows = "number", head = "TT", width = 5},
    {shows = "label", head = "Chính sách", width = 30},
    {shows = "unit", head = "ĐVT", width = 10, measures = ["people"]},
    {head = "{period}", report = "each", under = "money"},
    {shows = "remark", head = "Ghi chú", width = 10},
]
under.money = [
    {shows = "value", head = "Số người", width = 5, measures = ["people", "households"]},
    {shows = "value", head = "Triệu đồng", width = 5, measures = ["amount"], unit = "triệu đồng"},
]
rows = [
    {label = "Tín dụng"},
    {at = "loans", remark = "Lũy kế"},
    {at = "loans[place:*]", depth = 1},
    {label = "Khác"},
    {at = "near"},
]
"""


def spanned(folder: Path, tables: str = TABLES) -> list[Report]:
    """Four reports side by side: the year before the span, two years and a quarter."""
    template = small(folder, SECTION, SPAN, tables)
    reports = [filled(template, "", code) for code in ("2021", "2022", "2023", "2024-Q1")]
    for report in reports:
        for other in reports:
            report.neighbours.add(other)
    before, first, second, last = reports
    put(before, "poor,,households,100;poor,jobs,households,50")
    put(first, "poor,,households,90;poor,jobs,households,40;poor,jobs,rate,44.40;near,jobs,households,,chua_co")
    put(second, "poor,,households,80;poor,jobs,households,30,uoc;near,,households,7;loans,Xốp,people,9")
    put(last, "poor,,households,70;poor,water,households,20;loans,,people,12;loans,,amount,1500000;loans,Blà,people,3")
    return reports


def appendix(report: Report, title: str) -> Appendix:
    return next(item for item in annexes.of(report) if item.title == title)


def heads(table: Table) -> list[tuple[str, int, int, int, int]]:
    return [
        (head.cell.text.replace("\N{NO-BREAK SPACE}", " "), head.row, head.column, head.down, head.across)
        for head in table.heads()
    ]


def texts(table: Table) -> list[str]:
    return [" | ".join(("›" * cell.indent) + cell.text for cell in row) for row in table.rows]


def test_heads_stand_over_heads(tmp_path: Path) -> None:
    table = appendix(spanned(tmp_path)[-1], "Thiếu hụt").table
    assert heads(table)[:10] == [
        ("Hộ nghèo", 0, 2, 1, 8),
        ("Hộ cận nghèo", 0, 10, 1, 8),
        *((text, 1, 2 + 2 * place, 1, 2) for place, text in enumerate([*PERIODS, *PERIODS])),
    ]
    assert heads(table)[10:14] == [
        ("TT", 0, 0, 3, 1),
        ("Chỉ số", 0, 1, 3, 1),
        ("Số hộ", 2, 2, 1, 1),
        ("%", 2, 3, 1, 1),
    ]
    assert [(head.cell.bold, head.cell.italic) for head in table.heads() if head.row == 2] == [(False, True)] * 16
    assert all(head.cell.bold for head in table.heads() if head.row < 2)


PERIODS = ("Đầu kỳ", "Năm 2022", "Năm 2023", "Quý I năm 2024")


def test_rows_of_two_figures_stand_beside_each_other(tmp_path: Path) -> None:
    found = appendix(spanned(tmp_path)[-1], "Thiếu hụt")
    assert found.landscape is None
    assert found.table.note == "Đến quý I năm 2024. “…” là chưa có số liệu."
    assert texts(found.table) == [
        " | Tổng số | 100 |  | 90 |  | 80 |  | 70 |  | … |  | … |  | 7 |  | … | ",
        "1 | Việc làm | 50 | … | 40 | 44,40 | 30 (ước) | … |  |  | … |  | … |  | … |  | … | ",
        "2 | Nước sạch | … | … | … | … | … | … | 20 | … | … |  | … |  | … |  | … | ",
    ]


def test_a_short_head_stays_on_its_line(tmp_path: Path) -> None:
    said = [head.cell.text for head in appendix(spanned(tmp_path)[-1], "Thiếu hụt").table.heads()]
    assert {"Số\N{NO-BREAK SPACE}hộ", "Đầu\N{NO-BREAK SPACE}kỳ", "Hộ cận nghèo", "Quý I năm 2024"} <= {*said}


def test_a_unit_in_brackets_over_columns_stays_on_its_line(tmp_path: Path) -> None:
    tables = TABLES.replace('head = "{period}"', 'head = "Kinh phí {period} (triệu đồng)"').replace(
        '"số hộ"', '"hộ (số hộ)"'
    )
    table = appendix(spanned(tmp_path, tables)[-1], "Thiếu hụt").table
    assert {head.cell.text.partition(" (")[2] for head in table.over} == {"", "triệu\N{NO-BREAK SPACE}đồng)"}
    assert "Hộ (số hộ)" in {cell.text for cell in table.head}  # a column may be narrow


def test_only_cells_of_the_report_itself_are_its_cells(tmp_path: Path) -> None:
    total = appendix(spanned(tmp_path)[-1], "Thiếu hụt").table.rows[0]
    assert [cell.cell for cell in total if cell.number and cell.cell] == [Address("poor", "", "households")]
    assert [cell.number for cell in total if cell.number] == [Number(n) for n in (100, 90, 80, 70, 7)]
    assert all(cell.bold for cell in total if cell.number)
    assert {head.cell.align for head in appendix(spanned(tmp_path)[-1], "Thiếu hụt").table.heads()} == {"center"}


def test_groups_money_and_remarks(tmp_path: Path) -> None:
    report = spanned(tmp_path)[-1]
    assert texts(appendix(report, "Chính sách").table) == [
        "I | Tín dụng |  |  |  |  |  |  |  | ",
        "1 | Vay vốn | người |  |  |  |  | 12 | 1,5 | Lũy kế",
        " | ›Blà | người |  |  |  |  | 3 | … | ",
        "II | Khác |  |  |  |  |  |  |  | ",
        "1 | Hộ cận nghèo thiếu hụt |  | … |  | 7 |  | … |  | ",
    ]
    first, *_ = appendix(report, "Chính sách").table.rows
    assert first[0].leads
    assert [cell.bold for cell in first[:2]] == [True, True]


def test_what_is_no_money_stands_as_it_is_in_a_column_of_money(tmp_path: Path) -> None:
    mixed = TABLES.replace('measures = ["amount"], unit', 'measures = ["amount", "households"], unit')
    table = appendix(spanned(tmp_path, mixed)[-1], "Chính sách").table
    assert [row[-2].text for row in table.rows][1::3] == ["1,5", "…"]
    assert [row[-4].text for row in table.rows][1::3] == ["", "7"]


def test_money_in_the_unit_of_its_column_stands_as_it_was_typed(tmp_path: Path) -> None:
    section = SECTION.replace("measures.amount = {}", 'measures.amount = {unit = "triệu đồng", decimals = 2}')
    report = filled(small(tmp_path, section, SPAN, TABLES), "loans,,amount,1.50", "2022")
    assert texts(appendix(report, "Chính sách").table)[1].startswith("1 | Vay vốn | người | … | 1,50 | ")


def test_notes_of_cells_are_remarks_where_the_office_wants_them_printed(tmp_path: Path) -> None:
    report = spanned(tmp_path)[-1]
    report.apply(SetNote(Address("loans", "", "people"), "theo danh sách"))
    assert appendix(report, "Chính sách").table.rows[1][-1].text == "Lũy kế"
    report.apply(SetDetail("cell_notes", "có"))
    assert appendix(report, "Chính sách").table.rows[1][-1].text == "Lũy kế; theo danh sách"


def test_remarks_have_a_column_where_there_are_any(tmp_path: Path) -> None:
    report = spanned(tmp_path, TABLES.replace(', remark = "Lũy kế"', ""))[-1]
    assert appendix(report, "Chính sách").table.head[-1].text == "Triệu đồng"
    report.apply(SetNote(Address("loans", "", "people"), "theo danh sách"))
    report.apply(SetDetail("cell_notes", "có"))
    assert [cell.text for cell in appendix(report, "Chính sách").table.head[-2:]] == ["Triệu đồng", "Ghi chú"]


def test_a_period_alone_and_an_opening_that_is_not_there(tmp_path: Path) -> None:
    report = filled(small(tmp_path, SECTION, SPAN, TABLES), "poor,,households,70", "2022")
    table = appendix(report, "Thiếu hụt").table
    assert [text for text, *_ in heads(table)] == [
        *("Hộ nghèo", "Hộ cận nghèo", "Năm 2022", "Năm 2022", "TT", "Chỉ số"),
        *("Số hộ", "%", "Số hộ", "%"),
    ]
    assert texts(table)[0] == " | Tổng số | 70 |  | … | "


def test_a_final_report_prints_what_is_stated_and_the_workbook_has_what_paper_has_not(tmp_path: Path) -> None:
    quantities = APPENDICES.replace('lines = "quantities"', 'lines = "quantities"\npaper = false')
    report = spanned(tmp_path, TABLES + quantities)[-1]
    assert [(item.number, item.title) for item in annexes.of(report)] == [("I", "Thiếu hụt"), ("II", "Chính sách")]
    empty = filled(report.template, "near,,households,7", "2022")
    empty.stages = (ReportStage(ReportState.FINAL, "A", EDITED),)
    assert [item.title for item in annexes.of(empty)] == ["Chính sách"]
    assert [item.title for item in compose(empty, EDITED).appendices] == ["Chính sách"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('at = "poor[item:*]"', 'at = "por[item:*]"', 'lacks.rows.2: không có chỉ tiêu "por"'),
        ('{label = "Khác"}', "{depth = 1}", "policies.rows.4: cần at"),
        ('figure = "near", under', 'figure = "naer", under', 'không có chỉ tiêu "naer"'),
        ('under = "numbers"}', 'under = "nubers"}', 'under: không có "nubers"; có phải "numbers"'),
        ('under = "numbers"}', 'under = "periods"}', '"periods" nằm trong chính nó'),
        (
            'head = "{period}", report = "each", under = "money"',
            'head = "x", width = 3',
            "columns.4: cần shows",
        ),
        ('shows = "remark"', 'shows = "finding"', 'shows: không nhận "finding"'),
        ('"triệu đồng"', '"hộ"', 'unit: "hộ" không phải đơn vị tiền'),
        ('shows = "remark", head = "Ghi chú", width = 10', 'shows = "remark", head = "Ghi chú"', "columns.5: width"),
        ('head = "{period}", report', 'head = "{perid}", report', "perid"),
    ],
)
def test_what_a_table_cannot_say_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in TABLES
    with pytest.raises(DefinitionError, match=said.replace("[", r"\[").replace("*", r"\*")):
        small(tmp_path, SECTION, SPAN, TABLES.replace(old, new))


def test_other_tables_name_no_rows(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match='chỉ bảng "rows"'):
        small(tmp_path, SECTION, SPAN, APPENDICES.replace('report = "last"', 'report = "opening"'))


def test_blank_heads_are_told_by_words_alone() -> None:
    table = Table((1, 1), (TableCell("a"), TableCell("b")), ())
    assert heads(table) == [("a", 0, 0, 1, 1), ("b", 0, 1, 1, 1)]


def test_the_first_head_over_estimates_alone_says_so_for_all_beneath_it(tmp_path: Path) -> None:
    tables = (
        TABLES.replace('head = "{period}", report', 'head = "{period}", estimated = "Ước {period}", report')
        .replace('head = "số hộ"', 'head = "số hộ", estimated = "số hộ (ước)"')
        .replace('head = "Triệu đồng"', 'head = "Triệu đồng", estimated = "Ước (triệu đồng)"')
    )
    *_, second, last = spanned(tmp_path, tables)
    put(second, "poor,,households,80,uoc;near,,households,7,uoc;poor,jobs,rate,33.30")
    put(last, "poor,,households,70,uoc;poor,water,households,20,uoc;loans,,amount,1500000,uoc")
    lacks, policies = (appendix(last, title).table for title in ("Thiếu hụt", "Chính sách"))
    said = [text for text, *_ in heads(lacks)]
    assert said[1:9] == ["Hộ cận nghèo", *PERIODS[:3], "Ước quý I năm 2024", *PERIODS[:2], "Ước năm 2023"]
    assert [text for text in said[9:] if "ước" in text] == ["Số hộ (ước)"]  # of 2023, where one rate is final
    assert texts(lacks)[:2] == [
        " | Tổng số | 100 |  | 90 |  | 80 |  | 70 |  | … |  | … |  | 7 |  | … | ",
        "1 | Việc làm | 50 | … | 40 | 44,40 | 30 | 33,30 |  |  | … |  | … |  | … |  | … | ",
    ]
    assert [text for text, *_ in heads(policies)][-3:] == ["Số người", "Ước (triệu đồng)", "Ghi chú"]
    assert texts(policies)[1] == "1 | Vay vốn | người |  |  |  |  | 12 | 1,5 | Lũy kế"


def test_a_table_of_which_nothing_is_said_does_not_stand_in_a_draft_either(tmp_path: Path) -> None:
    report = filled(small(tmp_path, SECTION, SPAN, TABLES), "loans,,people,12", "2022")
    assert [item.title for item in annexes.of(report)] == ["Chính sách"]
