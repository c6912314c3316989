"""What may be said of a target or task of a plan, and what of it is kept."""

from __future__ import annotations

import pytest

from forms.checks.answering import answer
from forms.errors import KnownError
from forms.offices.plan import Answer, PlanTarget, PlanTask
from forms.report.changes import SetAnswer
from tests.conftest import empty_report

TASK = PlanTask(3, "Giao chỉ tiêu")


def test_an_answer_is_kept_tidied_and_one_that_says_the_same_is_none() -> None:
    report = empty_report()
    change = answer(report, TASK, Answer("  Đã giao \n\n  20/22 xã ", "15/11/2024", " Báo cáo  số 5 ", "dat"))
    assert change == SetAnswer(TASK.id, Answer("Đã giao\n20/22 xã", "2024-11-15", "Báo cáo số 5", "dat"))
    report.apply(change)
    assert answer(report, TASK, Answer("Đã giao\n20/22 xã", " 2024-11-15 ", "Báo cáo số 5", "dat")) is None
    assert answer(report, TASK, Answer("Đã giao\n20/22 xã", "2024-11-15", "Báo cáo số 5", "dat")) is None
    assert answer(report, TASK, Answer("", "2024-11-15", "", "")) == SetAnswer(TASK.id, None)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (Answer("x", "", "", "tốt"), 'Nhiệm vụ 3: đánh giá "tốt" không có; chỉ có dat, '),
        (Answer("x", "31/2/2024", "", ""), 'Nhiệm vụ 3: ngày "31/2/2024" không có trong lịch'),
    ],
)
def test_what_is_no_answer_is_refused(given: Answer, told: str) -> None:
    with pytest.raises(KnownError, match="Nhiệm vụ 3") as refusal:
        answer(empty_report(), TASK, given)
    assert told in str(refusal.value)


@pytest.mark.parametrize("value", ["0.250", "12.5", "1,234", "trên 12.5"])
def test_a_number_of_a_target_that_could_be_another_is_asked_about(value: str) -> None:
    with pytest.raises(KnownError, match=r"Chỉ tiêu 2: .* chưa rõ"):
        answer(empty_report(), PlanTarget(2, "Bao phủ"), Answer(value, "", "", ""))


@pytest.mark.parametrize("value", ["1,5", "Đạt", "khoảng 1.234", "xã 12.5"])
def test_words_and_clear_numbers_answer_a_target_and_anything_a_task(value: str) -> None:
    for line in (PlanTarget(2, "Bao phủ"), TASK):
        assert answer(empty_report(), line, Answer(value)) == SetAnswer(line.id, Answer(value))
    assert answer(empty_report(), TASK, Answer("0.250", "", "", "")) is not None
