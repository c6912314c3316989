"""Texts: what of them is stored and shown, folded for comparing, and how near two labels are.

A text from outside may hold what nobody sees: commands to a terminal, marks that turn the direction of writing,
characters without width, letters that only look like ours. `clean` decides what is stored, `escaped` how it is shown
where it came in, `spoofed` which word pretends to be another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

# What has no width: soft hyphens, joiners, marks of direction. U+202E is not among them: it turns digits round.
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202d\u2060-\u2069\ufe00-\ufe0f\ufeff]")
_QUOTED = 40  # letters of a text that a sentence quotes
_LONGEST = 160  # letters of a quotation or word that are told: a sentence is read, a path is known by its ends
# an apostrophe within a word (R'Lấp) opens no quotation
_QUOTATION = re.compile(rf"""\S{{{_LONGEST},}}|"[^"\n]*"|“[^“”\n]*”|(?<!\w)'[^'\n]*'""")
_BREAKS = frozenset("\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_PARTING = _BREAKS | {"\t", "\r"}  # they part what stands before from what stands after
_SPACES = re.compile(r"\s+")
# letters and marks by their category, and yet nothing to see
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | frozenset(
    map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
)
_MOST_MARKS = 4  # on one letter; ours has two at most, and to sort thousands of them takes seconds
_SHAPES = ("FULLWIDTH", "MATHEMATICAL")  # our letters in other shapes
_LIKE_OURS = frozenset("АВЕІЈКМНОРСТУХЅавеікјмнорстухѕһԁԛԝ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονι")  # of Cyrillic and Greek
_WORD = re.compile(r"[^\W\d_]+")


def clean(text: str) -> str:
    """A text as it is stored: NFC, lines ended by a line feed, and nothing in it that nobody can see."""
    if text.isascii() and text.isprintable():
        return text
    kept: list[str] = []
    marks = 0
    for char in text.replace("\r\n", "\n"):
        if char in _BREAKS:
            kept.append("\n")
        elif char in "\t\r":
            kept.append(" ")
        elif not _hidden(char):
            marks = marks + 1 if unicodedata.combining(char) else 0
            if marks <= _MOST_MARKS:
                kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


def unseen(text: str) -> str:
    """The first character of a text that nobody sees or that breaks its line, by its number; "" for none."""
    return next((_number(char) for char in text if char in _PARTING or _hidden(char)), "")


def _hidden(char: str) -> bool:
    return char in _BLANK or unicodedata.category(char) in {"Cc", "Cf", "Cs"} or is_noncharacter(char)


def is_noncharacter(char: str) -> bool:
    """Whether a code is set aside by Unicode and never a character: no font has it, and XML refuses some."""
    return ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF


def picture(text: str) -> str:
    """The first sign of a text that no document of ours prints, as 😀: beyond Unicode's first plane; "" for none."""
    return next((char for char in text if ord(char) > 0xFFFF), "") if not text.isascii() else ""


def escaped(text: str) -> str:
    """A text as it is shown where anything may be in it: its number stands for what nobody could see."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return "".join(_number(char) if char not in "\n\t" and _hidden(char) else char for char in text)


def _number(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))


def spoofed(text: str) -> str:
    """The first word with letters that only look like ours, among ours or alone; "" for none."""
    if text.isascii():
        return ""
    for word in _WORD.findall(text):
        alike = [char in _LIKE_OURS or unicodedata.name(char, "").startswith(_SHAPES) for char in word]
        if all(alike) or (any(alike) and any(unicodedata.name(char, "").startswith("LATIN") for char in word)):
            return str(word)
    return ""


def visible(text: str) -> str:
    """A text without the characters that nobody sees."""
    return _INVISIBLE.sub("", text)


def spaced(text: str) -> str:
    """A text with single spaces, none at the ends; a line feed stands where it is broken within, by a tab too."""
    return _SPACES.sub(lambda space: "\n" if _PARTING.intersection(space[0]) else " ", text.strip())


def quoted(text: str) -> str:
    """A text that somebody typed as a sentence quotes it: cut short, nothing in it that moves a cursor."""
    shown = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in tidy(text[:999]))
    return f'"{shown[:_QUOTED]}…"' if len(shown) > _QUOTED or len(text) > 999 else f'"{shown}"'


def abridged(text: str) -> str:
    """A sentence as it is told: of a quotation or word that is very long both ends, for a path ends in its name."""
    return _QUOTATION.sub(lambda found: _ends(found[0]), text)


def _ends(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}…{text[1 - _LONGEST // 2 :]}"


def tidy(text: str) -> str:
    """A label as it is stored: clean, single spaces, none at the ends."""
    return " ".join(clean(text).split())


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """A label for comparing and finding: no diacritics, no case, no punctuation."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).split())


def nearly(one: str, others: Iterable[str]) -> str | None:
    """The first of some labels that has the same letters but for case, marks and punctuation, or is one slip apart.

    A different digit is no slip. None where there is none.
    """
    a = fold(one)
    digits = _digits(a)
    for other in others:
        b = fold(other)
        if a == b:
            return other
        if abs(len(a) - len(b)) <= 1 and min(len(a), len(b)) >= 5 and digits == _digits(b) and _one_edit(a, b):
            return other
    return None


@lru_cache(maxsize=8192)
def _digits(folded: str) -> str:
    return re.sub(r"\D", "", folded)


def _one_edit(a: str, b: str) -> bool:
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    return (
        rest_a[1:] == rest_b
        or rest_a == rest_b[1:]
        or rest_a[1:] == rest_b[1:]
        or (rest_a[2:] == rest_b[2:] and rest_a[:2] == rest_b[1::-1])
    )


def raised(text: str) -> str:
    """A text at the beginning of a sentence: its first letter a capital."""
    return text[:1].upper() + text[1:]


def first_named(names: Sequence[str], most: int, kind: str) -> str:
    """The first of some names, and how many more of a kind there are: "Xã A, Xã B và 3 đơn vị khác"."""
    more = f" và {len(names) - most} {kind} khác" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def lowered(text: str) -> str:
    """A label within a sentence: its first letter small, but for an abbreviation's ("BHYT cho hộ nghèo")."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def initials(text: str) -> str:
    """The first letters of the words of a name, as symbols of documents have them: "Sở Giáo dục và Đào tạo", SGDĐT."""
    return "".join(word[0].upper() for word in _WORD.findall(text) if word != "và")
