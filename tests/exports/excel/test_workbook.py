"""What the workbook promises: true values with their formulas, text that stays text, sheets ready for paper."""

from __future__ import annotations

import ast
import hashlib
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from itertools import chain
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from exports import delivery, package, payload
from exports.excel import hidden_sheet, workbook
from forms.checks.checker import accept, check
from forms.definitions.loading import load
from forms.document.revisions import finalise
from forms.offices.units import Unit
from forms.report import archive
from forms.report.cells import Address, Cell, State
from forms.report.changes import Change, OpenRow, SetCell, SetRow
from forms.report.report import Report
from forms.values.numbers import Number, rounded
from forms.values.period import Period
from tests.conftest import Filler
from tests.forms.reports import changes, made
from tools.sentences import filled

EDITED = datetime(2024, 11, 15, 7, 30, tzinfo=UTC)


def sheets(report: Report, path: Path, *, values: bool) -> openpyxl.Workbook:
    workbook.write(report, EDITED, path, payload.pack(report))
    return openpyxl.load_workbook(path, data_only=values)


Cells = dict[str, object]


def sections(book: openpyxl.Workbook) -> list[Worksheet]:
    """The sheets with which an office works: no appendix of the document and not the hidden one."""
    return [sheet for sheet in book.worksheets[:-1] if not sheet.title.startswith("Phụ lục")]


def evaluated(place: str, formulas: Cells) -> Fraction:
    """What a spreadsheet would compute for a cell, from the formulas and numbers of its sheet."""

    def value(node: ast.expr) -> Fraction:
        match node:
            case ast.Constant(value=int() | float() as number):
                return Fraction(str(number))
            case ast.Name(id=name):
                return evaluated(name, formulas)
            case ast.BinOp(left=left, op=op, right=right):
                a, b = value(left), value(right)
                if isinstance(op, ast.Div):
                    return a / b
                return {"Add": a + b, "Sub": a - b, "Mult": a * b}[type(op).__name__]
            case ast.Call(func=ast.Name(id="ROUND"), args=[inner, ast.Constant(value=int() as decimals)]):
                return rounded(value(inner), decimals).value
            case ast.Call(func=ast.Name(id="ABS"), args=[inner]):
                return abs(value(inner))
            case ast.Call(func=ast.Name(id="SUM"), args=args):
                return sum((value(part) for part in args), Fraction(0))
        raise AssertionError(ast.dump(node))

    held = formulas.get(place)
    if isinstance(held, str) and held.startswith("="):
        spread = re.sub(r"([A-Z]+)(\d+):[A-Z]+(\d+)", _spread, held[1:])
        return value(ast.parse(spread, mode="eval").body)
    return Fraction(str(held)) if isinstance(held, int | float) else Fraction(0)


def _spread(match: re.Match[str]) -> str:
    return ",".join(f"{match[1]}{row}" for row in range(int(match[2]), int(match[3]) + 1))


def cells(sheet: Worksheet) -> Cells:
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


def test_every_formula_gives_the_value_that_stands_with_it(sample: Report, tmp_path: Path) -> None:
    last = replace(sample, period=Period(2023), cells={**sample.cells})
    sample.neighbours.add(last)
    for address in list(last.cells)[::3]:
        last.cells[address] = Cell(Number(7))
    formulas = sheets(sample, tmp_path / "a.xlsx", values=False)
    values = sheets(sample, tmp_path / "a.xlsx", values=True)
    found: Counter[str] = Counter()
    for sheet in formulas.worksheets:
        held, shown = cells(sheet), cells(values[sheet.title])
        for place, formula in held.items():
            if not isinstance(formula, str) or sheet[place].data_type != "f":
                continue
            if elsewhere := re.fullmatch(r"='(.+)'!([A-Z]+\d+)", formula):  # an appendix follows the sections
                assert cells(values[elsewhere[1]])[elsewhere[2]] == shown[place], (sheet.title, place)
                found["elsewhere"] += 1
            else:
                assert evaluated(place, held) == Fraction(str(shown[place])), (sheet.title, place)
                found[formula[: formula.index("(")]] += 1
    assert found["elsewhere"] > 100
    assert found["=SUM"] > 15
    assert found["=ROUND"] > 50


