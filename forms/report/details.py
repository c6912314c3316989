"""What an office says of its report's document: who is above it, who signs, who receives.

`Report.details` holds only what was said; everything else is the default of the office's level in the template.
"""

from __future__ import annotations

import re
from datetime import date
from math import inf

from forms.definitions.template import Figure, Section
from forms.errors import KnownError
from forms.report import limits
from forms.report.changes import Issue, SetDetail
from forms.report.office import own_name, phrase
from forms.report.report import FIRST_YEAR, LEFT_OUT, Report
from forms.values.style import ELLIPSIS, day_in_figures, day_in_words, typed_day
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
    "request": "Văn bản yêu cầu",
    "grounds": "Căn cứ thêm",
    "subject": "Trích yếu",
    "drafter": "Đơn vị soạn thảo",
    "as_of": "Số liệu đến ngày",
    "cell_notes": "In ghi chú ô",
    "data_code": "In mã dữ liệu",
    "apart": "Mỗi mục một phụ lục",
    "long_list": "Danh sách dài để ở phụ lục",
}
"""Every key, with its name on the screen; `recipients` has one line each, `as_of` is an ISO date."""

_OF_SPAN = {LEFT_OUT: "Kỳ không in", FIRST_YEAR: "Năm đầu chương trình"}

AS_OF = "as_of"
"""The key of the cut-off day; `as_of:CODE` is that of a section or a figure that ends on another."""

LINES = frozenset({"agency", "addressee", "authority", "title", "recipients", "grounds"})
"""The keys whose value may have several lines."""
_BESIDE = {
    "addressee": re.compile(r"^kính gửi\s*:?\s*", re.IGNORECASE),
    "place": re.compile(r"\s*,\s*ngày\b.*|[\s,.;]+$", re.IGNORECASE),
    "number_symbol": re.compile(r"^(?:số\s*:?)?\s*\d*\s*/\s*", re.IGNORECASE),
}
"""What print puts beside a value, and people type with it: "/BC-UBND", "Kon Tum, ngày …", "Kính gửi: …"."""
_LIST_SIGNS = " -–—•·+*"

_WHATEVER = "không"
_YES = "có"
CHOICES = {
    "cell_notes": ("không", _YES),
    "data_code": (_YES, "không"),
    "apart": ("không", _YES),
    "long_list": ("từ 8 dòng", "từ 5 dòng", "từ 12 dòng", "từ 20 dòng", _WHATEVER),
}
"""The keys that take one of a few values; the first is the default."""


def default(report: Report, key: str) -> str:
    """What the document says for a key when the office has said nothing."""
    office = report.template.offices[report.unit.level]
    lines = {
        "superior": (office.superior,),
        "agency": (*office.agency, own_name(report)),
        "addressee": office.addressee,
        "place": (office.place,),
        "number_symbol": (office.symbol,),
        "authority": office.signature[:-1],
        "title": office.signature[-1:],
        "recipients": office.recipients,
        **{choice: values[:1] for choice, values in CHOICES.items()},
        FIRST_YEAR: (str(report.template.span.first),) if report.template.span else (),
    }
    return phrase(report, "\n".join(lines.get(key, ())))


def text(report: Report, key: str) -> str:
    """What the office said for a key, else the default."""
    return report.details.get(key) or default(report, key)


def names(report: Report, key: str) -> tuple[str, ...]:
    """The lines of a list that the office wrote or pasted, without its dashes and stops."""
    lines = text(report, key).splitlines()
    return tuple(name for line in lines if (name := line.strip(_LIST_SIGNS).rstrip(".;,").strip()))


def number(report: Report, issue: Issue) -> str:
    """Number and symbol of a document: "312/BC-UBND"; below 10 with a zero, "/BC-UBND" where it has none yet."""
    found = issue.number.zfill(2) if issue.number else ""
    return f"{found}/{issue.number_symbol or text(report, 'number_symbol')}"


def replaced(report: Report) -> str:
    """The document that a re-issue takes the place of, as it is cited; "" where nobody noted number and day."""
    held = report.issues.get(report.replaces)
    if held is None or not held.number or held.day is None:
        return ""
    return f"{report.template.document.kind.capitalize()} số {number(report, held)} {day_in_words(held.day)}"


def known(report: Report, key: str) -> str:
    """What a key is called on the screen; "" where the report has no such key."""
    if key in _OF_SPAN:
        return _OF_SPAN[key] if report.template.span else ""
    _, _, code = key.partition(":")
    if not code:
        return LABELS.get(key, "")
    section, figure = report.template.sections.get(code), report.template.figures.get(code)
    name = section.short if section else figure.name if figure else ""
    return f"{LABELS[AS_OF]}, {name}" if name and is_cut_off(key) else ""


