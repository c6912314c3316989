"""Until when reports are due, and by which document: the lists of a locality, and the letters that move them.

A document says "trước 30/11": the day itself is late. "Chậm nhất 30/11" takes that day too. Nothing is overwritten: a
letter is a line of its own that comes before the line which it moves, and both stay.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from forms.errors import KnownError, nearest_end
from forms.offices.units import Unit, named
from forms.values import period as periods
from forms.values.frozen import frozen
from forms.values.period import PARTS, USUAL, Period
from forms.values.style import day_in_figures
from forms.values.text import fold, quoted, tidy

LONGEST = 300  # letters of what a line says
_DUE = re.compile(
    r"(truoc hoac trong|truoc|cham nhat|muon nhat|den het|khong qua)(?: la| vao)*(?: (\d{1,2}) ?(?:h|gio) ?(?:\d\d)?"
    r"(?: phut)?)?(?: ngay)? (\d{1,2}) (?:thang )?(\d{1,2})(?: (?:nam )?((?:20)?\d\d)| nam (sau|ke tiep|lien ke)"
    r"| hang nam)?"
)
_ONCE = re.compile(r"\d{4}(?!\d)")
_EVERY = {fold(part.label.removesuffix(" năm")): part.code for part in reversed(PARTS)} | {"": "", "hang": ""}


@frozen
class Deadline:
    """A line of a list: whose reports on what are due when, and the document that says so; "" stands for any.

    `period` is the code of a part of the year ("" for the year itself) and holds every year, or that of one period
    alone ("2025-6T"). `due` is said as the document does: "trước 30/11", "chậm nhất 15/01 năm sau". `locality` is an
    office above, `unit` one office alone, by name or code. The line holds for days from `since` until `until`.
    """

    period: str
    due: str
    source: str
    issued: date | None = None
    receiver: str = ""
    level: str = ""
    locality: str = ""
    unit: str = ""
    template: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def once(self) -> Period | None:
        """The one period that it is about; None where it holds every year."""
        return periods.parse(self.period) if _ONCE.match(self.period) else None

    @property
    def period_label(self) -> str:
        """What officers call its periods: "năm", "6 tháng đầu năm 2025"."""
        once = self.once
        return once.label if once else next(part.label for part in PARTS if part.code == self.period)

    def whom(self, levels: Mapping[str, str]) -> str:
        """Whose reports it is about; levels by code as officers call them."""
        if self.unit:
            return f"riêng {self.unit}"
        parts = [levels.get(self.level, self.level).lower() if self.level else "mọi đơn vị", self.locality]
        return ", ".join(text for text in parts if text)

    @property
    def document(self) -> str:
        """The document that says so, with its day where that is known."""
        return f"{self.source} ngày {day_in_figures(self.issued)}" if self.issued else self.source


class _Moment(NamedTuple):
    """A day as a document says it; `year` is 0 where it is that of the period, or the `later` one."""

    before: bool
    day: int
    month: int
    year: int
    later: bool


@frozen
class Due:
    """When a report is due: the last day in time, the line that says so, and the lines before which that one comes."""

    last: date
    deadline: Deadline
    overruled: tuple[Deadline, ...] = ()

    def late(self, on: date) -> int:
        """By how many days a report that is not there is late; 0 or less while there is time."""
        return (on - self.last).days

    @property
    def in_words(self) -> str:
        """The day in the document's own way: "trước ngày 30/11/2025"."""
        if _moment(self.deadline.due).before:
            return f"trước ngày {day_in_figures(self.last + timedelta(days=1))}"
        return f"chậm nhất ngày {day_in_figures(self.last)}"

    @property
    def earlier(self) -> Deadline | None:
        """The line by which the same period was due on another day before; None where the day was never moved."""
        line, once = self.deadline, self.deadline.once
        periods = {line.period, once.part.code if once else line.period}
        alike = (other for other in self.overruled if other.period in periods and fold(other.due) != fold(line.due))
        return next((other for other in alike if (other.issued or date.min) <= (line.issued or date.max)), None)

    @property
    def moved(self) -> str:
        """Both days with both documents: "Hạn cũ trước 30/11 theo …; hạn mới chậm nhất 15/12 theo …"; "" for none."""
        if self.earlier is None:
            return ""
        old, new = (f"{line.due} theo {line.document}" for line in (self.earlier, self.deadline))
        return f"Hạn cũ {old}; hạn mới {new}."


def left(last: date, on: date) -> str:
    """How much time there is on a day until the end of the last, or how late that is, in words."""
    late = (on - last).days
    return f"trễ {late} ngày" if late > 0 else f"còn {-late} ngày" if late else "hôm nay là ngày cuối"


def checked(deadline: Deadline) -> Deadline:
    """A line as it is stored; raises KnownError, without its place, for one that cannot be understood."""
    texts: dict[str, Any] = {key: tidy(value) for key, value in asdict(deadline).items() if isinstance(value, str)}
    found = replace(deadline, **texts | {"period": _period(texts["period"])})
    if max(map(len, texts.values())) > LONGEST:
        raise KnownError(f"có ô dài quá {LONGEST} chữ")
    if not found.source:
        raise KnownError("thiếu văn bản quy định hạn; đề nghị ghi tên loại, số, ký hiệu, cơ quan ban hành")
    moment = _moment(found.due)
    if moment.year and found.once is None:
        raise KnownError(f"hạn {quoted(found.due)} ghi năm thì kỳ phải là của một năm, như 2025 hoặc 2025-6T")
    if found.issued and found.once and (last := _last(moment, found.once)) < found.issued:
        raise KnownError(f"hạn {day_in_figures(last)} đứng trước ngày {day_in_figures(found.issued)} của văn bản")
    if found.since and found.until and found.since > found.until:
        raise KnownError("ngày bắt đầu áp dụng đứng sau ngày hết áp dụng")
    return found


