"""The report as DOCX: the same blocks as the PDF, as paragraphs and tables that Word can edit."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import replace
from itertools import count as counted
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Pt

from exports import replacement
from exports.typesetting import fonts, layout, wording
from exports.typesetting.columns import Fit, decimals, fit, heads, height, paper, room, room_beside
from exports.typesetting.lines import Run, lines, mark, plain
from exports.typesetting.steering import FilledLine, steered
from exports.typesetting.titles import by_sense, measure
from exports.word import carried, filling, returned, wordfile
from exports.word.markup import half_points, tag, twips
from forms.narrative.blocks import Heading, Note, Paragraph, Table, TableCell

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
                yield _run(item.text, bold=item.bold, italic=item.italic, apart=apart)
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


_MARGINS = (layout.CELL_PAD_X, layout.CELL_PADS_Y[0])
_NOTE = replace(layout.NOTE, first=layout.NOTE.size * (layout.MARK_SHARE / 2 + 0.25))  # behind its mark
_HYPHEN = re.compile(r"(?<=\S)-(?=\S)")  # inside a word: 42-NQ/TW stays on one line, as in the PDF


def _run(
    text: str, *, bold: bool = False, italic: bool = False, size: float = 0.0, apart: float = 0.0
) -> BaseOxmlElement:
    """Return a run; what differs from the paragraph's style is said on it."""
    properties = tag(
        "rPr",
        *((tag("b"), tag("bCs")) if bold else ()),
        *((tag("i"), tag("iCs")) if italic else ()),
        *((tag("spacing", val=int(apart * 20)),) if apart else ()),
        *(_size(size) if size else ()),
    )
    content: list[BaseOxmlElement] = []
    for place, line in enumerate(text.split("\n")):
        if place:
            content.append(tag("br"))
        for count, piece in enumerate(_HYPHEN.split(line) if "-" in line else [line]):
            if count:
                content.append(tag("noBreakHyphen"))
            content.append(tag("t", text=piece))
    return tag("r", properties if len(properties) else None, *content)


def _size(size: float) -> tuple[BaseOxmlElement, BaseOxmlElement]:
    return tag("sz", val=half_points(size)), tag("szCs", val=half_points(size))


def paragraph(look: Look, text: str, *properties: BaseOxmlElement | None) -> BaseOxmlElement:
    """Return a paragraph in the style of `look`."""
    style = tag("pStyle", val=wordfile.style_id(look))
    return tag("p", tag("pPr", style, *properties), _run(text))


def centred(look: Look, text: str, width: float) -> BaseOxmlElement:
    """Return a title broken where it is in the PDF."""
    return paragraph(look, by_sense(look, text, width))


def _rule(length: float, width: float) -> BaseOxmlElement:
    """Return a paragraph that is only a rule of `length` in the middle of `width`."""
    side = twips((width - length) / 2)
    border = tag("bottom", val="single", sz=layout.RULE_WIDTH * 8, space="0", color="auto")
    return tag(
        "p",
        tag(
            "pPr",
            tag("pStyle", val=wordfile.RULE),
            tag("pBdr", border),
            tag("ind", left=side, right=side),
        ),
    )


