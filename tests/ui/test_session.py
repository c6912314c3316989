"""The session: all or nothing, on disk before it is told, taken back and made again, and what it tells."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.checks import progress
from forms.checks.checker import accept, check
from forms.definitions.loading import load
from forms.definitions.rules import Severity
from forms.definitions.template import Template
from forms.document import revisions
from forms.errors import KnownError
from forms.offices.units import Unit
from forms.report import strays
from forms.report.cells import Address, Cell, State
from forms.report.changes import Change, OpenRow, SetAcceptance, SetCell, SetDetail, SetNote, SetParagraphs, SetRow
from forms.report.report import Report
from forms.values.numbers import Number
from forms.values.period import Period
from storage.workspace import Workspace
from ui.session import Session, Touched

REMAINS = Address("martyr_remains", "", "count")
PART = Address("poor_households", "ethnicity:dtts", "households")
POOR = Address("poor_households", "", "households")
ROW = OpenRow("jobs_created", "channel:abroad/country:#90", "Cộng hòa Séc", 90)
IN_ROW = Address(ROW.figure, ROW.id, "persons")


def cell(number: int) -> Cell:
    return Cell(Number(number))


@pytest.fixture
def session(file: Path) -> Iterator[Session]:
    with Workspace.open(file) as workspace:
        yield Session(workspace, workspace.load(load), "Y Hà")


def renamed(template: Template, old: str, new: str) -> Template:
    """A later version of a template, in which a figure has another code."""
    figure = replace(template.figures[old], code=new, was=(old,))
    figures = {code: one for code, one in template.figures.items() if code != old}
    section = template.sections[figure.section]
    own = {**{code: one for code, one in section.figures.items() if code != old}, new: figure}
    sections = {**template.sections, section.code: replace(section, figures=own, paragraphs=())}
    return replace(template, figures={**figures, new: figure}, sections=sections)


def test_values_that_are_moved_and_moved_back_are_judged_anew(file: Path) -> None:
    def unplaced() -> list[tuple[str, str]]:
        found = (one for one in opened.findings if one.code == "unplaced")
        return [(one.cells[0].figure, opened.section_of(one)) for one in found]

    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        report.template = renamed(report.template, "poverty_leaflets", "leaflets")
        opened = Session(workspace, report, "Y Hà")
        told = [("leaflets", report.template.figures["leaflets"].section)]
        assert unplaced() == told
        opened.put(*strays.moves(report))
        assert unplaced() == []
        opened.undo()
        assert unplaced() == told
        opened.put(SetCell(Address("leaflets", "", "count"), cell(1)))
        assert [one.code for one in opened.findings if one.code.startswith("unplaced")] == ["unplaced.other"]


def content(report: Report) -> tuple[object, ...]:
    """Everything that a report says; rows that were removed say nothing."""
    rows = {key: row for key, row in report.rows.items() if not row.removed}
    return (
        dict(report.cells),
        rows,
        dict(report.notes),
        dict(report.details),
        dict(report.paragraphs),
        dict(report.documents),
        dict(report.acceptances),
        (report.state, report.reason, report.revisions),
    )


def on_disk(session: Session) -> tuple[object, ...]:
    return content(session.workspace.load(load, period=session.report.period))


class Ear:
    """What a session told, in order; each time what was on disk by then."""

    def __init__(self, session: Session) -> None:
        self.heard: list[str] = []
        self.touched: list[Touched] = []
        self.stored: list[tuple[object, ...]] = []
        self._session = session
        session.saved.connect(lambda _: self._hear("saved"))
        session.changed.connect(self._changed)
        session.recounted.connect(lambda: self._hear("recounted"))

    def _hear(self, what: str) -> None:
        self.heard.append(what)
        self.stored.append(on_disk(self._session))

    def _changed(self, touched: Touched) -> None:
        self._hear("changed")
        self.touched.append(touched)


def test_a_change_is_on_disk_and_judged_before_anyone_is_told(session: Session) -> None:
    ear = Ear(session)
    error = next(one for one in session.findings if one.cells[0] == REMAINS)
    session.put(SetCell(REMAINS, cell(21)))
    assert ear.heard == ["saved", "changed", "recounted"]
    assert ear.stored == [content(session.report)] * 3
    assert session.report.cells[REMAINS] == cell(21)
    assert error not in session.findings
    assert REMAINS in ear.touched[0].cells
    assert ear.touched[0].figures == {"martyr_remains"}
    assert not ear.touched[0].rows


def test_what_changes_no_count_is_not_told_as_one(session: Session) -> None:
    session.put(SetCell(REMAINS, cell(30)))
    ear = Ear(session)
    session.put(SetNote(REMAINS, "biên bản"))
    session.put(SetDetail("signer", "A Thanh"), SetParagraphs("III", ("Lời.",)))
    assert ear.heard == ["saved", "changed"] * 2
    assert [one.cells for one in ear.touched] == [{REMAINS}, frozenset()]


def test_a_blank_and_a_row_are_told_as_counts(session: Session) -> None:
    section = session.report.template.sections["II.1"]
    assert session.filled(section) == (64, 64)
    ear = Ear(session)
    session.put(SetCell(REMAINS, None))
    assert "recounted" in ear.heard
    assert session.filled(section) == (63, 64)
    session.put(SetCell(REMAINS, cell(20)))
    assert session.filled(section) == (64, 64)
    jobs = session.report.template.sections["II.2.b"]
    before = session.filled(jobs)
    session.put(SetRow(ROW))
    assert ear.touched[-1] == Touched(frozenset({Address(ROW.figure, ROW.id, "")}), rows=True)
    assert ear.heard[-1] == "recounted"
    assert session.filled(jobs)[1] == before[1] + 1


def test_a_finding_that_comes_marks_its_cell_elsewhere(session: Session) -> None:
    session.put(SetCell(REMAINS, cell(21)))
    part = next(one for one in session.report.cells if one.figure == REMAINS.figure and one.row)
    ear = Ear(session)
    session.put(SetCell(part, cell(1)))
    finding = session.worst(REMAINS)
    assert finding is not None
    assert {part, REMAINS} <= ear.touched[0].cells
    section = session.report.template.sections["II.1"]
    assert finding in session.findings_of(section)
    assert session.count(section, Severity.ERROR) == 1


def test_what_is_accepted_no_longer_marks(session: Session) -> None:
    finding = next(one for one in session.findings if one.acceptable and one.severity is Severity.WARNING)
    section = session.report.template.sections[session.section_of(finding)]
    count = session.count(section, Severity.WARNING)
    change = accept(session.report, finding, "Theo danh sách", "Y Hà")
    ear = Ear(session)
    session.put(change)
    assert ear.heard == ["saved", "changed", "recounted"]
    assert session.count(section, Severity.WARNING) == count - 1
    accepted = next(one for one in session.findings if one.id == finding.id)
    assert accepted.accepted is not None
    assert session.worst(finding.cells[0]) != accepted
    session.put(SetAcceptance(finding.id, None))
    assert finding in session.findings
    assert session.count(section, Severity.WARNING) == count


def test_history_names_who_and_both_numbers(session: Session) -> None:
    session.put(SetCell(REMAINS, cell(21)))
    entry = session.history(REMAINS)[0]
    assert (entry.who, entry.old, entry.new) == ("Y Hà", cell(20), cell(21))


def test_a_new_change_takes_the_place_of_what_was_undone(session: Session) -> None:
    assert (session.can_undo, session.can_redo) == (False, False)
    assert session.undo() == session.redo() == ()
    session.put(SetCell(REMAINS, cell(21)))
    session.put(SetCell(REMAINS, cell(22)))
    assert session.undo() == (SetCell(REMAINS, cell(21)),)
    assert (session.can_undo, session.can_redo) == (True, True)
    session.put(SetCell(REMAINS, cell(23)))
    assert (session.can_undo, session.can_redo) == (True, False)
    assert session.redo() == ()
    session.undo()
    session.undo()
    assert (session.can_undo, session.can_redo) == (False, True)
    assert session.report.cells[REMAINS] == cell(20)


def test_a_step_of_many_changes_is_one_and_survives_a_restart(session: Session, file: Path) -> None:
    before = content(session.report)
    step = (SetRow(ROW), SetCell(IN_ROW, cell(3)), SetNote(IN_ROW, "hợp đồng"), SetParagraphs("III", ("Lời.",)))
    session.put(*step)
    after = content(session.report)
    session.workspace.close()
    with Workspace.open(file) as workspace:
        again = Session(workspace, workspace.load(load))
        assert content(again.report) == after
        ear = Ear(again)
        assert len(again.undo()) == len(step)
        assert content(again.report) == before == on_disk(again)
        assert ear.touched[0].rows
        assert again.redo() == step
        assert content(again.report) == after == on_disk(again)


@contextmanager
def full_disk(session: Session) -> Iterator[None]:
    connection = session.workspace._connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count={pages}")
    yield
    connection.execute("PRAGMA max_page_count=100000")


@contextmanager
def gone(session: Session) -> Iterator[None]:
    path = session.workspace.path
    moved = path.rename(path.with_name("nơi khác"))
    yield
    moved.rename(path)


@contextmanager
def no_room(_: Session) -> Iterator[None]:
    """No file may grow: even an undo that would fit into free pages finds no room for its journal."""
    resource = pytest.importorskip("resource", reason="a limit of POSIX")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


LONG = ("x" * 19_000,)  # more than a page of the file
Failing = Callable[[Session], AbstractContextManager[None]]
FAILURES = pytest.mark.parametrize("failing", [full_disk, gone])


@FAILURES
def test_what_the_disk_refuses_is_as_if_it_had_never_been(session: Session, failing: Failing) -> None:
    session.put(SetCell(REMAINS, cell(21)))
    session.put(SetCell(REMAINS, cell(22)))
    session.undo()
    before, findings = content(session.report), list(session.findings)
    ear = Ear(session)
    step = (SetCell(REMAINS, None), SetRow(ROW), SetCell(IN_ROW, cell(3)), SetParagraphs("III", LONG))
    with failing(session), pytest.raises(KnownError):
        session.put(*step)
    assert content(session.report) == before == on_disk(session)
    assert session.findings == findings == check(session.report)
    assert (session.can_undo, session.can_redo) == (True, True)
    assert ear.heard == []
    session.put(*step)
    assert content(session.report) == on_disk(session)
    assert session.report.cells[IN_ROW] == cell(3)


@pytest.mark.parametrize("failing", [no_room, gone])
def test_undo_that_the_disk_refuses_can_be_done_later(session: Session, failing: Failing) -> None:
    start = content(session.report)
    session.put(SetParagraphs("III", LONG))
    session.put(SetParagraphs("III", None), SetCell(REMAINS, cell(21)))
    before, ear = content(session.report), Ear(session)
    with failing(session), pytest.raises(KnownError):
        session.undo()
    assert content(session.report) == before == on_disk(session)
    assert ear.heard == []
    session.undo()
    session.undo()
    assert content(session.report) == start == on_disk(session)


def test_what_another_changed_is_not_undone_over(session: Session) -> None:
    session.put(SetCell(PART, cell(1)), SetCell(REMAINS, cell(21)))
    session.report.apply(SetCell(REMAINS, cell(22)))
    before, ear = content(session.report), Ear(session)
    with pytest.raises(KnownError, match="lịch sử"):
        session.undo()
    assert content(session.report) == before
    assert ear.heard == []
    assert session.can_undo


def test_a_final_report_takes_no_change(session: Session) -> None:
    session.put(revisions.finalise(session.report, "Y Hà", datetime(2025, 1, 2, tzinfo=UTC)))
    before = content(session.report)
    with pytest.raises(KnownError):
        session.put(SetCell(PART, cell(1)), SetCell(REMAINS, cell(21)))
    assert content(session.report) == before == on_disk(session)
    session.put(revisions.reopen(session.report, "Thiếu", "Y Hà", datetime(2025, 1, 3, tzinfo=UTC)))
    session.put(SetCell(REMAINS, cell(21)))
    assert session.report.cells[REMAINS] == cell(21)


def test_a_suggestion_is_one_step_and_refused_where_its_number_has_gone(session: Session) -> None:
    finding = next(one for one in session.findings if one.cells[0] == REMAINS)
    found = session.suggestions(finding)[0]
    before = content(session.report)
    session.take(found)
    assert finding.id not in {one.id for one in session.findings}
    with pytest.raises(KnownError):
        session.take(found)
    session.undo()
    assert content(session.report) == before


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "a.bc42"
    with Workspace.create(path) as workspace:
        workspace.add_report(Unit("Xã Đăk Blà", "xa"), Period(2024), load("nq42"))
    return path


_CELLS = st.none() | st.builds(cell, st.integers(0, 30)) | st.just(Cell(None, State.NIL))
_CHANGES: st.SearchStrategy[Change] = st.one_of(
    st.builds(SetCell, st.sampled_from([REMAINS, PART, POOR]), _CELLS),
    st.builds(SetNote, st.just(REMAINS), st.none() | st.just("ghi chú")),
    st.builds(SetParagraphs, st.just("III"), st.none() | st.just(("Lời.",))),
    st.sampled_from([SetRow(replace(ROW, label="Ba Lan")), SetRow(replace(ROW, position=1))]),
)
_STEPS = st.lists(st.sampled_from(["undo", "redo"]) | st.lists(_CHANGES, min_size=1, max_size=4), max_size=8)


@settings(max_examples=20)
@given(steps=_STEPS)
def test_any_walk_through_changes_leads_where_it_should(
    empty: Path, tmp_path: Path, steps: Sequence[str | list[Change]]
) -> None:
    """Beside a list of what the report said after each step: report, disk, findings and counts always agree."""
    path = tmp_path / "walk.bc42"
    shutil.copy(empty, path)
    with Workspace.open(path) as workspace:
        session = Session(workspace, workspace.load(load))
        past, here = [content(session.report)], 0
        for step in steps:
            if isinstance(step, str):
                undone = step == "undo"
                session.undo() if undone else session.redo()
                here = max(here - 1, 0) if undone else min(here + 1, len(past) - 1)
            else:
                session.put(*step)
                past[here + 1 :] = [content(session.report)]
                here += 1
            assert content(session.report) == past[here] == on_disk(session)
            assert (session.can_undo, session.can_redo) == (here > 0, here < len(past) - 1)
            assert session.findings == check(session.report)
            for section in session.report.template.sections.values():
                counts = [progress.filled(session.report, figure) for figure in session.report.figures(section)]
                assert session.filled(section) == (sum(one for one, _ in counts), sum(cells for _, cells in counts))
    path.unlink()
