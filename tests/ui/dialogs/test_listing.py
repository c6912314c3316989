"""A list of lines uses the room that it has: its wide columns widen with it, its rows are as tall as their texts."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from ui.dialogs.listing import Item, Listing
from ui.look.theme import Theme


def test_columns_fill_the_table_and_every_text_stands_whole(qtbot: QtBot) -> None:
    listing = Listing(Theme(zoom=1.2), "Mức", ("Mức, chuẩn", "Giá trị", "Áp dụng", "Văn bản"), [0, 3], None)
    qtbot.addWidget(listing)
    texts = (
        "Hỗ trợ đóng bảo hiểm xã hội",
        "1.500.000 đồng/người/tháng",
        "01/01/2022 - 31/12/2026",
        "Nghị định số 07/2021/NĐ-CP, kéo dài " * 3,
    )
    listing.finish()
    listing.show_lines([Item(texts, counts=True)])
    listing.resize(790, 500)  # wide enough, which an unseen table is not
    listing.show()
    table = listing.table
    assert table.horizontalHeader().length() == table.viewport().width()
    assert table.rowHeight(0) == table.sizeHintForRow(0)
