"""Offices in a file: ids that stay, names that change and repeat."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from forms.definitions.loading import load
from forms.document.revisions import finalise, reopen
from forms.errors import KnownError
from forms.offices.units import Unit, identity
from forms.report import archive
from forms.report.cells import Address, Cell
from forms.report.changes import Change, SetCell
from forms.report.report import Report
from forms.values.numbers import Number
from forms.values.period import Period, parse
from storage import seals
from storage.receiving import Sent, is_there
from storage.tables import units
from storage.workspace import Workspace
from tests.storage.sent import AT, COUNT, reread

DISTRICTS = ("Huyện Kon Rẫy", "Huyện Đăk Hà")
COMMUNE = Unit("Xã Tân Lập", "xa")
DAY = date(2024, 12, 31)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two communes of one name in two districts."""
    path = tmp_path / "tỉnh.bc42"
    with Workspace.create(path) as workspace:
        for district in DISTRICTS:
            workspace.add_report(Unit(district, "huyen"), Period(2024), load("nq42"))
            workspace.add_report(COMMUNE, Period(2024), load("nq42"), parent=district)
    return path


def test_two_communes_of_one_name_stand_side_by_side(file: Path) -> None:
    with Workspace.open(file) as workspace:
        reports = {name.unit.full: name.unit.id for name in workspace.reports() if name.unit.name == COMMUNE.name}
        assert list(reports) == ["Xã Tân Lập, Huyện Kon Rẫy", "Xã Tân Lập, Huyện Đăk Hà"]
        assert len(set(reports.values())) == 2
        with pytest.raises(KnownError, match='--unit "Xã Tân Lập, Huyện Đăk Hà" --period 2024'):
            workspace.find("Xã Tân Lập")
        for named in ("Xã Tân Lập, Huyện Đăk Hà", "xã tân lập, huyện đăk hà", reports["Xã Tân Lập, Huyện Đăk Hà"]):
            assert workspace.find(named).unit.path == ("Huyện Đăk Hà",)
        for district in DISTRICTS:
            (child,) = workspace.load(load, district).children
            assert child.unit.path == (district,)
        with pytest.raises(KnownError, match="nhiều đơn vị"):
            workspace.add_report(COMMUNE, Period(2023), load("nq42"))
        workspace.add_report(COMMUNE, Period(2023), load("nq42"), parent=DISTRICTS[1])
        found = [name for name in workspace.reports() if name.period == Period(2023)]
        assert [name.unit.id for name in found] == [reports["Xã Tân Lập, Huyện Đăk Hà"]]


def test_another_spelling_is_a_question(file: Path) -> None:
    with Workspace.open(file) as workspace, pytest.raises(KnownError, match='đã có "Xã Tân Lập, Huyện Kon Rẫy"'):
        workspace.add_report(Unit("Xã Tan Lập", "xa"), Period(2024), load("nq42"), parent=DISTRICTS[0])


def test_one_that_moved_is_not_taken_for_another_of_its_name(file: Path) -> None:
    with Workspace.open(file) as workspace:
        connection, unit = workspace._connection, Unit("Xã Pờ Ê", "xa")
        workspace.add_report(unit, Period(2024), load("nq42"))
        offices = units.read(connection)
        number = offices.find(unit.name, DAY)
        assert offices.settle(unit, None, DAY) == number
        with workspace._changing():
            units.change(connection, number, date(2024, 7, 1), parent=offices.find(DISTRICTS[0], DAY))
            seals.write(connection)
        workspace.add_report(unit, Period(2024), load("nq42"), parent=DISTRICTS[1])
        offices = units.read(connection)
        assert offices.at(number, DAY).id == unit.id
        with pytest.raises(KnownError, match="nhiều đơn vị"):
            offices.settle(unit, None, DAY)


def test_the_one_under_the_office_that_is_named_is_meant_before_one_under_none(file: Path) -> None:
    with Workspace.open(file) as workspace:
        offices, above = workspace.units(), workspace.units().find(DISTRICTS[0], DAY)
        with workspace._changing():
            free = units.add(workspace._connection, offices, COMMUNE, None, DAY)
            seals.write(workspace._connection)
        (under,) = offices.below(above, DAY)
        assert (offices.settle(COMMUNE, above, DAY), offices.settle(COMMUNE, None, DAY)) == (under, free)


def test_an_id_of_another_file_that_may_be_either_of_two_is_a_question_with_both(file: Path) -> None:
    with Workspace.open(file) as workspace:
        offices = workspace.units()
    with pytest.raises(KnownError, match='"Xã Tân Lập, Huyện Kon Rẫy"; "Xã Tân Lập, Huyện Đăk Hà"'):
        offices.recognise(COMMUNE, DAY)


