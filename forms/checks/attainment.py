"""How the targets of a plan stand: what was achieved of each, and whether that is enough.

Only what can be compared exactly is called reached or missed; a target that is not reached is missed when its year is
over, and under way before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forms.checks.amounts import Amounts, Bound, NotApplicable, Standpoint, bind, cells, evaluate
from forms.definitions import expressions, row_ids
from forms.definitions.expressions import Missing, Node, Reference, Stated, Sum
from forms.definitions.references import Resolver
from forms.definitions.template import Template
from forms.errors import KnownError
from forms.offices.plan import Answer, Attainment, LocalPlan, PlanTarget, PlanTask
from forms.report.cells import Address, State
from forms.report.report import Report
from forms.values import aims
from forms.values.aims import Goal, Quantity
from forms.values.approximation import ABOUT
from forms.values.frozen import frozen
from forms.values.numbers import Number, exact, show
from forms.values.period import Period

_LONGEST = 300  # characters of an expression
_ESTIMATE = "ước"


@frozen
class Achieved:
    """What was achieved of a target in a period: as it is written, exact where it is a number, and where it is from.

    `number` is it with its decimals, unless it is so many of so many.

    `address` is the cell that a click leads to; an answer says its source and day itself.
    """

    period: Period
    text: str
    quantity: Quantity | None = None
    number: Number | None = None
    address: Address | None = None
    answer: Answer | None = None
    outside: bool = False  # the figure does not concern the office


@frozen
class Standing:
    """A target beside what was achieved: what is wanted by the end of `year`, and how it stands."""

    target: PlanTarget
    year: int
    text: str
    achieved: Achieved | None
    attainment: Attainment

    @property
    def got(self) -> str:
        """What was achieved, as it is written; "" where nothing is known."""
        return self.achieved.text if self.achieved else ""

    @property
    def goal(self) -> Goal | None:
        """What is wanted, where it is no words."""
        return aims.goal(self.text, self.target.better, self.target.unit)


def _read(template: Template, text: str) -> tuple[Node | None, str]:
    """The expression that a text is in reports on a template, or why it is none that can be read; "" is none."""
    if len(text) > _LONGEST:
        return None, f"cách tính dài quá {_LONGEST} chữ"
    try:
        node = expressions.parse(text)
        Resolver(template.figures, template.params, template.legal).node(node, None)
    except KnownError as error:
        return None, str(error)
    parts = list(expressions.walk(node))
    together = [part.of for part in parts if isinstance(part, Sum | Stated)]
    named = [part for part in parts if isinstance(part, Reference)]
    if not named:
        return None, "cách tính không gọi ô nào"
    if any(row_ids.ANY in part.row and part not in together for part in named):
        return None, "cách tính gọi nhiều dòng mà không cộng; đề nghị ghi sum(…)"
    return node, ""


def problem(template: Template, target: PlanTarget) -> str:
    """Why the cell of a target cannot be read in reports on a template; "" where it can, or where it names none."""
    reasons = (_read(template, text)[1] for text in (target.cell, target.answering) if text)
    return next((reason for reason in reasons if reason), "")


def is_linked(template: Template, target: PlanTarget) -> bool:
    """Whether cells of reports on a template answer a target, so that nobody else does."""
    return _read(template, target.answering)[0] is not None


def bound(report: Report, target: PlanTarget) -> Bound | None:
    """The expression that answers a target, bound to the cells of a report; None where there is none.

    Raises Missing where it asks for another report or a constant that is not there.
    """
    node, _ = _read(report.template, target.answering)
    return None if node is None else bind(node, Standpoint(report))


def cell(report: Report, target: PlanTarget) -> Address | None:
    """The cell of this report that a target is about, also one that is only near; None where there is none."""
    node, _ = _read(report.template, target.cell or target.conversion)
    try:
        return None if node is None else next(cells(bind(node, Standpoint(report))), None)
    except Missing:
        return None


def achieved(report: Report, target: PlanTarget) -> Achieved | None:
    """What a report says of a target: by its cells, or by an answer where none answers it; None where nothing."""
    try:
        found = bound(report, target)
    except Missing:
        return None
    if found is None:
        answer = report.answers.get(target.id)
        if answer is None or not (answer.value or answer.attainment):
            return None
        found_there, number = aims.measured(answer.value, target.unit)
        return Achieved(report.period, answer.value, found_there, number, answer=answer)
    return _of_cells(report, found)


def _of_cells(report: Report, found: Bound) -> Achieved | None:
    amounts = Amounts(report)
    read = list(cells(found))
    address = read[0] if read else None
    try:
        amount = evaluate(found, amounts, amounts)
    except Missing:
        return None
    except NotApplicable:
        return Achieved(report.period, "", address=address, outside=True)
    held = [one for address in read if (one := report.cells.get(address))]
    alone = held[0] if len(held) == 1 and held[0].number and held[0].number.value == amount.value else None
    number = alone.number if alone and alone.number else exact(amount.value)
    quantity = Quantity(amount.value)
    text = show(number)
    if amounts.approximate(read):
        quantity = Quantity(amount.value, None, amount.low, amount.high)
        text = f"{alone.word if alone else ABOUT} {text}"
    estimated = any(one.state is State.ESTIMATE for one in held)
    return Achieved(report.period, f"{_ESTIMATE} {text}" if estimated else text, quantity, number, address)


def judge(target: PlanTarget, year: int, found: Achieved | None) -> Attainment:
    """How a target stands towards the end of a year."""
    text = target.text(year)
    if not text or (found and found.outside):
        return Attainment.NOT_COMPARED
    by_hand = _by_hand(found.answer) if found and found.answer else None
    goal = aims.goal(text, target.better, target.unit)
    if goal is None:
        return by_hand or Attainment.NOT_COMPARED
    if found is None:
        return Attainment.AWAITED
    reached = goal.reached(found.quantity) if found.quantity else None
    if reached is None:
        return by_hand or (Attainment.NOT_COMPARED if found.text else Attainment.AWAITED)
    if reached:
        return Attainment.REACHED
    return Attainment.MISSED if is_over(found.period, year, yearly=target.yearly(year)) else Attainment.UNDER_WAY


def _by_hand(answer: Answer) -> Attainment | None:
    """What the office itself says; None where it says nothing that is known."""
    return Attainment(answer.attainment) if answer.attainment in {*Attainment} else None


def is_over(period: Period, year: int, *, yearly: bool = False) -> bool:
    """Whether a period tells of the end of a year, or of any whole year where each counts."""
    whole = not period.estimated and period.end.month == 12
    return whole and (period.year >= year or yearly)


def standings(plan: LocalPlan, report: Report | None, year: int) -> tuple[Standing, ...]:
    """How every target of a plan stands, in their order; without a report nothing was achieved."""
    found = []
    for target in plan.wanted:
        got = achieved(report, target) if report else None
        found.append(Standing(target, year, target.text(year), got, judge(target, year, got)))
    return tuple(found)


@frozen
class Situation:
    """A plan beside the report that tells how far it has come; without a report nothing has."""

    plan: LocalPlan
    year: int
    report: Report | None
    standings: tuple[Standing, ...]

    def counts(self) -> dict[Attainment, int]:
        """How many targets stand how."""
        return {attainment: sum(item.attainment is attainment for item in self.standings) for attainment in Attainment}


def standing_of(report: Report, task: PlanTask) -> Attainment:
    """How a task stands, as its answer says."""
    answer = report.answers.get(task.id)
    if answer is None or not (answer.value or answer.attainment):
        return Attainment.AWAITED
    return _by_hand(answer) or Attainment.UNDER_WAY


def series(reports: Sequence[Report], target: PlanTarget) -> Iterator[Achieved]:
    """What the reports of an office say of a target, one period after the other."""
    for report in reports:
        found = achieved(report, target)
        if found and found.quantity:
            yield found
