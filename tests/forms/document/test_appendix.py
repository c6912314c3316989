"""The appendix of a section: its lines, what each column prints, how it is set."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from forms.document.appendix import lines
from forms.document.appendix import parts as adding_up
from forms.document.document import compose
from forms.narrative import movement
from forms.narrative.blocks import Table, TableCell
from forms.report.cells import Address
from forms.report.changes import ReportStage, ReportState, SetCell
from forms.report.report import Report
from forms.values.numbers import Number
from tests.forms.small import filled, put, small

EDITED = datetime(2024, 12, 1, tzinfo=UTC)
SECTION = """
[figure.jobs]
label = "Việc làm"
measures.persons = {}
measures.plan = {label = "Kế hoạch", unit = "người", column = "plan"}
measures.reached = {label = "Tỷ lệ", unit = "%", decimals = 1, max = 1000, column = "percent", merge = "none"}
[figure.jobs.breakdown.sex]
label = "Giới tính"
relation = "partition"
rows = {men = "Nam", women = "Nữ"}
[figure.gifts]
label = "Quà tặng"
year = -1
measures.persons = {}
measures.amount = {label = "Kinh phí"}
[figure.gifts.breakdown.place]
label = "Nơi nhận"
relation = "subset"
open = true
[figure.gifts.breakdown.giver]
label = "Người tặng"
relation = "subset"
open = true
"""
FILLED = """jobs,,persons,30;jobs,,plan,40;jobs,men,persons,10;jobs,women,persons,20,uoc;jobs,men,reached,60;
gifts,,persons,7;gifts,,amount,,chua_co;gifts,place:Làng Mới,persons,5"""


@pytest.fixture
def full(tmp_path: Path) -> Report:
    return filled(small(tmp_path, SECTION), FILLED)


def test_a_row_stands_on_the_page_of_what_hangs_on_it(full: Report) -> None:
    put(full, "gifts,giver:Công ty,persons,2;gifts,giver:Công ty,amount,3")
    rows = table(full).rows
    leading = [label.text for _, label, *_ in (row for row in rows if row[0].leads)]
    assert leading == [
        "Việc làm",
        "Chia ra theo giới tính:",
        "Quà tặng (số liệu năm 2023): số người",
        "Trong đó theo nơi nhận:",
        "Làng Mới: số người",
        "Trong đó theo người tặng:",
        "Công ty: số người",
    ]


def table(report: Report) -> Table:
    (appendix,) = compose(report, EDITED).appendices
    assert (appendix.number, appendix.title, appendix.landscape, appendix.section) == ("", "A Mục thử", None, "A")
    return appendix.table


def drawn(cell: TableCell) -> str:
    """A cell as one looks at it: › a step inwards, * bold, / italic."""
    mark = "*" * cell.bold + "/" * cell.italic
    return f"{'›' * cell.indent}{mark}{cell.text}{mark[::-1]}"


def test_every_line_of_a_section_in_its_place(full: Report) -> None:
    assert [" | ".join(map(drawn, row)) for row in (table(full).head, *table(full).rows)] == [
        "*STT* | *Nội dung* | *ĐVT* | *Kế hoạch năm 2024* | *Thực hiện năm 2024* | *% kế hoạch*",
        "1 | *Việc làm* | người | 40 | *30* | 75",
        " | ›/Chia ra theo giới tính:/ |  |  |  | ",
        " | ››Nam | người |  | 10 | 60",
        " | ››Nữ | người |  | 20 (ước) | ",
        "2 | *Quà tặng (số liệu năm 2023): số người* | người |  | *7* | ",
        " | ›Kinh phí | đồng |  | … | ",
        " | ›/Trong đó theo nơi nhận:/ |  |  |  | ",
        " | ››Làng Mới: số người | người |  | 5 | ",
        " | ›››Kinh phí | đồng |  |  | ",
    ]


def test_a_final_leaves_out_parts_without_a_number(full: Report) -> None:
    draft = [row[1].text for row in table(full).rows]
    full.stages = (ReportStage(ReportState.FINAL, "A", EDITED),)
    final = [row[1].text for row in table(full).rows]
    assert draft[-1] == "Kinh phí"  # of a place that has none
    assert final == draft[:-1]


PLANS = """
[figure.training]
label = "Đào tạo nghề"
measures.classes = {label = "Số lớp", unit = "lớp"}
measures.persons = {unit = "học viên"}
measures.plan = {label = "Kế hoạch", unit = "lao động", column = "plan", of = "persons"}
measures.pct = {label = "Đạt", unit = "%", decimals = 1, column = "percent", merge = "none"}
measures.plan_district = {label = "Chỉ tiêu của Huyện ủy", unit = "người", column = "plan", of = "persons", from = "H"}
measures.pct_district = {label = "Đạt", unit = "%", decimals = 1, column = "percent", merge="none", of="plan_district"}
"""


def test_a_plan_stands_beside_the_measure_that_it_is_of(tmp_path: Path) -> None:
    stated = "training,,classes,5;training,,persons,120;training,,plan,150;training,,plan_district,100;training,,pct,80"
    report = filled(small(tmp_path, PLANS), stated)
    assert [" | ".join(map(drawn, row)) for row in table(report).rows] == [
        "1 | *Đào tạo nghề: số lớp* | lớp |  | *5* | ",
        " | ›Số người | học viên | 150 | 120 | 80",
        " | ››Chỉ tiêu của Huyện ủy | người | 100 |  | 120",
    ]
    assert [cell.cell and cell.cell.measure for cell in table(report).rows[2]] == [
        *[None] * 3,
        "plan_district",
        None,
        "pct_district",
    ]
    put(report, "training,,pct_district,119.9")
    assert drawn(table(report).rows[2][5]) == "119,9"


POOR = """
[figure.poor]
label = "Hộ nghèo"
measures.rate = {label = "Tỷ lệ", unit = "%", decimals = 2, max = 100, merge = "none"}
measures.most = {label = "Mục tiêu", unit = "%", decimals = 2, column = "plan", of = "rate", merge = "none"}
measures.pct = {label = "Đạt", unit = "%", decimals = 1, column = "percent", merge = "none"}
[rule.poor_plan]
kind = "plan"
severity = "info"
holds = "poor.rate < poor.most"
says = "Chưa dưới mục tiêu."
"""


@pytest.mark.parametrize(
    ("rate", "shown", "said"),
    [("5", "chưa đạt", "chưa đạt kế hoạch"), ("4", "chưa đạt", "chưa đạt kế hoạch"), ("3", "đạt", "đạt kế hoạch")],
)
def test_of_a_plan_for_what_is_to_fall_nobody_reaches_a_percentage(
    tmp_path: Path, rate: str, shown: str, said: str
) -> None:
    report = filled(small(tmp_path, POOR), f"poor,,rate,{rate};poor,,most,4")
    (row,) = table(report).rows
    assert (drawn(row[5]), row[5].number) == (shown, None)
    assert movement.plan(report, Address("poor", "", "rate")) == said
    put(report, "poor,,pct,120")
    assert drawn(table(report).rows[0][5]) == "120"  # somebody says so


def test_how_a_table_is_set(full: Report) -> None:
    found = table(full)
    assert [cell.align for cell in found.head] == ["center"] * 6
    assert {tuple(cell.align for cell in row) for row in found.rows} == {
        ("center", "left", "center", "right", "right", "right")
    }
    assert [round(100 * width) for width in found.widths] == [5, 55, 9, 10, 13, 8]
    assert all(row[0].leads for row in found.rows if row[1].text.endswith(":"))
    assert not any(cell.leads for row in found.rows for cell in row[1:])


def test_what_a_cell_of_the_table_prints_is_known(full: Report) -> None:
    jobs, head, men, *_ = table(full).rows
    assert [cell.cell and cell.cell.measure for cell in jobs] == [None, None, None, "plan", "persons", "reached"]
    assert not any(cell.cell for cell in head)
    assert men[4].cell == Address("jobs", "sex:men", "persons")


def test_numbers_of_the_year_before_are_not_cells_of_this_report(full: Report) -> None:
    full.neighbours.add(filled(full.template, "jobs,,persons,24", "2023"))
    first, _, men, *_ = table(full).rows
    assert [drawn(cell) for cell in first[3:]] == ["40", "*30*", "75", "24", "25,0"]
    assert [cell.cell is None for cell in first[3:]] == [False, False, False, True, True]
    assert [drawn(cell) for cell in men[6:]] == ["", ""]
    assert [round(100 * width) for width in table(full).widths] == [5, 34, 9, 10, 13, 8, 13, 8]


def test_a_percentage_that_waits_is_not_computed(full: Report) -> None:
    put(full, "jobs,,reached,,chua_co")
    assert drawn(table(full).rows[0][5]) == "…"


def test_where_all_are_estimates_the_head_alone_says_so(full: Report) -> None:
    full.period = filled(full.template, "", "2024-UTH").period
    assert "Ước thực hiện năm 2024" in [cell.text for cell in table(full).head]
    assert [row[4].text for row in table(full).rows][2:4] == ["10", "20"]


def test_a_percentage_without_a_plan_is_left_out(full: Report) -> None:
    put(full, "jobs,,plan,,xoa")
    assert [row[4].text for row in table(full).rows][:3] == ["", "", "60"]  # no plan has a column


def test_the_label_stands_wide_enough_beside_many_columns(full: Report) -> None:
    full.neighbours.add(filled(full.template, "jobs,,persons,24", "2023-9T"))
    full.period = filled(full.template, "", "2024-9T").period
    full.neighbours.add(filled(full.template, "jobs,,persons,9", "2024-6T"))
    estimate = filled(full.template, "jobs,,persons,50", "2024-UTH")
    full.neighbours.add(estimate)
    widths = table(full).widths
    assert len(widths) == 10
    assert widths[1] >= 0.15
    assert sum(widths) < 1.2


@pytest.mark.parametrize(
    ("change", "parts"),
    [
        ("", ["sex:men", "sex:women"]),
        ("jobs,men,persons,11", []),
        ("jobs,women,persons,,xoa", []),
        ("jobs,women,persons,,chua_co", []),
        ("jobs,men,persons,30;jobs,women,persons,,xoa", []),  # blank is not zero
        ("jobs,,persons,,xoa", []),
        ("jobs,,persons,,chua_co", []),
        ("jobs,men,persons,30;jobs,women,persons,,khong_phat_sinh", ["sex:men", "sex:women"]),
    ],
)
def test_parts_that_add_up_are_known_to_the_sheet(full: Report, change: str, parts: list[str]) -> None:
    put(full, change)
    found = adding_up(full, Address("jobs", "", "persons"))
    assert [address.row for address in found] == parts
    assert all(address.measure == "persons" for address in found)
    assert adding_up(full, Address("jobs", "sex:men", "persons")) == ()


def test_a_blank_in_a_stated_row_counts_as_zero_where_the_definition_says_so(tmp_path: Path) -> None:
    template = small(tmp_path, SECTION.replace('relation = "partition"', 'relation = "partition"\nblank = "zero"'))
    report = filled(template, "jobs,,persons,30;jobs,men,persons,30")
    assert adding_up(report, Address("jobs", "", "persons")) == ()
    put(report, "jobs,women,plan,5")
    assert len(adding_up(report, Address("jobs", "", "persons"))) == 2


def test_a_subset_adds_up_to_nothing(tmp_path: Path) -> None:
    template = small(tmp_path, SECTION.replace("partition", "subset"))
    report = filled(template, "jobs,,persons,30;jobs,men,persons,10;jobs,women,persons,20")
    assert adding_up(report, Address("jobs", "", "persons")) == ()


def test_a_figure_of_which_there_was_nothing_is_one_line_and_a_dash(tmp_path: Path) -> None:
    nil = "jobs,,persons,,khong_phat_sinh;jobs,men,persons,0;jobs,women,persons,,khong_phat_sinh;"
    some = "gifts,,persons,7;gifts,,amount,5;gifts,place:Làng Mới,persons,,khong_phat_sinh"
    report = filled(small(tmp_path, SECTION), nil + some)
    shown = table(report)
    assert [row[1].text for row in shown.rows] == [
        "Việc làm",
        "Quà tặng (số liệu năm 2023): số người",
        "Kinh phí",
        "Trong đó theo nơi nhận:",
        "Làng Mới: số người",
        "Kinh phí",
    ]
    assert shown.rows[0][-1].text == "-"
    assert shown.note == "Ghi chú: “-” là không phát sinh."
    put(report, "jobs,,plan,40")  # something was planned: who was to be reached stands beneath it
    assert [row[1].text for row in table(report).rows][:4] == ["Việc làm", "Chia ra theo giới tính:", "Nam", "Nữ"]


def test_a_head_without_a_line_beneath_is_left_out(full: Report) -> None:
    put(full, "gifts,place:Làng Mới,persons,,khong_thuoc_pham_vi;gifts,place:Làng Mới,amount,,khong_thuoc_pham_vi")
    put(full, "gifts,giver:Hội,persons,2")
    said = [row[1].text for row in table(full).rows]
    assert said[-3:] == ["Trong đó theo người tặng:", "Hội: số người", "Kinh phí"]
    assert "Trong đó theo nơi nhận:" not in said


def test_a_plan_of_nothing_that_is_counted_is_still_no_result(tmp_path: Path) -> None:
    goal = """
