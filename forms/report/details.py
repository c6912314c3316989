"""What an office says of its report's document: who is above it, who signs, who receives.

`Report.details` holds only what was said; everything else is the default of the office's level in the template.
"""

from __future__ import annotations

from datetime import date

from forms.errors import KnownError
from forms.report import limits
from forms.report.changes import SetDetail
from forms.report.report import Report
from forms.values.style import ELLIPSIS
from forms.values.text import clean

LABELS = {
    "superior": "Cơ quan chủ quản",
    "agency": "Cơ quan ban hành",
    "addressee": "Kính gửi",
    "place": "Địa danh",
    "number_symbol": "Ký hiệu văn bản",
    "authority": "Thẩm quyền ký",
    "title": "Chức vụ người ký",
    "signer": "Họ tên người ký",
    "recipients": "Nơi nhận",
    "as_of": "Số liệu đến ngày",
    "cell_notes": "In ghi chú ô",
}
"""Every key, with its name on the screen; `recipients` has one line each, `as_of` is an ISO date."""

LINES = frozenset({"agency", "addressee", "authority", "title", "recipients"})
"""The keys whose value may have several lines."""

CHOICES = {"cell_notes": ("không", "có")}
"""The keys that take one of a few values; the first is the default."""


def default(report: Report, key: str) -> str:
    """What the document says for a key when the office has said nothing."""
    office = report.template.offices[report.unit.level]
    name = report.unit.name
    match key:
        case "agency":
            return "\n".join((*office.agency, name))
        case "addressee":
            return "\n".join(office.addressee)
        case "place":
            for prefix in office.prefixes:
                name = name.removeprefix(f"{prefix} ")
            return name
        case "number_symbol":
            return office.symbol
        case "authority":
            return "\n".join(office.signature[:-1])
        case "title":
            return office.signature[-1] if office.signature else ""
        case "recipients":
            return "\n".join(office.recipients)
        case "cell_notes":
            return CHOICES[key][0]
        case _:
            return ""


def wanting(report: Report) -> list[str]:
    """The names of what has to be written before the document goes out: its default has dots in it."""
    return [LABELS[key] for key in LABELS if ELLIPSIS in (report.details.get(key) or default(report, key))]


def change(report: Report, key: str, text: str) -> SetDetail | None:
    """The change that makes a typed text the detail; None when nothing changes.

    An empty text, or the default itself, returns to the default. Raises KnownError for a date or choice that is none.
    """
    lines = (" ".join(line.split()) for line in clean(text).splitlines())
    tidied = ("\n" if key in LINES else " ").join(line for line in lines if line)
    if len(tidied) > limits.DETAIL:
        raise KnownError(f"{LABELS[key]}: dài quá {limits.DETAIL} chữ; đề nghị viết gọn lại.")
    if key == "as_of" and tidied:
        try:
            date.fromisoformat(tidied)
        except ValueError as error:
            raise KnownError(f'{LABELS[key]}: "{tidied}" không phải ngày; đề nghị ghi ngày, tháng, năm.') from error
    if key in CHOICES and tidied not in ("", *CHOICES[key]):
        raise KnownError(f'{LABELS[key]}: "{tidied}" không có; đề nghị chọn {" hoặc ".join(CHOICES[key])}.')
    value = None if tidied in {"", default(report, key)} else tidied
    return SetDetail(key, value) if value != report.details.get(key) else None
