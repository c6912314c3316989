"""What is pasted: lists, faces and tables come as official text has them."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from pytestqt.qtbot import QtBot

from ui.text.pasting import paragraphs


def pasted(html: str = "", text: str = "") -> list[str]:
    data = QMimeData()
    if html:
        data.setHtml(html)
    data.setText(text)
    return paragraphs(data)


def test_formatted_text_keeps_what_it_means(qtbot: QtBot) -> None:
    del qtbot
    html = (
        "<p><b>1. Ưu điểm</b></p><p>Có <b>12</b> hộ, <i>tăng</i> nhiều</p><ul><li>Một</li><li>Hai [x]</li></ul>"
        "<table><tr><td>Xã</td><td>Số hộ</td></tr><tr><td>Đăk Blà</td><td>12</td></tr></table><p>• Cuối</p>"
    )
    assert pasted(html) == [
        "1. Ưu điểm",
        "Có {b: 12} hộ, {i: tăng} nhiều",
        "- Một",
        "- Hai \\[x\\]",
        "| Xã | Số hộ |",
        "| Đăk Blà | 12 |",
        "- Cuối",
    ]


def test_plain_text_stays_but_for_points_and_columns() -> None:
    assert pasted(text="Một {x}\n– hai\nXã\t12\n- ba") == ["Một {x}", "- hai", "| Xã | 12 |", "- ba"]
