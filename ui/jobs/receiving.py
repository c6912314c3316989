"""Receiving what lower offices sent: every file looked into, judged, and kept where it may be."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from forms.checks.checker import Weigher
from forms.definitions.loading import choices, default, load
from forms.definitions.rules import Severity
from forms.document import restoring, revisions
from forms.document.reply import Reply, differences
from forms.errors import KnownError
from forms.offices.units import Unit
from forms.report import archive, entry, filling, limits, strays
from forms.report.cells import Address, Cell
from forms.report.changes import SetCell
from forms.report.report import Report
from forms.values import period as periods
from forms.values.frozen import frozen
from forms.values.numbers import rounded
from storage.intake import Intake, Judgement, Reception, Sending, Yes
from storage.layouts import OfficeLayout
from storage.received import SourceFile
from storage.workspace import Workspace

if TYPE_CHECKING:
    from exports.excel.own_book import OwnBook
    from exports.payload import Delivery
    from exports.tidy import OfficeValues

_MOST_SAID = 3  # edits that a remark names


class FoundReport(NamedTuple):
    """One report in a file, or why there is none."""

    path: str
    content: Sending | Judgement
    own: tuple[OwnBook, SourceFile] | None = None  # a workbook of the office's own making


@frozen
class ReceivedItem:
    """One report that was found, or a file in which there is none: where, what it is and what became of it."""

    path: str
    judgement: Judgement
    sending: Sending | None = None
    received: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """How many findings of each weight the report has."""
        found = self.sending.findings if self.sending else ()
        return dict(zip(map(str, Severity), found or (0, 0, 0), strict=True))


def sendings(paths: Iterable[Path]) -> Iterator[FoundReport]:
    """Every report that the files carry; why there is none for a file that carries none."""
    from exports import parcels  # noqa: PLC0415 - readers load as they are needed

    weigher = Weigher()
    for shown, content in parcels.opened(paths):
        try:
            if isinstance(content, KnownError):
                raise content
            found = list(_sendings(Path(shown).name, content, weigher))
        except KnownError as error:
            own = _own(Path(shown).name, content, error) if isinstance(content, bytes) else None
            yield FoundReport(shown, Judgement(_refusal(error), remark=str(error)), own)
        else:
            yield from (FoundReport(shown, sending) for sending in found)


def _own(name: str, content: bytes, error: KnownError) -> tuple[OwnBook, SourceFile] | None:
    """The workbook of an office's own making in a file that was refused for an error; None for any other file."""
    from exports import payload  # noqa: PLC0415
    from exports.excel import own_book  # noqa: PLC0415

    is_workbook = content.startswith(b"PK") and name.lower().endswith((".xlsx", ".xlsm"))
    if not is_workbook or isinstance(error, payload.SpoiledError):
        return None

    try:
        with payload.explained(Path(name)):
            return own_book.read(content), SourceFile(name, hashlib.sha256(content).hexdigest())
    except KnownError:
        return None


def pointed(own: tuple[OwnBook, SourceFile], layout: OfficeLayout, report: Report, *, sure: bool) -> Sending:
    """The report that an office's own workbook makes, `report` being its empty one; a question whose, unless `sure`.

    Raises KnownError for a cell that is no number.
    """
    book, source = own
    for kept, place in layout.cells.items():
        text = book.sheets.get(place.sheet, {}).get((place.row, place.column), "")
        if text and (address := strays.now(report, kept)):
            measure, name = report.measure(address), revisions.named(report, address, {})[0]
            report.apply(SetCell(address, entry.typed(text, measure, name)))
    guessed = None if sure else layout.unit
    data = archive.encode(report)
    return Sending(report, data, b"", None, source, findings=findings(report), guessed=guessed)


def _refusal(error: KnownError) -> Reception:
    from exports.payload import ChangedError  # noqa: PLC0415

    return Reception.EDITED if isinstance(error, ChangedError) else Reception.UNREADABLE


