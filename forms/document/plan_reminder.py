"""Urging the agency that leads targets and tasks of a plan: what is wanting, in the words of a letter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from forms.checks.attainment import Situation, Standing, standing_of
from forms.errors import KnownError
from forms.offices.plan import Attainment
from forms.report.office import speaker
from forms.values.style import day_in_figures, with_unit
from forms.values.text import fold

_WANTING = {
    Attainment.AWAITED: "chưa có số liệu",
    Attainment.MISSED: "chưa đạt",
    Attainment.UNDER_WAY: "đang thực hiện",
}


def words(found: Situation, agency: str, today: date) -> str:
    """A letter to an agency; raises KnownError where nothing that it leads is wanting."""
    lines = [f"{number}. {line}" for number, line in enumerate(_lines(found, agency), start=1)]
    report = found.report
    if report is None or not lines:
        raise KnownError(f"{agency}: không còn chỉ tiêu, nhiệm vụ nào phải đôn đốc.")
    us = speaker(report)
    before = (
        f"Đến ngày {day_in_figures(today)}, {us} rà soát kế hoạch của {found.plan.locality} theo báo cáo "
        f"{report.period.label}. Các chỉ tiêu, nhiệm vụ sau do quý cơ quan chủ trì:"
    )
    after = (
        "Đề nghị quý cơ quan cung cấp số liệu (giá trị, ngày, nguồn), nêu nguyên nhân và giải pháp đối với chỉ tiêu "
        f"chưa đạt, tiến độ các nhiệm vụ, gửi về {us} để tổng hợp."
    )
    return "\n".join([f"Kính gửi {agency},", "", before, "", *lines, "", after])


def _lines(found: Situation, agency: str) -> Iterator[str]:
    """What is wanting: numbers that nobody gave first, then what was not reached, then what is under way."""
    for state in _WANTING:
        for item in found.standings:
            if item.attainment is state and fold(item.target.agency) == fold(agency):
                yield _target(item)
    for task in found.plan.tasks:
        if found.report is None or fold(task.agency) != fold(agency):
            continue
        if (state := standing_of(found.report, task)) in _WANTING:
            time = f" ({task.time})" if task.time else ""
            standing = "chưa có tiến độ" if state is Attainment.AWAITED else _WANTING[state]
            yield f"Nhiệm vụ “{task.task}”{time}: {standing}."


def _target(item: Standing) -> str:
    unit = item.target.unit if item.target.unit not in item.text else ""
    got = f", mới có {with_unit(item.got, unit)}" if item.got else ""
    wanted = f" (mục tiêu năm {item.year}: {with_unit(item.text, unit)})" if item.text else ""
    return f"{item.target.full}{wanted}: {_WANTING[item.attainment]}{got}."
