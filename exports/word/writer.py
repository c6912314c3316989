"""The report as DOCX: the same blocks as the PDF, as paragraphs and tables that Word can edit."""

from __future__ import annotations

from dataclasses import replace
from itertools import count as counted
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Pt

from exports import replacement
from exports.typesetting import fonts, layout, wording
from exports.typesetting.columns import fit, height, paper, room
from exports.typesetting.lines import Run, lines, mark, plain
from exports.typesetting.steering import FilledLine, steered
from exports.typesetting.titles import measure
from exports.word import carried, filling, returned, wordfile
from exports.word.markup import tag, twips
from exports.word.paragraphs import centred, paragraph, rule, run, space
from exports.word.tables import columns, grid
from forms.narrative.blocks import Heading, Note, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section

    from exports.payload import Cargo
    from exports.typesetting.layout import Look, Sheet
    from forms.narrative.blocks import Appendix, Document, SignatureBlock, Text


def write(document: Document, path: Path, cargo: Cargo | None = None) -> None:
    """Write `document` to `path` as DOCX with the data that it carries; the same document gives the same bytes."""
    replacement.replace(path, content(document, cargo))


def content(document: Document, cargo: Cargo | None = None) -> bytes:
    """The bytes of such a file."""
    return _Writer(wording.settle(document), cargo).content()


class _Writer:
    """Writes one document."""

    def __init__(self, document: Document, cargo: Cargo | None = None) -> None:
        self._document = document
        self._cargo = cargo
        self._word = wordfile.new()
        self._notes = wordfile.Footnotes(self._word)
        self._noted = [0.0]  # how high each note is
        self._flow: list[filling.Strip] = []  # what stands on the pages before the appendices

    def content(self) -> bytes:
        """Return the finished file."""
        document = self._document
        wordfile.describe(self._word, document)
        section = self._word.sections[0]
        set_paper(section, layout.PORTRAIT)
        number_pages(section)
        width = layout.PORTRAIT.text_width
        begin = [*head(document)]
        self._add(*begin)
        self._flow.append(filling.Strip(0.0, ((filling.high(begin, width), ()),)))
        held = len(document.body) - _held(document.body)
        for place, item in enumerate(document.body):
            self._add(*self._body(item, leads=place >= held))
        colophon = paragraph(layout.COLOPHON, wording.colophon(document))
        end = [*closing(document)]
        self._add(*end)
        last = end if document.appendices else [*end, colophon]
        self._flow.append(filling.Strip(0.0, ((filling.high(last, width), ()),)))
        wordfile.space_out(self._word, filling.air(self._flow, layout.PORTRAIT.text_height))
        for appendix in document.appendices:
            self._add_appendix(appendix)
        self._add(colophon)
        if self._cargo is not None:
            lines = returned.lines(self._word.element.body, self._notes.root)
            carried.attach(self._word, self._cargo, returned.encoded(lines))
        return wordfile.pack(self._word, document)

    def _add(self, *elements: BaseOxmlElement) -> None:
        """Put elements at the end of the text, before the properties of its last section."""
        end = self._word.element.body[-1]
        for element in elements:
            end.addprevious(element)

    def _body(self, item: Heading | Paragraph | Table, *, leads: bool) -> Iterator[BaseOxmlElement]:
        """Yield one item of the body; those that lead hold on to the signature."""
        if isinstance(item, Heading):
            look = layout.HEADINGS[item.level]
            text = wording.heading(item)
            count = len(lines(look, plain(text, look), layout.PORTRAIT.text_width))
            self._flow.append(filling.Strip(look.before, ((look.leading, ()),) * count, leads=True, running=True))
            yield paragraph(look, text)
        elif isinstance(item, Paragraph):
            look = layout.BODY
            style = tag("pStyle", val=wordfile.style_id(look))
            properties = tag("pPr", style, tag("keepNext") if leads else None)
            rows = self._steered(look, item.content)
            yield tag("p", properties, *self._runs(_spelled(item.content, rows)))
            rows_and_notes = tuple((look.leading, tuple(map(self._noted.__getitem__, row.notes))) for row in rows)
            self._flow.append(filling.Strip(look.before, rows_and_notes, leads=leads, running=True))
        else:
            yield space(layout.TABLE_BEFORE)
            yield grid(item, layout.PORTRAIT, held=leads)
            row = height(item, fit(item, layout.PORTRAIT.text_width)) / max(len(item.rows), 1)
            self._flow.append(filling.Strip(layout.TABLE_BEFORE, ((row, ()),) * len(item.rows), leads=leads))

    def _steered(self, look: Look, content: Sequence[Text | Note]) -> tuple[FilledLine, ...]:
        """Return the lines of a sentence, about as even as those of the PDF."""
        cited = counted(self._notes.count + 1)
        runs = tuple(
            mark(next(cited), look.size, face=fonts.face())
            if isinstance(item, Note)
            else Run(item.text, fonts.face(bold=item.bold, italic=item.italic), look.size)
            for item in content
        )
        return steered(look, runs, layout.PORTRAIT.text_width)

    def _runs(self, content: Iterable[tuple[Text | Note, float]]) -> Iterator[BaseOxmlElement]:
        """Yield the runs of a sentence; neighbouring marks take a comma, or 1 and 2 would read 12."""
        after_mark = False
        for item, apart in content:
            if isinstance(item, Note):
                if after_mark:
                    yield wordfile.superscript(tag("t", text=","))
                rows = self._steered(_NOTE, item.content)
                yield self._notes.add(*self._runs(_spelled(item.content, rows)))
                self._noted.append(layout.NOTE.leading * len(rows))
            else:
                yield run(item.text, bold=item.bold, italic=item.italic, apart=apart)
            after_mark = isinstance(item, Note)

    def _add_appendix(self, appendix: Appendix) -> None:
        """Begin a section with pages and numbers of its own."""
        section = self._word.add_section(WD_SECTION.NEW_PAGE)
        break_properties = self._word.paragraphs[-1].paragraph_format.element.get_or_add_pPr()
        break_properties.insert(0, tag("pStyle", val=wordfile.RULE))
        sheet = paper(appendix)
        set_paper(section, sheet)
        width = sheet.text_width
        last = appendix is self._document.appendices[-1]  # the code of the data comes under it
        self._add(
            paragraph(layout.APPENDIX, wording.appendix_number(appendix)),
            centred(layout.APPENDIX_TITLE, wording.appendix_title(appendix), width),
            centred(layout.ENCLOSURE, wording.enclosure(self._document), width),
            space(layout.TABLE_BEFORE),
            grid(appendix.table, sheet, room(self._document, appendix, sheet), held=bool(appendix.table.note) or last),
        )
        if appendix.table.note:
            self._add(paragraph(layout.TABLE_NOTE, appendix.table.note, tag("keepNext") if last else None))


