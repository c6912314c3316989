"""What findings say: one place for every sentence that a structural rule speaks.

Short, kind and exact, with the sum in it: where, what, what to do. Codes never change their meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from forms.checks.amounts import Amounts
from forms.checks.check import Verdict
from forms.checks.findings import Finding
from forms.definitions.expressions import Constant, Node, Operation, Reference, walk
from forms.definitions.plans import Target
from forms.definitions.references import canonical
from forms.definitions.rules import Kind, Severity
from forms.definitions.template import Breakdown, Figure, Section, Threshold
from forms.report import strays
from forms.report.cells import Address, State
from forms.report.report import Report
from forms.report.strays import Stray
from forms.values.approximation import ABOUT
from forms.values.frozen import frozen
from forms.values.numbers import Number, exact, rounded, show
from forms.values.style import day_in_figures
from forms.values.text import fold, lowered

INSTRUCTIONS = {
    Kind.DOMAIN: "Đề nghị nhập lại số trong ô này.",
    Kind.LABELS: "Đề nghị gộp hai dòng, hoặc ghi tên cho rõ.",
    Kind.PARTITION: "Đề nghị đối chiếu tổng số với từng dòng chia ra.",
    Kind.SUBSET: 'Đề nghị đối chiếu dòng "trong đó" với tổng số.',
    Kind.OVERLAP: "Đề nghị đối chiếu tổng số với từng dòng.",
    Kind.MARGIN: "Đề nghị đối chiếu dòng cộng với từng dòng của bảng hai chiều.",
    Kind.RATIO: "Đề nghị tính lại tỷ lệ hoặc kiểm tra tử số, mẫu số.",
    Kind.COMPLETENESS: "Đề nghị nhập nốt, hoặc ghi rõ không phát sinh hay chưa có số liệu.",
    Kind.STOCK_FLOW: "Đề nghị đối chiếu với báo cáo kỳ trước và số tăng, giảm trong kỳ.",
    Kind.CUMULATIVE: "Đề nghị đối chiếu với báo cáo kỳ trước trong năm.",
    Kind.NORM: "Đề nghị đối chiếu với danh sách chi trả; nếu đúng, đề nghị ghi lý do.",
    Kind.EQUALITY: "Đề nghị đối chiếu hai chỗ và sửa chỗ sai.",
    Kind.BOUND: "Đề nghị kiểm tra lại hai số này.",
    Kind.CONDITIONAL: "Đề nghị kiểm tra số lượng và kinh phí của cùng một việc.",
    Kind.CHANGE: "Đề nghị kiểm tra lại; nếu đúng, nên nêu nguyên nhân tăng, giảm.",
    Kind.SCALE: "Đề nghị kiểm tra đơn vị tính (đồng, nghìn đồng, triệu đồng).",
    Kind.COPIED: "Đề nghị kiểm tra xem đã nhập số của kỳ này chưa.",
    Kind.SHARED: "Đề nghị đối chiếu hai báo cáo và sửa bên chưa đúng; nếu khác phạm vi, đề nghị ghi lý do.",
    Kind.CHILDREN: "Đề nghị đối chiếu với báo cáo của các đơn vị cấp dưới.",
    Kind.PLAN: "Đề nghị nêu nguyên nhân trong phần đánh giá.",
}
_ROUNDING = " Chỉ có làm tròn số mới giải thích được chênh lệch này."


def where(report: Report, address: Address) -> str:
    """The name of a cell in a sentence: figure, then row."""
    figure = report.template.figures[address.figure]
    return figure.name + (f" - {report.label(figure, address.row)}" if address.row else "")


def place(report: Report, address: Address) -> str:
    """The name of a cell with its measure, where its row has several."""
    figure = report.template.figures[address.figure]
    several = len(figure.measures_at(address.row)) > 1
    label = report.measure(address).label
    return where(report, address) + (f", {lowered(label)}" if several else "")


def _unit(report: Report, address: Address) -> str:
    unit = report.unit_of(address)
    return "%" if unit == "%" else f" {unit}"


def _rounded(amount: Fraction) -> str:
    """An amount that was computed, with two decimals; all of them where it is below one."""
    return show(exact(rounded(amount, 2).value if abs(amount) >= 1 else amount))


def _open(report: Report, *addresses: Address) -> str:
    """The word that leaves open what cells come to ("gần "): theirs where all words are one, else "khoảng "."""
    words = {cell.word for address in addresses if (cell := report.cell(address)) is not None} - {""}
    return f"{words.pop() if len(words) == 1 else ABOUT} " if words else ""


def domain(report: Report, identity: str, address: Address, verdict: Verdict, norm: Fraction | None) -> Finding:
    """A number that its measure does not take, or that is not the norm of its row."""
    cell = report.cells.get(address)
    number = cell.number if cell else None
    measure = report.measure(address)
    stands = f"đang ghi {_open(report, address)}{show(number)}" if number else "đang trống"
    complaint = {
        "domain.negative": "không thể là số âm",
        "domain.above_max": f"lớn hơn mức cao nhất {measure.max}",
        "domain.not_whole": "phải là số nguyên",
        "domain.not_listed": f"chỉ nhận một trong các số {', '.join(map(str, measure.values))}",
        "domain.norm": f"khác mức quy định {show(exact(norm or Fraction(0)))}",
    }[verdict.code]
    return Finding(
        identity,
        verdict.code,
        verdict.severity,
        (address,),
        f"{place(report, address)}: {stands}, {complaint}.",
        INSTRUCTIONS[Kind.DOMAIN],
        None,
        number,
        acceptable=verdict.severity is Severity.WARNING,
    )


def labels(
    identity: str,
    figure: Figure,
    breakdown: Breakdown,
    cells: tuple[Address, ...],
    twice: Sequence[str],
    verdict: Verdict,
) -> Finding:
    """Open rows of one name."""
    of_one_name: dict[str, list[str]] = {}
    for label in twice:
        of_one_name.setdefault(fold(label), []).append(label)
    told = (f"{len(group)} dòng cùng tên {_quoted(group)}" for group in of_one_name.values())
    return Finding(
        identity,
        verdict.code,
        verdict.severity,
        cells,
        f'{figure.name}, "{breakdown.label}": có {", ".join(told)}.',
        INSTRUCTIONS[Kind.LABELS],
    )


def _quoted(labels: Sequence[str]) -> str:
    return " và ".join(f'"{label}"' for label in dict.fromkeys(labels))


def ratio(
    report: Report, identity: str, cells: tuple[Address, ...], computed: Node, expected: Number, verdict: Verdict
) -> Finding:
    """A percentage that does not follow from its parts, or only by rounding (code "ratio.rounding")."""
    address = cells[0]
    cell = report.cells.get(address)
    actual = cell.number if cell else None
    unit = _unit(report, address)
    formula = _formula(report, computed, address)
    stands = f"đang ghi {_open(report, address)}{show(actual)}{unit}" if actual else "đang trống"
    about = f"{ABOUT} " if _open(report, *cells[1:]) else ""
    message = f"{place(report, address)}: {formula} = {about}{show(expected)}{unit}; {stands}."
    rounding = verdict.code == "ratio.rounding"
    return Finding(
        identity,
        verdict.code,
        verdict.severity,
        cells,
        message + (_ROUNDING if rounding else ""),
        INSTRUCTIONS[Kind.RATIO],
        expected,
        actual,
        acceptable=rounding,
    )


def other_pair(report: Report, found: Finding, pair: Node) -> Finding:
    """A percentage that follows from another pair than its own (code "ratio.pair"): the finding names that pair."""
    at = found.cells[0]
    cells = [_cell(report, one, at) for one in walk(pair) if isinstance(one, Reference)]
    named = " và ".join(f'"{place(report, address)}"' for address in cells)
    return replace(
        found,
        message=f"{found.message} Số này là tỷ lệ tính từ {named} ({_formula(report, pair, at)}).",
        instruction="Đề nghị ghi tỷ lệ theo cách tính của biểu; nếu giữ, đề nghị ghi lý do.",
        acceptable=True,
    )


def no_ratio(report: Report, identity: str, cells: tuple[Address, ...]) -> Finding:
    """A percentage of nothing."""
    return Finding(
        identity,
        "ratio.zero",
        Severity.WARNING,
        cells,
        f"{place(report, cells[0])}: mẫu số bằng 0 nên không tính được tỷ lệ.",
        INSTRUCTIONS[Kind.RATIO],
        acceptable=True,
    )


def _formula(report: Report, node: Node, at: Address) -> str:
    match node:
        case Operation(operator="*", left=Constant(value=factor), right=right) if factor == 100:
            return _formula(report, right, at)
        case Operation(operator=operator, left=left, right=right):
            return f"{_formula(report, left, at)} {operator} {_formula(report, right, at)}"
        case Constant(value=value):
            return show(exact(value))
        case Reference():
            cell = report.cells.get(there := _cell(report, node, at))
            return f"{_open(report, there)}{show(cell.number)}" if cell and cell.number else "0"
    return "…"


def _cell(report: Report, reference: Reference, at: Address) -> Address:
    """The cell that a reference names where it stands."""
    if not reference.figure:
        return at._replace(measure=reference.measure)
    figure = report.template.figures[reference.figure]
    return Address(figure.code, canonical(figure, reference.row), reference.measure)


def waits(amounts: Amounts, cells: Sequence[Address]) -> bool:
    """Whether a rule waits for cells: some of its cells say something, others are blank, none is out of remit.

    It does not wait for what is outside its dates, nor does a norm alone say anything.
    """
    held = {address: amounts.cell(address) for address in cells if amounts.report.stands(address)}
    if None not in held.values():
        return False
    states = {cell.state for address, cell in held.items() if cell and not _has_norm(amounts.report, address)}
    return bool(states) and State.NOT_APPLICABLE not in states


def _has_norm(report: Report, address: Address) -> bool:
    row = report.template.figures[address.figure].fixed_row(address.row)
    return row is not None and address.measure in row.norm


def waiting(report: Report, identity: str, cells: Sequence[Address]) -> Finding:
    """A rule whose other cells are stated cannot speak yet."""
    blank = [address for address in cells if report.stands(address) and report.cell(address) is None]
    names = "; ".join(_beside(report, address, cells[0]) for address in blank[:3])
    more = f" và {len(blank) - 3} ô khác" if len(blank) > 3 else ""
    return Finding(
        identity,
        "waiting",
        Severity.INFO,
        tuple(cells),
        f"{where(report, cells[0])}: chưa kiểm tra được vì còn thiếu {names}{more}.",
        "Đề nghị nhập tiếp, hoặc ghi rõ không phát sinh hay chưa có số liệu.",
    )


def _beside(report: Report, address: Address, here: Address) -> str:
    """The name of a cell in a sentence that has named another: its row where they share a figure, and its measure."""
    if address.figure != here.figure:
        return place(report, address)
    figure = report.template.figures[address.figure]
    several = len(figure.measures_at(address.row)) > 1
    measure = lowered(report.measure(address).label)
    if address.row == here.row and (several or address.row):
        return measure
    row = f'dòng "{report.label(figure, address.row)}"' if address.row else "tổng số"
    return f"{row}, {measure}" if several else row


def unplaced(report: Report, identity: str, cells: Sequence[Address], stray: Stray, verdict: Verdict) -> Finding:
    """A value without a place, at the cells that took the place of its own or at the figure that had it."""
    value = stray.counted
    now = report.cells.get(cells[0])
    number = now.number if now else None
    if verdict.code == "unplaced.gone":
        says = f'"{stray.label}" ({value}) không còn chỗ trong mẫu này'
        instruction = "Số được giữ nguyên và in ở bảng riêng; nếu thuộc chỉ tiêu khác, đề nghị nhập vào đó."
    elif verdict.code == "unplaced.other":
        says = f"{f'đang ghi {show(number)}' if number else 'không có số'}, chỗ cũ trong mẫu ghi {value}"
        instruction = "Đề nghị đối chiếu hai số; nếu số ở đây đúng, đề nghị ghi lý do."
    elif len(stray.heirs) > 1:
        says = f"chỗ cũ trong mẫu ghi {value}, nay tách làm {len(stray.heirs)} ô, chưa nhập đủ"
        instruction = "Đề nghị nhập lại từng ô; số cũ vẫn được giữ."
    elif strays.fits(report, stray):
        says = f"chỗ cũ trong mẫu ghi {value}, chưa chuyển sang đây"
        instruction = "Đề nghị chuyển: Báo cáo › Số liệu ngoài mẫu…"
    else:
        says = f"chỗ cũ trong mẫu ghi {value}, nay khác đơn vị tính"
        instruction = "Đề nghị quy đổi rồi nhập lại ở đây; số cũ vẫn được giữ."
    return Finding(
        identity,
        verdict.code,
        verdict.severity,
        tuple(cells),
        f"{place(report, cells[0])}: {says}.",
        instruction,
        stray.cell.number,
        number,
        acceptable=verdict.severity is Severity.WARNING,
    )


def lapsed(report: Report, identity: str, cells: Sequence[Address], name: str) -> Finding:
    """A constant without a value for the report's period."""
    day, known = report.period.end, report.template.params[name]
    before = [param for param in known if param.until and param.until < day]
    near = max(before, key=lambda param: param.since) if before else min(known, key=lambda param: param.since)
    in_force = f"chỉ đến {day_in_figures(near.until)}" if before and near.until else f"từ {day_in_figures(near.since)}"
    label = report.template.param_label(name)
    return Finding(
        identity,
        "lapsed",
        Severity.INFO,
        tuple(cells),
        f"{where(report, cells[0])}: chưa kiểm tra được vì {lowered(label)} đã biết {in_force} ({near.source}).",
        "Nếu đã có mức mới, đề nghị ghi mức đó kèm văn bản: Kiểm tra › Mức, chuẩn theo văn bản.",
    )


