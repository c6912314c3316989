"""What was chosen or dropped and is not received yet: judged in slices, and received in slices, the window alive.

Nothing is written before it is received. What the officer answered stays with the file until the window is closed.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from forms.report.report import Report
from storage.intake import Intake, Judgement, Reception, Sending, Yes
from storage.layouts import OfficeLayout
from storage.received import SourceFile
from ui.exchange.reader import Reader
from ui.jobs import receiving
from ui.refusal import attempt, refused
from ui.session import Session

if TYPE_CHECKING:
    from exports.excel.own_book import OwnBook

_BETWEEN = 0.4  # seconds between two looks of the list while something goes on
_WORKING = 9  # times as long as a look of a long list takes it is not shown again
_SLICE = 0.03  # seconds for which the window may wait
_TAKING = 0.2  # seconds of one transaction: with thousands of offices it costs a tenth of a second to begin
_KNOWN = frozenset({Reception.SAME, Reception.OLDER})
_UNJUDGED = Judgement(Reception.NEW)


@dataclass(slots=True, eq=False)
class TrayItem:
    """A report in a file, or a file without one: what the officer said of it, what it is, and whether it came in."""

    path: str
    sending: Sending | None
    judgement: Judgement
    yes: Yes = field(default_factory=Yes)
    judged: bool = False
    received: bool = False
    own: tuple[OwnBook, SourceFile] | None = None  # a workbook of the office's own making
    found: bool = False  # the program looked for it: it is shown only where it is something new

    @property
    def ready(self) -> bool:
        """Whether nothing is to be asked any more."""
        return self.judged and not self.received and self.judgement.verdict.comes_in

    @property
    def known(self) -> bool:
        """Whether the same numbers, or later ones, are here already or in another file of the tray."""
        return self.judged and not self.received and self.judgement.verdict in _KNOWN

    @property
    def asks(self) -> bool:
        """Whether somebody has to say what it is."""
        return self.judged and not self.received and self.judgement.verdict.waits


class Tray(QObject):
    """What waits to be received in one window."""

    changed = Signal()  # what waits, or what is known of it
    progressed = Signal(str)  # what is being done, "" for nothing
    failed = Signal(str)  # a sentence
    taken = Signal(int, int)  # how many reports came in, and how many files told nothing new beside them

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.arrivals: list[TrayItem] = []
        self._reader = Reader()
        self._reader.found.connect(self._add)
        self._reader.failed.connect(self.failed)
        self._reader.ended.connect(self._read)
        self._look: Intake | None = None
        self._only_news = False
        self._judged = 0
        self._taking: list[TrayItem] = []
        self._came = 0
        self._show_next = 0.0  # when the list may be shown again
        self._work = QTimer(self)
        self._work.timeout.connect(self._step)

    @property
    def busy(self) -> bool:
        """Whether something is being read, judged or received."""
        return self._reader.busy or self._work.isActive()

    @property
    def ready(self) -> list[TrayItem]:
        """What can be received as it is."""
        return [one for one in self.arrivals if one.ready]

    def read(self, paths: Sequence[Path], *, only_news: bool = False) -> None:
        """Look into files, folders, archives and mails; with `only_news`, what is no new report is not shown."""
        self._only_news = only_news
        self.progressed.emit("Đang mở tệp…")
        self._reader.read(paths)

    def answer(self, arrival: TrayItem, **given: Any) -> None:  # noqa: ANN401 - fields of Yes
        """Keep what the officer says of a file; what it means for those after it is found out anew."""
        arrival.yes = replace(arrival.yes, **given)
        self.judge()

    def point(self, item: TrayItem, layout: OfficeLayout, *, sure: bool = False) -> None:
        """Read an office's own workbook by a layout; it is a question whose it is, unless somebody said so."""
        workspace, draft, own = self.session.workspace, self.session.report, item.own
        if own is None:
            return
        unit = workspace.units().at(layout.unit, draft.period.end)

        def read() -> None:
            item.sending = receiving.pointed(own, layout, Report(draft.template, unit, draft.period), sure=sure)

        if attempt(read, self.failed.emit):
            self.answer(item, unit=layout.unit if sure else None)

    def take_printed(self, arrival: TrayItem) -> None:
        """Go on with what the sheets of a file show, in the place of what it carries."""
        if arrival.sending is not None and attempt(lambda: self._printed(arrival), self.failed.emit):
            self.answer(arrival, edited=True)

    def _printed(self, arrival: TrayItem) -> None:
        if arrival.sending is not None:
            arrival.sending = receiving.as_printed(arrival.sending)

    def judge(self) -> None:
        """Find out anew what each file is to what is here already."""
        self._look, self._judged = None, 0
        self._work.start(0)

    def take(self, arrivals: Sequence[TrayItem]) -> None:
        """Receive reports, each whole or not at all."""
        self._taking, self._came = list(arrivals), 0
        self._work.start(0)

    def former(self, arrival: TrayItem) -> Report | None:
        """The report that an arrival is compared with; None where there is none, or nobody has looked yet."""
        if self._look is None or arrival.sending is None:
            return None
        return self._look.former(arrival.sending, arrival.judgement)

    def drop(self, arrivals: Sequence[TrayItem]) -> None:
        """Forget files; nothing was written of them."""
        self.arrivals = [one for one in self.arrivals if one not in arrivals]
        self.judge()

    def cancel(self) -> None:
        """Give up what is being read or received; what came in stays."""
        self._reader.stop()
        self._taking.clear()
        self._show()

    def stop(self) -> None:
        """End: the window goes."""
        self._reader.stop()
        self._work.stop()

    def _add(self, found: receiving.FoundReport) -> None:
        sending = found.content if isinstance(found.content, Sending) else None
        judgement = found.content if isinstance(found.content, Judgement) else _UNJUDGED
        if sending is not None or not self._only_news:
            item = TrayItem(found.path, sending, judgement, judged=sending is None, found=self._only_news)
            self.arrivals.append(item)
            if found.own is not None:
                self._recognise(item, found.own)
        self._work.start(0)

    def _recognise(self, item: TrayItem, own: tuple[OwnBook, SourceFile]) -> None:
        """Read an office's own workbook where one of its shape was pointed at before."""
        item.own = own
        known = self.session.workspace.layouts(self.session.report.template.code)
        if layout := next((one for one in known if one.shape == own[0].shape), None):
            self.point(item, layout)

    def _read(self) -> None:
        self._reader.stop()
        self._show()

    def _show(self) -> None:
        waiting = len(self.arrivals) - self._judged
        if self._taking:
            self.progressed.emit(f"Đang nhận, còn {len(self._taking)} báo cáo…")
        elif self._reader.busy or waiting:
            self.progressed.emit(f"Đã mở {len(self.arrivals)} tệp…")
        else:
            self.progressed.emit("")
        now = time.perf_counter()
        if not self.busy or now > self._show_next:
            self.changed.emit()
            shown = time.perf_counter()
            self._show_next = shown + max(_BETWEEN, _WORKING * (shown - now))

    def _step(self) -> None:
        """Work for a slice of time."""
        work = self._take_some if self._taking else self._judge_some
        if refusal := refused(work):
            self._taking.clear()
            self._work.stop()
            self.failed.emit(refusal)
        self._show()

    def _judge_some(self) -> None:
        if self._look is None:
            self._look = self.session.workspace.looking()
        until = time.perf_counter() + _SLICE
        while self._judged < len(self.arrivals) and time.perf_counter() < until:
            one = self.arrivals[self._judged]
            self._judged += 1
            if one.sending is not None and not one.received:
                one.sending, one.judgement = receiving.judged(self._look, one.sending, one.yes)
                one.judged = True
                self._look.expect(one.sending, one.judgement)
                if one.found and self._is_known(one.judgement):
                    self._judged -= 1
                    self.arrivals.remove(one)
        if self._judged == len(self.arrivals):
            self._work.stop()

    def _is_known(self, judgement: Judgement) -> bool:
        """Whether a report that was looked for is here already, or one of the office's own."""
        own = self._look.own if self._look is not None else None
        return judgement.verdict in _KNOWN or (own is not None and judgement.office == own)

    def _take_some(self) -> None:
        """Receive in one transaction what a slice allows, and tell how many came in once none is left.

        What beginning a transaction takes is not counted: however slow the machine is, some come in each time.
        """
        levels, done = receiving.prefixes(), list[tuple[TrayItem, receiving.ReceivedItem]]()
        with self.session.workspace.intake(self.session.who) as intake:
            until = time.perf_counter() + _TAKING
            while self._taking and (not done or time.perf_counter() < until):
                one = self._taking.pop(0)
                if one.sending is not None:
                    done.append((one, receiving.taken(intake, one.path, one.sending, levels, one.yes)))
        for one, item in done:  # by now they are on disk
            one.judgement, one.received = item.judgement, item.received
            self._came += item.received
        if not self._taking:
            told = [one for one in self.arrivals if one.known] if self._came else []
            self.drop(told)
            self.session.follow_offices()
            self.taken.emit(self._came, len(told))
