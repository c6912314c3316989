"""What is pasted into paragraphs, in the language of `forms.definitions.sentences`: lists, faces and tables are kept.

A point of a list begins with "- ", as official text has it; a row of a table is a paragraph between strokes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QFont, QTextBlock, QTextDocument, QTextTable

from forms.definitions import sentences
from forms.definitions.sentences import Emphasis, Words

_POINT = re.compile(r"^\s*(?:[•·▪●◦‣\uf0b7\uf0a7*]|[–—](?=\s))\s*")
_FORMATTED = ("<b", "<i", "<em", "<strong", "<li", "<table", "font-weight", "font-style", "mso-")


def paragraphs(source: QMimeData) -> list[str]:
    """The paragraphs of what is pasted; plain text, and what this editor copied, stands as it is."""
    html = source.html() if source.hasHtml() else ""
    if not any(mark in html.lower() for mark in _FORMATTED):
        lines = source.text().splitlines()
        return [
            "| " + " | ".join(line.split("\t")) + " |" if "\t" in line.strip() else _pointed(line) for line in lines
        ]
    document = QTextDocument()
    document.setHtml(html)
    return [text for text in _paragraphs(document) if text.strip()]


def _paragraphs(document: QTextDocument) -> Iterator[str]:
    block = document.begin()
    while block.isValid():
        inside = _table(document, block)
        if inside is not None:
            yield from _rows(inside)
            block = document.findBlock(inside.lastPosition() + 1)
            continue
        text = sentences.write(tuple(_parts(block)))
        yield f"- {_POINT.sub('', text)}" if block.textList() is not None else _pointed(text)
        block = block.next()


def _table(document: QTextDocument, block: QTextBlock) -> QTextTable | None:
    """The table in which a block stands."""
    frame = document.frameAt(block.position())
    return frame if isinstance(frame, QTextTable) else None


def _rows(table: QTextTable) -> Iterator[str]:
    for row in range(table.rows()):
        cells = [table.cellAt(row, column) for column in range(table.columns())]
        texts = []
        for column, cell in enumerate(cells):
            spread = cell.column() != column or cell.row() != row
            cursor = cell.firstCursorPosition()
            cursor.setPosition(cell.lastPosition(), cursor.MoveMode.KeepAnchor)
            words = "" if spread else " ".join(cursor.selectedText().split()).replace("|", "/")
            texts.append(sentences.write((Words(words),)))
        yield _row(texts)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _parts(block: QTextBlock) -> Iterator[Words | Emphasis]:
    """The words of a block, in bold and italics where a part of it stands out; a heading in bold needs neither."""
    runs = []
    place = block.begin()
    while not place.atEnd():
        fragment = place.fragment()
        form = fragment.charFormat()
        bold = form.fontWeight() >= QFont.Weight.DemiBold
        runs.append((" ".join(re.split(r"[\s\u2028]+", fragment.text())), bold, form.fontItalic()))
        place += 1
    whole = len({(bold, italic) for text, bold, italic in runs if text.strip()}) < 2
    for text, bold, italic in runs:
        part: Words | Emphasis = Words(text)
        if text.strip() and not whole:
            part = Emphasis((part,), "i") if italic else part
            part = Emphasis((part,), "b") if bold else part
        yield part


def _pointed(text: str) -> str:
    return _POINT.sub("- ", text) if _POINT.match(text) else text
