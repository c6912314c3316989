"""Taking in what other offices sent: what each file is to what is here already, and keeping it once somebody says so.

Judging writes nothing. What nobody but the officer can know is a question: an office that is not known for certain,
two revisions that follow the same one, a copy that was changed by hand, a report on another period.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from forms.definitions import row_ids
from forms.errors import KnownError
from forms.offices.units import Unit, spelled
from forms.report import archive
from forms.report.cells import Address
from forms.report.changes import ReportState
from forms.report.envelope import Envelope
from forms.report.report import Report
from forms.values import clock
from forms.values import period as periods
from forms.values.frozen import frozen
from forms.values.style import day_at
from forms.values.text import fold
from storage import received, seals, statements
from storage.received import Keeper, Received, SourceFile
from storage.tables import keys, units
from storage.tables.cells import Stamp
from storage.tables.units import Units

if TYPE_CHECKING:
    from forms.document.reply import Reply

_ENOUGH = 10  # numbers of two drafts, of which most differ: then they may be of two offices
_MOST_LIKE, _LIKE = 3, 0.75  # offices that are proposed for their names, and how much of those must agree


class Reception(StrEnum):
    """What a file that arrived is to what is here already; the value is its code."""

    NEW = "moi"
    REPLACES = "thay_the"
    SAME = "trung"
    OLDER = "cu_hon"
    FORK = "re_nhanh"
    OTHER_PERIOD = "khac_ky"
    UNKNOWN_UNIT = "don_vi_la"
    EDITED = "da_sua_tay"
    UNREADABLE = "khong_doc_duoc"

    @property
    def comes_in(self) -> bool:
        """Whether it is kept."""
        return self in {Reception.NEW, Reception.REPLACES}

    @property
    def waits(self) -> bool:
        """Whether somebody has to say what it is."""
        return self not in {Reception.NEW, Reception.REPLACES, Reception.SAME, Reception.OLDER}


@frozen
class Sending:
    """A report as it came: its data and envelope, the file, who signed, and how many findings of each weight it has."""

    report: Report
    data: bytes
    wrapping: bytes
    envelope: Envelope | None
    source: SourceFile
    signer: str = ""
    findings: tuple[int, ...] = ()
    children: tuple[Sending, ...] = ()  # what it was made from, where that was sent along
    guessed: int | None = None  # whose it may be, where nothing in it says so
    printed: tuple[tuple[Address, str], ...] = ()  # what its sheets show where its data say otherwise
    reply: Reply | None = None  # of a slip, which says some cells only: the report is those, over what stood before

    @property
    def digest(self) -> str:
        """The digest of its data."""
        return archive.digest(self.data)

    @property
    def draft(self) -> bool:
        """Whether it was never made final."""
        return self.envelope is None or self.envelope.state is ReportState.DRAFT

    def left_blank(self, addresses: Iterable[Address]) -> set[Address]:
        """The cells, of the template's own rows, of which a slip says nothing."""
        if self.reply is None:
            return set()
        said = {one.address for one in self.reply.given if one.value != "" or one.state}
        return {one for one in addresses if one not in said and not row_ids.hangs_on_added(one.row)}

    @property
    def chain(self) -> tuple[str, ...]:
        """The digests of what it was issued as, oldest first."""
        return tuple(link.digest for link in self.envelope.chain) if self.envelope else ()

    @property
    def number(self) -> int:
        """The number of the revision; 0 for a draft."""
        return 0 if self.draft else len(self.chain)


@frozen
class Judgement:
    """What a file is, whose (None where that is the question), how many cells it changes, and what to say of it.

    `choices` are the offices that may be meant, `former` the revision that it is compared with.
    """

    verdict: Reception
    office: int | None = None
    changes: int = 0
    remark: str = ""
    choices: tuple[int, ...] = ()
    former: int | None = None


@frozen
class Yes:
    """What the officer has said of a file, or of all of them.

    `unit` is the office that is meant; with `new_units` it is a new one, under `above` where that is said.
    """

    edited: bool = False
    new_units: bool = False
    new_key: bool = False
    fork: bool = False
    other_period: bool = False
    unit: int | None = None
    above: int | None = None


