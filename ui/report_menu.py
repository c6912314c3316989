"""The commands that lead from one report to another: at the head of the menus and of the toolbar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction

from ui import menus
from ui.menus import Menus
from ui.sample_menu import SampleMenu


def fill(
    to: Menus,
    *,
    new: Callable[[], object],
    opening: Callable[[], object],
    samples: SampleMenu,
    settings: Callable[[], object],
    handing_over: Callable[[], object],
    taking_over: Callable[[], object],
    next_period: Callable[[], object] | None = None,
    save_as: Callable[[], object] | None = None,
) -> None:
    """Put the commands before those that are there; without `next_period` and `save_as` no report is open."""
    menu = to.menus[menus.REPORT]
    before = next(iter(menu.actions()), None)
    first = next(iter(to.toolbar.actions()), None)
    tools = [
        to.add(menus.REPORT, "Báo cáo mới…", new, "Ctrl+N", "document_add", tool="Báo cáo mới"),
        to.add(menus.REPORT, "Mở báo cáo…", opening, "Ctrl+O", "folder_open", tool="Mở"),
    ]
    if next_period is not None:
        tools.append(to.add(menus.REPORT, "Chép kỳ trước…", next_period, "", "calendar_add", tool="Chép kỳ trước"))
    rest = [to.add(menus.REPORT, "Lưu thành tệp khác…", save_as)] if save_as is not None else []
    rest += [
        menu.addMenu(samples),
        to.add(menus.REPORT, "Bàn giao…", handing_over),
        to.add(menus.REPORT, "Nhận bàn giao…", taking_over),
        to.add(menus.REPORT, "Cài đặt…", settings, "Ctrl+,"),
    ]
    if before is not None:
        for action in (*tools, *rest):
            menu.insertAction(before, action)
        menu.insertSeparator(before)
    if first is not None:
        _move(to, tools, first)


def _move(to: Menus, tools: list[QAction], first: QAction) -> None:
    for action in tools:
        to.toolbar.insertAction(first, action)
    to.toolbar.insertSeparator(first)
