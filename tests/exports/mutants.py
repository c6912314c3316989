"""Mutants of real files: bytes changed anywhere, or other data under a seal that fits them."""

from __future__ import annotations

import json
import random
from typing import Any

from tests.exports.hostile import Real

TEXTS = ("", "0", "-1", "9" * 400, "4764.5", "\u202e1", "\x1b[2J", "[" * 99, "{x}", "K\u043en")
VALUES: tuple[object, ...] = (*TEXTS, None, 0, -1, 2**60, 1.5, [], {}, True)


def mutant(dice: random.Random, real: Real) -> tuple[str, bytes]:
    """A real file with a few things changed: its ending and its bytes."""
    suffix = dice.choice(("zip", "xlsx", "pdf"))
    content = bytearray({"zip": real.package, "xlsx": real.workbook, "pdf": real.pdf}[suffix])
    for _ in range(dice.choice((1, 1, 2, 5, 30))):
        start = dice.randrange(len(content) or 1)
        end = start + dice.choice((0, 1, 4, 50, 5000))
        with_what = (bytes([dice.randrange(256)]), b"", bytes(content[: dice.randrange(99)]), b"\xff" * 4, b"999999999")
        content[start:end] = dice.choice(with_what)
    return suffix, bytes(content)


def other_data(dice: random.Random, real: Real) -> bytes:
    """The data of a report with a few values changed anywhere in it."""
    data = json.loads(real.data)
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        within: Any = data
        while True:
            key = dice.choice(list(within) if isinstance(within, dict) else range(len(within))) if within else None
            deeper = within[key] if key is not None else None
            if not isinstance(deeper, dict | list) or not deeper or dice.random() < 0.1:
                break
            within = deeper
        if key is None:
            continue
        if dice.random() < 0.15:
            del within[key]
        elif isinstance(within, list) and dice.random() < 0.3:
            within.append(within[key])
        else:
            within[key] = dice.choice((*VALUES, str(dice.randrange(10**6))))
    return json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass")


def numbers(data: bytes) -> list[tuple[str, ...]]:
    """What data say in cells: place, number and state of each."""
    parts = ("figure", "row", "measure", "value", "state")
    return sorted(tuple(str(cell.get(part)) for part in parts) for cell in json.loads(data).get("cells", []))
