"""What goes into the warehouse: offices, what cells mean, and the reports of offices with their cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import NamedTuple

from forms.report.cells import Address
from forms.sums.tallies import Part, Tally
from forms.values.frozen import frozen
from forms.values.period import Period


class OfficeEra(NamedTuple):
    """What holds of an office from a day until another, both included; the fields are columns."""

    office: str
    since: date
    until: date
    code: str
    name: str
    level: str
    kind: str
    parent: str | None


class Meaning(NamedTuple):
    """What stands in a cell, whose row is joined as in `forms.sums.called_rows`, and how it is made."""

    address: Address
    added: bool
    method: str
    decimals: int
    unit: str
    label: str


class RateInput(NamedTuple):
    """A cell that a rate is computed from: over or under the line, and by how much it is multiplied."""

    rate: Address
    over: bool
    cell: Address
    factor: Fraction


class Carried(NamedTuple):
    """What offices that ended within the period add to a flow of an office above, by its joined row."""

    unit: str
    cell: Address
    tally: Tally


@frozen
class Topic:
    """A template and a period, what the cells of its reports mean, and what is carried into them."""

    template: str
    period: Period
    meanings: Sequence[Meaning]
    rates: Sequence[RateInput]
    carried: Sequence[Carried]
    above: Sequence[str]  # the ids of the offices that have others below them


@frozen
class SentReport:
    """A report as one office issued it, and its cells when they are asked for; the fields but `parts` are columns."""

    office: str
    template: str
    version: int
    period: Period
    digest: str
    number: int
    state: str
    standing: bool
    returned: str
    edited: str
    weight: int
    file: str
    received: datetime
    kept: bool
    noted: str
    parts: Callable[[], Sequence[Part]]


@frozen
class Publication:
    """All that a file has for the warehouse; `publisher` is the id of the office whose file it is."""

    publisher: str
    eras: Sequence[OfficeEra]
    successions: Sequence[tuple[str, str]]
    topics: Sequence[Topic]
    issues: Sequence[SentReport]
