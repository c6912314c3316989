"""Filling sentence templates with the numbers of a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forms import sentences
from forms.blocks import Note, Text
from forms.definitions import Figure
from forms.expressions import Reference
from forms.numbers import Number, show
from forms.references import canonical
from forms.report import Address, Report, State
from forms.sentences import Sentence

ELLIPSIS = "…"
NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a sentence stands: a report and, inside a walk or a rule, a figure and row."""

    report: Report
    figure: Figure | None = None
    row: str = ""


@dataclass(slots=True)
class _Filled:
    content: list[Text | Note]
    stated: int = 0
    missing: int = 0


def fill(sentence: Sentence, scope: Scope, notes: Mapping[str, Sentence] | None = None) -> tuple[Text | Note, ...]:
    """The sentence with its numbers and footnotes; a cell without a value prints "…"."""
    return tuple(_fill(sentence, scope, notes or {}).content)


def plain(sentence: Sentence, scope: Scope) -> str:
    """The sentence as bare text, without notes."""
    return "".join(part.text for part in fill(sentence, scope) if isinstance(part, Text))


def has_values(sentence: Sentence, scope: Scope) -> bool:
    """Whether any cell of the sentence has a value."""
    return _fill(sentence, scope, {}).stated > 0


def _fill(sentence: Sentence, scope: Scope, notes: Mapping[str, Sentence]) -> _Filled:
    done = _Filled([])
    for part in sentence:
        match part:
            case sentences.Words(text=text):
                done.content.append(Text(text))
            case sentences.Field(name=name, form=form):
                done.content.append(Text(_field(name, form, scope)))
            case sentences.Value(reference=reference, form=form):
                value, stated = _value(reference, form, scope)
                done.content.append(value)
                done.stated += stated
                done.missing += not stated
            case sentences.NoteMark(name=name):
                note = _fill(notes[name], scope, {}) if name in notes else None
                if note and note.stated:
                    done.content.append(Note(tuple(text for text in note.content if isinstance(text, Text))))
            case sentences.Group(parts=parts):
                inner = _fill(parts, scope, notes)
                if not inner.missing:
                    done.content += inner.content
                    done.stated += inner.stated
            case sentences.Each(reference=reference, parts=parts):
                _walk(done, reference, parts, scope)
    return done


def _walk(done: _Filled, reference: Reference, parts: Sentence, scope: Scope) -> None:
    figure = scope.report.template.figures[reference.figure]
    first = True
    for row in scope.report.matching(figure, canonical(figure, reference.row)):
        inner = _fill(parts, Scope(scope.report, figure, row), {})
        if inner.stated:
            done.content += inner.content if first else [Text("; "), *inner.content]
            done.stated += inner.stated
            first = False


def _field(name: str, form: str, scope: Scope) -> str:
    report = scope.report
    if name == "unit":
        return _unit(report) if form == "lower" else report.unit.name
    office = report.template.offices[report.unit.level].speaker
    texts = {
        "period": report.period.label,
        "year": str(report.period.year),
        "last_year": str(report.period.year - 1),
        "office": office.format(unit=_unit(report)) if office else report.unit.name,
    }
    if name == "label":
        text = report.label(scope.figure, scope.row) if scope.figure else ""
        fixed = not scope.row or (scope.figure is not None and scope.figure.fixed_row(scope.row) is not None)
        return text[:1].lower() + text[1:] if form == "lower" and fixed else text
    return texts[name]


def _unit(report: Report) -> str:
    """The unit's name within a sentence: "tỉnh Kon Tum"; proper names keep their capital."""
    name = report.unit.name
    prefixes = report.template.offices[report.unit.level].prefixes
    return name[:1].lower() + name[1:] if name.startswith(tuple(f"{prefix} " for prefix in prefixes)) else name


def _value(reference: Reference, form: str, scope: Scope) -> tuple[Text, bool]:
    report = scope.report
    if reference.figure:
        figure = report.template.figures[reference.figure]
        row = canonical(figure, reference.row)
    elif scope.figure is not None:
        figure, row = scope.figure, scope.row
    else:
        raise ValueError(f"relative reference {reference} outside a row")
    address = Address(figure.code, row, reference.measure)
    unit = figure.unit(row, reference.measure)
    cell = report.cells.get(address)
    if cell is None or cell.state in (State.AWAITED, State.NOT_APPLICABLE):
        return Text(_with_unit(ELLIPSIS, unit, form), cell=address), False
    number = cell.number or Number(0, 0)
    whole = figure.measures_at(row)[reference.measure].integer
    official = form != "bare" and whole and 0 < number.digits < 10
    text = f"0{number.digits}" if official else printed(number)
    return Text(_with_unit(text, unit, form), cell=address), True


def _with_unit(text: str, unit: str, form: str) -> str:
    if form in ("number", "bare"):
        return text
    return text + unit if unit == "%" else f"{text}{NBSP}{unit}"


def printed(number: Number) -> str:
    """A number as official text prints it: as typed, without zeros at the end of the decimals."""
    while number.decimals and number.digits % 10 == 0:
        number = Number(number.digits // 10, number.decimals - 1)
    return show(number)
