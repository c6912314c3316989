"""The official document of a report: its blocks, made once from template and report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from forms.checks.findings import Finding
from forms.definitions.rules import Severity
from forms.definitions.tables import Lines
from forms.definitions.template import Section, Template
from forms.document import annexes, letterhead
from forms.document.plain_table import written_table
from forms.narrative import abbreviations, lacking, legal, paragraphs
from forms.narrative.blocks import Document, Heading, Note, Paragraph, Table, Text
from forms.narrative.legal import Doubt
from forms.narrative.narrative import Scope, fill, plain, subject
from forms.report import archive, details
from forms.report.cells import Address
from forms.report.office import speaker
from forms.report.report import Report
from forms.values.style import ELLIPSIS, NBSP, day_in_figures
from forms.values.text import lowered

_GROUND = "Căn cứ "
_HEADING = re.compile(r"(\d{1,2})\. ([^.:;…]{1,100})")


def compose(report: Report, edited: datetime, code: str | None = None, findings: Iterable[Finding] = ()) -> Document:
    """Make the document; `edited` is the time of the last edit of the data (UTC), the only time in files.

    `code` is the short code of the data, for who has encoded them already. Errors among the `findings` are marked
    while it is a draft.
    """
    template = report.template
    appendices = annexes.of(report)
    named = annexes.names(report, appendices)
    scope = Scope(report, appendices=named)
    body: list[Heading | Paragraph | Table] = list(_opening(report, scope))
    if Lines.CORRECTIONS in named:
        body.append(Paragraph((Text(f"{plain(template.document.reissue, scope)} {named[Lines.CORRECTIONS]}."),)))
    body += _edited(report)
    printed: set[str] = set()
    for section in template.sections.values():
        if _stands(report, section):
            body += _headings(template, section, printed)
            body += _section(report, section.code, scope)
    body += _section(report, paragraphs.CLOSING, scope)
    return Document(
        kind=template.document.kind,
        subject=_subject(report),
        letterhead=letterhead.head(report, issue=report.issue),
        addressee=letterhead.addressee(report),
        body=abbreviations.written_out(lacking.once(report, body), template.document.abbreviations),
        signature=letterhead.signature(report),
        recipients=letterhead.recipients(report),
        appendices=appendices,
        author=report.unit.name,
        edited=edited,
        fingerprint=_code(report, code),
        held=_held(report),
        issuer=speaker(report),
        doubted=frozenset() if report.locked else _doubted(report, findings),
    )


def _doubted(report: Report, findings: Iterable[Finding]) -> frozenset[Address]:
    """The cells of the errors that nobody has accepted; a finding of another period marks nothing here."""
    errors = (one for one in findings if one.severity is Severity.ERROR and one.open)
    return frozenset(cell for one in errors if one.period in (None, report.period) for cell in one.cells)


def printed(report: Report) -> Iterator[tuple[str, int, tuple[Text | Note, ...]]]:
    """Every line of the body in its order: of which section and at which place of its paragraphs; headings of none."""
    scope = Scope(report, appendices=annexes.names(report, annexes.of(report)))
    seen: set[str] = set()
    found: list[tuple[str, int, Paragraph]] = []
    for section in (paragraphs.OPENING, *report.template.sections, paragraphs.CLOSING):
        if section in report.template.sections:
            if not _stands(report, report.template.sections[section]):
                continue
            headings = _headings(report.template, report.template.sections[section], seen)
            found += [("", 0, Paragraph((Text(_spoken(heading)),))) for heading in headings]
        lines = [(section, place, one) for place, one in _placed(report, section, scope) if one.content]
        if section == paragraphs.OPENING:
            lines = _with_request(report, lines)
        found += lines
    once = lacking.once(report, [one for _, _, one in found])
    written = abbreviations.written_out(once, report.template.document.abbreviations)
    for (section, place, _), block in zip(found, written, strict=True):
        if isinstance(block, Paragraph):
            yield section, place, block.content


def _spoken(heading: Heading) -> str:
    """A heading as it is printed."""
    name = heading.title.upper() if heading.level == 1 else heading.title
    return f"{heading.number}{')' if heading.level > 2 else '.'} {name}"


def _code(report: Report, code: str | None) -> str:
    """The code at the foot of the last page; "" where the office wants none."""
    if not details.prints_code(report):
        return ""
    return archive.fingerprint(report) if code is None else code


def _stands(report: Report, section: Section) -> bool:
    """Whether a section has words: its own, unless all its figures are those of offices of other levels; or written."""
    if section.code in report.paragraphs:
        return True
    figures = section.figures.values()
    concerned = not figures or any(one.figures(section) for one in report.span)
    concerned = concerned or any(report.of_level(figure.levels) for figure in figures)
    return concerned and bool(section.paragraphs or not figures)


def doubts(report: Report) -> tuple[Doubt, ...]:
    """What cannot be right in the legal documents and the officer's own paragraphs."""
    return (*legal.doubts(report), *paragraphs.doubts(report))


