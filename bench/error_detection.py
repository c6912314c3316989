"""Whether the checks find a slip, name the wrong cell and offer the right number.

    python bench/error_detection.py [values.csv] [--reports 6] [--rounds 2] [--seed 42]

Takes a consistent set of values (by default the sample, made consistent) and reports of the same shape with other
numbers, plants one slip at a time in every filled cell and prints, for each kind of slip: detected (a new error or
warning), named (the wrong cell stands in it), and whether the first or one of the first three suggestions puts back
the number that was there. Slips are planted on the text of a number, apart from the code that explains them.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import reports

from forms.checks.checker import Checker
from forms.checks.findings import Finding
from forms.definitions.rules import Severity
from forms.errors import KnownError
from forms.report.cells import Address, Cell
from forms.report.entry import refuse
from forms.report.report import Report
from forms.suggestions.suggestions import suggest
from forms.values.numbers import Number, exact, parse

ROW_KEYS = "1234567890"
AIMED = ("swapped", "dropped", "doubled", "neighbour", "factor")


def _swapped(text: str, dice: random.Random) -> str:
    places = [i for i in range(len(text) - 1) if text[i].isdigit() and text[i + 1].isdigit() and text[i] != text[i + 1]]
    i = dice.choice(places)
    return text[:i] + text[i + 1] + text[i] + text[i + 2 :]


def _digit(text: str, dice: random.Random) -> int:
    return dice.choice([i for i, letter in enumerate(text) if letter.isdigit()])


def _dropped(text: str, dice: random.Random) -> str:
    i = _digit(text, dice)
    return text[:i] + text[i + 1 :]


def _doubled(text: str, dice: random.Random) -> str:
    i = _digit(text, dice)
    return text[:i] + text[i] + text[i:]


def _neighbour(text: str, dice: random.Random) -> str:
    i = _digit(text, dice)
    at = ROW_KEYS.index(text[i])
    beside = ROW_KEYS[max(at - 1, 0) : at] + ROW_KEYS[at + 1 : at + 2]
    return text[:i] + dice.choice(beside) + text[i + 1 :]


def _factor(text: str, dice: random.Random) -> str:
    number = parse(text)
    times = dice.choice((10, 100, 1000))
    value = number.value * times if dice.random() < 0.5 else number.value / times
    return str(exact(value))


PLANTS: dict[str, Callable[[str, random.Random], str]] = {
    "swapped": _swapped,
    "dropped": _dropped,
    "doubled": _doubled,
    "neighbour": _neighbour,
    "factor": _factor,
}

Changes = dict[Address, Number]


@dataclass(slots=True)
class Tally:
    """Counts for one kind of error."""

    planted: int = 0
    detected: int = 0
    named: int = 0
    first: int = 0
    three: int = 0

    def row(self, name: str) -> str:
        """A line of the table."""
        shares = (
            part / self.planted if self.planted else 0 for part in (self.detected, self.named, self.first, self.three)
        )
        return f"{name:12}{self.planted:8}" + "".join(f"{share:10.1%}" for share in shares)


def planted(report: Report, address: Address, kind: str, dice: random.Random) -> Changes | None:
    """The cell with one slip; None where the slip cannot happen, changes nothing or would be refused on entry."""
    cell = report.cells[address]
    if cell.number is None:
        return None
    try:
        number = parse(PLANTS[kind](str(cell.number), dice))
        refuse(number, report.measure(address), "")
    except (IndexError, KnownError):
        return None
    return {address: number} if number.value != cell.number.value else None


def trial(report: Report, checker: Checker, changes: Changes, tally: Tally) -> None:
    """Plant, look, take back."""
    kept = {address: report.cells[address] for address in changes}
    right = {address: cell.number.value for address, cell in kept.items() if cell.number}
    before = {finding.id for finding in checker.findings() if finding.severity is not Severity.INFO}
    _put(report, checker, {address: Cell(number) for address, number in changes.items()})
    found = [f for f in checker.findings() if f.severity is not Severity.INFO and f.id not in before]
    tally.planted += 1
    tally.detected += bool(found)
    tally.named += any(address in finding.cells for finding in found for address in changes)
    if found:
        places = [place for place, ok in enumerate(_right(checker, found[0], right)) if ok]
        tally.first += bool(places) and places[0] == 0
        tally.three += bool(places)
    _put(report, checker, kept)


def _right(checker: Checker, finding: Finding, right: dict[Address, object]) -> Iterator[bool]:
    for suggestion in suggest(checker, finding):
        yield {change.address: change.new and change.new.value for change in suggestion.changes} == right


def _put(report: Report, checker: Checker, cells: dict[Address, Cell]) -> None:
    report.cells.update(cells)
    for address in cells:
        checker.changed(address)


def cover(report: Report, checker: Checker) -> dict[Address, str]:
    """Under what each filled cell stands.

    "exact": an equation notices one unit of its last digit; "soft": some rule reads it; "none".
    """
    found: dict[Address, str] = {}
    for address, cell in report.cells.items():
        if cell.number is None:
            continue
        rules = [checker.checks[index] for index in checker.touching(address)]
        soft = any(len(rule.cells) > 1 for rule in rules)
        noticed = False
        for step in (1, -1):
            moved = Cell(Number(cell.number.digits + step, cell.number.decimals))
            with checker.amounts.supposing({address: moved}):
                verdicts = [rule.judge() for rule in rules if rule.equates]
            noticed |= any(verdict and verdict.severity is not Severity.INFO for verdict in verdicts)
        found[address] = "exact" if noticed else "soft" if soft else "none"
    return found


def partitions(checker: Checker) -> Iterator[tuple[Address, list[Address]]]:
    """Totals with their parts, as far as the parts are stated."""
    for check in checker.checks:
        if check.sums and check.cells[0] in checker.report.cells:
            parts = [part for part in check.cells[1:] if (cell := checker.report.cells.get(part)) and cell.number]
            if len(parts) > 1:
                yield check.cells[0], parts


def structural(report: Report, checker: Checker, dice: random.Random) -> Iterator[tuple[str, Changes]]:
    """Errors of several cells: rows exchanged, a row left out of a total or added twice, a slip carried upwards."""

    def number(address: Address) -> Number:
        held = report.cells[address].number
        return held if held is not None else Number(0)

    for total, parts in partitions(checker):
        one, two = dice.sample(parts, 2)
        if number(one).value != number(two).value:
            yield "exchanged", {one: number(two), two: number(one)}
        part = dice.choice(parts)
        for name, sign in (("left out", -1), ("twice", 1)):
            new = exact(number(total).value + sign * number(part).value, number(total).decimals)
            if number(part).digits and new.digits > 0:
                yield name, {total: new}
        slip = planted(report, part, "dropped", dice)
        if slip:
            off = slip[part].value - number(part).value
            yield "carried up", {**slip, total: exact(number(total).value + off, number(total).decimals)}
            rest = parts[-1]
            new = exact(number(rest).value - off, number(rest).decimals)
            if rest != part and new.digits > 0:
                yield "remainder", {**slip, rest: new}


def measure(report: Report, rounds: int, dice: random.Random, tallies: dict[str, dict[str, Tally]]) -> Counter[str]:
    """Plant everything in one report; returns how its cells are covered."""
    checker = Checker(report)
    covered = cover(report, checker)
    for _ in range(rounds):
        for address, how in covered.items():
            for kind in PLANTS:
                changes = planted(report, address, kind, dice)
                if changes is not None:
                    trial(report, checker, changes, tallies[how][kind])
        for kind, several in structural(report, checker, dice):
            trial(report, checker, several, tallies["several"][kind])
    return Counter(covered.values())


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("values", nargs="?", type=Path, default=reports.SAMPLE)
    parser.add_argument("--reports", type=int, default=6, help="how many generated reports beside the given one")
    parser.add_argument("--rounds", type=int, default=2, help="how often each slip is planted in each cell")
    parser.add_argument("--seed", type=int, default=42)
    options = parser.parse_args()
    base = reports.read(options.values)
    mended = reports.mend(base)
    print(f"{options.values.name}: {len(base.cells)} cells, {len(mended)} recomputed to make it consistent")
    dice = random.Random(options.seed)  # noqa: S311 - repeatable examples, no secrets
    tallies: dict[str, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    covers: Counter[str] = Counter()
    alarms = 0
    for number in range(options.reports + 1):
        report = reports.generated(base, options.seed + number) if number else base
        alarms += len(Checker(report).failing())
        covers += measure(report, options.rounds, dice, tallies)
    print(f"errors and warnings on the clean reports: {alarms}")
    total = covers.total()
    print(
        "filled cells under " + ", ".join(f"{how} rule {covers[how] / total:.1%}" for how in ("exact", "soft", "none"))
    )
    for how in ("exact", "soft", "none", "several"):
        print(f"\n{how:12}{'planted':>8}{'detected':>10}{'named':>10}{'top-1':>10}{'top-3':>10}")
        for kind, tally in tallies[how].items():
            print(tally.row(kind))
        if how != "several":
            print(_mean(tallies[how]))


def _mean(tallies: dict[str, Tally]) -> str:
    """Each kind with equal weight."""
    rows = [tallies[kind] for kind in AIMED if tallies[kind].planted]
    shares = [
        sum(getattr(tally, part) / tally.planted for tally in rows) / len(rows) if rows else 0
        for part in ("detected", "named", "first", "three")
    ]
    return f"{'mean':12}{sum(tally.planted for tally in rows):8}" + "".join(f"{share:10.1%}" for share in shares)


if __name__ == "__main__":
    main()
