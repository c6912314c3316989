"""What is written down of findings: small reports in many states, and every word that officers are told of them."""

from __future__ import annotations

import functools
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from forms.checks import attainment, progress
from forms.checks.checker import Checker, Weigher, accept, check
from forms.checks.findings import Finding
from forms.definitions.loading import load
from forms.definitions.rules import SEVERITY_LABELS
from forms.definitions.template import Template
from forms.offices.plan import Answer, LocalPlan, PlanTarget, PlanTask, YearText
from forms.report.cells import Address, Cell, Mark, MarkKind, State
from forms.report.changes import Coverage, OpenRow, SetAnswer
from forms.report.report import Report
from forms.values.aims import Better
from forms.values.numbers import Number, exact, show
from tests.forms.small import APPENDICES, below, filled

HERE = Path(__file__).parent / "recorded"
_AT = datetime(2025, 1, 2, 1, 30, tzinfo=UTC)
_WEIGHER = Weigher()  # one for all reports: what it bound for one it uses for those like it


@functools.cache
def template(code: str = "mau") -> Template:
    """The small template that stands beside the record, by another code where that is wanted."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(shutil.copytree(HERE / "mau", Path(folder, code)))
        frame = place / "template.toml"
        frame.write_text(frame.read_text(encoding="utf-8").replace('"mau"', f'"{code}"'), encoding="utf-8")
        (place / "appendices.toml").write_text(APPENDICES, encoding="utf-8")
        return load(code, Path(folder))


def _report(title: str, lines: str, period: str = "2024", **others: str) -> tuple[Report, list[str]]:
    """A report, those of other periods beside it, and what stands in them."""
    report = filled(template(), lines, period)
    head = ["", f"=== {title} ===", *_listed(period, lines)]
    for other, there in others.items():
        code = other.lstrip("_").replace("_", "-")
        report.neighbours.add(filled(template(), there, code))
        head += _listed(code, there)
    return report, head


def _listed(period: str, lines: str) -> Iterator[str]:
    each = [line for line in map(str.strip, lines.split(";")) if line]
    yield f"{period}: {'; '.join(each) or '(trống)'}"


def _told(seen: set[str], report: Report, head: list[str]) -> Iterator[str]:
    """The head, the findings of a report, and how far the sides of each equation are apart.

    What a rule waits for is said once in a record (`seen`).
    """
    yield from head
    checker = Checker(report)
    findings = checker.findings()
    assert Counter(_WEIGHER.weights(report)) == Counter(finding.severity for finding in findings)
    for finding in findings:
        yield from [f"- như trên: {finding.id}"] if finding.message in seen else _finding(finding)
        if finding.code == "waiting":
            seen.add(finding.message)
    for index, item in enumerate(checker.checks):
        gap = item.gap()
        if gap is not None and gap[0]:
            reach = f", được {show(exact(gap[1]))}" if gap[1] else ""
            yield f"  lệch {item.id}: {show(exact(gap[0]))}{reach}"
        if item.reads_others and checker.verdict(index):
            yield f"  gần {item.id}: {item.likely(report.cells[item.cells[0]].number.value):.3f}"  # type: ignore[union-attr]
    yield f"  {progress.left(report, findings).sentence}"


def _finding(found: Finding) -> Iterator[str]:
    """Every word of it, then its code and name, what is expected, stands and differs, and its cells."""
    kept = " (giải trình được)" * found.acceptable
    away = None if found.difference is None else exact(found.difference)
    numbers = ["-" if one is None else show(one) for one in (found.expected, found.actual, away)]
    cells = ", ".join(" ".join(filter(None, cell)) for cell in found.cells)
    yield f"- {SEVERITY_LABELS[found.severity]}{kept}: {found.message}"
    yield f"    {found.instruction}"
    yield f"    {found.code} | {found.id} | {' '.join(numbers)} | {cells}"
    if found.accepted:
        yield f"    Giải trình: {found.accepted.reason} ({found.accepted.who})"


def of_one_report() -> Iterator[str]:
    """How a figure is built: sums, parts, rates, signs, names."""
    seen: set[str] = set()
    for title, lines in _ALONE.items():
        yield from _told(seen, *_report(title, lines))
    yield from _signs(seen)
    yield from _names(seen)
    yield from _strays(seen)


_JOBS = "jobs,,persons,60;jobs,loans,persons,40"
_ALONE = {
    "Chưa nhập gì": "",
    "Chia ra khớp": f"{_JOBS};jobs,abroad,persons,20",
    "Chia ra thừa 1": f"{_JOBS};jobs,abroad,persons,21",
    "Chia ra thiếu 1": f"{_JOBS};jobs,abroad,persons,19",
    "Chia ra còn ô trống": "jobs,,persons,60;jobs,loans,persons,40",
    "Chia ra còn ô trống, đã vừa đủ": "jobs,,persons,60;jobs,loans,persons,60",
    "Chia ra còn ô trống, đã quá tổng": "jobs,,persons,60;jobs,loans,persons,61",
    "Có dòng, chưa có tổng": "jobs,loans,persons,40;jobs,abroad,persons,20",
    "Không phát sinh ở một dòng": "jobs,,persons,40;jobs,loans,persons,40;jobs,abroad,persons,,khong_phat_sinh",
    "Chưa có số liệu ở một dòng": "jobs,,persons,40;jobs,loans,persons,40;jobs,abroad,persons,,chua_co",
    "Một dòng ngoài phạm vi": "jobs,,persons,40;jobs,loans,persons,40;jobs,abroad,persons,,khong_thuoc_pham_vi",
    "Tổng ngoài phạm vi": "jobs,,persons,,khong_thuoc_pham_vi;jobs,loans,persons,40",
    "Dòng tự thêm của một dòng": f"{_JOBS};jobs,abroad,persons,20;jobs,abroad/Lào,persons,12;jobs,abroad/Nga,persons,7",
    "Dòng tự thêm, trống là không": "toilets,,households,3;toilets,,amount,30;toilets,Kon Tu,amount,10;"
    "toilets,Đăk Blà,amount,20",
    "Dòng tự thêm, cộng thừa": "toilets,,households,1;toilets,,amount,25;toilets,Kon Tu,amount,10;"
    "toilets,Đăk Blà,amount,20",
    "Số làm tròn khớp": "rice,,ton,3;rice,tet,ton,1.25;rice,lean,ton,1.75",
    "Số làm tròn chỉ khớp do làm tròn": "rice,,ton,3.00;rice,tet,ton,1.25;rice,lean,ton,1.76",
    "Số làm tròn không khớp": "rice,,ton,3.00;rice,tet,ton,1.25;rice,lean,ton,1.8",
    "Trong đó bằng tổng": "gifts,,count,10;gifts,state,count,10",
    "Quà không đáng là bao": "gifts,,count,10;gifts,,amount,9999",
    "Trong đó hơn tổng": "gifts,,count,10;gifts,state,count,11",
    "Dòng chồng nhau vừa tới tổng": "trained,,persons,10;trained,farming,persons,4;trained,craft,persons,6",
    "Dòng chồng nhau chưa tới tổng": "trained,,persons,10;trained,farming,persons,4;trained,craft,persons,5",
    "Dòng chồng nhau còn ô trống": "trained,,persons,10;trained,farming,persons,4",
    "Dòng chồng nhau hơn tổng": "trained,,persons,10;trained,farming,persons,4;trained,craft,persons,11",
    "Bảng hai chiều khớp": "credit,need:house,households,8;credit,first/house,households,5;"
    "credit,second/house,households,3",
    "Bảng hai chiều lệch": "credit,need:house,households,9;credit,first/house,households,5;"
    "credit,second/house,households,3",
    "Tỷ lệ đúng": "jobs,,persons,60;jobs,,plan,80;jobs,,pct,75.0",
    "Tỷ lệ sai": "jobs,,persons,60;jobs,,plan,80;jobs,,pct,57.0",
    "Tỷ lệ chỉ khớp do làm tròn": "trained,,persons,hơn 20;jobs,,persons,60;trained,,rate,34",
    "Tỷ lệ tính từ cặp số khác": "trained,,persons,20;jobs,,persons,60;jobs,,plan,80;trained,,rate,25.00",
    "Mẫu số bằng không": "jobs,,persons,60;jobs,,plan,0;jobs,,pct,57.0",
    "Tỷ lệ của không phát sinh": "jobs,,persons,,khong_phat_sinh;jobs,,plan,80;jobs,,pct,57.0",
    "Tỷ lệ thiếu mẫu số": "jobs,,persons,60;jobs,,pct,57.0",
    "Số kèm chữ khớp tổng": "jobs,,persons,hơn 60;jobs,loans,persons,40;jobs,abroad,persons,21",
    "Số kèm chữ không thể khớp": "jobs,,persons,gần 60;jobs,loans,persons,40;jobs,abroad,persons,21",
    "Dòng kèm chữ khớp tổng": "jobs,,persons,61;jobs,loans,persons,40;jobs,abroad,persons,hơn 20",
    "Dòng kèm chữ không thể khớp": "jobs,,persons,59;jobs,loans,persons,40;jobs,abroad,persons,hơn 20",
    "Mức theo quy định": "cover,poor,persons,5;cover,poor,support,100;cover,near,persons,6;cover,near,support,60",
    "Nghề đã bỏ": "trained,,persons,5;trained,craft,persons,3;jobs,,persons,60",
    "Khuyết tật nhiều hơn số người": "cover,poor,persons,5;cover,near,persons,6;cover,near,disabled,7",
    "Có người, chưa ghi mức": "cover,poor,persons,5;cover,near,persons,0",
    "Gạo hai tháng": "rice,,ton,3.00;eaters,,persons,100",
    "Gạo không khớp tháng nào": "rice,,ton,2.00;eaters,,persons,100",
    "Gạo mà không có người": "rice,,ton,2.00;eaters,,persons,0",
    "Người nhận gạo ít": "eaters,,persons,10;cover,poor,persons,11",
    "Người nhận gạo còn có thể đủ": "eaters,,persons,10;cover,poor,persons,9",
    "Ô trống tính là không": "gifts,,count,10;presents,,count,9",
    "Qua đào tạo hơn có việc": "trained,,persons,61;jobs,,persons,60",
    "Không ai qua đào tạo": "trained,,persons,0;jobs,,persons,60",
    "Chưa đạt kế hoạch": "jobs,,persons,79;jobs,,plan,80;jobs,,pct,95.0",
    "Đạt kế hoạch": "jobs,,persons,80;jobs,,plan,80;jobs,,pct,95.1",
    "Kế hoạch với số kèm chữ": "jobs,,pct,hơn 95",
    "Kế hoạch với số gần tới": "jobs,,pct,gần 95",
    "Bình quân lạc giữa các dòng": "gifts,,count,40;gifts,state,count,10;gifts,state,amount,5000000;"
    "gifts,bank,count,10;"
    "gifts,bank,amount,5000;gifts,firm,count,10;gifts,firm,amount,4000000;gifts,other,count,10;"
    "gifts,other,amount,6000000",
    "Bình quân của hai dòng": "gifts,,count,20;gifts,state,count,10;gifts,state,amount,5000000;gifts,bank,count,10;"
    "gifts,bank,amount,5000",
}
"""Reports that stand alone, by what is the matter with them."""


def _signs(seen: set[str]) -> Iterator[str]:
    """What only a file could bring: signs, fractions, numbers off the list."""
    title, cells = (
        "Số không hợp lệ từ tệp",
        {
            ("jobs", "", "persons"): Number(-5),
            ("jobs", "", "plan"): Number(55, 1),
            ("jobs", "", "pct"): Number(10001, 1),
            ("change", "", "net"): Number(-7),
            ("change", "", "level"): Number(4),
            ("cover", "group:poor", "support"): Number(99),
            ("trained", "", "persons"): Number(550, 1),
            ("trained", "", "rate"): Number(10000, 2),
        },
    )
    report, head = _report(title, "")
    report.cells.update({Address(*cell): Cell(number) for cell, number in cells.items()})
    yield from _told(
        seen, report, [*head[:2], *(f"{' '.join(filter(None, cell))} = {number}" for cell, number in cells.items())]
    )


def _names(seen: set[str]) -> Iterator[str]:
    report, head = _report("Dòng trùng tên", "toilets,Cam Pu Chia,households,1;toilets,Lào,households,2")
    for number, name in ((7, "CAM-PU-CHIA"), (8, "Làng Mới"), (9, "lào")):
        report.rows["toilets", f"village:#{number}"] = OpenRow("toilets", f"village:#{number}", name, number)
    yield from _told(seen, report, [*head, "thêm: CAM-PU-CHIA; Làng Mới; lào"])


def _strays(seen: set[str]) -> Iterator[str]:
    for title, old, now in (
        ("Số ngoài mẫu, chưa chuyển", "number", None),
        ("Số ngoài mẫu, khác số đang ghi", "number", Cell(Number(1300))),
        ("Số ngoài mẫu, nay không có số", "number", Cell(None, State.NIL)),
        ("Số ngoài mẫu, đã chuyển", "number", Cell(Number(1291))),
        ("Số ngoài mẫu, cột đã bỏ", "colour", None),
    ):
        report, head = _report(title, "")
        report.cells[Address("old_presents", "", old)] = Cell(Number(1291))
        if now:
            report.cells[Address("presents", "", "count")] = now
        yield from _told(
            seen, report, [*head[:2], f"old_presents {old} = 1291; presents = {now.number if now else '(trống)'}"]
        )


def of_several() -> Iterator[str]:
    """A report beside those of other periods, of other templates and of lower offices."""
    seen: set[str] = set()
    for title, (lines, others, period) in _BESIDE.items():
        yield from _told(seen, *_report(title, lines, period, **others))
    for title, mine, theirs in (
        ("Hai báo cáo cùng kỳ khác nhau", "jobs,,persons,5;mean,,income,9.5", "jobs,,persons,6;mean,,income,9.3"),
        ("Hai báo cáo cùng kỳ giống nhau", "jobs,,persons,5;mean,,income,9.5", "jobs,,persons,5;mean,,income,9.5"),
        ("Hai báo cáo, một số kèm chữ", "jobs,,persons,hơn 1200", "jobs,,persons,1251"),
    ):
        report, head = _report(title, mine)
        report.neighbours.siblings = (filled(template("khac"), theirs),)
        yield from _told(seen, report, [*head, *_listed("khac", theirs)])
    yield from _lower(seen)
    yield from _uneven(seen)
    yield from _accepted(seen)


_BESIDE: Mapping[str, tuple[str, dict[str, str], str]] = {
    "Năm trước: gấp năm": ("change,,net,0;jobs,,persons,500", {"_2023": "jobs,,persons,100"}, "2024"),
    "Năm trước: hơn năm lần": ("jobs,,persons,501", {"_2023": "jobs,,persons,100"}, "2024"),
    "Năm trước: giảm hơn năm lần": ("jobs,,persons,100", {"_2023": "jobs,,persons,760"}, "2024"),
    "Năm trước: đều là không": ("jobs,,persons,0", {"_2023": "jobs,,persons,0"}, "2024"),
    "Năm trước: nhỏ, không xét": ("jobs,,persons,99", {"_2023": "jobs,,persons,10"}, "2024"),
    "Năm trước: hơn một nghìn lần": ("gifts,,amount,5200000", {"_2023": "gifts,,amount,5000"}, "2024"),
    "Năm trước: số kèm chữ": ("jobs,,persons,gần 501", {"_2023": "jobs,,persons,100"}, "2024"),
    "Năm trước: chép lại": (
        "jobs,,persons,123;jobs,loans,persons,100;jobs,abroad,persons,231;trained,,persons,105",
        {"_2023": "jobs,,persons,123;jobs,loans,persons,100;jobs,abroad,persons,231;trained,,persons,104"},
        "2024",
    ),
    "Năm trước: chép lại số hai chữ số": (
        "jobs,,persons,99;jobs,loans,persons,99;jobs,abroad,persons,99",
        {"_2023": "jobs,,persons,99;jobs,loans,persons,99;jobs,abroad,persons,99"},
        "2024",
    ),
    "Năm trước: chép lại số ba chữ số": (
        "jobs,,persons,100;jobs,loans,persons,100;jobs,abroad,persons,100",
        {"_2023": "jobs,,persons,100;jobs,loans,persons,100;jobs,abroad,persons,100"},
        "2024",
    ),
    "Năm trước: riêng một dòng có cột": (
        "cover,near,persons,9;cover,near,disabled,1",
        {"_2023": "cover,near,disabled,2"},
        "2024",
    ),
    "Đầu năm cộng biến động": ("jobs,,persons,70;change,,net,5", {"_2023": "jobs,,persons,66"}, "2024"),
    "Đầu năm cộng biến động, khớp": ("jobs,,persons,70;change,,net,4", {"_2023": "jobs,,persons,66"}, "2024"),
    "Lũy kế giảm": ("jobs,,persons,11", {"_2024_6T": "jobs,,persons,12"}, "2024-9T"),
    "Lũy kế không giảm": ("jobs,,persons,12", {"_2024_6T": "jobs,,persons,12"}, "2024-9T"),
    "Lũy kế giảm ở dòng": ("jobs,loans,persons,0", {"_2024_6T": "jobs,loans,persons,12"}, "2024-9T"),
    "Lũy kế của dòng tự thêm": (
        "jobs,abroad/Nga,persons,1;jobs,abroad/Lào,persons,2",
        {"_2024_6T": "jobs,abroad/LÀO,persons,3", "_2023": "jobs,abroad/lao,persons,900"},
        "2024-9T",
    ),
    "Kế hoạch không xét sáu tháng": ("jobs,,persons,11;jobs,,plan,80;jobs,,pct,13.8", {}, "2024-6T"),
    "Mức đã hết hiệu lực": ("rice,,ton,2.00;eaters,,persons,100", {}, "2025"),
    "Mức chưa có hiệu lực": ("rice,,ton,2.00;eaters,,persons,100", {}, "2019"),
    "Mức hết hiệu lực, chưa có số": ("rice,,ton,0", {}, "2025"),
}
"""Reports beside those of other periods, by what is the matter: lines, those of the others, and the period."""


def _lower(seen: set[str]) -> Iterator[str]:
    for title, mine, added, children in (
        (
            "Cấp dưới khớp",
            "jobs,,persons,30;mean,,income,5",
            0,
            ("jobs,,persons,10;mean,,income,4", "jobs,,persons,20;mean,,income,6"),
        ),
        (
            "Cấp dưới lệch, tỷ lệ ra ngoài",
            "jobs,,persons,33;mean,,income,7",
            0,
            ("jobs,,persons,10;mean,,income,4", "jobs,,persons,20;mean,,income,6"),
        ),
        (
            "Cấp dưới khớp, tỷ lệ sát mép",
            "jobs,,persons,30;mean,,income,3.9",
            0,
            ("jobs,,persons,10;mean,,income,4", "jobs,,persons,20;mean,,income,6"),
        ),
        (
            "Cấp dưới đều như nhau",
            "jobs,,persons,29;mean,,income,7",
            0,
            ("jobs,,persons,10;mean,,income,4.5", "jobs,,persons,20;mean,,income,4.5"),
        ),
        (
            "Cấp dưới thiếu số, tổng còn có thể đủ",
            "jobs,,persons,15;mean,,income,7",
            0,
            ("jobs,,persons,10;mean,,income,4", ""),
        ),
        ("Cấp dưới thiếu số, đã quá tổng", "jobs,,persons,9", 0, ("jobs,,persons,10", "")),
        ("Phần trực tiếp thực hiện", "jobs,,persons,33", 5, ("jobs,,persons,10", "jobs,,persons,20")),
        ("Phần trực tiếp thực hiện, khớp", "jobs,,persons,35", 5, ("jobs,,persons,10", "jobs,,persons,20")),
        ("Phần trực tiếp thực hiện, số lẻ", "rice,,ton,9", 5, ("rice,,ton,1.26", "rice,,ton,1.7")),
        ("Tăng, giảm của cấp dưới", "change,,net,3", 0, ("change,,net,4", "")),
        ("Số làm tròn của cấp dưới", "rice,,ton,3.0", 0, ("rice,,ton,1.26", "rice,,ton,1.7")),
        ("Số làm tròn của cấp dưới, không khớp", "rice,,ton,3.1", 0, ("rice,,ton,1.26", "rice,,ton,1.7")),
        ("Số làm tròn của cấp dưới, thấp hơn", "rice,,ton,2.8", 0, ("rice,,ton,1.26", "rice,,ton,1.7")),
    ):
        report, head = _report(title, mine)
        below(report, *(filled(template(), lines) for lines in children))
        if added:
            at = next(iter(report.cells))
            report.cells[at] = report.cells[at].marked(Mark(MarkKind.ADDED, "Huyện làm", number=Number(added)))
            head.append(f"trực tiếp: {added}")
        yield from _told(seen, report, [*head, *(line for one in children for line in _listed("cấp dưới", one))])


def _uneven(seen: set[str]) -> Iterator[str]:
    lacks = Mark(MarkKind.COMPUTED, "chưa gồm Xã B")
    report, head = _report("Số tổng hợp còn thiếu đơn vị", f"{_JOBS};jobs,abroad,persons,21")
    at = Address("jobs", "", "persons")
    report.cells[at] = report.cells[at].marked(lacks)
    report.coverage[at] = Coverage(3, 1)
    yield from _told(seen, report, head)


def _accepted(seen: set[str]) -> Iterator[str]:
    """A warning that stands for a reason, until what it was compared with is another number."""
    report, head = _report(
        "Giải trình, rồi số năm trước đổi", "jobs,,persons,70;change,,net,5", _2023="jobs,,persons,66"
    )
    (found,) = (finding for finding in check(report) if finding.code == "stock_flow")
    report.apply(accept(report, found, " Đã rà  lại. ", "Y Hà", _AT))
    yield from _told(seen, report, head)
    (last,) = (report.neighbours.at(report.unit, period) for period in [report.period.moved(-1)])
    assert last
    last.cells[Address("jobs", "", "persons")] = Cell(Number(67))
    yield from _told(seen, report, [])


def _at(address: Address | None) -> str:
    return " ".join(filter(None, address or ())) or "-"


def of_plans() -> Iterator[str]:
    """How the targets and tasks of a plan stand in the report that tells of them."""
    targets = (
        PlanTarget(
            1,
            "Đạt kế hoạch việc làm",
            (YearText(2024, "90"), YearText(2030, "95")),
            unit="%",
            better=Better.HIGHER,
            cell="jobs.pct",
        ),
        PlanTarget(
            2,
            "Lao động có việc làm",
            (YearText(2024, "> 60"),),
            unit="lao động",
            better=Better.HIGHER,
            cell="jobs.persons",
        ),
        PlanTarget(3, "Thu nhập", (YearText(2024, "55"),), unit="triệu đồng", better=Better.HIGHER, cell="mean.income"),
        PlanTarget(4, "Xã đạt chuẩn", (YearText(2024, "22/22"),), unit="xã", better=Better.HIGHER),
        PlanTarget(5, "Phổ cập", (YearText(2024, "hoàn thành"),)),
        PlanTarget(
            6, "Hộ nghèo mỗi năm giảm", (YearText(2030, "3"),), unit="%/năm", better=Better.LOWER, cell="trained.rate"
        ),
        PlanTarget(
            7, "Gạo và người", (YearText(2024, "10"),), better=Better.HIGHER, cell="sum(cover[group:*].persons)"
        ),
        PlanTarget(8, "Ô không có", (YearText(2024, "10"),), better=Better.HIGHER, cell="gone.persons"),
        PlanTarget(9, "Nhiều dòng", (YearText(2024, "10"),), better=Better.HIGHER, cell="cover[group:*].persons"),
        PlanTarget(10, "Không gọi ô", (YearText(2024, "10"),), better=Better.HIGHER, cell="5 + 6"),
        PlanTarget(
            11,
            "Quy đổi sai",
            (YearText(2024, "10"),),
            better=Better.HIGHER,
            link="derived",
            cell="jobs.pct",
            conversion="jobs.gone * 2",
        ),
        PlanTarget(
            12,
            "Ô và nhiều dòng",
            (YearText(2024, "10"),),
            better=Better.HIGHER,
            cell="jobs.persons + cover[group:*].persons",
        ),
        PlanTarget(13, "Năm trước", (YearText(2024, "10"),), better=Better.HIGHER, cell="last(jobs.persons)"),
        PlanTarget(14, "Chỉ gần", (YearText(2024, "10"),), better=Better.HIGHER, link="near", cell="jobs.persons"),
    )
    task = PlanTask(1, "Mở lớp nghề")
    plan = LocalPlan("Kon Plông", targets, (task,))
    for title, lines, period, year, answers in (
        ("Chưa có gì", "", "2024", 2024, {}),
        (
            "Đủ số, đạt",
            "jobs,,pct,90.0;jobs,,persons,61;mean,,income,55;trained,,rate,3;cover,poor,persons,10",
            "2024",
            2024,
            {},
        ),
        (
            "Đủ số, chưa đạt",
            (
                "jobs,,pct,89.9;jobs,,persons,60;mean,,income,54.9;trained,,rate,3.01;cover,poor,persons,4;"
                "cover,near,persons,5"
            ),
            "2024",
            2024,
            {},
        ),
        ("Giữa năm", "jobs,,pct,89.9;jobs,,persons,60,uoc;mean,,income,54.9;trained,,rate,3.01", "2024-6T", 2024, {}),
        ("Ước thực hiện", "jobs,,pct,89.9;jobs,,persons,60,uoc", "2024-UTH", 2024, {}),
        ("Tới năm 2030", "jobs,,pct,94.9;trained,,rate,4", "2024", 2030, {}),
        (
            "Ngoài phạm vi, không phát sinh",
            "jobs,,pct,,khong_thuoc_pham_vi;jobs,,persons,,khong_phat_sinh;mean,,income,,chua_co",
            "2024",
            2024,
            {},
        ),
        (
            "Số kèm chữ",
            (
                "jobs,,pct,hơn 90;jobs,,persons,gần 60;mean,,income,khoảng 55;cover,poor,persons,hơn 9;"
                "cover,near,persons,3"
            ),
            "2024",
            2024,
            {},
        ),
        (
            "Trả lời bằng tay",
            "",
            "2024",
            2024,
            {4: Answer("22/22 xã", "2024-12-31", "Sở", ""), 5: Answer("", "", "", "dat"), 1: Answer("99")},
        ),
        ("Có năm trước", "jobs,,persons,9", "2024", 2024, {}),
        ("Số kèm chữ và số không", "cover,poor,persons,hơn 10;cover,near,persons,0", "2024", 2024, {}),
        ("Trả lời chỉ có nguồn", "", "2024", 2024, {4: Answer("", "", "Sở"), 5: Answer("", "", "Sở")}),
        ("Trả lời chưa đạt", "", "2024", 2024, {4: Answer("21/22", "", "", "dat"), 5: Answer("đang làm")}),
    ):
        report = filled(template(), lines, period)
        if title == "Có năm trước":
            report.neighbours.add(filled(template(), "jobs,,persons,9", "2023"))
        report.plan = plan
        for number, given in answers.items():
            report.apply(SetAnswer(targets[number - 1].id, given))
        report.apply(SetAnswer(task.id, Answer("đã mở") if answers else None))
        yield from ("", f"=== {title} ===", *_listed(period, lines))
        standings = attainment.standings(plan, report, year)
        for one in standings:
            got = one.achieved
            where = [str(got.number or "-"), _at(got.address), got.period.code] if got else []
            stands = [one.text or "-", one.got or "-", one.attainment.label, *where]
            yield f"  {one.target.order}. {one.target.indicator}: {' | '.join(stands)}"
        counts = attainment.Situation(plan, year, report, standings).counts()
        yield "  " + "; ".join(f"{kind.label}: {count}" for kind, count in counts.items() if count)
        yield f"  Nhiệm vụ: {attainment.standing_of(report, task).label}"
        findings = check(report)
        assert Counter(_WEIGHER.weights(report)) == Counter(finding.severity for finding in findings)
        yield from (line for finding in findings if finding.code == "plan.target" for line in _finding(finding))
    yield from ("", "=== Nhiệm vụ đã trả lời ===")
    report = filled(template(), "")
    for given in (Answer("", source="Sở"), Answer("", attainment="dat"), Answer("x", attainment="lạ")):
        report.apply(SetAnswer(task.id, given))
        yield f"  {given}: {attainment.standing_of(report, task).label}"
    yield from ("", "=== Ô của chỉ tiêu ===")
    padded = (replace(targets[1], order=order, cell=f"{'jobs.persons':<{order}}") for order in (300, 301))
    for target in (*targets, *padded):
        at = attainment.cell(report, target)
        linked = "trả lời" if attainment.is_linked(template(), target) else "không trả lời"
        yield f"  {target.order}. {_at(at)} {linked}; {attainment.problem(template(), target) or 'đọc được'}"


RECORDS: Mapping[str, Callable[[], Iterator[str]]] = {
    "mot-bao-cao": of_one_report,
    "nhieu-bao-cao": of_several,
    "ke-hoach": of_plans,
}
"""What is written down, by the name of its file."""


def written(name: str) -> str:
    """A record as it is today."""
    return "\n".join(RECORDS[name]()).strip() + "\n"


if __name__ == "__main__":
    for each in RECORDS:
        (HERE / f"{each}.txt").write_text(written(each), encoding="utf-8")
