"""Ranges in a sentence: one whose ends are the same number is that number alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from forms.narrative.blocks import Note, Text
from forms.values.style import NBSP

_BETWEEN = {" - ": "", " đến ": "từ "}
"""What stands between the ends of a range, and what leads to the first."""


def closed(content: Iterable[Text | Note]) -> list[Text | Note]:
    """A sentence that says "giảm 3 điểm phần trăm", not "giảm 3 - 3 điểm phần trăm"."""
    found: list[Text | Note] = []
    for part in content:
        if len(found) > 1 and _same(found[-2], part):
            found = _without_first(found)
        found.append(part)
    return found


def _same(first: Text | Note, last: Text | Note) -> bool:
    """Whether two parts print the same number, the last with its unit."""
    return _number(first) != "" and _number(first) == _number(last)


def _number(part: Text | Note) -> str:
    prints = isinstance(part, Text) and (part.cell or part.elsewhere)
    return part.text.split(NBSP)[0] if isinstance(part, Text) and prints else ""


def _without_first(content: list[Text | Note]) -> list[Text | Note]:
    """What leads to the last end of a range, less its first end; all of it where it is no range."""
    *before, _, words = content
    lead = _BETWEEN.get(words.text) if isinstance(words, Text) and not words.cell else None
    if not lead:
        return content if lead is None else before
    last = before[-1] if before else None
    if not isinstance(last, Text) or last.cell or not last.text.endswith(lead):
        return content
    return [*before[:-1], replace(last, text=last.text.removesuffix(lead))]
