"""A Word file that a leader corrected: what it would change in the words of the report, and what was said in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from exports import arrival, payload
from forms.checks.messages import where
from forms.document import word_changes
from forms.document.word_changes import Fate, Proposal
from forms.narrative import paragraphs
from forms.report.changes import SetParagraphs
from forms.report.report import Report
from forms.values.frozen import frozen

_KIND = "tệp Word (.docx)"


@frozen
class WordChanges:
    """The proposals of a file in their order, each with who tracked it and what was said at it; other comments."""

    proposals: tuple[tuple[Proposal, tuple[str, ...], tuple[str, ...]], ...]
    comments: tuple[str, ...]


def look(report: Report, path: Path) -> WordChanges:
    """Look at a file; raises KnownError for what is no Word file. Nothing is changed."""
    from exports.word import returned  # noqa: PLC0415 - python-docx loads only for a DOCX

    came = returned.read(arrival.content(path, payload.MOST_FILE, _KIND))
    found = word_changes.proposals(report, [one.text for one in came])
    told = {place for place, _ in found}
    comments = (said for place, one in enumerate(came) if place not in told for said in one.comments)
    silent: tuple[str, ...] = ()
    return WordChanges(
        tuple(
            (one, came[place].authors, came[place].comments) if place is not None else (one, silent, silent)
            for place, one in found
        ),
        tuple(comments),
    )


def title(report: Report, one: Proposal, authors: Sequence[str] = ()) -> str:
    """Where a proposal stands, what it does and who made it."""
    where_ = f"{paragraphs.title(report.template, one.section)}, đoạn {one.place + (one.fate is not Fate.ADDED)}"
    parts = [f"{one.fate.value}: {where_}", *([", ".join(authors)] if authors else [])]
    return " · ".join(parts)


def warnings(report: Report, one: Proposal) -> list[str]:
    """What is to be looked at in a proposal: numbers that were changed on paper and stand otherwise in their cells."""
    return [
        f"{where(report, number.cell)}: in “{number.printed}”, sửa thành “{number.now}”; số của ô không đổi, "
        "đề nghị sửa ở ô nếu số mới đúng."
        for number in one.numbers
    ]


def take(report: Report, taken: Sequence[Proposal]) -> list[SetParagraphs]:
    """The changes that take proposals over; they are still to be made."""
    return list(word_changes.take(report, taken))
