"""Sending a report upwards: what stands in its way, the files in one folder, and the letter that is drafted with them.

Nothing is sent from here. What was drafted is kept in the file: when, to whom, which files, and the digest of the data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from exports import mail
from exports.replacement import gathered
from exports.replacement import replace as put
from forms.checks import progress as filling
from forms.checks.checker import check
from forms.definitions.rules import Severity
from forms.document.document import unfinished
from forms.errors import KnownError
from forms.offices.deadlines import due, left
from forms.report import archive, details
from forms.report.cells import Address
from forms.report.report import Report
from forms.values.frozen import frozen
from forms.values.style import day_in_figures
from forms.values.text import first_named, raised
from storage.signed import SignedCopy
from storage.tables.letters import KeptLetter, Letter, LetterKind
from storage.tables.units import Contact
from storage.workspace import Workspace
from ui.jobs import progress
from ui.jobs.exporting import FORMATS, export, refusals, stem, suffix
from ui.jobs.letters import covering
from ui.jobs.progress import Progress

_NAMED = 5  # offices that a line names
_HEAVY = 20_000_000  # bytes of attachments; many mail servers take no more than 25 million with their encoding
_PURPOSES = {
    "pdf": "văn bản để ký",
    "docx": "để sửa câu chữ",
    "xlsx": "phụ lục số liệu",
    "package": "tệp số liệu để cấp trên nhận thẳng",
}
_SIGNED = "bản ký, giữ nguyên như khi nhận về"


class Readiness(StrEnum):
    """How a line of the checklist stands; the value is its code in files."""

    DONE = "dat"
    NOTE = "luu_y"  # to be known, in nobody's way
    OPEN = "chua_dat"

    @property
    def label(self) -> str:
        """What officers call it."""
        return {Readiness.DONE: "Đạt", Readiness.NOTE: "Lưu ý", Readiness.OPEN: "Chưa đạt"}[self]


@frozen
class CheckItem:
    """A line of the checklist: its code, how it stands, in words, more of it, and the cell where it begins."""

    code: str
    standing: Readiness
    message: str
    more: str = ""
    where: Address | None = None


@frozen
class SubmittedFile:
    """A file that goes with the letter: its name, size in bytes and SHA-256."""

    name: str
    size: int
    digest: str


@frozen
class Submission:
    """A report as it goes up: the checklist, the words of the letter, the data's digest and what was written."""

    report: Report
    checklist: tuple[CheckItem, ...]
    recipients: str
    subject: str
    text: str
    digest: str
    folder: Path | None = None
    files: tuple[SubmittedFile, ...] = ()
    letter: str = ""  # the name of the mail's file
    signed: SignedCopy | None = None  # which goes out in the place of the PDF
    remarks: tuple[str, ...] = ()  # what stands in the files otherwise than in the report

    @property
    def ready(self) -> bool:
        """Whether nothing stands in its way."""
        return all(item.standing is not Readiness.OPEN for item in self.checklist)


def attachment(plan: Submission, name: str) -> tuple[str, str]:
    """How the file of a format is called, and what it is for: a signed copy goes in the place of the PDF."""
    report = plan.report
    called = stem(report.unit, report.template.code, report.period)
    if name == "pdf" and plan.signed is not None:
        return f"{called}-ban-ky.pdf", _SIGNED
    return f"{called}.{suffix(name)}", _PURPOSES[name]


def prepare(workspace: Workspace, report: Report, today: date, formats: Sequence[str] = FORMATS) -> Submission:
    """The checklist of a report and the letter that would go with it and files of some formats; nothing is written."""
    found = progress.find(workspace, report.unit.id, report.period, report.template.code, today)
    digest = archive.digest(archive.encode(report))
    subject = f"{report.unit.name}: {report.template.title} {report.period.label}"
    signed = workspace.signed(report) if report.locked else None
    return Submission(
        report,
        tuple(checklist(workspace, report, found)),
        recipients(workspace, report),
        subject,
        "\n".join(covering.words(workspace, report, found, formats, signed)),
        digest,
        signed=signed,
    )