def beside(
    report: Report,
    identity: str,
    kind: Kind,
    address: Address,
    other: tuple[Report, Address],
    verdict: Verdict,
    threshold: Threshold,
) -> Finding:
    """A number beside the same one of another report."""
    now, before = verdict.values
    unit = _unit(report, address)
    start = f"{place(report, address)}: đang ghi {_open(report, address)}{_rounded(now)}{unit}"
    beyond, there = other[0], other[0].period.label
    if kind is Kind.SHARED:
        there, movement = f'"{beyond.template.title}" {there}', ""
    elif kind is Kind.CUMULATIVE:
        movement = "; số lũy kế từ đầu năm không thể giảm"
    else:
        small, large = sorted((abs(now), abs(before)))
        movement = f" ({'tăng' if now > before else 'giảm'} khoảng {_rounded(Fraction(round(large / small)))} lần)"
    return Finding(
        identity,
        verdict.code,
        verdict.severity,
        (address,),
        f"{start}, {there} là {_open(*other)}{_rounded(before)}{unit}{movement}.",
        INSTRUCTIONS[kind],
        exact(before),
        exact(now),
        acceptable=threshold.acceptable or verdict.severity is Severity.WARNING,
    )


def peers(report: Report, identity: str, cells: tuple[Address, ...], verdict: Verdict) -> Finding:
    """A row whose mean is a thousand or a million times that of the rows beside it."""
    mine, usual = verdict.values
    unit = _unit(report, cells[0])
    return Finding(
        identity,
        verdict.code,
        verdict.severity,
        cells,
        f"{place(report, cells[0])}: bình quân {_rounded(mine)}{unit} mỗi{_unit(report, cells[1])}, các dòng bên cạnh "
        f"bình quân {_rounded(usual)}{unit}; có thể nhầm đơn vị tính.",
        INSTRUCTIONS[Kind.SCALE],
        acceptable=True,
    )


