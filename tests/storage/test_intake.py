"""What a report that arrives is to what is here, and what is kept of it."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from forms.document.reply import Given, Reply
from forms.errors import KnownError
from forms.lists.unit_list import UnitLine
from forms.offices.units import Unit
from forms.report import archive, envelope
from forms.report.cells import Address, Cell, State
from forms.report.changes import Pin, ReportState, SetCell, SetSource
from forms.values.numbers import Number
from forms.values.period import Period
from forms.values.style import day_at
from storage import seals
from storage.intake import Intake, Judgement, Reception, Sending, Yes
from storage.statements import Means, Statement
from storage.tables import units
from storage.workspace import Workspace
from tests.storage.chronicle import put
from tests.storage.sent import (
    COUNT,
    DISTRICT,
    NEW,
    STOCK,
    TEMPLATE,
    Office,
    expected,
    receiving,
    renamed,
    reread,
    take,
    taken,
)

YEAR = Period(2024)


def standing(workspace: Workspace, period: Period = YEAR) -> list[tuple[int, str, int]]:
    """Number, state and first count of findings of what stands, in the order in which offices sent."""
    found = workspace.received("nq42", period)
    return [(one.number, one.state, one.findings[0]) for one in found if one.standing]


def test_revisions_follow_one_another_in_whatever_order_they_come(tmp_path: Path) -> None:
    commune = Office("Xã A")
    draft, first, second = commune.send(1, final=False), commune.send(2), commune.send(3)
    later = commune.send(4, final=False)
    with receiving(tmp_path) as here:
        assert take(here, draft, yes=Yes()) == [Reception.UNKNOWN_UNIT]
        both = [draft, draft, first, second, first, draft]
        wanted = [
            *(Reception.NEW, Reception.SAME, Reception.REPLACES, Reception.REPLACES),
            *(Reception.OLDER, Reception.OLDER),
        ]
        assert expected(here, *both) == wanted
        assert here.received("nq42", YEAR) == []
        assert take(here, *both) == wanted
        assert standing(here) == [(2, "chot", 3)]
        assert take(here, first, draft, second) == [Reception.OLDER, Reception.OLDER, Reception.SAME]
        assert take(here, replace(later, envelope=None)) == [Reception.OLDER]  # a draft of which nothing is told
        kept = here.received("nq42", YEAR)
        assert [one.file for one in kept] == ["Xã A 1.zip", "Xã A 2.zip", "Xã A 3.zip"]
        assert here.received_report(kept[1].id, TEMPLATE).cells[COUNT] == first.report.cells[COUNT]
        told = here.received_whole(kept[2].id, TEMPLATE)[1]
        assert told is not None
        assert len(told.chain) == 2


def test_the_final_of_a_draft_with_the_same_numbers_takes_its_place(tmp_path: Path) -> None:
    commune = Office("Xã A")
    draft, final = commune.send(2, final=False), commune.send(2)
    assert draft.digest == final.digest
    with receiving(tmp_path) as here:
        assert take(here, draft) == [Reception.NEW]
        judgement = here.looking().judge(final)
        assert judgement.verdict is Reception.REPLACES
        assert re.fullmatch(r"Bản chốt của số liệu nhận ngày \d\d/\d\d?/\d{4}\.", judgement.remark)
        assert take(here, final, draft) == [Reception.REPLACES, Reception.SAME]
        assert standing(here) == [(1, "chot", 2)]


def test_the_same_numbers_that_tell_more_come_in_and_are_told_once(tmp_path: Path) -> None:
    whole = Office("Huyện B", level="huyen")
    alone = whole.send(9)
    carrying = replace(alone, children=(Office("Xã A", path=("Tỉnh Mẫu", "Huyện B")).send(1),))
    assert alone.envelope
    issued = replace(alone, envelope=replace(alone.envelope, state=ReportState.ISSUED))
    stamped = replace(issued, source=issued.source._replace(edited="Trang 1 có dấu"))
    wanted = [Reception.NEW, Reception.REPLACES, *[Reception.SAME] * 3, Reception.REPLACES, Reception.SAME]
    with receiving(tmp_path, unit=Unit("Tỉnh Mẫu", "tinh")) as here:
        sent = [alone, carrying, alone, carrying, stamped, issued, carrying]
        assert expected(here, *sent) == wanted
        assert take(here, alone) == [Reception.NEW]
        told = [here.looking().judge(one).remark for one in (carrying, issued)]
        day = r"Cùng số liệu nhận ngày \d\d/\d\d?/\d{4}, "
        for remark, more in zip(told, ("kèm 1 báo cáo cấp dưới chưa có ở đây", "nay đã phát hành"), strict=True):
            assert re.fullmatch(f"{day}{more}[.]", remark)
        assert take(here, *sent) == [Reception.SAME, *wanted[1:]]
        assert standing(here) == [(1, "da_phat_hanh", 9), (1, "chot", 1)]


def test_drafts_of_two_offices_that_share_an_id_are_a_question(tmp_path: Path) -> None:
    one, other = Office("Xã A"), Office("Xã A")
    figures = [figure for figure in TEMPLATE.figures.values() if "persons" in figure.measures][:12]
    for number, figure in enumerate(figures, start=1):
        one.put(number, Address(figure.code, "", "persons"))
        other.put(number if number < 6 else 50 + number, Address(figure.code, "", "persons"))
    sent, strange = one.send(1, final=False), other.send(2, final=False)
    later = one.put(99, Address(figures[0].code, "", "persons")).send(3, final=False)
    with receiving(tmp_path) as here:
        assert take(here, sent, later) == [Reception.NEW, Reception.REPLACES]
        judgement = here.looking(NEW).judge(strange)
        assert (judgement.verdict, judgement.remark[:18]) == (Reception.FORK, "9 trong 13 số khác")
        assert here.looking(replace(NEW, fork=True)).judge(strange).verdict is Reception.REPLACES
        (held,) = {kept.unit for kept in here.received("nq42", YEAR)}
        anew = replace(NEW, above=here.looking(NEW).own)
        looking = here.looking(anew)
        looking.expect(strange, looking.judge(strange))
        assert looking.judge(later).office == held  # whose id it was first is still meant by it
        with here.intake("Y Hà") as intake:
            intake.take(strange, intake.judge(strange, anew), yes=anew)
        assert len({kept.unit for kept in here.received("nq42", YEAR) if kept.standing}) == 2


@pytest.mark.parametrize(("final", "signer"), [(True, ""), (False, "aa")])
def test_an_office_known_by_its_chain_or_its_key_may_change_every_number(
    tmp_path: Path, signer: str, *, final: bool
) -> None:
    commune = Office("Xã A")
    figures = [figure for figure in TEMPLATE.figures.values() if "persons" in figure.measures][:12]
    sent = []
    for start in (1, 100):
        for number, figure in enumerate(figures, start):
            commune.put(number, Address(figure.code, "", "persons"))
        sent.append(replace(commune.send(start, final=final), signer=signer))
    with receiving(tmp_path) as here:
        assert take(here, *sent) == [Reception.NEW, Reception.REPLACES]


def test_a_report_that_others_have_words_in_common_with_stays_readable_when_it_comes_again(tmp_path: Path) -> None:
    whole, other = Office("Huyện B", level="huyen").send(9), Office("Xã B").send(2)
    carrying = replace(whole, children=(Office("Xã A", path=("Tỉnh Mẫu", "Huyện B")).send(1),))
    with receiving(tmp_path, unit=Unit("Tỉnh Mẫu", "tinh")) as here:
        assert take(here, whole, other) == [Reception.NEW] * 2
        assert take(here, carrying) == [Reception.REPLACES]
        there = here.received("nq42", YEAR)
        assert sorted(str(here.received_report(one.id, TEMPLATE).cells[COUNT].number) for one in there) == sorted(
            str(one.report.cells[COUNT].number) for one in (whole, other, carrying.children[0])
        )


def test_drafts_whose_offices_differ_in_marks_are_a_question_however_little_they_say(tmp_path: Path) -> None:
    with receiving(tmp_path) as here:
        assert take(here, Office("Xã Bé").send(3, final=False)) == [Reception.NEW]
        judgement = here.looking(NEW).judge(Office("Xã Bê").send(4, final=False))
        assert judgement.verdict is Reception.FORK
        assert 'ghi tên "Xã Bé", bản này ghi "Xã Bê"' in judgement.remark
        assert take(here, Office("XÃ BÉ").send(5, final=False)) == [Reception.REPLACES]


def test_the_first_file_of_an_office_whose_name_on_the_list_has_other_marks_is_a_question(tmp_path: Path) -> None:
    whole = Unit("Tỉnh Mẫu", "tinh")
    same, other = (Office(name, path=("Tỉnh Mẫu",)) for name in ("Xã Hòa Bé", "Xã Hoà Bê"))
    with receiving(tmp_path, unit=whole) as here:
        (listed,) = below(here, "Xã Hoà Bé")
        strange = other.send(4)
        assert here.units().number(strange.report.unit.id) == listed
        question = here.looking(NEW).judge(strange)
        assert (question.verdict, question.choices) == (Reception.UNKNOWN_UNIT, (listed,))
        anew = replace(NEW, above=here.looking().own)
        assert take(here, strange, yes=anew) == [Reception.NEW]
        assert take(here, same.send(3)) == [Reception.NEW]  # where the tone stands tells nobody apart
        assert take(here, other.send(5), same.send(6)) == [Reception.REPLACES] * 2
        assert len({one.unit for one in here.received("nq42", YEAR) if one.standing}) == 2


def test_once_said_another_spelling_is_known_in_later_periods_too(tmp_path: Path) -> None:
    path = ("Tỉnh Mẫu",)
    with receiving(tmp_path, unit=Unit("Tỉnh Mẫu", "tinh")) as here:
        (listed,) = below(here, "Xã Bé")
        assert take(here, Office("Xã Bê", path=path).send(4), yes=Yes(unit=listed)) == [Reception.NEW]
        later = Office("Xã Bê", "2025", path=path).send(5)
        judgement = here.looking(Yes(other_period=True)).judge(later)
        assert (judgement.verdict, judgement.office) == (Reception.NEW, listed)


def test_what_is_said_of_each_names_the_one_that_it_is_compared_with(tmp_path: Path) -> None:
    commune, twin = Office("Xã A"), Office("Xã A")
    first, second = commune.send(2), commune.send(3)
    other = twin.send(7)
    with receiving(tmp_path) as here:
        take(here, first)
        (kept,) = here.received("nq42", YEAR)
        day = f"nhận ngày {day_at(kept.at)}"
        looking = here.looking(NEW)
        newer, fork, same = (looking.judge(one) for one in (second, other, first))
        assert (newer.changes, newer.former, newer.remark) == (1, kept.id, f"Thay 1 ô của bản {day}.")
        assert (fork.verdict, fork.changes, fork.former) == (Reception.FORK, 1, kept.id)
        assert day in fork.remark
        assert same == Judgement(Reception.SAME, kept.unit, remark=f"Trùng với số liệu {day}.")
        former = looking.former(second, newer)
        assert former is not None
        assert former.cells[COUNT] == first.report.cells[COUNT]
        assert looking.former(first, same) is None
        looking.expect(second, newer)
        expected_fork = looking.judge(other)
        assert 'ở tệp "Xã A 3.zip" cùng lần này' in expected_fork.remark
        former = looking.former(other, expected_fork)
        assert former is not None
        assert former.cells[COUNT] == second.report.cells[COUNT]
        # the older of one office, once a newer one is expected, stays out
        assert looking.judge(first).verdict is Reception.OLDER
        assert take(here, other) == [Reception.FORK]
        assert take(here, other, yes=Yes(fork=True)) == [Reception.REPLACES]
        assert take(here, second) == [Reception.FORK]
        assert standing(here) == [(1, "chot", 7)]


def test_what_comes_in_is_kept_and_what_is_a_question_waits() -> None:
    assert [one for one in Reception if one.comes_in] == [Reception.NEW, Reception.REPLACES]
    assert [one for one in Reception if not one.waits] == [*Reception][:4]


def test_codes_of_receptions_are_for_scripts_and_stay() -> None:
    codes = "moi thay_the trung cu_hon re_nhanh khac_ky don_vi_la da_sua_tay khong_doc_duoc"
    assert [*map(str, Reception)] == codes.split()


def test_a_copy_changed_by_hand_waits_for_a_yes_and_gives_way_to_its_original(tmp_path: Path) -> None:
    commune = Office("Xã A")
    original = commune.send(2)
    edited = replace(original, source=original.source._replace(edited="Ô E7 đã sửa"))
    with receiving(tmp_path) as here:
        with here.intake("Y Hà", NEW) as intake:
            judgement = intake.judge(edited)
            assert (judgement.verdict, judgement.remark) == (Reception.EDITED, "Ô E7 đã sửa")
        yes = Yes(edited=True, new_units=True)
        assert take(here, edited, yes=yes) == [Reception.NEW]
        assert [one.edited for one in here.received("nq42", YEAR)] == ["Ô E7 đã sửa"]
        assert take(here, edited, yes=yes) == [Reception.SAME]
        assert take(here, edited) == [Reception.SAME]  # what is here already waits for no yes
        told = here.looking().judge(original).remark
        assert re.fullmatch(r"Bản gốc của bản sửa tay nhận ngày \d\d/\d\d?/\d{4}\.", told)
        assert take(here, original) == [Reception.REPLACES]
        assert [one.edited for one in here.received("nq42", YEAR) if one.standing] == [""]


def test_a_draft_on_another_chain_is_a_question(tmp_path: Path) -> None:
    twin = Office("Xã A")
    twin.send(7)
    with receiving(tmp_path) as here:
        take(here, Office("Xã A").send(2))
        assert take(here, twin.send(8, final=False)) == [Reception.FORK]


def test_a_draft_that_was_given_up_for_a_second_revision_is_older_than_it(tmp_path: Path) -> None:
    commune = Office("Xã A")
    first, draft, second = commune.send(2), commune.send(3, final=False), commune.send(4)
    with receiving(tmp_path) as here:
        assert take(here, first, draft) == [Reception.NEW, Reception.REPLACES]
        assert standing(here) == [(0, "du_thao", 3)]  # no revision yet
        assert take(here, second, draft) == [Reception.REPLACES, Reception.OLDER]


def test_a_file_without_an_own_office_takes_reports_too(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "a.bc42") as here:
        assert take(here, Office("Xã A").send(2)) == [Reception.NEW]


def test_an_office_that_was_guessed_waits_for_a_yes(tmp_path: Path) -> None:
    with receiving(tmp_path) as here:
        (office,) = below(here, "Xã A")
        guessed = replace(Office("Xã A").send(2), guessed=office)
        judgement = here.looking(NEW).judge(guessed)
        assert (judgement.verdict, judgement.choices) == (Reception.UNKNOWN_UNIT, (office,))
        assert "Biểu này cùng mẫu với biểu của Xã A" in judgement.remark
        assert take(here, guessed, yes=Yes(unit=office)) == [Reception.NEW]


def test_what_a_sum_was_made_from_is_found_as_it_came(tmp_path: Path) -> None:
    commune, other = Office("Xã A"), Office("Xã B")
    sendings = [commune.send(1), other.send(2), Office("Xã A", "2023").send(3), Office("Xã B", "2023").send(4)]
    with receiving(tmp_path) as here:
        take(here, *sendings, yes=replace(NEW, other_period=True))
        for one, sending in zip(
            (*here.received("nq42", YEAR), *here.received("nq42", Period(2023))), sendings, strict=True
        ):
            assert here.received_report(one.id, TEMPLATE).cells == sending.report.cells
        report = Office(DISTRICT.name, level="huyen").report
        report.apply(SetSource("0a", Pin(sendings[0].digest, 1)))
        report.apply(SetSource("0b", Pin("f" * 64, 1)))  # never came
        assert here.pinned(report) == [(sendings[0].data, sendings[0].wrapping)]
        both = sorted(sendings[:2], key=lambda one: one.digest)
        for pins in (both, both[::-1]):  # whatever order they are named in
            report = Office(DISTRICT.name, level="huyen").report
            for pin in pins:
                report.apply(SetSource(pin.digest, Pin(pin.digest, 1)))
            assert here.pinned(report) == [(one.data, one.wrapping) for one in both]


def test_another_period_and_ones_own_report_wait(tmp_path: Path) -> None:
    last_year, own = Office("Xã A", "2023").send(4), Office(DISTRICT.name, level="huyen").send(9)
    with receiving(tmp_path) as here:
        assert take(here, last_year, own) == [Reception.OTHER_PERIOD, Reception.UNKNOWN_UNIT]
        assert "khác kỳ" in here.looking(NEW).judge(last_year).remark
        assert "chính đơn vị" in here.looking(NEW).judge(own).remark
        assert take(here, last_year, yes=replace(NEW, other_period=True)) == [Reception.NEW]
        assert [len(here.received("nq42", one)) for one in (YEAR, Period(2023))] == [0, 1]


def test_the_part_of_the_year_of_an_office_that_ended_is_no_other_period(tmp_path: Path) -> None:
    gone, there = Office("Xã Cũ", "2025-6T").send(1), Office("Xã Còn", "2025-6T").send(2)
    with receiving(tmp_path, period="2025", unit=Unit("Tỉnh Mẫu", "tinh")) as here:
        lines = [UnitLine(2, "Xã Cũ", "xa", until=date(2025, 6, 30)), UnitLine(3, "Xã Còn", "xa")]
        here.put_units(lines, list(TEMPLATE.offices))
        assert take(here, gone, there) == [Reception.NEW, Reception.OTHER_PERIOD]


def below(workspace: Workspace, *names: str, level: str = "xa") -> list[int]:
    with workspace.intake("") as intake:
        return [units.add(intake.connection, intake.offices, Unit(name, level), intake.own, YEAR.end) for name in names]


def test_an_exact_name_of_the_list_is_meant_once_and_any_other_is_a_question(tmp_path: Path) -> None:
    with receiving(tmp_path) as here:
        one, other, third = below(here, "Xã Đăk Môn", "Xã Đăk Long", "Xã Ngọc Linh")
        exact, spelled = Office("Xã Đăk Môn").send(1), Office("Xã Đắk Long").send(2)
        near, far = Office("Xã Ngọc Lin").send(3), Office("Phường Thống Nhất").send(4)
        looking = here.looking()
        assert looking.judge(exact).office == one
        question = looking.judge(spelled)
        assert (question.verdict, question.office, question.choices) == (Reception.UNKNOWN_UNIT, None, (other,))
        assert '"Xã Đăk Long, Huyện Kon Rẫy"' in question.remark
        assert looking.judge(near).choices == (third,)
        assert looking.judge(far).choices == ()
        assert "gần giống" not in looking.judge(far).remark
        assert looking.judge(Office("Xã Đăk Môn", level="huyen").send(1)).verdict is Reception.UNKNOWN_UNIT
        assert take(here, exact, yes=Yes()) == [Reception.NEW]
        here.add_alias("Ngọc Linh", "Xã Ngọc Linh", YEAR.end)  # says nothing of who sends
        assert here.looking().judge(Office("Xã Ngọc Linh").send(1)).office == third
        # the name was taken by the first who sent so: another id of that name is a question
        assert take(here, renamed(exact, id="khác", path=()), yes=Yes()) == [Reception.UNKNOWN_UNIT]
        # a yes that names the office ties that id to it for ever
        assert take(here, spelled, yes=Yes(unit=other)) == [Reception.NEW]
        assert take(here, spelled, yes=Yes()) == [Reception.SAME]
        assert here.received_from(here.received("nq42", YEAR)[-1].id) == other


def test_a_new_office_stands_under_those_that_it_names(tmp_path: Path) -> None:
    with receiving(tmp_path, unit=Unit("Tỉnh Mẫu", "tinh")) as here:
        sent = Office("Xã A", path=("Tỉnh Mẫu", "Huyện B")).send(1)
        assert take(here, sent, Office("Xã C").send(2), Office("Xã D", path=("Khối E",)).send(3)) == [Reception.NEW] * 3
        offices = here.units()
        paths = {offices.at(number, YEAR.end).name: offices.at(number, YEAR.end).path for number in offices.ids}
        assert paths["Xã A"] == ("Tỉnh Mẫu", "Huyện B")
        assert paths["Huyện B"] == ("Tỉnh Mẫu",)
        assert paths["Xã C"] == paths["Xã D"] == ("Tỉnh Mẫu",)  # a word that means no level makes no office
        (district,) = (number for number in offices.ids if offices.at(number, YEAR.end).name == "Huyện B")
        above = replace(NEW, above=district)
        assert take(here, Office("Xã F").send(4), yes=above) == [Reception.NEW]
        offices = here.units()
        assert offices.at(offices.find("Xã F", YEAR.end), YEAR.end).path == ("Tỉnh Mẫu", "Huyện B")


def test_two_new_files_of_one_office_are_expected_as_one(tmp_path: Path) -> None:
    commune = Office("Xã A")
    first, second, third = (commune.send(count) for count in (1, 2, 3))
    with receiving(tmp_path) as here:
        assert expected(here, first, second, first) == [Reception.NEW, Reception.REPLACES, Reception.OLDER]
        assert expected(here, first, Office("Xã B").send(1)) == [Reception.NEW, Reception.NEW]
        looking = here.looking(NEW)
        for sent in (first, second, third):
            looking.expect(sent, looking.judge(sent))
        assert looking.judge(third).remark == 'Trùng với số liệu ở tệp "Xã A 3.zip" cùng lần này.'
        assert len(here.units().ids) == 1


def test_a_key_is_remembered_and_another_one_takes_nothing(tmp_path: Path) -> None:
    commune = Office("Xã A")
    first, second = replace(commune.send(1), signer="aa"), replace(commune.send(2), signer="bb")
    with receiving(tmp_path) as here:
        take(here, first)
        with here.intake("Y Hà", NEW) as intake:
            with pytest.raises(KnownError, match="Khóa ký"):
                taken(intake, second)
            assert taken(intake, Office("Xã B").send(5)).verdict is Reception.NEW  # what follows is taken all the same
        assert standing(here) == [(1, "chot", 1), (1, "chot", 5)]
        assert take(here, second, yes=replace(NEW, new_key=True)) == [Reception.REPLACES]


def test_what_an_office_sent_itself_stands_before_what_comes_with_a_sum(tmp_path: Path) -> None:
    own, twin = (Office("Xã A", path=("Tỉnh Mẫu", "Huyện B")) for _ in range(2))
    with receiving(tmp_path, unit=Unit("Tỉnh Mẫu", "tinh")) as here:
        assert take(here, own.send(2), district(twin.send(1))) == [Reception.NEW] * 2
        assert standing(here) == [(1, "chot", 2), (1, "chot", 9)]
        assert len(here.received("nq42", YEAR)) == 3


def test_what_comes_with_a_sum_under_another_id_is_known_by_its_place(tmp_path: Path) -> None:
    whole = Office("Huyện B", level="huyen")
    own, stranger = Office("Xã A", path=("Tỉnh Mẫu", "Huyện B")), Office("Xã A")
    with receiving(tmp_path, unit=Unit("Tỉnh Mẫu", "tinh")) as here:
        for sent in (whole.send(9, children=(own.send(1),)), whole.send(10, children=(stranger.send(2), own.send(3)))):
            with here.intake("Y Hà", NEW) as intake:
                assert taken(intake, sent).verdict.comes_in
        offices = here.units()
        number = offices.find("Xã A", YEAR.end)
        assert offices.aliases[stranger.report.unit.id] == [number]
        assert [one.unit for one in here.received("nq42", YEAR) if one.findings[0] < 9] == [number] * 3
        assert len(offices.ids) == 3


def test_the_seal_grown_office_by_office_is_that_of_the_whole(tmp_path: Path) -> None:
    nil = Office("Xã N")
    nil.report.apply(SetCell(STOCK, Cell(None, State.NIL)))
    one, path = Office("Xã A"), ("Huyện Kon Rẫy",)
    whole = Office("Huyện B", level="huyen").send(9, children=(Office("Xã B", path=path).send(3),))

    def is_sealed(here: Workspace) -> bool:
        with here.intake("") as intake:
            seals.require_held(intake.connection, TEMPLATE.code, YEAR.code)
        return True

    with receiving(tmp_path) as here:
        assert is_sealed(here)
        assert take(here, nil.send(0), one.send(3), whole) == [Reception.NEW] * 3
        assert is_sealed(here)
        assert take(here, one.put(7, STOCK).send(5)) == [Reception.REPLACES]
        assert is_sealed(here)
        (kept,) = [kept for kept in here.received("nq42", YEAR) if kept.standing and kept.number == 2]
        here.note_statement(kept.id, one.report, Statement(COUNT, Cell(Number(6)), Means.TELEPHONE, "Y Hà"))
        assert take(here, one.send(6)) == [Reception.REPLACES]
        assert is_sealed(here)


def test_two_offices_of_a_sum_whose_names_differ_in_marks_stay_two(tmp_path: Path) -> None:
    one, other = (Office(name, path=("Tỉnh Mẫu", "Huyện B")).send(2) for name in ("Xã Bé", "Xã Bê"))
    twin = renamed(other, id="khác")
    with receiving(tmp_path, unit=Unit("Tỉnh Mẫu", "tinh")) as here:
        assert take(here, district(one, twin)) == [Reception.NEW]
        assert len({kept.unit for kept in here.received("nq42", YEAR) if kept.standing}) == 3


def test_an_office_of_a_sum_is_not_one_on_the_list_whose_name_has_other_marks(tmp_path: Path) -> None:
    sender, child = Office("Huyện B", level="huyen"), Office("Xã Bê", path=("Tỉnh Mẫu", "Huyện B"))
    with receiving(tmp_path, unit=Unit("Tỉnh Mẫu", "tinh")) as here:
        put(here, "Huyện B,huyen\nXã Bé,xa,,Huyện B")
        for count in (2, 3):
            take(here, sender.send(9 + count, children=(child.send(count),)))
            there = [here.units().at(one.unit, YEAR.end).name for one in here.received("nq42", YEAR)]
            assert set(there) == {"Huyện B", "Xã Bê"}
        assert sorted(here.units().at(one, YEAR.end).name for one in here.units().ids) == [
            *("Huyện B", "Tỉnh Mẫu", "Xã Bé", "Xã Bê"),
        ]


def district(*communes: Sending) -> Sending:
    return Office("Huyện B", level="huyen").send(9, children=communes)


def test_what_a_report_was_made_from_stands_where_its_office_sent_nothing(tmp_path: Path) -> None:
    own, carried = (Office(name, path=("Tỉnh Mẫu", "Huyện B")) for name in ("Xã A", "Xã C"))
    first, second, other = own.send(1), own.send(2), carried.send(3)
    with receiving(tmp_path, unit=Unit("Tỉnh Mẫu", "tinh")) as here:
        assert take(here, district(first, other)) == [Reception.NEW]
        assert take(here, second) == [Reception.REPLACES]
        assert take(here, district(first, other)) == [Reception.SAME]
        again = Office("Huyện B", level="huyen")
        again.report = district().report
        assert take(here, replace(again.send(10), children=(first, other)), yes=replace(NEW, fork=True))
        by_unit = [(here.received_from(one.id), one.number, one.standing) for one in here.received("nq42", YEAR)]
        assert len(by_unit) == len(set(by_unit)) == 5  # none of them twice
        assert standing(here)[:2] == [(1, "chot", 3), (2, "chot", 2)]
        offices = here.units()
        names = sorted(offices.at(number, YEAR.end).full for number in offices.ids)
        assert len(offices.aliases) == 1  # the id that the district sends by: communes have theirs here
        assert names == sorted(["Tỉnh Mẫu", "Huyện B, Tỉnh Mẫu", *(f"Xã {a}, Huyện B, Tỉnh Mẫu" for a in "AC")])


def test_a_disk_that_fills_up_while_reports_come_in_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(intake: Intake, *_: object) -> int:
        intake.connection.execute("ROLLBACK")  # as SQLite does by itself
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    sent = Office("Xã A").send(4)
    with receiving(tmp_path) as workspace:
        with monkeypatch.context() as disk:
            disk.setattr(Intake, "_take", full)
            with pytest.raises(KnownError, match="đã đầy"):
                take(workspace, sent)
        assert standing(workspace) == []
        assert take(workspace, sent) == [Reception.NEW]


def test_what_was_begun_for_a_report_that_is_refused_is_forgotten(tmp_path: Path) -> None:
    signed = replace(Office("Xã A").send(1), signer="aa")
    strange = replace(renamed(Office("Xã B").send(2), id="0123456789abcdef0123"), signer="bb")
    with receiving(tmp_path) as here:
        assert take(here, signed) == [Reception.NEW]
        office = here.units().find("Xã A", YEAR.end)
        with here.intake("Y Hà") as intake:
            judgement = intake.judge(strange, replace(NEW, unit=office))
            with pytest.raises(KnownError, match="Khóa ký"):
                intake.take(strange, judgement, yes=replace(NEW, unit=office))
            assert intake.judge(strange, Yes()).verdict is Reception.UNKNOWN_UNIT


def test_an_office_that_sends_by_another_id_may_be_called_otherwise_later(tmp_path: Path) -> None:
    other = "0123456789abcdef0123"
    with receiving(tmp_path) as here:
        take(here, Office("Xã A").send(1, final=False))
        office = here.units().find("Xã A", YEAR.end)
        yes = replace(NEW, unit=office, fork=True)
        take(here, renamed(Office("Xã A").send(2, final=False), id=other), yes=yes)
        assert here.units().aliases.keys() & {other, "Xã A (cũ)"} == {other}
        take(here, renamed(Office("Xã A").send(3, final=False), id=other, name="Xã A (cũ)"), yes=yes)
        assert [here.units().aliases[alias] for alias in (other, "Xã A (cũ)")] == [[office], [office]]
        take(here, renamed(Office("Xã A").send(4, final=False), id=other, name="Xã A (cũ)"), yes=yes)
        assert [here.units().aliases[alias] for alias in (other, "Xã A (cũ)")] == [[office], [office]]


def test_one_of_two_that_gave_way_is_older_at_once(tmp_path: Path) -> None:
    one, other = Office("Xã A").send(2), Office("Xã A").send(7)
    with receiving(tmp_path) as here:
        wanted = [Reception.NEW, Reception.REPLACES, Reception.OLDER]
        assert take(here, one, other, one, yes=replace(NEW, fork=True)) == wanted


def test_an_older_revision_that_was_changed_by_hand_is_a_question(tmp_path: Path) -> None:
    commune = Office("Xã A")
    first, second = commune.send(2), commune.send(3)
    edited = replace(first, data=Office("Xã A").send(5).data, source=first.source._replace(edited="Ô E7 đã sửa"))
    with receiving(tmp_path) as here:
        assert take(here, first, second, edited) == [Reception.NEW, Reception.REPLACES, Reception.FORK]


def test_an_office_of_a_sum_that_stands_elsewhere_here_is_known_by_its_id(tmp_path: Path) -> None:
    with receiving(tmp_path, unit=Unit("Tỉnh Mẫu", "tinh")) as here:
        put(here, "Huyện B,huyen\nXã A,xa")
        assert take(here, district(Office("Xã A", path=("Tỉnh Mẫu",)).send(1))) == [Reception.NEW]
        assert len(here.units().ids) == 3


def test_a_slip_leaves_blank_what_it_does_not_say_but_no_row_that_was_added() -> None:
    added = Address("jobs_created", "channel:abroad/country:#1", "persons")
    said = Given("II.1", 5, YEAR, COUNT, Number(4))
    nothing = Given("II.2", 6, YEAR, STOCK)
    reply = Reply("x", "Xã A", "nq42", YEAR, "Xã A", ("II.1",), (said, nothing))
    sent = Office("Xã A").send(4)
    assert sent.left_blank([COUNT, STOCK]) == set()
    assert replace(sent, reply=reply).left_blank([COUNT, STOCK, added]) == {STOCK}


def test_the_seal_of_an_office_that_says_nothing_any_more_is_that_of_none(tmp_path: Path) -> None:
    sent, data = Office("Xã A").send(3, final=False), archive.encode(Office("Xã A").report)
    empty = replace(sent, report=reread(data), data=data, wrapping=b"", envelope=None)
    with receiving(tmp_path) as here:
        assert take(here, sent, empty) == [Reception.NEW, Reception.REPLACES]
        assert here.column(TEMPLATE, YEAR, COUNT) == {}


def test_an_envelope_of_several_reports_tells_of_the_one_that_came(tmp_path: Path) -> None:
    one, other = Office("Xã A"), Office("Xã B")
    sent = one.send(1)
    other.send(2, final=False)
    further = {"khác.json": (one.report, sent.data)}
    wrapping = envelope.write(other.report, "data.json", archive.encode(other.report), further)
    with receiving(tmp_path) as here:
        take(here, replace(sent, wrapping=wrapping))
        (kept,) = here.received("nq42", YEAR)
        told = here.received_whole(kept.id, TEMPLATE)[1]
        assert told
        assert (told.digest, len(here.chain(kept.id))) == (sent.digest, 1)


def test_the_periods_of_another_template_are_none_of_this_one(tmp_path: Path) -> None:
    with receiving(tmp_path) as here:
        here.add_report(DISTRICT, Period(2023), replace(TEMPLATE, code="second"))
        assert take(here, Office("Xã A", "2023").send(4)) == [Reception.OTHER_PERIOD]


def test_drafts_of_which_half_the_numbers_stayed_are_of_one_office(tmp_path: Path) -> None:
    one, other = Office("Xã A"), Office("Xã A")
    figures = [figure for figure in TEMPLATE.figures.values() if "persons" in figure.measures][:11]
    for number, figure in enumerate(figures, start=1):
        one.put(number, Address(figure.code, "", "persons"))
        other.put(number if number <= 5 else 50 + number, Address(figure.code, "", "persons"))
    with receiving(tmp_path) as here:
        assert take(here, one.send(1, final=False), other.send(1, final=False)) == [Reception.NEW, Reception.REPLACES]


def test_an_office_that_is_no_longer_there_is_not_proposed(tmp_path: Path) -> None:
    with receiving(tmp_path) as here:
        put(here, "Xã Ngọc Linh,xa,,,,2023-12-31\nXã Ngọc Lim,xa")
        (there,) = here.units().named("Xã Ngọc Lim", YEAR.end)
        assert here.looking().judge(Office("Xã Ngọc Lin").send(3)).choices == (there,)
