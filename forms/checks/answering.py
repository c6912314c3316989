"""Answering a target or a task of a plan: what may be said, and the change that says it."""

from __future__ import annotations

from forms.checks import attainment
from forms.errors import KnownError
from forms.offices.plan import Answer, Attainment, PlanTarget, PlanTask
from forms.report.changes import SetAnswer
from forms.report.report import Report
from forms.values import aims
from forms.values.style import typed_day
from forms.values.text import clean, quoted, tidy


def answer(report: Report, line: PlanTarget | PlanTask, given: Answer) -> SetAnswer | None:
    """The change by which a target or task is answered; None where nothing changes.

    Raises KnownError for a target that a cell answers, a value that can be read in two ways, a day or judgement that
    is none.
    """
    where = f"Chỉ tiêu {line.order}" if isinstance(line, PlanTarget) else f"Nhiệm vụ {line.order}"
    if isinstance(line, PlanTarget) and attainment.is_linked(report.template, line):
        raise KnownError(f"{where} lấy số từ ô {line.answering} của báo cáo; đề nghị nhập ở ô đó.")
    given = Answer(_lines(given.value), day(given.day, where), tidy(given.source), given.attainment)
    if given.attainment and given.attainment not in {*Attainment}:
        raise KnownError(f"{where}: đánh giá {quoted(given.attainment)} không có; chỉ có {', '.join(Attainment)}.")
    if isinstance(line, PlanTarget) and (doubt := _doubt(given.value)):
        raise KnownError(f"{where}: {quoted(given.value)} chưa rõ, {doubt}; đề nghị ghi lại cho rõ.")
    new = given if any((given.value, given.source, given.attainment)) else None
    return SetAnswer(line.id, new) if new != report.answers.get(line.id) else None


def _lines(text: str) -> str:
    return "\n".join(line for line in map(tidy, clean(text).splitlines()) if line)


def _doubt(text: str) -> str:
    """Why a value that looks like a number could be another one; "" for words and for what is clear."""
    found = aims.goal(text)
    return found.doubt if found else ""


def day(text: str, where: str) -> str:
    """A day as ISO text, from that or from "15/11/2024"; raises KnownError for what is none."""
    found = typed_day(text, f"{where}: ngày")
    return found.isoformat() if found else ""