def test_a_part_that_is_changed_moves_its_total(sample: Report, tmp_path: Path) -> None:
    moved = 0
    for sheet in sheets(sample, tmp_path / "a.xlsx", values=False).worksheets:
        held = cells(sheet)
        for place, formula in held.items():
            if sheet[place].data_type == "f" and str(formula).startswith("=SUM("):
                part = re.findall(r"[A-Z]+\d+", str(formula))[0]
                raised = {**held, part: evaluated(part, held).numerator + 3}
                if evaluated(part, held).denominator == 1:
                    assert evaluated(place, raised) == evaluated(place, held) + 3
                    moved += 1
    assert moved > 10


def test_words_among_the_parts_do_not_break_a_total(sample: Report, put: Filler, tmp_path: Path) -> None:
    put("ncc_gifts,commune,count,,khong_phat_sinh;ncc_gifts,,count,,xoa")
    total = sum(cell.number.digits for at, cell in sample.cells.items() if _gift(at) and cell.number)
    put(f"ncc_gifts,,count,{total},")
    sheet = sheets(sample, tmp_path / "a.xlsx", values=False)["II.1"]
    formula = next(row[4].value for row in sheet.iter_rows(min_row=5) if str(row[1].value).startswith("Quà tặng"))
    assert evaluated("X1", {**cells(sheet), "X1": formula}) == total


def _gift(address: Address) -> bool:
    return (address.figure, address.measure) == ("ncc_gifts", "count") and address.row != ""


def test_a_total_that_does_not_add_up_stands_as_stated(sample: Report, tmp_path: Path) -> None:
    sheet = sheets(sample, tmp_path / "a.xlsx", values=False)["II.1"]
    (row,) = [row for row in sheet.iter_rows(min_row=5) if str(row[1].value).startswith("Hài cốt liệt sĩ tiếp nhận")]
    assert row[4].value == 20
    assert "cộng được 21" in str(row[-1].value)


@settings(max_examples=20)
@given(st.lists(st.sampled_from(("=", "+", "-", "@", "\t=", "'=", "http://", "{=", "")), max_size=9), changes())
def test_text_is_never_a_formula(tmp_path: Path, starts: list[str], drawn: tuple[Change, ...]) -> None:
    report = made(drawn)
    for number, start in enumerate(starts, start=50):
        row = f"item:#{number}"
        report.apply(SetRow(OpenRow("martyr_works", row, f"{start}cmd|' /C calc'!A{number}", number)))
        report.apply(SetCell(Address("martyr_works", row, "amount"), Cell(Number(1), State.ESTIMATE)))
    shown: set[tuple[str, str]] = set()
    for sheet in sheets(report, tmp_path / "a.xlsx", values=False).worksheets:
        for cell in chain.from_iterable(sheet.iter_rows()):
            if cell.data_type == "f":
                known = r"=(SUM|ROUND)\([A-Z0-9().,:*/+-]+\)|='II\.\d(\.[a-zđ])?'![A-Z]+\d+"
                assert re.fullmatch(known, str(cell.value)), cell.value
            shown.add((str(cell.value).partition(": ")[0], cell.data_type))
    for added in report.rows.values():
        assert (added.label.partition(": ")[0], "s") in shown, added.label


