"""What letters share: the head of the office with room for a number, its signature, no appendices and no data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from forms.document import letterhead
from forms.narrative.blocks import Document, Heading, Paragraph, Table
from forms.report.report import Report

_TO_THEM = ("Như trên", "Lưu: VT")


def letter(
    report: Report,
    subject: str,
    body: Iterable[Heading | Paragraph | Table],
    on: tuple[date, datetime],
    *,
    kind: str = "",
    addressee: str = "",
    recipients: tuple[str, ...] = _TO_THEM,
) -> Document:
    """A letter of the office of a report, written `on` a day; the moment beside it is the only time in files."""
    today, edited = on
    return Document(
        kind=kind,
        subject=subject,
        letterhead=letterhead.of_letter(report, today.year, kind),
        addressee=addressee,
        body=tuple(body),
        signature=letterhead.signature(report),
        recipients=letterhead.kept(report, recipients),
        appendices=(),
        author=report.unit.name,
        edited=edited,
        fingerprint="",
    )
