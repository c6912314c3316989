"""Rows as every report calls them: an added row by its label, since its number means something in one report only."""

from __future__ import annotations

from collections.abc import Mapping

from forms.definitions import row_ids
from forms.definitions.template import Figure
from forms.report.changes import OpenRow
from forms.values.text import fold

_LABEL = "="  # before the label of an added row


def called(figure: Figure, row: str, rows: Mapping[tuple[str, str], OpenRow]) -> str:
    """The id of a row with the label of each added row in place of its number: the same in every report."""
    if not row_ids.hangs_on_added(row):
        return row
    path = ""
    for one in row_ids.lineage(row):
        _, breakdown, key = row_ids.split(one)
        if row_ids.number(one) is not None:
            key = _LABEL + row_ids.label_in_path(rows[figure.code, one].label)
        path = row_ids.child(path, breakdown, key)
    return path


def label(row: str) -> str | None:
    """The label of an added row in such an id; None for a fixed row."""
    key = row_ids.key(row)
    return row_ids.path_segments(key[len(_LABEL) :])[0] if key.startswith(_LABEL) else None


def is_added(row: str) -> bool:
    """Whether such an id is that of an added row, or of one under it."""
    return f":{_LABEL}" in row


def joined(row: str) -> str:
    """Such an id as it is compared: rows are one where only the spelling of their labels differs."""
    if not is_added(row):
        return row
    path = ""
    for one in row_ids.lineage(row):
        _, breakdown, key = row_ids.split(one)
        name = label(one)
        path = row_ids.child(path, breakdown, key if name is None else _LABEL + (fold(name) or key))
    return path
