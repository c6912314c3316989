"""What a workspace file answers and holds, act after act: a record beside the tests.

`python -m tests.storage.chronicle` from the root writes it anew; its difference is then reviewed.
"""

from __future__ import annotations

import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from difflib import unified_diff
from fractions import Fraction
from functools import partial
from pathlib import Path
from unittest import mock

from forms.books.pointing import BookLayout, Pointing, SheetPlace, When
from forms.definitions.loading import choices, levels, load
from forms.definitions.template import LegalConstant
from forms.document import revisions
from forms.document.owing import Holder
from forms.document.reply import Given, Reply
from forms.lists import unit_list
from forms.offices.deadlines import Deadline
from forms.offices.plan import LocalPlan, PlanTarget, PlanTask, YearText
from forms.offices.units import Unit
from forms.report.cells import Address, Cell, Mark, MarkKind, State
from forms.report.changes import Change, Issue, OpenRow, SetCell, SetDetail, SetIssue, SetNote, SetRow
from forms.report.report import Report
from forms.values import clock
from forms.values.numbers import Number
from forms.values.period import Period
from storage.intake import Sending, Yes
from storage.layouts import OfficeLayout
from storage.rescue import rescue
from storage.signed import Tie
from storage.statements import Means, Statement
from storage.tables.letters import Letter, LetterKind
from storage.tables.unit_list import lines
from storage.workspace import Batch, Replied, Workspace
from tests.storage.sent import AT, COUNT, DISTRICT, NEW, STOCK, TEMPLATE, Office, receiving
from tests.storage.told import act, tables, told, tried

HERE = Path(__file__).parent / "recorded"
YEAR = Period(2024)
_SAID = {
    "không nói gì": Yes(),
    "sửa tay": Yes(edited=True),
    "đơn vị mới": Yes(new_units=True),
    "khóa mới": Yes(new_key=True),
    "rẽ nhánh": Yes(fork=True),
    "kỳ khác": Yes(other_period=True),
    "là Xã Bê": Yes(unit=3),
    "dưới Xã A": Yes(above=2),
    "mới, dưới Xã A": Yes(new_units=True, above=2),
    "mọi điều": Yes(edited=True, new_units=True, new_key=True, fork=True, other_period=True),
}
_CODE = re.compile(r"\b[0-9a-f]{20,64}\b")
ROW = OpenRow("martyr_works", "item:#1", "Nghĩa trang xã", 1)
MERGER = """
Xã Môn,xa,1,,,,,mon@a.vn,0912
Xã Long,xa,2
Xã Xa,xa,3
Huyện Bên,huyen
Tỉnh Mới,tinh,,,,,,,
Xã Môn,xa,1,Tỉnh Mới,2025-07-01,,Xã Môn|2
Phường Nam,xa,,Tỉnh Mới,01/07/2025,,Xã Xa
Phường Bắc,xa,,Tỉnh Mới,2025-07-01,,Xã Xa
"""


_LINES = """
Xa Mon,xa,1
Xã Môn,huyen
Xã Khác,xa,9,Huyện Không
Xã Môn,xa,,,,,Xã Lạ
Xã Long,xa,2,,2026-01-01,2025-01-01
Tỉnh Mới,tinh,,Xã Môn
Xã Long,xa,2,Huyện Bên
Xã Long,xa,7
Xã Long,xa,2,,,2025-06-30,,long@a.vn
Xã Thêm,xa,8,Huyện Bên,2024-02-01
"""


def put(workspace: Workspace, text: str) -> int:
    """Take in a list of offices."""
    heads = ["name", "level", "code", "parent", "from", "until", "predecessors", "email", "phone"]
    cells = [line.split(",") for line in text.strip().splitlines()]
    known = levels(choices())
    return workspace.put_units(unit_list.read(enumerate([heads, *cells], 1), known), list(known))


