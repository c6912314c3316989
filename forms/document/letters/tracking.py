"""The notice of how the reports of lower offices stand, with the table by which an office follows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from forms.document.letters.letter import letter
from forms.document.plain_table import TableColumn, row_of, stated_table
from forms.narrative.blocks import Document, Paragraph, Text
from forms.report.report import Report
from forms.values.style import day_in_figures
from forms.values.text import lowered

_COLUMNS = (
    TableColumn("Đơn vị", 0),
    TableColumn("Tình trạng", 20),
    TableColumn("Ngày gửi", 13, "center"),
    TableColumn("Lần", 9, "center"),
    TableColumn("Đã nhập", 11, "center"),
    TableColumn("Cần rà soát", 14),
    TableColumn("Hạn gửi", 13),
)
HEADS = tuple(column.head for column in _COLUMNS)


def compose(report: Report, rows: Sequence[Sequence[str]], sentence: str, today: date, edited: datetime) -> Document:
    """The table with its head; each row has a text for each of HEADS. `edited` is the only time in files."""
    columns = [TableColumn("TT", 5, "center"), *_COLUMNS]
    table = stated_table(columns, [row_of(columns, [str(place), *row]) for place, row in enumerate(rows, start=1)])
    return letter(
        report,
        f"Tình hình gửi {lowered(report.template.title)} {report.period.label}",
        (Paragraph((Text(f"Đến ngày {day_in_figures(today)}: {sentence}, cụ thể như sau:"),)), table),
        (today, edited),
        kind="THÔNG BÁO",
        recipients=("Các đơn vị có tên trong bảng", "Lưu: VT"),
    )
