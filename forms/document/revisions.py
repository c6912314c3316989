"""The states of a report: made final, before the one who signs, issued, opened again; and what a re-issue changed.

A revision is what was issued, as data that nothing changes any more. A report that is issued again says in a
table what it had reported, what it reports now, and why.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime
from fractions import Fraction

from forms.checks.checker import check
from forms.definitions import row_ids
from forms.definitions.rules import Severity
from forms.document.appendix import shown_cell
from forms.errors import KnownError
from forms.narrative import movement
from forms.report import archive
from forms.report.cells import Address, Cell, State
from forms.report.changes import (
    UNSENT,
    Change,
    Contents,
    Issue,
    ReportStage,
    ReportState,
    Revision,
    SetIssue,
    SetState,
)
from forms.report.report import Report
from forms.values import numbers, style
from forms.values.frozen import frozen
from forms.values.text import lowered, raised, tidy

LONGEST_REASON = 500
"""How many letters say why a report is opened again."""
_OWN_REASON = re.compile(r"\s*lý do( điều chỉnh)?:\s*", re.IGNORECASE)
_MOVES = {
    ReportState.FINAL: (ReportState.SUBMITTED, ReportState.ISSUED),
    ReportState.SUBMITTED: (ReportState.FINAL, ReportState.ISSUED),
}


def finalise(report: Report, who: str, at: datetime) -> SetState:
    """The change that makes a report final; raises KnownError where it is final already. See `require_ready`."""
    if report.locked:
        raise KnownError("Báo cáo này đã chốt.")
    data = archive.encode(report).decode()
    revision = Revision(len(report.revisions) + 1, at, who, report.reason, data)
    return SetState((*report.stages, ReportStage(ReportState.FINAL, who, at)), (*report.revisions, revision))


def finalise_all(report: Report, who: str, at: datetime) -> list[tuple[Report, list[Change]]]:
    """The changes that make a report final, and those before it in its document, which prints their numbers.

    Raises KnownError where it is final already; those that are stay as they are.
    """
    before = [one for one in report.span[:-1] if not one.locked]
    return [(one, [finalise(one, who, at)]) for one in (*before, report)]


def reopen_all(report: Report, reason: str, who: str, at: datetime) -> list[tuple[Report, list[Change]]]:
    """The changes that open a final report again, and those before it in its document; see `reopen`.

    Of those before it, what was made final by itself may have left the house: only with a reason is it opened.
    """
    made = {one.made for one in report.revisions[-1:]}
    before = [one for one in report.span[:-1] if one.locked and (reason != UNSENT or one.revisions[-1].made in made)]
    return [(one, [reopen(one, reason, who, at), *_passed_on(one, reason)]) for one in (*before, report)]


def _passed_on(report: Report, reason: str) -> list[Change]:
    """Of what has not left the house the number and day that were noted are those of its next revision."""
    if reason != UNSENT or report.issue == Issue():
        return []
    return [SetIssue(report.revision, None), SetIssue(report.revision + 1, report.issue)]


def require_ready(report: Report) -> None:
    """Raise KnownError where an error still stands or a warning has no written reason: such a report is no final."""
    standing = [finding for one in reversed(report.span) for finding in check(one) if finding.open]
    if standing:
        errors = sum(finding.severity is Severity.ERROR for finding in standing)
        warnings = len(standing) - errors
        left = [f"{errors} lỗi phải sửa"] if errors else []
        left += [f"{warnings} cảnh báo phải sửa hoặc giải trình"] if warnings else []
        raise KnownError(f"Chưa chốt được: còn {' và '.join(left)}. Chỗ đầu tiên: {standing[0].message}")


def move(report: Report, state: ReportState, who: str, at: datetime) -> SetState:
    """The change that brings a final report before the one who signs, back from there, or out of the house.

    Raises KnownError where no way leads from its state to that one; see `finalise` and `reopen` for the others.
    """
    if state not in _MOVES.get(report.state, ()):
        hint = "" if report.locked else " Đề nghị chốt số liệu trước."
        raise KnownError(
            f'Báo cáo đang ở trạng thái "{report.state.label}", không chuyển sang "{state.label}" được.{hint}'
        )
    return SetState((*report.stages, ReportStage(state, who, at)), report.revisions)


def reopen(report: Report, reason: str, who: str, at: datetime) -> SetState:
    """The change that opens a final report again; raises KnownError where it is open, or without a reason.

    The reason is printed, but for UNSENT: a report that has not left the house is mended, and replaces nothing.
    """
    tidied = tidy(reason)
    if not report.locked:
        raise KnownError("Báo cáo này chưa chốt, vẫn sửa được.")
    if tidied == UNSENT and report.state is ReportState.ISSUED:
        raise KnownError("Báo cáo này đã phát hành; đề nghị ghi lý do mở lại, lý do được in trong bảng điều chỉnh.")
    if not tidied:
        raise KnownError("Đề nghị ghi lý do mở lại báo cáo; lý do được in trong bảng điều chỉnh.")
    if len(tidied) > LONGEST_REASON:
        raise KnownError(f"Lý do dài quá {LONGEST_REASON} chữ; đề nghị viết gọn lại.")
    return SetState((*report.stages, ReportStage(ReportState.DRAFT, who, at, tidied)), report.revisions)


@frozen
class Correction:
    """A cell that a re-issue corrects: what was reported and what is now, as printed ("" for blank).

    `reason` is a reason of its own: a note to the cell, written since, that begins "Lý do:"; "" for the report's.
    """

    label: str
    unit: str
    reported: str
    corrected: str
    difference: str
    reason: str = ""
    address: Address | None = field(default=None, compare=False)


def issued_before(report: Report) -> Revision | None:
    """The revision that the report as it stands replaces; None for a first issue."""
    return next((one for one in report.revisions if one.number == report.replaces), None)


def corrections(report: Report) -> tuple[Correction, ...]:
    """Every cell that differs from the issue before, in the order of the paper; then cells that are gone."""
    before = issued_before(report)
    if before is None:
        return ()
    issued = Contents()
    for change in archive.decode(before.data.encode()).changes:
        change.apply(issued)
    return differences(issued, report)


def differences(before: Contents, report: Report) -> tuple[Correction, ...]:
    """Every cell of a report that differs from what it was before, in the order of the paper; then cells gone."""
    old = before.cells
    gone = {place: row.label for place, row in before.rows.items()}
    order = dict.fromkeys(
        (*(place for figure in report.template.figures.values() for place in report.addresses(figure)), *old)
    )
    return tuple(
        replace(_correction(report, address, old.get(address), gone), reason=_reason(report, address, before))
        for address in order
        if _plain(old.get(address)) != _plain(report.cells.get(address))
    )


def _reason(report: Report, address: Address, issued: Contents) -> str:
    """The reason that stands in the note of a cell, written since; other notes are the office's own affair."""
    note = report.notes.get(address)
    if note is None or note == issued.notes.get(address):
        return ""
    reason = _OWN_REASON.match(note)
    return raised(note[reason.end() :]) if reason else ""


