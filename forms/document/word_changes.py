"""What somebody changed in the words of a document outside the program, as proposals to be taken one by one.

A number that still stands as it was printed stays tied to its cell; one that was changed is told beside its cell, and
never changes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import Enum
from itertools import pairwise

from forms.definitions import sentences
from forms.definitions.expressions import Reference
from forms.definitions.sentences import FORMS, InlineNote, Part, Value, Words
from forms.document import annexes
from forms.document.document import printed
from forms.errors import KnownError
from forms.narrative import paragraphs
from forms.narrative.blocks import Note, Text
from forms.narrative.narrative import Scope, fill, plain, subject
from forms.report.cells import Address
from forms.report.changes import SetParagraphs
from forms.report.report import Report
from forms.values.frozen import frozen

NOTE = "\ufffc"  # stands where a footnote is cited, in printed and in changed words
_ALIKE = 0.5  # share of words from which a paragraph is the same one, changed
_TOKEN = re.compile(r"\d[\d.,]*\d|\w+|\s|.", re.DOTALL)


class Fate(Enum):
    """What became of a paragraph."""

    CHANGED = "Sửa đoạn"
    ADDED = "Thêm đoạn"
    REMOVED = "Bỏ đoạn"


@frozen
class ChangedNumber:
    """A number that no longer stands as its cell has it: what was printed, and what stands there now."""

    cell: Address
    printed: str
    now: str


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
class _PrintedLine:
    """A paragraph as it was printed: where it stands and, for the words of an officer, with which parts."""

    text: str
    section: str
    place: int
    parts: tuple[Text | Note, ...]


def proposals(report: Report, texts: Sequence[str]) -> list[tuple[int | None, Proposal]]:
    """What the paragraphs of a file would change in those of a report, each with the place of its paragraph in it."""
    lines = [_PrintedLine(_text(parts), section, place, parts) for section, place, parts in printed(report)]
    matcher = SequenceMatcher(
        None, [_bare(line.text) for line in lines], [_bare(text) for text in texts], autojunk=False
    )
    codes = matcher.get_opcodes()
    known = [place for place, code in enumerate(codes) if code[0] == "equal"]
    if not known:
        return []
    found: list[tuple[int | None, Proposal]] = []
    for tag, start, end, first, last in codes[known[0] : known[-1]]:  # head and foot of the file are no paragraphs
        if tag != "equal":
            found += _between(report, lines, range(start, end), texts, range(first, last))
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


def _text(parts: Iterable[Text | Note]) -> str:
    text = "".join(part.text if isinstance(part, Text) else NOTE for part in parts)
    return text.replace("\N{NO-BREAK SPACE}", " ")


def _bare(text: str) -> str:
    return " ".join(text.split()).rstrip(" ./")


def _between(
    report: Report, lines: Sequence[_PrintedLine], old: range, texts: Sequence[str], new: range
) -> Iterator[tuple[int | None, Proposal]]:
    """What became of some paragraphs, in their order: those that are alike are the same ones, changed."""
    left = list(new)
    for place in old:
        line = lines[place]
        match = next((one for one in left if _likeness(line.text, texts[one]) >= _ALIKE), None)
        if match is not None:
            yield from _added(lines, place, texts, left[: left.index(match)])
            left = left[left.index(match) + 1 :]
            if line.section:
                yield match, _changed(report, line, texts[match])
        elif line.section:
            yield None, Proposal(Fate.REMOVED, line.section, line.place, line.text.replace(NOTE, ""), "", "")
    yield from _added(lines, old.stop, texts, left)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, _TOKEN.findall(one), _TOKEN.findall(other), autojunk=False).ratio()


def _added(
    lines: Sequence[_PrintedLine], place: int, texts: Sequence[str], added: Sequence[int]
) -> Iterator[tuple[int, Proposal]]:
    """Paragraphs that stand new before a line: of the section of the one above, or below a heading of its own."""
    above, below = lines[place - 1], lines[place]
    section, at = (above.section, above.place + 1) if above.section else (below.section, below.place)
    for one in added:
        text = texts[one].replace(NOTE, "").strip()
        if section and text:
            yield one, Proposal(Fate.ADDED, section, at, "", text, sentences.write((Words(text),)))


def _changed(report: Report, line: _PrintedLine, text: str) -> Proposal:
    """A changed paragraph, its numbers that stand tied to their cells again and its footnotes where they are cited."""
    old, new = line.text, re.sub(r"\./\.$", ".", text)
    kept = _kept(old, new)
    sentence = _sentence(report, line)
    notes = (part for part in sentences.walk(sentence) if isinstance(part, InlineNote))
    parts = list(_whole(_spans(report, sentence, old), kept))
    numbers: list[ChangedNumber] = []
    start = 0
    for part in line.parts:
        length = len(part.text) if isinstance(part, Text) else 1
        here = kept.get(start) if all(place in kept for place in range(start, start + length)) else None
        if isinstance(part, Note):
            note = None if part.lacks else next(notes, None)  # what a sum lacks is said by its cell
            if here is not None and note is not None:
                parts.append((here, here + 1, note))
        elif part.cell is not None:
            value = _value(report, part)
            if here is not None and kept[start + length - 1] == here + length - 1:
                parts += [(here, here + length, value)] if value is not None else []
            else:
                numbers.append(ChangedNumber(part.cell, part.text, _standing(kept, start, length, old, new)))
        start += length
    told = (old.replace(NOTE, ""), new.replace(NOTE, ""), _source(new, parts))
    return Proposal(Fate.CHANGED, line.section, line.place, *told, tuple(numbers))


def _spans(report: Report, sentence: sentences.Sentence, text: str) -> list[tuple[int, int, Part]]:
    """Where each part of a sentence stands in what is printed of it; none where that cannot be told."""
    appendices = annexes.names(report, annexes.of(report))
    for cited in (frozenset[str](), {*report.template.legal, *report.documents}):
        ends = []
        for count in range(len(sentence) + 1):
            scope = Scope(report, cited=set(cited), appendices=appendices, about=subject(sentence, report))
            ends.append(_text(fill(sentence[:count], scope).content))
        if ends[-1] == text:
            told = zip(pairwise(ends), sentence, strict=True)
            return [(len(one), len(other), part) for (one, other), part in told if text.startswith(other)]
    return []


def _whole(spans: Iterable[tuple[int, int, Part]], kept: dict[int, int]) -> Iterator[tuple[int, int, Part]]:
    """The parts that stand in the new words as they were; those not printed now stay behind what they stood behind."""
    for start, end, part in spans:
        anchor = start if end > start else start - 1
        here = {-1: -1, **kept}.get(anchor)
        if here is not None and all(kept.get(start + step) == here + step for step in range(end - start)):
            yield here + start - anchor, here + end - anchor, part


def _sentence(report: Report, line: _PrintedLine) -> sentences.Sentence:
    try:
        return sentences.parse(paragraphs.texts(report, line.section)[line.place])
    except KnownError:
        return ()


def _kept(old: str, new: str) -> dict[int, int]:
    """Where each character of words that stand in both stands in the new ones."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    starts, ends = _starts(before), _starts(after)
    found: dict[int, int] = {}
    for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        for place in range(block.size):
            first, second = starts[block.a + place], ends[block.b + place]
            found |= {first + step: second + step for step in range(len(before[block.a + place]))}
    return found


def _starts(tokens: Sequence[str]) -> list[int]:
    found, at = [], 0
    for token in tokens:
        found.append(at)
        at += len(token)
    return found


def _standing(kept: dict[int, int], start: int, length: int, old: str, new: str) -> str:
    """What stands in the new words where a number stood."""
    before = next((kept[place] + 1 for place in reversed(range(start)) if place in kept), 0)
    after = next((kept[place] for place in range(start + length, len(old)) if place in kept), len(new))
    return new[before:after].strip()


def _value(report: Report, part: Text) -> Value | None:
    """The reference that prints what a run printed; None where none does."""
    if part.cell is None:
        return None
    reference = Reference(*part.cell)
    candidates = (Value(reference, form) for form in FORMS)
    return next((value for value in candidates if plain((value,), Scope(report)) == part.text), None)


def _source(text: str, parts: Sequence[tuple[int, int, Part]]) -> str:
    found: list[Part] = []
    at = 0
    for start, end, part in sorted(parts, key=lambda one: (one[0], one[0] < one[1], -one[1])):  # outer before inner
        if start < at:
            continue
        found += [Words(text[at:start].replace(NOTE, "")), part]
        at = end
    return sentences.write((*found, Words(text[at:].replace(NOTE, ""))))