def offices(folder: Path) -> Iterator[str]:
    """A list of offices with a merger: who is there when, under whom, by which names."""
    with receiving(folder) as here:
        yield from act("Nhận danh sách", put(here, MERGER), put(here, MERGER))
        yield from _units(here)
        for text in _LINES.strip().splitlines():
            yield from tried(f"Nhận dòng {text}", partial(put, here, text))
        for name, office in (("Xã Cũ", "Xã Long"), ("Xã Cũ", "Xã Môn"), ("x", "Xã Lạ")):
            yield from tried(f"{name} là {office}", partial(here.add_alias, name, office, YEAR.end, "Y Hà"))
        yield from _units(here)
        yield from (f"    {told(line)}" for line in lines(here.units(), YEAR.end))
        yield from tables(here)


def _units(here: Workspace) -> Iterator[str]:
    found = here.units()
    for number in found.ids:
        for day in (YEAR.end, Period(2025).end):
            gone = "" if found.exists(number, day) else " (không còn)"
            yield f"    {day.year} {number} {told(found.at(number, day))}{gone}"
            above, beneath = found.above(number, day), found.below(number, day)
            former, later = sorted(found.formers(number)), found.successors(number)
            yield f"      trên {above}, dưới {beneath}, trước {former}, sau {later}"
    yield f"    hết trong 2025: {told(found.ended_within(Period(2025)))}; liên hệ {told(found.contacts)}"
    for text in ("Xã Môn", "xã môn", "1", "Xã Môn, Tỉnh Mới", "Xã", "Xã Cũ", "Huyện Kon Rẫy"):
        named = [found.named(text, day) for day in (YEAR.end, Period(2025).end)]
        yield f'    "{text}": {named} {found.bearing(text, text)}'
    for unit in (
        Unit("Xã Môn", "xa"),
        Unit("Xã Long", "xa", path=("Huyện Kon Rẫy",)),
        Unit("Xã Long", "xa", "99"),
        Unit("Xã Mới", "xa"),
    ):
        yield from tried(f"Của ai: {unit.full} {unit.code}", partial(found.recognise, unit, YEAR.end))
        for parent in (None, 1, 2):
            yield from tried(f"Là ai, dưới {parent}", partial(found.settle, unit, parent, YEAR.end))


def _sendings(a: Office) -> Iterator[tuple[str, Sending, Yes | None]]:
    """What arrives, and what the officer says of it."""
    b, stranger = Office("Xã Bê"), Office("Xã Lạ Hoắc").send(1)
    draft, first, second = a.send(3, final=False), a.send(4), a.put(30, STOCK).send(5)
    fork, other, edited = Office("Xã A").send(9), Office("Xã A", "2023").send(1), b.send(7)
    edited = replace(edited, source=edited.source._replace(edited="Đã sửa tay sau khi kết xuất: 1 ô"))
    parts = tuple(Office(f"Xã K{number}", path=("Huyện Khác",)).send(6) for number in (1, 2))
    group = replace(Office("Huyện Khác", level="huyen").send(12), children=parts)
    yield "Dự thảo của A", draft, None
    yield "Lại chính nó", draft, None
    yield "A chốt", first, None
    yield "A phát hành lại", second, None
    yield "Bản cũ", first, None
    yield "Dự thảo cũ", draft, None
    yield "Rẽ nhánh", fork, None
    yield "Rẽ nhánh, đã hỏi", fork, Yes(fork=True)
    yield "Kỳ khác", other, None
    yield "Kỳ khác, đồng ý", other, Yes(other_period=True)
    yield "Sửa tay", edited, None
    yield "Sửa tay, đồng ý", edited, Yes(edited=True)
    yield "Có ký", replace(b.send(8), signer="khóa 1"), None
    yield "Khóa khác", replace(b.send(9), signer="khóa 2"), None
    yield "Khóa khác, đồng ý", replace(b.send(10), signer="khóa 2"), Yes(new_key=True)
    yield "Của mình", Office("Huyện Kon Rẫy", level="huyen").send(2), None
    yield "Lạ", stranger, None
    yield "Cùng tên không dấu", Office("Xã Bé").send(1), None
    yield "Gần giống", Office("Xã Bêê").send(1), None
    yield "Đoán", replace(stranger, guessed=2), None
    yield "Lạ, là Xã C", stranger, Yes(unit=4)
    yield "Đơn vị mới dưới Xã A", Office("Xã Mới").send(1), Yes(new_units=True, above=2)
    yield "Kèm cấp dưới", group, NEW
    yield "Kèm cấp dưới, lại", group, NEW
    yield "Phiếu lẻ", _slip(a, 2), None


