"""What findings say: one place for every sentence that a structural rule speaks.

Short, kind and exact, with the sum in it: where, what, what to do. Codes never change their meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forms import definitions
from forms.definitions import Figure, Measure
from forms.expressions import Constant, Node, Operation, Reference
from forms.numbers import Number, exact, show
from forms.references import canonical
from forms.report import Address, Report
from forms.rules import Finding, Kind, Severity

INSTRUCTIONS = {
    Kind.DOMAIN: "Đề nghị nhập lại số trong ô này.",
    Kind.PARTITION: "Đề nghị đối chiếu tổng số với từng dòng chia ra.",
    Kind.SUBSET: 'Đề nghị đối chiếu dòng "trong đó" với tổng số.',
    Kind.OVERLAP: "Đề nghị đối chiếu tổng số với từng dòng.",
    Kind.RATIO: "Đề nghị tính lại tỷ lệ hoặc kiểm tra tử số, mẫu số.",
    Kind.STOCK_FLOW: "Đề nghị đối chiếu với báo cáo kỳ trước và số tăng, giảm trong kỳ.",
    Kind.NORM: "Đề nghị đối chiếu với danh sách chi trả; nếu đúng, đề nghị ghi lý do.",
    Kind.EQUALITY: "Đề nghị đối chiếu hai chỗ và sửa chỗ sai.",
    Kind.BOUND: "Đề nghị kiểm tra lại hai số này.",
    Kind.PLAN: "Đề nghị nêu nguyên nhân trong phần đánh giá.",
}


def where(report: Report, address: Address) -> str:
    """The name of a cell in a sentence: figure, then row."""
    figure = report.template.figures[address.figure]
    return figure.name + (f" - {report.label(figure, address.row)}" if address.row else "")


def _cell(report: Report, address: Address) -> str:
    figure = report.template.figures[address.figure]
    several = len(figure.measures_at(address.row)) > 1
    label = report.measure(address).label
    return where(report, address) + (f", {label[:1].lower()}{label[1:]}" if several else "")


def domain(report: Report, address: Address, reason: str, number: Number, measure: Measure) -> Finding:
    """A number that its measure does not take."""
    said = {
        "negative": f"đang ghi {show(number)}, không thể là số âm",
        "above_max": f"đang ghi {show(number)}, lớn hơn mức cao nhất {measure.max}",
        "not_whole": f"đang ghi {show(number)}, phải là số nguyên",
    }[reason]
    return Finding(
        f"domain.{'.'.join(address)}",
        f"domain.{reason}",
        Severity.ERROR,
        (address,),
        f"{_cell(report, address)}: {said}.",
        INSTRUCTIONS[Kind.DOMAIN],
        None,
        number,
    )


def ratio(
    report: Report, cells: tuple[Address, ...], computed: Node, expected: Number, actual: Number, *, exactly: bool
) -> Finding:
    """A percentage that does not follow from its parts, or only by rounding (`exactly` is False)."""
    address = cells[0]
    unit = report.template.figures[address.figure].unit(address.row, address.measure)
    unit = "%" if unit == "%" else f" {unit}"
    sum_said = _formula(report, computed, address)
    message = f"{_cell(report, address)}: {sum_said} = {show(expected)}{unit}; đang ghi {show(actual)}{unit}."
    if not exactly:
        message += " Chỉ có làm tròn số mới giải thích được chênh lệch này."
    return Finding(
        f"ratio.{'.'.join(address)}",
        "ratio" if exactly else "ratio.rounding",
        Severity.ERROR if exactly else Severity.WARNING,
        cells,
        message,
        INSTRUCTIONS[Kind.RATIO],
        expected,
        actual,
    )


def _formula(report: Report, node: Node, at: Address) -> str:
    match node:
        case Operation(operator="*", left=Constant(value=factor), right=right) if factor == 100:
            return _formula(report, right, at)
        case Operation(
            operator="/", left=Operation(operator="*", left=Constant(value=factor), right=above), right=below
        ) if factor == 100:
            return f"{_formula(report, above, at)} / {_formula(report, below, at)}"
        case Operation(operator=operator, left=left, right=right):
            return f"{_formula(report, left, at)} {operator} {_formula(report, right, at)}"
        case Constant(value=value):
            return show(exact(value))
        case Reference(figure=code, row=row, measure=measure):
            figure = report.template.figures[code] if code else None
            address = Address(code, canonical(figure, row), measure) if figure else at._replace(measure=measure)
            cell = report.cells.get(address)
            return show(cell.number) if cell and cell.number else "0"
    return "…"


def waiting(report: Report, name: str, cells: tuple[Address, ...]) -> Finding:
    """A rule whose other cells are stated cannot speak yet."""
    blank = [address for address in cells if address not in report.cells]
    names = "; ".join(_cell(report, address) for address in blank[:3]) + ("; …" if len(blank) > 3 else "")
    return Finding(
        f"waiting.{name}",
        "waiting",
        Severity.INFO,
        cells,
        f"{where(report, cells[0])}: chưa kiểm tra được vì còn thiếu {names}.",
        "Đề nghị nhập tiếp, hoặc ghi rõ không phát sinh hay chưa có số liệu.",
    )


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The sentences about one breakdown; `cells` begin with the total."""

    report: Report
    figure: Figure
    breakdown: definitions.Breakdown
    cells: Sequence[Address]

    def partition(self, name: str, added: Number, total: Number, severity: Severity) -> Finding:
        """Parts that do not add up to their total."""
        difference = exact(added.value - total.value, max(added.decimals, total.decimals))
        unit = self.figure.unit(self.cells[0].row, self.cells[0].measure)
        size = show(Number(abs(difference.digits), difference.decimals))
        said = f"{'thừa' if difference.digits > 0 else 'thiếu'} {size} {unit}"
        rounding = severity is Severity.WARNING
        message = (
            f"{_cell(self.report, self.cells[0])}: tổng ghi {show(total)}, chia ra cộng được {show(added)} ({said})."
        )
        if rounding:
            message += " Chỉ có làm tròn số mới giải thích được chênh lệch này."
        return self._finding(name, "partition.rounding" if rounding else "partition", severity, message, added, total)

    def incomplete(self, name: str, added: Number, total: Number, blank: int) -> Finding:
        """Parts still blank, the known ones below the total."""
        rest = exact(total.value - added.value, max(added.decimals, total.decimals))
        message = (
            f"{_cell(self.report, self.cells[0])}: tổng ghi {show(total)}, các dòng đã nhập cộng được {show(added)}, "
            f"còn {blank} ô chưa nhập (còn lại {show(rest)})."
        )
        return self._finding(name, "partition.incomplete", Severity.INFO, message, added, total)

    def too_large(self, name: str, part: Number, total: Number) -> Finding:
        """A row above its total."""
        place = _cell(self.report, self.cells[0])
        message = f'{place}: một dòng của "{self.breakdown.label}" ghi {show(part)}, lớn hơn tổng {show(total)}.'
        return self._finding(name, str(self.breakdown.relation), Severity.ERROR, message, part, total)

    def too_small(self, name: str, added: Number, total: Number) -> Finding:
        """Overlapping rows that cannot even together reach the total."""
        rows = f'cộng các dòng của "{self.breakdown.label}" là {show(added)}'
        message = f"{_cell(self.report, self.cells[0])}: tổng ghi {show(total)}, lớn hơn {rows}."
        return self._finding(name, "overlap", Severity.ERROR, message, added, total)

    def _finding(
        self, name: str, code: str, severity: Severity, message: str, expected: Number, actual: Number
    ) -> Finding:
        kind = Kind(str(self.breakdown.relation))
        return Finding(
            f"{self.figure.code}.{name}",
            code,
            severity,
            tuple(self.cells),
            message,
            INSTRUCTIONS[kind],
            expected,
            actual,
        )
