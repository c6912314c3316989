"""How a sentence says that a number is an estimate: once, before its verb, else before the number itself."""

from __future__ import annotations

import re
from dataclasses import replace

from forms.narrative.blocks import Note, Text
from forms.values.text import lowered

_VERBS = (
    "có|còn|đạt|là|chiếm|bằng|giảm|tăng|cắt giảm|tăng mới|hỗ trợ|triển khai|mở|bố trí|giải ngân|cấp|phát sinh|thu gom|"
    "tổ chức|kiểm tra|từ|đến|phát sinh mới|xây mới|sửa chữa|phát|đăng|in|treo|dựng|nhận phụng dưỡng|nhận giúp đỡ"
)
_VERB = re.compile(  # the verb before a number, or the "đã" of a sentence that ends "cho …"
    rf"(?<!\w)(?<!được )(?P<verb>(?P<done>đã)(?= [^.;,]+ (?:cho|tại|với) $)|(?:{_VERBS})(?= $))", re.IGNORECASE
)


def told(content: list[Text | Note], so_far: str, value: Text | Note) -> Text | Note:
    """The number that comes after `content`, whose verb is changed in place; `so_far` is all that it goes on from."""
    sentence = re.split(r"[.;(](?!\d)", so_far)[-1].lower()
    if re.search(r"\bước\b", sentence) or not isinstance(value, Text):
        return value
    last = content[-1] if content else None
    if not isinstance(last, Text) or last.cell is not None or not (verb := _VERB.search(last.text)):
        return replace(value, text=f"ước {value.text}")
    words = "" if verb["done"] else lowered(verb["verb"])
    verbs = f"{'Ước' if verb['verb'][:1].isupper() else 'ước'} {words}".strip()
    content[-1] = replace(last, text=last.text[: verb.start("verb")] + verbs + last.text[verb.end("verb") :])
    return value