def _later() -> Iterator[tuple[str, Sending, Yes | None]]:
    """What arrives after that."""
    fork, edited = Office("Xã A").send(8), Office("Xã Bê").send(7)
    edited = replace(edited, source=edited.source._replace(edited="Đã sửa tay sau khi kết xuất: 1 ô"))
    yield "Phiếu lẻ của nơi lạ", _slip(Office("Xã Chưa Biết"), 2), None
    yield "Cùng tên, khác cấp", Office("Xã C", level="huyen").send(2), None
    yield "Dưới chính huyện này", Office("Xã P", path=("Huyện Kon Rẫy",)).send(1), NEW
    yield "Dưới nơi chưa có", Office("Xã Q", path=("Tỉnh Lạ", "Huyện Lạ")).send(1), NEW
    yield "Rẽ nhánh của nơi mới", fork, Yes(new_units=True)
    yield "Rẽ nhánh, sửa tay", replace(edited, report=fork.report, data=fork.data), Yes(fork=True)
    yield "Rẽ nhánh của nơi mới dưới Xã C", fork, Yes(new_units=True, above=4)
    yield "Kỳ trước của B", Office("Xã Bê", "2022").send(3), Yes(other_period=True)


def exchange(folder: Path) -> Iterator[str]:
    """Reports that come: first, again, older, two at once, of whom nobody knows; and what they come to."""
    with receiving(folder) as here:
        put(here, "Xã A,xa\nXã Bê,xa\nXã C,xa")
        a = Office("Xã A")
        yield from _arriving(here, _sendings(a))
        yield from _verdicts(here, a)
        yield from _arriving(here, _later())
        yield from _sums(here)
        (one, *_) = [one for one in here.received("nq42", YEAR) if one.standing]
        here.give_back(one.id, "Sai đơn vị tính")
        yield from act("Đề nghị báo cáo lại", here.received("nq42", YEAR))
        yield from _sums(here)
        yield from act("Thay bản đã trả lại", _take(here, a.send(11), None))
        d = Office("Xã Đê").put(30, STOCK)
        here.give_back(_take(here, d.send(3, final=False), NEW), "Sai đơn vị tính")
        slip = replace(_slip(Office("Xã Đê"), 4), wrapping=b"", envelope=None)
        yield from _arriving(here, [("Phiếu lẻ trên bản đã trả lại", slip, None)])
        yield from _arriving(here, [("Phiếu lẻ trên bản đã trả lại, đồng ý", slip, Yes(fork=True))])
        report = here.load(load)
        given = Statement(COUNT, Cell(Number(5), State.ESTIMATE), Means.TELEPHONE, "Y Lan")
        (one, *_) = [one for one in here.received("nq42", YEAR) if one.standing and one.unit == 2]
        here.note_statement(one.id, here.received_report(one.id, TEMPLATE), given, "Y Hà")
        here.note_statement(
            one.id,
            here.received_report(one.id, TEMPLATE),
            given._replace(address=STOCK, means=Means.PAPER, source="CV 1"),
            "Y Hà",
        )
        yield from act("Số báo qua điện thoại", here.statements("nq42", YEAR))
        yield from _sums(here)
        (other,) = [one for one in here.received("nq42", YEAR) if one.standing and one.file.startswith("Xã Đê")]
        here.note_statement(other.id, here.received_report(other.id, TEMPLATE), given._replace(address=STOCK), "Y Hà")
        slip = replace(_slip(Office("Xã Đê"), 5), wrapping=b"", envelope=None)
        yield from _arriving(here, [("Phiếu lẻ không nhắc đến số đã báo", slip, None)])
        yield from act("Số ấy còn chờ văn bản", here.statements("nq42", YEAR))
        here.withdraw_statement(here.statements("nq42", YEAR)[0], TEMPLATE)
        yield from act("Rút một số", here.statements("nq42", YEAR))
        here.begin_on_paper(4, TEMPLATE, Period(2023), "Y Hà")
        here.attach(2, report, "trang 1.png", b"png", "Y Hà")
        here.note_absence(4, report, "Chia tách", "Y Hà")
        here.keep_layout("nq42", OfficeLayout(4, "0a", {COUNT: SheetPlace("Biểu 1", 7, 3)}), "Y Hà")
        yield from act("Không gửi", here.absences("nq42", YEAR), here.attachments("nq42", YEAR), here.arrivals())
        yield from tables(here)


