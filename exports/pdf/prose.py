"""Lines of text for the PDF: broken at a width, cut between lines, justified and drawn.

reportlab's own `Paragraph` is not used: it may part a note's mark from its word, reads markup in
what officers type, and does not say which line cites which note.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias, cast

from exports.pdf.structure import ARTIFACT, Element, Marks, Piece, paragraph
from exports.typesetting.lines import LEAST_FILL, Line, Run, blanks, joined, lines, spaced_runs, spread

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlab.pdfgen.textobject import PDFTextObject

    from exports.pdf.paper import Paper
    from exports.typesetting.layout import Look

_ASCENT, _DESCENT = 0.891, 0.216  # of the shipped faces, as shares of the size

_Named: TypeAlias = tuple[Run, Element, float, float, float]  # from where to where, on which level


class Prose(Piece):
    """Text set at one width."""

    def __init__(self, look: Look, set_lines: tuple[Line, ...], width: float, element: Element | None = None) -> None:
        """Hold lines that are already broken, and the element whose words they are; `set_prose` breaks them."""
        super().__init__()
        self.look = look
        self.lines = set_lines
        self.width = width
        self.height = len(set_lines) * look.leading
        self.element = element
        self.elements = (element,) if element else ()

    @property
    def notes(self) -> tuple[int, ...]:
        """Numbers of the notes cited, in reading order."""
        return tuple(note for line in self.lines for note in line.notes)

    def cut(self, count: int) -> tuple[Prose, Prose]:
        """Return the first `count` lines and the others."""
        return (
            Prose(self.look, self.lines[:count], self.width, self.element),
            Prose(self.look, self.lines[count:], self.width, self.element),
        )

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the size, fixed when the text was set."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the text at the origin."""
        paper = cast("Paper", self.canv)
        self.print(paper, 0, 0, self.element or ARTIFACT)

    def print(self, paper: Paper, left: float, bottom: float, element: Element) -> None:
        """Draw the lines as words of `element`, then the links of the marks over them."""
        text = paper.beginText()
        marks = paper.marks(element, text)
        size, leading = self.look.size, self.look.leading
        drop = (leading - (_ASCENT + _DESCENT) * size) / 2 + _ASCENT * size
        named: list[_Named] = []
        filled = (0.0, 0.0)
        for place, line in enumerate(self.lines):
            base = bottom + self.height - place * leading - drop
            stretch = self._stretch(line)
            _set_spaces(text, filled, stretch)
            filled = stretch
            named += self._write(text, marks, line, stretch, left, base)
        marks.end()
        _set_spaces(text, filled, (0.0, 0.0))
        paper.drawText(text)
        for run, part, start, end, base in named:
            if run.cell is not None:
                paper.spot(run.cell, start, base - _DESCENT * size, end, base + _ASCENT * size)
            else:
                area = (start, base + run.rise - 1, end, base + run.rise + run.size)
                paper.link(part, f"Chú thích {run.note}", destination(run.note), area)

    def _slack(self, line: Line) -> float:
        """How much room a line leaves."""
        natural = sum(word.width for word in line.words) + line.gaps * 0.25 * self.look.size
        return self.width - line.indent - natural

    def _stretch(self, line: Line) -> tuple[float, float]:
        """How much wider each space of a line is printed, and how far its letters stand apart.

        Nothing but in justified lines that are nearly full.
        """
        if self.look.align != "justify":
            return 0.0, 0.0
        slack = self._slack(line)
        if slack > (1 - LEAST_FILL) * (self.width - line.indent) or (slack > 0 and not line.wraps):
            return 0.0, 0.0
        runs = [run for word in line.words for run in word.runs]
        letters = line.gaps + sum(len(run.text) for run in runs)
        return spread(slack, line.gaps + sum(map(blanks, runs)), letters, self.look.size)

    def _write(
        self, text: PDFTextObject, marks: Marks, line: Line, stretch: tuple[float, float], left: float, base: float
    ) -> list[_Named]:
        """Write one line; return its marks and its values with where they stand."""
        left += line.indent
        if self.look.align in {"center", "right"}:
            left += self._slack(line) * (0.5 if self.look.align == "center" else 1.0)
        text.setTextOrigin(left, base)
        named = []
        raised = 0.0
        runs = joined(spaced_runs(line, self.look.size))
        if marks.signed:
            sign, blank, rest = runs[0].text.partition(" ")
            runs[:1] = [replace(runs[0], text=sign + blank), *([replace(runs[0], text=rest)] if rest else [])]
        for run in runs:
            part = marks.turn(run.note, raised=run.rise > 0)
            text.setFont(run.face, run.size)
            if run.rise != raised:
                text.setRise(run.rise)
            raised = run.rise
            text.textOut(run.text)
            right = left + run.width + blanks(run) * stretch[0] + len(run.text) * stretch[1]
            if run.note or run.cell is not None:
                named.append((run, part, left, right, base))
            left = right
        if raised:
            text.setRise(0)
        return named


def _set_spaces(text: PDFTextObject, before: tuple[float, float], now: tuple[float, float]) -> None:
    """Say how much wider than their own the spaces, and the letters, of a line are, where the last one had others."""
    if now[0] != before[0]:
        text.setWordSpace(now[0])
    if now[1] != before[1]:
        text.setCharSpace(now[1])


def set_prose(look: Look, runs: Iterable[Run], width: float, element: Element | None = None) -> Prose:
    """Break runs at `width` into prose, the words of `element` or of a paragraph of its own; blanks say nothing."""
    set_lines = lines(look, tuple(runs), width)
    words = [run.text for line in set_lines for word in line.words for run in word.runs]
    if element is None and any(map(str.strip, words)):
        element = paragraph(words[0], look.outline)
    return Prose(look, set_lines, width, element)


def destination(note: int) -> str:
    """Return the name of the place in the PDF where a note is printed."""
    return f"note-{note}"