def _spelled(content: Sequence[Text | Note], rows: Iterable[FilledLine]) -> Iterator[tuple[Text | Note, float]]:
    """Yield a sentence as its lines have it, and how far its letters come apart."""
    strips = [strip for row in rows for strip in row.strips]
    aparts = iter([apart for text, apart in strips for _ in text])
    for item in wording.spelled(content, "".join(text for text, _ in strips)):
        if isinstance(item, Note):
            yield item, 0.0
            continue
        letters = zip(item.text, islice(aparts, len(item.text)), strict=True)
        for apart, group in groupby(letters, key=itemgetter(1)):
            yield replace(item, text="".join(letter for letter, _ in group)), apart


def _held(body: Sequence[Heading | Paragraph | Table]) -> int:
    """Return how many of the last items of the body hold the lines between them that are the signature's company."""
    wanted = layout.CLOSING_LINES
    for count, item in enumerate(reversed(body), start=1):
        if isinstance(item, Table):
            return count
        look = layout.HEADINGS[item.level] if isinstance(item, Heading) else layout.BODY
        text = wording.heading(item) if isinstance(item, Heading) else wording.sentence(item.content)
        wanted -= len(lines(look, plain(text, look), layout.PORTRAIT.text_width))
        if wanted <= 0:
            return count
    return len(body)


def set_paper(section: Section, sheet: Sheet) -> None:
    """Give a section its paper, its margins and page numbers from 1, hidden on the first page."""
    turned = sheet is layout.LANDSCAPE
    section.orientation = WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(sheet.width), Pt(sheet.height)
    section.top_margin, section.bottom_margin = Pt(layout.MARGIN_TOP), Pt(layout.MARGIN_BOTTOM)
    section.left_margin, section.right_margin = Pt(layout.MARGIN_LEFT), Pt(layout.MARGIN_RIGHT)
    section.header_distance = Pt(layout.PAGE_NUMBER_TOP)
    section.footer_distance = Pt(layout.COLOPHON_BOTTOM)
    section.gutter = Pt(0)
    section.different_first_page_header_footer = True
    properties = section._sectPr  # noqa: SLF001 - python-docx has no other way to it
    for old in properties.xpath("./w:pgNumType"):
        properties.remove(old)
    properties.xpath("./w:pgMar")[0].addnext(tag("pgNumType", start="1"))


