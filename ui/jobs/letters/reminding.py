"""Urging lower offices to send: a letter to each, one official letter to all, and the table by which they are followed.

Letters are drafted, opened by the office's own mail program, and kept as drafted; nothing says that they were sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from exports import mail, replacement
from exports.replacement import NotWrittenError
from forms.checks import progress as filling
from forms.definitions.template import Template
from forms.document.letters import reminder, tracking
from forms.document.letters.reminder import Owed
from forms.narrative.blocks import Document
from forms.values.style import day_in_figures
from forms.values.text import raised
from storage.tables.letters import KeptLetter, Letter, LetterKind
from storage.workspace import Workspace
from ui.jobs import progress
from ui.jobs.exporting import LETTERS, Outcome, print_to, put, short
from ui.jobs.progress import OfficeProgress, Progress


def owed(one: OfficeProgress) -> Owed:
    """What an office has not sent, as letters speak of it."""
    return Owed(one.unit, one.period, one.due, one.late, one.into, again=one.returned is not None)


def letter(workspace: Workspace, found: Progress, one: OfficeProgress, now: datetime) -> Letter:
    """The letter to an office that has not sent, as it would be drafted now."""
    report = found.draft
    return Letter(
        LetterKind.REMINDER,
        one.unit.id,
        one.period.code,
        report.template.code,
        _address(workspace, one),
        f"V/v {reminder.subject(report)}",
        reminder.words(report, owed(one), now, progress.own_due(workspace, report)),
    )


def _address(workspace: Workspace, one: OfficeProgress) -> str:
    """Where an office is reached; those that stand in its place, where it is no more."""
    offices = workspace.units()
    numbers = offices.successors(one.number) if one.into else [one.number]
    found = (offices.contacts[number].email for number in numbers if number in offices.contacts)
    return ", ".join(filter(None, found))


def message(found: Progress, one: OfficeProgress, now: datetime) -> str:
    """The same in a line or two, for a message by telephone."""
    return reminder.short(found.draft, owed(one), now.date())


def draft(workspace: Workspace, drafted: Letter, folder: Path, called: str, who: str) -> Path:
    """Write a letter as a mail that the office's mail program opens, keep that it was drafted, and return its place."""
    path = folder / f"don-doc-{short(called)}-{drafted.period}.eml"
    content = mail.compose(mail.addresses(drafted.recipients), drafted.subject, drafted.text)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWrittenError(path) from error
    replacement.replace(path, content)
    workspace.keep_letter(drafted, who)
    return path


def reminded(workspace: Workspace, found: Progress) -> dict[tuple[str, str], KeptLetter]:
    """The last letter that was drafted to each office, by its id and the period."""
    template = found.draft.template.code
    return {
        (kept.letter.unit, kept.letter.period): kept
        for kept in workspace.letters()
        if kept.letter.kind is LetterKind.REMINDER and kept.letter.template == template
    }


def dispatch(
    workspace: Workspace, found: Progress, folder: Path, now: datetime, formats: Sequence[str] = LETTERS
) -> Iterator[Outcome]:
    """Write one official letter to all offices that have not sent, telling of each file as it is done."""
    wanting = [owed(one) for one in found.offices if not one.there]
    document = reminder.compose(found.draft, wanting, now.date(), workspace.edited(found.draft))
    yield from _print(document, folder, f"cong-van-don-doc-{_stem(found)}", formats)


def table(
    workspace: Workspace, found: Progress, folder: Path, now: datetime, formats: Sequence[str] = LETTERS
) -> Iterator[Outcome]:
    """Write the table by which the offices are followed."""
    yield from _print(tracked(workspace, found, now), folder, f"theo-doi-{_stem(found)}", formats)


def tracked(workspace: Workspace, found: Progress, now: datetime) -> Document:
    """The table by which the offices are followed, as a document."""
    rows = [row(found, one, filled(workspace, one, found.draft.template)) for one in found.offices]
    return tracking.compose(found.draft, rows, found.sentence, now.date(), workspace.edited(found.draft))


def _print(document: Document, folder: Path, stem: str, formats: Sequence[str]) -> Iterator[Outcome]:
    return put(folder, {name: f"{stem}.{name}" for name in formats}, lambda name, path: print_to(name, path, document))


def _stem(found: Progress) -> str:
    report = found.draft
    return f"{short(report.unit.name)}-{report.template.code}-{report.period.code}"


def filled(workspace: Workspace, one: OfficeProgress, template: Template) -> tuple[int, int] | None:
    """How many cells of an office's report need nothing more, and how many there are; None where none came."""
    return filling.whole(workspace.received_report(one.received.id, template)) if one.received else None


def row(found: Progress, one: OfficeProgress, full: tuple[int, int] | None = None) -> list[str]:
    """What the table says of an office, a text for each of its heads; `full` is how full its report is."""
    came = one.received
    return [
        one.name,
        state(found, one),
        day_in_figures(one.day) if one.day else "",
        (str(came.number) if came.number else "dự thảo") if came else "",
        f"{full[0]}/{full[1]}" if full else "",
        wanting(one),
        day_in_figures(one.due.last) if one.due else "",
    ]


def state(found: Progress, one: OfficeProgress) -> str:
    """How an office stands, in words."""
    if one.returned and not one.received:
        return "Đề nghị báo cáo lại"
    if not one.there:
        return raised(owed(one).state) + (f": {one.reason}" if one.reason else "")
    if replaced := found.replaced(one):
        return f"Có {replaced[0].replacement}, chờ xem"
    if one.kept:
        return "Ghi trong tệp này"
    parts = ["Đã nhận", f"chậm {one.late} ngày" if one.late > 0 else ""]
    parts += ["bản sửa tay" if one.received and one.received.edited else ""]
    parts += ["chưa vào số tổng hợp" if found.waits(one) else ""]
    return ", ".join(filter(None, parts))


def wanting(one: OfficeProgress) -> str:
    """What the report of an office leaves to be looked into; "" for nothing."""
    errors, warnings, *_ = (*(one.received.findings if one.received else ()), 0, 0)
    parts = [f"{errors} lỗi" if errors else "", f"{warnings} cảnh báo" if warnings else ""]
    parts += [f"{one.awaited} số chờ văn bản" if one.awaited else ""]
    return ", ".join(filter(None, parts))
