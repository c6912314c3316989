"""Which number is probably wrong, and what it should have been.

For a failing rule every one of its cells is tried: the value that makes the rule hold is solved for, and all rules on
that cell are judged with it. A change that breaks another rule may go on into the cell that was computed from the
wrong one (a total, a remainder, a rate), up to three cells. What makes everything hold is ranked by how well a slip of
the hand explains the step to what was typed (`forms.slips`), then by how many findings it resolves.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from forms import slips
from forms.bound import Check, Verdict
from forms.checks import Checker
from forms.definitions import Column
from forms.messages import place
from forms.numbers import Number, exact, show
from forms.report import Address, Cell
from forms.rules import CellChange, Finding, Severity, Suggestion
from forms.solving import Interval, solve

MOST = 3  # suggestions for a finding, and cells that one suggestion may change

_UNEXPLAINED = 0.003  # a number that no slip explains: what the cells beside it come to
_COMPUTED = 0.2  # a wrong number went on into the total or the rate computed from it
_REMAINDER = 0.05  # … or into a row that was computed as what is left
_EXCHANGED = 0.5  # two numbers that stand in one another's place
_ADDED_WRONG = 0.4  # a row left out of a sum, or added twice
_TOO_FINE = 0.2  # more decimals than the measure usually has
_RESOLVES = 50.0  # one more finding resolved is so much likelier than another slip beside it
_DOUBT = 0.5  # a rule that only informs begins to speak
_BUDGET = 300  # trials for one finding

Changes = Mapping[Address, CellChange]


@dataclass(frozen=True, slots=True)
class _Trial:
    """What changes do to the rules on their cells."""

    broken: tuple[int, ...]  # checks that do not hold with them
    resolved: int  # errors and warnings that go
    holding: int  # equations that hold with them
    doubts: int  # rules that only inform: how many more of them speak


def suggest(checker: Checker, finding: Finding) -> tuple[Suggestion, ...]:
    """At most three suggestions for an error or warning, best first; the report stays as it is."""
    if finding.severity is Severity.INFO:
        return ()
    return _Search(checker, checker.index(finding)).run()


class _Search:
    """The search for what explains one failing check."""

    def __init__(self, checker: Checker, index: int) -> None:
        self.checker = checker
        self.amounts = checker.amounts
        self.report = checker.report
        self.failing = checker.failing()
        self.index = index
        self.check = checker.checks[index]
        self.trials = 0
        self.found: dict[frozenset[tuple[Address, Fraction | None]], tuple[float, int, Suggestion]] = {}

    def run(self) -> tuple[Suggestion, ...]:
        """Try single cells, then exchanges, then chains; rank what makes the rules hold."""
        cells = [address for address in self.check.cells if self._number(address) is not None]
        halfway: list[tuple[CellChange, _Trial, float]] = []
        for address in cells:
            for change, odds in self._intended(address):
                trial = self._try({address: change})
                if trial.broken:
                    halfway.append((change, trial, odds))
                else:
                    weight, said = self._weigh({address: change})
                    self._keep({address: change}, trial, weight * odds, said)
        for changes, weight, said in (*self._exchanges(cells), *self._subtotals()):
            trial = self._try(changes)
            if not trial.broken:
                self._keep(changes, trial, weight, said)
        for change, trial, odds in halfway:
            self._follow({change.address: change}, trial, odds, free=False)
        if not self.found:
            for change, trial, odds in halfway:
                self._follow({change.address: change}, trial, odds, free=True)
        best = sorted(self.found.values(), key=lambda item: (-item[0], item[1]))
        return tuple(suggestion for _, _, suggestion in best[:MOST])

    def _number(self, address: Address) -> Number | None:
        cell = self.report.cells.get(address)
        return cell.number if cell else None

    def _fits(self, address: Address, number: Number) -> bool:
        measure = self.report.measure(address)
        value = number.value
        return (
            (measure.signed or value >= 0)
            and not (measure.integer and value.denominator != 1)
            and (measure.max is None or value <= measure.max)
            and (not measure.values or value in measure.values)
        )

    def _try(self, changes: Changes) -> _Trial:
        """Judge the rules on some cells as if they had been changed."""
        self.trials += 1
        touched = dict.fromkeys(index for address in changes for index in self.checker.touching(address))
        touched.setdefault(self.index)
        broken: list[int] = []
        resolved = holding = doubts = 0
        with self.amounts.supposing({address: _cell(change.new) for address, change in changes.items()}):
            for index in touched:
                check = self.checker.checks[index]
                verdict = check.judge()
                before = self.checker.verdict(index)
                if verdict is None:
                    resolved += index in self.failing
                    holding += check.equates and check.gap() is not None
                elif verdict.severity is not Severity.INFO:
                    broken.append(index)
                doubts += _informs(verdict) - _informs(before)
        return _Trial(tuple(broken), resolved, holding, doubts)

    def _keep(self, changes: Changes, trial: _Trial, weight: float, said: str) -> None:
        """Remember changes that make everything hold, with their weight."""
        score = weight * _RESOLVES**trial.resolved * _DOUBT**trial.doubts
        key = frozenset((address, change.new.value if change.new else None) for address, change in changes.items())
        if key in self.found and self.found[key][0] >= score:
            return
        ordered = tuple(changes.values())
        self.found[key] = score, len(ordered), Suggestion(ordered, self._reason(ordered, trial, said), trial.resolved)

    def _weigh(self, changes: Changes) -> tuple[float, str]:
        """The likeliest slip among changes, the rest having been computed from it."""
        best, words = 0.0, ""
        for address, change in changes.items():
            slip, said = self._explain(change)
            others = [other for other in changes if other != address]
            if not slip:
                slip, said = _UNEXPLAINED / _length(change.old), ""
            for other in others:
                slip *= _COMPUTED if self._computed(other, changes) else _REMAINDER
            if slip > best:
                best = slip
                words = f'{said} ở "{self._name(address)}", rồi tính tiếp sang ô kia' if said and others else said
        return best, words

    def _explain(self, change: CellChange) -> tuple[float, str]:
        """The weight of the slip that a change would mend."""
        if change.new is None:
            return 0, ""
        weight, said = slips.explain(change.new, change.old)
        if weight:
            return weight, said
        check = self.check
        if check.sums and change.address == check.cells[0]:
            off = change.old.value - change.new.value
            for part in check.cells[1:]:
                number = self._number(part)
                if number and number.digits and abs(off) == number.value:
                    said = "tính hai lần" if off > 0 else "bỏ sót"
                    return _ADDED_WRONG / (len(check.cells) - 1), f'khi cộng đã {said} "{self._name(part)}"'
        return 0, ""

    def _computed(self, address: Address, changes: Changes) -> bool:
        """Whether a cell is what officers compute from another of the changed cells."""
        for index in self.checker.touching(address):
            check = self.checker.checks[index]
            leads = check.equates and (check.cells[0] == address or not check.sums)
            if leads and any(other in changes for other in check.cells if other != address):
                return True
        return False

    def _intended(self, address: Address) -> Iterator[tuple[CellChange, float]]:
        """What a cell may have been meant to hold so that the failing rules on it hold, and the odds of each.

        The odds of one of many values that would do are shared among them all.
        """
        number = self._number(address)
        if number is None:
            return
        reach = self._reach(address, number)
        for one in self._values(address, number, reach):
            if one.value != number.value and self._fits(address, one):
                yield CellChange(address, number, one), self._odds(address, one, reach)

    def _odds(self, address: Address, one: Number, reach: Interval | None) -> float:
        measure = self.report.measure(address)
        odds = _TOO_FINE if one.decimals > measure.decimals else 1.0
        if reach is not None:
            odds /= 1 + float(max(reach[1] - reach[0], Fraction(0))) * 10**one.decimals
        return odds

    def _values(self, address: Address, number: Number, reach: Interval | None) -> Iterator[Number]:
        if reach is None:
            yield from slips.likely(number)
            return
        low, high = reach
        if self.report.measure(address).exact:
            near = [one for one in slips.origins(number) if low <= one.value <= high] if low < high else []
        else:
            rounded = (short for one in slips.origins(number) for short in _shorter(one))
            near = [one for one in rounded if low - one.half_unit <= one.value <= high + one.half_unit]
        yield from near
        nearest = self._nearest(address, number, reach)
        if nearest is not None and nearest not in near:
            yield nearest

    def _nearest(self, address: Address, number: Number, reach: Interval) -> Number | None:
        """The number in the middle of what would do, with the decimals of what was typed."""
        low, high = reach
        decimals = 0 if self.report.measure(address).integer else number.decimals
        if low == high:
            solved = exact(low, decimals)
            return solved if solved.value == low else None
        nearest = Number(math.floor((low + high) / 2 * 10**decimals + Fraction(1, 2)), decimals)
        return nearest if low <= nearest.value <= high else None

    def _reach(self, address: Address, number: Number) -> Interval | None:
        """The values of a cell with which the failing equations on it hold; None where none can be solved."""
        low: Fraction | None = None
        high: Fraction | None = None
        for index in self.checker.touching(address):
            found = solve(self.checker.checks[index], self.amounts, address, number) if index in self.failing else None
            if found is not None:
                low = found[0] if low is None else max(low, found[0])
                high = found[1] if high is None else min(high, found[1])
        return None if low is None or high is None else (low, high)

    def _follow(self, changes: Changes, trial: _Trial, odds: float, *, free: bool) -> None:
        """Go on from changes that break another rule into the cells computed from them, or that they came from."""
        if len(changes) == MOST or self.trials > _BUDGET:
            return
        if not free and not self.failing.keys().isdisjoint(trial.broken):
            return  # what was computed from a wrong number agrees with it
        check = self.checker.checks[trial.broken[0]]
        explained = free or any(self._explain(change)[0] for change in changes.values())
        for address in check.cells:
            number = self._number(address)
            if address in changes or number is None:
                continue
            new = self._moved(check, address, number, changes)
            if new is None or new.value == number.value or not self._fits(address, new):
                continue
            change = CellChange(address, number, new)
            if not explained and not slips.explain(new, number)[0] and not self._goes_on(check, address):
                continue
            more = {**changes, address: change}
            then = self._try(more)
            if not then.broken:
                weight, said = self._weigh(more)
                if free or said:
                    self._keep(more, then, weight * odds, said)
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
        return None if reach is None else self._nearest(address, number, reach)

    def _exchanges(self, cells: list[Address]) -> Iterator[tuple[Changes, float, str]]:
        """A cell of the rule exchanged with the row beside it, or with another column of its row."""
        inside = set(self.check.cells[1:] if self.check.sums else ())
        for address in cells:
            figure = self.report.template.figures[address.figure]
            rows: list[str] = []
            if address.row:
                rows = self.report.rows_of(figure, figure.breakdown_of(address.row), address.row.rpartition("/")[0])
            beside = [(address._replace(row=row), "hai dòng") for row in rows]
            beside += [
                (address._replace(measure=measure.code), "hai cột")
                for measure in figure.measures_at(address.row).values()
                if measure.column is Column.VALUE and measure.computed is None
            ]
            one = self._number(address)
            for other, what in beside:
                two = self._number(other)
                if one is None or two is None or one.value == two.value or {address, other} <= inside:
                    continue
                if self._fits(address, two) and self._fits(other, one):
                    changes = {address: CellChange(address, one, two), other: CellChange(other, two, one)}
                    yield changes, _EXCHANGED / len(beside), f"{what} bị ghi đổi chỗ cho nhau"

    def _subtotals(self) -> Iterator[tuple[Changes, float, str]]:
        """A row that is the sum of others, among the parts."""
        found = self.check.gap() if self.check.sums else None
        if found is None or found[0] >= 0:
            return
        parts = [(address, number) for address in self.check.cells[1:] if (number := self._number(address))]
        for address, number in parts:
            if number.value == -found[0] and len(parts) > 2:
                said = f'"{self._name(address)}" là số cộng của các dòng khác, không phải một dòng chia ra'
                yield {address: CellChange(address, number, None)}, _ADDED_WRONG / len(parts), said

    def _name(self, address: Address) -> str:
        figure = self.report.template.figures[address.figure]
        if address.figure != self.check.cells[0].figure:
            return place(self.report, address)
        label = self.report.label(figure, address.row) if address.row else figure.name
        measures = figure.measures_at(address.row)
        measure = measures[address.measure].label
        return label + (f", {measure[:1].lower()}{measure[1:]}" if len(measures) > 1 else "")

    def _reason(self, changes: tuple[CellChange, ...], trial: _Trial, said: str) -> str:
        """Say it in words."""
        parts = "; ".join(
            f"'{self._name(change.address)}' "
            + (
                f"là {show(change.new)} thay vì {show(change.old)}"
                if change.new
                else f"để trống (đang ghi {show(change.old)})"
            )
            for change in changes
        )
        agreeing = max(trial.holding, trial.resolved)
        agree = f"cả {agreeing} phép kiểm tra đều khớp" if agreeing > 1 else "phép kiểm tra này khớp"
        why = f"có thể {said}" if said else "tính lại từ các ô còn lại"
        return f"Nếu {parts} thì {agree} ({why})."


def _cell(number: Number | None) -> Cell | None:
    return None if number is None else Cell(number)


def _informs(verdict: Verdict | None) -> bool:
    """Whether a verdict is a doubt: an information about numbers that are all there."""
    if verdict is None or verdict.severity is not Severity.INFO:
        return False
    return verdict.code not in ("waiting", "plan") and not verdict.code.endswith("incomplete")


def _shorter(number: Number) -> Iterator[Number]:
    """A number, then the same without zeros at the end of its decimals: a factor hides how many were meant."""
    yield number
    while number.decimals and number.digits % 10 == 0:
        number = Number(number.digits // 10, number.decimals - 1)
        yield number


def _length(number: Number) -> float:
    """An unexplained long number is less likely than a short one."""
    return 1 + len(str(abs(number.digits))) / 4
