"""The official document of a report: its blocks, made once from template and report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from forms.checks.findings import Finding
from forms.definitions import sentences, shortened
from forms.definitions.rules import Severity
from forms.definitions.tables import Lines
from forms.definitions.template import ParagraphDefinition, Section, Template
from forms.document import annexes, letterhead
from forms.document.plain_table import written_table
from forms.narrative import abbreviations, estimates, lacking, legal, paragraphs
from forms.narrative.blocks import Document, Heading, Note, Paragraph, Table, Text
from forms.narrative.legal import Doubt
from forms.narrative.narrative import fill, plain, subject
from forms.narrative.scope import Scope
from forms.report import archive, details
from forms.report.cells import Address
from forms.report.office import speaker
from forms.report.report import Report
from forms.values.frozen import frozen
from forms.values.style import ELLIPSIS, NBSP, day_in_figures
from forms.values.text import lowered

_GROUND = "Căn cứ "
_REPLACED = sentences.parse("{replaced}")
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
    body = _tabled(_written(report, list(_lines(report, scope))))
    return Document(
        kind=template.document.kind,
        subject=_subject(report),
        letterhead=letterhead.head(report, issue=report.issue),
        addressee=letterhead.addressee(report),
        body=tuple(body),
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


@frozen
class PrintedLine:
    """A heading or paragraph of the body, of which section and at or behind which place of its paragraphs.

    `source` is what a paragraph was made from; what nobody edits as one has none.
    """

    block: Heading | Paragraph
    section: str
    place: int = -1
    source: ParagraphDefinition = ParagraphDefinition(())

    @property
    def edited(self) -> bool:
        """Whether it is a paragraph that an officer edits."""
        return bool(self.source.text)


def printed(report: Report) -> list[PrintedLine]:
    """Every line of the body in its order; its runs say which parts of the source they print."""
    scope = Scope(report, appendices=annexes.names(report, annexes.of(report)), traced=True)
    return _written(report, list(_lines(report, scope)))


def _lines(report: Report, scope: Scope) -> Iterator[PrintedLine]:
    """What stands in the body, one after the other."""
    yield from _opening(report, scope)
    if report.replaces:
        yield _added(report, paragraphs.OPENING, _reissue(report, scope))
    yield from _edited(report)
    seen: set[str] = set()
    for section in report.template.sections.values():
        if _stands(report, section):
            yield from (PrintedLine(heading, section.code) for heading in _headings(report.template, section, seen))
            yield from _section(report, section.code, scope)
    yield from _section(report, paragraphs.CLOSING, scope)


def _reissue(report: Report, scope: Scope) -> str:
    """What the report takes the place of, and where the reasons stand; the reason itself where no number differs."""
    if place := scope.appendices.get(Lines.CORRECTIONS):
        return f"{plain(report.template.document.reissue, scope)} {place}."
    kind, reason = report.template.document.kind.capitalize(), lowered(report.reason).rstrip(" .;")
    return f"{kind} này thay thế {plain(_REPLACED, scope)}; số liệu không thay đổi. Lý do thay thế: {reason}."


def _written(report: Report, found: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Lines in which what is said once, and spelled out once, is."""
    blocks = lacking.once(report, [line.block for line in found])
    written = abbreviations.written_out(blocks, {**shortened.abbreviations(), **report.template.document.abbreviations})
    lines = zip(found, written, strict=True)
    return [replace(line, block=block) for line, block in lines if not isinstance(block, Table)]


def _tabled(found: Iterable[PrintedLine]) -> Iterator[Heading | Paragraph | Table]:
    """The body, the rows of each table that an officer pasted as that table."""
    for (of_table, _), run in groupby(found, key=lambda line: (_is_row(line.block), line.section)):
        if of_table:
            yield written_table(
                [[cell.strip() for cell in _words(line.block).strip()[1:-1].split("|")] for line in run]
            )
        else:
            yield from map(_headed, run)


def spoken(heading: Heading) -> str:
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


def _section(report: Report, section: str, scope: Scope) -> Iterator[PrintedLine]:
    """The paragraphs of a section with their numbers; "…" for a section that has none."""
    found = list(_placed(report, section, scope))
    yield from found or (PrintedLine(Paragraph((Text(ELLIPSIS),)), section),)
    if section in report.template.sections and (cut_offs := _cut_offs(report, report.template.sections[section])):
        yield _added(report, section, cut_offs, italic=True)


