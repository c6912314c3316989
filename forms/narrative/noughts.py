"""How a sentence says that nothing has what it counts in percent: "Chưa có cơ sở …" for "Có 0% cơ sở …"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from forms.narrative.blocks import Note, Text
from forms.values.text import lowered, raised

_NONE = re.compile(r"0(?:,0+)?%")
_NOTHING = "chưa có"
_DONE = re.compile(r"^([^.;]*?) đã(?= )")
_HAS = re.compile(r"(?<!\w)có $", re.IGNORECASE)


def told(content: list[Text | Note], value: Text | Note) -> Text | Note:
    """The number that comes after `content`, which loses its verb in place where the number says it."""
    last = content[-1] if content else None
    if not isinstance(last, Text) or not isinstance(value, Text) or not _NONE.fullmatch(value.text):
        return value
    if last.cell is not None or not (verb := _HAS.search(last.text)):
        return value
    content[-1] = replace(last, text=last.text[: verb.start()])
    return replace(value, text=raised(_NOTHING) if verb[0][0].isupper() else _NOTHING)


def undone(content: Iterable[Text | Note]) -> list[Text | Note]:
    """What nothing has is not done: "Chưa có cơ sở lắp đặt …" for "Chưa có cơ sở đã lắp đặt …"."""
    found = list(content)
    for place, part in enumerate(found[1:], 1):
        before = found[place - 1]
        if isinstance(before, Text) and before.cell and lowered(before.text) == _NOTHING and isinstance(part, Text):
            found[place] = replace(part, text=_DONE.sub(r"\1", part.text))
    return found
