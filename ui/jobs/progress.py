"""How far the reports of lower offices have come: who has sent, how late, and what was used and has changed since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from forms.document.revisions import LONGEST_REASON, Correction, differences
from forms.offices.deadlines import Deadline, Due, due, left
from forms.offices.units import Unit
from forms.report.changes import Pin
from forms.report.report import Report
from forms.values import clock
from forms.values.frozen import frozen
from forms.values.period import Period
from forms.values.text import first_named, lowered, raised
from storage.lower_offices import Senders
from storage.received import Received
from storage.tables.units import Contact, Units
from storage.workspace import Workspace
from ui.jobs.consolidating import draft_of

_NAMED = 3  # figures that a reason names


@frozen
class OfficeProgress:
    """What one of the lower offices has sent: None for nothing; when it is due, None where no line says, how late.

    An office that others took the place of within the period owes its part until then: a shorter `period`, and the
    offices that it went `into`. `returned` is what it was asked to report again.
    """

    number: int
    unit: Unit
    period: Period
    received: Received | None
    due: Due | None
    late: int  # days; 0 or less in time
    contact: Contact
    returned: Received | None = None
    into: tuple[str, ...] = ()
    kept: bool = False  # its report is in this file itself
    awaited: int = 0  # numbers that it gave by telephone or on paper, until its next revision
    reason: str = ""  # why it is known to send nothing, where that was noted
    first: date | None = None  # the day of its first report of this kind, draft or final: a later revision is not late

    @property
    def there(self) -> bool:
        """Whether its report is here."""
        return self.received is not None or self.kept

    @property
    def day(self) -> date | None:
        """The day on which its report came."""
        return clock.day(self.received.at) if self.received else None

    @property
    def name(self) -> str:
        """What the office is called, and which took its place where it ended."""
        return f"{self.unit.name} (nay thuộc {', '.join(self.into)})" if self.into else self.unit.name


@frozen
class Stale:
    """A report that was used and has been replaced since: who used it, what it was and is, and what differs."""

    user: Unit
    unit: Unit
    used: int  # numbers of revisions; 0 for a draft
    now: int
    effects: tuple[Correction, ...] = ()
    compared: bool = True  # whether what was used is here as well

    @property
    def changes(self) -> int:
        """How many cells differ, as far as that is known."""
        return len(self.effects)

    @property
    def sentence(self) -> str:
        """What was used, what stands now and how far they differ."""
        how = f"{self.changes} ô khác" if self.compared else "bản đã dùng không có ở đây nên chưa rõ ô nào khác"
        return f"{self.user.name} đã dùng {self.was} của {self.unit.name}, nay có {self.replacement}: {how}."

    @property
    def was(self) -> str:
        """Which revision was used, in words."""
        return f"lần {self.used}" if self.used else "bản dự thảo"

    @property
    def replacement(self) -> str:
        """Which one stands now, in words."""
        return f"báo cáo thay thế lần {self.now}" if self.now else "báo cáo khác"


@frozen
class Unseen:
    """A report made from others of which nothing is recognised here: nobody knows here whether they were replaced."""

    user: Unit
    count: int

    @property
    def sentence(self) -> str:
        """That it cannot be known, in words."""
        return (
            f"{self.user.name} tổng hợp từ {self.count} báo cáo cấp dưới chưa thấy ở đây: chưa thể biết báo cáo nào đã "
            "được thay; cần biết thì đề nghị nơi gửi gửi kèm báo cáo cấp dưới."
        )


@frozen
class Progress:
    """Where the reports below an office stand on a period."""

    draft: Report
    offices: tuple[OfficeProgress, ...]
    stale: tuple[Stale, ...]
    unused: tuple[Unit, ...] = ()  # whose reports came after the draft was made from the others
    unseen: tuple[Unseen, ...] = ()

    @property
    def missing(self) -> list[str]:
        """Those that have sent nothing, or what was given back."""
        return [one.unit.name for one in self.offices if not one.there]

    @property
    def late(self) -> list[OfficeProgress]:
        """Those that sent too late, or have not and should have."""
        return [one for one in self.offices if one.late > 0]

    def replaced(self, one: OfficeProgress) -> list[Stale]:
        """What of an office the report itself was made from, and something else stands for by now."""
        own = (item for item in self.stale if item.user.id == self.draft.unit.id)
        return [item for item in own if item.unit.id == one.unit.id]

    def beneath(self, one: OfficeProgress) -> list[str]:
        """What is known of the reports that an office made its own from: which were replaced, or that none can say."""
        known: tuple[Stale | Unseen, ...] = (*self.stale, *self.unseen)
        return [item.sentence for item in known if item.user.id == one.unit.id]

    def waits(self, one: OfficeProgress) -> bool:
        """Whether the report of an office came after sums were taken from the others."""
        return any(unit.id == one.unit.id for unit in self.unused)

    @property
    def sentence(self) -> str:
        """How many have sent, how many of them in time and late, and who has not, in one line."""
        there = [one for one in self.offices if one.there]
        late = sum(one.late > 0 for one in there)
        parts = [f"{len(there)}/{len(self.offices)} đơn vị đã gửi"]
        parts += [f"{late} gửi chậm"] if late else []
        parts += [f"{len(self.missing)} chưa gửi"] if self.missing else []
        return ", ".join(parts)


def find(workspace: Workspace, unit: str | None, period: Period | None, code: str | None, today: date) -> Progress:
    """Where the reports below an office stand; what is not named is as in the report in hand."""
    draft, _ = draft_of(workspace, unit, period, code)
    return of(workspace, draft, today)


def of(workspace: Workspace, draft: Report, today: date) -> Progress:
    """Where the reports below the office of a report stand."""
    offices = workspace.units()
    office = offices.number(draft.unit.id)
    found = workspace.received(draft.template.code, draft.period)
    below = workspace.senders(draft.template, office, draft.period) if office is not None else None
    if below is None:
        return Progress(draft, (), ())
    awaited = Counter(one.received for one in workspace.statements(draft.template.code, draft.period) if one.open)
    due_lines = [kept.line for kept in workspace.deadlines()]
    reasons = workspace.absences(draft.template.code, draft.period)
    look = _Offices(workspace, offices, due_lines, draft, today, awaited, reasons)
    sent = [*look.standing(below, found), *look.former(below)]
    wholes = [one for one in found if one.counts and one.weight > 1]
    users = [
        (workspace.received_report(one.id, draft.template), offices.at(one.unit, draft.period.end)) for one in wholes
    ]
    used = _Used(workspace, offices, found)
    stale = [item for report, user in [(draft, draft.unit), *users] for item in used.stale(report, user)]
    unseen = [Unseen(user, count) for report, user in users if (count := used.unseen(report))]
    pinned = {number for uid in draft.sources for number in (*offices.aliases.get(uid, ()), offices.number(uid))}
    unused = [offices.at(one, draft.period.end) for one in sorted(below.chosen.received) if one not in pinned]
    return Progress(draft, tuple(sent), tuple(stale), tuple(unused) if draft.sources else (), tuple(unseen))


@frozen
class _Offices:
    """One look at the offices below, with what it needs."""

    workspace: Workspace
    offices: Units
    lines: list[Deadline]
    draft: Report
    today: date
    awaited: Mapping[int, int]  # numbers that wait for paper, by the revision over which they lie
    reasons: Mapping[int, str]  # why offices send nothing

    def standing(self, below: Senders, found: list[Received]) -> Iterator[OfficeProgress]:
        """The offices that are there at the end of the period."""
        chosen, period = below.chosen, self.draft.period
        back = {one.unit: one for one in found if one.standing and one.returned}
        firsts: dict[tuple[int, bool], Received] = {}  # a draft in time is no final report in time
        for one in found:
            if one.filed:
                firsts.setdefault((one.unit, one.number > 0), one)
        for number in sorted([*chosen.received, *chosen.drafts, *chosen.absent]):
            came = chosen.received.get(number)
            awaited = self.awaited.get(came.id, 0) if came else 0
            came = came if came and came.filed else None  # numbers by telephone are no report
            first = firsts[came.unit, came.number > 0] if came else None
            kept, returned = number in chosen.drafts, back.get(number)
            office = self._progress(number, period, came, first, kept=kept, returned=returned)
            yield replace(office, awaited=awaited)

    def former(self, below: Senders) -> Iterator[OfficeProgress]:
        """The offices that ended within the period: their part of it is wanted as well."""
        for one in below.former:
            found = self.workspace.received(self.draft.template.code, one.period)
            came = next((item for item in found if item.unit == one.office and item.counts), None)
            if came is not None or one.absent:
                end = self.draft.period.end
                into = tuple(self.offices.at(later, end).name for later in self.offices.successors(one.office))
                yield self._progress(one.office, one.period, came, came, into=into)

    def _reason(self, number: int, period: Period) -> str:
        """Why an office sends nothing."""
        own = period == self.draft.period
        reasons = self.reasons if own else self.workspace.absences(self.draft.template.code, period)
        return reasons.get(number, "")

    def _progress(
        self,
        number: int,
        period: Period,
        came: Received | None,
        first: Received | None,
        *,
        kept: bool = False,
        returned: Received | None = None,
        into: tuple[str, ...] = (),
    ) -> OfficeProgress:
        unit = self.offices.at(number, period.end)
        wanted = due(self.lines, unit, self.draft.template.code, period)
        began = clock.day(first.at) if first else None
        late = wanted.late(began or self.today) if wanted and not kept else 0
        contact = self.offices.contacts.get(number, Contact())
        reason = "" if came or kept else self._reason(number, period)
        return OfficeProgress(
            number, unit, period, came, wanted, late, contact, returned, into, kept, reason=reason, first=began
        )


@dataclass(frozen=True)
class _Used:
    """What reports were made from, beside what is here of it.

    An office below may call its own by ids that nobody else knows: the digest of what it used says whose it is as well,
    where that revision or one that follows it is here.
    """

    workspace: Workspace
    offices: Units
    found: list[Received]

    @cached_property
    def _issued(self) -> Mapping[str, Received]:
        """What is here by its digest, and what stands by those of the revisions that it follows."""
        later = [one for one in self.found if one.standing and one.number > 1]
        followed = {digest: one for one in later for digest in self.workspace.chain(one.id)}
        return {**followed, **{one.digest: one for one in self.found}}

    def _pinned(self, user: Report) -> Iterator[tuple[Pin, Received | None, Received | None]]:
        """Each report that one was made from: that very revision, and what stands for its office now."""
        standing = {one.unit: one for one in self.found if one.standing}
        for uid, pin in user.sources.items():
            known = self._issued.get(pin.digest)
            before = known if known and known.digest == pin.digest else None
            numbers = [*self.offices.aliases.get(uid, ()), self.offices.number(uid), known.unit if known else None]
            yield pin, before, next((standing[one] for one in numbers if one in standing), None)

    def stale(self, user: Report, unit: Unit) -> Iterator[Stale]:
        """What a report was made from that another revision stands for by now, and what that changes."""
        for pin, before, now in self._pinned(user):
            if now is None or now.digest == pin.digest or now.number < pin.number:  # used is what came later
                continue
            effects: tuple[Correction, ...] = ()
            if before is not None:
                effects = differences(*(self.workspace.received_report(one.id, user.template) for one in (before, now)))
            there = self.offices.at(now.unit, user.period.end)
            yield Stale(unit, there, pin.number, now.number, effects, compared=before is not None)

    def unseen(self, user: Report) -> int:
        """How many reports it was made from of whose offices nothing is here."""
        return sum(now is None for _, _, now in self._pinned(user))


def effect(one: Correction) -> str:
    """A number that a later revision changes, in words: "Hộ nghèo: 245 → 232 (-13 hộ)"."""
    unit = f" {one.unit}" if one.unit and one.unit != "%" else one.unit
    moved = f" ({one.difference}{unit})" if one.difference else ""
    return f"{one.label}: {one.reported or 'trống'} → {one.corrected or 'trống'}{moved}"


def cause(stale: Sequence[Stale], unused: Sequence[Unit] = ()) -> str:
    """Why a report is issued again when lower offices replaced what it used, or sent since: the reason that is printed.

    Figures are named as far as a reason may be long.
    """
    since = [f"{unit.name} gửi báo cáo" for unit in unused]
    reasons = ("; ".join([*(_cause(one, named) for one in stale), *since]) for named in range(_NAMED, -1, -1))
    shortest = f"{len(stale) + len(unused)} đơn vị cấp dưới gửi báo cáo"
    return next((reason for reason in reasons if len(reason) <= LONGEST_REASON), shortest)


def _cause(one: Stale, named: int) -> str:
    effects = [lowered(effect(item)) for item in one.effects[:named]]
    more = [f"và {one.changes - named} số liệu khác"] if effects and one.changes > named else []
    detail = f" ({'; '.join([*effects, *more])})" if effects else ""
    return f"{one.unit.name} gửi {one.replacement}{detail}"


def own_due(workspace: Workspace, report: Report) -> Due | None:
    """When the report of the office itself is due; None where no line says."""
    lines = [kept.line for kept in workspace.deadlines()]
    return due(lines, report.unit, report.template.code, report.period)


def greeting(found: Progress, own: Due | None, today: date) -> str:
    """What is to be known when a file is opened: who has not sent, how many days remain; "" for no office below."""
    if not found.offices:
        return ""
    missing = [one.name for one in found.offices if not one.there]
    parts = [f"{len(found.offices) - len(missing)}/{len(found.offices)} đơn vị đã gửi"]
    parts += [f"chưa gửi: {first_named(missing, _NAMED, 'đơn vị')}"] if missing else []
    awaited = sum(one.awaited for one in found.offices)
    parts += [f"{awaited} số chờ văn bản"] if awaited else []
    parts += [f"{len(changed)} báo cáo đã dùng có bản mới"] if (changed := found.stale) else []
    parts += [f"hạn gửi cấp trên {left(own.last, today)}"] if own and not found.draft.locked else []
    return f"{raised('; '.join(parts))}."
