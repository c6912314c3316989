"""Every sentence of every template in each state that numbers can be in, to be read by a person.

python -m tools.sentences FILE    from the root; the tests ban what must never stand in it
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from forms.definitions.loading import codes, load
from forms.definitions.template import Measure, Template
from forms.document.document import compose
from forms.narrative.blocks import Heading, Note, Paragraph, Text
from forms.offices.units import Unit
from forms.report.cells import Address, Cell, State
from forms.report.changes import OpenRow, SetRow
from forms.report.report import Report
from forms.values.numbers import Number
from forms.values.period import Period, parse
from forms.values.style import POINTS

EDITED = datetime(2024, 12, 31, tzinfo=UTC)
ADDED = "Làng Kon Klor"
"""The name of every row that is added."""
_ABOVE = "Tỉnh Kon Tum"
PERIODS = (
    *("2024", "2024-6T", "2024-UTH", "2025-6T", "2025"),
    *("2024-Q1", "2024-Q2", "2024-Q3", "2024-9T", "2024-UTH6T", "2024-UTH9T"),
)
STATES = (
    *("up", "down", "equal", "first", "zero", "nil", "negative", "missing", "half", "outside", "estimate"),
    *("mixed", "turned"),
)
"""How the numbers stand: beside last year, or without it; `half` of them missing, every second one nought where they
are `mixed`, and every other one where that is `turned` round."""


class Sentence(NamedTuple):
    """A paragraph as it is printed: of whose report, in which state, with its notes in brackets."""

    template: str
    office: str
    period: str
    state: str
    text: str


def sentences(template: Template, unit: Unit, period: Period, state: str) -> Iterator[Sentence]:
    """Every paragraph of a report in a state."""
    report = filled(template, unit, period, state)
    if state not in ("first", "missing"):
        then = filled(template, unit, period.a_year_earlier(), "zero" if state in ("zero", "nil") else "equal")
        report.neighbours.add(then)
    for block in compose(report, EDITED, "").body:
        if isinstance(block, Paragraph):
            yield Sentence(template.code, unit.name, period.code, state, text(block))
        elif isinstance(block, Heading):
            yield Sentence(template.code, unit.name, period.code, state, f"{block.number} {block.title}")


def text(paragraph: Paragraph) -> str:
    """A paragraph with its notes in brackets."""
    return "".join(part.text if isinstance(part, Text) else f" ({_note(part)})" for part in paragraph.content)


def _note(note: Note) -> str:
    return "".join(part.text for part in note.content)


def filled(template: Template, unit: Unit, period: Period, state: str) -> Report:
    """A report whose every cell stands in a state."""
    report = Report(template, unit, period)
    for section in template.sections.values():
        for figure in report.figures(section):
            for breakdown in figure.breakdowns.values():
                if breakdown.open:
                    for parent in [row for row in ("", *report.all_rows(figure)) if breakdown.hangs_on(row)]:
                        row_id = f"{parent}/{breakdown.code}:#1".lstrip("/")
                        report.apply(SetRow(OpenRow(figure.code, row_id, ADDED, 1)))
            for place, address in enumerate(report.addresses(figure)):
                if (cell := _cell(report.measure(address), address, report, place, state)) is not None:
                    report.cells[address] = cell
    return report


def _cell(measure: Measure, address: Address, report: Report, place: int, state: str) -> Cell | None:
    unit = report.unit_of(address)
    if state == "missing" or (state == "half" and place % 2):
        return None
    if state == "nil":
        return Cell(None, State.NIL)
    if state == "outside":
        return Cell(None, State.NOT_APPLICABLE)
    if state == "zero" or (state, place % 2) in (("mixed", 1), ("turned", 0)):
        return Cell(Number(0))
    size = measure.values[0] if measure.values else 37 if unit in ("%", POINTS) else 1240 + place
    moved = {"up": 6, "down": -6}.get(state, 0) if not measure.values else 0
    if state == "negative" and measure.signed:
        size = -29
    number = Number(size + moved, 0 if measure.integer else min(1, measure.decimals))
    return Cell(number, State.ESTIMATE if state == "estimate" else State.STATED)


def offices(template: Template) -> dict[str, list[Unit]]:
    """Offices of each level, one of each kind."""
    found: dict[str, list[Unit]] = {}
    for level, office in template.offices.items():
        names = [f"{kind} Kon Tum" for kind in office.kinds] or [office.label]
        path = (_ABOVE,) if found else ()  # the highest level comes first
        found[level] = [Unit(name, level, path=path) for name in names]
    return found


def everything() -> Iterator[Sentence]:
    """Every sentence of every template, office, period and state."""
    for code in codes():
        template = load(code)
        for units in offices(template).values():
            for unit in units:
                for period in PERIODS:
                    for state in STATES:
                        yield from sentences(template, unit, parse(period), state)


def main() -> int:
    """Write every sentence once, under where it was met first."""
    seen: dict[str, Sentence] = {}
    for found in everything():
        seen.setdefault(found.text, found)
    lines: list[str] = []
    head = ""
    for found in seen.values():
        where = f"## {found.template}, {found.office}, {found.period}, {found.state}"
        if where != head:
            lines += ["", where]
            head = where
        lines.append(found.text.replace("\u00a0", " "))
    Path(sys.argv[1]).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