def dues(deadlines: Sequence[Deadline], unit: Unit, template: str, period: Period) -> list[Due]:
    """When an office's report is due, once for each receiver, the earliest first.

    What is said of the period alone comes before what holds every year, a nearer office before one farther above,
    what names the template before what does not, then the later document.
    """
    fitting = list(_fitting(deadlines, unit, template, period))
    receivers = {fold(line.receiver): None for _, _, line in fitting}
    if len(receivers) > 1:
        receivers.pop("", None)  # said of every receiver
    found = []
    for receiver in receivers:
        ranked = [item for item in fitting if fold(item[2].receiver) in ("", receiver)]
        ranked.sort(key=lambda item: item[0], reverse=True)
        (_, last, line), *others = ranked
        found.append(Due(last, line, tuple(other for _, _, other in others)))
    return sorted(found, key=lambda due: due.last)


def due(deadlines: Sequence[Deadline], unit: Unit, template: str, period: Period) -> Due | None:
    """When an office's report is due first; None where no line says."""
    return next(iter(dues(deadlines, unit, template, period)), None)


def coming(
    deadlines: Sequence[Deadline], unit: Unit, template: str, first: date, end: date
) -> list[tuple[Period, Due]]:
    """The periods of which an office's reports are due within some days, both included, the earliest first."""
    years = range(first.year - 1, end.year + 1)
    stated = {line.once or Period(year, line.period) for line in deadlines for year in years}
    found = [(period, due) for period in stated for due in dues(deadlines, unit, template, period)]
    return sorted((item for item in found if first <= item[1].last <= end), key=lambda item: (item[1].last, item[0]))


_Rank = tuple[bool, bool, int, bool, bool, date, int]


def _fitting(
    deadlines: Iterable[Deadline], unit: Unit, template: str, period: Period
) -> Iterator[tuple[_Rank, date, Deadline]]:
    """The lines that speak of a report, each with its rank and the last day in time."""
    known = [line for line in deadlines if line.level in ("", unit.level) and line.template in ("", template)]
    localities = {fold(line.locality) for line in known if _distance(line, unit) == _PRESUMED}
    for order, line in enumerate(known):
        distance = _distance(line, unit)
        exact = _speaks_of(line, period)
        # an estimate is the report of its days before they are over, unless something is said of it
        foreseen = period.estimated and _speaks_of(line, period.actual)
        if distance is None or not (exact or foreseen) or (distance == _PRESUMED and len(localities) > 1):
            continue
        last = _last(_moment(line.due), period)
        if (line.since or last) <= last <= (line.until or last):
            rank = (line.once is not None, exact, distance, bool(line.template), bool(line.level))
            yield (*rank, line.issued or date.min, order), last, line


def _speaks_of(line: Deadline, period: Period) -> bool:
    if line.once is not None:
        return line.once == period
    return period.years == 1 and line.period == period.part.code


_PRESUMED = -1  # an office that does not say under whom it stands, in a list of one locality


def _distance(line: Deadline, unit: Unit) -> int | None:
    """How near the office that a line names is to a unit: the higher the nearer; None for another's."""
    if line.unit and not named([unit], line.unit):
        return None
    if line.unit or (line.locality and named([unit], line.locality)):
        return len(unit.path) + 1
    if not line.locality:
        return 0
    return next((depth for depth, above in enumerate(unit.path, 1) if fold(above) == fold(line.locality)), None) or (
        None if unit.path or _kind(line.locality) == _kind(unit.name) else _PRESUMED
    )


def _kind(name: str) -> str:
    """The word by which names of offices of one kind begin: none of them stands above another."""
    return fold(name).partition(" ")[0]


def _period(text: str) -> str:
    """The code of a period that a line names: by code or by name, of one year or every year."""
    part = _EVERY.get(fold(text).removesuffix(" nam"))
    if part is not None:
        return part
    try:
        if _ONCE.match(text.strip()):
            return periods.parse(text).code
        return periods.parse(f"2000-{text.strip()}").part.code
    except KnownError:
        raise KnownError(
            f"không hiểu kỳ {quoted(text)}{nearest_end(text, [part.code for part in PARTS])} Đề nghị ghi năm, "
            f"{', '.join(part.code for part in USUAL if part.code)} cho kỳ của mọi năm; 2025, 2025-6T … cho một kỳ"
        ) from None


def _moment(text: str) -> _Moment:
    """The day that a text says; raises KnownError for one that is not clear about the day itself."""
    match = _DUE.fullmatch(fold(text))
    day, month = (int(match[3]), int(match[4])) if match else (0, 0)
    if match is None or not 1 <= month <= 12 or not 1 <= day <= monthrange(2000, month)[1]:
        raise KnownError(
            f'không hiểu hạn {quoted(text)}; đề nghị ghi "trước 30/11" (ngày 30 là trễ) hoặc "chậm nhất 30/11" '
            '(ngày 30 còn kịp), thêm "năm sau" nếu là năm sau kỳ báo cáo'
        )
    before = match[1] == "truoc" and not int(match[2] or 0)  # before an hour of a day is on that day
    return _Moment(before, day, month, int(f"20{match[5][-2:]}") if match[5] else 0, bool(match[6]))


def _last(moment: _Moment, period: Period) -> date:
    """The last day that is in time for a period."""
    year = moment.year or period.year + moment.later
    day = date(year, moment.month, min(moment.day, monthrange(year, moment.month)[1]))
    return day - timedelta(days=moment.before)
