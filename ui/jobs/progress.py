"""How far the reports of lower offices have come: who has sent, how late, and what was used and has changed since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from forms.offices.deadlines import due
from forms.offices.units import Unit
from forms.report.report import Report
from forms.values.period import Period
from storage import intake
from storage.received import Received
from storage.workspace import Workspace
from ui.jobs.consolidating import draft_of


@dataclass(frozen=True, slots=True)
class OfficeProgress:
    """What one of the lower offices has sent: None for nothing; when it is due, None where no line says, how late."""

    unit: Unit
    received: Received | None
    due: date | None
    late: int  # days; 0 or less in time


@dataclass(frozen=True, slots=True)
class Stale:
    """A report that was used and has been replaced since: who used it, what it was and is, how many cells differ."""

    user: Unit
    unit: Unit
    used: int  # numbers of revisions; 0 for a draft
    now: int
    changes: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the reports below an office stand on a period."""

    draft: Report
    offices: tuple[OfficeProgress, ...]
    stale: tuple[Stale, ...]

    @property
    def missing(self) -> list[str]:
        """Those that have sent nothing, or what was given back."""
        return [one.unit.name for one in self.offices if one.received is None]

    @property
    def late(self) -> list[OfficeProgress]:
        """Those that sent too late, or have not and should have."""
        return [one for one in self.offices if one.late > 0]


def find(workspace: Workspace, unit: str | None, period: Period | None, code: str | None, today: date) -> Progress:
    """Where the reports below an office stand; what is not named is as in the report in hand."""
    draft, _ = draft_of(workspace, unit, period, code)
    offices = workspace.units()
    office = offices.number(draft.unit.id)
    found = workspace.received(draft.template.code, draft.period)
    standing = {one.unit: one for one in found if one.counts}
    below = workspace.below(draft.template, office, draft.period) if office is not None else None
    chosen = {**below.chosen.received, **dict.fromkeys(below.chosen.absent)} if below else {}
    lines = [line.line for line in workspace.deadlines()]
    sent = []
    for number, received in sorted(chosen.items()):
        there = offices.at(number, draft.period.end)
        wanted = due(lines, there, draft.template.code, draft.period)
        came = received.at.astimezone().date() if received else today
        sent.append(
            OfficeProgress(there, received, wanted.last if wanted else None, wanted.late(came) if wanted else 0)
        )
    users = [draft]
    users += [workspace.received_report(one.id, draft.template) for one in standing.values() if one.weight > 1]
    stale = [item for user in users for item in _stale(workspace, user, found)]
    return Progress(draft, tuple(sent), tuple(stale))


def _stale(workspace: Workspace, user: Report, found: list[Received]) -> Iterator[Stale]:
    """What a report was made from that another revision stands for by now."""
    offices = workspace.units()
    for uid, pin in user.sources.items():
        numbers = {*offices.aliases.get(uid, ()), offices.number(uid)}
        now = next((one for one in found if one.unit in numbers and one.standing), None)
        if now is None or now.digest == pin.digest:
            continue
        before = next((one for one in found if one.digest == pin.digest), None)
        changes = 0
        if before is not None:
            held = [workspace.received_report(one.id, user.template) for one in (before, now)]
            changes = len(list(intake.differences(*held)))
        yield Stale(user.unit, offices.at(now.unit, user.period.end), pin.number, now.number, changes)
