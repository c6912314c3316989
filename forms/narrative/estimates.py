"""How a sentence says that a number is an estimate: once, before its verb, else before the number itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from forms.narrative.blocks import Note, Text
from forms.report import details
from forms.report.cells import Address, State
from forms.report.report import Report
from forms.values.text import lowered

ESTIMATED = "ước"
_VERBS = (
    *("có", "còn", "đạt", "là", "chiếm", "bằng", "giảm", "cắt giảm", "tăng", "từ", "đến", "phát sinh", "hỗ trợ"),
    *("triển khai", "tổ chức", "kiểm tra", "mở", "cấp", "bố trí", "giải ngân"),
)
"""What any report says; a template adds its own."""
_LED = re.compile(r",? (?P<word>cho|tại|với|trên) $")
"""What leads on from a number that is no estimate: "24 triệu đồng, ước cho 12 hộ"."""
_NONE = re.compile(r"(?<!\w)(?:không|chưa)(?= (?!có (?:số liệu|kết quả)\b))", re.IGNORECASE)


def foreseen(report: Report, address: Address) -> bool:
    """Whether the number of a cell is an estimate: it says so, or its period is not over and nothing settled it before.

    Settled is what is of the year before or was carried over from it, and what stands on a day before the last.
    """
    cell = report.cell(address)
    if cell is not None and cell.state is State.ESTIMATE:
        return True
    figure, measure = report.template.figures[address.figure], report.measure(address)
    if not report.period.estimated or figure.year < 0 or measure.opens:
        return False
    day = details.as_of(report, figure)
    return figure.cumulative or measure.cumulative or day is None or day >= report.period.end


def told(content: list[Text | Note], so_far: str, value: Text | Note, verbs: tuple[str, ...]) -> Text | Note:
    """The number that comes after `content`, whose verb is changed in place; `so_far` is all that it goes on from."""
    if said(so_far) or not isinstance(value, Text):
        return value
    last = content[-1] if content else None
    if isinstance(last, Text) and last.cell is None:
        if verb := _verb(verbs).search(last.text):
            words = lowered(verb["word"] or "")
            before = f"{_alike(verb['verb'])} {words}".strip()
            text = last.text[: verb.start("verb")] + before + last.text[verb.end("verb") :]
            content[-1] = replace(last, text=text)
            return value
        if led := _LED.search(last.text):
            content[-1] = replace(last, text=f"{last.text[: led.start()]}, {ESTIMATED} {led['word']} ")
            return value
    around = _LED.search(so_far.rstrip(" ,") + " ")
    return replace(value, text=f"{value.text} ({ESTIMATED})" if around else f"{ESTIMATED} {value.text}")


def said(so_far: str) -> bool:
    """Whether the part of the sentence that goes on has said already that it estimates."""
    part = re.split(r"[.;](?!\d)", so_far)[-1].lower()
    return re.search(rf"\b{ESTIMATED}\b(?!\))", part) is not None


def none_foreseen(content: Iterable[Text | Note]) -> list[Text | Note]:
    """A sentence that says of nothing that there is none, as it is told before that is sure: "ước không có …"."""
    found = list(content)
    for place, part in enumerate(found):
        if isinstance(part, Text) and part.cell is None and (none := _NONE.search(part.text)):
            words = f"{_alike(none[0])} {lowered(none[0])}"
            found[place] = replace(part, text=part.text[: none.start()] + words + part.text[none.end() :])
            break
    return found


def _alike(word: str) -> str:
    """The word of an estimate, with a capital where it takes the place of a word that has one."""
    return ESTIMATED.capitalize() if word[:1].isupper() else ESTIMATED


@lru_cache
def _verb(verbs: tuple[str, ...]) -> re.Pattern[str]:
    """The verb before a number, or the "đã" of a sentence that ends "cho …"."""
    known = "|".join(map(re.escape, (*_VERBS, *verbs)))
    done = r"(?P<done>đã)(?= [^.;,]+ (?:cho|tại|với) $)"
    whole = r"(?<!\w)" + "".join(f"(?<!{word} )" for word in ("được", "trung", "sơ", "cung", "nâng"))  # "trung cấp"
    return re.compile(rf"{whole}(?P<verb>{done}|(?:đã )?(?P<word>{known})(?= $))", re.IGNORECASE)
