"""Receiving: what each file is to what is here, and what becomes of it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pypdf
import pytest

from forms.definitions.loading import load
from forms.definitions.template import Merge
from forms.document import revisions
from forms.errors import KnownError
from forms.offices.deadlines import Deadline
from forms.offices.units import Unit
from forms.report import archive
from forms.report.cells import Address, Cell, MarkKind, State
from forms.report.changes import Change, SetCell
from forms.report.report import Report
from forms.sums.tallies import Tallies
from forms.values.numbers import Number
from forms.values.period import Period, parse
from storage.intake import Reception, Sending, Yes
from storage.statements import Means, Statement, StatementOutcome
from storage.tables import units
from storage.workspace import Workspace
from ui.jobs import consolidating, matrix, progress
from ui.jobs.exporting import export
from ui.jobs.letters import reminding
from ui.jobs.receiving import ReceivedItem, as_printed, receive, sendings
from ui.jobs.unit_lists import alias, take_in

AT = datetime(2024, 12, 1, 7, 30, tzinfo=UTC)
COUNT = Address("ncc_funeral", "", "count")
DISTRICT = Unit("Huyện Kon Rẫy", "huyen")
ALL = Yes(edited=True, new_units=True)


class Office:
    """An office that reports from its own machine."""

    def __init__(self, folder: Path, name: str, period: str = "2024", code: str = "") -> None:
        self.folder = folder / name
        self.folder.mkdir(parents=True)
        self.workspace = Workspace.create(self.folder / "xã.bc42")
        self.workspace.add_report(Unit(name, "xa", code), parse(period), load("nq42"), own=True)
        self.report = self.workspace.load(load)

    def save(self, change: Change) -> None:
        self.report.apply(change)
        self.workspace.save(self.report, [change])

    def send(self, count: int, *, final: bool = True, form: str = "package") -> Path:
        if self.report.locked:
            self.save(revisions.reopen(self.report, "Sót số liệu", "Y Hà", AT))
        self.save(SetCell(COUNT, Cell(Number(count))))
        if final:
            self.save(revisions.finalise(self.report, "Y Hà", AT))
        (outcome,) = export(self.report, AT, self.folder, [form])
        place = self.folder / f"{count}-{outcome.path.name}"
        outcome.path.rename(place)
        return place


@pytest.fixture
def district(tmp_path: Path) -> Workspace:
    workspace = Workspace.create(tmp_path / "huyện.bc42")
    workspace.add_report(DISTRICT, Period(2024), load("nq42"), own=True)
    return workspace


def verdicts(items: list[ReceivedItem]) -> list[Reception]:
    return [item.judgement.verdict for item in items]


def got(workspace: Workspace, *paths: Path, yes: Yes = ALL) -> list[Reception]:
    return verdicts(receive(workspace, paths, yes, "Y Hà"))


def total(workspace: Workspace, address: Address = COUNT) -> Cell | None:
    found = consolidating.find(workspace, None, None).found
    return next(item.cell for item in found.cells if item.address == address)


def test_revisions_follow_one_another(district: Workspace, tmp_path: Path) -> None:
    commune = Office(tmp_path, "Xã Đăk Môn")
    draft, first, second = commune.send(1, final=False), commune.send(2), commune.send(3)
    (found,) = sendings([first])
    assert isinstance(found.content, Sending)
    assert district.looking(Yes()).judge(found.content).verdict is Reception.UNKNOWN_UNIT
    assert district.received("nq42", Period(2024)) == []
    assert got(district, draft, yes=Yes()) == [Reception.UNKNOWN_UNIT]
    assert got(district, draft, first, first) == [Reception.NEW, Reception.REPLACES, Reception.SAME]
    (item,) = receive(district, [second], Yes(), "Y Hà")
    assert (item.judgement.verdict, item.judgement.changes, item.received) == (Reception.REPLACES, 1, True)
    assert got(district, first, draft, second, yes=Yes()) == [Reception.OLDER, Reception.OLDER, Reception.SAME]
    assert total(district) == Cell(Number(3))
    standing = [one for one in district.received("nq42", Period(2024)) if one.standing]
    assert [(one.number, one.state, one.file) for one in standing] == [(2, "chot", second.name)]
    district.close()


def test_two_that_follow_one_are_a_question(district: Workspace, tmp_path: Path) -> None:
    commune, twin = Office(tmp_path / "a", "Xã Đăk Môn"), Office(tmp_path / "b", "Xã Đăk Môn")
    first, other = commune.send(2), commune.send(5)
    assert (twin.send(2), twin.send(7)) != (first, other)
    assert got(district, other) == [Reception.NEW]
    assert got(district, tmp_path / "b" / "Xã Đăk Môn") == [Reception.OLDER, Reception.FORK]
    assert total(district) == Cell(Number(5))
    district.close()


def test_the_officers_list_says_who_an_exact_name_is_and_nothing_else_joins(
    district: Workspace, tmp_path: Path
) -> None:
    for name in ("Xã Đăk Môn", "Xã Đăk Long"):
        with district.intake("") as intake:
            units.add(intake.connection, intake.offices, Unit(name, "xa"), intake.own, Period(2024).end)
    exact, spelled = Office(tmp_path, "Xã Đăk Môn").send(1), Office(tmp_path, "Xã Đắk Long").send(2)
    (one, other) = receive(district, [exact, spelled], ALL, "Y Hà")
    assert (one.judgement.verdict, other.judgement.verdict) == (Reception.NEW, Reception.UNKNOWN_UNIT)
    assert '"Xã Đăk Long, Huyện Kon Rẫy"' in other.judgement.remark
    below = consolidating.find(district, None, None).below.tallies
    assert (below.whole, below.absent) == (1, ("Xã Đăk Long",))
    district.close()


def test_edited_other_period_and_own_report_wait(district: Workspace, tmp_path: Path) -> None:
    commune = Office(tmp_path, "Xã Đăk Môn")
    package = commune.send(2)
    with zipfile.ZipFile(package) as held:
        parts = {name: held.read(name) for name in held.namelist()}
    changed = tmp_path / "sửa.zip"
    with zipfile.ZipFile(changed, "w") as out:
        for name, content in parts.items():
            out.writestr(name, content.replace(b'"2"', b'"3"'))
    last_year = Office(tmp_path / "cũ", "Xã Đăk Long", "2023").send(4)
    (tmp_path / "thư.txt").write_text("Kính gửi", encoding="utf-8")
    own = Office(tmp_path / "ta", DISTRICT.name).send(9)
    new = Yes(new_units=True)
    found = got(district, changed, last_year, tmp_path / "thư.txt", tmp_path / "không có", own, yes=new)
    unreadable, unknown = Reception.UNREADABLE, Reception.UNKNOWN_UNIT  # of that name, and of another level
    assert found == [Reception.EDITED, Reception.OTHER_PERIOD, unreadable, unreadable, unknown]
    # with a yes the copy comes in, marked; the revision after it follows it, the one before it is its original
    assert got(district, changed) == [Reception.NEW]
    assert total(district) == Cell(Number(3))
    told = [one.message for one in consolidating.find(district, None, None).remarks if one.code == "edited"]
    assert len(told) == 1
    assert "mã băm" in told[0]
    assert got(district, package) == [Reception.REPLACES]
    assert got(district, changed, commune.send(5)) == [Reception.OLDER, Reception.REPLACES]
    district.close()


def edited(path: Path) -> Path:
    """A copy in which somebody changed what is to be read, in whatever program."""
    place = path.with_name(f"sửa {path.name}")
    if path.suffix == ".pdf":
        pdf = pypdf.PdfWriter(clone_from=path)
        pdf.pages[0].rotate(90)
        pdf.write(place)
    elif path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        cells = (cell for sheet in book for row in sheet.iter_rows(min_col=4) for cell in row)  # beside the ordinals
        next(cell for cell in cells if cell.value == 2).value = 3
        book.save(place)
    else:
        with zipfile.ZipFile(path) as held, zipfile.ZipFile(place, "w") as out:
            for name in held.namelist():
                text = held.read(name)
                out.writestr(name, text.replace(b"2024", b"2034") if name.endswith("document.xml") else text)
    return place


@pytest.mark.parametrize("form", ["pdf", "xlsx", "docx"])
def test_a_copy_changed_by_hand_comes_in_with_a_yes_and_stays_marked(
    district: Workspace, tmp_path: Path, form: str
) -> None:
    sent = Office(tmp_path, "Xã Đăk Môn").send(2, form=form)
    changed = edited(sent)
    assert got(district, changed, yes=Yes(new_units=True)) == [Reception.EDITED]
    assert got(district, changed) == [Reception.NEW]
    (held,) = district.received("nq42", Period(2024))
    assert held.edited
    found = progress.find(district, None, None, None, date(2024, 12, 1))
    assert "Đã nhận, bản sửa tay" in [reminding.state(found, one) for one in found.offices]
    assert got(district, changed, sent) == [Reception.SAME, Reception.REPLACES]
    (held,) = district.received("nq42", Period(2024))
    assert not held.edited
    assert total(district) == Cell(Number(2))
    district.close()


def test_what_sheets_show_can_be_taken_in_the_place_of_what_they_carry(district: Workspace, tmp_path: Path) -> None:
    office = Office(tmp_path, "Xã Đăk Môn")
    changed = edited(office.send(2, form="xlsx"))
    (found,) = sendings([changed])
    assert isinstance(found.content, Sending)
    assert (COUNT, "3") in found.content.printed
    printed = as_printed(found.content)
    with district.intake("", ALL) as intake:
        judgement = intake.judge(printed)
        assert judgement.verdict is Reception.NEW
        intake.take(printed, judgement)
    assert total(district) == Cell(Number(3))
    (held,) = district.received("nq42", Period(2024))
    assert (held.number, held.edited.startswith("Số lấy theo bảng")) == (1, True)
    assert got(district, office.send(4)) == [Reception.REPLACES]
    odd = replace(found.content, printed=((COUNT, "3.25"),))
    with pytest.raises(KnownError, match="nhiều chữ số thập phân"):
        as_printed(odd)
    assert as_printed(replace(odd, printed=((COUNT, "41.0000000000001"),))).report.cells[COUNT] == Cell(Number(41))
    assert as_printed(replace(odd, printed=((COUNT, "-"),))).report.cells[COUNT] == Cell(None, State.NIL)
    district.close()


def test_a_name_that_somebody_said_yes_to_is_known_from_then_on(district: Workspace, tmp_path: Path) -> None:
    source = tmp_path / "đơn vị.csv"
    source.write_text("name,level\nXã Đăk Môn,xa\n", encoding="utf-8")
    take_in(district, source)
    spelled = Office(tmp_path, "Xã Đắk Môn").send(2)
    assert got(district, spelled) == [Reception.UNKNOWN_UNIT]
    assert alias(district, "Xã Đắk Môn = Xã Đăk Môn", Period(2024).end, "").endswith("là Xã Đăk Môn, Huyện Kon Rẫy.")
    assert got(district, spelled, yes=Yes()) == [Reception.NEW]
    with pytest.raises(KnownError, match="chưa có đơn vị"):
        alias(district, "Xã Môn=Xã Không Có", Period(2024).end, "")
    district.close()


def mail(*attachments: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "xa@a.vn", "Báo cáo"
    message.set_content("Kính gửi huyện.")
    for name, content in attachments:
        message.add_attachment(content, maintype="application", subtype="zip", filename=name)
    return message.as_bytes()


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as held:
        for name, content in parts.items():
            held.writestr(name, content)
    return out.getvalue()


def test_mails_and_archives_are_opened(district: Workspace, tmp_path: Path) -> None:
    packages = [Office(tmp_path, f"Xã {name}").send(number).read_bytes() for number, name in enumerate("ABC", 1)]
    folder = tmp_path / "nhận"
    folder.mkdir()
    (folder / "a.eml").write_bytes(mail(("báo cáo.zip", packages[0])))
    (folder / "b.zip").write_bytes(zipped(một=mail(("c.zip", zipped(hai=packages[1])))))
    (folder / "c.zip").write_bytes(zipped(a=zipped(b=zipped(c=zipped(d=packages[2])))))
    items = receive(district, [folder], ALL, "Y Hà")
    assert verdicts(items) == [Reception.NEW, Reception.NEW, Reception.UNREADABLE]
    assert "lồng nhau" in items[2].judgement.remark
    assert items[1].path.endswith("b.zip/một/c.zip/hai")
    district.close()


def test_values_of_several_offices_in_one_file(district: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "số liệu.csv"
    file.write_text(
        "unit,period,figure,row,measure,value\nXã A,2024,ncc_funeral,,count,1\nXã B,2024,ncc_funeral,,count,2\n",
        encoding="utf-8",
    )
    assert got(district, file) == [Reception.NEW, Reception.NEW]
    assert total(district) == Cell(Number(3))
    district.close()


def test_what_is_given_back_is_not_added_up(district: Workspace, tmp_path: Path) -> None:
    assert got(district, Office(tmp_path, "Xã A").send(1), Office(tmp_path, "Xã B").send(2)) == [Reception.NEW] * 2
    first, _ = district.received("nq42", Period(2024))
    district.give_back(first.id, "Số người không khớp")
    assert total(district) == Cell(Number(2))
    assert consolidating.find(district, None, None).below.tallies.absent == ("Xã A",)
    district.close()


def test_sums_go_into_the_draft_and_pin_what_they_are_made_of(district: Workspace, tmp_path: Path) -> None:
    commune = Office(tmp_path, "Xã A")
    got(district, commune.send(4), Office(tmp_path, "Xã B").send(2))
    assert matrix.write(district, consolidating.find(district, None, None), "Y Hà") == 1
    draft = district.load(load)
    assert draft.cells[COUNT].number == Number(6)
    assert {pin.number for pin in draft.sources.values()} == {1}
    assert matrix.write(district, consolidating.find(district, None, None), "Y Hà") == 0
    got(district, commune.send(5))
    assert matrix.write(district, consolidating.find(district, None, None), "Y Hà") == 1
    data = archive.decode(archive.encode(district.load(load)))
    assert sum(type(change).__name__ == "SetSource" for change in data.changes) == 2
    district.close()


def test_status_names_who_is_missing_late_and_replaced(district: Workspace, tmp_path: Path) -> None:
    commune = Office(tmp_path, "Xã A")
    with district.intake("") as intake:
        for name in ("Xã B", "Xã C"):
            units.add(intake.connection, intake.offices, Unit(name, "xa"), intake.own, Period(2024).end)
    line = Deadline("", "chậm nhất 30/11", "Công văn số 1", issued=date(2024, 1, 1))
    district.add_deadlines([line])
    got(district, commune.send(4), Office(tmp_path, "Xã B").send(2))
    matrix.write(district, consolidating.find(district, None, None), "Y Hà")
    assert progress.find(district, None, None, None, date(2024, 11, 20)).stale == ()
    got(district, commune.send(5))
    found = progress.find(district, None, None, None, date(2024, 12, 5))
    (stale,) = found.stale
    assert (stale.unit.name, stale.used, stale.now, stale.changes) == ("Xã A", 1, 2, 1)
    assert found.missing == ["Xã C"]
    late = {one.unit.name: one.late for one in found.offices}
    assert late["Xã C"] == 5
    assert late["Xã A"] > 100  # they arrive today
    district.close()


def test_where_nothing_of_the_communes_came_along_it_is_said_that_nobody_knows(
    district: Workspace, tmp_path: Path
) -> None:
    first = Office(tmp_path, "Xã A")
    first.send(3)
    got(district, first.send(4), Office(tmp_path, "Xã B").send(2))
    matrix.write(district, consolidating.find(district, None, None), "Y Hà")
    (alone,) = export(district.load(load), AT, tmp_path / "gói gọn", ["package"], [])

    def found(province: Workspace) -> tuple[list[str], list[str]]:
        there = progress.find(province, None, None, None, date(2024, 12, 5))
        (office,) = (one for one in there.offices if one.unit.name == DISTRICT.name)
        stale, unseen = ([one.sentence for one in there.stale], [one.sentence for one in there.unseen])
        assert there.beneath(office) == [*stale, *unseen]
        return stale, unseen

    with Workspace.create(tmp_path / "tỉnh.bc42") as province:
        province.add_report(Unit("Tỉnh Kon Tum", "tinh"), Period(2024), load("nq42"), own=True)
        assert got(province, alone.path) == [Reception.NEW]
        stale, (unseen,) = found(province)
        assert stale == []
        assert unseen.startswith(f"{DISTRICT.name} tổng hợp từ 2 báo cáo cấp dưới chưa thấy ở đây: chưa thể biết")
        assert got(province, first.send(7)) == [Reception.NEW]  # it follows what the district used
        (replaced,), (unseen,) = found(province)
        assert "từ 1 báo cáo" in unseen
        assert "đã dùng lần 2 của Xã A, nay có báo cáo thay thế lần 3: bản đã dùng không có ở đây" in replaced


def test_what_was_used_may_be_later_than_what_is_here(district: Workspace, tmp_path: Path) -> None:
    commune = Office(tmp_path, "Xã A")
    before = commune.send(3)
    got(district, commune.send(4), Office(tmp_path, "Xã B").send(2))
    matrix.write(district, consolidating.find(district, None, None), "Y Hà")
    report = district.load(load)
    (whole,) = export(report, AT, tmp_path / "gói", ["package"], district.pinned(report))
    with Workspace.create(tmp_path / "tỉnh.bc42") as province:
        province.add_report(Unit("Tỉnh Kon Tum", "tinh"), Period(2024), load("nq42"), own=True)
        with province.intake("") as intake:
            above = units.add(intake.connection, intake.offices, DISTRICT, intake.own, Period(2024).end)
            units.add(intake.connection, intake.offices, Unit("Xã A", "xa"), above, Period(2024).end)
        assert got(province, before, whole.path) == [Reception.NEW] * 2
        assert len(province.received("nq42", Period(2024))) == 4
        found = progress.find(province, None, None, None, date(2024, 12, 5))
        assert (found.stale, found.unseen) == ((), ())
    district.close()


def test_a_district_takes_its_communes_along(district: Workspace, tmp_path: Path) -> None:
    first = Office(tmp_path, "Xã A")
    got(district, first.send(4), Office(tmp_path, "Xã B").send(2))
    matrix.write(district, consolidating.find(district, None, None), "Y Hà")
    report = district.load(load)
    ways = [export(report, AT, tmp_path / name, ["package"], some) for name, some in
            (("gói", district.pinned(report)), ("gói gọn", []))]  # fmt: skip
    (whole,), (alone,) = (list(way) for way in ways)
    with Workspace.create(tmp_path / "tỉnh.bc42") as province:
        province.add_report(Unit("Tỉnh Kon Tum", "tinh"), Period(2024), load("nq42"), own=True)
        assert got(province, alone.path) == [Reception.NEW]
        assert total(province) == Cell(Number(6))
        assert len(province.received("nq42", Period(2024))) == 1
        assert got(province, whole.path, alone.path, whole.path) == [Reception.REPLACES, Reception.SAME, Reception.SAME]
        assert total(province) == Cell(Number(6))
        assert len(province.received("nq42", Period(2024))) == 3  # the communes came with the second file
    with Workspace.create(tmp_path / "tỉnh khác.bc42") as province:
        province.add_report(Unit("Tỉnh Kon Tum", "tinh"), Period(2024), load("nq42"), own=True)
        assert got(province, whole.path) == [Reception.NEW]
        result = consolidating.find(province, None, None)
        assert (total(province), result.below.tallies.whole) == (Cell(Number(6)), 2)
        offices = province.units()
        number = offices.find(DISTRICT.name, Period(2024).end)
        below = province.below(load("nq42"), number, Period(2024))
        assert (len(below.chosen.received), below.tallies.whole) == (2, 2)
        column = matrix.Matrix(province, province.load(load)).column(COUNT)
        assert {one.number: column.texts[one.number] for one in column.matrix.offices} == {number: "6"}
        lower = column.matrix.column_below(column, number)
        assert lower is not None
        assert {one.unit.name: lower.texts[one.number] for one in lower.matrix.offices} == {"Xã A": "4", "Xã B": "2"}
        assert (lower.total, lower.counted, lower.difference.words) == ("6", "2/2", "khớp")
        commune = lower.matrix.offices[0].number
        assert lower.matrix.column_below(lower, commune) is None
        assert lower.matrix.reading(lower, commune) is not None
        assert got(province, first.send(7)) == [Reception.REPLACES]
        (stale,) = progress.find(province, None, None, None, date(2024, 12, 5)).stale
        assert (stale.user.name, stale.unit.name, stale.used, stale.now) == (DISTRICT.name, "Xã A", 1, 2)
    district.close()


def test_in_the_year_of_a_merger_flows_come_from_both_and_stocks_from_the_new_office(tmp_path: Path) -> None:
    stock = Address("vnah_sponsored", "", "persons")
    sent = []
    for name, period, code, count in (
        ("Xã A", "2025-6T", "1", 3),
        ("Xã B", "2025-6T", "2", 4),
        ("Xã Mới", "2025", "3", 5),
    ):
        office = Office(tmp_path, name, period, code)
        office.save(SetCell(stock, Cell(Number(10 * count))))
        sent.append(office.send(count))
    paid, persons, rate = (Address("cashless_bts", "", measure) for measure in ("persons", "total", "rate"))
    last_year = []
    for name, code, some, everybody in (("Xã A", "1", 10, 100), ("Xã B", "2", 20, 300)):
        office = Office(tmp_path / "2024", name, "2024", code)
        for address, number in ((paid, some), (persons, everybody)):
            office.save(SetCell(address, Cell(Number(number))))
        last_year.append(office.send(9))
    listed = "name,level,code,parent,from,until,predecessors\nXã A,xa,1,,,2025-06-30,\nXã B,xa,2,,,2025-06-30,\n"
    source = tmp_path / "đơn vị.csv"
    source.write_text(listed + "Xã Mới,xa,3,,2025-07-01,,1;2\n", encoding="utf-8")
    with Workspace.create(tmp_path / "tỉnh.bc42") as province:
        province.add_report(Unit("Tỉnh Mẫu", "tinh"), Period(2025), load("nq42"), own=True)
        take_in(province, source)
        with province.intake("", ALL) as intake:
            for item in sendings([*sent, *last_year]):
                assert isinstance(item.content, Sending)
                judgement = intake.judge(item.content)
                assert judgement.verdict is Reception.NEW
                assert intake.take(item.content, judgement)
        found = {item.address: item for item in consolidating.find(province, None, None).found.cells}
        assert (found[COUNT].cell, found[COUNT].counted, found[COUNT].missing) == (Cell(Number(12)), 1, 0)
        assert found[stock].cell == Cell(Number(50))
        new = Report(
            load("nq42"),
            province.units().at(province.units().find("3", Period(2025).end), Period(2025).end),
            Period(2025),
        )
        assert province.beside(new) == ""
        assert new.last is not None
        assert new.last.cells[COUNT].number == Number(18)
        draft, _ = consolidating.draft_of(province, None, None, None)
        there, called = matrix.Matrix(province, draft), province.units().find("3", Period(2025).end)
        last = there.column(COUNT).last[called]
        assert (last.number, last.counted) == (Number(18), 2)
        assert there.stated_last(rate, Merge.RECOMPUTE)[called].number == Number(750, 2)  # 30 of 400


def test_a_number_by_telephone_counts_is_marked_travels_and_is_closed(district: Workspace, tmp_path: Path) -> None:
    office = Office(tmp_path, "Xã A")
    got(district, office.send(4), Office(tmp_path, "Xã B").send(2))
    (held, _) = district.received("nq42", Period(2024))
    report = district.received_report(held.id, load("nq42"))
    given = Statement(COUNT, Cell(Number(7)), Means.TELEPHONE, "ông Tư, Phó Chủ tịch")
    district.note_statement(held.id, report, given, "Y Hà")
    assert total(district) == Cell(Number(9))
    result = consolidating.find(district, None, None)
    assert [one.message for one in result.remarks if one.code == "statement"] == [
        "Mai táng phí: Xã A báo qua điện thoại 7, ông Tư, Phó Chủ tịch, chờ văn bản."
    ]
    assert matrix.write(district, result, "Y Hà") == 1
    draft = district.load(load)
    mark = draft.cells[COUNT].mark(MarkKind.STATEMENT)
    assert mark is not None
    assert mark.text == "có số Xã A báo qua điện thoại, chờ văn bản"
    (outcome,) = export(draft, AT, tmp_path / "lên", ["package"])
    with Workspace.create(tmp_path / "tỉnh.bc42") as province:
        province.add_report(Unit("Tỉnh Mẫu", "tinh"), Period(2024), load("nq42"), own=True)
        got(province, outcome.path)
        (above,) = province.received("nq42", Period(2024))
        sent = province.received_report(above.id, load("nq42"))
        assert sent.cells[COUNT].mark(MarkKind.STATEMENT) == mark
        assert {pin.remark for pin in sent.sources.values()} == {"", "1 số báo ngoài báo cáo, chờ văn bản"}
    district.note_statement(held.id, report, given._replace(cell=Cell(Number(6))), "Y Hà")  # called again
    assert total(district) == Cell(Number(8))
    assert got(district, office.send(6)) == [Reception.REPLACES]
    assert [one.outcome for one in district.statements("nq42", Period(2024))] == [
        StatementOutcome.WITHDRAWN,
        StatementOutcome.CONFIRMED,
    ]
    assert total(district) == Cell(Number(8))
    assert not consolidating.find(district, None, None).below.statements
    district.close()


def test_a_statement_that_is_taken_back_leaves_the_sums_as_they_were(district: Workspace, tmp_path: Path) -> None:
    got(district, Office(tmp_path, "Xã A").send(4), Office(tmp_path, "Xã B").send(2))
    (held, _) = district.received("nq42", Period(2024))
    report = district.received_report(held.id, load("nq42"))
    figures = report.template.figures.values()
    places = [COUNT, next(place for one in figures for place in report.addresses(one) if place not in report.cells)]

    def sums() -> Tallies:
        return district.below(report.template, 1, Period(2024)).tallies

    before = [sums().tally(place, Merge.SUM) for place in places]
    for place in places:
        for cell in (Cell(Number(9)), Cell(None, State.NIL)):
            district.note_statement(held.id, report, Statement(place, cell, Means.PAPER, "", "12/BC-UBND"))
    assert [sums().tally(place, Merge.SUM) for place in places] != before
    for one in district.statements("nq42", Period(2024)):
        if one.open:
            district.withdraw_statement(one, report.template)
    assert [sums().tally(place, Merge.SUM) for place in places] == before
    got(district, Office(tmp_path / "sau", "Xã A").send(1))
    with pytest.raises(KnownError, match="không có báo cáo"):
        district.note_statement(99, report, Statement(COUNT, Cell(Number(1)), Means.PAPER, ""))
    district.close()


def test_a_split_office_says_that_it_has_no_basis(tmp_path: Path) -> None:
    source = tmp_path / "đơn vị.csv"
    source.write_text(
        "name,level,code,parent,from,until,predecessors\nXã Cũ,xa,1,,,2024-12-31,\n"
        "Xã Một,xa,2,,2025-01-01,,1\nXã Hai,xa,3,,2025-01-01,,1\nThôn A,xa,4,2,,,\n",
        encoding="utf-8",
    )
    with Workspace.create(tmp_path / "xã.bc42") as commune:
        take_in(commune, source)
        commune.add_report(Unit("Xã Một", "xa", "2"), Period(2025), load("nq42"), own=True)
        why = "tách từ Xã Cũ: không có gốc so sánh với năm 2024"
        assert commune.load(load).neighbours.without_basis == why
        remarks = consolidating.find(commune, None, None).remarks
        assert [one.message for one in remarks if one.code == "basis"] == [f"Xã Một {why}."]
