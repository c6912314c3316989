"""Workbooks for lower offices that have no program: one for each to fill in, and the letter that goes with them.

What comes back is received like any other file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from forms.document import request as requests
from forms.document.letters import forwarding
from forms.errors import KnownError
from forms.offices.units import Unit
from forms.report.report import Report
from storage.workspace import Workspace
from ui.jobs.exporting import LETTERS, Outcome, print_to, put, short


def whom(workspace: Workspace, report: Report, named: Sequence[str] = ()) -> list[Unit]:
    """The lower offices that are meant: those that are named, or all that have not sent.

    Raises KnownError where there is none.
    """
    offices, day = workspace.units(), report.period.end
    number = offices.number(report.unit.id)
    if named:
        return [offices.at(offices.find(name, day), day) for name in named]
    chosen = workspace.senders(report.template, number, report.period).chosen if number is not None else None
    if chosen is None or not chosen.absent:
        raise KnownError("Không có đơn vị cấp dưới nào chưa gửi; đề nghị nêu tên đơn vị cần xuất biểu.")
    return [offices.at(one, day) for one in sorted(chosen.absent)]


def hand_out(
    workspace: Workspace,
    report: Report,
    units: Sequence[Unit],
    folder: Path,
    today: date,
    due: date | None = None,
    sections: Sequence[str] = (),
) -> Iterator[Outcome]:
    """Write a workbook for each office and the letter to all, telling of each file as it is done.

    A workbook shows what the office has sent so far. Sections are all unless said. Raises KnownError for one that there
    is not.
    """
    edited, template, offices = workspace.edited(report), report.template, workspace.units()
    sent = {one.unit: one for one in workspace.received(template.code, report.period) if one.standing}
    for unit in units:
        number = offices.number(unit.id)
        held = sent.get(number) if number is not None else None
        there = workspace.received_report(held.id, template) if held else Report(template, unit, report.period)
        own = replace(there, unit=unit)
        known = [section.code for section in report.template.sections.values() if own.figures(section)]
        asked = requests.chosen(own, sections or known)
        request = requests.Request(own, unit.name, tuple(asked), (report.period,), today, due, report.unit.name)

        def write(_: str, path: Path, request: requests.Request = request) -> tuple[str, ...]:
            from exports.excel import request_book  # noqa: PLC0415 - XlsxWriter loads only for an XLSX

            request_book.write(request, edited, path)
            return ()

        called = f"bieu-{short(unit.name)}-{report.template.code}-{report.period.code}.xlsx"
        yield from put(folder, {"xlsx": called}, write)
    letter = forwarding.compose(report, units, today, due, edited)
    stem = f"cong-van-gui-bieu-{short(report.unit.name)}-{report.template.code}-{report.period.code}"
    names = {name: f"{stem}.{name}" for name in LETTERS}
    yield from put(folder, names, lambda name, path: print_to(name, path, letter))
