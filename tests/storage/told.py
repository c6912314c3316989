"""Answers and tables of a workspace as plain text, in short: what is as usual is left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from forms.errors import KnownError
from forms.report.cells import Address
from forms.report.report import Report
from forms.values.numbers import Number, show
from forms.values.period import Period
from storage.intake import Sending
from storage.workspace import Workspace

_LONGEST = 300  # letters of a column: what is longer is for another record


def told(value: object) -> str:
    """A value in a line."""
    for kind, tell in _TOLD:
        if isinstance(value, kind):
            return tell(value)
    return _fields(value) if is_dataclass(value) else str(value)


def _fields(value: Any) -> str:  # noqa: ANN401 - any record
    said = [f"{one.name}={told(getattr(value, one.name))}" for one in fields(value) if _is_said(value, one)]
    return f"{type(value).__name__}({', '.join(said)})"


def _is_said(value: object, item: Field[Any]) -> bool:
    usual = item.default if item.default_factory is MISSING else item.default_factory()
    return not item.name.startswith("_") and bool(getattr(value, item.name) != usual)


def _listed(value: Any) -> str:  # noqa: ANN401 - any list
    name = type(value).__name__ if hasattr(value, "_fields") else ""
    inside = ", ".join(map(told, value))
    return f"{name}({inside})" if name else f"[{inside}]"


_TOLD: tuple[tuple[type | tuple[type, ...], Callable[[Any], str]], ...] = (
    (Number, show),
    (Enum, lambda one: str(one.value)),
    (Period, lambda one: str(one.code)),
    (Report, lambda one: f"{one.unit.full} {one.period.code}: {told(one.cells)}"),
    (Sending, lambda one: str(one.source.name)),
    (Address, lambda one: "/".join(filter(None, one))),
    (bytes, lambda _: "<tệp>"),
    (datetime, lambda one: f"{one:%d/%m %H:%M}"),
    (date, lambda one: f"{one:%d/%m/%Y}"),
    (Mapping, lambda one: "{" + ", ".join(f"{told(key)}: {told(each)}" for key, each in one.items()) + "}"),
    ((set, frozenset), lambda one: "{" + ", ".join(sorted(map(told, one))) + "}"),
    ((list, tuple), _listed),
)


def act(title: str, *answers: object) -> Iterator[str]:
    """What was done, and what was answered; a list or table of many things has a line for each."""
    yield f"- {title}"
    for answer in answers:
        if isinstance(answer, list) and any(map(is_dataclass, answer)):
            yield from (f"    · {told(one)}" for one in answer)
        elif isinstance(answer, Mapping) and len(answer) > 1:
            yield from (f"    · {told(key)}: {told(one)}" for key, one in answer.items())
        else:
            yield f"    {told(answer)}"


def tried(title: str, do: Callable[[], object]) -> Iterator[str]:
    """What was done, and what was answered, or why it was refused."""
    try:
        yield from act(title, do())
    except KnownError as error:
        yield f"- {title}"
        yield f"    ! {' '.join(str(error).split())}"


def tables(workspace: Workspace, but: Collection[str] = ()) -> Iterator[str]:
    """Every line of every table but some."""
    connection = workspace._connection
    for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall():
        rows = sorted(map(_line, connection.execute(f'SELECT * FROM "{name}"')))  # noqa: S608 - from the schema
        if rows and name not in {"migration", *but}:
            yield f"  [{name}]"
            yield from (f"    {row}" for row in rows)


def _line(row: tuple[object, ...]) -> str:
    return " | ".join(map(_column, row)).replace("\n", "\\n")


def _column(value: object) -> str:
    text = "∅" if value is None else told(value)
    return text if len(text) <= _LONGEST else "<dài>"
