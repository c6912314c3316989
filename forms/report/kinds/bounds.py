"""How much a change may say, whoever says it.

Everything that is stored passes `refuse`, and so does everything that is read from an archive before anything is made
of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from forms.errors import KnownError
from forms.report import limits
from forms.report.changes import Change
from forms.report.kinds.table import KINDS
from forms.values.text import picture, quoted, spoofed

_MOST_REMARKS = 10


def refuse(change: Change) -> None:
    """Raise KnownError for a change that says more than a report may hold, or a name that is not what it seems."""
    kind = KINDS[type(change)]
    for what, text, most in kind.texts(change):
        if len(text) > most:
            raise KnownError(f"{what} dài quá {most} chữ ({text[:40]} …); đề nghị viết gọn lại.")
    kind.bounds(change)


def refuse_pictures(change: Change) -> None:
    """Raise KnownError, where somebody types it, for a sign that no font of ours prints.

    What arrived with one stays readable, and is told (`pretences`).
    """
    for what, text, _ in KINDS[type(change)].texts(change):
        limits.refuse_picture(what, text)


def pretences(changes: Iterable[Change]) -> tuple[str, ...]:
    """Say where texts have letters that only look like ours, or signs that are not printed: told, not refused."""
    remarks: dict[str, None] = {}
    for change in changes:
        for what, text, _ in KINDS[type(change)].texts(change):
            if word := spoofed(text):
                remarks[
                    f'{what} có từ "{word}" lẫn chữ cái của bảng chữ khác trông giống chữ Việt; '
                    "đề nghị hỏi lại nơi gửi."
                ] = None
            if char := picture(text):
                remarks[f"{what} {quoted(text)} có ký hiệu “{char}” không in được; cần bỏ trước khi in."] = None
    return tuple(remarks)[:_MOST_REMARKS]