def copied(identity: str, section: Section, cells: tuple[Address, ...], last: Report, verdict: Verdict) -> Finding:
    """A section that repeats the numbers of the year before."""
    same, stated = verdict.values
    return Finding(
        identity,
        verdict.code,
        verdict.severity,
        cells,
        f"Mục {section.number} {section.short}: {same} trên {stated} số giống hệt {last.period.label}.",
        INSTRUCTIONS[Kind.COPIED],
        acceptable=True,
    )


def children(
    report: Report, identity: str, address: Address, verdict: Verdict, threshold: Threshold, own: Fraction
) -> Finding:
    """A number that the reports of the lower offices do not add up to, with what the office adds itself (`own`)."""
    now, added = verdict.values
    missing = f", còn {verdict.blank} đơn vị chưa có số" if verdict.blank else ""
    beside = f", cộng {_rounded(own)} trực tiếp thực hiện là {_rounded(added)}" if own else ""
    return Finding(
        identity,
        verdict.code,
        verdict.severity,
        (address,),
        f"{place(report, address)}: đang ghi {_open(report, address)}{_rounded(now)}, "
        f"các đơn vị cấp dưới cộng được {_rounded(added - own)}{beside}{missing}: {_apart(now - added)}.",
        INSTRUCTIONS[Kind.CHILDREN],
        exact(added),
        exact(now),
        acceptable=threshold.acceptable or verdict.severity is Severity.WARNING,
    )


