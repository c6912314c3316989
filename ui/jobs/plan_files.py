"""The files of a plan: its lists as printed, and the slips of agencies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cached_property
from pathlib import Path

from forms.checks.attainment import Situation
from forms.document.plan_document import compose
from forms.document.plan_slip import AgencySlip
from forms.errors import KnownError
from forms.narrative.blocks import Document
from forms.report.report import Report
from ui.jobs.exporting import Outcome, print_to, put, short

FORMATS = ("pdf", "docx", "xlsx")


def write(situation: Situation, edited: datetime, folder: Path, formats: Iterable[str]) -> Iterator[Outcome]:
    """Write the lists of a plan into a folder, telling of each file as it is done.

    Raises KnownError where there is no such folder, or no report that tells how the plan stands.
    """
    report = situation.report
    if report is None:
        raise KnownError("Chưa có báo cáo nào đến năm này nên chưa in được; đề nghị tạo báo cáo trước.")
    called = f"chi-tieu-{short(report.unit.name)}-{report.period.code}"
    work = _Lists(situation, report, edited)
    yield from put(folder, {name: f"{called}.{name}" for name in formats}, work.write)


def write_slip(slip: AgencySlip, edited: datetime, folder: Path) -> Iterator[Outcome]:
    """Write the slip of an agency into a folder."""

    def write_one(_: str, path: Path) -> tuple[str, ...]:
        from exports.excel import plan_slip  # noqa: PLC0415 - XlsxWriter loads only for an XLSX

        plan_slip.write(slip, edited, path)
        return ()

    yield from put(folder, {"xlsx": f"phieu-{short(slip.agency)}-{slip.period}.xlsx"}, write_one)


class _Lists:
    """One plan in several formats, its document made once."""

    def __init__(self, situation: Situation, report: Report, edited: datetime) -> None:
        self.situation = situation
        self.report = report
        self.edited = edited

    @cached_property
    def document(self) -> Document:
        """What the files say."""
        return compose(self.situation, self.edited)

    def write(self, name: str, path: Path) -> tuple[str, ...]:
        """Write one format, as `put` wants it."""
        if name != "xlsx":
            return print_to(name, path, self.document)
        from exports.excel import plan_book  # noqa: PLC0415 - XlsxWriter loads only for an XLSX

        plan_book.write(self.report, self.document, path)
        return ()
