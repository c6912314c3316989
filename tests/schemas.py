"""As much of JSON Schema as the schema of our package uses; a keyword that is not known here is an error."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

Schema = dict[str, Any]
_TYPES: dict[str, type] = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}

# what each keyword asks of a value that it applies to: the keyword's own value, the value, the schema around it
_ASKS: dict[str, Callable[[Any, Any, Schema], bool]] = {
    "type": lambda wanted, value, _: isinstance(value, _TYPES[wanted]) and not isinstance(value, bool),
    "const": lambda wanted, value, _: bool(value == wanted),
    "enum": lambda wanted, value, _: value in wanted,
    "pattern": lambda wanted, value, _: not isinstance(value, str) or re.search(wanted, value) is not None,
    "minimum": lambda wanted, value, _: not isinstance(value, int) or value >= wanted,
    "minItems": lambda wanted, value, _: not isinstance(value, list) or len(value) >= wanted,
    "required": lambda wanted, value, _: not isinstance(value, dict) or set(wanted) <= value.keys(),
    "additionalProperties": lambda _, value, schema: (
        not isinstance(value, dict) or value.keys() <= schema["properties"].keys()
    ),
}


def problems(value: object, schema: Schema, root: Schema, where: str = "$") -> Iterator[str]:
    """Where a value is not as a schema says; nothing where it is."""
    for keyword, wanted in schema.items():
        if keyword in _ASKS:
            if not _ASKS[keyword](wanted, value, schema):
                yield f"{where}: {keyword} {wanted}"
        elif keyword == "anyOf":
            if all([*problems(value, one, root, where)] for one in wanted):
                yield f"{where}: none of {wanted}"
        else:
            for part, inner, name in _parts(keyword, wanted, value, root):
                yield from problems(part, inner, root, where + name)


def _parts(keyword: str, wanted: Any, value: Any, root: Schema) -> Iterator[tuple[object, Schema, str]]:  # noqa: ANN401 - JSON
    """What a keyword says of parts of the value: each with its schema and name."""
    match keyword:
        case "$ref":
            yield value, root["$defs"][wanted.removeprefix("#/$defs/")], ""
        case "items":
            for number, item in enumerate(value if isinstance(value, list) else ()):
                yield item, wanted, f"[{number}]"
        case "properties":
            for key in wanted.keys() & (value.keys() if isinstance(value, dict) else ()):
                yield value[key], wanted[key], f".{key}"
        case _:
            raise ValueError(keyword)