def _sendings(name: str, content: bytes, weigher: Weigher) -> Iterator[Sending]:
    """The reports of a file; those of one that was changed by hand are told as such."""
    from exports import delivery, payload, tidy  # noqa: PLC0415 - readers load as they are needed

    digest = hashlib.sha256(content).hexdigest()
    if name.lower().endswith((".csv", ".txt")):
        for part in tidy.read(content, name):
            report = _filled(part)
            data = archive.encode(report)
            yield Sending(report, data, b"", None, SourceFile(name, digest), findings=findings(report, weigher))
        return
    if name.lower().endswith(".xlsx") and (reply := _answered(content, name)) is not None:
        filled, strayed = _replied(reply)
        source = SourceFile(name, digest, strayed)
        data = archive.encode(filled)
        yield Sending(filled, data, b"", None, source, findings=findings(filled, weigher), reply=reply)
        return
    try:
        found = delivery.opened(content, name)
    except payload.ChangedError as error:
        if error.delivery is None:
            raise
        found = error.delivery
    with payload.explained(Path(name)):
        for one in (*found.before, found):
            yield _sending(one, found, SourceFile(name, digest, _said(found.edits)), weigher)


def _sending(one: Delivery, whole: Delivery, source: SourceFile, weigher: Weigher) -> Sending:
    report = restoring.restore(one.archive, load(one.archive.template))
    wrapping = whole.wrapping if one.envelope else b""
    children = tuple(_sending(child, child, source, weigher) for child in one.children) if one is whole else ()
    found = Sending(report, one.data, wrapping, one.envelope, source, whole.signer, findings(report, weigher), children)
    return replace(found, printed=one.printed) if one is whole else found


def as_printed(sending: Sending) -> Sending:
    """A report as its sheets show it, where they were changed by hand; raises KnownError for what is no number."""
    report = restoring.restore(archive.decode(sending.data), sending.report.template)
    for address, text in sending.printed:
        if address in report.cells or text:
            report.apply(SetCell(address, _printed(report, address, text)))
    edited = f"Số lấy theo bảng đã sửa tay: {len(sending.printed)} ô khác số liệu kèm theo."
    source = sending.source._replace(edited=edited)
    data = archive.encode(report)
    return replace(
        sending, report=report, data=data, source=source, signer="", findings=findings(report), printed=(), children=()
    )


def _printed(report: Report, address: Address, text: str) -> Cell | None:
    """What a cell of a sheet says: binary floats are not exact, and no digit is lost beside that."""
    measure, place = report.measure(address), revisions.named(report, address, {})[0]
    try:
        value = Fraction(text)
    except ValueError:
        return entry.typed(text, measure, place)
    found = rounded(value, measure.decimals)
    if abs(found.value - value) * 10 ** (measure.decimals + 3) >= 1:
        raise KnownError(f"{place}: bảng ghi {text}, nhiều chữ số thập phân hơn mẫu ({measure.decimals}).")
    return Cell(found)


def _said(edits: Sequence[str]) -> str:
    """What somebody changed by hand, in words."""
    more = f" Còn {len(edits) - _MOST_SAID} chỗ khác." if len(edits) > _MOST_SAID else ""
    return " ".join(edits[:_MOST_SAID]) + more


def findings(report: Report, weigher: Weigher | None = None) -> tuple[int, ...]:
    """How many findings of each weight a report has; whoever asks for many keeps a weigher."""
    found = Counter((weigher or Weigher()).weights(report))
    return tuple(found[severity] for severity in Severity)


def _filled(part: OfficeValues) -> Report:
    """The report of one office of a CSV."""
    template = load(part.template) if part.template else default()
    unit = Unit(part.unit, part.level or template.default_level)
    limits.refuse_office(unit)
    report = Report(template, unit, periods.parse(part.period))
    filling.fill(report, part.values.lines, vietnamese=part.values.vietnamese, sure=part.values.sure)
    return report