def test_sheets_are_ready_for_paper(sample: Report, tmp_path: Path) -> None:
    book = sheets(sample, tmp_path / "a.xlsx", values=False)
    codes = [section.code for section in sample.template.sections.values() if sample.figures(section)]
    assert book.sheetnames == [*codes, "Phụ lục", workbook.FINDINGS, hidden_sheet.NAME]
    assert book[hidden_sheet.NAME].sheet_state == "veryHidden"
    for sheet in sections(book):
        assert sheet.freeze_panes == "C5"
        assert sheet.print_title_rows == "$4:$4"
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize or 0)) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_a_final_workbook_holds_the_appendices_of_the_document(sample: Report, tmp_path: Path) -> None:
    sample.apply(finalise(sample, "Y Hà", EDITED))
    formulas = sheets(sample, tmp_path / "a.xlsx", values=False)
    assert formulas.sheetnames == ["Phụ lục", hidden_sheet.NAME]
    sheet, shown = formulas["Phụ lục"], sheets(sample, tmp_path / "a.xlsx", values=True)["Phụ lục"]
    assert [str(sheet.cell(row, 1).value)[:8] for row in (1, 2, 3, 5, 6, 7)] == [
        *("Phụ lục", "SỐ LIỆU ", "(Kèm the", "STT", "II.1", "1"),
    ]
    assert isinstance(sheet.cell(7, 1).value, int)
    assert (sheet.page_setup.orientation, sheet.page_setup.useFirstPageNumber) == ("portrait", True)
    assert sheet.oddHeader is not None
    assert sheet.oddHeader.center is not None
    assert (sheet.HeaderFooter.differentFirst, sheet.oddHeader.center.text) == (True, "&P")
    held, values = cells(sheet), cells(shown)
    totals = [place for place, formula in held.items() if sheet[place].data_type == "f"]
    assert len(totals) > 10
    for place in totals:
        assert evaluated(place, held) == Fraction(str(values[place])), place
    patterns = {cell.number_format for row in sheet.iter_rows(min_row=6, min_col=5, max_col=5) for cell in row}
    assert {"[$-42A]#,##0_._0_0_.", "[$-42A]#,##0.0_0_.", "[$-42A]#,##0.00_."} <= patterns
    place = next(place for place, value in held.items() if value == 4764)
    sheet[place] = 4765
    formulas.save(tmp_path / "a.xlsx")
    edit = f'Trang "Phụ lục", ô {place}: đã sửa thành "4765", dữ liệu gốc là "4.764".'
    assert edit in delivery.read(tmp_path / "a.xlsx").remarks


