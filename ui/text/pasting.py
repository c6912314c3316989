"""What is pasted into paragraphs, in the language of `forms.definitions.sentences`: lists, faces and tables are kept.

A point of a list begins with "- ", as official text has it, one of a numbered list with its number; a row of a table
is a paragraph between strokes, a footnote stands in its sentence. What was struck out, and comments, are left out.
What this editor copied comes with its references; brackets from elsewhere are brackets.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeAlias

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QFont, QTextBlock, QTextCharFormat, QTextDocument, QTextListFormat, QTextTable, QTextTableCell

from forms.definitions import sentences
from forms.definitions.sentences import Emphasis, InlineNote, Words
from forms.values.style import POINT

OWN = "application/x-baocao42-paragraphs"  # what this editor copied, in the language of sentences
_FORMATTED = re.compile(
    r"<(?:b|i|em|strong|li|table|h[1-6]|del|s|strike|sup|a)\b|font-weight|font-style|line-through|mso-|<br\b",
    re.IGNORECASE,
)
_BULLETS = (QTextListFormat.Style.ListDisc, QTextListFormat.Style.ListCircle, QTextListFormat.Style.ListSquare)
_WHITE = re.compile(r"[\s\ufdd0\ufdd1\ufffc]+")  # with marks of Qt for tables in tables and for pictures
_HEADED = re.compile(r"\d+\. ")  # what print sets as a heading by itself
_NUMBERED = re.compile(r"\(?(?:\d+(?:\.\d+)*[.)]?|\w{1,5}[.)])")
_NOTE = re.compile("[\ue000-\uf000]")  # what stands for a footnote until its paragraph is read
_SIGNS = ("-", "+", "o")  # before a point, with a tab behind them
_RAISED = str.maketrans("123456789", "¹²³⁴⁵⁶⁷⁸⁹")  # our fonts have no such nought
_TAGS = re.IGNORECASE | re.DOTALL
_MARKER = re.compile(r"<!(?:--)?\[if !supportLists\](?:--)?>(.*?)<!(?:--)?\[endif\](?:--)?>", _TAGS)
_NOTES = re.compile(r"""<div\b[^>]*\bid=["']?_?((?:sdfoot|sdend|ft|ed)n(?:ote)?\d+)["']?[^>]*>(.*?)</div>""", _TAGS)
_CITED = re.compile(r"""<a\b[^>]*\bhref=["']?#_?((?:sdfoot|sdend|ft|ed)n(?:ote)?\d+)(?:sym)?["'][^>]*>.*?</a>""", _TAGS)
_ANCHOR = re.compile(r"<a\b.*?</a>", _TAGS)
_LEFT_OUT = re.compile(
    r"<(del|s|strike|style|script|title)\b.*?</\1>|<a\b[^>]*\bmsocomanchor\b.*?</a>|"
    r"<div\b[^>]*mso-element:\s*comment-list.*?(?=<!--EndFragment|</body|\Z)",
    _TAGS,
)


def paragraphs(source: QMimeData) -> list[str]:
    """The paragraphs of what is pasted; plain text, and what this editor copied, stands as it is."""
    if source.hasFormat(OWN):
        return bytes(source.data(OWN).data()).decode().split("\n")
    marked = source.html() if source.hasHtml() else ""
    if source.text() and not _FORMATTED.search(marked):
        return list(_lines(re.sub(r"[\\\[\]]", r"\\\g<0>", source.text()).splitlines()))
    notes = {key: f"{_plain(_ANCHOR.sub('', words))}" for key, words in _NOTES.findall(marked)}
    keys = {key: chr(0xE000 + place) for place, key in enumerate(notes)}
    marked = _LEFT_OUT.sub("", _NOTES.sub("", marked))
    marked = _CITED.sub(lambda found: keys.get(found[1], ""), marked)
    document = QTextDocument()
    document.setHtml(_MARKER.sub(lambda found: _marker(_plain(found[1])), marked))
    return list(_Pasted(document, {keys[key]: words for key, words in notes.items()}).paragraphs())


def _plain(marked: str) -> str:
    """The words of a piece of HTML."""
    parted = re.sub(r"</?(?:p|div|li|td|br)\b[^>]*>", " ", marked, flags=_TAGS)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", parted)).split())


def _marker(text: str) -> str:
    """What Word draws before a point: its number, or a sign of some font."""
    return f"{text} " if _NUMBERED.fullmatch(text) else "- "


def _lines(lines: Sequence[str]) -> Iterator[str]:
    """Lines of plain text; beneath rows of a table so is one whose first or last cell is blank."""
    for tabs, alike in groupby(lines, key=lambda line: line.count("\t")):
        found = [(line, _lined(line)) for line in alike]
        table = tabs and sum(read.startswith("| ") for _, read in found) > 1
        for line, read in found:
            yield _row(line.split("\t")) if table and line.strip() and "\t" not in line.strip() else read


def _lined(line: str) -> str:
    """A line of plain text: cells of a table stand behind tabs, and so does a point behind its sign."""
    first, tab, rest = line.strip().partition("\t")
    if not tab:
        return _pointed(line)
    numbered = _NUMBERED.fullmatch(first) and not first.isdecimal()
    if "\t" not in rest and (numbered or first in _SIGNS or POINT.fullmatch(first)):
        return f"{first if numbered else '-'} {rest}"
    return _row(line.split("\t"))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.strip().replace('|', '/') for cell in cells)} |"


