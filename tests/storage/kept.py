"""One set of files with everything that a workspace can hold: each release keeps one, and all later ones open it.

`python -m tests.storage.kept FOLDER` writes the set of a release. What a set must hold is what this module writes
today, so the expected values stand nowhere else.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from exports import package, payload, values
from exports.excel import workbook
from exports.pdf import writer
from forms.checks.checker import accept, check
from forms.definitions.legal_document import LegalDocument
from forms.definitions.loading import load
from forms.document import revisions
from forms.document.document import compose
from forms.offices.units import Unit
from forms.report import filling
from forms.report.cells import Address, Cell, State
from forms.report.changes import Change, OpenRow, SetCell, SetDetail, SetLegalDocument, SetNote, SetParagraphs, SetRow
from forms.report.report import Report
from forms.values.numbers import Number
from forms.values.period import parse
from resources import path as resource
from storage.workspace import Workspace

TEMPLATE = "nq42"
PROVINCE = Unit("Tỉnh Kon Tum", "tinh")
COMMUNE = Unit("Xã Đăk Blà", "xa")
FUNERALS = Address("ncc_funeral", "", "count")
WHO = "Y Hà"


def write(folder: Path) -> None:
    """Write `workspace.bc42`, and the province's report in it as PDF, workbook and package."""
    with Workspace.create(folder / "workspace.bc42") as workspace:
        for unit, period, parent in ((PROVINCE, "2023", None), (PROVINCE, "2024-6T", None), (PROVINCE, "2024", None)):
            workspace.add_report(unit, parse(period), load(TEMPLATE), _at(0), parent=parent, who=WHO)
        workspace.add_report(COMMUNE, parse("2024"), load(TEMPLATE), _at(0), parent=PROVINCE.name, who=WHO)
        for period, count in (("2023", 250), ("2024-6T", 130)):
            report = workspace.load(load, PROVINCE.name, parse(period))
            _save(workspace, report, [SetCell(FUNERALS, Cell(Number(count)))], 1)
        report = workspace.load(load, COMMUNE.name, parse("2024"))
        _save(workspace, report, [SetCell(FUNERALS, Cell(Number(272)))], 2)
        report = workspace.load(load, PROVINCE.name, parse("2024"))
        _fill(workspace, report)
    cargo = payload.pack(report)
    package.write(cargo, _at(12), folder / "report.zip")
    writer.write(compose(report, _at(12)), folder / "report.pdf", cargo)
    workbook.write(report, _at(12), folder / "report.xlsx", cargo)


def _fill(workspace: Workspace, report: Report) -> None:
    """Everything that an officer can do to a report, issued once and opened again."""
    found = values.read(resource("samples", "kon-tum-2024.csv"))
    workspace.save(report, filling.fill(report, found.lines, vietnamese=found.vietnamese), WHO, _at(3))
    row = OpenRow("martyr_works", "item:#9", "Nghĩa trang liệt sĩ xã", 9)
    _save(workspace, report, [SetRow(row), SetCell(Address(row.figure, row.id, "amount"), Cell(Number(125, 1)))], 4)
    _save(workspace, report, [SetRow(replace(row, removed=True))], 5)
    words: Sequence[Change] = (
        SetNote(FUNERALS, "nguồn: danh sách chi trả năm 2024"),
        SetDetail("signer", WHO),
        SetDetail("as_of", "2024-11-15"),
        SetParagraphs("III", ("Thuận lợi, theo {legal:vb1}.", "Khó khăn: {jobs_created.persons}.")),
        SetLegalDocument("vb1", LegalDocument("Kế hoạch", "15/KH-UBND", "2024-03-05", "UBND tỉnh", "về việc làm", "")),
    )
    _save(workspace, report, words, 6)
    finding = next(finding for finding in check(report) if finding.acceptable)
    _save(workspace, report, [accept(report, finding, "Đã đối chiếu hồ sơ", WHO, _at(7))], 7)
    _save(workspace, report, [revisions.finalise(report, WHO, _at(8))], 8)
    _save(workspace, report, [revisions.reopen(report, "Sót số liệu của một xã", WHO, _at(9))], 9)
    for number, cell in enumerate((Cell(Number(2715, 1), State.ESTIMATE, "200 + 71,5"), Cell(None, State.AWAITED)), 10):
        change = SetCell(FUNERALS, cell)
        workspace.save(report, [change], WHO, _at(number), [report.apply(change)])
    step = workspace.step(report)
    assert step is not None
    for undoing in step.back:
        report.apply(undoing)
    workspace.save_steps([(report, step)], undone=True, who=WHO)


def _save(workspace: Workspace, report: Report, changes: Sequence[Change], minute: int) -> None:
    for change in changes:
        report.apply(change)
    workspace.save(report, changes, WHO, _at(minute))


def _at(minute: int) -> datetime:
    return datetime(2024, 12, 1, 7, minute, tzinfo=UTC)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