def recipients(workspace: Workspace, report: Report) -> str:
    """To which addresses a report goes: those of last time, else that of the office above."""
    sent = [kept.letter for kept in workspace.letters() if kept.letter.kind is LetterKind.REPORT]
    before = [one for one in sent if one.unit == report.unit.id and one.template == report.template.code]
    if before:
        return before[-1].recipients
    offices = workspace.units()
    number = offices.number(report.unit.id)
    above = offices.above(number, report.period.end) if number is not None else []
    return offices.contacts.get(above[0], Contact()).email if above else ""


def checklist(workspace: Workspace, report: Report, found: Progress) -> Iterator[CheckItem]:
    """What is to be known before a report goes up, line by line."""
    findings = [finding for one in reversed(report.span) for finding in check(one)]
    wanting = filling.left(report, findings)
    full, cells = filling.whole(report)
    done, first = (Readiness.OPEN if full < cells else Readiness.DONE), wanting.first
    yield CheckItem("filled", done, f"Đã nhập {full}/{cells} ô", "", first if full < cells else None)
    said = f"Còn {wanting.errors} lỗi" if wanting.errors else "Không còn lỗi"
    yield CheckItem("errors", _standing(wanting.errors), said, "", first if wanting.errors else None)
    explained = sum(one.severity is Severity.WARNING and one.accepted is not None for one in findings)
    said = (
        f"Còn {wanting.warnings} cảnh báo chưa giải trình" if wanting.warnings else "Không còn cảnh báo chưa giải trình"
    )
    more = f"{explained} cảnh báo đã giải trình, in thành phụ lục giải trình" if explained else ""
    yield CheckItem("warnings", _standing(wanting.warnings), said, more, first if wanting.warnings else None)
    wants = unfinished(report, workspace.edited(report))
    said = "Lời văn chưa xong" if wants else "Lời văn không còn chỗ “…”"
    yield CheckItem("words", _standing(len(wants)), said, " ".join(wants))
    if found.offices:
        yield from _below(report, found)
    yield _state(workspace, report)


def _standing(count: int) -> Readiness:
    return Readiness.OPEN if count else Readiness.DONE


def _below(report: Report, found: Progress) -> Iterator[CheckItem]:
    """Which lower offices are in the report, and of which something else has come since."""
    there, missing = len(found.offices) - len(found.missing), found.missing
    said = f"Tổng hợp từ {there}/{len(found.offices)} đơn vị"
    more = f"Chưa có báo cáo của {_named(missing)}" if missing else ""
    yield CheckItem("missing", _standing(len(missing)), said, more)
    newer = [one.unit.name for one in found.stale if one.user.id == report.unit.id]
    unused = [one.name for one in found.unused]
    parts = [f"{_named(newer)} đã gửi bản khác với bản đã dùng" if newer else ""]
    parts += [f"báo cáo của {_named(unused)} đã nhận nhưng chưa vào số tổng hợp" if unused else ""]
    more = raised("; ".join(filter(None, parts)))
    said = "Có số liệu cấp dưới chưa vào báo cáo" if more else "Số liệu cấp dưới là bản mới nhất đã nhận"
    yield CheckItem("newer", _standing(len(newer) + len(unused)), said, more)


def _named(names: Sequence[str]) -> str:
    return first_named(names, _NAMED, "đơn vị")


def _state(workspace: Workspace, report: Report) -> CheckItem:
    if not report.locked:
        return CheckItem(
            "state", Readiness.NOTE, "Chưa chốt số liệu", "Gửi bản dự thảo được; bản chính thức cần chốt trước."
        )
    issue, signed = report.issue, workspace.signed(report)
    parts = [f"số {details.number(report, issue)}"] if issue.number else []
    parts += [f"ngày {day_in_figures(issue.day)}"] if issue.day else []
    parts += ["bản ký"] if signed else []
    known = f": {', '.join(parts)}" if parts else ""
    more = f"Bản ký {signed.name} được gửi thay bản PDF." if signed else ""
    return CheckItem("state", Readiness.DONE, f"{report.state.label}, lần {len(report.revisions)}{known}", more)


