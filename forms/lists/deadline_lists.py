"""A list of deadlines as rows of a table: heads in Vietnamese or by the names of the fields, a deadline a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from forms.errors import KnownError, nearest, nearest_end
from forms.offices.deadlines import Deadline, checked
from forms.report.filling import Refusal
from forms.values.style import read_day
from forms.values.text import fold, quoted

MOST = 2000  # rows of a list
_MOST_NAMED = 20
_HEADS = {
    "period": ("kỳ", "kỳ báo cáo"),
    "due": ("hạn", "hạn nộp"),
    "before": ("trước ngày",),  # a day alone, which is late itself
    "source": ("văn bản", "căn cứ", "nguồn"),
    "issued": ("ngày văn bản", "ngày ban hành"),
    "receiver": ("nơi nhận", "gửi", "to"),
    "level": ("cấp", "from"),
    "locality": ("địa phương",),
    "unit": ("đơn vị",),
    "template": ("mẫu", "mẫu báo cáo", "báo cáo"),
    "since": ("từ ngày", "áp dụng từ"),
    "until": ("đến ngày", "hết áp dụng"),
}
_BY_HEAD = {fold(head): name for name, heads in _HEADS.items() for head in (name, *heads)}
_DAYS = ("issued", "since", "until")
_FIRST_OF_EXCEL = date(1899, 12, 30)  # what its days are counted from

Rows = Iterable[tuple[int, list[str]]]


def read(rows: Rows, levels: Mapping[str, str], templates: Mapping[str, str]) -> list[Deadline]:
    """The deadlines of a list; levels and templates are known by code and by name.

    Raises KnownError that names every row which cannot be understood.
    """
    found: list[Deadline] = []
    refusals: list[Refusal] = []
    columns: list[str] = []
    for number, cells in rows:
        if not columns:
            columns = _columns(cells)
            continue
        if number > MOST:
            raise KnownError(f"Danh sách dài quá {MOST} dòng; đề nghị kiểm tra lại tệp, chưa ghi hạn nào.")
        try:
            found.append(_deadline(dict(zip(columns, cells, strict=False)), levels, templates))
        except KnownError as error:
            refusals.append(Refusal(number, str(error)))
    if refusals:
        lines = [f"  Dòng {refusal.line}: {refusal.reason}." for refusal in refusals[:_MOST_NAMED]]
        lines += [f"  … và {len(refusals) - _MOST_NAMED} dòng khác."] if len(refusals) > _MOST_NAMED else []
        raise KnownError("\n".join([f"Có {len(refusals)} dòng chưa nhập được, chưa ghi hạn nào:", *lines]))
    if not found:
        raise KnownError("Danh sách không có hạn nào; đề nghị chọn tệp khác.")
    return found


def _columns(heads: list[str]) -> list[str]:
    found = []
    for head in heads:
        name = _BY_HEAD.get(fold(head), "")
        if not name and head.strip():
            known = [heads[0] for heads in _HEADS.values()]
            raise KnownError(
                f"Danh sách có cột {quoted(head)} không rõ là gì{nearest_end(head.casefold(), known)} "
                f"Chỉ nhận các cột: {', '.join(known)}."
            )
        found.append(name)
    missing = [_HEADS[name][0] for name in ("period", "source") if name not in found]
    missing += [] if {"due", "before"} & set(found) else [_HEADS["due"][0]]
    if missing:
        raise KnownError(f"Danh sách thiếu cột {', '.join(missing)}; đề nghị bổ sung ở dòng tiêu đề.")
    return found


def _deadline(cells: Mapping[str, str], levels: Mapping[str, str], templates: Mapping[str, str]) -> Deadline:
    texts = {name: text for name, text in cells.items() if name and name not in _DAYS and name != "before"}
    if not texts.get("due") and cells.get("before"):
        texts["due"] = f"trước {_day_of_year(cells['before'])}"
    texts |= {
        name: _code(texts.get(name, ""), known, what)
        for name, known, what in (("level", levels, "cấp"), ("template", templates, "mẫu báo cáo"))
    }
    days = {name: _day(cells.get(name, ""), _HEADS[name][0]) for name in _DAYS}
    return checked(Deadline(**texts | days))  # type: ignore[arg-type]


def _code(text: str, known: Mapping[str, str], what: str) -> str:
    """The code of what is named by its code or its name."""
    if not text or text in known:
        return text
    for code, label in known.items():
        if fold(text) in (fold(label), fold(label).removeprefix("cap ")):
            return code
    raise KnownError(f"không có {what} {quoted(text)}{nearest(text, [*known, *known.values()])}")


def _day(text: str, head: str) -> date | None:
    if not text:
        return None
    for read_one in _WAYS:
        if (day := read_one(text)) is not None:
            return day
    raise KnownError(f"không hiểu {head} {quoted(text)}; đề nghị ghi như 30/11/2025")


def _day_of_year(text: str) -> str:
    """A day without its year; Excel makes whole days of such texts."""
    day = _counted(text)
    return f"{day.day}/{day.month}" if day else text


def _counted(text: str) -> date | None:
    """A day as Excel keeps it."""
    return _FIRST_OF_EXCEL + timedelta(days=int(text)) if text.isdecimal() and len(text) == 5 else None


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


_WAYS: tuple[Callable[[str], date | None], ...] = (_counted, read_day, _iso)
