"""The appendix as definitions say it: which columns stand, the words over them, their widths."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from exports import payload
from exports.excel import workbook
from forms.definitions.loading import codes, load
from forms.definitions.records import DefinitionError
from forms.definitions.tables import Lines
from forms.document import annexes, columns
from forms.offices.units import Unit
from forms.report.cells import Cell
from forms.report.report import Report
from forms.values.numbers import Number
from forms.values.period import Period, parse
from tests.forms.small import filled, small

EDITED = datetime(2024, 11, 15, tzinfo=UTC)
JOBS = """
[figure.jobs]
label = "Việc làm"
measures.persons = {}
measures.plan = {label = "Kế hoạch", unit = "người", column = "plan"}
"""
# the change stands left of both numbers, the plan nowhere
TURNED = """
[figures]
lines = "quantities"
title = "Biểu {section}"
columns = [
    {shows = "change", head = "+/-", report = "last", width = 10, digits = 8, align = "right"},
    {shows = "value", head = "Năm {year}", report = "last", digits = 10},
    {shows = "label", head = "Chỉ số", width = 20, digits = 30, fills = true},
    {shows = "value", head = "{period}", width = 15, digits = 12, align = "center"},
    {shows = "percent", head = "%", digits = 9},
]
"""


def heads(report: Report) -> list[str]:
    table = report.template.table(Lines.QUANTITIES)
    assert table is not None
    numbers = ("plan", "value", "percent", "change")
    return [column.head for column in columns.series(report, table) if column.shows in numbers]


def stated(report: Report, code: str) -> Report:
    """Another report of the same office, with the same numbers."""
    return Report(report.template, report.unit, parse(code), cells=dict(report.cells))


@pytest.mark.parametrize(
    ("period", "earlier", "estimate", "last", "wanted"),
    [
        ("2024", "", "", "", ["Kế hoạch năm 2024", "Thực hiện năm 2024", "% kế hoạch"]),
        (
            "2024",
            "2024-9T",
            "2024-UTH",
            "2023",
            [
                "Kế hoạch năm 2024",
                "Ước thực hiện năm 2024",
                "Thực hiện năm 2024",
                "% kế hoạch",
                "Năm 2023",
                "Tăng/giảm (%)",
            ],
        ),
        (
            "2024-9T",
            "2024-6T",
            "2024-UTH",
            "2023-9T",
            [
                "Kế hoạch năm 2024",
                "Thực hiện 6 tháng đầu năm 2024",
                "Lũy kế 9 tháng đầu năm 2024",
                "Ước thực hiện năm 2024",
                "% kế hoạch",
                "Cùng kỳ năm 2023",
                "Tăng/giảm (%)",
            ],
        ),
        (
            "2024-UTH",
            "2024-9T",
            "",
            "2023",
            [
                "Kế hoạch năm 2024",
                "Thực hiện 9 tháng đầu năm 2024",
                "Ước thực hiện năm 2024",
                "% kế hoạch",
                "Năm 2023",
                "Tăng/giảm (%)",
            ],
        ),
        (
            "2024-T8",
            "2024-6T",
            "",
            "",
            [
                "Kế hoạch năm 2024",
                "Thực hiện 6 tháng đầu năm 2024",
                "Lũy kế 8 tháng đầu năm 2024",
                "% kế hoạch",
            ],
        ),
        ("2024-6T", "2024-Q1", "", "", ["Kế hoạch năm 2024", "Thực hiện 6 tháng đầu năm 2024", "% kế hoạch"]),
        (
            "2024-6T",
            "",
            "2024-UTH6T",
            "2023-6T",
            [
                "Kế hoạch năm 2024",
                "Ước thực hiện 6 tháng đầu năm 2024",
                "Thực hiện 6 tháng đầu năm 2024",
                "% kế hoạch",
                "Cùng kỳ năm 2023",
                "Tăng/giảm (%)",
            ],
        ),
        (
            "2024-UTH9T",
            "2024-6T",
            "",
            "2023-9T",
            [
                "Kế hoạch năm 2024",
                "Thực hiện 6 tháng đầu năm 2024",
                "Ước thực hiện 9 tháng đầu năm 2024",
                "% kế hoạch",
                "Cùng kỳ năm 2023",
                "Tăng/giảm (%)",
            ],
        ),
        (
            "2021..2024",
            "",
            "2024-UTH",
            "2017..2020",
            [
                "Kế hoạch giai đoạn 2021-2024",
                "Thực hiện giai đoạn 2021-2024",
                "% kế hoạch",
                "Giai đoạn 2017-2020",
                "Tăng/giảm (%)",
            ],
        ),
        ("2024-Q2", "", "2024-UTH", "", ["Kế hoạch năm 2024", "Thực hiện quý II năm 2024", "% kế hoạch"]),
    ],
)
def test_columns_follow_the_reports_at_hand(
    sample: Report, period: str, earlier: str, estimate: str, last: str, wanted: list[str]
) -> None:
    report = stated(sample, period)
    if earlier:
        report.neighbours.add(stated(sample, earlier))
    if last:
        report.neighbours.add(stated(sample, last))
    if estimate:
        report.neighbours.add(stated(sample, estimate))
    assert heads(report) == wanted


def test_a_report_without_a_number_has_no_column(sample: Report) -> None:
    sample.neighbours.add(Report(sample.template, sample.unit, Period(2023)))
    assert heads(sample) == ["Kế hoạch năm 2024", "Thực hiện năm 2024", "% kế hoạch"]


def turned(tmp_path: Path) -> Report:
    template = small(tmp_path, JOBS, appendices=TURNED)
    report = filled(template, "jobs,,persons,12;jobs,,plan,16")
    report.neighbours.add(filled(template, "jobs,,persons,10", "2023"))
    return report


def test_another_order_other_heads_and_widths_are_a_definition(tmp_path: Path) -> None:
    (found,) = annexes.of(turned(tmp_path))
    assert found.title == "Biểu A"
    assert [cell.text for cell in found.table.head] == ["+/-", "Chỉ số", "năm 2024"]
    assert found.table.widths == (0.1, 0.75, 0.15)
    (row,) = found.table.rows
    assert [(cell.text, cell.align) for cell in row] == [("20,0", "right"), ("Việc làm", "left"), ("12", "center")]
    assert [cell.bold for cell in row] == [False, True, True]


def test_a_share_of_last_year_is_blank_where_that_year_has_no_such_line(tmp_path: Path) -> None:
    rows = JOBS + '[figure.jobs.breakdown.place]\nlabel = "Nơi"\nrelation = "partition"\nopen = true\n'
    shares = TURNED.replace('head = "%", digits = 9', 'head = "%", report = "last", width = 9, align = "right"')
    template = small(tmp_path, rows, appendices=shares)
    report = filled(template, "jobs,,persons,12;jobs,Blà,persons,12;jobs,Blà,plan,10")
    report.neighbours.add(filled(template, "jobs,,persons,10;jobs,,plan,8", "2023"))
    (found,) = annexes.of(report)
    assert [[cell.text for cell in row if cell.text] for row in found.table.rows] == [
        ["20,0", "Việc làm", "12", "125"],
        ["Chia ra theo nơi:"],
        ["Blà", "12"],
    ]


def test_formulas_of_the_workbook_follow_the_columns(tmp_path: Path) -> None:
    report = turned(tmp_path)
    workbook.write(report, EDITED, tmp_path / "a.xlsx", payload.pack(report))
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["A"]
    head, line = ([cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=5))
    assert head == ["+/-", "Năm 2023", "Chỉ số", "năm 2024", "%"]
    # the plan stands in no column, so that the share is a number
    assert line == ["=ROUND(100*(D5-B5)/ABS(B5),1)", 10, "Việc làm", 12, 75]


def test_a_change_without_the_number_of_last_year_beside_it_is_no_formula(tmp_path: Path) -> None:
    table = "\n".join(line for line in TURNED.splitlines() if "Năm {year}" not in line)
    template = small(tmp_path, JOBS, appendices=table)
    report = filled(template, "jobs,,persons,12")
    report.neighbours.add(filled(template, "jobs,,persons,10", "2023"))
    workbook.write(report, EDITED, tmp_path / "a.xlsx", payload.pack(report))
    assert openpyxl.load_workbook(tmp_path / "a.xlsx")["A"]["A5"].value == 20


def test_a_template_may_have_no_appendix(tmp_path: Path) -> None:
    report = filled(small(tmp_path, JOBS, appendices=""), "jobs,,persons,12")
    assert annexes.of(report) == ()
    workbook.write(report, EDITED, tmp_path / "a.xlsx", payload.pack(report))
    assert "A" not in openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"change"', '"chagne"', r'figures\.columns\.1\.shows: .*"change"'),
        ("width = 15", "width = 150", r"columns\.4\.width"),
        ('shows = "percent", head = "%"', 'shows = "finding", width = 5, head = "%"', r"columns\.5\.width"),
        ('"quantities"\ntitle = "Biểu {section}"', '"documents"\ntitle = "Biểu"', r"columns\.1\.shows"),
        ("{period}", "{perido}", r"columns\.4"),
        ("Biểu {section}", "Biểu {secton}", r"figures\.title: .*section"),
        ("Biểu {section}", "Biểu {section", r"figures\.title"),
        ('align = "center"', 'align = "centre", fills = true', r"columns\.4\.align: .*center"),
        ('align = "center"', "fills = true", "fills"),
        ("width", "digits", "columns"),
        ('"last"', '"lats"', r"columns\.1\.report: .*last"),
    ],
)
def test_a_wrong_table_names_file_key_and_reason(tmp_path: Path, old: str, new: str, reason: str) -> None:
    table = TURNED.replace(old, new)
    if old == "width":
        table = "".join(part for part in TURNED.splitlines(keepends=True) if "width" not in part)
    assert table != TURNED
    with pytest.raises(DefinitionError, match=rf"appendices\.toml: .*{reason}"):
        small(tmp_path, JOBS, appendices=table)


def test_lines_without_reports_beside_them_take_no_other_report(tmp_path: Path) -> None:
    table = '[a]\nlines = "notes"\ntitle = "A"\ncolumns = [{shows = "note", head = "A", width = 9, report = "last"}]'
    with pytest.raises(DefinitionError, match=r"appendices\.toml: a\.columns\.1\.report"):
        small(tmp_path, JOBS, appendices=table)


@pytest.mark.parametrize("code", codes())
@pytest.mark.parametrize(("period", "plan"), [("2024-6T", "năm 2024"), ("2024", "năm 2024"), ("2021..2024", None)])
def test_a_plan_is_of_the_period_beside_it_or_of_its_year(code: str, period: str, plan: str | None) -> None:
    template = load(code)
    report = Report(template, Unit("Tỉnh Kon Tum", "tinh"), parse(period))
    report.cells[next(report.addresses(next(iter(template.figures.values()))))] = Cell(Number(1))
    plans = [head for head in heads(report) if head.startswith("Kế hoạch")]
    assert plans == [f"Kế hoạch {plan or report.period.label}"]
