"""A superior's workbook is filled cell by cell: the numbers are exact, and nothing else in the file moves."""

from __future__ import annotations

import io
import random
import re
import zipfile
from fractions import Fraction
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.excel.sheet_source import SheetSource
from exports.excel.superior_book import SuperiorBook
from forms.books.pointing import SheetPlace
from forms.errors import KnownError
from forms.values.spreadsheet import place_of, position
from tests.exports.excel.circular import SHEETS, circular

FIRST = f"{SHEETS[0]}-2024"
BLANK = circular()
BOOK = SuperiorBook(BLANK, "biểu.xlsx")
FREE = ["C5", "D5", "C6", "D6", "F5", "F6", "G5", "F7", "F12"]
NUMBERS = st.integers(-(10**12), 10**12).flatmap(
    lambda digits: st.integers(0, 3).map(lambda places: Fraction(digits, 10**places))
)
SHEET = "xl/worksheets/sheet1.xml"


def place(cell: str, sheet: str = FIRST) -> SheetPlace:
    return SheetPlace(sheet, *position(cell))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name) for name in book.namelist()}


def rebuilt(changes: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in (parts(BLANK) | changes).items():
            book.writestr(name, content)
    return made.getvalue()


def test_only_the_cells_that_are_meant_change() -> None:
    numbers = {place("D5"): Fraction(150), place("D6"): Fraction(77), place("F7"): Fraction(1, 8)}
    filled = BOOK.filled(numbers)
    before, after = parts(BLANK), parts(filled)
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {SHEET, "xl/worksheets/sheet2.xml", "xl/workbook.xml"}  # the second sheet has formulas
    assert after["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"") == before["xl/workbook.xml"].replace(
        b' fullCalcOnLoad="1"', b""
    )
    around = re.compile(rb"<c .*?(?:/>|</c>)")  # formats by condition, lists, protection, print settings, drawings
    assert around.sub(b"", before[SHEET]) == around.sub(b"", after[SHEET])
    was, is_now = (openpyxl.load_workbook(io.BytesIO(content)) for content in (BLANK, filled))
    assert is_now.calculation.fullCalcOnLoad
    assert was.sheetnames == is_now.sheetnames
    for old, new in zip(was.worksheets, is_now.worksheets, strict=True):
        assert old.dimensions == new.dimensions
        for row in old.iter_rows():
            for cell in row:
                now = new[cell.coordinate]
                assert (now.style_id, now.number_format) == (cell.style_id, cell.number_format)
                made = position(cell.coordinate) in BOOK.sheets[old.title].source.formulas
                if place(cell.coordinate, old.title) not in numbers and (cell.data_type == "f" or not made):
                    assert repr(getattr(now.value, "text", now.value)) == repr(getattr(cell.value, "text", cell.value))
    assert [is_now[FIRST][cell].value for cell in ("D5", "D6", "F7")] == [150, 77, 0.125]


def test_no_value_of_before_is_left_where_a_formula_stands() -> None:
    filled = BOOK.filled({place("D5"): Fraction(150)})
    shown = openpyxl.load_workbook(io.BytesIO(filled), data_only=True)
    assert [shown[FIRST][cell].value for cell in ("E5", "D7", "C10", "D10")] == [None] * 4
    assert [shown[SHEETS[1]][cell].value for cell in ("B1", "B2")] == [None] * 2
    assert "Chưa</v>" not in parts(filled)["xl/worksheets/sheet2.xml"].decode()


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(FREE), NUMBERS, min_size=1))
def test_what_was_written_is_read_back_exactly(numbers: dict[str, Fraction]) -> None:
    filled = BOOK.filled({place(cell): number for cell, number in numbers.items()})
    again = SuperiorBook(filled, "biểu.xlsx")
    for cell, number in numbers.items():
        shown, look = again.shown(place(cell)).replace(",", "."), again.format(place(cell))
        assert Fraction(shown.removesuffix("%")) * (1 if look.percent else look.times) == number
        assert shown.endswith("%") is look.percent
    assert again.shape == BOOK.shape or "D6" in numbers  # there a word stood
    before, after = (book.sheets[FIRST].source for book in (BOOK, again))
    assert before.formulas == after.formulas
    formula = re.compile(rb"<f[ >].*?</f>")
    assert formula.findall(before.content) == formula.findall(after.content)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("E5", "công thức"),
        ("D10", "công thức"),  # a formula of the cell beside it says what stands here
        ("B5", "khóa"),
        ("H5", "khóa"),
        ("G5", "phần trăm"),
        ("C3000", "ngoài phần biểu"),
    ],
)
def test_a_cell_that_takes_no_number_says_why(cell: str, reason: str) -> None:
    assert reason in BOOK.refusal(place(cell), percent=False)


