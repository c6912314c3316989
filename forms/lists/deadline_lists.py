"""A list of deadlines as rows of a table: heads in Vietnamese or by the names of the fields, a deadline a row."""

from __future__ import annotations

from collections.abc import Mapping

from forms.errors import KnownError
from forms.lists import spelling
from forms.lists.heads import KnownHeads, Rows
from forms.offices.deadlines import Deadline, checked
from forms.report.filling import FillError, Refusal

MOST = 2000  # rows of a list
_HEADS = KnownHeads(
    {
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
)
_DAYS = ("issued", "since", "until")


def read(rows: Rows, levels: Mapping[str, str], templates: Mapping[str, str]) -> list[Deadline]:
    """The deadlines of a list; levels and templates are known by code and by name.

    Raises FillError with every row that cannot be understood, KnownError for no list of deadlines.
    """
    found: list[Deadline] = []
    refusals: list[Refusal] = []
    for number, cells in _HEADS.lines(rows, MOST, ("period",), ("source",), ("due", "before")):
        try:
            found.append(_deadline(cells, levels, templates))
        except KnownError as error:
            refusals.append(Refusal(number, str(error)))
    if refusals:
        raise FillError(refusals, "chưa ghi hạn nào")
    if not found:
        raise KnownError("Danh sách không có hạn nào; đề nghị chọn tệp khác.")
    return found


def _deadline(cells: Mapping[str, str], levels: Mapping[str, str], templates: Mapping[str, str]) -> Deadline:
    texts = {name: text for name, text in cells.items() if name and name not in _DAYS and name != "before"}
    if not texts.get("due") and cells.get("before"):
        texts["due"] = f"trước {_day_of_year(cells['before'])}"
    texts |= {
        name: spelling.code(texts[name], known, what)
        for name, known, what in (("level", levels, "cấp"), ("template", templates, "mẫu báo cáo"))
        if texts.get(name)
    }
    days = {name: spelling.day(cells.get(name, ""), _HEADS.called(name)) for name in _DAYS}
    return checked(Deadline(**texts | days))  # type: ignore[arg-type]


def _day_of_year(text: str) -> str:
    """A day without its year; Excel makes whole days of such texts."""
    day = spelling.counted(text)
    return f"{day.day}/{day.month}" if day else text
