"""A list of offices: put in twice it changes nothing, and what only looks alike is a question."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from forms.definitions.loading import choices, levels, load
from forms.errors import KnownError
from forms.lists import unit_list
from forms.offices.units import Unit
from forms.values.period import Period
from storage.tables import units
from storage.tables.unit_list import lines
from storage.tables.units import Contact, Units
from storage.workspace import Workspace

MERGER = """Xã Môn,xa,1;Xã Long,xa,2;Xã Xa,xa,3;Huyện Bên,huyen
Tỉnh Mới,tinh;Xã Môn,xa,1,Tỉnh Mới,2025-07-01,,Xã Môn|2;Phường Nam,xa,,Tỉnh Mới,01/07/2025,,Xã Xa
Phường Bắc,xa,,Tỉnh Mới,2025-07-01,,Xã Xa"""
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = Workspace.create(tmp_path / "huyện.bc42")
    workspace.add_report(Unit("Huyện Glei", "huyen"), Period(2024), load("nq42"), own=True)
    return workspace


def put(workspace: Workspace, text: str) -> int:
    heads = ["name", "level", "code", "parent", "from", "until", "predecessors", "email", "phone"]
    cells = [line.split(",") for line in text.replace("\n", ";").split(";")]
    known = levels(choices())
    return workspace.put_units(unit_list.read(enumerate([heads, *cells], 1), known), list(known))


def below(offices: Units, name: str, day: date) -> list[str]:
    return [offices.at(number, day).name for number in offices.below(offices.find(name, day), day)]


def test_a_merger_ends_those_before_and_a_code_may_be_two_offices(workspace: Workspace) -> None:
    assert put(workspace, MERGER) == 8
    before = workspace.units()
    assert put(workspace, MERGER) == 0
    offices = workspace.units()
    assert (offices.eras, offices.predecessors) == (before.eras, before.predecessors)
    assert below(offices, "Huyện Glei", BEFORE) == ["Xã Môn", "Xã Long", "Xã Xa"]
    assert below(offices, "Huyện Glei", AFTER) == []
    assert below(offices, "Tỉnh Mới", AFTER) == ["Xã Môn", "Phường Nam", "Phường Bắc"]
    old, new = (offices.find("1", day) for day in (BEFORE, AFTER))
    assert offices.successors(old) == [new]
    assert len(offices.predecessors[new]) == 2
    assert len(offices.successors(offices.find("3", BEFORE))) == 2
    workspace.close()


@pytest.mark.parametrize("name", ["xã đăk môn", "Xã Đắk Môn", "XA DAK MON", "Xã Đa\u0306k Môn", "Xã Cũ", "Xã Khác"])
def test_another_spelling_or_an_old_name_proposes(workspace: Workspace, name: str) -> None:
    put(workspace, "Xã Cũ,xa;Xã Khác,xa;Xã Đăk Môn,xa,1,,2025-07-01,,Xã Cũ;Xã Khác,xa,,,2025-07-01,2025-07-02,Xã Cũ")
    put(workspace, "Xã Đăk Môn,xa,1,,2025-07-01,,Xã Khác")
    offices = workspace.units()
    assert offices.alike(Unit(name, "xa"), None, date(2026, 1, 1)) == [offices.find("1", AFTER)]
    with pytest.raises(KnownError, match=r'Chưa rõ.*"Xã Đăk Môn, Huyện Glei"'):
        offices.recognise(Unit(name, "xa"), date(2026, 1, 1))
    workspace.close()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Xã Đăk Môn,xa;Xã Đắk Môn,xa", r'Dòng 3: Xã Đắk Môn gần giống "Xã Đăk Môn, Huyện Glei" đã có'),
        ("Xã Đăk Môn,xa,1;Xã Đắk Môn,xa", "gần giống"),
        ("Xã Đăk Môn,xa;Xã Đắk Môn,xa,1", "gần giống"),
        ("Xã Môn,xa,1;Xã Khác,xa,1", r'Dòng 3: Xã Khác gần giống "Xã Môn, Huyện Glei" \(mã 1\)'),
        ("Xã Môn,xom", 'Dòng 2: không có cấp "xom"'),
        (",xa", "Dòng 2: thiếu tên"),
        ("Xã Môn,xa,,,31/02/2025", "cột từ ngày: không hiểu ngày"),
        ("Xã Môn,xa,,,2025-07-01,2024-01-01", "đến ngày đứng trước từ ngày"),
        ("Xã Môn,xa,,Huyện Nào", "không có đơn vị cấp trên"),
        ("Xã Môn,xa,,,2025-07-01,,Xã Nào", "không có đơn vị trước đó"),
        ("Huyện A,huyen,,Huyện B;Huyện B,huyen,,Huyện A", "đứng trên chính mình"),
        ("Huyện B,huyen,,Huyện Glei;Huyện Glei,huyen,,Huyện B", "đứng trên chính mình"),
        ("Xã Môn,xa,1;Xã Môn,xa,2;Làng,xa,,Xã Môn", "có nhiều đơn vị"),
        ("Huyện Mới,huyen,,,2025-07-01;Xã A,xa,,Huyện Mới,,2025-06-30", "không có đơn vị cấp trên"),
        ("Xã Môn,xa,,,,,Xã Môn", 'không có đơn vị trước đó "Xã Môn"'),
    ],
)
def test_a_list_with_a_question_is_not_taken(workspace: Workspace, text: str, words: str) -> None:
    with pytest.raises(KnownError, match=words):
        put(workspace, text)
    assert len(workspace.units().ids) == 1
    workspace.close()


def test_a_list_tells_more_of_an_office_that_is_there(workspace: Workspace) -> None:
    put(workspace, "Xã Môn,xã;Xã Long,Cấp xã")
    assert put(workspace, "Xã Môn,xa,1,,,,,mon@a.vn,0912;Tỉnh Ta,tinh;Huyện Glei,huyen,,Tỉnh Ta") == 1
    by_name = {line["name"]: line for line in lines(workspace.units(), BEFORE)}
    assert [by_name["Xã Môn"][key] for key in ("code", "parent", "email", "phone")] == [
        "1",
        "Huyện Glei",
        "mon@a.vn",
        "0912",
    ]
    assert by_name["Xã Long"]["path"] == ["Tỉnh Ta", "Huyện Glei"]
    with pytest.raises(KnownError, match="không thể đứng dưới"):
        put(workspace, "Tỉnh Ta,tinh,,Xã Long")
    workspace.close()


def test_a_long_list_looks_at_few_offices_for_each_line(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    text = ";".join(f"Xã {number},xa,{number + 1000}" for number in range(300))
    assert put(workspace, text) == 300
    looked = 0
    at = Units.at

    def counted(offices: Units, number: int, day: date) -> Unit:
        nonlocal looked
        looked += 1
        return at(offices, number, day)

    monkeypatch.setattr(Units, "at", counted)
    merged = ";".join(f"Phường {n},xa,{n + 5000},,2025-07-01,,Xã {n}|{n + 1001}" for n in range(0, 300, 2))
    assert put(workspace, merged) == 150
    assert looked < 2000
    assert put(workspace, merged) == 0
    workspace.close()


@pytest.mark.parametrize("order", [1, -1])
def test_offices_above_offices_have_an_end(workspace: Workspace, order: int) -> None:
    lines = ["Xã 0,xa", *(f"Xã {number},xa,,Xã {number - 1}" for number in range(1, 2000))]
    with pytest.raises(KnownError, match="có quá 5 đơn vị cấp trên"):
        put(workspace, ";".join(lines[::order]))
    workspace.close()


def test_a_spelling_names_its_own_and_a_code_outlives_it(workspace: Workspace) -> None:
    assert put(workspace, "Làng,xa,,Xã Đắk Môn;Xã Đăk Môn,xa,1;Xã Đắk Môn,xa,2") == 3
    assert below(workspace.units(), "2", AFTER) == ["Làng"]
    assert put(workspace, "Xã Đak Môn,xa,1") == 0
    offices = workspace.units()
    assert [offices.at(offices.find(code, AFTER), AFTER).name for code in "12"] == ["Xã Đak Môn", "Xã Đắk Môn"]
    workspace.close()


def test_an_office_that_is_named_twice_as_a_predecessor_is_one(workspace: Workspace) -> None:
    put(workspace, "Xã Long,xa,2;Xã Mới,xa,,,2025-07-01,,Xã Long|2")
    offices = workspace.units()
    assert offices.predecessors == {offices.find("Xã Mới", AFTER): [offices.find("2", BEFORE)]}
    workspace.close()


@pytest.mark.parametrize("text", ["Một,xa,,,,,Hai;Hai,xa,,,,,Ba;Ba,xa,,,,,Một", "Một,xa,,,,,Hai;Hai,xa,,,,,Một"])
def test_offices_do_not_stand_in_the_place_of_one_another(workspace: Workspace, text: str) -> None:
    with pytest.raises(KnownError, match="không thể cùng là đơn vị trước đó"):
        put(workspace, text)
    assert not workspace.units().predecessors
    workspace.close()


def test_a_list_without_contacts_keeps_those_that_are_known(workspace: Workspace) -> None:
    put(workspace, "Xã Môn,xa,1,,,,,mon@a.vn,0912;Xã Long,xa,,,,,,,0913")
    known = workspace.units().contacts
    assert len(known) == 2
    put(workspace, "Xã Môn,xa,1;Xã Long,xa")
    assert workspace.units().contacts == known
    workspace.close()


def test_a_file_tells_its_offices_as_a_list_does(workspace: Workspace) -> None:
    put(workspace, MERGER)
    with workspace._changing():
        number = workspace.units().find("Xã Long", BEFORE)
        units.change(workspace._connection, number, date(2020, 1, 1), name="Xã Long Mới")
    offices = workspace.units()
    told = {(line["name"], line["from"], line["until"]): line for line in lines(offices, BEFORE)}
    columns = ("code", "level", "parent", "path", "predecessors", "aliases", "email", "phone")
    new, old, whole = (
        [told[key][column] for column in columns]
        for key in (("Xã Môn", "2025-07-01", ""), ("Xã Long Mới", "", "2025-06-30"), ("Tỉnh Mới", "", ""))
    )
    assert new == ["1", "xa", "Tỉnh Mới", ["Tỉnh Mới"], ["Xã Môn", "Xã Long Mới"], [], "", ""]
    assert old == ["2", "xa", "Huyện Glei", ["Huyện Glei"], [], ["Xã Long"], "", ""]
    assert whole == ["", "tinh", "", [], [], [], "", ""]
    assert sorted(str(line["id"]) for line in told.values()) == sorted(offices.ids.values())
    workspace.close()


def test_a_list_tells_later_from_when_an_office_is_and_another_ends_before(workspace: Workspace) -> None:
    put(workspace, "Xã Môn,xa,1")
    assert put(workspace, "Xã Môn,xa,1,,2025-07-01") == 0
    assert [era.since for era in workspace.units().eras[2]] == ["2025-07-01"]
    assert put(workspace, "Xã Môn,xa,1,,,2025-06-30") == 1
    offices = workspace.units()
    assert [offices.find("1", day) for day in (AFTER, BEFORE)] == [2, 3]
    workspace.close()


def test_in_a_file_that_is_nobodys_yet_the_offices_of_a_list_stand_under_none(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "a.bc42") as workspace:
        assert put(workspace, "Xã A,xa") == 1
        offices = workspace.units()
        assert offices.at(offices.find("Xã A", AFTER), AFTER).path == ()


def test_every_line_that_cannot_follow_is_told(workspace: Workspace) -> None:
    with pytest.raises(KnownError) as caught:
        put(workspace, "Xã Môn,xa,,,2025-07-01,,Xã Nào;Xã Long,xa,,,2025-07-01,,Xã Kia")
    told = str(caught.value)
    assert "Xã Nào" in told
    assert "Xã Kia" in told


def test_one_that_ended_before_another_of_its_name_began_is_another(workspace: Workspace) -> None:
    assert put(workspace, "Xã Môn,xa,,,,2024-12-31") == 1
    assert put(workspace, "Xã Môn,xa,,,2025-07-01") == 1


def test_an_office_that_is_reached_otherwise_is_so_at_once(workspace: Workspace) -> None:
    put(workspace, "Xã Môn,xa")
    with workspace.intake("") as intake:
        office = intake.offices.find("Xã Môn", date(2024, 12, 31))
        units.reach(intake.connection, intake.offices, office, Contact("mon@a.vn", "0912"))
        assert intake.offices.contacts == units.read(intake.connection).contacts
        assert intake.offices.contacts[office].phone == "0912"


def test_under_an_office_of_a_level_that_nobody_defines_no_list_stands(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "a.bc42") as workspace:
        workspace.add_report(Unit("Sở Nội vụ", "so"), Period(2024), load("nq42"), own=True)
        put(workspace, "Xã A,xa")
        offices = workspace.units()
        assert offices.at(offices.find("Xã A", AFTER), AFTER).path == ()