def test_a_merged_cell_is_its_first_one_and_a_share_is_shown_as_one() -> None:
    assert BOOK.lead(place("G8")) == place("F7")
    assert BOOK.refusal(place("G5"), percent=True) == ""
    assert "không có trang" in BOOK.refusal(place("A1", "Lạ"), percent=False)
    filled = openpyxl.load_workbook(io.BytesIO(BOOK.filled({place("G5"): Fraction(873, 10)})))
    assert filled[FIRST]["G5"].value == 0.873
    with pytest.raises(KnownError, match="dài quá"):
        BOOK.filled({place("D5"): Fraction(1, 3)})


def test_the_copy_of_the_next_year_has_the_same_shape() -> None:
    later = SuperiorBook(circular(2025, answers=7), "biểu 2025.xlsx")
    assert later.shape == BOOK.shape
    assert list(later.sheets) != list(BOOK.sheets)


@pytest.mark.parametrize(
    "sheet",
    [
        "<sheetData/>",
        "<sheetData></sheetData>",
        '<sheetData><row r="2"/><row r="4"><c r="A4"/></row></sheetData>',
        '<sheetData><row r="2"><c r="B2" t="s"><v/></c></row><row r="3"><c r="C3"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="2"><c r="B2"/></row><row r="9"><c r="D9" t="str"/></row></sheetData>',
        '<sheetData><row><c><v>1</v></c></row><row><c/><c t="inlineStr"><is><t>x</t></is></c></row></sheetData>',
        '<sheetData><row r="2" spans="1:1"><c r="A2"/><c r="C2"><f>1+1</f><v>2</v></c></row></sheetData>',
    ],
)
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_cells_that_are_not_there_are_put_in_their_place(sheet: str, prefix: str) -> None:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    whole = f'<worksheet xmlns{":x" if prefix else ""}="{space}">{sheet}</worksheet>'
    named = re.sub(r"<(/?)(?=[a-z])", rf"<\1{prefix}", whole)
    book = SuperiorBook(rebuilt({SHEET: named.encode()}), "a.xlsx")
    wanted = {"A1": 5, "B2": 6, "D2": 7, "C3": 8, "D9": 9}
    filled = book.filled({place(cell): Fraction(number) for cell, number in wanted.items()})
    there = openpyxl.load_workbook(io.BytesIO(filled))[FIRST]
    assert {cell: there[cell].value for cell in wanted} == wanted
    order = re.findall(rf'<{prefix}(?:c|row)\b[^>]*\br="([A-Z]*)(\d+)"', parts(filled)[SHEET].decode())
    assert [int(row) for _, row in order] == sorted(int(row) for _, row in order)


KINDS = {
    "": '<c r="{at}" s="3"/>',
    "spread": '<c r="{at}" s="3"></c>',
    "number": '<c r="{at}"><v>8</v></c>',
    "text": '<c r="{at}" t="inlineStr" s="1"><is><t>a &gt; b</t></is></c>',
    "shared": "<c t='s' r='{at}'><v>0</v></c>",
    "formula": '<c r="{at}" t="str" s="2"><f>IF(A1&gt;0,"x","y")</f><v>x</v></c>',
    "blank formula": '<c r="{at}"><f>A1</f></c>',
    "no value": '<c r="{at}" t="s"><v/></c>',
}
GRID = st.dictionaries(st.integers(1, 6), st.dictionaries(st.integers(1, 5), st.sampled_from(list(KINDS))))