def deadline(workspace: Workspace, report: Report, today: date) -> str:
    """Until when a report is due, and how many days that is; "" where no line says."""
    lines = [kept.line for kept in workspace.deadlines()]
    found = due(lines, report.unit, report.template.code, report.period)
    return f"{found.in_words} ({left(found.last, today)})" if found else ""


def submit(
    workspace: Workspace,
    report: Report,
    folder: Path,
    who: str,
    today: date,
    *,
    to: str | None = None,
    formats: Sequence[str] = FORMATS,
) -> Submission:
    """Write the files of a report and the mail with them into a folder, and keep that this was done; see `write`."""
    plan = prepare(workspace, report, today, formats)
    if to is not None:
        plan = replace(plan, recipients=to)
    signed = workspace.signed_file(plan.signed) if plan.signed else None
    done = write(plan, workspace.edited(report), workspace.pinned(report), folder, formats, signed)
    keep(workspace, done, who)
    return done


def write(
    plan: Submission,
    edited: datetime,
    children: Iterable[tuple[bytes, bytes]],
    folder: Path,
    formats: Sequence[str] = FORMATS,
    signed: bytes | None = None,
) -> Submission:
    """Write files and mail into a folder, all or none; touches no workspace. A `signed` copy is sent as it came.

    Raises KnownError, and nothing is left, where a file cannot be made.
    """
    report = plan.report
    whom = mail.addresses(plan.recipients)
    name = f"{stem(report.unit, report.template.code, report.period)}.eml"
    with gathered(folder) as stage:
        plain = [one for one in formats if one != "pdf" or signed is None]
        outcomes = list(export(report, edited, stage, plain, children))
        if refused := refusals(outcomes):
            raise KnownError(refused)
        attached = [(one.path.name, one.path.read_bytes()) for one in outcomes]
        if signed is not None and "pdf" in formats:
            attached.insert(0, (attachment(plan, "pdf")[0], signed))
            put(stage / attached[0][0], signed)
        put(stage / name, mail.compose(whom, plan.subject, plan.text, attached))
    files = tuple(SubmittedFile(called, len(content), sha256(content).hexdigest()) for called, content in attached)
    remarks = tuple(remark for one in outcomes for remark in one.remarks)
    return replace(plan, recipients=", ".join(whom), folder=folder, files=files, letter=name, remarks=remarks)


def keep(workspace: Workspace, done: Submission, who: str) -> None:
    """Keep what was drafted: to whom, which files, which revision."""
    report = done.report
    letter = Letter(
        LetterKind.REPORT,
        report.unit.id,
        report.period.code,
        report.template.code,
        done.recipients,
        done.subject,
        done.text,
        done.digest,
        len(report.revisions) if report.locked else 0,
        "".join(f"{file.digest}  {file.name}\n" for file in done.files),
    )
    workspace.keep_letter(letter, who)


def drafted(workspace: Workspace, report: Report) -> list[KeptLetter]:
    """The letters with which a report went up, the last one last."""
    about = (report.unit.id, report.period.code, report.template.code)
    return [
        kept
        for kept in workspace.letters()
        if kept.letter.kind is LetterKind.REPORT
        and (kept.letter.unit, kept.letter.period, kept.letter.template) == about
    ]


def too_heavy(files: Sequence[SubmittedFile]) -> str:
    """What is said of files that many mail servers refuse; "" where they take them."""
    size = sum(file.size for file in files)
    if size <= _HEAVY:
        return ""
    return f"Tệp kèm nặng {size // 1_000_000} MB, nhiều hộp thư không nhận; đề nghị chép ra USB hoặc gửi từng tệp."