[figure.goal]
label = "Mục tiêu"
measures.plan = {label = "Kế hoạch", unit = "người", column = "plan"}
measures.only = {label = "Tỷ lệ", unit = "%", decimals = 2, column = "percent", merge = "none"}
"""
    report = filled(small(tmp_path, SECTION + goal), f"{FILLED};goal,,plan,50;goal,,only,97.50")
    plan, rate = table(report).rows[-2:]
    assert " | ".join(map(drawn, plan)) == "3 | *Mục tiêu: kế hoạch* | người | 50 | ** | "
    assert " | ".join(map(drawn, rate)) == " | ›Tỷ lệ | % |  | 97,5 | "
    assert (plan[3].cell, plan[4].cell) == (Address("goal", "", "plan"), None)
    assert rate[4].number == Number(975, 1)  # without the noughts at its end


def test_rows_that_only_a_report_beside_has_stand_in_their_place(tmp_path: Path) -> None:
    sort = '[figure.gifts.breakdown.sort]\nlabel = "Loại"\nof = "place:*"\nrelation = "subset"\nopen = true\n'
    template = small(tmp_path, SECTION + sort)
    places = "gifts,place:Làng Cũ,persons,1;gifts,place:Làng Mới,persons,2"
    earlier = filled(template, f"{places};gifts,place:Làng Mới/sort:Gạo,persons,3", "2023")
    latest = filled(template, "gifts,place:LÀNG MỚI,persons,4;gifts,place:LÀNG MỚI/sort:Muối,persons,5")
    latest.neighbours.add(earlier)
    found = [line for line in lines(latest, template.sections["A"], [earlier, latest]) if line.value or line.heads]
    told = [(line.label, line.depth) for line in found if line.value is None or line.value.measure == "persons"]
    assert told[told.index(("Trong đó theo nơi nhận:", 1)) :] == [
        ("Trong đó theo nơi nhận:", 1),
        ("Làng Cũ: số người", 2),
        ("LÀNG MỚI: số người", 2),
        ("Trong đó theo loại:", 3),
        ("Gạo: số người", 4),
        ("Muối: số người", 4),
    ]


def test_figures_are_numbered_on_where_one_does_not_concern_the_office(tmp_path: Path) -> None:
    report = filled(small(tmp_path, SECTION), "jobs,,persons,,khong_thuoc_pham_vi;gifts,,persons,7")
    number, label, *_ = table(report).rows[0]
    assert (number.text, label.text) == ("1", "Quà tặng (số liệu năm 2023): số người")


def test_what_does_not_concern_the_office_stands_nowhere(tmp_path: Path) -> None:
    """Nor do the other plans of a figure, and no head stands over nothing."""
    section = """