def _arriving(here: Workspace, sendings: Iterable[tuple[str, Sending, Yes | None]]) -> Iterator[str]:
    """What each is judged to be, also once it is expected, and what comes of it."""
    for title, sending, yes in sendings:
        looking = here.looking(yes)
        judged = looking.judge(sending, yes)
        looking.expect(sending, judged)
        again = looking.judge(sending, yes)
        yield from act(
            f"{title}: {sending.source.name}",
            judged,
            f"sau đó {again.verdict} {again.remark}",
            looking.former(sending, judged),
            looking.beneath(sending, judged.office),
        )
        if judged.verdict.comes_in:
            yield from tried("  nhận", partial(_take, here, sending, yes))


def _verdicts(here: Workspace, a: Office) -> Iterator[str]:
    """What each would be now, whatever the officer says of it."""
    for title, sending, _ in _sendings(a):
        found: dict[str, list[str]] = {}
        for said, yes in _SAID.items():
            judged = here.looking(yes).judge(sending)
            answer = f"{judged.verdict} {judged.office or '-'} {judged.changes} {list(judged.choices)}"
            found.setdefault(answer, []).append(said)
        yield from act(title, *(f"{answer}: {', '.join(when)}" for answer, when in found.items()))


def _take(here: Workspace, sending: Sending, yes: Yes | None) -> int:
    with here.intake("Y Hà", yes) as intake:
        return intake.take(sending, intake.judge(sending), [("Huyện", "huyen"), ("Xã", "xa")])


def _slip(office: Office, count: int) -> Sending:
    """A slip that says one cell, over what the office sent before."""
    sending = office.send(count)
    given = Given("II.1", 5, YEAR, COUNT, Number(count))
    reply = Reply(office.report.unit.id, office.report.unit.name, "nq42", YEAR, "Xã A", ("II.1",), (given,))
    return replace(sending, reply=reply)


def _sums(here: Workspace) -> Iterator[str]:
    own = here.units().find(DISTRICT.name, YEAR.end)
    found = here.below(TEMPLATE, own, YEAR)
    figure = TEMPLATE.figures[COUNT.figure]
    yield from act(
        "Tổng hợp",
        found.tallies.total(figure, COUNT.row, COUNT.measure),
        f"có {told([unit.full for unit in found.tallies.offices])}",
        f"vắng {told(found.tallies.absent)}, giải thể {told(found.dissolved)}",
        found.pins,
        found.statements,
        {number: one.file for number, one in here.senders(TEMPLATE, own, YEAR).chosen.received.items()},
        here.column(TEMPLATE, YEAR, COUNT),
        here.total(TEMPLATE, YEAR).total(figure, COUNT.row, COUNT.measure),
        [here.parts(TEMPLATE, one) for one in here.received("nq42", YEAR)],
    )


