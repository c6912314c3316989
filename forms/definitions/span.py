"""Periods side by side: which of a programme's reports stand beside the latest, and what a figure says of each."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from forms.definitions.tables import Extent
from forms.values.frozen import frozen
from forms.values.period import Period


class Across(StrEnum):
    """What a figure holds over the periods that stand side by side."""

    EACH = "each"  # a value for each period
    WHOLE = "whole"  # one value for the whole span up to the cut-off day, never split
    END = "end"  # what stands on the cut-off day

    @property
    def meaning(self) -> str:
        """What an officer is told of a figure that does not hold a value for each period; "" where it does."""
        return _MEANINGS[self]


_MEANINGS = {
    Across.EACH: "",
    Across.WHOLE: "một số cho cả giai đoạn",
    Across.END: "số tại thời điểm cuối giai đoạn",
}


@frozen
class Span:
    """A programme's term: its `first` year, the `kinds` of period that stand side by side, and its name.

    `label` names the `{first}` and the `{last}` year that are shown.
    """

    first: int
    label: str
    kinds: tuple[Extent, ...] = (Extent.YEAR, Extent.PART, Extent.ESTIMATE)

    def periods(self, latest: Period, there: Iterable[Period]) -> tuple[Period, ...]:
        """The periods side by side whose last is `latest`, of those that are there: no day stands in two of them."""
        if Extent.of(latest) not in self.kinds:
            return (latest,)
        shown = [latest]
        for period in sorted(there, key=lambda one: (-one.months, one.estimated)):
            fits = Extent.of(period) in self.kinds and self.first <= period.start.year and period.end < latest.start
            if fits and not any(period.start <= other.end and other.start <= period.end for other in shown):
                shown.append(period)
        return tuple(sorted(shown))

    def named(self, periods: tuple[Period, ...]) -> str:
        """What the years of the periods are called together."""
        return self.label.format(first=periods[0].start.year, last=periods[-1].year)