@dataclass(slots=True)
class Intake:
    """Files taken in one after another in one go: what is known of offices and revisions is read once."""

    connection: sqlite3.Connection
    by: Stamp
    yes: Yes
    sound: Callable[[str, str], None]  # raises DatabaseError where cells are no longer as they were sealed
    periods: Collection[tuple[str, str]] = ()  # templates and periods of the file's own reports
    offices: Units = field(init=False)
    own: int | None = field(init=False)
    _keeper: Keeper = field(init=False)
    _known: dict[tuple[str, str], dict[int | None, list[Received]]] = field(init=False)
    _expected: dict[int, Sending] = field(init=False, default_factory=dict)  # by a number below zero
    _new: dict[str, int] = field(init=False, default_factory=dict)  # offices that are expected, by the id they send

    def __post_init__(self) -> None:
        self._begin()
        self.own = units.own_number(self.connection)

    def _begin(self) -> None:
        """Know nothing of the file but its offices."""
        self.offices = units.read(self.connection)
        self._keeper = Keeper(self.connection)
        self._known = {}

    def judge(self, sending: Sending, yes: Yes | None = None) -> Judgement:
        """What a file is, with what the officer said of it in the place of what is said of all; nothing is written."""
        report, yes = sending.report, yes or self.yes
        day = report.period.end
        office = yes.unit
        if office is None and sending.guessed is not None:
            name = self.offices.at(sending.guessed, day).full
            remark = f"Biểu này cùng mẫu với biểu của {name}; đề nghị cho biết có phải số liệu của đơn vị đó không."
            return Judgement(Reception.UNKNOWN_UNIT, remark=remark, choices=(sending.guessed,))
        if office is None:
            try:
                office = self._first_known(sending, self._office(report.unit, day))
            except KnownError:
                if yes.above is None:
                    return self._unknown(report.unit, day)
        if office is None and not yes.new_units:
            return self._unknown(report.unit, day)
        if office is not None and office == self.own:
            remark = "Đây là báo cáo của chính đơn vị có tệp làm việc này."
            return Judgement(Reception.UNKNOWN_UNIT, office, remark=remark)
        own_periods = {period for template, period in self.periods if template == report.template.code}
        other = own_periods and report.period.code not in own_periods and not self._gone(office, own_periods)
        if other and not yes.other_period:
            return Judgement(Reception.OTHER_PERIOD, office, remark=f"Báo cáo {report.period.label}, khác kỳ đang làm.")
        found = _answered(self._revision(sending, office), yes)
        if found.verdict.comes_in and sending.source.edited and not yes.edited:
            return replace(found, verdict=Reception.EDITED, remark=sending.source.edited)
        return found

    def expect(self, sending: Sending, judgement: Judgement) -> None:
        """Judge what follows as if a report had been taken; nothing is written."""
        if not judgement.verdict.comes_in:
            return
        number, office = -1 - len(self._expected), judgement.office
        self._expected[number] = sending
        if office is None:
            office, sent = number, sending.report.unit.id
            if self.offices.number(sent) is None and sent not in self.offices.aliases:  # else another sends by it too
                self._new[sent] = number
        there = self._there(sending).setdefault(office, [])
        there[:] = [replace(one, standing=False) for one in there if one.digest != sending.digest]
        state, source = sending.envelope.state if sending.envelope else ReportState.DRAFT, sending.source
        there.append(
            Received(
                id=number,
                unit=office,
                number=sending.number,
                digest=sending.digest,
                state=state,
                standing=True,
                weight=1,
                edited=source.edited,
                returned="",
                file=source.name,
                filed=True,
                at=clock.now(),
                findings=sending.findings,
            )
        )

    def _unknown(self, unit: Unit, day: date) -> Judgement:
        """The question which office it is."""
        near = tuple(self._near(unit, day))
        names = "; ".join(f'"{self.offices.at(one, day).full}"' for one in near)
        like = f"; gần giống {names}" if near else ""
        remark = f'Chưa rõ "{unit.full}" là đơn vị nào trong danh sách{like}.'
        return Judgement(Reception.UNKNOWN_UNIT, remark=remark, choices=near)

    def _near(self, unit: Unit, day: date) -> list[int]:
        """The offices that may be meant: those of this name, else those of one like it, the likeliest first."""
        if named := self.offices.alike(unit, None, day):
            return named
        below = [one for one in self.offices.ids if one != self.own and self.offices.exists(one, day)]
        below = [one for one in below if self.own in self.offices.above(one, day)]
        names = {fold(self.offices.era(one, day).name): one for one in below}
        from difflib import get_close_matches  # noqa: PLC0415 - hardly ever asked

        return [names[name] for name in get_close_matches(fold(unit.name), names, n=_MOST_LIKE, cutoff=_LIKE)]

    def _gone(self, office: int | None, codes: Collection[str]) -> bool:
        """Whether an office is no longer there at the end of any of some periods: its part of the year counts too."""
        days = [periods.parse(code).end for code in codes]
        return office is not None and not any(self.offices.exists(office, day) for day in days)

    def _revision(self, sending: Sending, office: int | None) -> Judgement:
        there = self._there(sending).get(office, [])
        standing = next((one for one in there if one.standing), None)
        same = next((one for one in there if one.digest == sending.digest), None)
        if standing is None:
            return Judgement(Reception.NEW, office)
        if same is not None:
            if same.standing:
                more = self._more(sending, same)
                verdict = Reception.REPLACES if more else Reception.SAME
                return Judgement(verdict, office, remark=more or f"Trùng với số liệu {_when(same)}.")
            return Judgement(Reception.OLDER, office, remark=f"Đã có bản mới hơn, {_when(standing)}.")
        if sending.reply is not None and self._came(sending, office):
            return Judgement(Reception.OLDER, office, remark=f"Biểu này đã nhận; nay có bản {_when(standing)}.")
        before = self._chain(standing)
        begun = standing.number == 0 or standing.edited != ""
        newer = standing.digest in sending.chain or (begun and sending.chain[: len(before)] == before)
        older = sending.digest in before or (sending.draft and before[: len(sending.chain)] == sending.chain)
        linked = standing.digest in sending.chain or before or self._is_signer(sending, office)
        if newer and not linked and (remark := self._strangeness(sending, standing)):
            return Judgement(Reception.FORK, office, self._differences(sending, standing), remark, former=standing.id)
        if newer:
            changes = self._differences(sending, standing)
            remark = f"{f'Thay {changes} ô' if changes else 'Không đổi số nào'} của bản {_when(standing)}."
            if standing.returned and (unsaid := len(sending.left_blank(self._stands(standing, sending).cells))):
                remark = (
                    f"Bản {_when(standing)} đã bị đề nghị báo cáo lại. Biểu này không nhắc đến {unsaid} ô của bản đó: "
                    "nhận thì các ô ấy được tính trở lại như cũ."
                )
                return Judgement(Reception.FORK, office, changes, remark, former=standing.id)
            return Judgement(Reception.REPLACES, office, changes, remark, former=standing.id)
        if older:
            return Judgement(Reception.OLDER, office, remark=f"Đã có bản mới hơn, {_when(standing)}.")
        return Judgement(
            Reception.FORK,
            office,
            self._differences(sending, standing),
            f"Không nối tiếp bản {_when(standing)}: hai bản cùng thay một bản trước; đề nghị hỏi nơi gửi bản nào đúng.",
            former=standing.id,
        )

    def beneath(self, sending: Sending, office: int | None) -> tuple[Report, str] | None:
        """The draft over which a slip is laid, and what in it was changed by hand; None where no draft stands."""
        there = self._there(sending).get(office, [])
        standing = next((one for one in there if one.standing), None)
        if standing is None or standing.number or self._chain(standing):
            return None
        return self._stands(standing, sending), standing.edited

    def _came(self, sending: Sending, office: int | None) -> bool:
        """Whether the very file was taken before, or is expected to be."""
        digest = sending.source.digest
        kept = "SELECT 1 FROM received WHERE unit = ? AND file_digest = ?"
        return (
            any(one.source.digest == digest for one in self._expected.values())
            or self.connection.execute(kept, [office, digest]).fetchone() is not None
        )

    def _more(self, sending: Sending, same: Received) -> str:
        """What a file tells beside the numbers that stand already; "" for nothing."""
        if same.edited and not sending.source.edited:
            return f"Bản gốc của bản sửa tay {_when(same)}."
        if same.number < sending.number:
            return f"Bản chốt của số liệu {_when(same)}."
        if sending.source.edited:
            return ""
        lacking = [child for child in sending.children if not self._holds(child)]
        if lacking:
            return f"Cùng số liệu {_when(same)}, kèm {len(lacking)} báo cáo cấp dưới chưa có ở đây."
        stages = list(ReportState)
        if sending.envelope and stages.index(sending.envelope.state) > stages.index(ReportState(same.state)):
            return f"Cùng số liệu {_when(same)}, nay {sending.envelope.state.label.lower()}."
        return ""

    def _holds(self, child: Sending) -> bool:
        """Whether what a report was made from is here, or comes in the same look."""
        held = {one.digest for there in self._there(child).values() for one in there}
        return child.digest in held.union(one.digest for whole in self._expected.values() for one in whole.children)

    def _is_signer(self, sending: Sending, office: int | None) -> bool:
        """Whether a file is signed by the key by which the office is known."""
        return office is not None and bool(sending.signer) and keys.known(self.connection, office) == sending.signer

    def _strangeness(self, sending: Sending, standing: Received) -> str:
        """Why a file may be of another office that bears the same id, where no chain of revisions says; "" for none."""
        held = self._stands(standing, sending)
        if spelled(held.unit.name) != spelled(sending.report.unit.name):
            return (
                f'Bản đang giữ ghi tên "{held.unit.name}", bản này ghi "{sending.report.unit.name}", không bản nào nối '
                "bản nào: có thể là hai đơn vị; đề nghị hỏi nơi gửi."
            )
        before, now = held.cells, sending.report.cells
        both = {address for address in before.keys() & now.keys() if before[address].number and now[address].number}
        both -= sending.left_blank(both)
        moved = sum(before[address].number != now[address].number for address in both)
        if len(both) < _ENOUGH or 2 * moved <= len(both):
            return ""
        return (
            f"{moved} trong {len(both)} số khác bản {_when(standing)}, không bản nào nối bản nào: có thể là hai đơn vị "
            "cùng tên; đề nghị hỏi nơi gửi."
        )

    def _stands(self, standing: Received, sending: Sending) -> Report:
        """The report of a revision that stands, or is expected to."""
        expected = self._expected.get(standing.id)
        return expected.report if expected else self._read(standing.id, sending)

    def _chain(self, one: Received) -> tuple[str, ...]:
        expected = self._expected.get(one.id)
        return expected.chain if expected else tuple(received.chain(self.connection, one.id))

    def former(self, sending: Sending, judgement: Judgement) -> Report | None:
        """The report that a file is compared with; None where there is none."""
        if judgement.former is None:
            return None
        expected = self._expected.get(judgement.former)
        return expected.report if expected else self._read(judgement.former, sending)

    def _read(self, number: int, sending: Sending) -> Report:
        return received.read(self.connection, number, sending.report.template)[0]

    def _differences(self, sending: Sending, standing: Received) -> int:
        """How many cells differ from those of the revision that stands."""
        from forms.document.revisions import differences  # noqa: PLC0415 - a report opens without it

        return len(differences(self._stands(standing, sending), sending.report))

    def _there(self, sending: Sending) -> dict[int | None, list[Received]]:
        key = (sending.report.template.code, sending.report.period.code)
        if key not in self._known:
            by_office: dict[int | None, list[Received]] = {}
            for one in received.found(self.connection, *key):
                by_office.setdefault(one.unit, []).append(one)
            self._known[key] = by_office
        return self._known[key]

    def _office(self, unit: Unit, day: date) -> int | None:
        """Whose report it is; None for an office that is not here, raises KnownError where only somebody can know.

        Of the officer's own list an office of exactly that name is meant where nobody has sent as that office yet.
        """
        if unit.id in self._new:
            return self._new[unit.id]
        try:
            return self.offices.recognise(unit, day)
        except KnownError:
            alike = self.offices.alike(unit, self.own, day) or self.offices.alike(unit, None, day)
            exact = [
                number
                for number in alike
                if (era := self.offices.era(number, day)).name == unit.name and era.level == unit.level
            ]
            if len(exact) == len(alike) == 1 and not self._tied(exact[0]):
                return exact[0]
            raise

    def _first_known(self, sending: Sending, office: int | None) -> int | None:
        """The office of a file; raises KnownError where it is the first as that office, and spells it otherwise.

        The id is the same for every spelling, and marks may tell offices apart. Of a later file the one before says.
        """
        if office is None or self._there(sending).get(office) or self._is_signer(sending, office):
            return office
        if not self.offices.bears(office, sending.report.unit.name):
            raise KnownError("another spelling")
        return office

    def _tied(self, number: int) -> bool:
        """Whether somebody has sent as this office, or its reports are kept here."""
        found = self.connection.execute(
            "SELECT 1 FROM report WHERE unit = ? UNION SELECT 1 FROM received WHERE unit = ? AND file_digest <> ''",
            [number, number],
        )
        return found.fetchone() is not None

    def take(
        self,
        sending: Sending,
        judgement: Judgement,
        levels: Collection[tuple[str, str]] = (),
        yes: Yes | None = None,
    ) -> int:
        """Keep a report: whole, or nothing of it; `levels` has words that names begin with, with the level they mean.

        Raises KnownError where the office signs by another key than before.
        """
        self.connection.execute("SAVEPOINT one")
        try:
            kept = self._take(sending, judgement.office, levels, yes or self.yes)
        except BaseException:
            if self.connection.in_transaction:  # where the disk is full SQLite has taken back everything
                self.connection.execute("ROLLBACK TO one")
            self._begin()
            raise
        finally:
            if self.connection.in_transaction:
                self.connection.execute("RELEASE one")
        return kept

    def _take(self, sending: Sending, office: int | None, levels: Collection[tuple[str, str]], yes: Yes) -> int:
        report = sending.report
        day = report.period.end
        if office is None:
            above = self._above(report.unit, day, levels) if yes.above is None else yes.above
            office = units.add(self.connection, self.offices, report.unit, above, day)
        if report.unit.id != self.offices.ids[office] and office not in self.offices.aliases.get(report.unit.id, ()):
            self._tie(report.unit.id, office)
        elif not self.offices.bears(office, report.unit.name):
            self._tie(report.unit.name, office)
        keys.remember(self.connection, office, sending.signer, self.by.who, changed=yes.new_key)
        source, sent = sending.source, (sending.data, sending.wrapping)
        there = self._there(sending)
        with self._holding(report, office):
            kept = self._keeper.keep(office, report, sent, sending.envelope, source, sending.findings, self.by)
            former = [one for one in there.get(office, ()) if one.id != kept]
            statements.close(self.connection, [one.id for one in former], kept, report, sending.left_blank)
        before = [replace(one, standing=False) for one in former]
        there[office] = [*before, received.require(self.connection, kept)]
        for child in sending.children:
            self._take_child(child, office)
        return kept

    def _tie(self, alias: str, office: int) -> None:
        """Keep that an id or a name means an office, where nobody has said so."""
        tied = self.offices.aliases.setdefault(alias, [])
        if office not in tied:
            units.tie(self.connection, alias, office, self.by)
            tied.append(office)

    @contextmanager
    def _holding(self, report: Report, office: int) -> Iterator[None]:
        """Hold the cells of an office beside others; raises DatabaseError where those are not as they were sealed."""
        place = (report.template.code, report.period.code)
        self.sound(*place)
        with seals.holding(self.connection, *place, office):
            yield

    def _take_child(self, child: Sending, above: int) -> None:
        """Keep a report that another was made from: it stands where its office sent nothing itself."""
        unit, day = child.report.unit, child.report.period.end
        tied, own = self.offices.aliases.get(unit.id, ()), self.offices.number(unit.id)
        known = [*tied, *([] if own is None else [own])]
        bearing = [number for number in known if self.offices.bears(number, unit.name)]
        alike = [
            number
            for number in self.offices.alike(unit, above, day)
            if self.offices.era(number, day).parent == above and self.offices.bears(number, unit.name)
        ]
        renamed = [number for number in known if fold(self.offices.era(number, day).name) != fold(unit.name)]
        office = next(iter([*bearing, *alike, *renamed]), None)  # one id is that of every spelling of a name
        if office is None:
            office = units.add(self.connection, self.offices, unit, above, day)
        if unit.id != self.offices.ids[office]:
            self._tie(unit.id, office)
        there = self._there(child).setdefault(office, [])
        if all(one.digest != child.digest for one in there):
            sent = (child.data, child.wrapping)
            with self._holding(child.report, office):
                kept = self._keeper.keep(
                    office,
                    child.report,
                    sent,
                    child.envelope,
                    child.source,
                    child.findings,
                    self.by,
                    standing=not there,
                )
            there.append(received.require(self.connection, kept))

    def _above(self, unit: Unit, day: date, levels: Collection[tuple[str, str]]) -> int | None:
        """The office above a new one: on the path that it names, as far as that can be told, else the file's own."""
        above: int | None = None
        for name in unit.path:
            known = self.offices.alike(Unit(name, ""), above, day)
            level = next((level for word, level in levels if name.startswith(word)), None)
            if len(known) == 1:
                (above,) = known
            elif not known and level is not None:
                above = units.add(self.connection, self.offices, Unit(name, level), above, day)
            else:
                break
        return self.own if above is None else above


def _answered(found: Judgement, yes: Yes) -> Judgement:
    """What a file is by what the officer said of a fork: the one that counts, or of an office that is not here yet."""
    if found.verdict is Reception.FORK and yes.fork:
        return replace(found, verdict=Reception.REPLACES)
    if found.verdict is Reception.FORK and yes.new_units and yes.above is not None:
        return Judgement(Reception.NEW)
    return found


def _when(one: Received) -> str:
    """When a revision came; one that is only expected comes in the same look."""
    return f"nhận ngày {day_at(one.at)}" if one.id > 0 else f'ở tệp "{one.file}" cùng lần này'