def unfinished(report: Report, now: datetime) -> list[str]:
    """What the words of a report still want before it is final, one sentence each."""
    blank = blanks(compose(report, now))
    wants = [f"Lời văn còn {blank} đoạn chưa có số liệu hoặc chưa viết (in “…”)."] if blank else []
    wants += [f'Chưa ghi "{name}" (in “…”); ghi trong Báo cáo › Cài đặt.' for name in details.wanting(report)]
    return wants + [f"{doubt.message} {doubt.instruction}" for doubt in doubts(report)]


def blanks(document: Document) -> int:
    """How many paragraphs of the body still wait for a number or for words: "…" stands in them."""
    return sum(
        any(isinstance(part, Text) and ELLIPSIS in part.text for part in block.content)
        for block in document.body
        if isinstance(block, Paragraph)
    )


def _subject(report: Report) -> str:
    """What the report is about; an estimate of the year says so."""
    if said := details.text(report, "subject"):
        return said
    subject = plain(report.template.document.subject, Scope(report))
    return f"Ước {lowered(subject)}" if report.period.estimated else subject


def _held(report: Report) -> tuple[str, ...]:
    """What the subject names as one: each period, and documents by kind and number."""
    documents = (*report.template.legal.values(), *report.documents.values())
    periods = [one.period.in_sentence for one in report.span]
    return (*periods, *(document.name.replace(NBSP, " ") for document in documents if document.number))


def _headings(template: Template, section: Section, printed: set[str]) -> Iterator[Heading]:
    """The heading of a section, after those of the parts above it that have not been printed yet."""
    segments = section.number.split(".")
    for level in range(1, len(segments) + 1):
        code = ".".join(segments[:level])
        title = section.title if code == section.number else template.outline.get(code, "")
        if title and code not in printed:
            printed.add(code)
            yield Heading(level, segments[level - 1], title)


def _section(report: Report, section: str, scope: Scope) -> Iterator[Heading | Paragraph | Table]:
    """The paragraphs of a section with their numbers; "…" for a section that has none."""
    found = [paragraph for paragraph in _filled(report, section, scope) if paragraph.content]
    for of_table, run in groupby(found or [Paragraph((Text(ELLIPSIS),))], key=_is_row):
        if of_table:
            yield written_table([[cell.strip() for cell in _words(row).strip()[1:-1].split("|")] for row in run])
        else:
            yield from map(_headed, run)
    if section in report.template.sections and (cut_offs := _cut_offs(report, report.template.sections[section])):
        yield Paragraph((Text(cut_offs, italic=True),))


