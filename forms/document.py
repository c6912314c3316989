"""The official document of a report: its blocks, made once from template and report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from forms import appendix, archive
from forms.blocks import Appendix, Document, Heading, Letterhead, Paragraph, Signature, Text
from forms.definitions import Office, Section, Template
from forms.narrative import ELLIPSIS, Scope, fill, has_values, plain
from forms.report import Report

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def compose(report: Report, edited: datetime) -> Document:
    """Make the document; `edited` is the time of the last edit of the data (UTC), the only time in files."""
    template = report.template
    office = template.offices[report.unit.level]
    scope = Scope(report)
    body: list[Heading | Paragraph] = [Paragraph(fill(opening, scope)) for opening in template.document.opening]
    seen: set[str] = set()
    for section in template.sections.values():
        body += _headings(template, section, seen)
        body += _paragraphs(section, scope)
    return Document(
        kind=template.document.kind,
        subject=plain(template.document.subject, scope),
        letterhead=_letterhead(report, office),
        addressee=template.document.addressee,
        body=tuple(body),
        signature=Signature(office.signature, ""),
        recipients=office.recipients,
        appendices=tuple(_appendices(report)),
        author=report.unit.name,
        edited=edited,
        fingerprint=archive.fingerprint(report),
    )


def _headings(template: Template, section: Section, seen: set[str]) -> Iterator[Heading]:
    """The heading of a section, after those of the parts above it that have not been printed yet."""
    segments = section.code.split(".")
    for level in range(1, len(segments) + 1):
        code = ".".join(segments[:level])
        title = section.title if code == section.code else template.outline.get(code, "")
        if title and code not in seen:
            seen.add(code)
            yield Heading(level, segments[level - 1], title)


def _paragraphs(section: Section, scope: Scope) -> Iterator[Paragraph]:
    for paragraph in section.paragraphs:
        if paragraph.missing == "keep" or has_values(paragraph.text, scope):
            yield Paragraph(fill(paragraph.text, scope, paragraph.notes))
    if not section.paragraphs:
        yield Paragraph((Text(ELLIPSIS),))


def _letterhead(report: Report, office: Office) -> Letterhead:
    name = report.unit.name
    place = name
    for prefix in office.prefixes:
        place = place.removeprefix(f"{prefix} ")
    blank = "\u00a0" * 6
    return Letterhead(
        superior="",
        agency=tuple(line.upper() for line in (*office.agency, name)),
        number=f"Số:{blank}/{office.symbol}",
        place_and_date=f"{place}, ngày{blank}tháng{blank}năm {report.period.year}",
        draft=True,
    )


def _appendices(report: Report) -> Iterator[Appendix]:
    template = report.template
    sections = [section for section in template.sections.values() if section.figures]
    for number, section in enumerate(sections, start=1):
        title = template.document.appendix.format(section=section.code, title=section.title)
        yield Appendix(roman(number), title, appendix.table(report, section), landscape=True)


def roman(number: int) -> str:
    """A whole number from 1 to 39 in Roman figures."""
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text
