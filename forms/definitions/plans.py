"""Plan targets as definitions say them: a cell, a year, and the text that plans print (see `forms.values.aims`)."""

from __future__ import annotations

from forms.values.aims import Better
from forms.values.frozen import frozen


@frozen
class Target:
    """What a plan wants of a cell by the end of a year: `text` as printed ("< 3", "1,5-2", "khoảng 75").

    `lower` says that less is better.
    """

    name: str
    cell: str
    year: int
    text: str
    lower: bool = False
    source: str = ""

    @property
    def better(self) -> Better:
        """Which values are better."""
        return Better.LOWER if self.lower else Better.HIGHER
