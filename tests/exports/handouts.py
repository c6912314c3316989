"""A handout with long names, gauges and a chart."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

from forms.document.plain_table import TableColumn, table_of
from forms.narrative.blocks import Chart, ChartBar, Gauge, Handout, TableCell
from forms.report.cells import Address
from forms.values.numbers import Number

NOW = datetime(2025, 1, 2, tzinfo=UTC)
LONG = "Người lao động thuộc hộ nghèo, hộ cận nghèo vùng đồng bào dân tộc thiểu số và miền núi được hỗ trợ đào tạo nghề"
COLUMNS = [TableColumn("Chỉ tiêu", 0), TableColumn("Năm 2024", 12, "right"), TableColumn("% kế hoạch", 20, "right")]
HERE = Address("jobs", "", "persons")


def row(label: str, share: int = 80) -> tuple[TableCell, ...]:
    gauge = Gauge(Fraction(share, 120), share >= 100, Fraction(100, 120))
    number = TableCell("1.234", "right", cell=HERE, number=Number(1234))
    return (TableCell(label), number, TableCell(str(share), "right", number=Number(share), gauge=gauge))


def handout(labels: list[str], points: int = 3) -> Handout:
    bars = (ChartBar("2023", "–", None), ChartBar("2024", "4,31", Number(431, 2), strong=True))
    return Handout(
        office="ỦY BAN NHÂN DÂN XÃ",
        remark="Bản dự thảo",
        title="MỘT SỐ CHỈ TIÊU",
        about="trên địa bàn xã",
        tables=(table_of(COLUMNS, [row(label, min(70 + 20 * place, 110)) for place, label in enumerate(labels)]),),
        author="Xã",
        edited=NOW,
        chart=Chart("Tỷ lệ hộ nghèo (%)", bars),
        points=tuple(f"Điều {number}: {LONG}." for number in range(points)),
        source="Nguồn: báo cáo.",
        single=True,
    )