def _is_row(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a row of a table that an officer pasted: its cells stand between strokes."""
    words = _words(paragraph).strip()
    return len(words) > 2 and words[0] == words[-1] == "|"


def _cut_offs(report: Report, section: Section) -> str:
    """Until when the numbers of a section are counted, where that is another day than the report's."""
    return " ".join(
        f"Số liệu {f'về {lowered(name)}' if name else 'của mục này'} tính đến ngày {day_in_figures(day)}."
        for name, day in details.cut_offs(report, section)
    )


def _filled(report: Report, section: str, scope: Scope) -> Iterator[Paragraph]:
    return (paragraph for _, paragraph in _placed(report, section, scope))


def _placed(report: Report, section: str, scope: Scope) -> Iterator[tuple[int, Paragraph]]:
    """The paragraphs of a section that are printed, each with its place among all of them."""
    for place, definition in enumerate(paragraphs.of(report, section)):
        cited = set(scope.cited)
        scope = replace(scope, about=subject(definition.text, report))
        filled = fill(definition.text, scope, definition.notes)
        away = definition.missing == "drop" or paragraphs.outside(report, definition)
        if not filled.stated and (away or (filled.outside and filled.nothing)):
            scope.cited.intersection_update(cited)
            continue
        if filled.nothing:
            scope.cited.intersection_update(cited)
            filled = fill(definition.nil or paragraphs.nothing(report, definition), scope)
        yield place, Paragraph(tuple(filled.content))


def _headed(paragraph: Paragraph) -> Heading | Paragraph:
    """A paragraph that is nothing but a number and a title is a heading: "1. Ưu điểm"."""
    found = _HEADING.fullmatch(_words(paragraph))
    return Heading(2, found[1], found[2]) if found else paragraph


def _opening(report: Report, scope: Scope) -> Iterator[Paragraph]:
    """The opening; its grounds in italics, ending ";" and the last one "." as the decree says."""
    opening = [("", 0, one) for one in _filled(report, paragraphs.OPENING, scope)]
    found = [one for _, _, one in _with_request(report, opening)]
    grounds = [index for index, paragraph in enumerate(found) if _words(paragraph).startswith(_GROUND)]
    for index, paragraph in enumerate(found):
        if index in grounds:
            yield _ground(paragraph, ";" if index != grounds[-1] else ".")
        elif paragraph.content:
            yield paragraph


_Line = tuple[str, int, Paragraph]


def _with_request(report: Report, opening: list[_Line]) -> list[_Line]:
    """The opening with the grounds that the office adds at its head, and behind all grounds the letter that asks."""
    first = next((at for at, (_, _, one) in enumerate(opening) if not _words(one).startswith(_GROUND)), len(opening))
    added = details.text(report, "grounds").splitlines()
    grounds = [_added(f"{_GROUND}{line.strip().removeprefix(_GROUND).rstrip(' .;')};") for line in added]
    request = report.details.get("request", "")
    asked = [_added(f"Báo cáo được lập theo {request}.")] if request else []
    return [*grounds, *opening[:first], *asked, *opening[first:]]


def _added(words: str) -> _Line:
    """A line of the opening that no template has."""
    return "", 0, Paragraph((Text(words),))


def _words(paragraph: Paragraph) -> str:
    return "".join(part.text for part in paragraph.content if isinstance(part, Text))


def _ground(paragraph: Paragraph, end: str) -> Paragraph:
    content: list[Text | Note] = [
        replace(part, italic=True) if isinstance(part, Text) else part for part in paragraph.content
    ]
    last = content[-1]
    if isinstance(last, Text):
        content[-1] = replace(last, text=last.text.rstrip(" .;"))
    return Paragraph((*content, Text(end, italic=True)))


def _edited(report: Report) -> Iterator[Paragraph]:
    """That some of the reports from which this one was made were changed by hand, once for all its numbers."""
    if count := sum(pin.edited for pin in report.sources.values()):
        words = f"Số liệu tổng hợp có {count:02} báo cáo của cấp dưới đã sửa tay sau khi kết xuất."
        yield Paragraph((Text(words, italic=True),))
