"""Changes as text: what undo keeps in the workspace file.

A change is a record; its type says how to write it and how to read it back, so that a new kind of change needs
nothing here. The text comes from a file, so whatever does not fit is refused.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any

from forms.errors import BugError
from forms.report.changes import Change

_KINDS: dict[str, type] = {kind.__name__: kind for kind in typing.get_args(Change)}


def encode(changes: Iterable[Change]) -> str:
    """Write changes as JSON text."""
    return json.dumps([[type(change).__name__, change] for change in changes], ensure_ascii=False, default=_plain)


def decode(text: str) -> list[Change]:
    """Read changes back; raises BugError for text that `encode` did not write."""
    try:
        return [_read(_KINDS[name], raw) for name, raw in json.loads(text)]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BugError(f"no changes: {text[:200]}") from error


def written(record: object) -> str:
    """Write one record, or a list of them, as JSON text."""
    return json.dumps(record, ensure_ascii=False, default=_plain)


def read(kind: Any, text: str) -> Any:  # noqa: ANN401 - here the type is data
    """Read a record of a type back; raises BugError for text that `written` did not write."""
    try:
        return _read(kind, json.loads(text))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BugError(f"no record: {text[:200]}") from error


def _plain(value: object) -> object:
    """What JSON does not know by itself, as something that it knows."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if is_dataclass(value):
        return [getattr(value, item.name) for item in fields(value)]
    raise TypeError(type(value))


def _read(kind: Any, raw: Any) -> Any:  # noqa: ANN401 - here the type is data
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        if raw is None and type(None) in inner:
            return None
        (kind,) = (one for one in inner if one is not type(None))
        return _read(kind, raw)
    if origin is tuple:
        return tuple(_read(inner[0], item) for item in raw)
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        types_of = list(_hints(kind).values())[: len(raw)]  # what an earlier program did not know has its default
        return kind(*(_read(one, item) for one, item in zip(types_of, raw, strict=True)))
    if kind in (date, datetime):
        return kind.fromisoformat(raw)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(raw)
    if not isinstance(raw, kind):
        raise TypeError(kind)
    return raw


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)
