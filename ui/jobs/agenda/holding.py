"""Who holds the numbers that reports lack: over all reports, by agency and person, with the message to each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from forms.document.letters.holder_reminder import Lacking, words
from forms.document.owing import Holder
from forms.report.changes import ReportState
from forms.values.frozen import frozen
from forms.values.text import fold
from ui.jobs.agenda.waiting import Urgency, WaitingReport


@frozen
class Debtor:
    """Who holds numbers that are wanting, and what of which reports, those that are due first before the others."""

    holder: Holder
    lacking: tuple[tuple[WaitingReport, Lacking], ...]

    @property
    def cells(self) -> int:
        """How many cells are wanting."""
        return sum(lacking.cells for _, lacking in self.lacking)

    def message(self, today: date) -> str:
        """What to send to them."""
        return words(self.holder, [lacking for _, lacking in self.lacking], today)


def debtors(entries: Iterable[WaitingReport], today: date) -> list[Debtor]:
    """Who is to be asked for what drafts lack, in the order of the entries; whom nobody knows comes last.

    Nobody is asked for what was due more than a year ago.
    """
    found: dict[tuple[str, str], list[tuple[WaitingReport, Lacking]]] = {}
    holders: dict[tuple[str, str], Holder] = {}
    for entry in entries:
        if entry.state is not ReportState.DRAFT or entry.urgency(today) is Urgency.OLD:
            continue
        wanting = [one for one in entry.owing if one.full < one.cells]
        for key in dict.fromkeys(_key(one.holder) for one in wanting):
            mine = tuple(one for one in wanting if _key(one.holder) == key)
            said = holders.get(key) or mine[0].holder
            holders[key] = said if said.phone else Holder(said.agency, said.person, mine[0].holder.phone)
            found.setdefault(key, []).append((entry, Lacking(entry.called, entry.due, mine)))
    made = [Debtor(holders[key], tuple(lacking)) for key, lacking in found.items()]
    return sorted(made, key=lambda one: not (one.holder.agency or one.holder.person))


def _key(holder: Holder) -> tuple[str, str]:
    return fold(holder.agency), fold(holder.person)
