"""Definition files as text: what `records.file` reads, written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date

from forms.definitions.records import Raw

_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_LONGEST = 100  # characters of a table that is written in one line


def dump(raw: Raw) -> str:
    """The text of a file: what is plain first, then its tables."""
    return "\n".join(_lines(raw, ())).strip() + "\n"


def value(raw: object) -> str:
    """One value in one line."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, str):
        return json.dumps(raw, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(raw, date):
        return raw.isoformat()
    if isinstance(raw, dict):
        return "{" + ", ".join(f"{key(name)} = {value(one)}" for name, one in raw.items()) + "}"
    if isinstance(raw, list):
        return "[" + ", ".join(map(value, raw)) + "]"
    return str(raw)


def key(name: str) -> str:
    """A name as a key, in quotes where it needs them."""
    return name if _BARE.fullmatch(name) else value(name)


def _lines(raw: Raw, path: tuple[str, ...]) -> Iterator[str]:
    tables = {name: one for name, one in raw.items() if isinstance(one, dict) and not _short(one)}
    arrays = {name: one for name, one in raw.items() if not path and _array(one)}
    for name, one in raw.items():
        if name not in tables and name not in arrays:
            yield f"{key(name)} = {_long(one)}"
    for name, one in tables.items():
        inner = (*path, key(name))
        if any(not isinstance(each, dict) or _short(each) for each in one.values()) or not one:
            yield f"\n[{'.'.join(inner)}]"
        yield from _lines(one, inner)
    for name, lines in arrays.items():
        for one in lines:
            yield f"\n[[{key(name)}]]"
            yield from (f"{key(inner)} = {_long(each)}" for inner, each in one.items())


def _short(raw: Raw) -> bool:
    return not any(isinstance(one, dict) for one in raw.values()) and 0 < len(value(raw)) <= _LONGEST and len(raw) > 0


def _array(raw: object) -> bool:
    return isinstance(raw, list) and bool(raw) and all(isinstance(one, dict) for one in raw)


def _long(raw: object) -> str:
    if isinstance(raw, list) and _array(raw):
        return "[\n" + "".join(f"    {value(one)},\n" for one in raw) + "]"
    return value(raw)