def _answered(content: bytes, name: str) -> Reply | None:
    """What an office filled in, in the workbook it was given; None for any other file.

    Raises SpoiledError for such a workbook from which nothing can be taken.
    """
    from exports import payload  # noqa: PLC0415 - readers load as they are needed
    from exports.excel import request_book  # noqa: PLC0415

    try:
        reply = request_book.found(content, name)
    except payload.SpoiledError:
        raise
    except KnownError:
        return None  # whatever else it is says so itself
    try:
        if reply is not None and not _replied(reply)[0].cells:
            raise KnownError(f'"{name}": biểu chưa ghi số nào; đề nghị nơi gửi điền rồi gửi lại.')
    except KnownError as error:
        raise payload.SpoiledError(str(error)) from error
    return reply


def _replied(reply: Reply, beneath: Report | None = None) -> tuple[Report, str]:
    """The report that a reply makes, laid over one that is there, and which of its lines say something else than asked.

    Raises KnownError where it cannot be made.
    """
    template = load(reply.template)
    level = next((level for word, level in prefixes() if reply.office.startswith(word)), template.default_level)
    unit = Unit(reply.office, level, id=reply.unit)
    limits.refuse_office(unit)
    report = Report(template, unit, reply.period)
    if beneath is not None:
        there = restoring.restore(archive.decode(archive.encode(beneath)), template)
        report = replace(there, unit=replace(unit, level=there.unit.level))
    found = differences(report, [reply])
    for one in found:
        for change in one.changes:
            report.apply(change)
    return report, _said([f"{one.name}: {one.doubt}." for one in found if one.strayed])


def _laid(intake: Intake, sending: Sending, yes: Yes) -> Sending:
    """A slip over the draft that stands of its office, so that what it leaves blank stays; another file as it is."""
    if sending.reply is None:
        return sending
    beneath, edited = intake.beneath(sending, intake.judge(sending, yes).office) or (None, "")
    report, strayed = _replied(sending.reply, beneath)
    source = sending.source._replace(edited=" ".join(filter(None, (edited, strayed))))
    data = archive.encode(report)
    if (data, source) == (sending.data, sending.source):
        return sending
    return replace(sending, report=report, data=data, source=source, findings=findings(report))


def judged(intake: Intake, sending: Sending, yes: Yes) -> tuple[Sending, Judgement]:
    """A report as it would be kept, a slip over what stands, and what it is."""
    try:
        sending = _laid(intake, sending, yes)
    except KnownError as error:
        return sending, Judgement(Reception.UNREADABLE, remark=str(error))
    return sending, intake.judge(sending, yes)


def receive(workspace: Workspace, paths: Iterable[Path], yes: Yes, who: str) -> list[ReceivedItem]:
    """Keep every report that may be kept, each whole or not at all, and say what became of the others."""
    levels = prefixes()
    with workspace.intake(who, yes) as intake:
        return [
            ReceivedItem(path, content) if isinstance(content, Judgement) else taken(intake, path, content, levels, yes)
            for path, content, _ in sendings(paths)
        ]


def taken(intake: Intake, path: str, sending: Sending, levels: list[tuple[str, str]], yes: Yes) -> ReceivedItem:
    """Judge a report and keep it where it may be kept, whole or not at all."""
    sending, judgement = judged(intake, sending, yes)
    if not judgement.verdict.comes_in:
        return ReceivedItem(path, judgement, sending)
    try:
        intake.take(sending, judgement, levels, yes)
    except KnownError as error:
        return ReceivedItem(path, Judgement(Reception.UNREADABLE, judgement.office, remark=str(error)), sending)
    return ReceivedItem(path, judgement, sending, received=True)


def prefixes() -> list[tuple[str, str]]:
    """The words that names of offices begin with, each with the level that it means."""
    return [
        (f"{word} ", level)
        for template in choices()
        for level, office in template.offices.items()
        for word in office.kinds
    ]
