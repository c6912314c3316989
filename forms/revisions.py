"""Making a report final, opening it again, and what a re-issue changed.

A revision is what was issued, as data that nothing changes any more. A report that is issued again says in a
table what it had reported, what it reports now, and why.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forms import archive, numbers, style
from forms.errors import KnownError
from forms.numbers import Number
from forms.report import STATE_LABELS, Report, ReportState, Revision, SetState, State, locate

Key = tuple[str, str, str]  # figure, row path, measure: what an archive calls a cell
_LONGEST = 500

LOCKED = (
    'Báo cáo đã chốt nên không sửa được số liệu và nội dung; nếu cần đính chính, đề nghị chọn "Mở lại báo cáo" '
    "và ghi lý do."
)


def finalise(report: Report, who: str, at: datetime) -> SetState:
    """The change that makes a report final; raises KnownError where it is final already."""
    if report.state is ReportState.FINAL:
        raise KnownError("Báo cáo này đã chốt.")
    data = archive.encode(report).decode()
    revision = Revision(len(report.revisions) + 1, at, who, report.reason, data)
    return SetState(ReportState.FINAL, report.reason, (*report.revisions, revision))


def reopen(report: Report, reason: str) -> SetState:
    """The change that opens a final report again; raises KnownError where it is open, or without a reason."""
    said = " ".join(reason.split())
    if report.state is not ReportState.FINAL:
        raise KnownError("Báo cáo này chưa chốt, vẫn sửa được.")
    if not said:
        raise KnownError("Đề nghị ghi lý do mở lại báo cáo; lý do được in trong bảng điều chỉnh.")
    if len(said) > _LONGEST:
        raise KnownError(f"Lý do dài quá {_LONGEST} chữ; đề nghị viết gọn lại.")
    return SetState(ReportState.DRAFT, said, report.revisions)


@dataclass(frozen=True, slots=True)
class Correction:
    """A cell that a re-issue corrects: what was reported and what is now, as printed ("" for blank)."""

    label: str
    unit: str
    reported: str
    corrected: str
    difference: str


def issued_before(report: Report) -> Revision | None:
    """The last revision that the report as it stands replaces; None for a first issue."""
    earlier = report.revisions[:-1] if report.state is ReportState.FINAL else report.revisions
    return earlier[-1] if earlier else None


def corrections(report: Report) -> tuple[Correction, ...]:
    """Every cell that differs from the issue before, in the order of the paper; then cells that are gone."""
    before = issued_before(report)
    if before is None:
        return ()
    old = _cells(json.loads(before.data))
    new = _cells(archive.as_data(report))
    order = dict.fromkeys((*_paper(report), *old))
    return tuple(_correction(report, key, old.get(key), new.get(key)) for key in order if old.get(key) != new.get(key))


def _paper(report: Report) -> Iterator[Key]:
    """Every cell of the report in the order of the paper."""
    for figure in report.template.figures.values():
        for address in report.addresses(figure):
            yield address.figure, report.path(figure, address.row), address.measure


def _cells(data: Mapping[str, Any]) -> dict[Key, tuple[str | None, str]]:
    return {
        (cell["figure"], cell["row"], cell["measure"]): (cell["value"], cell["state"])
        for cell in data["cells"]
    }  # fmt: skip


def _correction(
    report: Report, key: Key, old: tuple[str | None, str] | None, new: tuple[str | None, str] | None
) -> Correction:
    values = [Number(0) if cell == (None, State.NIL) else _number(cell) for cell in (old, new)]
    difference = ""
    if values[0] is not None and values[1] is not None:
        moved = numbers.exact(values[1].value - values[0].value, max(value.decimals for value in values if value))
        difference = ("+" if moved.digits > 0 else "") + style.printed(moved)
    return Correction(*_named(report, key), _shown(old), _shown(new), difference)


def _number(cell: tuple[str | None, str] | None) -> Number | None:
    return numbers.parse(cell[0]) if cell and cell[0] is not None else None


def _shown(cell: tuple[str | None, str] | None) -> str:
    if cell is None:
        return ""
    number, state = _number(cell), State(cell[1])
    if number is None:
        return STATE_LABELS[state]
    return style.printed(number) + (" (ước)" if state is State.ESTIMATE else "")


def _named(report: Report, key: Key) -> tuple[str, str]:
    """Label and unit of a cell; a row that is gone keeps the name that it had."""
    code, path, code_of_measure = key
    figure = report.template.figures.get(code)
    if figure is None:
        return code, ""
    try:
        place = locate(report, figure, path)
    except KnownError:
        return f"{figure.label} - {_last(path)}", ""
    if place.label:
        return f"{figure.label} - {place.label}", ""
    measures = figure.measures_at(place.row)
    names = [figure.label, *_rows(report, key, place.row)]
    if len(measures) > 1 and code_of_measure in measures:
        names.append(style.lowered(measures[code_of_measure].label))
    unit = figure.unit(place.row, code_of_measure) if code_of_measure in measures else ""
    return " - ".join(names), unit


def _rows(report: Report, key: Key, row: str) -> Iterator[str]:
    """The labels on the way to a row."""
    figure = report.template.figures[key[0]]
    segments = row.split("/") if row else []
    for count in range(1, len(segments) + 1):
        yield report.label(figure, "/".join(segments[:count]))


def _last(path: str) -> str:
    return path.rpartition("/")[2].replace("%2F", "/")
