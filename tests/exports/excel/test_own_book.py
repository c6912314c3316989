"""A workbook of an office's own: whatever it is, it is read within bounds or refused in a sentence."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from exports import payload
from exports.excel import own_book
from forms.errors import KnownError


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in range(1, 40):
        sheet.append([f"Chỉ tiêu {row}", row * 10, f"=B{row}*2", "1.234,5"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_cell_that_is_pointed_at_says_what_stands_there() -> None:
    found = own_book.read(workbook())
    (sheet,) = found.sheets.values()
    assert (sheet[2, 1], sheet[2, 2], sheet[2, 4]) == ("Chỉ tiêu 2", "20", "1.234,5")
    assert (2, 3) not in sheet  # a formula of which nobody says what it comes to is no number


def test_a_share_and_a_day_are_read_as_they_are_shown() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for cell, value, look in (
        ("A1", 0.8412, "0.00%"),
        ("A2", date(2025, 12, 10), "dd/mm/yyyy"),
        ("A3", 1234.5, "#,##0.0"),
        ("A4", 45, '"Tỷ lệ %" 0'),
        ("A5", "0.5", "0%"),
        ("A6", 0.5, "[" * 200_000 + "0%"),  # made to hurt: longer than any format is
    ):
        sheet[cell].value, sheet[cell].number_format = value, look
    made = io.BytesIO()
    book.save(made)
    (shown,) = own_book.read(made.getvalue()).sheets.values()
    assert list(shown.values()) == ["84,12%", "10/12/2025", "1234,5", "45", "0.5", "0,5"]


def test_mutants_are_read_or_refused_in_a_sentence() -> None:
    real, dice, refusals = workbook(), random.Random(14), list[str]()  # noqa: S311 - repeatable
    for _ in range(150):
        content = bytearray(real)
        for _ in range(dice.choice((1, 2, 5, 30))):
            start = dice.randrange(len(content))
            end = start + dice.choice((0, 1, 4, 200))
            content[start:end] = dice.choice((b"", b"\xff" * 4, b"9999999", b"PK\x03\x04"))
        try:
            with payload.explained(Path("a.xlsx")):
                own_book.read(bytes(content))
        except KnownError as error:
            refusals.append(str(error))
    assert len(refusals) > 20
    assert not any("\n" in refusal for refusal in refusals)


@pytest.mark.parametrize("place", ["XFD1048576", "A9999999999", "B0"])
def test_a_cell_far_out_costs_nothing(place: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    out = io.BytesIO()
    book.save(out)
    parts = zipfile.ZipFile(out)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as again:
        for name in parts.namelist():
            again.writestr(name, parts.read(name).replace(b'r="B2"', f'r="{place}"'.encode()))
    try:
        with payload.explained(Path("a.xlsx")):
            found = own_book.read(made.getvalue())
    except KnownError:
        return
    assert sum(map(len, found.sheets.values())) < 200