def number_pages(section: Section) -> None:
    """Put the page number into the header; the sections that follow inherit it."""
    section.first_page_header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]
    field = tag("fldSimple", tag("r", tag("t", text="2")), instr="PAGE")
    paragraph.paragraph_format.element.append(field)


_NOTE = replace(layout.NOTE, first=layout.NOTE.size * (layout.MARK_SHARE / 2 + 0.25))  # behind its mark


def head(document: Document) -> Iterator[BaseOxmlElement]:
    """Yield the head of page 1 and the title of the document."""
    yield from _letterhead(document)
    yield from _title(document)


def _letterhead(document: Document) -> Iterator[BaseOxmlElement]:
    """Yield the head of page 1 as a table without borders."""
    head = document.letterhead
    width = layout.PORTRAIT.text_width
    left = width * layout.LETTERHEAD_SHARE
    right = width - left
    agency = [centred(layout.SUPERIOR, head.superior, left)] if head.superior else []
    agency += [centred(layout.AGENCY, line, left) for line in head.agency]
    longest = max((measure(layout.AGENCY, line, left) for line in head.agency), default=0.0)
    agency.append(rule(longest * layout.RULE_SHARE, left))
    state = [
        paragraph(layout.STATE, wording.STATE),
        paragraph(layout.MOTTO, wording.MOTTO),
        rule(measure(layout.MOTTO, wording.MOTTO, right), right),
    ]
    rows = [(agency, state)]
    if head.draft:
        rows.append(([_stamp(left)], [space(1)]))
    number = [centred(layout.NUMBER, head.number, left)]
    number += [centred(layout.ABOUT, about, left)] if (about := wording.about(document)) else []
    rows.append((number, [centred(layout.PLACE, head.place_and_date, right)]))
    yield space(1)  # LibreOffice puts an empty line of its own above a table that begins a file
    yield columns(rows, (left, right))


def _stamp(width: float) -> BaseOxmlElement:
    """Return "DỰ THẢO" in a frame."""
    inner = measure(layout.DRAFT, wording.DRAFT, width)
    side = twips((width - inner) / 2 - layout.STAMP_PAD)
    sides = ("top", "left", "bottom", "right")
    size = layout.RULE_WIDTH * 8
    frame = (tag(name, val="single", sz=size, space="1", color="auto") for name in sides)
    return paragraph(layout.DRAFT, wording.DRAFT, tag("pBdr", *frame), tag("ind", left=side, right=side))


def _title(document: Document) -> Iterator[BaseOxmlElement]:
    """Yield kind and subject with the rule beneath, and whom the document addresses."""
    width = layout.PORTRAIT.text_width
    if document.kind:  # an official letter says it under its number
        yield paragraph(layout.KIND, document.kind.upper())
        yield centred(layout.SUBJECT, wording.subject(document), width)
        yield rule(measure(layout.SUBJECT, wording.subject(document), width) * layout.RULE_SHARE, width)
    if document.addressee:
        names = wording.addressees(document)
        if names:
            yield paragraph(layout.ADDRESSEES, wording.ADDRESSEE)
            yield from (paragraph(layout.LISTED, name) for name in names)
        else:
            yield centred(layout.ADDRESSEE, wording.addressee(document), width)


def closing(document: Document) -> Iterator[BaseOxmlElement]:
    """Yield the recipients beside the signature, or beneath those of two sides."""
    half = layout.PORTRAIT.text_width / 2
    names = [paragraph(layout.RECIPIENT, line) for line in wording.recipients(document)]
    left = [paragraph(layout.RECIPIENTS, wording.RECIPIENTS), *names] if names else [space(1)]
    right = _signature(document.signature, half)
    yield space(layout.CLOSING_BEFORE)
    if document.beside is None:
        yield columns([(left, right)], (half, half))
        return
    yield columns([(_signature(document.beside, half), right)], (half, half))
    yield space(layout.CLOSING_BEFORE)
    yield columns([(left, [space(1)])], (half, half))


def _signature(signature: SignatureBlock, width: float) -> list[BaseOxmlElement]:
    authority = [centred(layout.AUTHORITY, line, width) for line in signature.lines]
    return [*authority, centred(layout.SIGNER, signature.name, width)]