def space(height: float, *, leads: bool = True) -> BaseOxmlElement:
    """Return white of `height` before a table, which has no white of its own in Word."""
    spacing = tag("spacing", before="0", after="0", line=twips(height), lineRule="exact")
    style = tag("pStyle", val=wordfile.RULE)
    return tag("p", tag("pPr", style, tag("keepNext") if leads else None, spacing))


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
    agency.append(_rule(longest * layout.RULE_SHARE, left))
    state = [
        paragraph(layout.STATE, wording.STATE),
        paragraph(layout.MOTTO, wording.MOTTO),
        _rule(measure(layout.MOTTO, wording.MOTTO, right), right),
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
        yield _rule(measure(layout.SUBJECT, wording.subject(document), width) * layout.RULE_SHARE, width)
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


def columns(
    rows: Iterable[tuple[Sequence[BaseOxmlElement], Sequence[BaseOxmlElement]]],
    widths: tuple[float, float],
) -> BaseOxmlElement:
    """Return two columns of paragraphs as a table without borders."""
    return _table(
        wordfile.COLUMNS,
        widths,
        [[_box(cell, width) for cell, width in zip(row, widths, strict=True)] for row in rows],
    )


def grid(table: Table, sheet: Sheet, height: float = 0.0, *, held: bool = False) -> BaseOxmlElement:
    """Return a ruled table whose head repeats on every page, set for a height where it can stand in it whole.

    The last rows of one that is `held` stay with what follows.
    """
    found = fit(table, sheet.text_width, height, sheet.text_height if height else 0.0)
    size, widths, pad = found
    margins = (layout.cell_pad(size), pad)
    made: dict[tuple[object, ...], BaseOxmlElement] = {}

    def box(cell: TableCell, width: float, longest: str, *, leads: bool) -> BaseOxmlElement:
        """Return a cell; most are alike (blank, or a unit), and a copy is made faster than its elements."""
        beside = room_beside(cell, longest, size)
        key = (cell.text, cell.align, cell.bold, cell.italic, cell.indent, width, beside, leads)
        if key not in made:
            made[key] = _box([_cell(cell, size, beside, leads=leads)], width)
        return deepcopy(made[key])

    longest = decimals(table)
    rows = _heads(table, found)
    repeated = len(rows)
    for place, row in enumerate(table.rows, start=1):
        leads = place == len(table.rows) - 1 or any(cell.leads for cell in row) or (held and place == len(table.rows))
        rows.append([box(*one, leads=leads) for one in zip(row, widths, longest, strict=True)])
    return _table(wordfile.TABLE, widths, rows, repeated=repeated, margins=margins)


def _heads(table: Table, found: Fit) -> list[list[BaseOxmlElement]]:
    """Return the rows of the head; a cell that takes several begins in the first and is told to go on in the others."""
    size, widths, _ = found
    cells_of_head = heads(table, found)
    leads = len(table.rows) == 1
    rows: list[list[BaseOxmlElement]] = []
    for row in range(max(head.row + head.down for head in cells_of_head)):
        here = [head for head in cells_of_head if head.row <= row < head.row + head.down]
        cells = []
        for head in sorted(here, key=lambda head: head.column):
            width = sum(widths[head.column : head.column + head.across])
            merged = ("restart" if head.row == row else "continue") if head.down > 1 else ""
            cell = head.cell if head.row == row else TableCell("")
            cells.append(_box([_cell(cell, size, leads=leads)], width, across=head.across, merged=merged))
        rows.append(cells)
    return rows


def _cell(cell: TableCell, size: float, beside: float = 0.0, *, leads: bool) -> BaseOxmlElement:
    """Return the paragraph of a cell, with white `beside` its right edge.

    The row before the last `leads`, so that no total stands alone.
    """
    other = 0.0 if size == layout.CELL.size else size
    left, right = twips(cell.indent * layout.CELL_INDENT), twips(beside)
    properties = tag(
        "pPr",
        tag("pStyle", val=wordfile.CELL),
        tag("keepNext") if leads else None,
        tag("ind", left=left, right=right) if left or right else None,
        tag("jc", val=wordfile.jc(cell.align)) if cell.align != layout.CELL.align else None,
        tag("rPr", *_size(size)) if other else None,  # the height of an empty cell
    )
    if not cell.text:
        return tag("p", properties)
    return tag("p", properties, _run(cell.text, bold=cell.bold, italic=cell.italic, size=other))


def _box(paragraphs: Sequence[BaseOxmlElement], width: float, *, across: int = 1, merged: str = "") -> BaseOxmlElement:
    """Return a cell of a table, over several columns or `merged` with that above or beneath it."""
    properties = tag(
        "tcPr",
        tag("tcW", w=twips(width), type="dxa"),
        tag("gridSpan", val=across) if across > 1 else None,
        tag("vMerge", val=merged) if merged else None,
    )
    return tag("tc", properties, *paragraphs)


def _table(
    style: str,
    widths: Sequence[float],
    rows: Sequence[Sequence[BaseOxmlElement]],
    *,
    repeated: int = 0,
    margins: tuple[float, float] = _MARGINS,
) -> BaseOxmlElement:
    """Return a table; so many of its first rows are `repeated` on every page.

    It has white of its own beside and over the words of its cells where its `margins` are not those of the style.
    """
    properties = (
        tag("trPr", tag("cantSplit"), tag("tblHeader") if place < repeated else None) for place in range(len(rows))
    )
    return tag(
        "tbl",
        tag(
            "tblPr",
            tag("tblStyle", val=style),
            tag("tblW", w=twips(sum(widths)), type="dxa"),
            tag("tblLayout", type="fixed"),
            wordfile.cell_margins(*margins) if margins != _MARGINS else None,
        ),
        tag("tblGrid", *(tag("gridCol", w=twips(width)) for width in widths)),
        *(tag("tr", one, *row) for one, row in zip(properties, rows, strict=True)),
    )
