"""What somebody changed in the words of a document outside the program, as proposals to be taken one by one.

A number that still stands as it was printed stays tied to its cell; one that was changed is told beside its cell, and
never changes it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from enum import Enum
from itertools import dropwhile
from typing import TypeAlias

from forms.definitions import sentences
from forms.definitions.expressions import Reference
from forms.definitions.sentences import Value
from forms.definitions.template import ParagraphDefinition
from forms.document import document
from forms.document.document import PrintedLine
from forms.document.redline.lines import Came, Key, key, likeness, nearest
from forms.document.redline.rewording import NOTE, ChangedNumber, bare, reworded, words
from forms.narrative import paragraphs
from forms.narrative.blocks import Heading, Note, Paragraph, Text
from forms.report.changes import SetParagraphs
from forms.report.report import Report
from forms.values.frozen import frozen
from forms.values.style import ELLIPSIS

_PARTED = 3  # into so many paragraphs one is parted whose numbers stay with their cells


class Fate(Enum):
    """What became of a line."""

    CHANGED = "Sửa"
    ADDED = "Thêm"
    REMOVED = "Bỏ"
    JOINED = "Gộp"  # with the one before it


class LineKind(Enum):
    """What a line is: a paragraph, which an officer edits; a heading of the template; what is printed around them."""

    PARAGRAPH = "đoạn"
    HEADING = "đề mục"
    FORM = "thể thức"


@frozen
class Proposal:
    """One paragraph to be changed: in which section and at which place of it, and its text in the language.

    What is no paragraph is told alone.
    """

    fate: Fate
    section: str
    place: int
    old: str
    new: str
    source: str
    numbers: tuple[ChangedNumber, ...] = ()
    kind: LineKind = LineKind.PARAGRAPH

    @property
    def told_alone(self) -> bool:
        """Whether it cannot be taken over."""
        return self.kind is not LineKind.PARAGRAPH


@frozen
class _Printed:
    """A line as it is printed, of the body or `around` it."""

    line: PrintedLine
    runs: tuple[Text | Note, ...]
    sources: tuple[ParagraphDefinition, ...] = ()
    around: bool = False

    @property
    def text(self) -> str:
        return words(self.runs)

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(words(run.content) for run in self.runs if isinstance(run, Note))

    @property
    def kind(self) -> LineKind:
        if isinstance(self.line.block, Heading):
            return LineKind.HEADING
        return LineKind.PARAGRAPH if self.line.edited else LineKind.FORM


def proposals(
    report: Report, came: Sequence[Came], head: Sequence[str] = (), foot: Sequence[str] = ()
) -> list[tuple[int | None, Proposal]]:
    """What the paragraphs of a file would change in those of a report, each with the place of its paragraph in it.

    `head` and `foot` are what is known to stand before the body and behind it: beyond them nothing is new.
    """
    lines = [*map(_around, head), *map(_printed, document.printed(report)), *map(_around, foot)]
    noted = any(one.notes for one in came)
    printed = [key(line.text, line.notes if noted else ()) for line in lines]
    headings = {key for line, key in zip(lines, printed, strict=True) if line.kind is LineKind.HEADING}
    codes = list(_codes(printed, [one.key for one in came], headings))
    known = [place for place, code in enumerate(codes) if code[0] == "equal"]
    if not known:
        return []
    open_ = (line for tag, start, end, *_ in codes if tag != "equal" for line in lines[start:end])
    free = [line for line in open_ if line.line.edited for _ in range(_PARTED)]
    found: list[tuple[int | None, Proposal]] = []
    for place, (tag, start, end, first, last) in enumerate(codes):
        here = [] if tag == "equal" else list(_between(lines, range(start, end), came, range(first, last), free))
        if place < known[0]:
            here = list(dropwhile(_is_added, here))
        elif place > known[-1]:
            here = list(dropwhile(_is_added, reversed(here)))[::-1]
        found += here
    added = [one.source for _, one in found if one.fate is Fate.ADDED]
    return [(place, _without(one, added)) for place, one in found]


def _without(one: Proposal, added: Sequence[str]) -> Proposal:
    """A proposal without the numbers that went from it into a paragraph which was parted from it."""
    sources = [sentences.write((Value(Reference(*number.cell), ""),))[:-1] for number in one.numbers]
    gone = [
        not number.now and any(source in text for text in added)
        for number, source in zip(one.numbers, sources, strict=True)
    ]
    return replace(one, numbers=tuple(number for number, away in zip(one.numbers, gone, strict=True) if not away))


def around(report: Report, page: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """What is printed before the body of a report and behind it, of all that is printed."""
    body = [key(_printed(line).text) for line in document.printed(report)]
    keys = [key(text) for text in page]
    places = [place for place, one in enumerate(keys) if body and one in (body[0], body[-1])]
    return (page[: places[0]], page[places[-1] + 1 :]) if places else ((), ())


def take(report: Report, taken: Sequence[Proposal]) -> Iterator[SetParagraphs]:
    """The changes that take proposals over; places are those of the paragraphs before any of them was taken."""
    for section in dict.fromkeys(one.section for one in taken):
        texts = [[], *([text] for text in paragraphs.texts(report, section))]  # each before those added behind it
        for one in (one for one in taken if one.section == section and not one.told_alone):
            if one.fate is Fate.ADDED:
                texts[one.place].append(one.source)
            else:
                texts[one.place + 1][0] = one.source
        change = paragraphs.change(report, section, tuple(text for each in texts for text in each))
        if change is not None:
            yield change


def _printed(line: PrintedLine) -> _Printed:
    block = line.block
    runs = (Text(document.spoken(block)),) if isinstance(block, Heading) else block.content
    return _Printed(line, runs, (line.source,) if line.edited else ())


def _around(text: str) -> _Printed:
    """A line of the head or of the foot."""
    return _Printed(PrintedLine(Paragraph(()), paragraphs.OPENING), (Text(text),), around=True)


_Code: TypeAlias = tuple[str, int, int, int, int]


def _codes(printed: Sequence[Key], came: Sequence[Key], headings: Collection[Key]) -> Iterator[_Code]:
    """What became of the lines, as SequenceMatcher says it; lines between two headings are compared apart."""
    fixed = [place for place, key in enumerate(printed) if key in headings]
    there = [place for place, key in enumerate(came) if key in headings]
    matcher = SequenceMatcher(None, [printed[one] for one in fixed], [came[one] for one in there], autojunk=False)
    pairs = [(fixed[a + one], there[b + one]) for a, b, size in matcher.get_matching_blocks() for one in range(size)]
    at = first = 0
    for end, until in [*pairs, (len(printed), len(came))]:
        within = SequenceMatcher(None, printed[at:end], came[first:until], autojunk=False)
        for tag, *(a, b, c, d) in within.get_opcodes():
            yield tag, a + at, b + at, c + first, d + first
        if end < len(printed):
            yield "equal", end, end + 1, until, until + 1
        at, first = end + 1, until + 1


def _is_added(found: tuple[int | None, Proposal]) -> bool:
    return found[1].fate is Fate.ADDED


def _between(
    lines: Sequence[_Printed], old: range, came: Sequence[Came], new: range, free: list[_Printed]
) -> Iterator[tuple[int | None, Proposal]]:
    """What became of some lines, in their order: those that are alike are the same ones, changed."""
    left = list(new)
    joined = False
    for place in old:
        line = lines[place]
        match = nearest(line.text, {one: came[one].text for one in left})
        if match is None and _lasts(line) and len(left) == old.stop - place:
            match = left[0]  # what the program prints is in the place where it printed it
        if match is not None:
            yield from _added(lines, place, came, left[: left.index(match)], free)
            left = left[left.index(match) + 1 :]
            following = lines[place + 1] if place + 1 in old else None
            grown = _grown(line, following, came[match].text)
            joined = grown is not line
            yield match, _changed(grown, line, came[match])
        elif line.line.edited or _lasts(line):
            fate = Fate.JOINED if joined else Fate.REMOVED
            yield None, Proposal(fate, line.line.section, line.line.place, _shown(line.text), "", "", (), line.kind)
            joined = False
    yield from _added(lines, old.stop, came, left, free)


def _lasts(line: _Printed) -> bool:
    """Whether a line is printed whatever an officer writes."""
    return line.kind is not LineKind.PARAGRAPH and line.text != ELLIPSIS


def _added(
    lines: Sequence[_Printed], place: int, came: Sequence[Came], added: Sequence[int], free: list[_Printed]
) -> Iterator[tuple[int, Proposal]]:
    """Paragraphs that stand new before a line: of the section of the one above."""
    above = lines[place - 1].line if place else replace(lines[0].line, place=-1)
    headings = {line.text for line in lines if line.kind is LineKind.HEADING}
    outside = all(line.around for line in lines[max(place - 1, 0) : place + 1])
    for one in added:
        text = came[one].text
        if not text.replace(NOTE, "").strip():
            continue
        if outside or text in headings:
            kind = LineKind.HEADING if text in headings else LineKind.FORM
            yield one, Proposal(Fate.ADDED, above.section, above.place + 1, "", _shown(text), "", (), kind)
            continue
        moved = nearest(text, {at: line.text for at, line in enumerate(free)})  # or parted
        source = free.pop(moved) if moved is not None else None
        sources, runs = (source.sources, source.runs) if source else ((), ())
        found = reworded(sources, runs, text, came[one].notes)
        numbers = tuple(number for number in found.numbers if number.now)
        told = (_shown(text), sentences.write(found.sentence).strip())
        yield one, Proposal(Fate.ADDED, above.section, above.place + 1, "", *told, numbers)


def _grown(printed: _Printed, following: _Printed | None, text: str) -> _Printed:
    """A paragraph, with the one behind it where that was joined to it."""
    if following is None or not (printed.line.edited and following.line.edited):
        return printed
    both = replace(printed, runs=printed.runs + following.runs, sources=printed.sources + following.sources)
    return both if likeness(both.text, text) > likeness(printed.text, text) else printed


def _changed(grown: _Printed, printed: _Printed, came: Came) -> Proposal:
    """A changed paragraph, its numbers that stand tied to their cells again and its footnotes where they are cited."""
    line, new = printed.line, re.sub(r"\./\.$", ".", came.text)
    found = reworded(grown.sources, grown.runs, new, came.notes)
    known = came.notes or NOTE not in new
    told = (
        _shown(printed.text, _others(printed.notes, came.notes) if known else ()),
        _shown(new, _others(came.notes, printed.notes)),
    )
    source = sentences.write(found.sentence) if line.edited else ""
    return Proposal(Fate.CHANGED, line.section, line.place, *told, source, found.numbers, printed.kind)


def _others(notes: Sequence[str], beside: Sequence[str]) -> list[str]:
    """The footnotes that are not among others."""
    there = {bare(note) for note in beside}
    return [note for note in notes if bare(note) not in there]


def _shown(text: str, notes: Iterable[str] = ()) -> str:
    """The words of a paragraph, and those of its footnotes behind it."""
    told = (f" (chú thích: {note})" for note in notes if note)
    return text.replace(NOTE, "").strip() + "".join(told)
