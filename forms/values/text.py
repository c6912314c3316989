"""Labels as texts: tidied, folded for comparing, and how near two of them are."""

from __future__ import annotations

import re
import unicodedata

LONGEST_LABEL = 300  # characters
# What has no width: soft hyphens, joiners, marks of direction. Overrides are not among them: they turn digits round.
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202c\u2060-\u2069\ufe00-\ufe0f\ufeff]")
_QUOTED = 40  # letters of a text that a sentence quotes


def visible(text: str) -> str:
    """A text without the characters that nobody sees."""
    return _INVISIBLE.sub("", text)


def quoted(text: str) -> str:
    """A text that somebody typed as a sentence quotes it: cut short, nothing in it that moves a cursor."""
    shown = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in tidy(text[:999]))
    return f'"{shown[:_QUOTED]}…"' if len(shown) > _QUOTED or len(text) > 999 else f'"{shown}"'


def tidy(text: str) -> str:
    """A label as it is stored: NFC, single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """A label for comparing and finding: no diacritics, no case, no punctuation."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).split())


def near_miss(one: str, other: str) -> bool:
    """Same letters but for case, marks and punctuation, or one slip apart; a different digit is no slip."""
    a, b = fold(one), fold(other)
    if a == b:
        return True
    if min(len(a), len(b)) < 5 or re.sub(r"\D", "", a) != re.sub(r"\D", "", b):
        return False
    return _one_edit(a, b)


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


def lowered(text: str) -> str:
    """A label within a sentence: its first letter small."""
    return text[:1].lower() + text[1:]
