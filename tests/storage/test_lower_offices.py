"""What lower offices come to in a file: each from one source, through mergers, and as they are added up in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.consolidation import drafting
from forms.definitions.loading import load
from forms.errors import KnownError
from forms.lists.unit_list import UnitLine
from forms.offices.units import Unit
from forms.report.cells import Address, Cell, Mark, MarkKind, State
from forms.report.changes import OpenRow, SetCell, SetRow
from forms.report.report import Report
from forms.sums import tallies
from forms.values.numbers import Number
from forms.values.period import Period, parse
from storage.intake import Reception
from storage.lower_offices import LowerOffices
from storage.rescue import rescue
from storage.tables import units
from storage.tables.letters import Letter, LetterKind
from storage.workspace import Workspace
from tests.storage.sent import AT, COUNT, DISTRICT, NEW, STOCK, TEMPLATE, Office, receiving, take
from ui.jobs import consolidating

YEAR = Period(2024)
PROVINCE = Unit("Tỉnh Mẫu", "tinh")
LEVELS = list(TEMPLATE.offices)


def listed(workspace: Workspace, text: str) -> None:
    """Take in a list: name, level, parent, until, since, predecessors; a line each."""
    lines = []
    for number, line in enumerate(text.strip().splitlines(), start=2):
        name, level, parent, until, since, former = [*line.strip().split(","), *[""] * 6][:6]
        days = [date.fromisoformat(day) if day else None for day in (since, until)]
        predecessors = tuple(former.split(";")) if former else ()
        lines.append(UnitLine(number, name, level, "", parent, days[0], days[1], predecessors))
    workspace.put_units(lines, LEVELS)


def below(workspace: Workspace, name: str, period: Period = YEAR) -> LowerOffices:
    return workspace.below(TEMPLATE, workspace.units().find(name, period.end), period)


def come_to(workspace: Workspace, name: str, address: Address = COUNT, period: Period = YEAR) -> tuple[int, int, int]:
    """The number, how many offices are in it and how many are missing."""
    found = below(workspace, name, period).tallies
    total = found.total(TEMPLATE.figures[address.figure], address.row, address.measure)
    return (0, 0, found.expected) if total is None else (int(total.value), total.counted, total.missing)


TREE = """
Huyện B,huyen
Huyện C,huyen
Xã B1,xa,Huyện B
Xã B2,xa,Huyện B
Xã C1,xa,Huyện C
Xã C2,xa,Huyện C
"""


def test_an_office_that_sent_stands_for_all_below_it(tmp_path: Path) -> None:
    with receiving(tmp_path, unit=PROVINCE) as here:
        listed(here, TREE)
        assert come_to(here, "Tỉnh Mẫu") == (0, 0, 4)
        take(here, Office("Xã B1").send(1), Office("Xã C1").send(20))
        assert come_to(here, "Tỉnh Mẫu") == (21, 2, 2)
        found = below(here, "Tỉnh Mẫu")
        assert set(found.tallies.absent) == {"Xã B2", "Xã C2"}
        assert {pin.number for pin in found.pins.values()} == {1}
        assert len(found.pins) == 2
        assert come_to(here, "Huyện B") == (1, 1, 1)
        take(here, Office("Huyện C", level="huyen").send(300))
        assert come_to(here, "Tỉnh Mẫu") == (301, 2, 1)  # the district, not its commune too
        assert come_to(here, "Huyện C") == (20, 1, 1)
        # a report that is kept here itself stands too, once it says something
        here.add_report(Unit("Xã B2", "xa"), YEAR, TEMPLATE, parent="Huyện B")
        draft = here.load(lambda *_: TEMPLATE, "Xã B2")
        assert come_to(here, "Tỉnh Mẫu") == (301, 2, 1)
        change = SetCell(COUNT, Cell(Number(4000)))
        draft.apply(change)
        here.save(draft, [change])
        assert come_to(here, "Tỉnh Mẫu") == (4301, 3, 0)
        senders = here.senders(TEMPLATE, here.units().find("Tỉnh Mẫu", YEAR.end), YEAR)
        assert (len(senders.chosen.received), len(senders.chosen.drafts), senders.chosen.absent) == (2, 1, [])
        told = here.total(TEMPLATE, YEAR).total(TEMPLATE.figures[COUNT.figure], COUNT.row, COUNT.measure)
        assert (told and told.value) == 4321  # whoever wrote it, and whoever stands above whom
        earlier = [SetCell(COUNT, Cell(Number(50_000)))]
        here.add_report(Unit("Xã B2", "xa"), Period(2023), TEMPLATE, changes=earlier, parent="Huyện B")
        assert come_to(here, "Tỉnh Mẫu") == (4301, 3, 0)


def test_what_lower_offices_come_to_stands_beside_a_report_once_there_are_any(tmp_path: Path) -> None:
    with receiving(tmp_path) as here:
        assert here.load(load).neighbours.totals == {}
        take(here, Office("Xã A").send(1))
        (told,) = here.load(load).neighbours.totals.values()
        assert [office.name for office in told.offices] == ["Xã A"]
        with pytest.raises(KnownError, match="không có báo cáo năm 2024 của Xã Lạ"):
            here.edited(Office("Xã Lạ").report)


def test_what_is_given_back_is_not_added_up_until_it_comes_again(tmp_path: Path) -> None:
    commune = Office("Xã A")
    with receiving(tmp_path) as here:
        take(here, commune.send(1), Office("Xã B").send(20))
        (one, _) = here.received("nq42", YEAR)
        here.give_back(one.id, "Sai đơn vị tính")
        assert come_to(here, "Huyện Kon Rẫy") == (20, 1, 1)
        assert [one.returned for one in here.received("nq42", YEAR)] == ["Sai đơn vị tính", ""]
        take(here, commune.send(3))
        assert come_to(here, "Huyện Kon Rẫy") == (23, 2, 0)
        with pytest.raises(KnownError, match="đã nhận"):
            here.give_back(99, "")
        with pytest.raises(KnownError, match="đã nhận"):
            here.received_from(99)


MERGED = """
Xã A,xa,,2025-06-30
Xã B,xa,,2025-06-30
Xã Mới,xa,,,2025-07-01,Xã A;Xã B
"""


def test_in_the_year_of_a_merger_flows_come_from_all_and_stocks_from_those_that_stand(tmp_path: Path) -> None:
    half, year = parse("2025-6T"), Period(2025)
    with receiving(tmp_path, unit=PROVINCE, period="2025") as here:
        listed(here, MERGED)
        yes = replace(NEW, other_period=True)
        new = Office("Xã Mới", "2025").put(50, STOCK)
        assert come_to(here, "Tỉnh Mẫu", period=year) == (0, 0, 1)
        assert set(below(here, "Tỉnh Mẫu", year).dissolved) == {"Xã A", "Xã B"}
        take(here, new.send(5), Office("Xã A", "2025-6T").put(30, STOCK).send(3), yes=yes)
        assert come_to(here, "Tỉnh Mẫu", period=year) == (8, 1, 0)
        assert below(here, "Tỉnh Mẫu", year).dissolved == ("Xã B",)
        office = here.units().find("Tỉnh Mẫu", year.end)
        former = here.senders(TEMPLATE, office, year).former
        assert [(one.period, one.absent) for one in former] == [(half, False), (half, True)]
        take(here, Office("Xã B", "2025-6T").put(40, STOCK).send(4), yes=yes)
        assert come_to(here, "Tỉnh Mẫu", period=year) == (12, 1, 0)
        assert come_to(here, "Tỉnh Mẫu", STOCK, period=year) == (50, 1, 0)
        assert below(here, "Tỉnh Mẫu", year).dissolved == ()
        assert come_to(here, "Tỉnh Mẫu", period=half) == (7, 2, 0)  # the half year is theirs alone


def test_what_an_office_that_ended_is_written_for_here_is_its_part_of_the_year(tmp_path: Path) -> None:
    half, year = parse("2025-6T"), Period(2025)
    with receiving(tmp_path, unit=PROVINCE, period="2025") as here:
        listed(here, MERGED)
        here.add_report(
            Unit("Xã B", "xa"), half, TEMPLATE, changes=[SetCell(COUNT, Cell(Number(6)))], parent="Tỉnh Mẫu"
        )
        take(here, Office("Xã Mới", "2025").send(5))
        assert come_to(here, "Tỉnh Mẫu", period=year) == (11, 1, 0)
        assert below(here, "Tỉnh Mẫu", year).dissolved == ("Xã A",)
        office = here.units().find("Tỉnh Mẫu", year.end)
        absent = {one.office: one.absent for one in here.senders(TEMPLATE, office, year).former}
        assert {here.units().at(number, half.end).name: one for number, one in absent.items()} == {
            "Xã A": True,
            "Xã B": False,
        }


def test_a_dissolved_district_of_which_a_commune_is_written_for_here_is_not_absent(tmp_path: Path) -> None:
    half, year = parse("2025-6T"), Period(2025)
    with receiving(tmp_path, unit=PROVINCE, period="2025") as here:
        listed(
            here,
            """
            Huyện B,huyen,,2025-06-30
            Huyện C,huyen,,2025-06-30
            Xã B1,xa,Huyện B,2025-06-30
            Xã C1,xa,Huyện C,2025-06-30
            Xã Mới,xa,,,2025-07-01,Xã B1;Xã C1
            """,
        )
        changes = [SetCell(COUNT, Cell(Number(6)))]
        here.add_report(Unit("Xã B1", "xa"), half, TEMPLATE, changes=changes, parent="Huyện B")
        office, offices = here.units().find("Tỉnh Mẫu", year.end), here.units()
        absent = {one.office: one.absent for one in here.senders(TEMPLATE, office, year).former}
        assert {offices.at(number, half.end).name: one for number, one in absent.items()} == {
            "Huyện B": False,
            "Huyện C": True,
        }


def test_nothing_stands_beside_a_report_of_an_office_that_is_not_in_the_file(tmp_path: Path) -> None:
    with receiving(tmp_path) as here:
        strange = Office("Xã Lạ").report
        assert here.beside(strange) == ""
        assert strange.neighbours.totals == {}


def test_of_a_dissolved_district_whose_communes_live_on_only_what_it_added_counts(tmp_path: Path) -> None:
    year, last = Period(2025), date(2025, 6, 30)
    with receiving(tmp_path, unit=PROVINCE, period="2025") as here:
        with here.intake("") as intake:
            link, offices, own = intake.connection, intake.offices, intake.own
            district = units.add(link, offices, Unit("Huyện B", "huyen"), own, last)
            commune = units.add(link, offices, Unit("Xã B1", "xa"), district, last)
            other = units.add(link, offices, Unit("Xã B2", "xa"), district, last)
            for ended in (district, other):
                units.bound(link, offices, ended, None, last)
            units.change(link, commune, date(2025, 7, 1), parent=own)
        assert below(here, "Tỉnh Mẫu", year).dissolved == ("Xã B2",)  # the district's part lives on
        mark = Mark(MarkKind.ADDED, "Huyện trực tiếp cấp", Number(2))
        sent = Office("Huyện B", "2025-6T", level="huyen").send(9, marks=(mark,))
        gone = Office("Xã B2", "2025-6T", path=("Tỉnh Mẫu", "Huyện B")).send(4)
        take(here, sent, gone, Office("Xã B1", "2025").send(30), yes=replace(NEW, other_period=True))
        assert come_to(here, "Tỉnh Mẫu", period=year) == (36, 1, 0)  # the communes' own parts of the year are the rest
        found = below(here, "Tỉnh Mẫu", year)
        assert [(one.unit, one.address, one.text) for one in found.additions] == [
            ("Huyện B", COUNT, "2 (Huyện trực tiếp cấp)")
        ]
        assert found.dissolved == ()
        assert come_to(here, "Tỉnh Mẫu", period=parse("2025-6T")) == (9, 1, 0)


@pytest.mark.parametrize("sender", ["Huyện B", "Xã B1"])
def test_communes_that_end_with_their_district_are_counted_once(tmp_path: Path, sender: str) -> None:
    year, half = Period(2025), replace(NEW, other_period=True)
    with receiving(tmp_path, unit=PROVINCE, period="2025") as here:
        listed(
            here,
            """
            Huyện B,huyen,,2025-06-30
            Xã B1,xa,Huyện B,2025-06-30
            Xã Mới,xa,,,2025-07-01,Xã B1
            """,
        )
        level, path = ("huyen", ()) if sender == "Huyện B" else ("xa", ("Tỉnh Mẫu", "Huyện B"))
        take(
            here, Office(sender, "2025-6T", level=level, path=path).send(9), Office("Xã Mới", "2025").send(5), yes=half
        )
        assert come_to(here, "Tỉnh Mẫu", period=year) == (14, 1, 0)
        assert below(here, "Tỉnh Mẫu", year).dissolved == ()


def test_an_office_that_ended_before_any_shorter_period_did_is_not_waited_for(tmp_path: Path) -> None:
    half = parse("2025-6T")
    with receiving(tmp_path, unit=PROVINCE, period="2025-6T") as here:
        listed(here, "Xã A,xa,,2025-01-10\nXã Mới,xa,,,2025-01-11,Xã A")
        assert come_to(here, "Tỉnh Mẫu", period=half) == (0, 0, 1)
        assert below(here, "Tỉnh Mẫu", half).dissolved == ()


def test_an_office_of_another_district_that_ended_is_no_part_of_this_one(tmp_path: Path) -> None:
    with receiving(tmp_path, unit=PROVINCE, period="2025") as here:
        listed(
            here,
            """
            Huyện B,huyen
            Huyện C,huyen
            Xã B1,xa,Huyện B
            Xã C1,xa,Huyện C,2025-06-30
            Xã C2,xa,Huyện C,,2025-07-01,Xã C1
            """,
        )
        sent = Office("Xã C1", "2025-6T", path=("Tỉnh Mẫu", "Huyện C")).send(9)
        take(here, sent, yes=replace(NEW, other_period=True))
        carried = [[*below(here, name, Period(2025)).carried] for name in ("Huyện B", "Huyện C")]
        assert carried == [[], [COUNT]]


def test_an_office_that_ended_elsewhere_is_waited_for_where_another_stands_in_its_place(tmp_path: Path) -> None:
    with receiving(tmp_path, unit=PROVINCE, period="2025") as here:
        listed(
            here,
            """
            Huyện B,huyen
            Huyện C,huyen
            Xã Cũ,xa,Huyện B,2025-06-30
            Xã Mới,xa,Huyện C,,2025-07-01,Xã Cũ
            """,
        )
        assert below(here, "Huyện C", Period(2025)).dissolved == ("Xã Cũ",)


def test_a_report_stands_beside_those_in_whose_place_its_office_is(tmp_path: Path) -> None:
    with receiving(tmp_path, unit=PROVINCE, period="2025") as here:
        listed(here, MERGED)
        yes = replace(NEW, other_period=True)
        take(here, Office("Xã A").send(3), yes=yes)
        offices = here.units()
        new = offices.at(offices.find("Xã Mới", Period(2025).end), Period(2025).end)
        report = Report(TEMPLATE, new, Period(2025))
        assert (here.beside(report), report.last) == ("", None)  # of one of them nothing is known
        number = offices.find("Xã Mới", Period(2025).end)
        assert here.before_merger(TEMPLATE, number, YEAR) is None
        take(here, Office("Xã B").send(4), yes=yes)
        report = Report(TEMPLATE, new, Period(2025))
        assert here.beside(report) == ""
        assert report.last is not None
        assert report.last.cells[COUNT].number == Number(7)
        part = Report(TEMPLATE, new, parse("2025-9T"))
        assert here.beside(part) == ""
        assert part.opening is not None
        assert part.opening.cells[COUNT].number == Number(7)
        together = here.before_merger(TEMPLATE, number, YEAR)
        assert together
        assert together.cells[COUNT].number == Number(7)


def test_an_office_that_was_there_itself_a_year_ago_has_no_basis_of_those_before_it(tmp_path: Path) -> None:
    with receiving(tmp_path, unit=PROVINCE, period="2025") as here:
        listed(here, MERGED)
        offices, year = here.units(), Period(2026)
        for name in ("Xã A", "Xã B"):
            yes = replace(NEW, unit=offices.find(name, YEAR.end))
            assert take(here, Office(name, "2025").send(3), yes=yes) == [Reception.NEW]
        report = Report(TEMPLATE, offices.at(offices.find("Xã Mới", year.end), year.end), year)
        assert here.beside(report) == ""
        assert report.neighbours.at(report.unit, Period(2025)) is None


def test_an_office_split_from_another_has_no_basis_and_is_told(tmp_path: Path) -> None:
    with receiving(tmp_path, unit=PROVINCE, period="2025") as here:
        listed(here, "Xã A,xa,,2025-06-30\nXã Đông,xa,,,2025-07-01,Xã A\nXã Tây,xa,,,2025-07-01,Xã A")
        offices = here.units()
        report = Report(TEMPLATE, offices.at(offices.find("Xã Tây", Period(2025).end), Period(2025).end), Period(2025))
        why = here.beside(report)
        assert why.startswith("tách từ Xã A: không có gốc so sánh với năm 202")
        assert report.neighbours.without_basis == why
        assert report.neighbours.at(report.unit, Period(2024)) is None


def test_an_office_made_of_parts_of_several_names_them(tmp_path: Path) -> None:
    with receiving(tmp_path, unit=PROVINCE, period="2025") as here:
        listed(
            here,
            """
            Xã A,xa,,2025-06-30
            Xã B,xa,,2025-06-30
            Xã Đông,xa,,,2025-07-01,Xã A;Xã B
            Xã Tây,xa,,,2025-07-01,Xã A;Xã B
            """,
        )
        offices, year = here.units(), Period(2025)
        report = Report(TEMPLATE, offices.at(offices.find("Xã Tây", year.end), year.end), year)
        assert here.beside(report).startswith("tách từ Xã A, Xã B: không có gốc so sánh")


def test_a_year_ago_that_an_office_reported_itself_is_not_made_of_those_before_it(tmp_path: Path) -> None:
    with receiving(tmp_path, unit=PROVINCE, period="2025") as here:
        listed(here, MERGED)
        take(here, Office("Xã A").send(3), Office("Xã B").send(4), yes=replace(NEW, other_period=True))
        offices, year = here.units(), Period(2025)
        report = Report(TEMPLATE, offices.at(offices.find("Xã Mới", year.end), year.end), year)
        own = Report(TEMPLATE, report.unit, YEAR)
        report.neighbours.add(own)
        here.beside(report)
        assert report.neighbours.at(report.unit, YEAR) is own
        fresh = Report(TEMPLATE, report.unit, year)
        here.beside(fresh)
        made = fresh.neighbours.at(fresh.unit, YEAR)
        assert made is not None
        assert made.cell(COUNT) is not None
        assert made.cells[COUNT].number == Number(7)


def test_an_office_that_stands_in_no_others_place_has_no_basis_made_for_it(tmp_path: Path) -> None:
    with receiving(tmp_path, period="2025") as here:
        report = Report(TEMPLATE, DISTRICT, Period(2025))
        assert here.beside(report) == ""
        assert report.neighbours.at(DISTRICT, Period(2024)) is None


def test_letters_are_kept_in_order(tmp_path: Path) -> None:
    with receiving(tmp_path) as here:
        kept = [
            Letter(kind, "x", "2024", "nq42", "a@b.vn", "Đôn đốc", f"Kính gửi {number}", "0a", number, "0b a.pdf")
            for number, kind in enumerate(LetterKind)
        ]
        for letter in kept:
            here.keep_letter(letter, "Y Hà", AT)
        assert [(one.letter, one.who, one.at) for one in here.letters()] == [(one, "Y Hà", AT) for one in kept]
    path = tmp_path / "nơi nhận.bc42"
    rescue(path, tmp_path / "cứu.bc42", load)
    for file in (path, tmp_path / "cứu.bc42"):
        with Workspace.open(file) as again:
            assert [(one.letter, one.who, one.at) for one in again.letters()] == [(one, "Y Hà", AT) for one in kept]


ROW = "channel:abroad/country:#1"
PLACES = [COUNT, STOCK, Address("rice", "", "ton"), Address("jobs_created", ROW, "persons")]
STATES = st.sampled_from([Cell(None, state) for state in (State.NIL, State.AWAITED, State.NOT_APPLICABLE)])


def cells(decimals: int) -> st.SearchStrategy[Cell]:
    """What may be said of a cell whose numbers have so many decimals at most."""
    numbers = st.builds(Number, st.integers(0, 999), st.integers(0, decimals))
    return STATES | st.builds(Cell, numbers, st.sampled_from([State.STATED, State.ESTIMATE]))


SAID = st.fixed_dictionaries({}, optional={place: cells(2 * (place.measure == "ton")) for place in PLACES})


@settings(max_examples=15)
@given(
    st.lists(
        st.tuples(st.sampled_from(["Nhật Bản", "NHẬT BẢN", "Lào"]), SAID),
        min_size=1,
        max_size=5,
    )
)
def test_the_file_adds_up_as_memory_does(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str, dict[Address, Cell]]]
) -> None:
    with receiving(tmp_path_factory.mktemp("tệp")) as here:
        reports = []
        for number, (label, held) in enumerate(said):
            office = Office(f"Xã {number}")
            office.report.apply(SetRow(OpenRow("jobs_created", ROW, label, 1)))
            for address, cell in held.items():
                office.report.apply(SetCell(address, cell))
            assert len(take(here, office.send(number, final=False))) == 1
            reports.append(office.report)
        memory, file = tallies.of_reports(reports), below(here, "Huyện Kon Rẫy").tallies
        assert (file.whole, file.expected) == (memory.whole, memory.expected)
        for figure in TEMPLATE.figures.values():
            for row, measure in {(place.row, place.measure) for place in PLACES if place.figure == figure.code}:
                for called in ("channel:abroad/country:=NHẬT bản", "channel:abroad/country:=lào") if row else ("",):
                    assert file.total(figure, called, measure) == memory.total(figure, called, measure)
        for address in PLACES[1:3]:
            column = here.column(TEMPLATE, YEAR, address)
            stated = [held[address].number for _, held in said if address in held]
            assert {str(part.number) for part in column.values()} - {"None"} == set(map(str, filter(None, stated)))


def test_a_sum_names_whose_numbers_in_it_are_preliminary(tmp_path: Path) -> None:
    waiting = Mark(MarkKind.PRELIMINARY, "sơ bộ, chờ quyết định công nhận")
    with receiving(tmp_path) as workspace:
        one, two = Office("Xã 1"), Office("Xã 2")
        take(workspace, one.send(3, marks=(waiting,)), two.send(4))
        assert below(workspace, DISTRICT.name).preliminary == {COUNT: ("Xã 1",)}
        result = consolidating.find(workspace, DISTRICT.name, YEAR)
        assert "có số sơ bộ của Xã 1, chờ quyết định công nhận." in " ".join(one.message for one in result.remarks)
        made = drafting.changes(result.draft, result.found, {}, remarks=consolidating.marks(result))
        (cell,) = (one.cell for one in made if isinstance(one, SetCell) and one.address == COUNT)
        assert cell is not None
        assert cell.preliminary == "có số sơ bộ của Xã 1, chờ quyết định công nhận"
        path = workspace.path
    assert rescue(path, tmp_path / "b.bc42", load) == []
    with Workspace.open(tmp_path / "b.bc42") as workspace:
        assert below(workspace, DISTRICT.name).preliminary == {COUNT: ("Xã 1",)}
        take(workspace, one.send(3))  # recognised meanwhile
        assert not below(workspace, DISTRICT.name).preliminary
