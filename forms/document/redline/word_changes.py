"""What somebody changed in the words of a document outside the program, as proposals to be taken one by one.

A number that still stands as it was printed stays tied to its cell; one that was changed is told beside its cell, and
never changes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from enum import Enum
from functools import lru_cache
from itertools import dropwhile, zip_longest

from forms.definitions import sentences
from forms.definitions.template import ParagraphDefinition
from forms.document import document
from forms.document.document import PrintedLine
from forms.document.redline.rewording import NOTE, ChangedNumber, bare, reworded, tokens, words
from forms.narrative import paragraphs
from forms.narrative.blocks import Heading, Note, Paragraph, Text
from forms.report.changes import SetParagraphs
from forms.report.report import Report
from forms.values.frozen import frozen

_ALIKE = 0.5  # share of words from which a paragraph is the same one, changed
_PARTED = 3  # into so many paragraphs one is parted whose numbers stay with their cells
_STROKE = re.compile(r"\s*\|\s*")


class Fate(Enum):
    """What became of a paragraph."""

    CHANGED = "Sửa đoạn"
    ADDED = "Thêm đoạn"
    REMOVED = "Bỏ đoạn"


@frozen
class Proposal:
    """One paragraph to be changed: in which section and at which place of it, and its text in the language."""

    fate: Fate
    section: str
    place: int
    old: str
    new: str
    source: str
    numbers: tuple[ChangedNumber, ...] = ()


@frozen
class Came:
    """A paragraph of a file, or a row of a table between strokes, with its footnotes; none where nothing is known."""

    text: str
    notes: tuple[str, ...] = ()


@frozen
class _Printed:
    """A line as it is printed."""

    line: PrintedLine
    runs: tuple[Text | Note, ...]
    sources: tuple[ParagraphDefinition, ...] = ()

    @property
    def text(self) -> str:
        return words(self.runs)

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(words(run.content) for run in self.runs if isinstance(run, Note))


def proposals(
    report: Report, came: Sequence[Came], head: Sequence[str] = (), foot: Sequence[str] = ()
) -> list[tuple[int | None, Proposal]]:
    """What the paragraphs of a file would change in those of a report, each with the place of its paragraph in it.

    `head` and `foot` are what is known to stand before the body and behind it: beyond them nothing is new.
    """
    lines = [*map(_around, head), *map(_printed, document.printed(report)), *map(_around, foot)]
    noted = any(one.notes for one in came)
    printed = [_key(line.text, line.notes if noted else ()) for line in lines]
    codes = SequenceMatcher(None, printed, [_key(one.text, one.notes) for one in came], autojunk=False).get_opcodes()
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
    return found


def take(report: Report, taken: Sequence[Proposal]) -> Iterator[SetParagraphs]:
    """The changes that take proposals over; places are those of the paragraphs before any of them was taken."""
    for section in dict.fromkeys(one.section for one in taken):
        texts = [[], *([text] for text in paragraphs.texts(report, section))]  # each before those added behind it
        for one in (one for one in taken if one.section == section):
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
    return _Printed(PrintedLine(Paragraph(()), paragraphs.OPENING), (Text(text),))


def _key(text: str, notes: Iterable[str]) -> tuple[str, ...]:
    """By what a paragraph is known to be the same."""
    return tuple(bare(_STROKE.sub(" | ", one) if one.startswith("|") else one) for one in (text, *notes))


def _is_added(found: tuple[int | None, Proposal]) -> bool:
    return found[1].fate is Fate.ADDED


def _between(
    lines: Sequence[_Printed], old: range, came: Sequence[Came], new: range, free: list[_Printed]
) -> Iterator[tuple[int | None, Proposal]]:
    """What became of some paragraphs, in their order: those that are alike are the same ones, changed."""
    left = list(new)
    for place in old:
        line = lines[place].line
        match = _nearest(lines[place].text, {one: came[one].text for one in left})
        if match is not None:
            yield from _added(lines, place, came, left[: left.index(match)], free)
            left = left[left.index(match) + 1 :]
            if line.edited:
                following = lines[place + 1] if place + 1 in old else None
                yield match, _changed(_grown(lines[place], following, came[match].text), lines[place], came[match])
        elif line.edited:
            yield None, Proposal(Fate.REMOVED, line.section, line.place, _shown(lines[place].text), "", "")
    yield from _added(lines, old.stop, came, left, free)


def _nearest(text: str, others: Mapping[int, str]) -> int | None:
    """Where the paragraph stands that is the same one, changed; None where none is."""
    words = _vocabulary(text)
    found = max(others, key=lambda one: _shared(words, _vocabulary(others[one])), default=None)
    return found if found is not None and _likeness(text, others[found]) >= _ALIKE else None


def _likeness(one: str, other: str) -> float:
    """How much of two paragraphs is the same."""
    return SequenceMatcher(None, tokens(one), tokens(other), autojunk=False).ratio()


def _shared(words: frozenset[str], others: frozenset[str]) -> float:
    return len(words & others) / (len(words) + len(others) or 1)


@lru_cache(maxsize=8192)
def _vocabulary(text: str) -> frozenset[str]:
    return frozenset(token for token in tokens(text) if not token.isspace())


def _added(
    lines: Sequence[_Printed], place: int, came: Sequence[Came], added: Sequence[int], free: list[_Printed]
) -> Iterator[tuple[int, Proposal]]:
    """Paragraphs that stand new before a line: of the section of the one above."""
    above = lines[place - 1].line if place else replace(lines[0].line, place=-1)
    for one in added:
        text = came[one].text
        if not text.replace(NOTE, "").strip():
            continue
        moved = _nearest(text, {at: line.text for at, line in enumerate(free)})  # or parted
        source = free.pop(moved) if moved is not None else None
        sources, runs = (source.sources, source.runs) if source else ((), ())
        found = reworded(sources, runs, text, came[one].notes)
        numbers = tuple(number for number in found.numbers if number.now)
        told = (_shown(text), sentences.write(found.sentence).strip())
        yield one, Proposal(Fate.ADDED, above.section, above.place + 1, "", *told, numbers)


def _grown(printed: _Printed, following: _Printed | None, text: str) -> _Printed:
    """A paragraph, with the one behind it where that was joined to it."""
    if following is None or not following.line.edited:
        return printed
    both = replace(printed, runs=printed.runs + following.runs, sources=printed.sources + following.sources)
    return both if _likeness(both.text, text) > _likeness(printed.text, text) else printed


def _changed(grown: _Printed, printed: _Printed, came: Came) -> Proposal:
    """A changed paragraph, its numbers that stand tied to their cells again and its footnotes where they are cited."""
    line, new = printed.line, re.sub(r"\./\.$", ".", came.text)
    found = reworded(grown.sources, grown.runs, new, came.notes)
    notes = list(zip_longest(printed.notes, came.notes, fillvalue="")) if came.notes else []
    changed = [(old, now) for old, now in notes if bare(old) != bare(now)]
    told = (_shown(printed.text, [old for old, _ in changed]), _shown(new, [now for _, now in changed]))
    return Proposal(Fate.CHANGED, line.section, line.place, *told, sentences.write(found.sentence), found.numbers)


def _shown(text: str, notes: Iterable[str] = ()) -> str:
    """The words of a paragraph, and those of its footnotes behind it."""
    told = (f" (chú thích: {note})" for note in notes if note)
    return text.replace(NOTE, "").strip() + "".join(told)