def as_of(report: Report, figure: Figure | None = None, section: str = "") -> date | None:
    """The cut-off day of a figure, of its section, or of the report: the first that was said; None where none was."""
    codes = (*((figure.code, figure.section) if figure else ()), section, "")
    return next((day for code in codes if (day := cut_off(report, code))), None)


def cut_off(report: Report, code: str = "") -> date | None:
    """The cut-off day that was said of the report, or of a section or figure alone; None where none was."""
    day = report.details.get(cut_off_key(code))
    return date.fromisoformat(day) if day else None


def cut_off_key(code: str = "") -> str:
    """The key of a cut-off day: the report's, or that of a section or figure by its code."""
    return f"{AS_OF}:{code}" if code else AS_OF


def is_cut_off(key: str) -> bool:
    """Whether a key is that of a cut-off day."""
    return key.partition(":")[0] == AS_OF


def cut_offs(report: Report, section: Section) -> list[tuple[str, date]]:
    """The figures of a section that end on another day than the report, and the section itself as ""; as was said."""
    codes = {"": section.code} | {figure.name: figure.code for figure in section.figures.values()}
    return [(name, day) for name, code in codes.items() if (day := cut_off(report, code))]


def titled(report: Report, figure: Figure) -> str:
    """What a figure is called in a table, with the year or the day of its numbers where that is another."""
    label = figure.label
    if figure.year:
        label += f" (số liệu năm {report.period.year + figure.year})"
    if day := cut_off(report, figure.code):
        label += f" (đến {day_in_figures(day)})"
    return label


def prints_code(report: Report) -> bool:
    """Whether the code of the data is printed at the foot of the last page, by which paper is tied to data."""
    return text(report, "data_code") == _YES


def prints_cell_notes(report: Report) -> bool:
    """Whether the notes to cells are printed."""
    return text(report, "cell_notes") == _YES


def sections_apart(report: Report) -> bool:
    """Whether each section has an appendix of its own."""
    return text(report, "apart") == _YES


def long_list(report: Report) -> float:
    """How many rows a list has at least that stands in an appendix instead of a footnote; endless for never."""
    said = text(report, "long_list")
    return inf if said == _WHATEVER else int(said.split()[1])


def shown(key: str, value: str) -> str:
    """What a detail says, as it is typed: a day as "15/11/2024"."""
    return day_in_figures(date.fromisoformat(value)) if value and is_cut_off(key) else value


def wanting(report: Report) -> list[str]:
    """The names of what has to be written before the document goes out: its default has dots in it."""
    return [LABELS[key] for key in LABELS if ELLIPSIS in text(report, key)]


def _refuse_year(report: Report, year: str) -> None:
    """Refuse what is no year, or none in which the programme can have begun."""
    last = report.period.start.year
    if not re.fullmatch(r"2\d{3}", year, re.ASCII) or int(year) > last:
        raise KnownError(f'{known(report, FIRST_YEAR)}: "{year}" không dùng được; đề nghị ghi năm từ 2000 đến {last}.')


def typed(key: str, text: str) -> str:
    """A text as it is kept: spaces and lines tidy, without the signs and words that print puts beside it."""
    lines = (" ".join(line.split()) for line in clean(text).splitlines())
    tidied = ("\n" if key in LINES else " ").join(line for line in lines if line)
    return _BESIDE[key].sub("", tidied) if key in _BESIDE else tidied


def _refuse_cut_off(report: Report, key: str, day: date) -> None:
    """Refuse a day on which no number of the period can end: in a year that is neither its own nor beside it."""
    if not report.period.start.year - 1 <= day.year <= report.period.year + 1:
        raise KnownError(
            f"{known(report, key)}: ngày {day_in_figures(day)} không hợp với báo cáo {report.period.label}; "
            "đề nghị kiểm tra năm."
        )


def change(report: Report, key: str, text: str) -> SetDetail | None:
    """The change that makes a typed text the detail; None when nothing changes.

    An empty text, or the default itself, returns to the default. Raises KnownError for a date or choice that is none.
    """
    tidied = typed(key, text)
    if len(tidied) > limits.DETAIL:
        raise KnownError(f"{known(report, key)}: dài quá {limits.DETAIL} chữ; đề nghị viết gọn lại.")
    if is_cut_off(key) and (day := typed_day(tidied, f"{known(report, key)}: ngày")):
        _refuse_cut_off(report, key, day)
        tidied = day.isoformat()
    if key == FIRST_YEAR and tidied:
        _refuse_year(report, tidied)
    if key in CHOICES and tidied not in ("", *CHOICES[key]):
        raise KnownError(f'{LABELS[key]}: "{tidied}" không có; đề nghị chọn {" hoặc ".join(CHOICES[key])}.')
    value = None if tidied in {"", default(report, key)} else tidied
    return SetDetail(key, value) if value != report.details.get(key) else None