def own_report(folder: Path) -> Iterator[str]:
    """One report: typed, undone, done again, final, opened again, saved elsewhere; and all that is kept beside it."""
    with Workspace.create(folder / "một.bc42") as here:
        here.add_report(DISTRICT, YEAR, TEMPLATE, own=True, who="Y Hà")
        here.add_report(DISTRICT, Period(2023), TEMPLATE, changes=[SetCell(COUNT, Cell(Number(250)))], who="Y Hà")
        here.add_report(Unit("Xã A", "xa"), YEAR, TEMPLATE, parent=DISTRICT.name)
        report = here.load(load, DISTRICT.name, YEAR)
        overruled = Mark(MarkKind.OVERRULED, "Thiếu một thôn", Number(8))
        typed: tuple[Change, ...] = (
            SetCell(COUNT, Cell(Number(7))),
            SetCell(COUNT, Cell(Number(95, 1), State.ESTIMATE, "9+0,5", (overruled,))),
            SetNote(COUNT, "Sổ"),
            SetRow(ROW),
            SetCell(Address(ROW.figure, ROW.id, "amount"), Cell(Number(3))),
            SetDetail("signer", "Y Hà"),
            SetCell(COUNT, Cell(None, State.NIL)),
        )
        for change in typed:
            here.save(report, [change], "Y Hà", AT, [report.apply(change)])
        yield from act(
            "Đã nhập", report, here.history(report, COUNT), here.step(report), here.labels("martyr_works", "", "item")
        )
        yield from _undo(here, report, undone=True)
        yield from _undo(here, report, undone=True)
        yield from _undo(here, report, undone=False)
        yield from act(
            "Sau khi hoàn tác", here.load(load, DISTRICT.name, YEAR), here.step(report), here.step(report, undone=True)
        )
        both = SetCell(STOCK, Cell(Number(1)))
        last = here.load(load, DISTRICT.name, Period(2023))
        here.save_all([Batch(one, [both], [one.apply(both)]) for one in (report, last)], "Y Hà", AT)
        yield from act(
            "Hai kỳ một lần",
            [step and step.turn for step in map(here.step, (report, last))],
            here.edited(report),
            here.edited(last),
        )
        for move in (partial(revisions.finalise, report), partial(revisions.reopen, report, "Sót một thôn")):
            report.apply(moved := move("Y Hà", AT))
            here.save(report, [moved], "Y Hà", AT)
        for number in ("5", "6"):
            report.apply(noted := SetIssue(1, Issue(number, date(2024, 12, 12), place="Kon Rẫy")))
            here.save(report, [noted], "Y Hà", AT)
        yield from act("Mở lại", here.load(load, DISTRICT.name, YEAR).stages, here.step(report))
        for change in (SetNote(COUNT, "x" * 2001), SetDetail("signer", "x" * 2001)):
            yield from tried("Dài quá", partial(here.save_all, [Batch(report, [change], [change])]))
        for unit, period, template in (
            (None, None, None),
            ("Xã A", None, None),
            (None, Period(2023), None),
            ("Xã Lạ", None, None),
            (None, None, "giam_ngheo"),
            (None, Period(2020), None),
        ):
            asked = f"{unit or '-'} {period.code if period else '-'} {template or '-'}"
            yield from tried(f"Báo cáo nào: {asked}", partial(here.find, unit, period, template))
        yield from tried("Thêm lại", partial(here.add_report, DISTRICT, YEAR, TEMPLATE))
        stranger = partial(here.add_report, Unit("Xã B", "xa"), YEAR, TEMPLATE, parent="Huyện Lạ")
        yield from tried("Dưới đơn vị lạ", stranger)
        yield from _beside(here, report)
        here.save_as(folder / "hai.bc42", report)
        yield from act("Lưu thành tệp khác", here.path.name, here.reports(), here.own)
        here.save_all((), "Y Hà", AT, new=[Report(TEMPLATE, DISTRICT, Period(2022))])
        long = Unit("Xã " + "x" * 300, "xa")
        yield from tried("Tên dài quá", partial(here.add_report, long, YEAR, TEMPLATE))
        wordy = partial(here.add_report, Unit("Xã D", "xa"), YEAR, TEMPLATE, changes=[SetNote(COUNT, "x" * 2001)])
        yield from tried("Ghi chú dài quá", wordy)
        yield from tables(here)


def _undo(here: Workspace, report: Report, *, undone: bool) -> Iterator[str]:
    step = here.step(report, undone=not undone)
    if step is not None:
        for change in step.back if undone else step.forth:
            report.apply(change)
        here.save_steps([(report, step)], undone=undone, who="Y Lan")
    yield from act("Hoàn tác" if undone else "Làm lại", step)