def _apart(difference: Fraction) -> str:
    """How a number stands to what others come to."""
    return f"{'cao' if difference > 0 else 'thấp'} hơn {_rounded(abs(difference))}"


def children_range(report: Report, identity: str, address: Address, verdict: Verdict) -> Finding:
    """A rate beyond those of all lower offices."""
    now, _ = verdict.values
    ends = verdict.right
    least, most = (ends.low, ends.high) if ends else (now, now)
    alike = _rounded(least) == _rounded(most)
    spread = f"đều ghi {_rounded(least)}" if alike else f"ghi từ {_rounded(least)} đến {_rounded(most)}"
    return Finding(
        identity,
        verdict.code,
        verdict.severity,
        (address,),
        f"{place(report, address)}: đang ghi {_open(report, address)}{_rounded(now)}, các đơn vị cấp dưới {spread}.",
        INSTRUCTIONS[Kind.CHILDREN],
        None,
        exact(now),
        acceptable=True,
    )


def target(report: Report, identity: str, cells: tuple[Address, ...], verdict: Verdict, wanted: Target) -> Finding:
    """A plan target that is not reached by a cell, or by what several come to."""
    now, _ = verdict.values
    at, *others = cells
    cell = None if others else report.cells.get(at)
    number = cell.number if cell and (cell.number or Number(0)).value == now else exact(now)
    if others:
        stands = f"{place(report, at)} và {len(others)} ô khác cho kết quả {_open(report, *cells)}{_rounded(now)}"
    elif number is None:
        stands = f"{place(report, at)}: không phát sinh"
    else:
        stands = f"{place(report, at)}: {_open(report, at)}{show(number)}{_unit(report, at)}"
    source = f" ({wanted.source})" if wanted.source else ""
    return Finding(
        identity,
        verdict.code,
        verdict.severity,
        (at,),
        f"{stands}, chưa đạt chỉ tiêu {wanted.text} của năm {wanted.year}{source}.",
        INSTRUCTIONS[Kind.PLAN],
        None,
        number,
    )