def _is_row(block: Heading | Paragraph) -> bool:
    """Whether a paragraph is a row of a table that an officer pasted: its cells stand between strokes."""
    words = _words(block).strip()
    return len(words) > 2 and words[0] == words[-1] == "|"


def _cut_offs(report: Report, section: Section) -> str:
    """Until when the numbers of a section are counted, where that is another day than the report's."""
    return " ".join(
        f"Số liệu {f'về {lowered(name)}' if name else 'của mục này'} tính đến ngày {day_in_figures(day)}."
        for name, day in details.cut_offs(report, section)
    )


def _placed(report: Report, section: str, scope: Scope) -> Iterator[PrintedLine]:
    """The paragraphs of a section that are printed."""
    for place, definition in enumerate(paragraphs.of(report, section)):
        cited = set(scope.cited)
        scope = replace(scope, about=subject(definition.text, report))
        filled = fill(definition.text, scope, definition.notes)
        away = definition.missing == "drop" or paragraphs.outside(report, definition)
        if not filled.stated and (away or (filled.outside and filled.nothing)):
            scope.cited.intersection_update(cited)
            continue
        source = definition
        if filled.nothing:
            scope.cited.intersection_update(cited)
            source = ParagraphDefinition(definition.nil or paragraphs.nothing(report, definition))
            foreseen, filled = filled.estimated, fill(source.text, scope)
            if foreseen:
                filled.content = estimates.none_foreseen(filled.content)
        if filled.content:
            yield PrintedLine(Paragraph(tuple(filled.content)), section, place, source)


def _headed(line: PrintedLine) -> Heading | Paragraph:
    """A paragraph that is nothing but a number and a title is a heading: "1. Ưu điểm"."""
    found = _HEADING.fullmatch(_words(line.block)) if line.section != paragraphs.OPENING else None
    return Heading(2, found[1], found[2]) if found else line.block


def _opening(report: Report, scope: Scope) -> Iterator[PrintedLine]:
    """The opening; its grounds in italics, ending ";" and the last one "." as the decree says."""
    found = _with_request(report, scope)
    grounds = [index for index, line in enumerate(found) if _words(line.block).startswith(_GROUND)]
    for index, line in enumerate(found):
        yield _ground(line, ";" if index != grounds[-1] else ".") if index in grounds else line


def _with_request(report: Report, scope: Scope) -> list[PrintedLine]:
    """The opening with the grounds that the office adds at its head, and behind all grounds the letter that asks."""
    opening = list(_placed(report, paragraphs.OPENING, scope))
    others = (place for place, line in enumerate(opening) if not _words(line.block).startswith(_GROUND))
    first = next(others, len(opening))
    added = details.text(report, "grounds").splitlines()
    grounds = [
        PrintedLine(_paragraph(f"{_GROUND}{line.strip().removeprefix(_GROUND).rstrip(' .;')};"), paragraphs.OPENING)
        for line in added
    ]
    request = report.details.get("request", "")
    asked = (
        [PrintedLine(_paragraph(f"Báo cáo được lập theo {request}."), paragraphs.OPENING, first - 1)] if request else []
    )
    return [*grounds, *opening[:first], *asked, *opening[first:]]


def _added(report: Report, section: str, words: str, *, italic: bool = False) -> PrintedLine:
    """A line behind the paragraphs of a section that is none of them."""
    return PrintedLine(_paragraph(words, italic=italic), section, len(paragraphs.of(report, section)) - 1)


def _paragraph(words: str, *, italic: bool = False) -> Paragraph:
    return Paragraph((Text(words, italic=italic),))


def _words(block: Heading | Paragraph) -> str:
    return "".join(part.text for part in _content(block) if isinstance(part, Text))


def _content(block: Heading | Paragraph) -> tuple[Text | Note, ...]:
    return block.content if isinstance(block, Paragraph) else ()


def _ground(line: PrintedLine, end: str) -> PrintedLine:
    content = [replace(part, italic=True) if isinstance(part, Text) else part for part in _content(line.block)]
    last = content[-1]
    if isinstance(last, Text):
        content[-1] = replace(last, text=last.text.rstrip(" .;"))
    return replace(line, block=Paragraph((*content, Text(end, italic=True))))


def _edited(report: Report) -> Iterator[PrintedLine]:
    """That some of the reports from which this one was made were changed by hand, once for all its numbers."""
    if count := sum(pin.edited for pin in report.sources.values()):
        words = f"Số liệu tổng hợp có {count:02} báo cáo của cấp dưới đã sửa tay sau khi kết xuất."
        yield _added(report, paragraphs.OPENING, words, italic=True)