def _pointed(text: str) -> str:
    return POINT.sub("- ", text)


class _Pasted:
    """Reads a pasted document with these footnotes."""

    def __init__(self, document: QTextDocument, notes: Mapping[str, str]) -> None:
        self.document = document
        self.notes = notes
        blocks = (document.findBlockByNumber(number) for number in range(document.blockCount()))
        self.plain = len(_faces([run for block in blocks for run in _runs(block)])) < 2  # nothing stands out

    def paragraphs(self) -> Iterator[str]:
        """What stands in it, one after the other."""
        block = self.document.begin()
        while block.isValid():
            frame = self.document.frameAt(block.position())
            if isinstance(frame, QTextTable) and frame.columns() > 1:
                yield from self.rows(frame)
                block = self.document.findBlock(frame.lastPosition() + 1)
                continue
            yield from self.lines(block)
            block = block.next()

    def rows(self, table: QTextTable) -> Iterator[str]:
        """The rows of a table in which something stands."""
        for row in range(table.rows()):
            texts = []
            for column in range(table.columns()):
                cell = table.cellAt(row, column)
                spread = cell.column() != column or cell.row() != row
                blocks = [] if spread else _blocks(cell)
                words = " ".join("".join(text for text, *_ in _runs(block)) for block in blocks)
                texts.append(sentences.write(tuple(self.noted(_WHITE.sub(" ", words).strip()))))
            if any(texts):
                yield _row(texts)

    def lines(self, block: QTextBlock) -> Iterator[str]:
        """The lines of a paragraph in which something stands, each a paragraph of its own."""
        lines: list[list[_Run]] = [[]]
        for text, bold, italic in _runs(block):
            first, *others = text.split("\u2028")
            lines[-1].append((first, bold, italic))
            lines += [[(other, bold, italic)] for other in others]
        for place, line in enumerate(lines):
            if text := sentences.write(tuple(self.parts(line))).strip():
                yield _listed(block, text) if not place else _pointed(text)

    def parts(self, runs: Sequence[_Run]) -> Iterator[Words | Emphasis | InlineNote]:
        """The words of a line, in bold and italics where they stand out; a numbered heading needs neither."""
        heads = _HEADED.match("".join(text for text, *_ in runs).strip()) is not None
        plain = self.plain or (heads and len(_faces(runs)) < 2)
        for text, bold, italic in runs:
            parts: tuple[Words | Emphasis | InlineNote, ...] = tuple(self.noted(_WHITE.sub(" ", text)))
            if text.strip() and not plain:
                parts = (Emphasis(parts, "i"),) if italic else parts
                parts = (Emphasis(parts, "b"),) if bold else parts
            yield from parts

    def noted(self, text: str) -> Iterator[Words | InlineNote]:
        """Words with the footnotes that are cited in them."""
        at = 0
        for found in _NOTE.finditer(text):
            yield Words(text[at : found.start()])
            at = found.end()
            note = self.notes.get(found[0])
            yield Words(found[0]) if note is None else InlineNote((Words(note),))
        yield Words(text[at:])


_Run: TypeAlias = tuple[str, bool, bool]  # words, bold, italic


def _faces(runs: Iterable[_Run]) -> set[tuple[bool, bool]]:
    """In how many ways what is seen of runs is set."""
    return {(bold, italic) for text, bold, italic in runs if text.strip()}


def _blocks(cell: QTextTableCell) -> Iterator[QTextBlock]:
    """The paragraphs of a cell, those of tables in it too."""
    block = cell.firstCursorPosition().block()
    while block.isValid() and block.position() <= cell.lastPosition():
        yield block
        block = block.next()


def _runs(block: QTextBlock) -> Iterator[_Run]:
    """The runs of a paragraph; a figure that stands raised stays raised: m², 10³, the mark of a note."""
    place = block.begin()
    while not place.atEnd():
        form, text = place.fragment().charFormat(), place.fragment().text()
        if form.verticalAlignment() == QTextCharFormat.VerticalAlignment.AlignSuperScript:
            text = f"({text})" if text.isdecimal() and "0" in text else text.translate(_RAISED)
        if not form.fontStrikeOut():
            yield text, form.fontWeight() >= QFont.Weight.DemiBold, form.fontItalic()
        place += 1


def _listed(block: QTextBlock, text: str) -> str:
    """A paragraph with its sign or its number in a list."""
    of = block.textList()
    if of is None:
        return _pointed(text)
    style = of.format().style()
    if style in _BULLETS:
        return f"- {POINT.sub('', text)}"
    number = of.itemText(block)
    return f"{number.rstrip('.')}) {text}" if style is QTextListFormat.Style.ListLowerAlpha else f"{number} {text}"
