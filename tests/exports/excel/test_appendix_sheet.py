"""Tables of rows in the workbook: under the head of the decree, heads merged, numbers that follow their sections."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from exports import payload
from exports.excel import styles, workbook
from exports.excel.appendix_sheet import AppendixSheet
from exports.typesetting import fonts
from exports.typesetting.columns import fit, paper, room
from exports.typesetting.wording import settle
from forms.definitions.loading import load
from forms.document.document import compose
from forms.document.revisions import finalise
from forms.narrative.blocks import Appendix, Table, TableCell
from forms.offices.units import Unit
from forms.report.report import Report
from forms.values.numbers import read
from forms.values.period import parse
from tests.exports.documents import document
from tests.forms.document.test_row_table import TABLES, spanned
from tests.forms.small import APPENDICES, put
from tools.sentences import filled

EDITED = datetime(2024, 11, 15, 7, 30, tzinfo=UTC)


def sheet(tmp_path: Path, name: str, *, values: bool) -> Worksheet:
    report = spanned(tmp_path, TABLES + APPENDICES)[-1]
    put(report, "loans,,people,12,uoc")
    workbook.write(report, EDITED, tmp_path / "a.xlsx", payload.pack(report))
    found = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=values)[name]
    assert isinstance(found, Worksheet)
    return found


def test_the_head_of_the_decree_stands_over_merged_heads(tmp_path: Path) -> None:
    found = sheet(tmp_path, "Phụ lục I", values=True)
    assert [found.cell(row, 1).value for row in (1, 2)] == ["Phụ lục I", "THIẾU HỤT"]
    kept = str(found.cell(3, 1).value).split("\n")  # broken by sense, as on paper
    assert kept[0].startswith("(Kèm theo Báo cáo")
    assert len(kept) == 1 or kept[-1].startswith("của ")
    merged = {str(area) for area in found.merged_cells.ranges}
    assert {"A1:R1", "C5:J5", "K5:R5", "A5:A7", "C6:D6"} <= merged
    assert [str(found.cell(row, 3).value).replace("\N{NO-BREAK SPACE}", " ") for row in (5, 6, 7)] == [
        "Hộ nghèo",
        "Đầu kỳ",
        "Số hộ",
    ]
    assert found.print_title_rows == "$5:$7"
    assert found.page_setup.orientation == "landscape"
    assert str(found.cell(11, 1).value).replace("\u00a0", " ") == "Đến quý I năm 2024. “…” là chưa có số liệu."


def test_numbers_of_the_report_follow_its_sections(tmp_path: Path) -> None:
    lacks, policies = (sheet(tmp_path, name, values=False) for name in ("Phụ lục I", "Phụ lục II"))
    assert [lacks.cell(8, column).value for column in (3, 5, 9)] == [100, 90, "='A'!E5"]
    assert [policies.cell(8, column).value for column in (8, 9)] == ["='A'!E13", "='A'!E14/1000000"]
    shown = sheet(tmp_path, "Phụ lục II", values=True)
    assert [shown.cell(8, column).value for column in (8, 9)] == [12, pytest.approx(1.5)]
    assert shown.cell(8, 8).number_format.endswith('"\N{NO-BREAK SPACE}(ước)"_.')
    assert shown.cell(9, 9).value == "…"


def test_its_columns_share_the_sheet_as_they_share_the_page(tmp_path: Path) -> None:
    template = load("nq42")
    then, report = (
        filled(template, Unit("Xã Đăk Blà", "xa", path=("Tỉnh Kon Tum",)), parse(year), "up")
        for year in ("2024", "2025")
    )
    report.neighbours.add(then)
    report.apply(finalise(report, "Y Hà", EDITED))
    document = settle(compose(report, EDITED))
    (appendix,) = document.appendices
    page = paper(appendix)
    _, widths, _ = fit(appendix.table, page.text_width, room(document, appendix, page))
    workbook.write(report, EDITED, tmp_path / "a.xlsx", payload.pack(report))
    found = openpyxl.load_workbook(tmp_path / "a.xlsx")["Phụ lục"]
    wide = [found.column_dimensions[get_column_letter(place)].width for place in range(1, len(widths) + 1)]
    assert [one / sum(wide) for one in wide] == pytest.approx([one / sum(widths) for one in widths], abs=0.02)


def written(tmp_path: Path, table: Table, *, landscape: bool) -> Worksheet:
    """The sheet of a table that stands as it is."""
    report = Report(load("nq42"), Unit("Xã Đăk Blà", "xa", path=("Tỉnh Kon Tum",)), parse("2024"))
    appendix = Appendix("", "Phụ lục thử", table, landscape=landscape)
    book = styles.Workbook("Thử", "Xã Đăk Blà", EDITED)
    AppendixSheet(report, {}, book.made, book.formats).write(document(appendices=(appendix,)), appendix)
    book.save(tmp_path / "a.xlsx")
    (found,) = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets
    assert isinstance(found, Worksheet)
    return found


def begins(sheet: Worksheet) -> list[int]:
    """The rows, from 1, with which pages begin."""
    return [1 + one.id for one in sheet.row_breaks.brk]


@pytest.mark.parametrize("landscape", [True, False])
@pytest.mark.parametrize("led", range(1, 6))
def test_no_page_ends_with_a_row_that_leads_to_the_next(tmp_path: Path, led: int, *, landscape: bool) -> None:
    """Wherever it stands; the heads stand on each page, and no page is left much emptier than it must be."""
    rows = [tuple(TableCell(text, leads=place % 5 < led - 1) for text in (str(place), "x")) for place in range(200)]
    head = (TableCell("STT", "center", bold=True), TableCell("Nội dung", "center", bold=True))
    found = written(tmp_path, Table((0.1, 0.9), head, tuple(rows)), landscape=landscape)
    starts = begins(found)
    first = 6  # the first row of the body
    assert found.print_title_rows == "$5:$5"
    assert all((start - first) % 5 in (0, *range(led, 5)) for start in starts)
    ends = [*starts, first + len(rows)]
    assert min(end - start for start, end in zip(starts[:-1], ends[1:], strict=False)) >= (18 if landscape else 30)
    assert ends[-1] - starts[-1] > 1


def test_nothing_is_parted_where_one_page_has_room(tmp_path: Path) -> None:
    rows = ((TableCell("a", leads=True), TableCell("")), (TableCell("b"), TableCell("")))
    assert begins(written(tmp_path, Table((0.5, 0.5), (TableCell("Đầu"),) * 2, rows), landscape=False)) == []


def test_a_sign_stands_where_the_units_stand(tmp_path: Path) -> None:
    texts = ("1.240", "12,75", "-", "…", "đạt")
    numbers = [read(text).number if text[0].isdigit() else None for text in texts]
    rows = [
        (TableCell("a"), TableCell(text, "right", bold=bold, number=number))
        for bold in (True, False)
        for text, number in zip(texts, numbers, strict=True)
    ]
    found = written(tmp_path, Table((0.5, 0.5), (TableCell("Số"),) * 2, tuple(rows)), landscape=False)
    cells = [found.cell(row, 2) for row in range(6, 16)]
    assert {cell.alignment.horizontal for cell in cells} == {"right"}
    assert [cell.font.bold for cell in cells] == [True] * 5 + [False] * 5
    white = "_._0_0_."
    shown = [f"[$-42A]#,##0{white}", "[$-42A]#,##0.00_.", f"@{white}", f"@{white}", "General"]
    assert [cell.number_format for cell in cells] == shown * 2


def test_a_number_has_room_for_the_words_beside_it(tmp_path: Path) -> None:
    """In any column, among others with decimals: spreadsheets break no number, but show ### in its place."""
    texts = ("1.234.567 (ước)", "12,75", "1.000")
    rows = [(TableCell("Nội dung " * 30), TableCell(one, "right", number=read(one.split()[0]).number)) for one in texts]
    found = written(tmp_path, Table((0.95, 0.05), (TableCell("Số"),) * 2, tuple(rows)), landscape=False)
    width = 6 * found.column_dimensions["B"].width  # points, in digits of Times New Roman 12
    assert width > fonts.width(texts[0], fonts.face(), 12) + 4
    assert [found.cell(row, 2).number_format for row in (6, 8)] == [
        '[$-42A]#,##0"\N{NO-BREAK SPACE}(ước)"_.',
        "[$-42A]#,##0_._0_0_.",
    ]


def test_a_few_rows_make_no_page_of_their_own(tmp_path: Path) -> None:
    """Where rows can do with less white."""
    head = (TableCell("STT"), TableCell("Nội dung"))

    def pages(count: int) -> tuple[int, float]:
        rows = ((TableCell("1"), TableCell("x")),) * count
        found = written(tmp_path, Table((0.1, 0.9), head, rows), landscape=False)
        return 1 + len(begins(found)), found.row_dimensions[6].height

    most = next(count for count in range(10, 90) if pages(count)[0] == 2)  # as many as no white spares
    roomy = next(height for count in range(10, 90) if (height := pages(count)[1]) < pages(10)[1])
    assert pages(most - 1)[1] < pages(10)[1]
    assert pages(most)[1] == pages(10)[1]
    assert roomy >= 16  # a line of words
