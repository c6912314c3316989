"""How a measure is made from those of lower offices: as its definition says, a rate only from what can be added up."""

from __future__ import annotations

from forms.definitions.expressions import Constant, Months, Node, Operation, Param, Reference, Sum
from forms.definitions.references import canonical
from forms.definitions.template import Figure, Measure, Merge, Template

_ADDED = frozenset({Merge.SUM, Merge.MAX, Merge.LIST})


def method(template: Template, figure: Figure, row: str, measure: Measure) -> Merge:
    """How a measure is made in a row: by its formula only where everything that it reads is added up."""
    if measure.merge is Merge.RECOMPUTE and not _is_made(template, figure, row, measure, ()):
        return Merge.NONE
    return measure.merge


def _is_made(template: Template, figure: Figure, row: str, measure: Measure, seen: tuple[Measure, ...]) -> bool:
    if measure.merge is not Merge.RECOMPUTE:
        return measure.merge in _ADDED
    if measure.computed is None or measure in seen:
        return False
    return all(
        _is_made(template, *place, (*seen, measure)) if place else False
        for place in _read(template, figure, row, measure.computed)
    )


def _read(template: Template, figure: Figure, row: str, node: Node) -> list[tuple[Figure, str, Measure] | None]:
    """The measures that a formula reads, each with its place; None for what no lower office states for this period."""
    match node:
        case Operation(left=left, right=right):
            return [*_read(template, figure, row, left), *_read(template, figure, row, right)]
        case Constant() | Param() | Months():
            return []
        case Reference() as reference:
            return [_place(template, figure, row, reference)]
        case Sum(of=reference):
            return [_place(template, figure, row, reference)]
    return [None]


def _place(template: Template, figure: Figure, row: str, reference: Reference) -> tuple[Figure, str, Measure]:
    if reference.figure:
        figure = template.figures[reference.figure]
        row = canonical(figure, reference.row)
    return figure, row, figure.measures_at(row)[reference.measure]