def test_a_name_that_an_office_goes_by_elsewhere_means_it_from_then_on(file: Path) -> None:
    with Workspace.open(file) as workspace:
        assert workspace.add_alias("TL", "Xã Tân Lập, Huyện Đăk Hà", DAY, "Y Hà") == "Xã Tân Lập, Huyện Đăk Hà"
        offices = workspace.units()
        assert offices.recognise(Unit("TL", "xa"), DAY) == offices.find("Xã Tân Lập, Huyện Đăk Hà", DAY)
        with pytest.raises(KnownError, match="nhiều đơn vị"):
            workspace.add_alias("TL", "Xã Tân Lập", DAY)


def test_an_office_that_ends_on_the_first_day_of_a_period_ended_within_it_and_on_the_last_it_did_not(
    file: Path,
) -> None:
    ends = {"Xã A": date(2024, 1, 1), "Xã B": date(2024, 12, 30), "Xã C": DAY, "Xã D": date(2023, 12, 31)}
    with Workspace.open(file) as workspace:
        offices = workspace.units()
        with workspace._changing():
            for name, until in ends.items():
                units.add(workspace._connection, offices, Unit(name, "xa"), None, DAY, until=until)
            seals.write(workspace._connection)
        ended = offices.ended_within(Period(2024))
        assert {offices.at(number, day).name: day for number, day in ended.items()} == {
            name: ends[name] for name in ("Xã A", "Xã B")
        }


def test_an_office_is_named_as_soon_as_it_is_put(file: Path) -> None:
    with Workspace.open(file) as workspace:
        offices = workspace.units()
        assert offices.bearing("Xã Hiếu", "23536") == []
        with workspace._changing():
            number = units.add(workspace._connection, offices, Unit("Xã Hiếu", "xa", "23536"), None, DAY)
            assert offices.bearing("xã hieu", "") == offices.bearing("", "23536") == [number]
            units.add(workspace._connection, offices, Unit("Xã Hiếu", "xa", "1"), number, DAY)
            units.amend(workspace._connection, offices, replace(offices.eras[number][-1], kind="xã", code="23537"))
            assert offices.bearing("", "23537") == [number]
            assert offices.alike(Unit("Xã Hiếu", "xa", "23537"), None, DAY) == [number]
            units.change(workspace._connection, number, date(2025, 7, 1), name="Xã Măng Bút")
        assert workspace.units().bearing("Xã Hiếu", "") == [number, number + 1]
        uid = workspace.units().ids[number]
        assert [workspace.units().called(uid, day) for day in (DAY, date(2025, 7, 1))] == ["Xã Hiếu", "Xã Măng Bút"]
        assert workspace.units().called("khác", DAY) == ""


def test_an_official_code_tells_two_apart(file: Path) -> None:
    with Workspace.open(file) as workspace:
        for code in ("23500", "23501"):
            workspace.add_report(Unit("Xã Ia Chim", "xa", code), Period(2024), load("nq42"), parent=DISTRICTS[0])
        assert workspace.find("23501").unit.code == "23501"
        assert workspace.find("23500").unit.id != workspace.find("23501").unit.id


@pytest.mark.parametrize("parent", ["Huyện Kon Rẫy", "Xã Tân Lập, Huyện Kon Rẫy"])
def test_no_office_stands_above_itself(file: Path, parent: str) -> None:
    with Workspace.open(file) as workspace, pytest.raises(KnownError, match="không thể là đơn vị cấp trên"):
        workspace.add_report(Unit("Huyện Kon Rẫy", "huyen"), Period(2023), load("nq42"), parent=parent)


def test_a_new_name_holds_from_its_day_and_the_id_stays(file: Path) -> None:
    with Workspace.open(file) as workspace:
        connection = workspace._connection
        offices = units.read(connection)
        number = offices.find("Huyện Đăk Hà", DAY)
        units.change(connection, number, date(2025, 7, 1), name="Xã Đăk Hà", level="xa", code="23500")
        units.change(connection, number, date(2026, 1, 1), kind="đặc khu")
        units.change(connection, number, date(2026, 1, 1), code="23501")
        offices = units.read(connection)
    held = [
        (unit.name, unit.level, unit.code, unit.kind)
        for day in ("1999-01-01", "2025-06-30", "2025-07-01", "2025-12-31", "2026-01-01", "2030-01-01")
        for unit in [offices.at(number, date.fromisoformat(day))]
    ]
    assert held == [
        ("Huyện Đăk Hà", "huyen", "", ""),
        ("Huyện Đăk Hà", "huyen", "", ""),
        ("Xã Đăk Hà", "xa", "23500", ""),
        ("Xã Đăk Hà", "xa", "23500", ""),
        ("Xã Đăk Hà", "xa", "23501", "đặc khu"),
        ("Xã Đăk Hà", "xa", "23501", "đặc khu"),
    ]
    assert {era.until for era in offices.eras[number]} == {"2025-06-30", "2025-12-31", "9999-12-31"}
    assert {offices.at(number, day).id for day in (DAY, date(2026, 5, 1))} == {offices.ids[number]}
    (commune,) = offices.below(number, DAY)
    assert offices.at(commune, date(2025, 7, 1)).path == ("Xã Đăk Hà",)


