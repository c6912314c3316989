"""What an appendix table is: what it has a line for, and its columns with their heads and widths.

A table of rows says its own lines, and its columns as a tree: heads over heads, once for each period that stands side
by side, or for a second figure whose rows are the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from forms.values.frozen import frozen
from forms.values.period import Period

if TYPE_CHECKING:
    from forms.definitions.sentences import Sentence


class Lines(StrEnum):
    """What a table has a line for; a table of quantities stands once for each section that has figures."""

    ROWS = "rows"  # each row that the table itself names
    QUANTITIES = "quantities"  # each measure of a figure or row, its plan and percentage beside it
    DOCUMENTS = "documents"  # each legal document that the office lists
    CORRECTIONS = "corrections"  # each cell that differs from the issue before
    EXPLANATIONS = "explanations"  # each finding that stands for a written reason
    STRAYS = "strays"  # each value that has no place in the template
    NOTES = "notes"  # each note to a cell


class Shows(StrEnum):
    """What a column of a table of quantities shows of a line."""

    NUMBER = "number"
    LABEL = "label"
    UNIT = "unit"
    PLAN = "plan"
    VALUE = "value"
    PERCENT = "percent"  # of the plan
    CHANGE = "change"  # since the year before, in percent
    FINDING = "finding"  # what is wrong with it, or why that may stand: for the workbook, which is no official paper


SHOWN: Mapping[Lines, tuple[str, ...]] = {
    Lines.ROWS: ("number", "label", "unit", "value", "remark"),
    Lines.QUANTITIES: tuple(Shows),
    Lines.DOCUMENTS: ("number", "kind", "symbol", "issued", "issuer", "title"),
    Lines.CORRECTIONS: ("number", "label", "unit", "reported", "corrected", "difference", "reason"),
    Lines.EXPLANATIONS: ("number", "finding", "reason", "signed"),
    Lines.STRAYS: ("number", "section", "label", "unit", "value"),
    Lines.NOTES: ("number", "section", "label", "unit", "value", "note"),
}
"""What columns of each kind of table may show; "number" counts the lines."""


class Source(StrEnum):
    """From which report a column is read."""

    THIS = "this"
    EARLIER = "earlier"  # the period before within the year, which counts from January too
    ESTIMATE = "estimate"  # of the whole year
    FORESEEN = "foreseen"  # the estimate of the same period
    LAST = "last"  # the same period a year earlier
    EACH = "each"  # every period that stands side by side, a column for each
    OPENING = "opening"  # the whole year before the first of them


class Extent(StrEnum):
    """How far the period of a report reaches."""

    PART = "part"  # of a year
    YEAR = "year"
    YEARS = "years"
    ESTIMATE = "estimate"  # the year, told before it is over
    PART_ESTIMATE = "part_estimate"

    @classmethod
    def of(cls, period: Period) -> Extent:
        """The extent of a period."""
        if period.estimated:
            return cls.PART_ESTIMATE if period.within_year else cls.ESTIMATE
        return cls.PART if period.within_year else cls.YEAR if period.years == 1 else cls.YEARS


@frozen
class ColumnDefinition:
    """A column: what it `shows` of a line, and the words over it.

    `width` is its share of the paper in percent, `digits` its width in the workbook: without one it does not stand
    there. One that `fills` is at least as wide as it says and takes what the others leave. It stands where the report
    from which it is read has numbers, in reports on one of `periods`, any unless said, and on so many `months` or more.
    `to_date` are the words over it where a column to its left shows the earlier part of the year, `estimated` those
    where all numbers that it shows are estimates, as in a report that is one: no number says so then.

    In a table of rows one that shows nothing stands `under` others: those of that name in the table. It says for all of
    them from which report they are read, and in the place of which `figure` of the lines. A column shows the first of
    its `measures` that a line has, money in the `unit` that it names.
    """

    head: Sentence
    shows: str = ""
    width: int = 0
    digits: int = 0
    align: Literal["left", "center", "right"] = "left"
    fills: bool = False
    report: Source = Source.THIS
    periods: tuple[Extent, ...] = ()
    months: int = 0
    to_date: Sentence = ()
    estimated: Sentence = ()
    under: str = ""
    figure: str = ""
    measures: tuple[str, ...] = ()
    unit: str = ""


@frozen
class RowDefinition:
    """A line of a table of rows, or several: what stands `at` a figure or at rows of it; without, the head of a group.

    `label` takes the place of the row's own. A `total` has no number; `depth` sets it in beneath the line above.
    """

    at: str = ""
    label: str = ""
    depth: int = 0
    total: bool = False
    remark: str = ""


@frozen
class TableDefinition:
    """An appendix; the title of one of quantities names `{section}` and its `{title}`.

    `together` is its title where the sections stand one beneath the other, unless an office wants them apart.

    `under` are the columns that stand beneath others, by name. `note` is printed beneath the table. Without `paper` it
    stands in the workbook alone.
    """

    lines: Lines
    title: str
    columns: tuple[ColumnDefinition, ...]
    rows: tuple[RowDefinition, ...] = ()
    under: Mapping[str, tuple[ColumnDefinition, ...]] = field(default_factory=dict)
    note: Sentence = ()
    paper: bool = True
    together: str = ""

    @property
    def places(self) -> tuple[str, ...]:
        """What stands in braces in its title."""
        return ("section", "title") if self.lines is Lines.QUANTITIES else ()
