"""What the cells of a superior's workbook probably want, by the words around them: guesses, for somebody's yes.

A cell that was pointed at in an earlier copy is found again by its words. Else the words of its row name a figure, a
row of it or a lower office, and those above it a measure, a period or a plan; where an office stands in the row, the
figure is named above. What fits two cells alike is no guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import islice
from typing import NamedTuple

from forms.books import scales
from forms.books.pointing import Pointing, SheetPlace, When
from forms.books.surroundings import SheetWords
from forms.definitions.template import Column, Figure, Measure
from forms.report.report import Report
from forms.values.spreadsheet import Position
from forms.values.text import fold

_SURE = 0.72  # how much alike the words must be, from 0 to 1
_APART = 0.06  # by how much the best must be more alike than the next
_EMPTY = frozenset(fold("số, tổng, được, các, và, cho, là, trong, đó, của, theo, với, đvt").split())
_CHANGES = frozenset(fold("giảm thoát").split())  # a rate and how much it fell are two things
# with their marks: "tặng" is not "tăng"
_COMPARING = ("tăng", "giảm", "so với", "so sánh", "chênh lệch", "lũy kế", "luỹ kế")
_ASIDE = frozenset(map(fold, ("ghi chú", "đơn vị tính", "đvt")))  # under these alone stands no number
_PLANNED = ("kế hoạch", "chỉ tiêu giao", "kh giao", "kh năm")
_SHARED = ("%", "tỷ lệ", "tỉ lệ")
_SPENT = ("kinh phí", "số tiền", "vốn")
_MOST = 5000  # cells that are looked at
_GROUP = 30  # rows after that of a figure in which rows of it may stand
_PLAIN = ("số lượng", "thực hiện", "kết quả", "số liệu", "tổng số", "năm", "kỳ", "tháng", "quý")
_PARTS = ("tháng", "quý")  # of a year: without them a year is a whole one
_LAST = ("cùng kỳ", "năm trước", "kỳ trước")

_Words = frozenset[str]


class _Thing(NamedTuple):
    """A figure, or a row of it, and the words of both."""

    figure: Figure
    row: str
    path: str
    label: str
    words: _Words
    of_figure: _Words
    whole: _Words  # of both together


class _Fit(NamedTuple):
    """A thing and how well it fits."""

    fit: float
    thing: _Thing


def guesses(
    report: Report, sheets: Mapping[str, SheetWords], offices: Mapping[str, str], former: Iterable[Pointing] = ()
) -> list[Pointing]:
    """What the cells probably want; `offices` are lower ones, name by id, `former` what an earlier copy wanted."""
    again = _Former(former)
    guesser = _Guesser(report, offices)
    found: dict[tuple[str, ...], list[tuple[float, Pointing]]] = {}
    free = ((name, words, at) for name, words in sheets.items() for at in words.free())
    for name, words, at in islice(free, _MOST):
        place = SheetPlace(name, *at)
        known = again.at(place, words.around(at))
        fit, guess = (1.0, known) if known else guesser.at(words, at)
        if guess is not None:
            there = replace(guess, place=place, words=words.around(at))
            found.setdefault((name, there.figure, there.row, there.measure, there.when, there.office), []).append(
                (fit, there)
            )
    return sorted((one for alike in found.values() if (one := _best(alike))), key=lambda one: one.place)


def seen(report: Report, words: SheetWords, offices: Mapping[str, str], wanted: Pointing, unit: str) -> Pointing:
    """A pointing that somebody makes, with period, office and unit as the words around its cell say."""
    return _Guesser(report, offices).seen(wanted, words, unit)


def _best(alike: Sequence[tuple[float, Pointing]]) -> Pointing | None:
    """Where a number stands that several cells of a sheet may want: in the one that fits best, if there is one."""
    (fit, best), *others = sorted(alike, key=lambda one: -one[0])
    return best if not others or fit > others[0][0] + _APART else None


class _Former:
    """What an earlier copy wanted, by the words around its cells."""

    def __init__(self, former: Iterable[Pointing]) -> None:
        self._known: dict[tuple[str, tuple[str, str]], list[Pointing]] = {}
        for one in former:
            if all(one.words):
                self._known.setdefault((self._sheet(one.place), one.words), []).append(one)

    @staticmethod
    def _sheet(place: SheetPlace) -> str:
        return "".join(letter for letter in fold(place.sheet) if not letter.isdigit())

    def at(self, place: SheetPlace, words: tuple[str, str]) -> Pointing | None:
        """The one that had these words around it."""
        known = self._known.get((self._sheet(place), words), [])
        return known[0] if len(known) == 1 else None


class _Guesser:
    """Guesses cell by cell; what words are alike to is found out once."""

    def __init__(self, report: Report, offices: Mapping[str, str]) -> None:
        self.report = report
        self.offices: dict[str, str] = {}
        for number, name in offices.items():
            self.offices.setdefault(fold(name), number)
        self._own = fold(report.unit.name)
        self._group = (0, "")  # the last row that named a figure, and its label

    @cached_property
    def things(self) -> list[_Thing]:
        """Every figure and row of the report."""
        report = self.report
        figures = [figure for figure in report.template.figures.values() if report.concerns(figure)]
        return [
            _Thing(figure, row, report.path(figure, row), label, _words(label), of_figure, of_figure | _words(label))
            for figure in figures
            for of_figure in (_words(figure.label),)
            for row in report.all_rows(figure)
            for label in (report.label(figure, row),)
        ]

    def at(self, words: SheetWords, at: Position) -> tuple[float, Pointing | None]:
        """What one cell wants, and how well that fits; None where nothing does, or two things do."""
        beside, above, over = words.beside(at), words.above(at), words.over(at)
        heads = _near(above)
        if any(word in heads for word in _COMPARING) or (above and fold(above[0]) in _ASIDE):
            return 0.0, None
        office = self.office(beside)
        own = any(fold(text) == self._own for text in beside)
        named, context = (above, (*over, *beside)) if office or own else (beside, (*over, *above, *self._before(at)))
        things = self._things(named, context)
        if things and not things[0].thing.row:
            self._group = (at[0], things[0].thing.label)
        fits = [
            (found.fit * share, found.thing, measure)
            for found in things
            for share, measure in _measures(found.thing, beside, above)
        ]
        fits.sort(key=lambda one: -one[0])
        if not fits or fits[0][0] < _SURE or (len(fits) > 1 and fits[1][0] > fits[0][0] - _APART):
            return 0.0, None
        fit, thing, measure = fits[0]
        unit = thing.figure.unit(thing.row, measure.code)
        wanted = Pointing(SheetPlace("", *at), thing.figure.code, thing.path, measure.code)
        return fit, self.seen(wanted, words, unit)

    def office(self, beside: Sequence[str]) -> str:
        """The lower office that the words of a row name; "" for none."""
        return next((self.offices[fold(text)] for text in beside if fold(text) in self.offices), "")

    def seen(self, wanted: Pointing, words: SheetWords, unit: str) -> Pointing:
        """A pointing with period, office and unit as the words around its cell say."""
        at = (wanted.place.row, wanted.place.column)
        beside, above = words.beside(at), words.above(at)
        scale = scales.told((*above, *beside, *words.loose), unit)
        when = self._when(" ".join(above).casefold())
        return replace(wanted, when=when, office=self.office(beside), scale="" if scale == unit else scale)

    def _before(self, at: Position) -> Sequence[str]:
        """The figure that a row above named, whose rows may follow it."""
        row, label = self._group
        return (label,) if row < at[0] <= row + _GROUP else ()

    def _things(self, named: Sequence[str], context: Sequence[str]) -> list[_Fit]:
        """The things that words name, the best first; a row needs its figure among them, or around them."""
        around = [_words(text) for text in (*named, *context)]
        found = []
        for whole, of_row, thing in self._named(tuple(named)):
            fit = whole
            if of_row >= _SURE:
                fit = max(whole, 0.55 * of_row + 0.45 * max(_within(one, thing.of_figure) for one in around))
            if fit >= _SURE:
                found.append(_Fit(fit, thing))
        return sorted(found, key=lambda one: -one.fit)[:6]

    @lru_cache(maxsize=4096)  # noqa: B019 - it lives as long as one guess
    def _named(self, named: Sequence[str]) -> list[tuple[float, float, _Thing]]:
        """The things that words may name: how well they name the whole, how well a row, and the thing."""
        near, joined = [_words(text) for text in named], _words(" ".join(named))
        found = []
        for thing in self.things:
            if thing.row:
                of_row = max((_alike(one, thing.words) for one in near), default=0.0)
                whole = _alike(joined, thing.whole) if _within(joined, thing.words) >= _SURE else 0.0
            else:
                of_row, short = 0.0, _words(thing.figure.short)
                whole = max((max(_alike(one, thing.of_figure), _alike(one, short)) for one in near), default=0.0)
            if max(whole, of_row) >= _SURE:
                found.append((whole, of_row, thing))
        return found

    def _when(self, heads: str) -> When:
        """On which period a number is that stands under such heads."""
        period = self.report.period
        if any(word in heads for word in _LAST):
            return When.LAST
        if str(period.year - 1) in heads and str(period.year) not in heads:
            part = period.within_year and not any(word in heads for word in _PARTS)
            return When.OPENING if part else When.LAST
        if "ước" in heads.split() and not period.estimated:
            return When.ESTIMATE
        return When.NOW


def _near(above: Sequence[str]) -> str:
    """What the heads next above a cell say."""
    return " ".join(above[:3]).casefold()


def _measures(thing: _Thing, beside: Sequence[str], above: Sequence[str]) -> Iterator[tuple[float, Measure]]:
    """The measures that the heads may mean, each with how well."""
    heads = _near(above)
    shared = any(word in heads for word in _SHARED)
    planned = any(word in heads for word in _PLANNED) or "kh" in re.split(r"[\W\d]+", heads)
    column = Column.PLAN if planned else Column.VALUE
    column = Column.PERCENT if shared and planned else column
    share = shared or any(word in " ".join(beside).casefold() for word in _SHARED)
    spent = any(word in above[0].casefold() for word in _SPENT) or bool(scales.told(above[:1], "đồng"))
    spent = spent or any(map(scales.is_money, beside))  # the unit of the row
    there = thing.figure.measures_at(thing.row).values()
    units = {one.code: thing.figure.unit(thing.row, one.code) for one in there}
    fitting = [one for one in there if one.column is column and scales.is_share(units[one.code]) == share]
    moneyed = [one for one in fitting if scales.is_money(units[one.code])]
    fitting = moneyed if spent else [one for one in fitting if one not in moneyed] or moneyed
    for one in fitting:
        unit = units[one.code]
        texts = (*above[:3], *beside)
        said = max((_within(_words(text), _words(one.label)) for text in texts), default=0.0)
        counted = any(fold(unit) in fold(text).split() or fold(unit) == fold(text) for text in texts if fold(unit))
        fits = max(said, 0.95 if counted or scales.told(texts, unit) else 0.0)
        plain = any(word in above[0].casefold() for word in _PLAIN)
        yield (max(fits, 1.0 if plain or planned or shared else 0.85) if len(fitting) == 1 else fits), one


def _alike(one: _Words, other: _Words) -> float:
    """How much two labels are alike: 1 for the same words."""
    if not one or not other or (one ^ other) & _CHANGES:
        return 0.0
    return 2 * len(one & other) / (len(one) + len(other))


def _within(text: _Words, label: _Words) -> float:
    """How many of the words of a label stand in a text."""
    return len(text & label) / len(label) if label else 0.0


@lru_cache(maxsize=8192)
def _words(text: str) -> _Words:
    return frozenset(fold(text).split()) - _EMPTY
