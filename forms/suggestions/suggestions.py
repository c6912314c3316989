"""Which number is probably wrong, and what it should have been.

For a failing rule every one of its cells is tried: the value that makes the rule hold is solved for, and all rules on
that cell are judged with it. A change that breaks another rule may go on into the cell that was computed from the
wrong one (a total, a remainder, a rate), up to three cells. What makes everything hold is ranked by how well a slip of
the hand explains the step to what was typed (`forms.suggestions.slips`), then by how many findings it resolves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from forms.checks.check import Check, Verdict
from forms.checks.checker import Checker
from forms.checks.findings import CellChange, Finding, Suggestion
from forms.checks.messages import place
from forms.definitions import row_ids
from forms.definitions.rules import Severity
from forms.definitions.template import Column
from forms.report.cells import Address, Cell
from forms.suggestions import slips
from forms.suggestions.intentions import Intentions
from forms.suggestions.solving import solve
from forms.values.frozen import frozen
from forms.values.numbers import Number, show
from forms.values.text import lowered

MOST = 3  # suggestions for a finding, and cells that one suggestion may change

_UNEXPLAINED = 0.003  # a number that no slip explains: what the cells beside it come to
_FIRST = 3  # … likelier in a total or a rate than in the cells that it is computed from
_COMPUTED = 0.2  # a wrong number went on into the total or the rate computed from it
_LAST_ROW = 0.1  # … or into the last row, computed as what is left
_REMAINDER = 0.03  # … or into another row, likewise
_EXCHANGED = 0.5  # two numbers that stand in one another's place
_ADDED_WRONG = 0.4  # a row left out of a sum, or added twice
_SUBTOTAL = 5  # a row that is exactly the sum of all others
_RESOLVES = 50.0  # one more finding resolved is so much likelier than another slip beside it
_DOUBT = 0.3  # a rule that only informs begins to speak
_OF_NO_NUMBER = ("copied", "labels")  # findings that no other number would mend
_BUDGET = 200  # trials for one finding
_FAR = 500  # a suggestion so many times less likely than the best is left out
_TIE = 1.5  # two suggestions whose likelihoods are closer than this stand side by side
_OTHERS = {2: "ô kia", 3: "hai ô kia"}

Changes = Mapping[Address, CellChange]


@frozen
class _Trial:
    """What changes do to the rules on their cells."""

    broken: tuple[int, ...]  # checks that do not hold with them
    fresh: bool  # whether one of these did hold before, or failed less gravely
    resolved: int  # errors and warnings that go
    holding: int  # equations that hold with them
    doubts: int  # rules that only inform: how many more of them speak
    worse: bool  # whether a rule that was content begins to inform


class _Found(NamedTuple):
    """A suggestion with its likelihood, how many cells it changes, and whether other rules fail on as they did."""

    score: float
    cells: int
    suggestion: Suggestion
    leaves: bool


@frozen
class _Cause:
    """Why changes are likely: their weight, the slip in words ("" for none), and the cell in which it happened."""

    weight: float
    slip: str
    root: Address


def suggest(checker: Checker, finding: Finding) -> tuple[Suggestion, ...]:
    """At most three suggestions for an error or warning, best first; the report stays as it is.

    What lower offices come to is never to be another number: where a sum is doubted, the slip lies below.
    """
    if finding.severity is Severity.INFO or finding.code in _OF_NO_NUMBER:
        return ()
    sum_below = checker.report.sum_below
    found = _Search(checker, finding).run()
    return tuple(one for one in found if all(sum_below(change.address) is None for change in one.changes))


class _Search:
    """The search for what explains one failing check."""

    def __init__(self, checker: Checker, finding: Finding) -> None:
        self.checker = checker
        self.amounts = checker.amounts
        self.report = checker.report
        self.failing = checker.failing()
        self.intentions = Intentions(checker)
        self.index = checker.index(finding)
        self.check = checker.checks[self.index]
        self.cells = [address for address in finding.cells if self.intentions.number(address) is not None]
        self.trials = 0
        self.found: dict[frozenset[tuple[Address, Fraction | None]], _Found] = {}

    def run(self) -> tuple[Suggestion, ...]:
        """Try single cells, then exchanges, then chains; rank what makes the rules hold."""
        halfway: list[tuple[CellChange, _Trial, float]] = []
        for address in self.cells:
            if self.trials > _BUDGET:
                break
            for change, odds in self.intentions.of(address):
                trial = self._try({address: change})
                if trial.broken:
                    halfway.append((change, trial, odds))
                else:
                    self._keep({address: change}, trial, self._cause({address: change}), odds)
        self._total()
        for changes, cause in (*self._exchanges(), *self._subtotals()):
            trial = self._try(changes)
            if not trial.broken:
                self._keep(changes, trial, cause)
        self._follow_all(halfway)
        if self.check.sums and not any(self._is_total(item.suggestion) for item in self.found.values()):
            self._total(at_a_price=True)
        return self._ranked()

    def _total(self, *, at_a_price: bool = False) -> None:
        """The total as its parts add up to, though other rules fail with it as they fail without; or at a price."""
        total = self.check.cells[0]
        number = self.intentions.number(total)
        reach = solve(self.check, self.amounts, total, number) if self.check.sums and number else None
        new = self.intentions.nearest(total, number, reach) if number and reach else None
        if number and new and new.value != number.value and self.intentions.fits(total, new):
            changes = {total: CellChange(total, number, new)}
            trial = self._try(changes)
            if self.index in trial.broken:
                return
            if at_a_price:
                self._keep(changes, trial, self._cause(changes), price=self._price(changes[total]))
            elif trial.broken and not trial.fresh:
                self._keep(changes, trial, self._cause(changes))

    def _price(self, change: CellChange) -> str:
        """What would no longer hold with a change, in words: the gravest of it, and how much more."""
        worse: list[Finding] = []
        with self.amounts.supposing({change.address: _cell(change.new)}):
            for index in self.checker.touching(change.address):
                check, before = self.checker.checks[index], self.checker.verdict(index)
                verdict = check.judge()
                speaks = verdict is not None and (verdict.severity is not Severity.INFO or _informs(verdict))
                if verdict is not None and speaks and (before is None or _graver(verdict, before)):
                    worse.append(check.finding(verdict))
        worse.sort(key=lambda found: tuple(Severity).index(found.severity))
        more = f" (và {len(worse) - 1} phát hiện khác)" if len(worse) > 1 else ""
        return f"Nhưng khi đó: {worse[0].message}{more}" if worse else ""

    def _follow_all(self, halfway: list[tuple[CellChange, _Trial, float]]) -> None:
        """Go on from what breaks another rule: as slips explain it, or freely where that finds nothing or no total."""
        for change, trial, odds in halfway:
            self._follow({change.address: change}, trial, odds, free=False)
        found = [item.suggestion for item in self.found.values()]
        total = self.check.cells[0] if self.check.sums and found and not any(map(self._is_total, found)) else None
        for change, trial, odds in halfway:
            if not found or change.address == total:
                self._follow({change.address: change}, trial, odds, free=True)

    def _ranked(self) -> tuple[Suggestion, ...]:
        """The likeliest of what was found; the first is the best only where the next is much less likely.

        A total that does not add up is always among them: nobody but the officer knows which side is right. So is what
        resolves the most, as a row does that is itself a total.
        """
        found = sorted(self.found.values(), key=lambda item: (-item.score, item.cells))
        unfinished = self.failing[self.index].blank > 0
        if unfinished:  # zeros do not fill what is blank, where anything plainer would do
            found = [item for item in found if not _scaled(item.suggestion)] or found
        offered = [item for item in found if item.score * _FAR > found[0].score][:MOST]
        totals = (item for item in found if self.check.sums and self._is_total(item.suggestion))
        owed = [item for item in (next(totals, None), max(found, key=_resolved, default=None)) if item]
        for item in owed:
            if item not in offered:
                if len(offered) == MOST:  # it takes the place of the least likely
                    offered.remove(next(one for one in reversed(offered) if one not in owed))
                offered.append(item)
        alone = bool(offered) and (len(offered) == 1 or offered[0].score > _TIE * offered[1].score)
        first = alone and not unfinished and not offered[0].leaves
        return tuple(replace(item.suggestion, best=first and item is offered[0]) for item in offered)

    def _is_total(self, suggestion: Suggestion) -> bool:
        return self.check.cells[0] in [change.address for change in suggestion.changes]

    def _try(self, changes: Changes) -> _Trial:
        """Judge the rules on some cells as if they had been changed."""
        self.trials += 1
        touched = dict.fromkeys(index for address in changes for index in self.checker.touching(address))
        touched |= dict.fromkeys(index for address in changes for index in self.checker.failing_beside(address))
        touched.setdefault(self.index)
        broken: list[int] = []
        resolved = holding = doubts = 0
        worse = fresh = False
        with self.amounts.supposing({address: _cell(change.new) for address, change in changes.items()}):
            for index in touched:
                check = self.checker.checks[index]
                verdict = check.judge()
                before = self.checker.verdict(index)
                if verdict is not None and verdict.severity is not Severity.INFO:
                    if verdict.code not in _OF_NO_NUMBER:
                        broken.append(index)
                        fresh |= before is None or _graver(verdict, before)
                    continue
                resolved += index in self.failing
                holding += check.equates and check.gap() is not None
                doubts += _informs(verdict) - _informs(before)
                worse |= _informs(verdict) and (before is None or not (_informs(before) or index in self.failing))
        return _Trial(tuple(broken), fresh, resolved, holding, doubts, worse)

    def _keep(self, changes: Changes, trial: _Trial, cause: _Cause, odds: float = 1, price: str = "") -> None:
        """Remember changes that leave every rule at least as good, or say their price, the likeliest cause first."""
        if trial.worse and not price:
            return
        score = cause.weight * odds * _RESOLVES**trial.resolved * _DOUBT**trial.doubts
        key = frozenset((address, change.new.value if change.new else None) for address, change in changes.items())
        if key in self.found and self.found[key].score >= score:
            return
        ordered = tuple(sorted(changes.values(), key=lambda change: change.address != cause.root))
        why = _why(trial, cause.slip, at_a_price=bool(price))
        reason = f"Nếu {self._named(ordered)} thì {why}. {price}".rstrip()
        suggestion = Suggestion(ordered, reason, trial.resolved, why, price=price)
        self.found[key] = _Found(score, len(ordered), suggestion, bool(trial.broken or price))

    def _cause(self, changes: Changes) -> _Cause:
        """The likeliest slip among changes, the rest having been computed from it."""
        best = _Cause(0, "", next(iter(changes)))
        for address, change in changes.items():
            weight, slip = self._explain(change)
            if not weight:  # what nothing explains is soonest the number that was computed
                computed = self.check.equates and address == self.check.cells[0]
                weight = _UNEXPLAINED / _length(change.old) * (_FIRST if computed else 1)
            for other in changes:
                if other != address:
                    weight *= self._carried(other, changes)
            if weight > best.weight:
                best = _Cause(weight, slip, address)
        if best.slip and len(changes) > 1:
            slip = f'{best.slip} ở "{self._name(best.root)}", rồi tính tiếp vào {_OTHERS[len(changes)]}'
            return _Cause(best.weight, slip, best.root)
        return best

    def _explain(self, change: CellChange) -> tuple[float, str]:
        """The weight of the slip that a change would mend."""
        if change.new is None:
            return 0, ""
        weight, slip = slips.explain(change.new, change.old)
        if weight:
            return weight, slip
        off = change.old.value - change.new.value
        for index in self.checker.touching(change.address):
            check = self.checker.checks[index]
            if index not in self.failing or not check.sums or change.address != check.cells[0]:
                continue
            for part in check.cells[1:]:
                number = self.intentions.number(part)
                if number and number.digits and abs(off) == number.value:
                    slip = "tính hai lần" if off > 0 else "bỏ sót"
                    return _ADDED_WRONG / (len(check.cells) - 1), f'khi cộng đã {slip} "{self._name(part)}"'
        return 0, ""

    def _carried(self, address: Address, changes: Changes) -> float:
        """How likely a wrong number went on from the other changed cells into this one."""
        best = _REMAINDER
        for index in self.checker.touching(address):
            check = self.checker.checks[index]
            if not check.equates or not any(other in changes for other in check.cells if other != address):
                continue
            if check.cells[0] == address or not check.sums:
                return _COMPUTED
            if check.cells[-1] == address:
                best = _LAST_ROW
        return best

    def _follow(self, changes: Changes, trial: _Trial, odds: float, *, free: bool) -> None:
        """Go on from changes that break another rule into the cells computed from them, or that they came from."""
        if len(changes) == MOST or self.trials > _BUDGET:
            return
        if not free and not self.failing.keys().isdisjoint(trial.broken):
            return  # what was computed from a wrong number agrees with it
        check = self.checker.checks[trial.broken[0]]
        explained = free or any(self._explain(change)[0] for change in changes.values())
        for address in check.cells:
            number = self.intentions.number(address)
            if address in changes or number is None:
                continue
            new = self._moved(check, address, number, changes)
            if new is None or new.value == number.value or not self.intentions.fits(address, new):
                continue
            change = CellChange(address, number, new)
            if not explained and not slips.explain(new, number)[0] and not self._goes_on(check, address):
                continue
            more = {**changes, address: change}
            then = self._try(more)
            if not then.broken:
                cause = self._cause(more)
                if free or cause.slip:
                    self._keep(more, then, cause, odds)
            else:
                self._follow(more, then, odds, free=free)

    def _goes_on(self, check: Check, address: Address) -> bool:
        """Whether a cell that no slip explains may itself have been computed from others."""
        return any(
            other.sums and other.cells[0] == address and other is not check
            for other in (self.checker.checks[index] for index in self.checker.touching(address))
        )

    def _moved(self, check: Check, address: Address, number: Number, changes: Changes) -> Number | None:
        """What a cell must hold for a rule to hold beside changes."""
        with self.amounts.supposing({changed: _cell(change.new) for changed, change in changes.items()}):
            reach = solve(check, self.amounts, address, number)
        return None if reach is None else self.intentions.nearest(address, number, reach)

    def _exchanges(self) -> Iterator[tuple[Changes, _Cause]]:
        """A cell of the rule exchanged with the row beside it, or with another column of its row."""
        if not self.check.equates:
            return
        inside = set(self.check.cells[1:] if self.check.sums else ())
        for address in self.cells:
            figure = self.report.template.figures[address.figure]
            rows: list[str] = []
            if address.row and address not in inside:  # parts exchanged among themselves change no sum
                rows = self.report.rows_of(figure, figure.breakdown_of(address.row), row_ids.parent(address.row))
            beside = [(address._replace(row=row), "hai dòng") for row in rows]
            beside += [
                (address._replace(measure=measure.code), "hai cột")
                for measure in figure.measures_at(address.row).values()
                if measure.integer and measure.column is Column.VALUE and measure.computed is None
            ]
            one = self.intentions.number(address)
            for other, what in beside:
                two = self.intentions.number(other)
                if one is None or two is None or one.value == two.value or {address, other} <= inside:
                    continue
                if self.intentions.fits(address, two) and self.intentions.fits(other, one):
                    changes = {address: CellChange(address, one, two), other: CellChange(other, two, one)}
                    yield changes, _Cause(_EXCHANGED / len(beside), f"{what} bị ghi đổi chỗ cho nhau", address)

    def _subtotals(self) -> Iterator[tuple[Changes, _Cause]]:
        """A row that is the sum of others, among the parts."""
        found = self.check.gap() if self.check.sums else None
        if found is None or found[0] >= 0:
            return
        parts = [(address, number) for address in self.check.cells[1:] if (number := self.intentions.number(address))]
        added = sum(number.value for _, number in parts)
        for address, number in parts:
            if number.value == -found[0] and len(parts) > 2:
                weight = _SUBTOTAL if 2 * number.value == added else _ADDED_WRONG / len(parts)
                reason = f'"{self._name(address)}" là số cộng của các dòng khác, không phải một dòng chia ra'
                yield {address: CellChange(address, number, None)}, _Cause(weight, reason, address)

    def _name(self, address: Address) -> str:
        figure = self.report.template.figures[address.figure]
        if address.figure != self.check.cells[0].figure:
            return place(self.report, address)
        label = self.report.label(figure, address.row) if address.row else figure.name
        measures = figure.measures_at(address.row)
        measure = measures[address.measure].label
        return label + (f", {lowered(measure)}" if len(measures) > 1 else "")

    def _named(self, changes: tuple[CellChange, ...]) -> str:
        """Which cells would hold what, in words."""
        return "; ".join(
            f"'{self._name(change.address)}' "
            + (
                f"là {show(change.new)} thay vì {show(change.old)}"
                if change.new
                else f"để trống (đang ghi {show(change.old)})"
            )
            for change in changes
        )


def _resolved(found: _Found) -> int:
    return found.suggestion.resolves


def _why(trial: _Trial, slip: str, *, at_a_price: bool) -> str:
    """What would agree then, and the slip that makes it likely."""
    agreeing = max(trial.holding, trial.resolved)
    agree = f"cả {agreeing} phép kiểm tra đều khớp" if agreeing > 1 else "số liệu khớp nhau"
    if at_a_price:
        agree = "phép cộng này khớp"
    elif trial.broken:
        agree = "phép cộng này khớp, lỗi khác của ô này vẫn còn"
    return f"{agree} ({f'có thể {slip}' if slip else 'tính lại từ các ô còn lại'})"


def _scaled(suggestion: Suggestion) -> bool:
    """Whether a suggestion is about zeros or a unit."""
    return any(change.new is not None and slips.scaled(change.new, change.old) for change in suggestion.changes)


def _cell(number: Number | None) -> Cell | None:
    return None if number is None else Cell(number)


def _informs(verdict: Verdict | None) -> bool:
    """Whether a verdict is a doubt: an information about numbers that are all there."""
    if verdict is None or verdict.severity is not Severity.INFO:
        return False
    return verdict.code not in ("waiting", "lapsed", "plan") and not verdict.code.endswith("incomplete")


def _graver(verdict: Verdict, before: Verdict) -> bool:
    """Whether what was a warning is an error now, or what only informed is more than that."""
    order = tuple(Severity)
    return order.index(verdict.severity) < order.index(before.severity)


def _length(number: Number) -> float:
    """An unexplained long number is less likely than a short one."""
    return 1 + len(str(abs(number.digits))) / 4
