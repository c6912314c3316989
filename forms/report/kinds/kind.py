"""What every kind of change says of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from forms.report.cells import Address
from forms.report.changes import Change
from forms.report.kinds.arriving import Arriving
from forms.report.kinds.plain import JsonObject
from forms.report.report import Report

Limited = Iterator[tuple[str, str, int]]
"""What a text is, the text, the most characters that it may have."""


class ArchiveTable(NamedTuple):
    """What one kind of change sets, as lines of an archive, and the change that puts a line back.

    `arrives` raises KnownError for a change that the report has no place for, or that says something once more. A
    table that is `new` since the format was is written where it has lines, so that older programs read all the others.
    """

    lines: Callable[[Report], Iterable[JsonObject]]
    change: Callable[[JsonObject], Change]
    arrives: Callable[[Arriving, Any], None]
    new: bool = False


class Kept(NamedTuple):
    """How a workspace keeps what one kind of change sets, where it has no table of its own: texts, each by a key.

    `changes` are those that make what a report holds, `said` is the key and text of one, "" for what is taken away.
    """

    changes: Callable[[Report], Iterable[Change]]
    said: Callable[[Any], tuple[str, str]]
    change: Callable[[str, str], Change]


class ChangeKind(NamedTuple):
    """One kind of change: its code in files, its name for officers, and what is done with it where.

    `texts` have their limits, `bounds` raises KnownError for what else no report may hold, `cells` are those that it
    names (a row stands as a cell without measure).
    """

    code: str
    name: str
    texts: Callable[[Any], Limited]
    table: ArchiveTable | None = None  # None: an archive does not carry it
    kept: Kept | None = None  # None: a module of the workspace's tables writes it
    cells: Callable[[Any], tuple[Address, ...]] = lambda _: ()
    bounds: Callable[[Any], None] = lambda _: None
