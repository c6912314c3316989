"""A Word file that a leader corrected: what it would change in the words of the report, and what was said in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from exports import arrival, payload
from exports.typesetting import wording
from forms.checks.messages import where
from forms.document.document import compose
from forms.document.redline import table_changes, word_changes
from forms.document.redline.rewording import ChangedNumber
from forms.document.redline.table_changes import ChangedRow
from forms.document.redline.word_changes import Came, Fate, Proposal
from forms.narrative import paragraphs
from forms.report.changes import SetParagraphs
from forms.report.report import Report
from forms.values import clock
from forms.values.frozen import frozen

_KIND = "tệp Word (.docx)"


@frozen
class WordChanges:
    """The proposals of a file in their order, each with who tracked it and what was said at it.

    `rows` are what was changed in tables, `comments` what was said elsewhere.
    """

    proposals: tuple[tuple[Proposal, tuple[str, ...], tuple[str, ...]], ...]
    rows: tuple[ChangedRow, ...]
    comments: tuple[str, ...]

    @property
    def any(self) -> bool:
        """Whether there is anything to be looked at."""
        return bool(self.proposals or self.rows or self.comments)


def look(report: Report, path: Path) -> WordChanges:
    """Look at a file; raises KnownError for what is no Word file. Nothing is changed."""
    from exports.word import returned  # noqa: PLC0415 - python-docx loads only for a DOCX

    came = returned.read(arrival.content(path, payload.MOST_FILE, _KIND))
    foot = next((place for place, one in enumerate(came) if one.text.startswith(f"| {wording.RECIPIENTS}")), len(came))
    lines = [Came(one.text, one.notes) for one in came]
    found = word_changes.proposals(report, lines, _head(report), [one.text for one in lines[foot : foot + 1]])
    told = {place for place, _ in found}
    comments = (said for place, one in enumerate(came) if place not in told for said in one.comments)
    silent: tuple[str, ...] = ()
    return WordChanges(
        tuple(
            (one, came[place].authors, came[place].comments) if place is not None else (one, silent, silent)
            for place, one in found
        ),
        tuple(table_changes.changed(report, [one.cells for one in came[foot % len(came) :] if one.cells])),
        tuple(comments),
    )


def _head(report: Report) -> list[str]:
    """What is printed between the letterhead and the body."""
    made = compose(report, clock.now())
    return [made.kind.upper(), made.subject, *filter(None, (wording.addressee(made), *wording.addressees(made)))]


def title(report: Report, one: Proposal, authors: Sequence[str] = ()) -> str:
    """Where a proposal stands, what it does and who made it."""
    place = f"đoạn {one.place + 1}"
    if one.fate is Fate.ADDED:
        place = f"sau đoạn {one.place}" if one.place else "ở đầu"
    said = f"{one.fate.value}: {paragraphs.title(report.template, one.section)}, {place}"
    return " · ".join(filter(None, (said, ", ".join(authors))))


def warnings(report: Report, numbers: Iterable[ChangedNumber]) -> list[str]:
    """What is to be looked at in a change: numbers that were changed on paper and stand otherwise in their cells."""
    return [
        f"{where(report, number.cell)}: in “{number.printed}”, "
        + (f"sửa thành “{number.now}”" if number.now else "bỏ khỏi chỗ này")
        + "; số của ô không đổi, đề nghị sửa ở ô nếu số mới đúng."
        for number in numbers
    ]


def row_title(row: ChangedRow) -> str:
    """What became of a row of an appendix."""
    if not row.old:
        return f"Phụ lục, thêm dòng: {row.new}"
    return f"Phụ lục, {'sửa' if row.new else 'bỏ'} dòng: {row.old}" + (f" → {row.new}" if row.new else "")


def take(report: Report, taken: Sequence[Proposal]) -> list[SetParagraphs]:
    """The changes that take proposals over; they are still to be made."""
    return list(word_changes.take(report, taken))
