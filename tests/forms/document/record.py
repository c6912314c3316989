"""What is written down of documents: small reports in many states, and what every kind of document says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from forms.checks import attainment
from forms.checks.attainment import Situation
from forms.checks.checker import accept, check
from forms.checks.findings import Finding
from forms.definitions.legal_document import LegalDocument
from forms.definitions.rules import Severity
from forms.document import issuing, plan_document, plan_reminder, plan_slip, revisions
from forms.document.appendix import lines as appendix_lines
from forms.document.document import compose, doubts, printed, spoken, unfinished
from forms.document.reply import Given, Reply, differences
from forms.errors import KnownError
from forms.narrative.blocks import Heading, Paragraph, Text
from forms.offices.plan import Answer, LocalPlan, PlanTarget, PlanTask, YearText
from forms.offices.units import Unit
from forms.report import entry
from forms.report.cells import Address, Cell, Mark, MarkKind
from forms.report.changes import (
    Called,
    Change,
    Pin,
    SetAnswer,
    SetCell,
    SetDetail,
    SetLegalDocument,
    SetNote,
    SetParagraphs,
    SetRow,
)
from forms.report.report import Report
from forms.values.aims import Better
from forms.values.numbers import Number
from forms.values.period import parse
from tests.forms.document import drawn
from tests.forms.document.fillings import AT, CARE, HERE, LOANS, TODAY, WORK, made, spanned
from tests.forms.document.handouts.told import handouts
from tests.forms.document.letters.told import letters
from tests.forms.small import put


def _document(title: str, report: Report, findings: tuple[Finding, ...] = ()) -> Iterator[str]:
    """A document, and what is still wanting of it."""
    yield from drawn.titled(title, drawn.document(compose(report, AT, "0A1B-2C3D", findings)))
    yield from (f"Còn: {sentence}" for sentence in unfinished(report, AT))
    yield from (f"Nghi: {doubt.message} {doubt.instruction}" for doubt in doubts(report))


def documents() -> Iterator[str]:
    """The report of a commune: a draft, what it is without numbers, final, issued again, with all that it may have."""
    report = made(WORK, CARE, LOANS)
    yield from _document("Dự thảo đủ số liệu", report)
    yield from _document("Chưa có số nào", made())
    yield from _document("Chỉ có kế hoạch", made("jobs,,plan,40;poor,,rate,,khong_thuoc_pham_vi"))
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
    yield from (
        f"Dòng in: {line.section if line.edited else '-'} {line.place}: {_words(line.block)}"
        for line in printed(report)
    )


def _words(block: Heading | Paragraph) -> str:
    if isinstance(block, Heading):
        return spoken(block)
    return drawn.spaced("".join(part.text if isinstance(part, Text) else "(*)" for part in block.content))


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
    "grounds": "Chỉ thị số 1;\n Căn cứ Chỉ thị số 2. ",
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
    for country in ("Lào", "Nga", "Canada", "Hungary", "Angola"):
        put(report, f"jobs,abroad/{country},persons,1;credit,Làng {country},households,2")
    villages = "Cho vay {credit.households}{note: Gồm: {each credit[village:*]: {label}: {households}}.}."
    report.apply(SetParagraphs("II", (villages,)))
    yield from _document("Danh sách dài để ở phụ lục", report)
    marked = made(WORK)
    held = marked.cells[Address("jobs", "", "persons")]
    marked.cells[Address("jobs", "", "persons")] = replace(
        held, marks=(Mark(MarkKind.PRELIMINARY, "sơ bộ, chờ quyết định công nhận"),)
    )
    marked.cells[Address("training", "", "persons")] = Cell(Number(120)).worded("hơn")
    yield from _document("Số sơ bộ, số kèm chữ", marked)


def _beside() -> Iterator[str]:
    """The lines of a section that only a report beside has: of another level, with rows of its own."""
    report = made(CARE)
    other = made("homes,,households,3;gifts,source:Quỹ tỉnh,count,1", period="2023")
    other.unit = Unit("Tỉnh Kon Tum", "tinh")
    for line in appendix_lines(report, report.template.sections["I.2"], [other]):
        yield f"{line.number or '-'} {'›' * line.depth}{line.label} ({line.report.period.code})"


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
    last = spanned()
    yield from _document("Các kỳ cạnh nhau", last)
    for change in revisions.finalise_all(last, "Y Hà", AT)[-1][1]:
        last.apply(change)
    reopened = partial(revisions.reopen_all, last, "Sót một thôn")
    for move in (reopened, partial(revisions.finalise_all, last)):
        for one, changes in move("Y Hà", AT):
            for change in changes:
                one.apply(change)
            yield f"{one.period.label}: {one.state.label}, {len(one.revisions)} bản"
    yield from drawn.titled("Dòng của đơn vị cấp khác bên cạnh", _beside())


def replies() -> Iterator[str]:
    """What the replies of an agency would change, and why one is refused."""
    report = made(WORK, CARE, LOANS)
    report.apply(SetNote(Address("poor", "", "rate"), "Cũ"))
    for given in _filled_in():
        reply = Reply(report.unit.id, report.unit.name, "mau", report.period, "Sở A", ("I.1",), given)
        yield from drawn.titled("Phiếu trả lời", _differences(report, reply))
    for other in (replace(reply, unit="x"), replace(reply, template="x"), replace(reply, period=parse("2023"))):
        yield from _differences(report, other)


def _filled_in() -> Iterator[tuple[Given, ...]]:
    """What agencies wrote into the cells that they were asked for."""
    year, persons, rate = parse("2024"), Address("jobs", "", "persons"), Address("poor", "", "rate")
    added, village = Address("credit", "village:+1", "households"), Address("credit", "village:#1", "amount")
    one, two = partial(Given, "I.1", 5, year), partial(Given, "I.2", 6, year)
    yield one(persons, Number(31)), two(rate, "45,5 ", "ước", "Mới")
    yield one(added, Number(3), label="Làng Xa"), two(added._replace(measure="amount"), "1,5", label="Làng Xa")
    yield (one(added, note="Chưa vay", label="Làng Gần"),)
    yield one(village, "", "không phát sinh", printed="Làng Khác"), two(rate, Number(5, 1))
    yield one(persons, "30"), two(rate)
    yield one(persons, "31", "ươc"), two(rate, "", "ước")
    yield one(persons, "31", "chưa có số liệu"), two(rate, "abc")
    yield one(persons, "31"), two(persons, "32")
    yield one(persons, "", "không phát sin"), two(rate, "5", "chưa có")
    yield one(Address("gone", "", "x"), "1"), replace(two(persons, "1"), period=parse("2023"))
    yield one(Address("credit", "village:#9", "amount"), "1"), two(added, "1")
    yield one(Address("jobs", "channel:+1", "persons"), "1", label="A"), two(rate, "101")


def _differences(report: Report, reply: Reply) -> Iterator[str]:
    try:
        for one in differences(report, [reply]):
            doubt = f" ({one.doubt})" * bool(one.doubt) + ", lạc dòng" * one.strayed
            yield f"{one.section} {one.name}, {one.period.label}: {one.before or '(trống)'} -> {one.after}{doubt}"
            yield from (f"    {type(change).__name__} {_told(change)}" for change in one.changes)
    except KnownError as error:
        yield f"! {error}"


def _told(change: Change) -> str:
    """What a reply changes, in short."""
    match change:
        case SetRow(row):
            return f"{row.figure} {row.id} {row.label}"
        case SetNote(address, text):
            return f"{' '.join(filter(None, address))}: {text}"
        case SetCell(address, Cell() as cell):
            return f"{' '.join(filter(None, address))}: {entry.shown(cell)} {cell.state.value}"
    return str(change)


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
    report.apply(SetAnswer(loss.id, Answer("12%")))
    for listed, done in (((water, town, health, jobs, loss), tasks), ((health, jobs), ())):
        plan = LocalPlan("Kon Plông", listed, done)
        situation = Situation(plan, 2024, report, attainment.standings(plan, report, 2024))
        yield from drawn.titled("Tình hình kế hoạch", drawn.document(plan_document.compose(situation, AT)))
        yield f"Cơ quan: {', '.join(plan_slip.agencies(plan))}"
        for agency in plan_slip.agencies(plan):
            yield from drawn.titled(f"Đôn đốc {agency}", _said(partial(plan_reminder.words, situation, agency, TODAY)))
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
    "tra-loi": replies,
    "ke-hoach": plans,
}
"""What is written down, by the name of its file."""


def written(name: str) -> str:
    """A record as it is today."""
    return "\n".join(RECORDS[name]()).strip() + "\n"


if __name__ == "__main__":
    for each in RECORDS:
        (HERE / f"{each}.txt").write_text(written(each), encoding="utf-8")
