"""The signed copy of a report that comes back: tied to its revision, kept as it is, number and day read from it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from exports import arrival, payload
from forms.document import issuing
from forms.errors import KnownError
from forms.report import archive, details
from forms.report.changes import Change
from forms.report.report import Report
from forms.values import clock
from forms.values.frozen import frozen
from forms.values.style import day_in_figures
from storage.signed import Tie
from storage.workspace import Workspace

_KIND = "bản ký dạng PDF"
_SIGNATURE = b"/ByteRange"  # of every digital signature, and never packed (ISO 32000-1, 7.5.7 and 12.8)
_UNSIGNED = "Tệp này không có chữ ký số; nếu là bản kết xuất chưa ký, đề nghị đưa lại bản đã ký."


@frozen
class Signed:
    """A signed copy that was looked at: of which revision (None: nobody can tell), how that is known, what was read."""

    name: str
    content: bytes
    revision: int | None
    tie: Tie | None
    given: Mapping[str, str]  # number and day, as they are typed; what could not be read is left out

    @property
    def unsigned(self) -> bool:
        """Whether it is the exported file without a digital signature; a scan carries no data."""
        return self.tie is Tie.DATA and _SIGNATURE not in self.content


def look(report: Report, path: Path) -> Signed:
    """Look at a signed copy; nothing is kept.

    Raises KnownError for what is no PDF, where the report is not final, and for a copy of another report.
    """
    if not report.locked or not report.revisions:
        raise KnownError("Báo cáo chưa chốt nên chưa có bản ký; đề nghị chốt số liệu trước.")
    content = arrival.content(path, payload.MOST_FILE, _KIND)
    if b"%PDF-" not in content[:1024]:
        raise KnownError(f'"{path.name}" không phải {_KIND}; đề nghị chọn tệp khác.')
    from exports.pdf import signed  # noqa: PLC0415 - PDFium loads only for a PDF

    words = signed.read(content)
    datas = {revision.number: revision.data.encode() for revision in report.revisions}
    revision, tie = _carried(content, path.name, datas), Tie.DATA
    if revision is None and words.code:
        codes = {archive.short_code(data): number for number, data in datas.items()}
        if words.code not in codes:
            raise KnownError(f"Mã dữ liệu trên bản ký ({words.code}) không phải của báo cáo này; chưa giữ gì.")
        revision, tie = codes[words.code], Tie.CODE
    symbol = details.number(report, replace(report.issue, number="")).lstrip("/")
    own = words.symbol.casefold() == symbol.casefold()  # else it is the number of another document
    given = {issuing.NUMBER: words.number} if words.number and own else {}
    given |= {issuing.DAY: day_in_figures(words.day)} if words.day else {}
    return Signed(path.name, content, revision, tie if revision is not None else None, given)


def _carried(content: bytes, name: str, datas: Mapping[int, bytes]) -> int | None:
    """The revision whose data a copy carries, whatever was stamped on its pages; None where it carries none."""
    from exports import delivery  # noqa: PLC0415

    try:
        found = delivery.opened(content, name)
    except KnownError:
        return None
    number = next((number for number, data in datas.items() if data == found.data), None)
    if number is None:
        raise KnownError(f'"{name}" mang số liệu của báo cáo khác; chưa giữ gì.')
    return number


def take(
    workspace: Workspace, report: Report, found: Signed, given: Mapping[str, str], who: str, *, sure: bool = False
) -> list[Change]:
    """Keep a copy, and return the changes that note its number and day, which are still to be made.

    `given` comes before what was read. Raises KnownError, nothing kept, where nobody can tell of which report the copy
    is, unless somebody is `sure`, and for a number or a day that is none.
    """
    if found.revision is None and not sure:
        raise KnownError(
            f'"{found.name}" không kèm số liệu và không đọc được mã dữ liệu ở trang cuối nên chưa biết là bản ký '
            "của báo cáo nào; nếu đúng là của báo cáo này, đề nghị xác nhận (--anyway)."
        )
    changes: list[Change] = []
    if found.revision in (None, report.revision):
        noted = {**found.given, **{key: text for key, text in given.items() if text}}
        change = issuing.note(report, noted)
        held = (change.issue if change else None) or report.issue
        if issuing.wanting(held):
            changes = [change] if change else []
        else:
            changes = list(issuing.issue(report, noted, who, clock.now()))
    keep(workspace, report, found, who)
    return changes


def keep(workspace: Workspace, report: Report, found: Signed, who: str) -> None:
    """Keep a copy as it came: that of the report as it is, by somebody's word, where the copy does not say."""
    revision, tie = found.revision, found.tie
    if revision is None or tie is None:
        revision, tie = report.revision, Tie.WORD
    workspace.keep_signed(report, revision, found.name, tie, found.content, who)


