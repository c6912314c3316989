"""Legal documents (văn bản): what they are, how a sentence cites them, and what about them cannot be right.

A document is an entry of its own, of the template or of the report, and sentences cite it by its key. Its day is
kept as it was typed: a day that does not exist is told, not refused, so that nothing typed is lost.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from forms.definitions.legal_document import LegalDocument
from forms.values.frozen import frozen

if TYPE_CHECKING:
    from forms.report.report import Report

_FOUNDED = date(1945, 9, 2)
_YEAR = re.compile(r"/(\d{4})/")


@frozen
class Doubt:
    """Something that cannot be right in what the officer wrote: `where` is a document's key or a section's code."""

    where: str
    message: str
    instruction: str


def find(report: Report, key: str) -> LegalDocument | None:
    """The document of a key: the report's own, else the template's."""
    return report.documents.get(key) or report.template.legal.get(key)


def new_key(report: Report) -> str:
    """A key that no document of the report has had: a number, as an officer's document needs no name."""
    return f"vb{max((int(key[2:]) for key in report.documents if re.fullmatch('vb[0-9]+', key)), default=0) + 1}"


def doubts(report: Report) -> tuple[Doubt, ...]:
    """What cannot be right about the documents of a report, in their order."""
    return (*_of_each(report), *_of_numbers(report))


def _of_each(report: Report) -> Iterator[Doubt]:
    for key, document in report.documents.items():
        reason = _impossible(document, report.period.end)
        if reason:
            yield Doubt(key, f"{document.name}: {reason}.", "Đề nghị xem lại số và ngày trên văn bản gốc.")


def _impossible(document: LegalDocument, end: date) -> str:
    """Why a document's day cannot be right; "" where it can."""
    if not document.issued.strip():
        return ""
    day = document.day
    if day is None:
        return f'ngày "{document.issued}" không có trong lịch hoặc ghi chưa đúng (ví dụ 05/3/2024)'
    if day < _FOUNDED:
        return f"ngày {document.issued} trước ngày 02/9/1945"
    if day > date(end.year + 1, 12, 31):
        return f"ngày {document.issued} sau kỳ báo cáo hơn một năm"
    year = _YEAR.search(document.number)
    if year and int(year[1]) != day.year:
        return f"số văn bản của năm {year[1]}, nhưng ngày ban hành {document.issued} thuộc năm {day.year}"
    return ""


def _of_numbers(report: Report) -> Iterator[Doubt]:
    """Numbers that stand with two days: one of them is a slip."""
    by_number: dict[str, list[tuple[str, LegalDocument]]] = defaultdict(list)
    for key, document in (*report.template.legal.items(), *report.documents.items()):
        if document.number.strip() and document.issued.strip():
            by_number[re.sub(r"\s", "", document.number).casefold()].append((key, document))
    for same in by_number.values():
        days = list(dict.fromkeys(document.day or document.issued for _, document in same))
        if len(days) > 1:
            days_in_words = " và ".join(dict.fromkeys(document.issued for _, document in same))
            key, document = same[-1]
            yield Doubt(
                key,
                f"Số {document.number} đang ghi hai ngày ban hành: {days_in_words}.",
                "Đề nghị đối chiếu văn bản gốc và giữ lại ngày đúng.",
            )
