"""No widget of a page that stands alone is cut, at any zoom, in a wide font, and Tab leads to all."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from storage.intake import Yes
from storage.workspace import Workspace
from tests.ui.conftest import shown
from tests.ui.test_whole import cut_widgets, settle
from ui.exchange.matrix_page import MatrixPage
from ui.exchange.progress_page import ProgressPage
from ui.exchange.receiving_page import ReceivingPage
from ui.exchange.sending_page import SendingPage
from ui.exchange.sources_page import SourcesPage
from ui.handouts.page import SummaryPage
from ui.jobs import exchange_sample
from ui.jobs.receiving import receive
from ui.look import theme as look

PAGES = (
    (Qt.Key.Key_M, SendingPage),
    (Qt.Key.Key_E, ProgressPage),
    (Qt.Key.Key_T, ReceivingPage),
    (Qt.Key.Key_H, MatrixPage),
    (None, SourcesPage),  # from the matrix, by Enter
    (Qt.Key.Key_L, SummaryPage),
)


def beyond_tab(page: QWidget) -> set[QWidget]:
    """What of a page takes the focus and is never reached by Tab, from where the page begins and round."""
    policy = Qt.FocusPolicy.TabFocus
    wanted = {one for one in page.findChildren(QWidget) if one.isVisible() and one.isEnabled() and not one.focusProxy()}
    wanted = {one for one in wanted if one.focusPolicy() & policy == policy}
    begun = QApplication.focusWidget()
    assert begun in wanted
    while (focus := QApplication.focusWidget()) is not None:
        wanted.discard(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        if QApplication.focusWidget() in (begun, focus):
            return wanted
    return wanted


@pytest.mark.parametrize(("width", "zooms"), [(1024, (2.0,)), (1366, (1.0, 1.5, 2.0)), (1920, (1.0, 1.5, 2.0))])
def test_no_widget_is_cut(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, width: int, zooms: tuple[float, ...]
) -> None:
    place = exchange_sample.make("huyen-dak-glei-2024", tmp_path)
    with Workspace.open(place) as workspace:
        receive(workspace, sorted((tmp_path / "thư đến").iterdir())[:-2], Yes(), "")
    monkeypatch.setattr(look, "FAMILIES", ("DejaVu Sans",))
    window = shown(place, qtbot)
    window.resize(width, 768)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    for zoom in zooms:
        while window.theme.zoom < zoom:
            window.zoom_by(1)
        for key, page in PAGES:
            receiver = QApplication.focusWidget() or window
            QTest.keyClick(receiver, key or Qt.Key.Key_Return, both if key else Qt.KeyboardModifier.NoModifier)
            settle()
            assert isinstance(window.page, page)
            assert not cut_widgets(window), (page.__name__, zoom)
            if zoom == 1.0:
                assert not beyond_tab(window.page), page.__name__
                window.take_focus()
