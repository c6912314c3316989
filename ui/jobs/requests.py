"""Asking agencies for the numbers of sections, and taking in what they reply. Never imports Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from forms.definitions.template import Section
from forms.document import request as requests
from forms.document.reply import Difference, Reply
from forms.document.request import Request
from forms.document.request_document import compose
from forms.errors import KnownError
from forms.narrative.blocks import Document
from forms.report import limits
from forms.report.changes import Change
from forms.report.report import Report
from forms.values.period import Period
from forms.values.text import tidy
from storage.workspace import Batch, Replied, Workspace
from ui.jobs.exporting import Outcome, print_to, put, short

FORMATS = ("xlsx", "docx", "pdf")


def by_agency(
    workspace: Workspace, report: Report, codes: Sequence[str], agency: str, today: date
) -> dict[str, list[Section]]:
    """Which sections are asked of whom: all of one agency, or each of the one that holds its numbers.

    Raises KnownError where nobody says of whom.
    """
    sections = requests.chosen(report, codes)
    name = tidy(agency)
    if len(name) > limits.NAME:
        raise KnownError(f"Tên cơ quan dài quá {limits.NAME} chữ; đề nghị ghi gọn lại.")
    limits.refuse_spoofed("Tên cơ quan", name)
    holders = workspace.holders(report.template.code)
    found: dict[str, list[Section]] = {}
    for section in sections:
        known = holders[section.code].agency if section.code in holders else ""
        found.setdefault(name or known or section.agency_on(today, report.unit.level), []).append(section)
    if unknown := found.get(""):
        named = ", ".join(section.number for section in unknown)
        raise KnownError(f"Mẫu báo cáo không ghi cơ quan nào giữ số liệu mục {named}; đề nghị ghi tên cơ quan.")
    return found


def write(
    workspace: Workspace, wanted: Iterable[Request], folder: Path, who: str, formats: Sequence[str] = FORMATS
) -> Iterator[Outcome]:
    """Write requests into a folder, telling of each file as it is done; what is in a file by then counts as asked."""
    for request in wanted:
        report = request.report
        first, *more = (section.code for section in request.sections)
        asked = f"{first}-va-{len(more)}-muc" if more else first
        stem = f"phieu-de-nghi-{short(request.agency)}-{report.template.code}-{report.period.code}-{asked}"
        work = _Request(request, workspace.edited(report))
        done = list(put(folder, {name: f"{stem}.{name}" for name in formats}, work.write))
        if any(not outcome.refusal for outcome in done):
            workspace.ask(report, [section.code for section in request.sections], request.agency, request.due, who)
        yield from done


class _Request:
    """One request in several formats, its document made once."""

    def __init__(self, request: Request, edited: datetime) -> None:
        self.request = request
        self.edited = edited

    @cached_property
    def document(self) -> Document:
        """What the printed files say."""
        return compose(self.request, self.edited)

    def write(self, name: str, path: Path) -> tuple[str, ...]:
        """Write one format, as `put` wants it."""
        if name != "xlsx":
            return print_to(name, path, self.document)
        from exports.excel import request_book  # noqa: PLC0415 - XlsxWriter loads only for an XLSX

        request_book.write(self.request, self.edited, path)
        return ()


def read(paths: Sequence[Path]) -> list[Reply]:
    """Read replies; raises KnownError where one is none, or they are about several reports."""
    from exports.excel import request_book  # noqa: PLC0415 - only what comes from a file needs it

    found = [request_book.read(path) for path in paths]
    if len({(reply.unit, reply.template, reply.period) for reply in found}) > 1:
        raise KnownError("Các phiếu trả lời nhiều báo cáo khác nhau; đề nghị nhập phiếu của từng báo cáo riêng.")
    return found


def by_period(found: Sequence[Difference]) -> Mapping[Period, list[Change]]:
    """The changes of differences by the period of their report."""
    made: dict[Period, list[Change]] = {}
    for one in found:
        made.setdefault(one.period, []).extend(one.changes)
    return made


def take(workspace: Workspace, report: Report, replies: Sequence[Reply], found: Sequence[Difference], who: str) -> None:
    """Store what replies change in a report and those beside it, all of it or nothing, and that they came."""
    reports = {one.period: one for one in report.span}
    made = [Batch(reports[period], changes) for period, changes in by_period(found).items()]
    for batch in made:
        for change in batch.changes:
            batch.report.apply(change)
    workspace.save_all(made, who, replies=came(report, replies))


def came(report: Report, replies: Sequence[Reply]) -> list[Replied]:
    """That replies were taken in, as it is stored with what they change."""
    return [Replied(report, reply.sections, reply.agency) for reply in replies]