def test_an_office_is_known_by_a_name_that_it_had(file: Path) -> None:
    with Workspace.open(file) as workspace:
        (number,) = workspace.units().named(DISTRICTS[0], DAY)
        with workspace._changing():
            units.change(workspace._connection, number, date(2025, 7, 1), name="Xã Kon Braih", level="xa")
        workspace.add_report(Unit(DISTRICTS[0], "huyen"), Period(2026), load("nq42"))
        (name,) = [name for name in workspace.reports() if name.period == Period(2026)]
    assert (name.unit.name, name.unit.id) == ("Xã Kon Braih", identity("huyen", DISTRICTS[0]))


def test_a_name_that_several_bear_is_a_question_with_each_of_them(file: Path) -> None:
    with Workspace.open(file) as workspace:
        offices = workspace.units()
    choices = 'nhiều đơn vị "xa tan lap".*: "Xã Tân Lập, Huyện Kon Rẫy"; "Xã Tân Lập, Huyện Đăk Hà".$'
    with pytest.raises(KnownError, match=choices):
        offices.find("xa tan lap", DAY)


def test_a_level_that_is_another_is_a_question(file: Path) -> None:
    with Workspace.open(file) as workspace, pytest.raises(KnownError, match=r'với cấp "huyen"; .* --level'):
        workspace.add_report(Unit("Huyện Kon Rẫy", "tinh"), Period(2023), load("nq42"))


def test_the_id_of_a_twin_is_made_the_same_way_everywhere(file: Path) -> None:
    with Workspace.open(file) as workspace:
        for code in ("23500", "23501", "23502"):
            workspace.add_report(Unit("Xã Ia Chim", "xa", code), Period(2024), load("nq42"))
        found = [name.unit.id for name in workspace.reports() if name.unit.name == "Xã Ia Chim"]
    assert found == [identity("xa", "Xã Ia Chim", (), twin) for twin in range(3)]


def arrived(unit: Unit, count: int, period: str = "2024") -> tuple[Report, list[SetCell]]:
    report = Report(load("nq42"), unit, parse(period))
    change = SetCell(Address("ncc_funeral", "", "count"), Cell(Number(count)))
    report.apply(change)
    return report, [change]


def receive(workspace: Workspace, sender: Unit, count: int, period: str = "2024", **options: str) -> None:
    report, changes = arrived(sender, count, period)
    workspace.receive(report, changes, (), "Y Hà", **options)  # type: ignore[arg-type]


def units_of(workspace: Workspace, period: str) -> list[str]:
    return [name.unit.full for name in workspace.reports() if name.period == parse(period)]


def test_a_name_alone_joins_nobody_and_a_yes_is_kept(file: Path) -> None:
    with Workspace.open(file) as workspace:
        with pytest.raises(KnownError, match="Chưa rõ Xã Tân Lập"):
            receive(workspace, COMMUNE, 5, "2023")
        assert units_of(workspace, "2023") == []
        receive(workspace, COMMUNE, 5, "2023", unit="Xã Tân Lập, Huyện Đăk Hà")
        with pytest.raises(KnownError, match=r"trong tệp này; đề nghị mở"):
            receive(workspace, COMMUNE, 5, "2023")  # the same once more, under the id that was mapped
        receive(workspace, COMMUNE, 6, "2022")
        assert units_of(workspace, "2023") == units_of(workspace, "2022") == ["Xã Tân Lập, Huyện Đăk Hà"]


def test_a_question_about_many_offices_names_some_and_stays_a_sentence(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "tỉnh.bc42") as workspace:
        for number in range(9):
            district = f"Thành phố Phan Rang - Tháp Chàm {number}"
            workspace.add_report(Unit(district, "huyen"), Period(2024), load("nq42"))
            receive(workspace, COMMUNE, number + 1, parent=district)
        with pytest.raises(KnownError, match="; và 6 đơn vị khác") as caught:
            receive(workspace, COMMUNE, 20)
        assert len(str(caught.value)) <= 300


