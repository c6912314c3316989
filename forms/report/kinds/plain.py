"""The plain values of the lines of an archive, read strictly: the line comes from a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from forms.report import limits
from forms.values.text import clean

JsonObject = Mapping[str, object]

BROKEN = "Dữ liệu kèm theo bị hỏng, không đọc được; đề nghị xin lại tệp từ nơi gửi, chưa nhập gì."


def text(line: JsonObject, key: str) -> str:
    """A text of a line, clean; raises KeyError or TypeError where there is none, or one longer than any may be."""
    value = line[key]
    if not isinstance(value, str) or "\0" in value or len(value) > limits.TEXT:
        raise TypeError(key)
    value.encode()  # half a surrogate pair is no text
    return clean(value)


def moment(line: JsonObject, key: str) -> datetime:
    """A time of a line with its zone; raises KeyError, TypeError or ValueError where there is none."""
    at = datetime.fromisoformat(text(line, key))
    if at.tzinfo is None:
        raise ValueError("a time without its zone")
    return at


def whole(line: JsonObject, key: str) -> int:
    """A whole number of a line; raises KeyError or TypeError where there is none."""
    value = line[key]
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 2**53:
        raise TypeError(key)
    return value
