"""The dialog by which a line of the plan is answered."""

from __future__ import annotations

from ui.dialogs.plan.answer_target import AnswerTarget
from ui.look.theme import Theme
from ui.window.window import Window


def test_a_wrong_answer_stays_in_the_dialog(planned: Window) -> None:
    plan = planned.session.report.plan
    assert plan is not None
    dialog = AnswerTarget(Theme(), planned.session, plan.wanted[1], planned)
    dialog.value.setText("68.5")
    dialog.accept()
    assert "chưa rõ" in dialog.refusal.text()
    assert dialog.value.text() == "68.5"
    assert not planned.session.report.answers