def test_two_senders_of_one_id_are_a_question(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "tỉnh.bc42") as workspace:
        for district in DISTRICTS:
            workspace.add_report(Unit(district, "huyen"), Period(2024), load("nq42"))
        receive(workspace, COMMUNE, 5)
        with pytest.raises(KnownError, match=r"đã có báo cáo năm 2024 trong tệp này; đề nghị"):
            receive(workspace, COMMUNE, 5)  # the same once more
        with pytest.raises(KnownError, match="không cùng một chuỗi phát hành"):
            receive(workspace, COMMUNE, 7)
        receive(workspace, COMMUNE, 7, parent=DISTRICTS[1])
        assert units_of(workspace, "2024")[-2:] == ["Xã Tân Lập", "Xã Tân Lập, Huyện Đăk Hà"]
        with pytest.raises(KnownError, match="Chưa rõ"):  # from now on the id says too little
            receive(workspace, COMMUNE, 8, "2023")
        receive(workspace, COMMUNE, 8, "2023", parent=DISTRICTS[1])
        assert units_of(workspace, "2023") == ["Xã Tân Lập, Huyện Đăk Hà"]
        assert len({name.unit.id for name in workspace.reports()}) == 4


def test_a_report_of_the_same_chain_is_there_already(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "tỉnh.bc42") as workspace:
        receive(workspace, COMMUNE, 5)
        report, changes = arrived(COMMUNE, 9)
        former, _ = arrived(COMMUNE, 5)
        chain = {archive.digest(archive.encode(former))}
        with pytest.raises(KnownError, match=r"trong tệp này; đề nghị mở"):
            workspace.receive(report, changes, chain)


def test_what_a_report_was_before_it_was_opened_again_is_there_already(file: Path) -> None:
    with Workspace.open(file) as workspace:
        report = workspace.load(load, DISTRICTS[0])
        made: list[Change] = [finalise(report, "Y Hà", AT)]
        report.apply(made[0])
        sent = reread(report.revisions[0].data.encode())
        for change in (reopen(report, "Sót một số", "Y Hà", AT), SetCell(COUNT, Cell(Number(5)))):
            report.apply(change)
            made.append(change)
        workspace.save(report, made)
        office = workspace.units().find(DISTRICTS[0], DAY)
        assert is_there(workspace._connection, office, Sent(sent, ()))


def test_an_office_has_an_end_whatever_eras_it_had(file: Path) -> None:
    with Workspace.open(file) as workspace, workspace._changing():
        connection = workspace._connection
        number = workspace.units().find(DISTRICTS[0], DAY)
        units.change(connection, number, date(2024, 7, 1), kind="huyện")
        offices = units.read(connection)
        units.bound(connection, offices, number, date(2000, 1, 1), date(2030, 1, 1))
        seals.write(connection)
        read = units.read(connection)
        eras = [(era.since, era.until, era.kind) for era in read.eras[number]]
        assert eras == [("2000-01-01", "2024-06-30", ""), ("2024-07-01", "2030-01-01", "huyện")]
        assert offices.eras[number] == read.eras[number]


def test_an_office_that_is_told_apart_by_its_code_is_a_question(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "tỉnh.bc42") as workspace:
        receive(workspace, Unit("Xã Ia Chim", "xa", "23500"), 5)
        with pytest.raises(KnownError, match="Chưa rõ"):
            receive(workspace, Unit("Xã Ia Chim", "xa", "23501"), 5, "2023")
        receive(workspace, Unit("Xã Ia Chim", "xa"), 5, "2023")
        assert len({name.unit.id for name in workspace.reports()}) == 1


def test_the_office_above_may_be_said_later(file: Path) -> None:
    commune = Unit("Xã Ia Chim", "xa")
    with Workspace.open(file) as workspace:
        workspace.add_report(commune, Period(2023), load("nq42"))
        workspace.add_report(commune, Period(2024), load("nq42"), parent=DISTRICTS[0])
        children = workspace.load(load, DISTRICTS[0]).children
    assert [child.unit.full for child in children] == ["Xã Tân Lập, Huyện Kon Rẫy", "Xã Ia Chim, Huyện Kon Rẫy"]


def test_earlier_periods_come_with_a_report_once(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "tỉnh.bc42") as workspace:
        earlier = Sent(*arrived(COMMUNE, 4, "2023"))
        for period in ("2024", "2025"):
            report, changes = arrived(COMMUNE, 5, period)
            workspace.receive(report, changes, (), "Y Hà", before=[earlier])
        assert [name.period.code for name in workspace.reports()] == ["2023", "2024", "2025"]
