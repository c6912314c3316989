"""What is to be known before a report goes out of the house: its signed copy, number and day, and how it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from forms.document import issuing, letterhead
from forms.document.document import compose
from forms.report import details
from forms.report.report import Report
from forms.values.style import day_in_figures
from storage.signed import SignedCopy, Tie
from storage.workspace import Workspace
from ui.jobs import progress
from ui.jobs.letters import submitting
from ui.jobs.letters.submitting import CheckItem, Readiness

_TIES = {
    Tie.DATA: "Bản ký còn mang đủ dữ liệu kèm theo.",
    Tie.CODE: "Mã ở chân trang cuối.",
    Tie.WORD: "Theo xác nhận của cán bộ; chưa đọc được mã dữ liệu trên bản ký.",
}


def before_issuing(workspace: Workspace, report: Report, today: date) -> list[CheckItem]:
    """The lines of the list, what stands in the way first."""
    found = progress.find(workspace, report.unit.id, report.period, report.template.code, today)
    items = [*_signed(workspace, report), _noted(report), *_signer(report)]
    items += [item for item in submitting.checklist(workspace, report, found) if item.code != "state"]
    order = (Readiness.OPEN, Readiness.NOTE, Readiness.DONE)
    return sorted(items, key=lambda item: order.index(item.standing))


def _signed(workspace: Workspace, report: Report) -> Iterator[CheckItem]:
    copy = workspace.signed(report) if report.locked else None
    if copy is None:
        said = "Chưa có bản ký" if report.locked else "Chưa chốt số liệu"
        more = "Giữ bản ký ở trang Gửi; số, ngày ghi trước hoặc sau đều được." if report.locked else ""
        yield CheckItem("signed", Readiness.NOTE, said, more)
        return
    yield _whole(workspace, report, copy)
    same = copy.revision == report.revision
    said = f"Bản ký là của lần {copy.revision}" + ("" if same else f", báo cáo nay là lần {report.revision}")
    doubtful = Readiness.NOTE if copy.tie is Tie.WORD else Readiness.DONE
    yield CheckItem("tied", doubtful if same else Readiness.OPEN, said, _TIES[copy.tie])


def _whole(workspace: Workspace, report: Report, copy: SignedCopy) -> CheckItem:
    """Whether a signed copy has every page that was presented: document systems drop appendices."""
    from exports.pdf import signed, writer  # noqa: PLC0415 - PDFium loads only for a PDF
    from exports.typesetting import wording  # noqa: PLC0415 - likewise

    own = writer.render(compose(report, workspace.edited(report))).content
    wanted, there = len(signed.pages(own)), len(signed.pages(workspace.signed_file(copy)))
    if there >= wanted:
        return CheckItem("pages", Readiness.DONE, f"Bản ký đủ {there} trang")
    lost = range(there + 1, wanted + 1)
    names = [title.partition(".")[0] for title in signed.pages(own)[there:] if title.startswith(wording.ANNEX)]
    said = f"Bản ký thiếu {', '.join(names) or 'trang'}"
    where = f"trang {lost[0]}" if len(lost) == 1 else f"trang {lost[0]} đến {lost[-1]}"
    return CheckItem("pages", Readiness.OPEN, said, f"Bản trình có {wanted} trang, bản ký có {there}: thiếu {where}.")


def _signer(report: Report) -> Iterator[CheckItem]:
    if not letterhead.detail(report, "signer"):
        yield CheckItem("signer", Readiness.NOTE, "Chưa ghi họ tên người ký", "Ghi trước khi ký, hoặc theo bản đã ký.")


def _noted(report: Report) -> CheckItem:
    held = report.issue
    if wants := issuing.wanting(held):
        return CheckItem(
            "noted",
            Readiness.NOTE,
            f"Chưa ghi {' và '.join(wants)} của văn bản",
            "Ghi trước khi ký, hoặc theo bản đã ký.",
        )
    day = day_in_figures(held.day) if held.day else ""
    return CheckItem("noted", Readiness.DONE, f"Đã ghi số {details.number(report, held)}, ngày {day}")
