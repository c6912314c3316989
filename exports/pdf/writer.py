"""The report as PDF: blocks are set as pages of the decree's layout and drawn by reportlab."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar

from exports import payload, replacement
from exports.payload import Cargo
from exports.pdf import archival, paging, reader
from exports.pdf.furniture import appendix_title, closing, letterhead, title
from exports.pdf.grid import grid
from exports.pdf.packing import packed
from exports.pdf.paper import Paper, Spot
from exports.pdf.pieces import Block
from exports.pdf.prose import Prose, destination, set_prose
from exports.pdf.structure import ARTIFACT, Element, paragraph
from exports.typesetting import fonts, layout, wording
from exports.typesetting.columns import paper, room
from exports.typesetting.lines import Run, mark, plain
from forms.narrative.blocks import Heading, Note, Paragraph, Table
from forms.values.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from exports.typesetting.layout import Look, Sheet
    from forms.narrative.blocks import Appendix, Document, Handout, Text

    Printed = TypeVar("Printed", Document, Handout)

_TOOL, _PRODUCER = "BaoCao42", "ReportLab PDF Library"
_LATER = "0" * 64  # a digest that is not known yet
_ARROW = 6.0  # points: the side of the sign in the margin
_ARROW_LEFT = layout.MARGIN_LEFT - 4 * _ARROW
_TOLD = 5  # characters that the fonts lack


@frozen
class Print:
    """A finished PDF, where in it the values of cells are printed, and what could not be printed as it is."""

    content: bytes
    spots: tuple[Spot, ...]
    remarks: tuple[str, ...] = ()


def write(document: Document, path: Path, cargo: Cargo | None = None) -> tuple[str, ...]:
    """Write `document` to `path` as PDF that carries a cargo, and return what could not be printed as it is.

    The same document gives the same bytes.
    """
    done = render(document, cargo)
    replacement.replace(path, done.content)
    return done.remarks


def render(document: Document, cargo: Cargo | None = None, step: Callable[[], None] = lambda: None) -> Print:
    """Return the PDF of `document`; `step` is called now and then, and may raise to stop the work."""
    document, remarks = printable(wording.settle(document))
    with nothing_thrown_away():
        return replace(Press(document, step).print(cargo), remarks=remarks)


@contextmanager
def nothing_thrown_away() -> Iterator[None]:
    """Collect no garbage while pages are set: there is none, and every look at them costs more as they grow."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def printable(document: Printed) -> tuple[Printed, tuple[str, ...]]:
    """A document without what the fonts lack, and where that stood: reportlab would leave it out without a word."""
    printed = list(wording.texts(document))
    lacking = fonts.missing(sorted(set().union(*printed) - {"\n"}))
    if not lacking:
        return document, ()
    remarks = tuple(wording.replaced(char, next(text for text in printed if char in text)) for char in lacking[:_TOLD])
    return wording.translated(document, dict.fromkeys(map(ord, lacking), wording.INSTEAD)), remarks


@frozen
class PageRun:
    """Pages of one paper that are numbered together; `name` stands before their numbers where a reader lists them."""

    sheet: Sheet
    blocks: tuple[Block, ...]
    name: str = ""


