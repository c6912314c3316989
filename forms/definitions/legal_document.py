"""Legal documents (văn bản): what they are, and how a sentence cites them."""

from __future__ import annotations

import re
from datetime import date

from forms.values import style
from forms.values.frozen import frozen
from forms.values.style import day_in_figures, day_in_words, read_day
from forms.values.text import lowered, raised, tidy

KINDS = (
    "Nghị quyết",
    "Chỉ thị",
    "Kết luận",
    "Luật",
    "Nghị định",
    "Quyết định",
    "Thông tư",
    "Kế hoạch",
    "Chương trình",
    "Công văn",
    "Hướng dẫn",
    "Thông báo",
    "Báo cáo",
)


@frozen
class LegalDocument:
    """One document; `issued` is a day as officers write it ("24/11/2023"), "" while it is not known."""

    kind: str  # "Nghị quyết"
    number: str  # "42-NQ/TW"
    issued: str
    issuer: str
    title: str = ""
    abbreviation: str = ""  # what later citations say instead of kind and number

    @property
    def day(self) -> date | None:
        """The day of issue; None while it is not known or does not exist."""
        return read_day(self.issued)

    @property
    def issued_in_figures(self) -> str:
        """The day in a table; as it was typed where it is no day."""
        return day_in_figures(self.day) if self.day else self.issued

    @property
    def subject(self) -> str:
        """The title by itself, as a list has it."""
        return raised(_spelled(self.title))

    @property
    def name(self) -> str:
        """Kind and number, held together: "Nghị quyết số 42-NQ/TW"."""
        return f"{self.kind} số{style.NBSP}{self.number}" if self.number else self.kind

    def in_full(self, *, issuer: bool = True) -> str:
        """The first citation: kind, number, day, issuer, title; without the issuer where the sentence has named it."""
        text = self.name
        if self.issued:
            text += f" {day_in_words(self.day)}" if self.day else f" ngày {style.ELLIPSIS}"
        if self.issuer and issuer:
            text += f" của {self.issuer}"
        if self.title:
            text += f" {_held(_going_on(self.title))}"
        return text + (f" (sau đây gọi tắt là {self.abbreviation})" if self.abbreviation else "")

    def in_short(self) -> str:
        """Every later citation."""
        return self.abbreviation or self.name


def kept(part: str, typed: str) -> str:
    """What is kept of a part that was typed: a day in the official form where it can be read."""
    text = tidy(typed)
    day = read_day(text) if part == "issued" else None
    return day_in_figures(day) if day else text


def _spelled(title: str) -> str:
    return re.sub(r"^V/v\b", "về việc", title, flags=re.IGNORECASE)


def _going_on(title: str) -> str:
    """A title within a sentence: "V/v", "Về việc" in small letters, what begins with a name as it is."""
    title = _spelled(title)
    first, _, rest = title.partition(" ")
    return title if first[1:].lower() != first[1:] or not rest[:1].islower() else lowered(title)


def _held(text: str) -> str:
    """A text in which the number of a document stays on the line of the word before it."""
    return re.sub(r"\bsố (?=\S*\d)", f"số{style.NBSP}", text)
