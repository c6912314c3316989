"""What is written down of documents: small reports in many states, and what every kind of document says of them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from forms.checks import attainment
from forms.checks.attainment import Situation
from forms.checks.checker import accept, check
from forms.checks.findings import Finding
from forms.definitions.legal_document import LegalDocument
from forms.definitions.rules import Severity
from forms.definitions.template import Merge
from forms.document import issuing, plan_document, plan_reminder, plan_slip, request_document, revisions
from forms.document.document import compose, doubts, printed, unfinished
from forms.document.handouts import comparison, figures, summary
from forms.document.handouts.comparison import ComparedFigure, ComparedNumber, ComparedOffice
from forms.document.handouts.figures import ChosenFigures
from forms.document.letters import forwarding, holder_reminder, minutes, reminder, tracking
from forms.document.letters.holder_reminder import Lacking
from forms.document.letters.minutes import HandedReport, People, Sealed
from forms.document.letters.reminder import Owed
from forms.document.owing import Asked, Holder, owing
from forms.document.request import chosen, make
from forms.errors import KnownError
from forms.narrative.blocks import Text
from forms.offices.deadlines import Deadline, Due
from forms.offices.plan import Answer, LocalPlan, PlanTarget, PlanTask, YearText
from forms.offices.units import Unit
from forms.report.cells import Address, Cell, Mark, MarkKind
from forms.report.changes import (
    Called,
    Pin,
    SetAnswer,
    SetDetail,
    SetLegalDocument,
    SetNote,
    SetParagraphs,
)
from forms.report.report import Report
from forms.values.aims import Better
from forms.values.numbers import Number, show
from forms.values.period import parse
from tests.forms.document import drawn
from tests.forms.document.fillings import AT, CARE, HERE, LOANS, TODAY, WORK, made, spanned
from tests.forms.small import put


def _titled(title: str, lines: Iterator[str]) -> Iterator[str]:
    yield ""
    yield f"=== {title} ==="
    yield from lines


def _document(title: str, report: Report, findings: tuple[Finding, ...] = ()) -> Iterator[str]:
    """A document, and what is still wanting of it."""
    yield from _titled(title, drawn.document(compose(report, AT, "0A1B-2C3D", findings)))
    yield from (f"Còn: {sentence}" for sentence in unfinished(report, AT))
    yield from (f"Nghi: {doubt.message} {doubt.instruction}" for doubt in doubts(report))


def documents() -> Iterator[str]:
    """The report of a commune: a draft, what it is without numbers, final, issued again, with all that it may have."""
    report = made(WORK, CARE, LOANS)
    yield from _document("Dự thảo đủ số liệu", report)
    yield from _document("Chưa có số nào", made())
    yield from _document(
        "Không phát sinh", made("jobs,,persons,0;gifts,,count,,khong_phat_sinh;poor,,households,,khong_thuoc_pham_vi")
    )
    wrong = made(WORK, "poor,,households,5;poor,dtts,households,9")
    yield from _document("Số liệu sai khớp", wrong, tuple(check(wrong)))
    for change in revisions.finalise_all(report, "Y Hà", AT)[0][1]:
        report.apply(change)
    yield from _document("Đã chốt", report)
    given = {
        "number": "7",
        "day": "05/3/2025",
        "signer": "A Thuận",
        "authority": "KT. CHỦ TỊCH",
        "title": "PHÓ CHỦ TỊCH",
    }
    for each in issuing.issue(report, given, "Y Hà", AT):
        report.apply(each)
    yield from _document("Đã phát hành", report)
    report.apply(revisions.reopen(report, "Sót số liệu của một thôn", "Y Hà", AT))
    put(
        report,
        "jobs,,persons,1031;jobs,loans,persons,1011;gifts,,count,,xoa;poor,,rate,12.25;"
        "credit,Làng Cũ,households,,khong_phat_sinh",
    )
    report.apply(SetNote(Address("poor", "", "rate"), "Lý do: tính nhầm tổng số hộ"))
    report.apply(SetNote(Address("jobs", "", "persons"), "Sổ theo dõi của công chức"))
    report.apply(SetDetail("cell_notes", "có"))
    report.apply(
        SetLegalDocument(
            "vb1", LegalDocument("Kế hoạch", "15/KH-UBND", "05/3/2024", "Ủy ban nhân dân xã", "về việc làm")
        )
    )
    for finding in check(report):
        if finding.severity is Severity.WARNING:
            report.apply(accept(report, finding, "Có khu công nghiệp mới", "Y Hà", AT))
    yield from _document("Phát hành lại", report)
    yield from (f"Dòng in: {section or '-'} {place}: {_words(parts)}" for section, place, parts in printed(report))


def _words(parts: tuple[object, ...]) -> str:
    return drawn.spaced("".join(part.text if isinstance(part, Text) else "(*)" for part in parts))


_DETAILS = {
    "superior": "Tỉnh ủy Kon Tum",
    "agency": "Đảng ủy\nxã Đăk Blà",
    "addressee": "Tỉnh ủy\nBan Dân vận",
    "place": "Đăk Blà",
    "number_symbol": "BC/ĐU",
    "authority": "T/M ĐẢNG ỦY",
    "title": "BÍ THƯ",
    "signer": "Y Hà",
    "recipients": "Như trên\nLưu: VT",
    "request": "Công văn số 12/CV ngày 03/12/2023 của Tỉnh ủy",
    "grounds": "Chỉ thị số 1;\nCăn cứ Chỉ thị số 2.",
    "subject": "Kết quả năm",
    "drafter": "Văn phòng",
    "as_of": "2024-11-15",
    "as_of:I.1": "2024-10-31",
    "as_of:gifts": "2024-09-30",
    "data_code": "không",
    "apart": "có",
}


def documents_of_words() -> Iterator[str]:
    """What officers write themselves: words, pasted tables, headings, details of the head and the foot."""
    report = made(WORK, CARE)
    for section, texts in (
        ("opening", ("Căn cứ Luật Việc làm;", "Căn cứ Kế hoạch số 5/KH-UBND .", "Xã báo cáo:")),
        (
            "I.1",
            (
                "Có {jobs.persons}[ và {gifts.count}] nhận quà{note: Sổ: {jobs.persons}.}.",
                "|Thôn|Số hộ|Ghi chú|",
                "|Làng Mới|12|tốt|",
                "|Làng Cũ|1.034|",
            ),
        ),
        ("II", ("1. Ưu điểm", "Làm tốt.", "2. Hạn chế: còn chậm", "3. Nguyên nhân")),
        ("closing", ("Xin hết.",)),
    ):
        report.apply(SetParagraphs(section, texts))
    for key, value in _DETAILS.items():
        report.apply(SetDetail(key, value))
    report.sources["xa-1"] = Pin("ab" * 16, 1, "đã sửa tay sau khi kết xuất")
    report.called["toys"] = Called("toys", "I.2", "Đồ chơi", (("count", "Số lượng", "cái"),), ())
    report.cells[Address("toys", "", "count")] = Cell(Number(1200))
    yield from _document("Lời văn của xã", report)
    report.apply(SetDetail("long_list", "từ 5 dòng"))
    put(
        report,
        ";".join(f"jobs,abroad/{country},persons,1" for country in ("Lào", "Nga", "Canada", "Hungary", "Angola")),
    )
    yield from _document("Danh sách dài để ở phụ lục", report)
    marked = made(WORK)
    held = marked.cells[Address("jobs", "", "persons")]
    marked.cells[Address("jobs", "", "persons")] = replace(
        held, marks=(Mark(MarkKind.PRELIMINARY, "sơ bộ, chờ quyết định công nhận"),)
    )
    marked.cells[Address("training", "", "persons")] = Cell(Number(120)).worded("hơn")
    yield from _document("Số sơ bộ, số kèm chữ", marked)


def documents_of_periods() -> Iterator[str]:
    """Nine months beside six, a year ago and what is foreseen; an estimate; a term with its periods side by side."""
    nine = made(WORK, CARE, period="2024-9T")
    for lines, period in (
        (f"{WORK}//jobs,,persons,24", "2023-9T"),
        ("jobs,,persons,12;jobs,,plan,40", "2024-6T"),
        ("jobs,,persons,50", "2024-UTH"),
    ):
        nine.neighbours.add(made(*lines.split("//"), period=period))
    nine.apply(SetDetail("as_of", "2024-09-15"))
    yield from _document("Chín tháng", nine)
    estimate = made("jobs,,persons,50;jobs,,plan,40", period="2024-UTH")
    estimate.neighbours.add(made("jobs,,persons,45;jobs,loans,persons,45", period="2023"))
    yield from _document("Ước thực hiện", estimate)
    yield from _document("Các kỳ cạnh nhau", spanned())


def handouts() -> Iterator[str]:
    """The page for those who lead, and offices side by side."""
    report = made(WORK, CARE)
    last = made(
        "jobs,,persons,24;jobs,abroad,persons,22;gifts,,count,9;poor,,households,130;poor,,rate,13", period="2023"
    )
    older = made("jobs,,persons,,chua_co;poor,,households,140", period="2022")
    report.neighbours.add(last)
    choice = figures.proposed(report.template)
    for title, one, cells, others in (
        ("Trang lãnh đạo, đủ số", report, choice, (last, older)),
        ("Trang lãnh đạo, không có năm trước", made(WORK, "poor,,rate,9.5;poor,,goal,10"), choice, ()),
        (
            "Trang lãnh đạo, số ước",
            made("jobs,,persons,50;jobs,,plan,40;jobs,,pct_plan,120", period="2024-UTH"),
            choice,
            (last,),
        ),
        (
            "Trang lãnh đạo, chín tháng",
            made("jobs,,persons,20;jobs,,plan,40;gifts,,count,0", period="2024-9T"),
            choice,
            (),
        ),
        (
            "Trang lãnh đạo, ô tự chọn",
            report,
            ChosenFigures(
                (
                    Address("training", "", "persons"),
                    Address("gifts", "holiday:tet", "count"),
                    Address("gifts", "holiday:tet", "amount"),
                )
            ),
            (last,),
        ),
        ("Trang lãnh đạo, các kỳ cạnh nhau", spanned(), choice, ()),
    ):
        yield from _titled(title, drawn.handout(summary.compose(one, cells, AT, others, check(one), "0A1B-2C3D")))
    final = made(WORK, "poor,,households,5;poor,dtts,households,9")
    final.apply(SetDetail("as_of", "2024-11-15"))
    for change in revisions.finalise_all(final, "Y Hà", AT)[0][1]:
        final.apply(change)
    yield from _titled(
        "Trang lãnh đạo, đã chốt", drawn.handout(summary.compose(final, choice, AT, (), check(final), "0A1B"))
    )
    yield from (f"Chọn được: {figures.name(report, cell)}" for cell in figures.choosable(report))
    offices = [ComparedOffice("Xã Đăk Blà"), ComparedOffice("Xã Ia Chim", "chưa gửi"), ComparedOffice("Xã Hòa Bình")]
    for numbers, words in (((30, None, 10), ""), ((30, 5, 10), "x"), ((-1, 0, 0), "")):
        persons = _compared("jobs", "persons", Merge.SUM, numbers, words)
        rate = _compared("poor", "rate", Merge.NONE, (12, 9, None), "", own=11)
        yield from _titled("So sánh các xã", drawn.handout(comparison.compose(report, offices, [persons, rate], AT)))
    yield from _titled(
        "So sánh tỷ lệ",
        drawn.handout(
            comparison.compose(
                report, offices[::2], [_compared("poor", "rate", Merge.NONE, (12, 9), "", own=11)] * 4, AT
            )
        ),
    )


def _compared(
    figure: str, measure: str, how: Merge, numbers: tuple[int | None, ...], words: str, own: int | None = None
) -> ComparedFigure:
    stated = tuple(
        ComparedNumber() if one is None else ComparedNumber(show(Number(one)), Number(one), bool(words) and place == 1)
        for place, one in enumerate(numbers)
    )
    total = sum(filter(None, numbers)) if own is None else own
    counted = f"{sum(one is not None for one in numbers)}/{len(numbers)}"
    return ComparedFigure(
        Address(figure, "", measure), how, stated, ComparedNumber(show(Number(total)), Number(total)), counted
    )


def letters() -> Iterator[str]:
    """What offices write to each other about reports."""
    report = made(WORK, CARE)
    report.unit = replace(report.unit, path=("Tỉnh Kon Tum",))
    units = [Unit(f"Xã {name}", "xa") for name in ("Ia Chim", "Hòa Bình")]
    due = Due(date(2025, 1, 20), Deadline("", "chậm nhất 20/01 năm sau", "Công văn 1"))
    late = Due(date(2025, 1, 10), Deadline("", "trước 11/01 năm sau", "Công văn 1", receiver="Huyện ủy"))
    many = [Unit(f"Xã {number}", "xa") for number in range(21)]
    for title, found in (
        ("Gửi biểu số liệu", forwarding.compose(report, units, TODAY, due.last, AT)),
        ("Gửi biểu cho nhiều xã", forwarding.compose(report, many, TODAY, None, AT)),
    ):
        yield from _titled(title, drawn.document(found))
    owed = [
        Owed(units[0], report.period, late, 2),
        Owed(units[1], report.period, due, 0, again=True),
        Owed(many[0], parse("2023"), None, 0, into=("Ủy ban nhân dân xã Ia Chim", "Ủy ban nhân dân xã Ia Tơi")),
    ]
    yield from _titled("Đôn đốc", drawn.document(reminder.compose(report, owed, TODAY, AT)))
    yield from _titled(
        "Đôn đốc nhiều xã",
        drawn.document(reminder.compose(report, [replace(owed[0], unit=one) for one in many[:7]], TODAY, AT)),
    )
    for one in owed:
        for own in (late, None):
            yield from _titled(f"Lời nhắn: {one.state}", iter(reminder.words(report, one, AT, own).splitlines()))
        yield reminder.short(report, one, TODAY)
    rows = [("Xã Ia Chim", "Đã nhận", "05/01/2025", "01", "144/144", "2", "20/01/2025"), ("Xã Hòa Bình", *[""] * 6)]
    yield from _titled(
        "Bảng theo dõi", drawn.document(tracking.compose(report, rows, "01/02 đơn vị đã gửi", TODAY, AT))
    )
    done = HandedReport("a.bc42", "Báo cáo năm 2025", "Xã Đăk Môn", "Đã phát hành", (144, 144), AT)
    left = HandedReport("a.bc42", "Báo cáo năm 2026", "Xã Đăk Môn", "Dự thảo", (3, 144), AT, "trước ngày 15/12/2026")
    for people, reports, remarks in (
        (People("", ""), [done], ()),
        (People("Y Hà", "A Thuận"), [done, left], ("tệp b không mở được.",)),
        (People("Y Hà", ""), [done], ("thiếu khóa ký.",)),
    ):
        sealed = Sealed("xa.bangiao", 12_345, "0123456789abcdef" * 4, ["Cài đặt", "Danh sách đơn vị"], remarks)
        yield from _titled(
            "Biên bản bàn giao", drawn.document(minutes.compose(report, people, reports, sealed, TODAY, AT))
        )
    holders = {"I.2": Holder("Sở Y tế", "Y Lan", "0912"), "vay_von": Holder("Ngân hàng")}
    asked = [
        Asked("I.1", "Sở Nội vụ", date(2025, 1, 5), "An", AT),
        Asked("I.1", "Sở Công an", None, "An", AT, replied=AT),
        Asked("I.2", "Sở Y tế", TODAY, "An", AT),
    ]
    standing = owing(report, asked, TODAY, holders)
    yield from _titled(
        "Ai nợ số liệu",
        (
            f"{one.section.code} {one.agency or '-'} ({one.holder.person or '-'}): {one.standing.label}, "
            f"{one.full}/{one.cells} ô"
            for one in standing
        ),
    )
    lacking = [Lacking("Báo cáo năm 2024", due, tuple(standing)), Lacking("Báo cáo khác", None, tuple(standing[:1]))]
    for holder in (holders["I.2"], Holder("Sở Nội vụ"), Holder("", "Y Lan"), Holder()):
        for listed in (lacking, lacking[1:]):
            yield from _titled("Nhắc nơi giữ số liệu", iter(holder_reminder.words(holder, listed, TODAY).splitlines()))
    for codes, all_periods, about, until in (
        (["I.1"], False, report, TODAY),
        (["I.1", "I.2", "vay_von"], False, report, None),
        (["vay_von"], True, spanned(), TODAY),
    ):
        request = make(about, chosen(about, codes), "Sở Nội vụ", TODAY, until, all_periods=all_periods)
        yield from _titled("Phiếu đề nghị", drawn.document(request_document.compose(request, AT)))


def plans() -> Iterator[str]:
    """How a plan stands: the report, the letters to agencies, and their slips."""
    report = made(WORK, CARE)
    jobs = PlanTarget(
        4,
        "Việc làm mới",
        (YearText(2024, "25"), YearText(2030, "30")),
        "Kinh tế",
        "",
        "lao động",
        "Sở Nội vụ",
        Better.HIGHER,
        cell="jobs.persons",
        link="direct",
    )
    water = PlanTarget(1, "Nước sạch", group="Môi trường")
    town = PlanTarget(
        2,
        "- Thành thị",
        (YearText(2024, "98"), YearText(2030, "100")),
        "Môi trường",
        "Nước sạch",
        "%",
        "Sở A",
        Better.HIGHER,
        note="Theo quy chuẩn",
    )
    health = PlanTarget(3, "Tiêm chủng", (YearText(2030, "95"),), "Y tế", "", "%", "Sở B", Better.HIGHER)
    loss = PlanTarget(5, "Thất thoát nước", (YearText(2024, "dưới 10%"),), "", "", "%", "Sở A", Better.LOWER)
    tasks = (
        PlanTask(1, "Rà soát", "Môi trường", "Sở A", "Sở B", "Quý I"),
        PlanTask(2, "Tập huấn", "Y tế", "Sở A", note="Gấp"),
        PlanTask(3, "Kiểm tra", "Y tế", "Sở B"),
    )
    report.apply(SetAnswer(town.id, Answer("97,5", "2024-11-15", "Báo cáo số 5")))
    report.apply(SetAnswer(tasks[0].id, Answer("7/10 xã", "2024-11-15")))
    report.apply(SetAnswer(tasks[2].id, Answer("xong", "", "", "dat")))
    for listed, done in (((water, town, health, jobs, loss), tasks), ((health, jobs), ())):
        plan = LocalPlan("Kon Plông", listed, done)
        situation = Situation(plan, 2024, report, attainment.standings(plan, report, 2024))
        yield from _titled("Tình hình kế hoạch", drawn.document(plan_document.compose(situation, AT)))
        yield f"Cơ quan: {', '.join(plan_slip.agencies(plan))}"
        for agency in plan_slip.agencies(plan):
            yield from _titled(
                f"Đôn đốc {agency}", _said(functools.partial(plan_reminder.words, situation, agency, TODAY))
            )
            slip = plan_slip.make(situation, agency)
            yield f"Phiếu: {slip.locality}; {slip.agency}; {slip.office} {slip.template} {slip.period} ({slip.label})"
            yield f"Năm: {slip.years}"
            yield from (
                f"  {'khóa ' * line.locked}{line.kind} {line.given} {line.wanted} -> {line.answer}"
                for line in slip.lines
            )


def _said(speak: Callable[[], str]) -> Iterator[str]:
    """What is said, or why nothing can be."""
    try:
        yield from speak().splitlines()
    except KnownError as error:
        yield f"! {error}"


RECORDS: Mapping[str, Callable[[], Iterator[str]]] = {
    "bao-cao": documents,
    "loi-van": documents_of_words,
    "cac-ky": documents_of_periods,
    "trang-lanh-dao": handouts,
    "cong-van": letters,
    "ke-hoach": plans,
}
"""What is written down, by the name of its file."""


def written(name: str) -> str:
    """A record as it is today."""
    return "\n".join(RECORDS[name]()).strip() + "\n"


if __name__ == "__main__":
    for each in RECORDS:
        (HERE / f"{each}.txt").write_text(written(each), encoding="utf-8")