class Press:
    """Prints one document."""

    def __init__(self, document: Document, step: Callable[[], None]) -> None:
        self._document = document
        self._step = step
        self._notes: dict[int, Prose] = {}
        self._outline_depth = -1
        self._bookmarks = 0

    def print(self, cargo: Cargo | None) -> Print:
        """Return the finished file with its cargo in it."""
        file = BytesIO()
        self._canvas = Paper(file, wording.timestamp(self._document).strftime("D:%Y%m%d%H%M%SZ"))
        self._describe()
        sections = self._sections()
        for block in (block for section in sections for block in section.blocks):
            self._canvas.structure.add(block.flowable.elements)
        for section in sections:
            self._print_section(section, final=section is sections[-1])
        if cargo:
            self._attach(cargo)
        self._canvas.save()
        content = packed(file.getvalue(), self._canvas.tree)
        return Print(_sealed(content) if cargo else content, tuple(self._canvas.spots))

    def _sections(self) -> list[PageRun]:
        """Return what stands on pages of its own, the body first."""
        return [self._main(), *map(self._appendix, self._document.appendices)]

    def _attach(self, cargo: Cargo) -> None:
        """Carry the data of the report with its envelope and seal."""
        description = "Dữ liệu của báo cáo, để phần mềm BaoCao42 đọc lại"
        self._canvas.attach(payload.DATA, "application/json", description, cargo.data)
        for name, text in cargo.before.items():
            self._canvas.attach(name, "application/json", "Số liệu của kỳ trước trong báo cáo này", text)
        if cargo.envelope:
            description = "Trạng thái và các lần ban hành của báo cáo"
            self._canvas.attach(payload.ENVELOPE, "application/json", description, cargo.envelope)
        sealed = payload.seal(cargo, **{payload.PAGES: self._canvas.page_digest(), payload.RESOURCES: _LATER})
        self._canvas.attach(payload.SEAL, "text/plain", "Mã băm của dữ liệu và của trang in", sealed, packed=False)

    def _describe(self) -> None:
        """Put title, author, subject and time into the file, for readers and for archives."""
        canvas, document = self._canvas, self._document
        title = wording.title(document)
        canvas.setTitle(title)
        canvas.setAuthor(document.author)
        canvas.setSubject(document.subject)
        canvas.setCreator(_TOOL)
        canvas.setProducer(_PRODUCER)
        canvas.setViewerPreference("DisplayDocTitle", "true")
        about = {"title": title, "author": document.author, "subject": document.subject}
        about |= {"tool": _TOOL, "producer": _PRODUCER}
        metadata = archival.metadata(about, wording.timestamp(document))
        canvas.archive(metadata, archival.grey_profile(), archival.GREY)

    def _main(self) -> PageRun:
        sheet = layout.PORTRAIT
        width = sheet.text_width
        blocks = [*letterhead(self._document, width), *title(self._document, width)]
        body = [block for item in self._document.body for block in self._body(item, sheet)]
        blocks += _held(body)
        blocks += closing(self._document, width)
        return PageRun(sheet, tuple(blocks))

    def _body(self, item: Heading | Paragraph | Table, sheet: Sheet) -> Iterator[Block]:
        """Yield the blocks of one item of the body."""
        self._step()
        if isinstance(item, Heading):
            look = layout.HEADINGS[item.level]
            text = wording.heading(item)
            prose = set_prose(look, plain(text, look), sheet.text_width)
            yield Block(prose, look.before, look.after, look.leads, look.outline, text)
        elif isinstance(item, Paragraph):
            look = layout.BODY
            runs = list(self._runs(look, item.content))
            yield Block(set_prose(look, runs, sheet.text_width), look.before, look.after)
        else:
            yield grid(item, sheet)

    def _runs(self, look: Look, content: Iterable[Text | Note]) -> Iterator[Run]:
        """Yield the runs of a sentence; each note is set and numbered as its mark comes by."""
        after_mark = False
        for item in content:
            if isinstance(item, Note):
                if after_mark:
                    yield replace(mark(0, look.size, face=fonts.face()), text=",")
                yield self._cite(item, look)
            else:
                face = fonts.face(bold=look.bold or item.bold, italic=look.italic or item.italic)
                yield Run(item.text, face, look.size, cell=item.cell)
            after_mark = isinstance(item, Note)

    def _cite(self, note: Note, look: Look) -> Run:
        """Set the next note and return its mark."""
        number = len(self._notes) + 1
        small = layout.NOTE
        head = replace(mark(number, small.size, face=fonts.face()), note=0)
        runs = [head, *plain(" ", small), *self._runs(small, note.content)]
        element = self._canvas.structure.notes[number] = Element("Note", ID=f"({destination(number)})")
        self._notes[number] = set_prose(small, runs, layout.PORTRAIT.text_width, element)
        return mark(number, look.size, face=fonts.face())

    def _appendix(self, appendix: Appendix) -> PageRun:
        sheet = paper(appendix)
        self._step()
        table = replace(
            grid(appendix.table, sheet, room(self._document, appendix, sheet)), leads=bool(appendix.table.note)
        )
        blocks = [*appendix_title(self._document, appendix, sheet.text_width), table]
        if appendix.table.note:
            look = layout.TABLE_NOTE
            prose = set_prose(look, plain(appendix.table.note, look), sheet.text_width)
            blocks.append(Block(prose, look.before, look.after))
        return PageRun(sheet, tuple(blocks), wording.appendix_number(appendix))

    def _print_section(self, section: PageRun, *, final: bool) -> None:
        """Print the pages of one section, numbered from 1."""
        pages = paging.filled(section.sheet, section.blocks, self._notes)
        self._canvas.number_pages(section.name)
        for number, page in enumerate(pages, start=1):
            self._step()
            self._draw(page)
            if number > 1:
                self._draw_number(number, section.sheet)
            if final and page is pages[-1]:
                self._draw_colophon(section.sheet)
            self._draw_doubts()
            self._canvas.showPage()

    def _draw(self, page: paging.Page) -> None:
        """Draw text and notes of one page."""
        canvas, sheet = self._canvas, page.sheet
        canvas.setPageSize((sheet.width, sheet.height))
        top = sheet.height - layout.MARGIN_TOP
        for placed in page.placed:
            block = placed.block
            if block.outline:
                self._bookmark(block, top - placed.top)
            bottom = top - placed.top - block.height(sheet.text_width)
            block.flowable.drawOn(canvas, layout.MARGIN_LEFT, bottom)
        foot = page.foot
        if not foot:
            return
        level = layout.MARGIN_BOTTOM + sum(note.height for _, note in foot)
        rule = level + layout.NOTE_GAP / 2
        canvas.setLineWidth(layout.TABLE_RULE)
        end = layout.MARGIN_LEFT + sheet.text_width * layout.NOTE_RULE_SHARE
        with canvas.marked(ARTIFACT):
            canvas.line(layout.MARGIN_LEFT, rule, end, rule)
        for number, note in foot:
            if number:
                canvas.bookmarkPage(destination(number), fit="XYZ", left=layout.MARGIN_LEFT, top=level + 1)
            level -= note.height
            note.drawOn(canvas, layout.MARGIN_LEFT, level)

    def _bookmark(self, block: Block, top: float) -> None:
        """Put a heading among the bookmarks; a level may not be skipped on the way down."""
        self._bookmarks += 1
        self._outline_depth = min(block.outline - 1, self._outline_depth + 1)
        key = f"heading-{self._bookmarks}"
        self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=top)
        self._canvas.addOutlineEntry(block.title, key, self._outline_depth, closed=False)

    def _draw_number(self, number: int, sheet: Sheet) -> None:
        look = layout.PAGE_NUMBER
        self._canvas.setFont(fonts.face(), look.size)
        level = sheet.height - layout.PAGE_NUMBER_TOP - look.size
        middle = layout.MARGIN_LEFT + sheet.text_width / 2
        with self._canvas.marked(ARTIFACT):
            self._canvas.drawCentredString(middle, level, str(number))

    def _draw_doubts(self) -> None:
        """Point from the margin at each line that prints a doubted cell: an arrow, which no data reads as text."""
        canvas = self._canvas
        here = canvas.getPageNumber() - 1
        middles = {
            round((spot.bottom + spot.top) / 2, 1)
            for spot in canvas.spots
            if spot.page == here and spot.cell in self._document.doubted
        }
        for middle in sorted(middles):
            arrow = canvas.beginPath()
            arrow.moveTo(_ARROW_LEFT, middle + _ARROW / 2)
            arrow.lineTo(_ARROW_LEFT, middle - _ARROW / 2)
            arrow.lineTo(_ARROW_LEFT + _ARROW, middle)
            arrow.close()
            with canvas.marked(ARTIFACT):
                canvas.drawPath(arrow, stroke=0, fill=1)

    def _draw_colophon(self, sheet: Sheet) -> None:
        words = wording.colophon(self._document)
        if not words:
            return
        canvas = self._canvas
        element = paragraph(words)
        canvas.structure.add([element])
        canvas.setFont(fonts.face(), layout.COLOPHON.size)
        with canvas.marked(element):
            canvas.drawRightString(sheet.width - layout.MARGIN_RIGHT, layout.COLOPHON_BOTTOM, words)


def _sealed(content: bytes) -> bytes:
    """A finished PDF with the digest of its faces, which reportlab makes last of all, in its seal."""
    later, found = (f"{digest}  {payload.RESOURCES}\n".encode() for digest in (_LATER, reader.resources(content)))
    return content.replace(later, found)


def _held(body: list[Block]) -> list[Block]:
    """Tie the last lines of the body to the signature, which never stands alone on a page."""
    held: list[Block] = []
    wanted = layout.CLOSING_LINES
    while body and wanted > 0:
        *body, last = body
        prose = last.flowable
        kept = max(wanted, layout.LINES_TOGETHER)
        if isinstance(prose, Prose) and len(prose.lines) >= kept + layout.LINES_TOGETHER:
            first, prose = prose.cut(len(prose.lines) - kept)
            body.append(replace(last, flowable=first, after=0.0))
            last = replace(last, flowable=prose, before=0.0, outline=0)
        held.insert(0, replace(last, leads=True))
        wanted -= len(prose.lines) if isinstance(prose, Prose) else wanted
    return [*body, *held]
