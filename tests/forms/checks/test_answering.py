"""What may be said of a target or task of a plan, and what of it is kept."""

from __future__ import annotations

import pytest

from forms.checks.answering import answer
from forms.errors import KnownError
from forms.offices.plan import Answer, PlanTask
from forms.report.changes import SetAnswer
from tests.conftest import empty_report

TASK = PlanTask(3, "Giao chỉ tiêu")


def test_an_answer_is_kept_tidied_and_one_that_says_the_same_is_none() -> None:
    report = empty_report()
    change = answer(report, TASK, Answer("  Đã giao \n\n  20/22 xã ", "15/11/2024", " Báo cáo  số 5 ", "dat"))
    assert change == SetAnswer(TASK.id, Answer("Đã giao\n20/22 xã", "2024-11-15", "Báo cáo số 5", "dat"))
    report.apply(change)
    assert answer(report, TASK, Answer("Đã giao\n20/22 xã", "2024-11-15", "Báo cáo số 5", "dat")) is None
    assert answer(report, TASK, Answer("", "2024-11-15", "", "")) == SetAnswer(TASK.id, None)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (Answer("x", "", "", "tốt"), 'Nhiệm vụ 3: đánh giá "tốt" không có; chỉ có dat, '),
        (Answer("x", "31/2/2024", "", ""), 'Nhiệm vụ 3: "31/2/2024" không phải ngày'),
    ],
)
def test_what_is_no_answer_is_refused(given: Answer, told: str) -> None:
    with pytest.raises(KnownError, match="Nhiệm vụ 3") as refusal:
        answer(empty_report(), TASK, given)
    assert told in str(refusal.value)
