"""What a kind of finding means, for F1: the section of the guide on checks that its code names."""

from __future__ import annotations

import re
from functools import cache

from resources import guide


def explanation(code: str) -> str:
    """The section on a code ("partition.rounding") as Markdown; raises KeyError for a code that it does not name."""
    sections = _sections()
    kind, _, more = code.partition(".")
    return sections[more if more in sections else kind]


@cache
def _sections() -> dict[str, str]:
    text = guide("kiem-tra.md").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for section in re.split(r"^(?=## )", text, flags=re.MULTILINE)[1:]:
        head, _, body = section.partition("\n")
        match = re.fullmatch(r"## (.+) \(`(\w+)`\)", head)
        if match:
            found[match[2]] = f"## {match[1]}\n{body}".strip()
    return found
