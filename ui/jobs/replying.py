"""What an office is answered about a report that it sent: that it came, or that it is to be reported again and why.

Letters are drafted, opened by the office's own mail program, and kept as drafted; nothing says that they were sent.
"""

from __future__ import annotations

from collections.abc import Iterator

from forms.checks.checker import check
from forms.definitions.rules import SEVERITY_LABELS, Severity
from forms.document.letters import reminder
from forms.report import archive
from forms.report.office import speaker
from forms.report.report import Report
from forms.values.style import moment_at
from forms.values.text import lowered, raised
from storage.received import Received
from storage.tables.letters import Letter, LetterKind
from storage.tables.units import Contact
from storage.workspace import Workspace


def receipt(workspace: Workspace, own: Report, one: Received) -> Letter:
    """The letter that says that a report came; `own` is that of the office that received it."""
    report = workspace.received_report(one.id, own.template)
    return _letter(LetterKind.RECEIPT, "xác nhận đã nhận", workspace, own, one, _receipt(own, report, one))


def returning(workspace: Workspace, own: Report, one: Received) -> Letter:
    """The letter that asks for a report to be made again, naming what was found in it."""
    report = workspace.received_report(one.id, own.template)
    return _letter(LetterKind.RETURN, "đề nghị báo cáo lại", workspace, own, one, _returning(own, report, one))


def _letter(
    kind: LetterKind, about: str, workspace: Workspace, own: Report, one: Received, lines: Iterator[str]
) -> Letter:
    offices = workspace.units()
    unit = offices.at(one.unit, own.period.end)
    subject = f"{own.unit.name}: {about} {lowered(own.template.title)} {own.period.label} của {unit.name}"
    to = offices.contacts.get(one.unit, Contact()).email
    words = "\n".join([f"Kính gửi {reminder.office(own, unit)},", "", *lines, "", own.unit.name])
    return Letter(kind, unit.id, own.period.code, own.template.code, to, subject, words, one.digest, one.number)


def _receipt(own: Report, report: Report, one: Received) -> Iterator[str]:
    yield f"{raised(speaker(own))} đã nhận {_which(report, one)}."
    yield f"Mã dữ liệu: {_code(one)}; đề nghị đối chiếu với mã in ở cuối trang cuối của báo cáo."
    if one.edited:
        yield f"Tệp nhận được đã bị sửa tay sau khi kết xuất: {one.edited}"
    errors, warnings, *_ = (*one.findings, 0, 0)
    if errors or warnings:
        yield f"Khi kiểm tra còn {errors} lỗi, {warnings} cảnh báo."


def _returning(own: Report, report: Report, one: Received) -> Iterator[str]:
    yield f"{raised(speaker(own))} đã nhận {_which(report, one)} (mã dữ liệu {_code(one)})."
    found = [item for item in check(report) if item.open]
    yield "Qua rà soát, đề nghị xem lại các số liệu sau:" if found else "Qua rà soát, đề nghị xem lại số liệu."
    for number, item in enumerate(found, 1):
        section = report.template.sections[report.template.figures[item.cells[0].figure].section]
        grave = f" ({SEVERITY_LABELS[Severity.ERROR].lower()})" if item.severity is Severity.ERROR else ""
        yield f"{number}. Mục {section.number or section.title}{grave}: {item.message} {item.instruction}".strip()
    yield (
        f"Đề nghị {report.unit.name} rà soát, điều chỉnh và gửi báo cáo thay thế. Trong khi chờ, số liệu của "
        f"{report.unit.name} chưa được cộng vào số tổng hợp."
    )


def _which(report: Report, one: Received) -> str:
    stage = f"lần {one.number}" if one.number else "bản dự thảo"
    return (
        f"{lowered(report.template.title)} {report.period.label} của {report.unit.name} ({stage}) lúc "
        f"{moment_at(one.at)}"
    )


def _code(one: Received) -> str:
    return archive.grouped(one.digest)
