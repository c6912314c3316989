"""Numbers given by word or on paper: they count in the place of the received one until the next revision comes."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.books.pointing import BookLayout, Pointing, SheetPlace, When
from forms.definitions.loading import load
from forms.document.revisions import reopen
from forms.errors import KnownError
from forms.report.cells import Address, Cell, State
from forms.report.changes import SetCell
from forms.values.numbers import Number
from forms.values.period import Period
from storage.layouts import OfficeLayout
from storage.rescue import rescue
from storage.statements import Means, Statement, StatementOutcome
from storage.workspace import Workspace
from tests.storage.sent import AT, COUNT, DISTRICT, STOCK, TEMPLATE, Office, receiving, take

YEAR = Period(2024)


def parts(workspace: Workspace) -> dict[Address, Number | None]:
    """What the first revision that stands says of each cell."""
    one = next(one for one in workspace.received("nq42", YEAR) if one.standing)
    return {part.address: part.number for part in workspace.parts(TEMPLATE, one) if part.address.measure}


def test_a_number_by_word_counts_until_the_next_revision_is_compared_with_it(tmp_path: Path) -> None:
    commune = Office("Xã A")
    told = Statement(COUNT, Cell(Number(5)), Means.TELEPHONE, "Y Lan")
    better = told._replace(cell=Cell(Number(4), State.ESTIMATE))
    paper = Statement(STOCK, Cell(Number(25, 1)), Means.PAPER, "A Thuận", "Công văn 12/UBND")
    with receiving(tmp_path) as here:
        take(here, commune.send(3))
        (one,) = here.received("nq42", YEAR)
        sent = here.received_report(one.id, TEMPLATE)
        for given in (told, better, paper):
            here.note_statement(one.id, sent, given, "Y Hà")
        assert parts(here) == {COUNT: Number(4), STOCK: Number(25, 1)}
        kept = here.statements("nq42", YEAR)
        assert [Statement(*(getattr(one, name) for name in Statement._fields)) for one in kept] == [told, better, paper]
        assert {(one.received, one.who) for one in kept} == {(one.id, "Y Hà")}
        assert [one.open for one in kept] == [False, True, True]
        assert [one.cell_text for one in kept] == ["5", "~4", "2,5"]
        for number in (1, 2):
            here.withdraw_statement(kept[number], TEMPLATE)
        assert parts(here) == {COUNT: Number(3)}
        here.note_statement(one.id, sent, told)
        here.note_statement(one.id, sent, paper)
        take(here, commune.put(24, STOCK).send(5))
        assert parts(here) == {COUNT: Number(5), STOCK: Number(24)}
        outcome = StatementOutcome
        assert [one.outcome for one in here.statements("nq42", YEAR)] == [
            *[outcome.WITHDRAWN] * 3,
            *(outcome.CONFIRMED, outcome.CORRECTED),
        ]
        assert here.statements("nq42", Period(2023)) == []
        with pytest.raises(KnownError, match="bản mới hơn"):
            here.note_statement(one.id, sent, told)


def test_a_state_is_said_by_word_as_well(tmp_path: Path) -> None:
    with receiving(tmp_path) as here:
        take(here, Office("Xã A").put(7, STOCK).send(3))
        (one,) = here.received("nq42", YEAR)
        none = Statement(COUNT, Cell(None, State.NIL), Means.MESSAGE, "Y Lan")
        here.note_statement(one.id, here.received_report(one.id, TEMPLATE), none)
        assert parts(here) == {COUNT: None, STOCK: Number(7)}
        assert [one.cell for one in here.statements("nq42", YEAR)] == [none.cell]
    assert rescue(here.path, tmp_path / "cứu.bc42", load) == []
    with Workspace.open(tmp_path / "cứu.bc42", readonly=True) as here:
        assert [one.cell for one in here.statements("nq42", YEAR)] == [none.cell]
        assert parts(here) == {COUNT: None, STOCK: Number(7)}


def test_a_revision_that_states_no_number_is_compared_with_what_was_said(tmp_path: Path) -> None:
    commune = Office("Xã A").put(7, STOCK)
    with receiving(tmp_path) as here:
        take(here, commune.send(3))
        (one,) = here.received("nq42", YEAR)
        report = here.received_report(one.id, TEMPLATE)
        for cell in (Cell(Number(8)), Cell(None, State.NIL)):
            here.note_statement(one.id, report, Statement(STOCK, cell, Means.MESSAGE, "Y Lan"))
        commune.send(3)  # opened again
        commune.report.apply(reopen(commune.report, "Sót một số", "Y Hà", AT))
        commune.report.apply(SetCell(STOCK, Cell(None, State.NIL)))
        take(here, commune.send(4))
        assert here.statements("nq42", YEAR)[-1].outcome is StatementOutcome.CONFIRMED


def test_an_office_that_sent_no_file_has_a_draft_on_paper_until_it_sends(tmp_path: Path) -> None:
    with receiving(tmp_path) as here:
        take(here, Office("Xã A").send(3))
        office = here.units().find("Xã A", YEAR.end)
        other = here.begin_on_paper(office, TEMPLATE, Period(2023), "Y Hà")
        report = here.received_report(other, TEMPLATE)
        assert (report.unit.name, report.period, report.cells) == ("Xã A", Period(2023), {})
        (draft,) = here.received("nq42", Period(2023))
        assert (draft.number, draft.standing, draft.file, draft.findings) == (0, True, "Chưa có tệp", (0, 0, 0))
        assert [(one.template, one.period, one.received.id) for one in here.arrivals()] == [
            ("nq42", "2024", 1),
            ("nq42", "2023", other),
        ]


def test_pictures_of_papers_and_layouts_of_workbooks_stay_beside_an_office(tmp_path: Path) -> None:
    places = {COUNT: SheetPlace("Biểu 1", 7, 3), STOCK: SheetPlace("Biểu 2", 5, 4)}
    with receiving(tmp_path) as here:
        report, own = Office(DISTRICT.name).report, 1
        here.attach(own, report, "trang 1.png", b"\x89PNG", "Y Hà")
        here.attach(own, report, "trang 2.png", b"", "Y Hà")
        here.keep_layout("nq42", OfficeLayout(own, "0a", {COUNT: places[STOCK]}))
        here.keep_layout("nq42", OfficeLayout(own, "0b", {}))
        here.keep_layout("nq42", OfficeLayout(own, "0a", places))
    with Workspace.open(tmp_path / "nơi nhận.bc42") as here:
        first, second = here.attachments("nq42", YEAR)
        assert [(one.unit, one.name, one.who) for one in (first, second)] == [
            (own, f"trang {number}.png", "Y Hà") for number in (1, 2)
        ]
        assert (here.picture(first.id), here.picture(second.id)) == (b"\x89PNG", b"")
        assert here.attachments("nq42", Period(2023)) == []
        assert here.layouts("nq42") == [OfficeLayout(own, "0a", places), OfficeLayout(own, "0b", {})]
        assert here.layouts("giam_ngheo") == []


def test_what_a_superior_s_workbook_wants_stays_in_the_file_and_is_rescued(tmp_path: Path) -> None:
    one = Pointing(SheetPlace("Biểu 1", 7, 3), "a", "", "persons", When.LAST, "b3", "triệu đồng", ("hộ nghèo", "số hộ"))
    layout = BookLayout("0a", ("Biểu 1", "Biểu 2"), (one,))
    path, saved = tmp_path / "nơi nhận.bc42", tmp_path / "cứu.bc42"
    with receiving(tmp_path) as here:
        here.keep_book_layout("nq42", layout._replace(cells=()))
        here.keep_book_layout("nq42", layout)
    with Workspace.open(path) as here:
        assert here.book_layouts("nq42") == [layout]
        assert here.book_layouts("giam_ngheo") == []
    assert [again.place.sheet for again in layout.called(["Biểu 1-2025", "x"])] == ["Biểu 1-2025"]
    rescue(path, saved, load)
    with Workspace.open(saved) as here:
        assert here.book_layouts("nq42") == [layout]


def test_files_and_officers_name_each_way_in_which_a_number_is_given() -> None:
    assert {means.value: means.label for means in Means} == {
        "dien_thoai": "qua điện thoại",
        "zalo": "qua Zalo",
        "ban_ky": "theo bản ký",
    }