@given(GRID, st.sets(st.tuples(st.integers(1, 7), st.integers(1, 6)), min_size=1))
def test_whatever_the_rows_look_like_the_cells_that_are_meant_are_filled(
    grid: dict[int, dict[int, str]], wanted: set[tuple[int, int]]
) -> None:
    rows = []
    for row in sorted(grid):
        cells = "".join(KINDS[kind].format(at=place_of((row, column))) for column, kind in sorted(grid[row].items()))
        rows.append(f'<row r="{row}">{cells}</row>' if cells or row % 2 else f'<row r="{row}"/>')
    source = SheetSource(f"<worksheet><sheetData>{''.join(rows)}</sheetData></worksheet>".encode())
    free = {at: str(number) for number, at in enumerate(wanted, 10) if at not in source.formulas}
    made = ET.fromstring(source.filled(free))  # noqa: S314 - our own
    order = [position(cell.attrib["r"]) for cell in made.iter("c")]
    assert order == sorted(order)
    assert set(order) == set(free) | {(row, column) for row, cells in grid.items() for column in cells}
    for cell in made.iter("c"):
        at = position(cell.attrib["r"])
        there = grid.get(at[0], {}).get(at[1])
        if at in free:
            assert [(part.tag, part.text) for part in cell] == [("v", free[at])]
            assert "t" not in cell.attrib
        elif there and "formula" in there:
            assert cell.find("v") is None
            assert cell.findtext("f")
        else:
            plain = ET.fromstring(KINDS[there or ""].format(at=cell.attrib["r"]))  # noqa: S314
            assert ET.tostring(cell) == ET.tostring(plain)


@pytest.mark.parametrize(
    ("calculation", "made"),
    [
        ("", '</sheets><calcPr fullCalcOnLoad="1"/></workbook>'),
        ("<definedNames/>", '<definedNames/><calcPr fullCalcOnLoad="1"/></workbook>'),
        ('<calcPr calcId="1" calcMode="manual"/>', '<calcPr fullCalcOnLoad="1" calcId="1" calcMode="manual"/>'),
        ('<calcPr fullCalcOnLoad="0"></calcPr>', '<calcPr fullCalcOnLoad="1"></calcPr>'),
    ],
)
def test_the_workbook_is_told_to_compute(calculation: str, made: str) -> None:
    whole = parts(BLANK)["xl/workbook.xml"].decode()
    bare = re.sub(r"<definedNames>.*</definedNames>|<calcPr[^>]*>", "", whole)
    told = bare.replace("</sheets>", f"</sheets>{calculation}").encode()
    book = SuperiorBook(rebuilt({"xl/workbook.xml": told}), "a.xlsx")
    assert made in parts(book.filled({place("D5"): Fraction(1)}))["xl/workbook.xml"].decode()


def test_macros_are_kept_and_other_kinds_are_refused() -> None:
    macros = rebuilt({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0macro"})
    filled = SuperiorBook(macros, "biểu.xlsm").filled({place("D5"): Fraction(1)})
    assert parts(filled)["xl/vbaProject.bin"] == b"\xd0\xcf\x11\xe0macro"
    for content, words in ((b"\xd0\xcf\x11\xe0old", "đời cũ"), (b"%PDF", "không phải biểu Excel")):
        with pytest.raises(KnownError, match=words):
            SuperiorBook(content, "a.xls")
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as made:
        made.writestr("content.xml", "<a/>")
    with pytest.raises(KnownError, match="lưu lại dạng"):
        SuperiorBook(other.getvalue(), "a.ods")


def test_a_workbook_that_was_made_to_hurt_is_refused_in_a_sentence() -> None:
    sheet = parts(BLANK)[SHEET]
    dice, refusals = random.Random(16), list[str]()  # noqa: S311 - repeatable
    bombs = [
        sheet.replace(b'<f t="array" ref="C10:D10">', b'<f t="array" ref="A1:XFD1048576">'),
        sheet.replace(b"<mergeCells", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells><mergeCells'),
        b'<!DOCTYPE a [<!ENTITY b "c">]>' + sheet,
        sheet.replace(b'encoding="UTF-8"', b'encoding="UTF-16"'),
    ]
    for _ in range(120):
        content = bytearray(sheet)
        for _ in range(dice.choice((1, 2, 5, 30))):
            start = dice.randrange(len(content))
            content[start : start + dice.choice((0, 1, 4, 200))] = dice.choice((b"", b'"', b"<c>", b"9999999", b" t="))
        bombs.append(bytes(content))
    for bomb in bombs:
        try:
            book = SuperiorBook(rebuilt({SHEET: bomb}), "a.xlsx")
            if not book.refusal(place("D5"), percent=False):
                book.filled({place("D5"): Fraction(1)})
        except KnownError as error:
            refusals.append(str(error))
    assert len(refusals) > 60
    assert not any("\n" in refusal for refusal in refusals)
