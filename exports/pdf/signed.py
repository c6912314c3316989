"""What a signed copy says of itself: the code on its last page, number and day at its head, where words can be read.

Pages that a document system stamped or a scanner made are read by PDFium, which draws the preview: only the first page
and the last few, and only their words, from an excerpt that was counted before. A scan without words says nothing, nor
does a file that draws more than any report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import takewhile
from threading import RLock
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from exports.pdf import reader
from exports.pdf.excerpt import excerpt
from exports.pdf.objects import Broken, Objects
from forms.errors import KnownError
from forms.values.style import read_day
from forms.values.text import clean

PDFIUM = RLock()
"""Held around every call of PDFium, which works in one thread at a time."""

_UNREADABLE = "Tệp PDF bị hỏng, không mở được; đề nghị chọn bản ký khác."
_MOST_WORDS = 20_000  # characters of a page
_LAST = 3  # pages on which the code is looked for
_HEAD = 0.45  # of the first page
_LINE = 0.4  # of a sign's height, by which signs of one line may stand apart
_SPACE = 0.45  # of a sign's height, from which the room between two signs is a space
_CODE = re.compile(r"\b([0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4})\b")
# what is stamped into a narrow blank lies over the signs beside it
_NUMBER = re.compile(r"^\s*S[ốô]([:\s\d]{1,16}[a-zđ]?)\s*/\s*([\wĐ]+(?:\s*-\s*[\wĐ]+)*)", re.IGNORECASE)
_DAY = re.compile(r",\s*ngày([\d\s]{1,6})tháng([\d\s]{1,6})năm((?:\s*\d){4})", re.IGNORECASE)
_BODY = re.compile(r"\s*(Kính gửi|Căn cứ)", re.IGNORECASE)  # where the head has ended: documents are cited from here on


class SignedWords(NamedTuple):
    """The code of the data, number, symbol and day of a document; "" and None for what could not be read."""

    code: str = ""
    number: str = ""
    symbol: str = ""
    day: date | None = None


def read(content: bytes) -> SignedWords:
    """Read what a PDF says of itself; raises KnownError for one that cannot be opened."""
    try:
        objects = Objects(content)
        pages = reader.pages(objects)
        ends = sorted({0, *range(len(pages))[-_LAST:]}) if pages else []
        part = excerpt(objects, [pages[number] for number in ends])
    except (Broken, ValueError, RecursionError) as error:
        if b"startxref" in content:
            return SignedWords()
        raise KnownError(_UNREADABLE) from error
    with PDFIUM:
        try:
            pdf = pypdfium2.PdfDocument(part)
        except pypdfium2.PdfiumError:
            return SignedWords()
        try:
            return _read(pdf)
        except pypdfium2.PdfiumError:
            return SignedWords()
        finally:
            pdf.close()


def _read(pdf: pypdfium2.PdfDocument) -> SignedWords:
    count = len(pdf)
    if not count:
        return SignedWords()
    last = (text for number in range(count - 1, max(count - 1 - _LAST, -1), -1) for text in _lines(pdf, number))
    code = next((found[1] for text in last if (found := _CODE.search(text))), "")
    head = list(takewhile(lambda line: not _BODY.match(line), _lines(pdf, 0, _HEAD)))
    number = next((found for line in head if (found := _NUMBER.search(line))), None)
    day = next((found for line in head if (found := _DAY.search(line))), None)
    return SignedWords(
        code,
        re.sub(r"[:\s]", "", number[1]) if number else "",
        re.sub(r"\s", "", number[2]) if number else "",
        read_day("/".join(re.sub(r"\s", "", part) for part in day.groups())) if day else None,
    )


def _lines(pdf: pypdfium2.PdfDocument, number: int, share: float = 1.0) -> Iterator[str]:
    """The lines of a page, or of the upper share of it, as they stand: what was stamped between words is among them."""
    page = pdf[number]
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)  # what stands in a field or a stamp becomes part of the page
    _, height = page.get_size()
    page = pdf[number]
    words = page.get_textpage()
    signs = []
    text = words.get_text_range()[:_MOST_WORDS]
    for place in range(min(words.count_chars(), _MOST_WORDS)):
        left, bottom, right, top = words.get_charbox(place)
        sign = words.get_text_range(place, 1)
        if sign.strip() and bottom > height * (1 - share):
            signs.append((bottom + (top - bottom) / 2, left, right, top - bottom, sign))
    if not signs and share == 1.0:
        yield from text.splitlines()
    yield from _joined(signs)


def _joined(signs: list[tuple[float, float, float, float, str]]) -> Iterator[str]:
    """The lines that signs make, from the top down and from left to right."""
    high = sorted(sign[3] for sign in signs)[len(signs) // 2] if signs else 0.0
    line: list[tuple[float, float, float, float, str]] = []
    for sign in sorted(signs, key=lambda sign: -sign[0]):
        if line and line[0][0] - sign[0] > max(high, 1.0) * _LINE * 2:
            yield _spaced(line, high)
            line = []
        line.append(sign)
    if line:
        yield _spaced(line, high)


def _spaced(line: list[tuple[float, float, float, float, str]], high: float) -> str:
    found, end = "", None
    for _, left, right, _, sign in sorted(line, key=lambda sign: sign[1]):
        found += (" " if end is not None and left - end > high * _SPACE else "") + sign
        end = max(right, end or right)
    return clean(found)


def pages(content: bytes) -> list[str]:
    """The title that begins on each page, by the bookmarks of the file; "" for most."""
    with PDFIUM:
        try:
            pdf = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise KnownError(_UNREADABLE) from error
        try:
            found = [""] * len(pdf)
            for bookmark in pdf.get_toc(max_depth=1):
                place = bookmark.get_dest()
                if place is not None and place.get_index() is not None:
                    found[place.get_index()] = bookmark.get_title()
            return found
        finally:
            pdf.close()
