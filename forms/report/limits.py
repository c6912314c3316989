"""How much a report may hold, whoever says it: an officer at the keyboard, a command, a file that arrived.

Everything that is stored passes `refuse`, and so does everything that is read from an archive before anything is made
of it. The limits are some times what any office has ever needed, so that none is met in earnest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from forms.errors import KnownError
from forms.offices.units import Unit
from forms.report.changes import (
    Change,
    SetAcceptance,
    SetAnswer,
    SetCalled,
    SetCell,
    SetCoverage,
    SetDetail,
    SetIssue,
    SetLegalDocument,
    SetNote,
    SetParagraphs,
    SetRow,
    SetSection,
    SetSource,
    SetState,
)
from forms.values.text import picture, quoted, spoofed

# characters
NAME = 200  # of an office
LABEL = 300  # of a row
WORKING = 500
NOTE = 2000
REASON = 2000
DETAIL = 2000
PART = 1000  # of a legal document: its number, its title …
SECTION = 20_000  # the paragraphs of a section
CODE = 300  # what names a place, a finding, a document
TEXT = SECTION  # of any text of an archive

# how many
OFFICES_ABOVE = 5
ROWS = 1000  # that officers add: several times the communes of a large province, and exports grow with them
ARRIVING = 2000  # rows, documents, acceptances of a report that arrives: earlier programs let there be so many
PARAGRAPHS = 300  # of a section
WALKS = 20  # through rows, in the paragraphs of a section
LINES = 20_000  # of any list of an archive
STORED = 50_000  # of any list of a workspace that is read whole: the country has some twenty thousand offices

_MOST_REMARKS = 10

YEARS = range(2000, 2200)  # in which anything was written


def refuse(change: Change) -> None:
    """Raise KnownError for a change that says more than a report may hold, or a name that is not what it seems."""
    for what, text, most in TEXTS[type(change)](change):
        if len(text) > most:
            raise KnownError(f"{what} dài quá {most} chữ ({text[:40]} …); đề nghị viết gọn lại.")
    match change:
        case SetRow(row):
            refuse_spoofed("Tên dòng", row.label)
        case SetParagraphs(_, texts) if texts:
            if len(texts) > PARAGRAPHS or sum(map(len, texts)) > SECTION:
                raise KnownError(
                    f"Một mục dài quá {SECTION} chữ hoặc {PARAGRAPHS} đoạn; đề nghị chia bớt sang mục khác."
                )
            if sum(text.count("{each") for text in texts) > WALKS:
                raise KnownError(f"Một mục liệt kê theo dòng quá {WALKS} lần; đề nghị chia bớt sang mục khác.")
        case SetAcceptance(_, accepted) if accepted and accepted.at.year not in YEARS:
            raise KnownError(f"Giải trình ghi năm {accepted.at.year}; đề nghị kiểm tra ngày giờ của máy.")


def refuse_pictures(change: Change) -> None:
    """Raise KnownError, where somebody types it, for a sign that no font of ours prints.

    What arrived with one stays readable, and is told (`pretences`).
    """
    for what, text, _ in TEXTS[type(change)](change):
        refuse_picture(what, text)


def refuse_picture(what: str, text: str) -> None:
    """Raise KnownError for a text with a sign that no font of ours prints."""
    if char := picture(text):
        raise KnownError(f"{what} có ký hiệu “{char}” không in được trên văn bản; đề nghị bỏ ký hiệu này.")


def pretences(changes: Iterable[Change]) -> tuple[str, ...]:
    """Say where texts have letters that only look like ours, or signs that are not printed: told, not refused."""
    remarks: dict[str, None] = {}
    for change in changes:
        for what, text, _ in TEXTS[type(change)](change):
            if word := spoofed(text):
                remarks[
                    f'{what} có từ "{word}" lẫn chữ cái của bảng chữ khác trông giống chữ Việt; '
                    "đề nghị hỏi lại nơi gửi."
                ] = None
            if char := picture(text):
                remarks[f"{what} {quoted(text)} có ký hiệu “{char}” không in được; cần bỏ trước khi in."] = None
    return tuple(remarks)[:_MOST_REMARKS]


def refuse_office(unit: Unit) -> None:
    """Raise KnownError for an office that says more of itself than any needs, or whose name is not what it seems."""
    for text in (unit.name, unit.code, unit.kind, unit.id, *unit.path):
        if len(text) > NAME or len(unit.path) > OFFICES_ABOVE:
            raise KnownError(f"Tên hoặc mã đơn vị dài quá {NAME} chữ ({text[:40]} …); đề nghị viết gọn lại.")
    for name in (unit.name, *unit.path):
        refuse_spoofed("Tên đơn vị", name)
        if char := picture(name):
            raise KnownError(f'Tên đơn vị "{name}" có ký hiệu “{char}” không in được trên văn bản; đề nghị gõ lại.')


def refuse_spoofed(what: str, text: str) -> None:
    """Raise KnownError for a name with letters that only look like ours: nobody would find it again by typing."""
    if word := spoofed(text):
        raise KnownError(
            f'{what} "{text}": chữ "{word}" lẫn chữ cái của bảng chữ khác trông giống chữ Việt; đề nghị gõ lại tên này.'
        )


Limited = Iterator[tuple[str, str, int]]  # what a text is, the text, the most characters that it may have


def _of_row(change: SetRow) -> Limited:
    yield "Tên dòng", change.row.label, LABEL


def _of_cell(change: SetCell) -> Limited:
    if change.cell:
        yield "Phép cộng", change.cell.working, WORKING
        for mark in change.cell.marks:
            yield "Lý do ở ô", mark.text, REASON
            yield "Người ghi ở ô", mark.who, NAME


def _of_note(change: SetNote) -> Limited:
    yield "Ghi chú ô", change.text or "", NOTE


def _of_acceptance(change: SetAcceptance) -> Limited:
    yield "Mã phát hiện", change.finding, CODE
    if change.acceptance:
        yield "Lý do giải trình", change.acceptance.reason, REASON
        yield "Người giải trình", change.acceptance.who, NAME


def _of_detail(change: SetDetail) -> Limited:
    yield "Tên mục", change.key, CODE
    yield "Thông tin văn bản", change.value or "", DETAIL


def _of_document(change: SetLegalDocument) -> Limited:
    yield "Mã văn bản", change.key, CODE
    if change.document:
        yield from (("Văn bản được viện dẫn", part, PART) for part in asdict(change.document).values())


def _of_paragraphs(change: SetParagraphs) -> Limited:
    yield from (("Lời văn", text, SECTION) for text in change.texts or ())


def _of_answer(change: SetAnswer) -> Limited:
    yield "Mã chỉ tiêu", change.subject, CODE
    if change.answer:
        yield from (("Trả lời chỉ tiêu", part, PART) for part in asdict(change.answer).values())


def _of_state(change: SetState) -> Limited:
    yield from (("Lý do mở lại", stage.reason, REASON) for stage in change.stages)


def _of_issue(change: SetIssue) -> Limited:
    if change.issue:
        yield from (
            ("Số, ngày phát hành", part, PART) for part in asdict(change.issue).values() if isinstance(part, str)
        )


def _of_section(change: SetSection) -> Limited:
    yield "Mã mục", change.section, CODE


def _of_coverage(change: SetCoverage) -> Limited:
    yield from (("Mã ô", part, CODE) for part in change.address)


def _of_source(change: SetSource) -> Limited:
    yield from (("Mã đơn vị", part, NAME) for part in (change.unit, change.source.digest if change.source else ""))
    yield "Ghi chú về báo cáo cấp dưới", change.source.remark if change.source else "", TEXT


def _of_called(change: SetCalled) -> Limited:
    yield "Mã chỉ tiêu", change.figure, CODE
    if change.called:
        texts = (
            change.called.label,
            *(text for pairs in (change.called.measures, change.called.rows) for one in pairs for text in one),
        )
        yield from (("Tên chỉ tiêu ngoài mẫu", text, PART) for text in texts)


TEXTS: Mapping[type[Change], Callable[[Any], Limited]] = {
    SetRow: _of_row,
    SetCell: _of_cell,
    SetNote: _of_note,
    SetAcceptance: _of_acceptance,
    SetDetail: _of_detail,
    SetLegalDocument: _of_document,
    SetAnswer: _of_answer,
    SetSection: _of_section,
    SetCoverage: _of_coverage,
    SetSource: _of_source,
    SetCalled: _of_called,
    SetState: _of_state,
    SetIssue: _of_issue,
    SetParagraphs: _of_paragraphs,
}