def _plain(cell: Cell | None) -> tuple[Fraction | None, State, str] | None:
    """What a cell says, however it was summed up and with however many zeros at its end."""
    return (cell.number.value if cell.number else None, cell.state, cell.word) if cell else None


def _correction(report: Report, address: Address, old: Cell | None, gone: Mapping[tuple[str, str], str]) -> Correction:
    new = report.cells.get(address)
    before, now = movement.number(old), movement.number(new)
    difference = ""
    if before is not None and now is not None:
        moved = numbers.exact(now.value - before.value, max(before.decimals, now.decimals))
        difference = style.signed(moved)
    return Correction(*named(report, address, gone), shown_cell(old), shown_cell(new), difference, address=address)


def named(report: Report, address: Address, gone: Mapping[tuple[str, str], str]) -> tuple[str, str]:
    """Label and unit of a cell; a row that is gone keeps the name that it had."""
    figure = report.template.figures.get(address.figure)
    if figure is None:
        return address.figure, ""
    names = [figure.label]
    for row in row_ids.lineage(address.row):
        there = row_ids.number(row) is None or (figure.code, row) in report.rows
        names.append(report.label(figure, row) if there else gone.get((figure.code, row), row))
    measures = figure.measures_at(address.row)
    if address.measure not in measures:
        return " - ".join(names), ""
    if len(measures) > 1:
        names.append(lowered(measures[address.measure].label))
    return " - ".join(names), figure.unit(address.row, address.measure)
