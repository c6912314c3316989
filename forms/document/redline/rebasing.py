"""A file that was printed before the report or the program changed, as if it had been printed today.

What nobody touched is what is printed now; a line that somebody changed is changed in the words of now. Where both
changed the same words, those of the file stand.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from forms.document.redline.lines import Came, nearest
from forms.document.redline.rewording import NOTE, tokens


def rebased(sent: Sequence[Came], now: Sequence[Came], came: Sequence[Came]) -> list[tuple[int | None, Came]]:
    """The lines of a file that was `sent`, each with its place in it; a line that is printed only now has none."""
    if [one.key for one in sent] == [one.key for one in now]:
        return list(enumerate(came))
    of_now, back = _same(sent, now), _same(sent, came)
    back |= _moved(sent, came, back, back.values())
    before = {place: one for one, place in back.items()}
    known = {of_now[one]: back.get(one) for one in of_now}
    new = _new(now, known | _moved(now, came, known, before))  # what was added to both stands once
    found: list[tuple[int | None, Came]] = [(None, now[one]) for one in new.get(-1, ())]
    for place, line in enumerate(came):
        old = before.get(place)
        there = of_now.get(old) if old is not None else None
        if old is None or (there is None and line.key != sent[old].key):
            found.append((place, line))
        elif there is not None:
            found.append((place, _merged(sent[old], now[there], line)))
        found += ((None, now[one]) for one in new.get(place, ()))
    return found


def _same(old: Sequence[Came], new: Sequence[Came]) -> dict[int, int]:
    """Which lines are the same ones, changed or not, each with its place among the new ones."""
    found: dict[int, int] = {}
    matcher = SequenceMatcher(None, [one.key for one in old], [one.key for one in new], autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag == "equal":
            found |= zip(range(start, end), range(first, last), strict=True)
            continue
        left = range(first, last)
        for place in range(start, end):
            match = nearest(old[place].text, {one: new[one].text for one in left})
            if match is None and end - place == len(left):
                match = left[0]
            if match is not None:
                found[place] = match
                left = range(match + 1, last)
    return found


def _moved(old: Sequence[Came], new: Sequence[Came], known: Container[int], taken: Collection[int]) -> dict[int, int]:
    """Which of the lines that are not known yet stand elsewhere, untouched, in a place that is not taken."""
    places = {one.key: place for place, one in enumerate(new) if place not in taken}
    left = (place for place in range(len(old)) if place not in known and any(old[place].key))
    return {place: there for place in left if (there := places.pop(old[place].key, None)) is not None}


def _new(now: Sequence[Came], known: Mapping[int, int | None]) -> dict[int, list[int]]:
    """The lines that are printed only now, behind which place of the file each belongs; -1 is before all of it."""
    found: dict[int, list[int]] = {}
    at = -1
    for place in range(len(now)):
        if place not in known:
            found.setdefault(at, []).append(place)
        elif (there := known[place]) is not None:
            at = there
    return found


def _merged(sent: Came, now: Came, came: Came) -> Came:
    """A line that was changed in the file, in the words of now."""
    if came.key == sent.key:
        return now
    if now.key == sent.key:
        return came
    text = _woven(sent.text, now.text, came.text)
    return Came(text, _notes(sent, now, came, text.count(NOTE)), _each(sent.cells, now.cells, came.cells))


def _notes(sent: Came, now: Came, came: Came, count: int) -> tuple[str, ...]:
    """The words of the footnotes of a merged line, of which so many are cited."""
    if len(came.notes) != len(sent.notes) and len(came.notes) == count:
        return came.notes
    return now.notes if came.notes == sent.notes else _each(sent.notes, now.notes, came.notes)


def _each(sent: Sequence[str], now: Sequence[str], came: Sequence[str]) -> tuple[str, ...]:
    """Texts side by side, each merged."""
    if not len(sent) == len(now) == len(came):
        return tuple(came)
    return tuple(map(_woven, sent, now, came))


def _woven(sent: str, now: str, came: str) -> str:
    """A text changed in two ways."""
    old, mine, theirs = tokens(sent), tokens(now), tokens(came)
    return "".join("".join(part) for part in _parts(old, mine, theirs))


def _parts(old: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Iterator[Sequence[str]]:
    """What stands between the words that all three have, and these."""
    first, second = _kept(old, mine), _kept(old, theirs)
    stable = [(place, first[place], second[place]) for place in range(len(old)) if place in first and place in second]
    at = (0, 0, 0)
    for end in [*stable, (len(old), len(mine), len(theirs))]:
        was, one, other = (text[a:b] for text, a, b in zip((old, mine, theirs), at, end, strict=True))
        yield one if other == was else other
        yield old[end[0] : end[0] + 1]
        at = (end[0] + 1, end[1] + 1, end[2] + 1)


def _kept(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Where each token that stands in both stands in the new ones."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return {a + one: b + one for a, b, size in matcher.get_matching_blocks() for one in range(size)}
