"""Answering a target or a task of the plan: value or words, of which day, from where, and how it stands."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from forms.checks.answering import answer
from forms.offices.plan import Answer, Attainment, PlanTarget, PlanTask
from forms.values.style import day_in_figures
from ui.dialogs.dialog import Dialog
from ui.look.theme import Theme
from ui.session import Session

_STATES = (None, Attainment.REACHED, Attainment.MISSED, Attainment.UNDER_WAY)


class AnswerTarget(Dialog):
    """Asks for an answer and stores it as one step that can be undone; a blank one takes it back."""

    def __init__(self, theme: Theme, session: Session, line: PlanTarget | PlanTask, parent: QWidget | None) -> None:
        task = isinstance(line, PlanTask)
        name = line.task if isinstance(line, PlanTask) else line.full
        super().__init__(theme, "Ghi tiến độ" if task else "Ghi số liệu chỉ tiêu", name, "Ghi", parent)
        self.setObjectName("answer_target")
        self._session, self._line = session, line
        held = session.report.answers.get(line.id, Answer(""))
        day = day_in_figures(date.fromisoformat(held.day)) if held.day else ""
        self.value, self.day, self.source = QLineEdit(held.value), QLineEdit(day), QLineEdit(held.source)
        self.state = QComboBox()
        for state in _STATES:
            self.state.addItem(
                state.label if state else "Theo số liệu" if not task else "Đang thực hiện khi có tiến độ"
            )
        self.state.setCurrentIndex(next((n for n, state in enumerate(_STATES) if state == held.attainment), 0))
        if isinstance(line, PlanTarget):
            wanted = "; ".join(f"{item.year}: {item.text}" for item in line.texts)
            unit = f" ({line.unit})" if line.unit else ""
            self.add(f"Thực hiện{unit}", self.value, f"Mục tiêu {wanted}. Ghi số, 20/22, hoặc chữ. Để trống là bỏ.")
        else:
            self.add("Tiến độ", self.value, "Bằng lời, ví dụ: 7/10 xã đã báo cáo. Để trống là bỏ.")
        self.add("Ngày số liệu", self.day, "Ví dụ 15/11/2024; bỏ trống được.")
        self.add("Nguồn", self.source, "Cơ quan, văn bản hoặc người cung cấp.")
        self.add("Đánh giá", self.state, "" if task else "Chỉ dùng khi mục tiêu bằng chữ hoặc không so được bằng số.")
        self.finish()
        self.value.setFocus()
        self.value.selectAll()

    def commit(self) -> None:
        """Store the answer; raises KnownError where it cannot be right."""
        state = _STATES[self.state.currentIndex()]
        given = Answer(self.value.text(), self.day.text(), self.source.text(), state or "")
        change = answer(self._session.report, self._line, given)
        if change:
            self._session.put(change)
