"""Where the keys lead in the form: from stop to stop in the order of the paper, up and down, and sideways."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum, auto

from PySide6.QtCore import QModelIndex

from ui.entry.model import FormModel
from ui.entry.rows import RowKind


class Way(Enum):
    """Where a key leads that stores what is typed: on in the order of the paper or back, along a column or a row."""

    FORWARD = auto()
    BACK = auto()
    UP = auto()
    DOWN = auto()
    LEFT = auto()
    RIGHT = auto()
    FIRST = auto()
    LAST = auto()


def lead(model: FormModel, index: QModelIndex, way: Way) -> QModelIndex:
    """The place to which a way leads; the same one at the end."""
    step = 1 if way in (Way.FORWARD, Way.DOWN, Way.RIGHT, Way.LAST) else -1
    return _LEADS.get(way, vertical)(model, index, step)


def stop(model: FormModel, index: QModelIndex, step: int) -> QModelIndex:
    """The next place (-1: the one before) at which Enter halts; the same one at the end."""
    if model.columns.reports and not model.turned:
        return _down(model, index, step)
    columns = model.columns.count
    place = (index.row() * columns + index.column() if index.isValid() else -1) + step
    while 0 <= place < len(model.rows) * columns:
        found = model.index(place // columns, place % columns)
        if model.is_stop(found):
            return found
        place += step
    return index


def _down(model: FormModel, index: QModelIndex, step: int) -> QModelIndex:
    """The next place down the column of a period, then at the top of the next; names stand with the first."""
    at, height = model.columns, len(model.rows)
    lanes = [(at.label, at.first), *((column,) for column in range(at.first + 1, at.value + 1))]
    order = [(row, column) for lane in lanes for row in range(height) for column in lane]
    here = (index.row(), max(index.column(), at.label)) if index.isValid() else None
    place = order.index(here) if here in order else -1 if step > 0 else len(order)
    for row, column in order[place + 1 :] if step > 0 else reversed(order[: max(place, 0)]):
        found = model.index(row, column)
        if model.is_stop(found):
            return found
    return index


def vertical(model: FormModel, index: QModelIndex, step: int) -> QModelIndex:
    """The place above (-1) or below (1), in the same column where there is one."""
    number = index.row() + step
    while 0 <= number < len(model.rows):
        row = model.rows[number]
        same = model.index(number, index.column())
        if model.is_field(same):
            return same
        if row.kind in (RowKind.FIGURE, RowKind.PART):
            return model.index(number, max(row.cells))
        if row.kind in (RowKind.NEW, RowKind.FOLD):
            return model.index(number, model.columns.label)
        number += step
    return index


def edge(model: FormModel, index: QModelIndex, step: int) -> QModelIndex:
    """The leftmost field (-1) of a row, or the rightmost (1)."""
    while (found := sideways(model, index, step)) != index:
        index = found
    return index


def sideways(model: FormModel, index: QModelIndex, step: int) -> QModelIndex:
    """The field left (-1) or right (1) in the same row; the same one at its end."""
    column = index.column() + step
    while 0 <= column < model.columns.count:
        found = model.index(index.row(), column)
        if model.is_field(found):
            return found
        column += step
    return index


_LEADS: Mapping[Way, Callable[[FormModel, QModelIndex, int], QModelIndex]] = {
    Way.FORWARD: stop,
    Way.BACK: stop,
    Way.LEFT: sideways,
    Way.RIGHT: sideways,
    Way.FIRST: edge,
    Way.LAST: edge,
}