[figure.taught]
label = "Người được dạy nghề"
measures.persons = {unit = "người"}
measures.goal = {label = "Kế hoạch", unit = "người", column = "plan", of = "persons"}
measures.more = {label = "Chỉ tiêu cấp trên giao", unit = "người", column = "plan", from = "H"}
"""
    report = filled(small(tmp_path, section), "taught,,persons,3;taught,,goal,4;taught,,more,5")
    assert len(table(report).rows) == 2
    put(report, ";".join(f"taught,,{measure},,khong_thuoc_pham_vi" for measure in ("persons", "goal", "more")))
    report.stages = (ReportStage(ReportState.FINAL, "A", EDITED),)
    assert compose(report, EDITED).appendices == ()


def test_where_every_number_is_an_estimate_the_head_of_its_column_says_so(full: Report) -> None:
    """Of a year that is no estimate too, but not where one number is final; a share of the plan says no more."""
    full.apply(SetCell(Address("gifts", "", "amount"), None))
    put(full, "jobs,,persons,30,uoc;jobs,men,persons,10,uoc;jobs,men,reached,60,uoc;gifts,,persons,7,uoc")
    assert [cell.text for cell in table(full).head][4] == "Thực hiện năm 2024"
    assert [row[4].text for row in table(full).rows][:4] == ["30 (ước)", "", "10 (ước)", "20 (ước)"]
    put(full, "gifts,place:Làng Mới,persons,5,uoc")
    found = table(full)
    assert [cell.text for cell in found.head][4] == "Ước thực hiện năm 2024"
    assert [row[4].text for row in found.rows][:4] == ["30", "", "10", "20"]
    assert [row[5].text for row in found.rows][:3] == ["75", "", "60"]
