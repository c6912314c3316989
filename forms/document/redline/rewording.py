"""A paragraph that somebody changed on paper, in the language of sentences again: what still stands is what it was.

A number that stands as it was printed stays tied to its cell, also where words around it were changed; what print made
of the words ("ước có" for "có", an abbreviation spelled out) is undone; what print added is none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from forms.definitions import sentences
from forms.definitions.expressions import Reference
from forms.definitions.sentences import Emphasis, Group, InlineNote, NoteMark, Part, Sentence, Value, Words
from forms.definitions.template import ParagraphDefinition
from forms.narrative.blocks import Note, Text
from forms.report.cells import Address
from forms.values.frozen import frozen
from forms.values.period import Period

NOTE = "\ufffc"  # stands where a footnote is cited, in printed and in changed words
_ESTIMATE = "ước"
_TOKEN = re.compile(r"\d[\d.,]*\d|\w+|\s|.", re.DOTALL)


@frozen
class ChangedNumber:
    """A number that no longer stands as its cell has it: what was printed, and what stands there now.

    `period` is that of its cell where it is another one than the report's.
    """

    cell: Address
    printed: str
    now: str
    period: Period | None = None


@frozen
class Rewording:
    """The sentence that a changed paragraph comes to, and the numbers in it that were changed."""

    sentence: Sentence
    numbers: tuple[ChangedNumber, ...]


def words(runs: Iterable[Text | Note]) -> str:
    """What is printed, as it is compared."""
    text = "".join(run.text if isinstance(run, Text) else NOTE for run in runs)
    return text.replace("\N{NO-BREAK SPACE}", " ")


def tokens(text: str) -> list[str]:
    """The words, numbers, blanks and signs of a text, none of which is ever parted."""
    return _TOKEN.findall(text)


def reworded(
    sources: Sequence[ParagraphDefinition], runs: Sequence[Text | Note], new: str, notes: Sequence[str] = ()
) -> Rewording:
    """What printed paragraphs come to where their words were changed to those of one, and of their notes to `notes`.

    A file that says nothing of notes leaves them as they are.
    """
    weaver = _Weaver(_defined(sources), runs, new, notes)
    return Rewording(weaver.sentence(tuple(part for source in sources for part in source.text)), tuple(weaver.numbers))


def _defined(sources: Sequence[ParagraphDefinition]) -> dict[int, Sentence]:
    """What each cited footnote says; two paragraphs may have one of the same name."""
    return {
        id(part): source.notes.get(part.name, ())
        for source in sources
        for part in sentences.walk(source.text)
        if isinstance(part, NoteMark)
    }


@frozen
class _Run:
    """A run with where it stands in what was printed."""

    start: int
    end: int
    run: Text | Note

    @property
    def cell(self) -> tuple[Period | None, Address] | None:
        """The cell that it prints, with its period where that is another one."""
        if not isinstance(self.run, Text):
            return None
        return (None, self.run.cell) if self.run.cell else self.run.elsewhere

    def prints(self, part: Part, depth: int) -> bool:
        return len(self.run.of) > depth and self.run.of[depth] is part


@frozen
class _Piece:
    """What stands from one place of the new words to another."""

    start: int
    end: int
    parts: Sentence


class _Weaver:
    """Writes one paragraph."""

    def __init__(
        self, definitions: Mapping[int, Sentence], runs: Sequence[Text | Note], new: str, notes: Sequence[str]
    ) -> None:
        self.definitions = definitions
        self.new = new
        self.notes = notes
        self.old = words(runs)
        self.kept = kept(self.old, new)
        self.numbers: list[ChangedNumber] = []
        self.runs: list[_Run] = []
        at = 0
        for run in runs:
            end = at + (len(run.text) if isinstance(run, Text) else 1)
            self.runs.append(_Run(at, end, run))
            at = end

    def sentence(self, parts: Sentence) -> Sentence:
        """The whole of it; what print added stands for nothing."""
        added = (_Piece(*here, ()) for run in self.runs if not run.run.of and (here := self.stands(run.start, run.end)))
        found = self.woven([*self.pieces(parts, self.runs, 0), *added], 0, len(self.new))
        for one in self.runs:
            self.tell(one)
        return found

    def tell(self, one: _Run) -> None:
        """Tell a number that was changed."""
        if isinstance(one.run, Text) and one.cell is not None and self.stands(one.start, one.end) is None:
            period, cell = one.cell
            self.numbers.append(ChangedNumber(cell, one.run.text, self.standing(one.start, one.end), period))

    def woven(self, pieces: Iterable[_Piece], start: int, end: int) -> Sentence:
        """Pieces and the new words between them."""
        found: list[Part] = []
        at = start
        for piece in sorted(pieces, key=lambda one: (one.start, one.end)):
            if at <= piece.start and piece.end <= end:
                found += [*self.typed(at, piece.start), *piece.parts]
                at = piece.end
        return (*found, *self.typed(at, end))

    def typed(self, start: int, end: int) -> Iterator[Part]:
        """New words, with the footnotes that somebody put into them."""
        at = start
        for place in (place for place in range(start, end) if self.new[place] == NOTE):
            yield Words(self.new[at:place])
            at = place + 1
            if text := self.note(place).strip():
                yield InlineNote((Words(text),))
        if at < end:
            yield Words(self.new[at:end])

    def note(self, place: int) -> str:
        """The words of the footnote that is cited at a place; "" where the file says nothing of it."""
        number = self.new.count(NOTE, 0, place)
        return self.notes[number] if number < len(self.notes) else ""

    def stands(self, start: int, end: int) -> tuple[int, int] | None:
        """Where printed words stand in the new ones, whole; None where they do not."""
        here = self.kept.get(start)
        if here is None or any(self.kept.get(start + step) != here + step for step in range(end - start)):
            return None
        return here, here + end - start

    def standing(self, start: int, end: int) -> str:
        """What stands in the new words where a number stood."""
        before = next((self.kept[place] + 1 for place in reversed(range(start)) if place in self.kept), 0)
        after = (self.kept[place] for place in range(end, len(self.old)) if place in self.kept)
        return self.new[before : next(after, len(self.new))].replace(NOTE, "").strip()

    def pieces(self, parts: Sentence, runs: Sequence[_Run], depth: int) -> Iterator[_Piece]:
        """The parts that stand in the new words; those not printed now stay behind what they stood behind."""
        at = runs[0].start if runs else 0
        for part in parts:
            own = [run for run in runs if run.prints(part, depth)]
            if own:
                yield from self.piece(part, own, depth)
                at = own[-1].end
            elif (before := self.kept.get(at - 1) if at else -1) is not None:
                yield _Piece(before + 1, before + 1, (self.whole(part),))

    def piece(self, part: Part, own: Sequence[_Run], depth: int) -> Iterator[_Piece]:
        """What is left of a part."""
        start, end = own[0].start, own[-1].end
        here = self.stands(start, end)
        if isinstance(part, NoteMark | InlineNote) and isinstance(note := own[0].run, Note):
            if here:
                yield _Piece(*here, (self.reworded_note(part, note, here[0]),))
        elif isinstance(part, Words):
            for run in own:
                yield from self.unprinted(part.text, run)
        elif here and not any(isinstance(run.run, Note) for run in own):
            yield _Piece(*here, (self.whole(part),))
        elif isinstance(part, Group | Emphasis):
            first, last = self.kept.get(start), self.kept.get(end - 1)
            inner = self.pieces(part.parts, own, depth + 1)
            if first is None or last is None:
                yield from inner
            else:
                found = self.woven(inner, first, last + 1)
                fixed = isinstance(part, Group) and self.fixed(own)
                yield _Piece(first, last + 1, found if fixed else (replace(part, parts=found),))
        else:
            yield from self.values(own)

    def fixed(self, own: Sequence[_Run]) -> bool:
        """Whether none of the numbers of a part is that of a cell any more: nothing says when to leave it out."""
        cells = [one for one in own if one.cell is not None]
        return bool(cells) and not any(self.stands(one.start, one.end) for one in cells)

    def values(self, own: Sequence[_Run]) -> Iterator[_Piece]:
        """The numbers of a list that was changed: each is its own from now on."""
        for one in own:
            run, here = one.run, self.stands(one.start, one.end)
            if here and isinstance(run, Text) and run.cell is not None and isinstance(value := run.of[-1], Value):
                yield _Piece(*here, (Value(Reference(*run.cell), value.form),))

    def unprinted(self, written: str, one: _Run) -> Iterator[_Piece]:
        """What print made of some words, where it stands, as they were written.

        That a number is an estimate stays where the number is that of its cell no more.
        """
        shown = tokens(self.old[one.start : one.end])
        source = tokens(written)
        places = starts(shown)
        of = next((run for run in self.runs if run.start >= one.end and run.cell), None)
        for tag, first, last, begin, end in SequenceMatcher(None, shown, source, autojunk=False).get_opcodes():
            if tag == "equal" or first == last:
                continue
            span = (one.start + places[first], one.start + places[last])
            here = self.stands(*span)
            if of is not None and _ESTIMATE in shown[first].lower():
                if here and self.stands(of.start, of.end) is None:
                    return
                if here is None and of.cell is not None:
                    period, cell = of.cell
                    self.numbers.append(
                        ChangedNumber(cell, self.old[slice(*span)].strip(), self.standing(*span), period)
                    )
            if here:
                yield _Piece(*here, (Words("".join(source[begin:end])),))

    def whole(self, part: Part) -> Part:
        """A part as an officer edits it: a footnote stands in its sentence."""
        match part:
            case NoteMark():
                return InlineNote(self.definitions[id(part)])
            case Group(parts=parts) | Emphasis(parts=parts):
                return replace(part, parts=tuple(map(self.whole, parts)))
            case _:
                return part

    def reworded_note(self, part: NoteMark | InlineNote, note: Note, place: int) -> InlineNote:
        """A footnote that is still cited, with what was changed in it."""
        parts = part.parts if isinstance(part, InlineNote) else self.definitions[id(part)]
        new = self.note(place)
        if not new or bare(new) == bare(words(note.content)):
            return InlineNote(parts)
        found = reworded([ParagraphDefinition(parts)], note.content, new)
        self.numbers += found.numbers
        return InlineNote(found.sentence)


def bare(text: str) -> str:
    """Words as they are compared, whatever white stands between them."""
    return re.sub(r" (?=[,.;:!?)])", "", " ".join(text.split())).rstrip(" ./")


def kept(old: str, new: str) -> dict[int, int]:
    """Where each character of words that stand in both stands in the new ones."""
    before, after = tokens(old), tokens(new)
    first, second = starts(before), starts(after)
    found: dict[int, int] = {}
    for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        for place in range(block.size):
            here, there = first[block.a + place], second[block.b + place]
            found |= {here + step: there + step for step in range(len(before[block.a + place]))}
    return found


def starts(parts: Sequence[str]) -> list[int]:
    """Where each of some texts begins, and where the last one ends."""
    found = [0]
    for part in parts:
        found.append(found[-1] + len(part))
    return found
