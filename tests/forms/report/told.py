"""Small reports of a template that stands beside the record, and how what they hold is written down."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from forms.definitions.loading import load
from forms.definitions.template import Template
from forms.errors import KnownError
from forms.offices.units import Unit
from forms.report import filling, journal
from forms.report.cells import Cell
from forms.report.changes import Change, SetCell, SetRow
from forms.report.filling import ValueLine
from forms.report.report import Report
from forms.values.period import parse

HERE = Path(__file__).parent / "recorded"
COMMUNE = Unit("Xã Đăk Blà", "xa", "23500", path=("Tỉnh Kon Tum", "Huyện Kon Rẫy"))


@functools.cache
def template() -> Template:
    """The small template."""
    return load("mau", HERE)


def made(lines: str = "", period: str = "2024", unit: Unit = COMMUNE, beside: Iterable[Report] = ()) -> Report:
    """A report with `figure,row,measure,value[,state]` lines, separated by ";", and with others beside it."""
    report = Report(template(), unit, parse(period))
    split = [line.strip().split(",") for line in lines.split(";") if line.strip()]
    filling.fill(report, [ValueLine(n, *line) for n, line in enumerate(split, 1)], vietnamese=False)
    for other in beside:
        report.neighbours.add(other)
    return report


def titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    """A part of a record under its title."""
    yield from ("", f"=== {title} ===", *lines)


def asked(ask: Callable[[], object]) -> str:
    """An answer, or why there is none."""
    try:
        return str(ask())
    except KnownError as error:
        return f"!! {error}"


def same(answers: Mapping[str, str]) -> Iterator[str]:
    """Answers by what was asked, those that are the same on one line."""
    for answer in dict.fromkeys(answers.values()):
        yield f"  {', '.join(asked for asked, one in answers.items() if one == answer)}: {answer}"


def cell(found: Cell | None) -> str:
    """All that a cell says."""
    if found is None:
        return "(trống)"
    marks = (
        f"[{mark.kind} {'; '.join(str(part) for part in (mark.text, mark.number, mark.who, mark.at) if part)}]"
        for mark in found.marks
    )
    number, working = "" if found.number is None else str(found.number), f"({found.working})" if found.working else ""
    return " ".join(filter(None, (number, str(found.state), working, *marks)))


def change(found: Change) -> str:
    """What a change sets."""
    match found:
        case SetCell(address, held):
            return f"ô {' '.join(filter(None, address))}: {cell(held)}"
        case SetRow(row):
            return f"dòng {row.figure} {row.id} thứ {row.position}: {row.label}{' (bỏ)' if row.removed else ''}"
        case _:
            return journal.encode([found])[2:-2]
