"""How spreadsheets call their cells: "E7" is row 7, column 5."""

from __future__ import annotations

import re

_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)

Position = tuple[int, int]  # row and column, from 1


def position(place: str) -> Position:
    """Return row and column of a place ("E7"); (0, 0), where nothing stands, for what is none."""
    match = _PLACE.fullmatch(place)
    if match is None:
        return (0, 0)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def place_of(at: Position) -> str:
    """Return the place of row and column: "E7"."""
    row, column = at
    return f"{letters(column)}{row}"


def letters(column: int) -> str:
    """Return what a column is called, from 1."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
