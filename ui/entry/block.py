"""A block as spreadsheets copy it: its lines, and which of them are rows of a table. No Qt."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

from forms.errors import KnownError
from forms.report import row_names
from forms.report.entry import SIGNS
from forms.values import numbers
from forms.values.text import fold, quoted, spaced, visible

Numbered = list[tuple[int, list[str]]]  # lines with their numbers in the block

_BREAKS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")  # they end no row of a block
_WITHIN = "\x0b"  # a break within a cell
_LONE = re.compile(r"(?<!\r)\n|\r(?!\n)")
_RANKS = ("(?:[IVXL]+|[A-ZĐ])", r"\d+", r"\d+(?:\.\d+)+", "[a-zđ]")  # how forms number their rows, level by level
_DASH = re.compile(r"[-+*\u2013\u2022]\s+\S")
_UNNUMBERED = -1


def is_block(text: str) -> bool:
    """Whether a text holds several cells."""
    return any(mark in _BREAKS.sub("\n", text).rstrip("\r\n") for mark in "\t\n\r")


def cells_of(text: str) -> list[list[str]]:
    """The cells of a block as Excel and Calc copy it: tabs and lines, quoted where a cell holds either.

    Where lines end in CR LF, a lone LF is a cell's own line break; that and every other break within a cell is a line
    feed: a space in a name, refused in a number.
    A quote that is never closed, or only beyond a tab, is a letter of its cell.
    """
    text = _BREAKS.sub(_WITHIN, text)
    if "\r\n" in text:
        text = _LONE.sub(_WITHIN, text).replace("\r\n", "\n")
    rows = text.replace("\r", "\n").rstrip("\n").split("\n")
    try:
        read = list(csv.reader((f"{row}\n" for row in rows), delimiter="\t", strict=True))
    except csv.Error:
        read = []
    if not read or any("\t" in cell for line in read for cell in line):
        read = [row.split("\t") for row in rows]
    lines = [[spaced(visible(cell)) for cell in line or [""]] for line in read]
    while lines and not any(lines[-1]):
        lines.pop()
    return lines


def without_ordinals(lines: Numbered) -> Numbered:
    """The lines without the column that numbers them, where names stand in the second one."""
    numbered = [line for _, line in lines if _level(line[0], "[.)]?") >= 0]
    others = [line for _, line in lines if _level(line[0], "[.)]?") < 0 and line[0]]
    named = all(len(line) > 1 and _is_name(line[1]) for line in numbered)
    if not numbered or not named or any(line[1] and _has_number(line[2:]) for line in others):
        return lines
    return [(number, [line[1] or (line[0] if line in others else ""), *line[2:]]) for number, line in lines]


def rows_of(lines: Numbered, is_row: Callable[[Sequence[str]], bool], office: str) -> Numbered:
    """The lines that make rows of a breakdown: no sums, no headings, and where others have numbers none without.

    Raises KnownError where a row contains those beneath it: both would count the same twice.
    """
    levels = {number: _level(line[0], r"[.)]?") for number, line in lines}
    lines = without_ordinals(lines)
    kept = [(number, line) for number, line in lines if any(line) and is_row(line)]
    if any(any(line[1:]) for _, line in kept):
        kept = [(number, line) for number, line in kept if any(line[1:]) or not _is_name(line[0])]
    kept = [one for one in kept if not _is_sum(one, kept, office)]
    for (number, line), (below, next_line) in pairwise(kept):
        here, there = (
            _label_level(text) if levels[n] < 0 else levels[n] for n, text in ((number, line[0]), (below, next_line[0]))
        )
        if _is_name(next_line[0]) and (here < there or (here == 0 and there == _UNNUMBERED)):
            raise KnownError(
                f"Chưa dán ô nào: dòng {number} của khối, {quoted(line[0])}, có vẻ gồm cả dòng {below}, "
                f"{quoted(next_line[0])}; dán cả hai thì tính hai lần. Đề nghị chỉ chép các dòng cùng một cấp."
            )
    return kept


def _level(text: str, end: str) -> int:
    """The level of an ordinal that is the whole of a text; -1 for none."""
    return next((n for n, form in enumerate(_RANKS) if re.fullmatch(rf"\(?{form}{end}", text)), _UNNUMBERED)


def _label_level(text: str) -> int:
    """The level of a name by the ordinal or the dash before it; -1 for none."""
    if _DASH.match(text):
        return len(_RANKS)
    return next((n for n, form in enumerate(_RANKS) if re.match(rf"{form}[.)]\s*[^\W\d]", text)), _UNNUMBERED)


def _is_name(text: str) -> bool:
    return text not in SIGNS and any(letter.isalpha() for letter in text)


def _has_number(cells: Sequence[str]) -> bool:
    return any(letter.isdigit() for cell in cells for letter in cell)


def _is_sum(one: tuple[int, list[str]], lines: Numbered, office: str) -> bool:
    """Whether a line bears the name of the office's own place and what all others come to."""
    number, line = one
    others = [_values(other) for n, other in lines if n != number]
    named = f" {fold(office)}".endswith(f" {fold(line[0])}")
    return named and bool(others) and _values(line) == list(map(sum, zip(*others, strict=True)))


def likely_sums(lines: Numbered, known: Iterable[str]) -> list[str]:
    """The names of lines that are what all others come to, though as far as is known no row is called so."""
    rows = set(map(fold, known))
    names = (lines[place][1][0] for place in row_names.sums_among([_values(line) for _, line in lines]))
    return [name for name in names if fold(name) not in rows]


def _values(line: Sequence[str]) -> list[Fraction]:
    return list(map(_value, line[1:]))


def _value(text: str) -> Fraction:
    try:
        return numbers.read(text).number.value
    except KnownError:
        return Fraction(0)