def test_numbers_have_the_vietnamese_format_and_their_decimals(sample: Report, tmp_path: Path) -> None:
    book = sheets(sample, tmp_path / "a.xlsx", values=False)
    formats = {cell.number_format for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert {f"[$-42A]#,##0{rest}_._0" for rest in ("", "_._0_0", ".0_0", ".00")} | {"General"} <= formats


def test_an_accepted_finding_stands_with_its_reason(sample: Report, tmp_path: Path) -> None:
    finding = next(found for found in check(sample) if found.acceptable)
    at = datetime(2024, 11, 14, 20, 0, tzinfo=UTC)
    sample.apply(accept(sample, finding, "Hồ sơ năm trước chuyển sang", "Nguyễn Văn A", at))
    sheet = sheets(sample, tmp_path / "a.xlsx", values=False)[workbook.FINDINGS]
    reasons = [row[5].value for row in sheet.iter_rows(min_row=5) if row[3].value == finding.message]
    assert reasons == ["Hồ sơ năm trước chuyển sang (Nguyễn Văn A, 15/11/2024)"]


def test_the_same_data_gives_the_same_bytes(sample: Report, tmp_path: Path) -> None:
    for name in "ab":
        workbook.write(sample, EDITED, tmp_path / f"{name}.xlsx", payload.pack(sample))
        package.write(payload.pack(sample), EDITED, tmp_path / f"{name}.zip")
    for suffix in ("xlsx", "zip"):
        assert (tmp_path / f"a.{suffix}").read_bytes() == (tmp_path / f"b.{suffix}").read_bytes()


def test_the_package_carries_data_and_hash(sample: Report, tmp_path: Path) -> None:
    package.write(payload.pack(sample), EDITED, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as found:
        data = found.read(payload.DATA)
        parts = {name: found.read(name) for name in found.namelist()}
    seal = parts.pop(payload.SEAL).decode()
    assert list(parts) == [payload.DATA, payload.ENVELOPE]
    assert seal == "".join(f"{hashlib.sha256(part).hexdigest()}  {name}\n" for name, part in parts.items())
    assert json.loads(data) == archive.as_data(sample)
    assert len(json.loads(data)["cells"]) == 156


def test_a_final_without_an_appendix_shows_no_sheet_of_the_office(sample: Report, tmp_path: Path) -> None:
    sample.cells.clear()
    sample.apply(finalise(sample, "Y Hà", EDITED))
    book = sheets(sample, tmp_path / "a.xlsx", values=True)
    assert book.sheetnames == ["Phụ lục", hidden_sheet.NAME]
    assert [cell.value for row in book["Phụ lục"].iter_rows() for cell in row] == ["Báo cáo không có phụ lục."]
    assert delivery.read(tmp_path / "a.xlsx").remarks == ()


def test_a_caption_in_italics_has_room_for_its_lines(sample: Report, tmp_path: Path) -> None:
    sheet = sheets(sample, tmp_path / "a.xlsx", values=True)["II.3.b"]
    captions = [place for place, value in cells(sheet).items() if str(value).startswith("Chia ra theo dịp, đợt hỗ")]
    heights = [sheet.row_dimensions[int(place[1:])].height for place in captions]
    assert heights == [35.25, 18.75]  # two lines, of which upright letters would make one


def test_ordinals_are_numbers(sample: Report, tmp_path: Path) -> None:
    for sheet in sections(sheets(sample, tmp_path / "a.xlsx", values=True)):
        found = [row[0].value for row in sheet.iter_rows(min_row=5) if row[0].value not in ("", None)]
        assert found == [*range(1, len(found) + 1)]


def saved_anew(report: Report, path: Path, change: Callable[[list[Worksheet]], None]) -> tuple[str, ...]:
    """What is told as edited of the workbook of a draft whose numbers are much alike, changed by another program."""
    book = sheets(report, path, values=True)
    change([sheet for sheet in book.worksheets if sheet.sheet_state == "visible"])
    book.save(path)
    return delivery.read(path).edits


@pytest.fixture
def alike() -> Report:
    """A report in which numbers of one section stand in others as well."""
    return filled(load("nq42"), Unit("Tỉnh Kon Tum", "tinh"), Period(2024), "mixed")


def test_sheets_that_are_all_renamed_are_known_by_their_words(alike: Report, tmp_path: Path) -> None:
    def renamed(there: list[Worksheet]) -> None:
        for number, sheet in enumerate(there):
            sheet.title = f"Trang {number}"
            sheet.insert_rows(6 + number, 2)
            sheet.insert_cols(2)

    assert saved_anew(alike, tmp_path / "a.xlsx", renamed) == ()


@pytest.mark.parametrize("row", [5, 9, 30])
def test_a_row_that_is_gone_is_told_once(alike: Report, tmp_path: Path, row: int) -> None:
    names = []

    def without(there: list[Worksheet]) -> None:
        sheet = there[0]
        number = next(one for one in range(row, 60) if sheet.cell(one, 5).value)
        names.append((sheet.title, sheet.cell(number, 2).value))
        sheet.delete_rows(number)

    told = saved_anew(alike, tmp_path / "a.xlsx", without)
    ((sheet, label),) = names
    assert told == (f'Trang "{sheet}": dòng "{label}" đã bị xóa; số liệu lấy theo dữ liệu gốc kèm theo.',)


def test_a_number_that_was_changed_is_told_where_it_stands_now(alike: Report, tmp_path: Path) -> None:
    def edited(there: list[Worksheet]) -> None:
        there[0].cell(7, 5).value = 1248
        there[0].insert_rows(6)

    assert saved_anew(alike, tmp_path / "a.xlsx", edited) == (
        'Trang "II.1", ô E8: đã sửa thành "1248", dữ liệu gốc là "1.242".',
    )