def _beside(here: Workspace, report: Report) -> Iterator[str]:
    """What a file keeps beside reports."""
    here.ask(report, ["II.1", "II.2.b"], "Sở Nội vụ", date(2024, 12, 20), "Y Hà", AT)
    here.ask(report, ["II.1"], "Sở Y tế", None, "Y Hà", AT)
    here.reply(report, ["II.1"], "SỞ NỘI VỤ", "Y Hà", AT)
    here.save_all((), "Y Hà", AT, replies=[Replied(report, ["II.2.b"], "Sở Y tế")])
    here.entrust("nq42", ["II.1", "II.2.b"], Holder("Sở Nội vụ", "Y Lan", "0912"), "Y Hà")
    here.entrust("nq42", ["II.1"], Holder("Sở Y tế"), "Y Hà")
    here.keep_signed(report, 1, "a.pdf", Tie.CODE, b"pdf", "Y Hà")
    here.keep_signed(report, report.revision, "b.pdf", Tie.WORD, b"pdf", "Y Hà")
    yield from act(
        "Đề nghị, nơi giữ số, bản ký",
        here.requests(report),
        here.holders("nq42"),
        here.holders("giam_ngheo"),
        here.signed(report),
    )
    plan = LocalPlan(DISTRICT.name, (PlanTarget(1, "Nước sạch", (YearText(2024, "98"),), unit="%"),), ())
    here.save_plan(plan, "Y Hà", AT)
    here.save_plan(LocalPlan(DISTRICT.name, (), (PlanTask(1, "Rà soát", agency="Sở A"),)), "Y Hà", AT)
    here.save_plan(replace(plan, locality="Nơi khác"), "Y Hà", AT)
    yield from act("Kế hoạch", here.localities(), here.plan(DISTRICT.name), here.plan_of(report), here.plan("Lạ"))
    here.remove_plan("Nơi khác")
    lines_of_deadlines = [
        Deadline("", "trước 15/12", "Công văn 1"),
        Deadline("6T", "chậm nhất 15/6", "Công văn 2", level="xa"),
    ]
    yield from act(
        "Thời hạn", here.add_deadlines(lines_of_deadlines, "Y Hà"), here.add_deadlines(lines_of_deadlines[:1], "Y Hà")
    )
    here.remove_deadline(1, "Y Lan")
    constant = LegalConstant(
        Fraction(15), date(2021, 7, 1), "kg", "Nghị định 20", checked=True, until=date(2026, 6, 30)
    )
    here.add_param("rice_kg", constant, "Y Hà")
    here.add_param("rice_kg", replace(constant, since=date(2025, 1, 1)), "Y Hà")
    here.remove_param(1, "Y Lan")
    here.choose("nq42", [COUNT, STOCK], COUNT, "Y Hà")
    here.choose("giam_ngheo", [COUNT], None, "Y Hà")
    yield from act("Chỉ tiêu đã chọn, không có biểu đồ", here.choice("giam_ngheo"))
    here.choose("giam_ngheo", [], None, "Y Hà")
    letter = Letter(
        LetterKind.REMINDER, report.unit.id, "2024", "nq42", "Xã A", "đôn đốc", "Kính gửi", "0a", 1, "0b a.zip"
    )
    here.keep_letter(letter, "Y Hà", AT)
    own, place = 1, SheetPlace("Biểu 1", 7, 3)
    here.keep_layout("nq42", OfficeLayout(own, "0a", {COUNT: place}), "Y Hà")
    here.keep_layout("nq42", OfficeLayout(own, "0a", {STOCK: place}), "Y Hà")
    pointing = Pointing(place, "a", "", "persons", When.LAST, "b3", "triệu đồng", ("hộ nghèo", "số hộ"))
    here.keep_book_layout("nq42", BookLayout("0a", ("Biểu 1",), (pointing,)), "Y Hà")
    yield from act(
        "Còn lại",
        here.deadlines(),
        here.params(),
        here.choice("nq42"),
        here.choice("giam_ngheo"),
        here.letters(),
        here.layouts("nq42"),
        here.book_layouts("nq42"),
        here.own,
    )
    here.hold(here.load(load, DISTRICT.name, Period(2023)))
    yield from act("Báo cáo trong tay", here.find(), [one.period for one in here.series(report)])


