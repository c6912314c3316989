"""Documents as plain text: every sentence on a line, every table as one looks at it, and how each is set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forms.narrative.blocks import (
    Appendix,
    Chart,
    Document,
    Gauge,
    Handout,
    Heading,
    Letterhead,
    Note,
    Paragraph,
    SignatureBlock,
    Table,
    TableCell,
    Text,
)
from forms.values.numbers import show
from forms.values.style import NBSP

_ALIGNED = {"left": "", "center": "^", "right": ">"}


def document(found: Document) -> Iterator[str]:
    """A report, letter or minutes, from its head to its last appendix."""
    yield f"{found.kind or '(công văn)'}: {found.subject}"
    yield from _letterhead(found.letterhead)
    yield from (f"Kính gửi: {line}" for line in found.addressee.splitlines())
    for block in found.body:
        yield from _block(block)
    for side in filter(None, (found.beside, found.signature)):
        yield f"Ký: {_signature(side)}"
    yield f"Nơi nhận: {'; '.join(found.recipients)}"
    for appendix in found.appendices:
        yield from _appendix(appendix)
    yield f"Tệp: {found.author}, sửa {found.edited:%d/%m/%Y %H:%M %Z}; mã {found.fingerprint or 'không in'}"
    if found.held or found.issuer:
        yield f"Không ngắt: {' | '.join(found.held)}; của: {found.issuer}"
    if found.doubted:
        yield f"Số phải xem lại: {', '.join(sorted(' '.join(filter(None, cell)) for cell in found.doubted))}"


def handout(found: Handout) -> Iterator[str]:
    """A page for those who lead, or a table that goes along with a report."""
    yield f"{found.office} | {found.remark}"
    yield f"{found.title} {found.about}".rstrip()
    yield from filter(None, (found.annex,))
    for caption, one in found.captioned():
        yield from filter(None, (caption,))
        yield from table(one)
    if found.chart:
        yield from _chart(found.chart)
    yield from (f"- {point}" for point in found.points)
    yield from filter(None, (found.legend, found.source))
    yield f"Giấy: {'ngang' if found.landscape else 'đứng'}{', một trang' * found.single}"
    yield f"Tệp: {found.author}, sửa {found.edited:%d/%m/%Y %H:%M %Z}"


def titled(title: str, lines: Iterator[str]) -> Iterator[str]:
    """Some lines under a title."""
    yield ""
    yield f"=== {title} ==="
    yield from lines


def table(found: Table) -> Iterator[str]:
    """A table: widths in percent, its heads, its rows; a cell that is not aligned like those above has a sign."""
    yield f"  [{' '.join(f'{100 * width:.3g}' for width in found.widths)}]"
    if not found.over:
        yield f"  {' | '.join(_cell(cell, 'center') for cell in found.head)}"
    for head in found.heads() if found.over else ():
        place = f"{head.row}.{head.column}" + f" xuống {head.down}" * (head.down > 1)
        yield f"  {place}{f' sang {head.across}' * (head.across > 1)}: {_cell(head.cell, 'center')}"
    aligned: Sequence[str] = ()
    for row in found.rows:
        if len(row) != len(aligned):
            aligned = [cell.align for cell in row]
            yield "  " + " | ".join(_ALIGNED[align] or "<" for align in aligned)
        cells = " | ".join(_cell(cell, align) for cell, align in zip(row, aligned, strict=True))
        yield f"  {cells}".rstrip()
    if found.note:
        yield f"  {spaced(found.note)}"


def spaced(text: str) -> str:
    """A text whose fixed blanks are seen."""
    return text.replace(NBSP, "_")


def _letterhead(head: Letterhead) -> Iterator[str]:
    yield " / ".join(filter(None, (head.superior, *head.agency)))
    yield f"{spaced(head.number)} | {spaced(head.place_and_date)}{' | DỰ THẢO' * head.draft}"


def _signature(side: SignatureBlock) -> str:
    return f"{' / '.join(side.lines)}: {side.name or '(họ tên)'}"


def _block(block: Heading | Paragraph | Table) -> Iterator[str]:
    match block:
        case Heading(level, number, title):
            yield f"{'#' * level} {number} {title}"
        case Paragraph(content):
            notes: list[Note] = []
            yield "  " + "".join(_part(part, notes) for part in content)
            for place, note in enumerate(notes, start=1):
                lacks = f" (thiếu: {note.lacks})" if note.lacks else ""
                yield f"    ({place}) {''.join(_part(part, []) for part in note.content)}{lacks}"
        case Table():
            yield from table(block)


def _part(part: Text | Note, notes: list[Note]) -> str:
    """A run of words; what prints a cell stands in angles."""
    if isinstance(part, Note):
        notes.append(part)
        return f"({len(notes)})"
    text = f"‹{part.text}›" if part.cell else part.text
    return spaced(_emphasised(text, bold=part.bold, italic=part.italic))


def _appendix(found: Appendix) -> Iterator[str]:
    paper = {True: "ngang", False: "đứng", None: "xoay khi cần"}[found.landscape]
    section = f", mục {found.section}" if found.section else ""
    yield f"PHỤ LỤC {found.number}: {found.title} ({paper}{section})".replace(" :", ":")
    yield from table(found.table)


def _cell(cell: TableCell, align: str) -> str:
    """A cell: › a step inwards, ° prints a cell of this report, ' figures that are no number, ↓ stays with the next."""
    text = _emphasised(spaced(cell.text), bold=cell.bold, italic=cell.italic)
    figures = any(letter.isdigit() for letter in cell.text) and cell.align == "right"
    number = show(cell.number) if cell.number else ""
    sign = "'" if figures and not number else f"={number} " if number and number not in cell.text else ""
    aligned = "" if cell.align == align else _ALIGNED[cell.align] or "<"
    marks = "°" * (cell.cell is not None) + "↓" * cell.leads
    return f"{aligned}{'›' * cell.indent}{sign}{text}{marks}{_gauge(cell.gauge)}"


def _gauge(gauge: Gauge | None) -> str:
    if gauge is None:
        return ""
    stroke = "" if gauge.stroke is None else f", vạch {gauge.stroke}"
    return f" ({'đặc' if gauge.solid else 'gạch'} {gauge.share}{stroke})"


def _emphasised(text: str, *, bold: bool, italic: bool) -> str:
    mark = "*" * bold + "/" * italic
    return f"{mark}{text}{mark[::-1]}" if text else text


def _chart(found: Chart) -> Iterator[str]:
    yield f"Biểu đồ: {spaced(found.title)}"
    for bar in found.bars:
        moved = f" ({spaced(bar.moved)})" if bar.moved else ""
        kind = ", của trang này" * bar.strong + ", chưa hết năm" * bar.partial
        exact = "" if bar.number is None or show(bar.number) in bar.text else f" = {show(bar.number)}"
        yield f"  {bar.label}: {spaced(bar.text)}{exact}{moved}{kind}"
