"""What the reports of the offices below a report's own come to, cell by cell, as the report is compared with it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple, Protocol

from forms.definitions.template import Figure
from forms.offices.units import Unit


class Total(NamedTuple):
    """What lower offices state of a cell: their sum with half the width of its rounding, the least and most of one.

    `counted` and `missing` count the lowest offices: those that say something, and those that do not yet.
    """

    value: Fraction
    slack: Fraction
    least: Fraction
    most: Fraction
    counted: int
    missing: int


class Below(Protocol):
    """The offices below, and what they come to."""

    @property
    def offices(self) -> Sequence[Unit]:
        """Those that report, and those that do not."""

    def total(self, figure: Figure, row: str, measure: str) -> Total | None:
        """What they state of a cell, its row called as in `called_rows`; None where none says anything."""