def to_compare(workspace: Workspace, report: Report, found: Signed) -> str:
    """What is said of a copy before it is kept: what was read, and what somebody has to see for himself."""
    read = f"đọc được {_said(found.given)}, đề nghị đối chiếu" if found.given else "chưa đọc được số, ngày, đề nghị ghi"
    whose = "" if found.tie else " Tệp không kèm số liệu: chỉ bấm Phát hành nếu đúng là bản ký của báo cáo này."
    unsigned = _UNSIGNED if found.unsigned else ""
    said = (f"Bản ký “{found.name}”: {read}.{whose}", unsigned, doubt(workspace, report, found))
    return " ".join(filter(None, said))


def question(report: Report, found: Signed) -> str:
    """What to ask before number and day of a copy are noted, with what they take the place of; "" for nothing new."""
    if found.revision not in (None, report.revision) or issuing.note(report, found.given) is None:
        return ""
    read = f"Đọc được trên bản ký: {_said(found.given)}."
    said = (read, _other(report, found), "Đề nghị đối chiếu với bản ký; đúng thì ghi vào báo cáo.")
    return " ".join(filter(None, said))


def lesser(workspace: Workspace, report: Report, found: Signed, typed: Collection[str] = ()) -> str:
    """What a copy lacks that takes the place of another: a digital signature, number or day; "" for nothing.

    What was `typed` need not be read on it.
    """
    kept = workspace.signed(report) if found.revision in (None, report.revision) else None
    if kept is None or kept.digest == sha256(found.content).hexdigest():
        return ""
    sealed = _SIGNATURE in workspace.signed_file(kept) and _SIGNATURE not in found.content
    held = issuing.noted(report)
    known = {key: held[key] for key in (issuing.NUMBER, issuing.DAY) if held[key]}
    unread = {key: text for key, text in known.items() if key not in found.given and key not in typed}
    lacks = [*(["không có chữ ký số"] if sealed else []), *([f"không đọc được {_said(unread)}"] if unread else [])]
    return f'Tệp "{found.name}" {" và ".join(lacks)}, sẽ thay bản ký "{kept.name}" đang giữ.' if lacks else ""


def doubt(workspace: Workspace, report: Report, found: Signed, typed: Collection[str] = ()) -> str:
    """What somebody would lose by a copy unasked: a better copy, another number or day; "" for nothing."""
    return " ".join(filter(None, (lesser(workspace, report, found, typed), _other(report, found, typed))))


def _other(report: Report, found: Signed, typed: Collection[str] = ()) -> str:
    """Which number and day that were noted give way to those that were read; "" for none."""
    if found.revision not in (None, report.revision):
        return ""
    held = issuing.noted(report)
    read = {key: text for key, text in found.given.items() if key not in typed and held[key] not in ("", text)}
    if not read or issuing.note(report, read) is None:
        return ""
    return f"Báo cáo đang ghi {_said({key: held[key] for key in read})}, sẽ được thay bằng {_said(read)}."


def _said(given: Mapping[str, str]) -> str:
    return ", ".join(f"{issuing.LABELS[key].lower()} {text}" for key, text in given.items())


def summary(report: Report, found: Signed) -> str:
    """What is said of a copy that was kept, and where it reads otherwise than what is noted."""
    held = issuing.noted(report)
    unlike = {key: text for key, text in found.given.items() if text != held[key]}
    other = f"Nhưng trên bản ký đọc được {_said(unlike)}; đề nghị đối chiếu." if unlike else ""
    own = found.revision in (None, report.revision)
    said = (_kept(report, found), other if own else "", _UNSIGNED if found.unsigned else "")
    return " ".join(filter(None, said))


def _kept(report: Report, found: Signed) -> str:
    if found.revision not in (None, report.revision):
        return f"Đã giữ bản ký của lần {found.revision}; báo cáo nay là lần {report.revision}."
    wants = issuing.wanting(report.issue)
    if wants:
        return f"Đã giữ bản ký; chưa đọc được {' và '.join(wants)}, đề nghị ghi ở Phát hành."
    issue = report.issue
    day = day_in_figures(issue.day) if issue.day else ""
    return f"{report.state.label}: số {details.number(report, issue)}, ngày {day}, bản ký."
