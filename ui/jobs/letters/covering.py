"""The words of the letter with which a report goes up: which report it is, what goes with it, what is not in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forms.document import letterhead
from forms.report import archive, details
from forms.report.report import Report
from forms.values.style import day_in_figures
from forms.values.text import first_named, lowered
from storage.signed import SignedCopy, Tie
from storage.tables.units import Contact
from storage.workspace import Workspace
from ui.jobs.progress import Progress

_NAMED = 5  # offices that a line names


def words(
    workspace: Workspace, report: Report, found: Progress, formats: Sequence[str], signed: SignedCopy | None
) -> Iterator[str]:
    """The letter line by line, with files of some formats; a `signed` copy goes in the place of the PDF."""
    yield f"Kính gửi {'; '.join(letterhead.addressee(report).splitlines()) or 'Quý cơ quan'},"
    yield ""
    made = ""
    if found.offices:
        made = f", tổng hợp từ {len(found.offices) - len(found.missing)}/{len(found.offices)} đơn vị"
    which = f"{lowered(report.template.title)} {report.period.label} ({_stage(report)})"
    yield f"{report.unit.name} gửi {which}{made}."
    if found.missing:
        missing = first_named(found.missing, _NAMED, "đơn vị")
        yield f"Chưa gồm {missing}; sẽ gửi báo cáo thay thế khi nhận được số liệu."
    if report.reason:
        replaced = details.replaced(report)
        taken = f"Thay thế {replaced}. " if replaced else ""
        yield f"{taken}Lý do báo cáo lại: {report.reason.rstrip(' .')}."
    if formats:
        yield ""
        yield _enclosed(formats, signed)
    yield ""
    printed = ", in ở cuối trang cuối" if details.prints_code(report) else ""
    yield f"Mã dữ liệu: {archive.fingerprint(report)}{printed}."
    offices = workspace.units()
    number = offices.number(report.unit.id)
    contact = offices.contacts.get(number, Contact()) if number is not None else Contact()
    if contact.phone:
        yield f"Điện thoại liên hệ: {contact.phone}"


def _stage(report: Report) -> str:
    """How far the report has come, with its number and day where they are known."""
    if not report.locked:
        return "bản dự thảo"
    parts = [f"lần {len(report.revisions)}"]
    parts += [f"số {details.number(report, report.issue)}"] if report.issue.number else []
    parts += [f"ngày {day_in_figures(report.issue.day)}"] if report.issue.day else []
    return ", ".join(parts)


def _enclosed(formats: Sequence[str], signed: SignedCopy | None) -> str:
    """What goes with the letter, and how the numbers come out of it."""
    papers = [name.upper() for name in ("pdf", "docx") if name in formats]
    parts = []
    if signed and "pdf" in formats:
        papers.remove("PDF")
        parts.append("bản ký (PDF)")
    parts += [f"văn bản ({', '.join(papers)})"] if papers else []
    parts += ["phụ lục số liệu (XLSX)"] if "xlsx" in formats else []
    parts += ["tệp số liệu"] if "package" in formats else []
    listed = " và ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
    return f"Tệp kèm theo: {listed}. {_opening(formats, signed)}".rstrip()


def _opening(formats: Sequence[str], signed: SignedCopy | None) -> str:
    """Which of the files the numbers come out of; "" where none carries them."""
    carrying = [name for name in formats if name != "pdf" or carries_data(signed)]
    if not carrying:
        return ""
    if len(carrying) < len(formats):
        return "Bản ký không kèm số liệu; mở tệp còn lại bằng BaoCao42 để nhận số liệu."
    any_of = "Mở tệp nào bằng BaoCao42 cũng" if len(formats) > 1 else "Mở tệp bằng BaoCao42 là"
    return f"{any_of} nhận được số liệu."


def carries_data(signed: SignedCopy | None) -> bool:
    """Whether what goes in the place of the PDF carries the data, as the PDF itself does; a scan does not."""
    return signed is None or signed.tie is Tie.DATA