@frozen
class BreakdownMessages:
    """The sentences about the rows of one breakdown; `cells` begin with the total."""

    report: Report
    identity: str
    figure: Figure
    breakdown: Breakdown
    cells: tuple[Address, ...]
    verdict: Verdict

    def finding(self, added: Number, total: Number) -> Finding:
        """What the verdict's code says of the sum (or the largest row) and the total."""
        kind, _, more = self.verdict.code.partition(".")
        whole = f"{_open(self.report, self.cells[0])}{show(total)}"
        stated = f"{place(self.report, self.cells[0])}: tổng ghi {whole}"
        if more == "incomplete":
            message = self._incomplete(stated, added, total)
        elif more == "too_small":
            message = f'{stated}, lớn hơn cộng các dòng của "{self.breakdown.label}" là {self._added(added)}.'
        elif kind in (Kind.SUBSET, Kind.OVERLAP):
            message = f'{place(self.report, self.cells[0])}: một dòng của "{self.breakdown.label}" ghi '
            message += f"{self._largest(added)}, lớn hơn tổng {whole}."
        else:
            message = self._partition(stated, added, total) + (_ROUNDING if more == "rounding" else "")
        return Finding(
            self.identity,
            self.verdict.code,
            self.verdict.severity,
            self.cells,
            message,
            "Đề nghị nhập tiếp các dòng còn lại." if more == "incomplete" else INSTRUCTIONS[Kind(kind)],
            added,
            total,
            acceptable=self.breakdown.acceptable or self.verdict.severity is Severity.WARNING,
        )

    def _partition(self, stated: str, added: Number, total: Number) -> str:
        difference = exact(added.value - total.value, max(added.decimals, total.decimals))
        unit = self.figure.unit(self.cells[0].row, self.cells[0].measure)
        size = f"{self._about}{show(Number(abs(difference.digits), difference.decimals))}"
        return (
            f"{stated}, chia ra cộng được {self._added(added)} "
            f"({'thừa' if difference.digits > 0 else 'thiếu'} {size} {unit})."
        )

    def _incomplete(self, stated: str, added: Number, total: Number) -> str:
        rest = exact(total.value - added.value, max(added.decimals, total.decimals))
        size = f"{self._about}{show(Number(abs(rest.digits), rest.decimals))}"
        left = f"còn lại {size}" if rest.digits >= 0 else f"đã quá tổng {size}"
        blank = f"còn {self.verdict.blank} ô chưa nhập"
        return f"{stated}, các dòng đã nhập cộng được {self._added(added)}, {blank} ({left})."

    @property
    def _about(self) -> str:
        """What is said of the difference: words leave it open as soon as one of the cells has one."""
        return f"{ABOUT} " if _open(self.report, *self.cells) else ""

    def _added(self, added: Number) -> str:
        return f"{_open(self.report, *self.cells[1:])}{show(added)}"

    def _largest(self, number: Number) -> str:
        held = ((address, self.report.cell(address)) for address in self.cells[1:])
        rows = [address for address, cell in held if cell and cell.number and cell.number.value == number.value]
        return f"{_open(self.report, *rows[:1])}{show(number)}"
