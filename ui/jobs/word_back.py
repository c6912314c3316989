"""A Word file that a leader corrected: what it would change in the words of the report, and what was said in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from exports import arrival, payload
from exports.typesetting import wording
from forms.checks.messages import place
from forms.document.document import compose
from forms.document.redline import table_changes, word_changes
from forms.document.redline.lines import Came
from forms.document.redline.rebasing import rebased
from forms.document.redline.rewording import NOTE, ChangedNumber
from forms.document.redline.table_changes import ChangedRow
from forms.document.redline.word_changes import Fate, LineKind, Proposal
from forms.errors import KnownError
from forms.narrative import paragraphs
from forms.report.archive import Archive
from forms.report.changes import SetParagraphs
from forms.report.report import Report
from forms.values import clock
from forms.values.frozen import frozen
from forms.values.period import Period

if TYPE_CHECKING:
    from exports.word.returned import ReturnedLine

_KIND = "tệp Word (.docx)"
_WORDS = 12  # by which a place is told
FIXED = "Nhận đoạn này thì số đã sửa in như chữ, không theo ô nữa."
_TOLD_ALONE = {
    LineKind.HEADING: "Đề mục in theo mẫu báo cáo nên không nhận từ Word; văn bản in ra vẫn giữ đề mục của mẫu.",
    LineKind.FORM: "Dòng này chương trình lập nên không nhận từ Word; nếu sửa đúng, đề nghị sửa ở Báo cáo › Cài đặt, "
    "số, ngày, người ký ở Báo cáo › Trình ký, phát hành.",
}


@frozen
class WordChanges:
    """The proposals of a file in their order, each with who tracked it and what was said at it.

    `gone` are the titles of the appendices that it has no more, `rows` what was changed in the others, `comments` what
    was said elsewhere.
    """

    proposals: tuple[tuple[Proposal, tuple[str, ...], tuple[str, ...]], ...]
    rows: tuple[ChangedRow, ...]
    comments: tuple[str, ...]
    gone: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is anything to be looked at."""
        return bool(self.proposals or self.rows or self.comments or self.gone)


def look(report: Report, path: Path) -> WordChanges:
    """Look at a file; raises KnownError for what is no Word file of this report. Nothing is changed."""
    from exports.word import returned, writer  # noqa: PLC0415 - python-docx loads only for a DOCX

    content = arrival.content(path, payload.MOST_FILE, _KIND)
    came = returned.read(content)
    archived, then = returned.written(content)
    if archived is not None:
        _refuse_other(report, archived)
    today = _lines(returned.read(writer.content(compose(report, clock.now()))))
    lines = rebased(_lines(then) or today, today, _lines(came))
    text, rows = _parted([line for _, line in lines])
    around = word_changes.around(report, [today[place].text for place in _parted(today)[0]])
    proposed = word_changes.proposals(report, [lines[place][1] for place in text], *around)
    found = [(one, None if place is None else lines[text[place]][0]) for place, one in proposed]
    told = {place for _, place in found}
    changed = table_changes.changed(report, [lines[place][1].cells for place in rows])
    gone = table_changes.gone(report, changed)
    return WordChanges(
        tuple(
            (one, *(((), ()) if place is None else (came[place].authors, came[place].comments))) for one, place in found
        ),
        tuple(row for row in changed if row.old == "" or row.of not in gone),
        tuple(_at(one.text, said) for place, one in enumerate(came) if place not in told for said in one.comments),
        tuple(gone),
    )


def _refuse_other(report: Report, archived: Archive) -> None:
    """Refuse a file that was made from another report."""
    unit, period = archived.unit, archived.period
    if (unit.id, period, archived.template) != (report.unit.id, report.period, report.template.code):
        raise KnownError(
            f"Tệp Word này là báo cáo khác ({unit.name}, {period.label}, mẫu {archived.template}); "
            "đề nghị mở báo cáo ấy rồi nhận sửa, chưa có gì thay đổi."
        )


def _at(text: str, said: str) -> str:
    """What was said, with the words at which it stands."""
    words = text.replace(NOTE, "").strip("| ").split()
    shown = " ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else "")
    return f"{said} (tại “{shown}”)" if shown else said


def _lines(found: Iterable[ReturnedLine]) -> list[Came]:
    return [Came(one.text, one.notes, one.cells) for one in found]


def _parted(lines: Sequence[Came]) -> tuple[list[int], list[int]]:
    """The places of the lines that say something, and of the rows of the appendices behind those who receive it."""
    foot = next((at for at, one in enumerate(lines) if one.text.startswith(f"| {wording.RECIPIENTS}")), len(lines))
    rows = [at for at, one in enumerate(lines) if at > foot and one.cells]
    return [at for at, one in enumerate(lines) if one.text and (at <= foot or not one.cells)], rows


def title(report: Report, one: Proposal, authors: Sequence[str] = ()) -> str:
    """What a proposal does, where it stands and who made it."""
    said = f"{one.fate.value} {one.kind.value}"
    if one.kind is LineKind.PARAGRAPH:
        at = f"sau đoạn {one.place}" if one.place else "ở đầu"
        at = at if one.fate is Fate.ADDED else f"đoạn {one.place + 1}"
        said += f": {paragraphs.title(report.template, one.section)}, {at}"
    return " · ".join(filter(None, (said, ", ".join(authors))))


def warnings(report: Report, numbers: Iterable[ChangedNumber]) -> list[str]:
    """What is to be looked at in a change: numbers that were changed on paper and stand otherwise in their cells."""
    there: dict[Period | None, Report] = {one.period: one for one in report.span}
    return [
        report.in_period(number.period)
        + f"{place(there.get(number.period, report), number.cell)}: in “{number.printed}”, "
        + (f"sửa thành “{number.now}”" if number.now else "bỏ khỏi chỗ này")
        + "; số của ô không đổi, đề nghị sửa ở ô nếu số mới đúng."
        for number in numbers
    ]


def advice(one: Proposal) -> str:
    """Why a change is told alone, or what taking it over makes of its numbers; "" where there is nothing to say."""
    return _TOLD_ALONE.get(one.kind, FIXED if any(number.now for number in one.numbers) else "")


def row_title(row: ChangedRow) -> str:
    """What became of a row of an appendix."""
    if not row.old:
        return f"Phụ lục, thêm dòng: {row.new}"
    return f"Phụ lục, {'sửa' if row.new else 'bỏ'} dòng: {row.old}"


def gone_title(title: str) -> str:
    """What is said of an appendix that a file has no more."""
    return f"Tệp Word không còn bảng phụ lục “{title}”; phụ lục vẫn in theo số liệu của báo cáo."


def row_warnings(report: Report, row: ChangedRow) -> list[str]:
    """What is to be looked at in such a row: its numbers, then what is none of this report."""
    return warnings(report, row.numbers) + [
        f"Cột “{head}”: in “{printed}”, {f'sửa thành “{now}”' if now else 'bỏ trống'}; không nhận từ Word, "
        "nếu đúng thì sửa ở kỳ hoặc ở tên của dòng."
        for head, printed, now in row.others
    ]


def take(report: Report, taken: Sequence[Proposal]) -> list[SetParagraphs]:
    """The changes that take proposals over; they are still to be made."""
    return list(word_changes.take(report, taken))
