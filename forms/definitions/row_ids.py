"""Row ids: made and taken apart here and nowhere else.

The total of a figure is ""; any other row is a path of `breakdown:key` segments joined by "/", its last segment its own
(`source:local/local_occasion:tet`). The key of a fixed row is its code, that of a row that an officer added is `#` and
a number given once. A row path for files and people (`local/Nhật Bản`) writes codes and labels instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

ANY = "*"
"""The key that stands for every row of a breakdown, in patterns."""

_WRITTEN = re.compile("%252|%2[Ff]")
_ADDED = re.compile(r".*:#([1-9]\d{0,8})", re.ASCII | re.DOTALL)


def child(parent: str, breakdown: str, key: str) -> str:
    """The id of a row under another ("" is the total)."""
    return f"{parent}/{breakdown}:{key}" if parent else f"{breakdown}:{key}"


def added(parent: str, breakdown: str, number: int) -> str:
    """The id of a row that an officer added."""
    return child(parent, breakdown, f"#{number}")


def split(row: str) -> tuple[str, str, str]:
    """The parent, breakdown and key of a row: what `child` made it from; three times "" for the total."""
    parent, _, segment = row.rpartition("/")
    breakdown, _, key = segment.partition(":")
    return parent, breakdown, key


def parent(row: str) -> str:
    """The row that a row hangs on."""
    return row.rpartition("/")[0]


def breakdown(row: str) -> str:
    """The code of the breakdown that a row belongs to."""
    return row.rpartition("/")[2].partition(":")[0]


def key(row: str) -> str:
    """What tells a row from those beside it: its code, or `#` and its number."""
    return row.rpartition("/")[2].partition(":")[2]


def branch(row: str) -> str:
    """What a row shares with those beside it: its id without its key."""
    return row.rpartition(":")[0]


def number(row: str) -> int | None:
    """The number of a row that an officer added; None for any other row."""
    found = _ADDED.fullmatch(row)
    return int(found[1]) if found else None


def hangs_on_added(row: str) -> bool:
    """Whether an officer added the row, or one above it."""
    return "#" in row


def lineage(row: str) -> Iterator[str]:
    """The rows from just beneath the total down to the row itself; none for the total."""
    end = row.find("/")
    while end >= 0:
        yield row[:end]
        end = row.find("/", end + 1)
    if row:
        yield row


def depth(row: str) -> int:
    """How many rows stand above a row, the total not counted."""
    return row.count("/")


def matches(row: str, pattern: str) -> bool:
    """Whether a row id is the one that a pattern names; `breakdown:*` stands for any row of a breakdown."""
    if ANY not in pattern:
        return row == pattern
    want, path = pattern.split("/"), row.split("/")
    return len(want) == len(path) and all(
        segment == wanted or (wanted.endswith(":*") and segment.startswith(wanted[:-1]))
        for segment, wanted in zip(path, want, strict=True)
    )


def steps(row: str) -> list[tuple[str, str]]:
    """The breakdown and key of each segment of an id or a row path, from the total down; "" where a path names none."""
    parts = [segment.partition(":") for segment in row.split("/")] if row else []
    return [(head, key) if colon else ("", head) for head, colon, key in parts]


def named(path: str, row: str) -> bool:
    """Whether a row path of codes names a row id."""
    wanted, there = steps(path), steps(row)
    return len(wanted) == len(there) and all(
        code in ("", breakdown) and name == key for (code, name), (breakdown, key) in zip(wanted, there, strict=True)
    )


def label_in_path(label: str) -> str:
    """A label as a segment of a row path: a slash in it is written %2F, and what looks like that %252F."""
    return label.replace("%2", "%252").replace("/", "%2F")


def path_segments(path: str) -> list[str]:
    """The codes and labels of a row path."""
    return [_WRITTEN.sub(_read, segment) for segment in path.split("/")] if path else []


def _read(written: re.Match[str]) -> str:
    return "%2" if written[0] == "%252" else "/"
