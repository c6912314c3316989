"""Legal documents (văn bản): what they are, and how a sentence cites them."""

from __future__ import annotations

import re
from datetime import date

from forms.values import style
from forms.values.frozen import frozen
from forms.values.style import day_in_words, read_day
from forms.values.text import lowered

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


def _going_on(title: str) -> str:
    """A title within a sentence: "V/v", "Về việc" in small letters, what begins with a name as it is."""
    title = re.sub(r"^V/v\b", "về việc", title, flags=re.IGNORECASE)
    first, _, rest = title.partition(" ")
    return title if first[1:].lower() != first[1:] or not rest[:1].islower() else lowered(title)


def _held(text: str) -> str:
    """A text in which the number of a document stays on the line of the word before it."""
    return re.sub(r"\bsố (?=\S*\d)", f"số{style.NBSP}", text)