_MADE_ANEW = ("held_cell", "held_seal", "place", "seal")
_DAMAGES = {
    "Không hỏng": "",
    "Tên đơn vị": "UPDATE unit_era SET name = 'Xã Khác' WHERE unit = 2",
    "Đơn vị của tệp": "UPDATE desk SET own_unit = 2",
    "Số trong ô": "UPDATE cell SET digits = 99 WHERE measure = 'count'",
    "Lịch sử một ô": "UPDATE history SET new = 'x' WHERE id = (SELECT max(id) FROM history WHERE measure <> '')",
    "Số phát hành": "UPDATE issue SET text = 'x'",
    "Trạng thái": "UPDATE stage SET reason = 'x'",
    "Kỳ của một báo cáo": "UPDATE report SET period = '2O24' WHERE id = 2",
    "Dòng tự thêm": "UPDATE open_row SET label = 'Khác'",
    "Kế hoạch": "UPDATE plan SET data = 'x' WHERE id = 1",
    "Bản ký": "UPDATE signed_file SET content = zeroblob(3)",
    "Số cộng sẵn": "UPDATE held_cell SET digits = 5 WHERE digits IS NOT NULL",
    "Báo cáo đã nhận": "UPDATE received SET content = zeroblob(9) WHERE id IN (2, 5)",
    "Số báo qua điện thoại": "UPDATE statement SET digits = 70",
    "Lý do không gửi": "UPDATE absence SET reason = 'x'",
}


def rescues(folder: Path) -> Iterator[str]:
    """What is rescued of the other records' files, whole and damaged: what is told, and what is other than it was."""
    for record in (own_report, exchange):
        place = folder / record.__name__
        place.mkdir()
        list(record(place))
    for file in sorted(folder.glob("*/*.bc42")):
        for number, (title, damage) in enumerate(_DAMAGES.items()):
            torn, saved = (file.with_name(f"{number} {name}.bc42") for name in ("hỏng", "cứu"))
            torn.write_bytes(file.read_bytes())
            if _damaged(torn, damage):
                yield from tried(f"{title}: {file.name}", partial(rescue, torn, saved, load))
                yield from _other(file, saved)


def _damaged(path: Path, damage: str) -> bool:
    """Whether there was something to damage."""
    with closing(sqlite3.connect(path)) as connection, connection:
        return bool(connection.execute(damage).rowcount)


def _other(file: Path, saved: Path) -> Iterator[str]:
    """What two files do not say alike, but for the numbers of what is made anew."""
    if saved.exists():
        one, two = map(_said, (file, saved))
        yield from (line for line in unified_diff(one, two, n=0) if line[:2] in {"+ ", "- "})


def _said(file: Path) -> list[str]:
    with Workspace.open(file, readonly=True) as here:
        return [*tables(here, but=_MADE_ANEW), *_sums(here)]


RECORDS: Mapping[str, Callable[[Path], Iterator[str]]] = {
    "don-vi": offices,
    "trao-doi": exchange,
    "mot-bao-cao": own_report,
    "cuu-tep": rescues,
}
"""What is written down, by the name of its file."""


def written(name: str) -> str:
    """A record as it is today; every act is done at one moment."""
    with tempfile.TemporaryDirectory() as folder, _at_one_moment():
        text = "\n".join(RECORDS[name](Path(folder))) + "\n"
    codes = {code: f"#{place}" for place, code in enumerate(dict.fromkeys(_CODE.findall(text)), start=1)}
    return _CODE.sub(lambda found: codes[found[0]], text.replace(f"{folder}/", ""))


@contextmanager
def _at_one_moment() -> Iterator[None]:
    with mock.patch.object(clock, "now", return_value=AT):
        yield


if __name__ == "__main__":
    for each in RECORDS:
        (HERE / f"{each}.txt").write_text(written(each), encoding="utf-8")
