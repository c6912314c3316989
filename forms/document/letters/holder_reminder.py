"""Asking who holds the numbers of sections for those that are wanting, in words to be copied into a message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from forms.document.owing import Holder, Owing
from forms.offices.deadlines import Due, left
from forms.values.frozen import frozen
from forms.values.style import day_in_figures
from forms.values.text import first_named

_NAMED = 6  # figures that are named of a section


@frozen
class Lacking:
    """What one report lacks of a holder: what it is called, when it is due, and the sections that are not full."""

    report: str
    due: Due | None
    owing: tuple[Owing, ...]

    @property
    def cells(self) -> int:
        """How many cells are wanting."""
        return sum(one.cells - one.full for one in self.owing)


def words(holder: Holder, lacking: Sequence[Lacking], today: date) -> str:
    """The message, line by line: every report, every section, and until when."""
    return "\n".join(_lines(holder, lacking, today))


def _lines(holder: Holder, lacking: Sequence[Lacking], today: date) -> Iterator[str]:
    person = f"đồng chí {holder.person}" if holder.person else ""
    yield f"Kính gửi {', '.join(filter(None, (person, holder.agency))) or 'đồng chí'}:"
    for one in lacking:
        due = f", nộp {one.due.in_words} ({left(one.due.last, today)})" if one.due else ""
        yield f"{one.report}{due}, còn thiếu {one.cells} ô số liệu:"
        yield from (f"- {section(owing)}" for owing in one.owing)
    dues = [one.due.last for one in lacking if one.due]
    if dues and min(dues) > today:
        yield f"Đề nghị gửi số liệu trước ngày {day_in_figures(min(dues))} để kịp tổng hợp."
    else:
        yield "Đề nghị gửi số liệu sớm để kịp tổng hợp."
    yield "Chỉ tiêu chưa có số liệu, không phát sinh thì ghi rõ như vậy."


def section(owing: Owing) -> str:
    """What one section lacks: its number and name, and the figures with how many cells each."""
    gaps = [gap for gap in owing.gaps if gap.full < gap.cells]
    named = [f"{gap.label} ({gap.cells - gap.full} ô)" for gap in gaps]
    asked = owing.asked
    due = f"; đã đề nghị gửi chậm nhất {day_in_figures(asked.due)}" if asked and asked.due else ""
    return f"Mục {owing.section.number}. {owing.section.short}: {first_named(named, _NAMED, 'chỉ tiêu')}{due}"
