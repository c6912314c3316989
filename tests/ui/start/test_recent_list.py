"""The list of reports that were open lately."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from ui.preferences import Recent
from ui.start.recent_list import RecentModel, period_label, when


@pytest.mark.usefixtures("qtbot")
def test_the_list_speaks() -> None:
    at = datetime(2024, 11, 15, 7, 3, tzinfo=UTC)  # 14:03 in Vietnam, whatever the zone of the machine
    recent = Recent("/a.bc42", "Xã Đăk Blà", "2024-6T", "Báo cáo", "draft", 3, 198, at.isoformat())
    model = RecentModel((recent,), at)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    assert model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole) == (
        "Xã Đăk Blà, 6 tháng đầu năm 2024, Dự thảo, 3/198 ô, hôm nay 14:03"
    )
    assert when(at - timedelta(days=1), at) == "hôm qua 14:03"
    assert when(at + timedelta(days=9), at) == "24/11/2024"  # a clock set back
    assert period_label("2031-X") == "2031-X"
