"""The sheet of a section where periods stand side by side: a column a period, and nothing of any of them is lost."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import openpyxl

from exports import delivery, payload
from exports.excel import workbook
from exports.typesetting import fonts
from tests.forms.document.test_row_table import TABLES, spanned
from tests.forms.small import APPENDICES, put
from tests.forms.templates.samples import lines, reports, sample_of

EDITED = datetime(2024, 11, 15, 7, 30, tzinfo=UTC)
EACH = APPENDICES.replace(
    """
head = "Thực hiện {period}[ (đến {as_of:figures})]"
""",
    """
head = "Thực hiện {period}"
report = "each"
""",
)


def test_every_period_has_its_column_and_its_rows(tmp_path: Path) -> None:
    assert EACH != APPENDICES
    report = spanned(tmp_path, TABLES + EACH)[-1]
    first = report.span[0]
    put(first, "poor,water,households,40;loans,,people,4;loans,Xốp,people,4")
    put(first, "poor,jobs,households,50")
    path = tmp_path / "a.xlsx"
    workbook.write(report, EDITED, path, payload.pack(report))
    formulas = openpyxl.load_workbook(path)
    sheet = formulas["A"]
    heads = [cell.value for cell in sheet[4]]
    assert heads[3:7] == [
        "Kế hoạch năm 2024",
        *(f"Thực hiện {label}" for label in ("năm 2022", "năm 2023", "quý I năm 2024")),
    ]
    lines = {str(row[1].value): [cell.value for cell in row[4:7]] for row in sheet.iter_rows(min_row=5)}
    people = [values for label, values in lines.items() if label.startswith(("Xốp", "Blà"))]
    assert people == [[4, 9, None], [None, None, 3]]  # in the order in which they came
    place = next(row[4] for row in sheet.iter_rows(min_row=5) if str(row[1].value).startswith("Xốp"))
    total = next(values for label, values in lines.items() if label.startswith("Vay vốn"))
    assert total[0] == f"=SUM({place.coordinate})"
    place.value = 5
    formulas.save(path)
    read = delivery.read(path)
    assert [one.archive.period.code for one in read.before] == ["2021", "2022", "2023"]  # the opening came too
    assert f'Trang "A", ô {place.coordinate}: đã sửa thành "5", dữ liệu gốc là "4".' in read.edits


def test_a_sheet_of_many_columns_prints_no_smaller_than_one_can_read(tmp_path: Path) -> None:
    sample = sample_of("giam_ngheo")
    report = reports(sample, lines(sample))[sample.period.code]
    path = tmp_path / "a.xlsx"
    workbook.write(report, EDITED, path, payload.pack(report))
    sheet = next(
        sheet for sheet in openpyxl.load_workbook(path) if sheet["A1"].value == "II.1. Thị trường lao động, việc làm"
    )
    widths = [one.width for one in sheet.column_dimensions.values()]
    assert len(widths) == 13
    assert sum(widths) < 190


def test_what_the_head_says_of_all_estimates_no_line_says_again(tmp_path: Path) -> None:
    report = spanned(tmp_path, TABLES + APPENDICES)[-1]
    put(report, "poor,,households,70,uoc;loans,,amount,1500000,uoc")
    path = tmp_path / "a.xlsx"

    def shown() -> tuple[object, list[str]]:
        workbook.write(report, EDITED, path, payload.pack(report))
        sheet = openpyxl.load_workbook(path)["A"]
        return sheet["E4"].value, [str(row[-1].value) for row in sheet.iter_rows(min_row=5)]

    head, remarks = shown()
    assert head == "Thực hiện quý I năm 2024"
    assert any("Số ước" in remark for remark in remarks)
    put(report, "poor,water,households,20,uoc;loans,,people,12,uoc;loans,Blà,people,3,uoc")
    head, remarks = shown()
    assert head == "Ước thực hiện quý I năm 2024"
    assert not any("Số ước" in remark for remark in remarks)


def test_a_long_number_has_room_among_those_with_decimals(tmp_path: Path) -> None:
    """Which stand under each other by their units."""
    report = spanned(tmp_path, TABLES + APPENDICES)[-1]
    put(report, "loans,,amount,987654321012345;loans,,people,12;poor,water,rate,12.25")
    path = tmp_path / "a.xlsx"
    workbook.write(report, EDITED, path, payload.pack(report))
    sheet = openpyxl.load_workbook(path)["A"]
    assert 6 * sheet.column_dimensions["E"].width > fonts.width("987.654.321.012.345,00", fonts.face(), 12) + 9
    formats = {cell.number_format for cell in sheet["E"] if isinstance(cell.value, int | float)}
    assert formats == {"[$-42A]#,##0_._0_0_._0", "[$-42A]#,##0.00_._0"}
