"""How a sentence says that nothing has what it counts in percent: "Chưa có cơ sở …" for "Có 0% cơ sở …"."""

from __future__ import annotations

import re
from dataclasses import replace

from forms.narrative.blocks import Note, Text

_NONE = re.compile(r"0(?:,0+)?%")
_HAS = re.compile(r"(?<!\w)có $", re.IGNORECASE)


def told(content: list[Text | Note], value: Text | Note) -> Text | Note:
    """The number that comes after `content`, which loses its verb in place where the number says it."""
    last = content[-1] if content else None
    if not isinstance(last, Text) or not isinstance(value, Text) or not _NONE.fullmatch(value.text):
        return value
    if last.cell is not None or not (verb := _HAS.search(last.text)):
        return value
    content[-1] = replace(last, text=last.text[: verb.start()])
    return replace(value, text="Chưa có" if verb[0][0].isupper() else "chưa có")
