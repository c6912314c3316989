from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.definitions.loading import load
from forms.errors import KnownError
from forms.offices.units import Unit
from forms.report.cells import Address, Cell, State
from forms.report.changes import Acceptance, Change, OpenRow, SetAcceptance, SetCell, SetDetail, SetNote, SetRow
from forms.report.places import Place, new_row
from forms.report.report import Report
from forms.values.numbers import Number
from forms.values.period import Period, parse
from forms.values.text import picture, spoofed
from storage import schema, steps
from storage.workspace import Batch, Workspace

UNIT = Unit("Xã Đăk Blà", "xa")
ADDRESS = Address("ncc_funeral", "", "count")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "Báo cáo năm.bc42"
    with Workspace.create(path) as workspace:
        workspace.add_report(UNIT, Period(2024), load("nq42"))
    return path


def loaded(file: Path) -> Report:
    with Workspace.open(file, readonly=True) as workspace:
        return workspace.load(load)


def save(file: Path, *changes: Change) -> None:
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        for change in changes:
            report.apply(change)
        workspace.save(report, changes, who="Y Hà")


cells = st.builds(Cell, st.builds(Number, st.integers(-(10**15), 10**15), st.integers(0, 6))) | st.sampled_from(
    [Cell(None, State.NIL), Cell(None, State.AWAITED), Cell(Number(5, 1), State.ESTIMATE, "2+3")]
)

labels = st.text(max_size=30).filter(lambda label: not picture(label) and not spoofed(label))  # as one may type


def test_periods_beside_a_report_are_made_with_what_changed_or_not_at_all(file: Path) -> None:
    earlier = Report(load("nq42"), UNIT, Period(2023))
    change = SetCell(ADDRESS, Cell(Number(12)))
    batch = Batch(earlier, [change], [earlier.apply(change)])
    with Workspace.open(file) as workspace:
        with pytest.raises(ValueError, match="surrogate"):
            workspace.save_all([batch, Batch(earlier, [SetDetail("signer", "\ud800")])], new=[earlier])
        assert [name.period for name in workspace.reports()] == [Period(2024)]
        workspace.save_all([batch], "Y Hà", new=[earlier], hold=earlier)
        assert {name.period for name in workspace.reports()} == {Period(2023), Period(2024)}
        assert workspace.find().period == Period(2023)
        assert workspace.load(load).cells == {ADDRESS: change.cell}
        assert workspace.load(load, period=Period(2024)).last == earlier


@settings(max_examples=15)
@given(st.dictionaries(st.integers(1, 5), cells, max_size=4), labels)
def test_what_is_saved_comes_back(file: Path, found: dict[int, Cell], label: str) -> None:
    rows = [SetRow(OpenRow("martyr_works", f"item:#{n}", label.replace("\0", ""), n)) for n in found]
    changes = [SetCell(Address("martyr_works", f"item:#{n}", "amount"), cell) for n, cell in found.items()]
    save(file, *rows, *changes)
    report = loaded(file)
    for row in rows:
        assert report.rows[row.row.figure, row.row.id] == row.row
    for change in changes:
        assert report.cells[change.address] == change.cell


def test_clearing_and_history(file: Path) -> None:
    save(file, SetCell(ADDRESS, Cell(Number(272))))
    save(file, SetCell(ADDRESS, Cell(None, State.NIL)))
    save(file, SetCell(ADDRESS, None))
    assert ADDRESS not in loaded(file).cells
    with Workspace.open(file) as workspace:
        entries = workspace.history(workspace.load(load), ADDRESS)
    assert [(entry.old, entry.new, entry.who) for entry in entries] == [
        (Cell(None, State.NIL), None, "Y Hà"),
        (Cell(Number(272)), Cell(None, State.NIL), "Y Hà"),
        (None, Cell(Number(272)), "Y Hà"),
    ]


def test_details_come_back_and_are_taken_back(file: Path) -> None:
    save(file, SetDetail("signer", "Y Hà"), SetDetail("recipients", "Sở Nội vụ\nLưu: VT"))
    save(file, SetDetail("signer", "A Thắng"))
    assert loaded(file).details == {"signer": "A Thắng", "recipients": "Sở Nội vụ\nLưu: VT"}
    save(file, SetDetail("signer", None))
    assert loaded(file).details == {"recipients": "Sở Nội vụ\nLưu: VT"}


def test_a_clock_set_back_disturbs_no_order(file: Path) -> None:
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        for number, year in ((1, 2026), (2, 2020), (3, 2023)):
            change = SetCell(ADDRESS, Cell(Number(number)))
            report.apply(change)
            workspace.save(report, [change], when=datetime(year, 1, 1, tzinfo=UTC))
        assert [entry.new for entry in workspace.history(report, ADDRESS)] == [Cell(Number(n)) for n in (3, 2, 1)]
        assert workspace.edited(report).year == 2023


def test_the_year_before_stands_beside(file: Path) -> None:
    with Workspace.open(file) as workspace:
        workspace.add_report(UNIT, Period(2023), load("nq42"))
        report = workspace.load(load, period=Period(2024))
        assert report.last is not None
        assert report.last.period == Period(2023)
        with pytest.raises(KnownError, match="có nhiều báo cáo"):
            workspace.load(load)
        with pytest.raises(KnownError, match="không có báo cáo này"):
            workspace.load(load, unit="Xã Khác")
        with pytest.raises(KnownError, match="đã có báo cáo"):
            workspace.add_report(UNIT, Period(2023), load("nq42"))


def test_a_second_writer_waits(file: Path) -> None:
    with Workspace.open(file), pytest.raises(KnownError, match="đang mở"):
        Workspace.open(file)


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "không phải tệp làm việc"), (b"Tom tat so lieu" * 100, "không phải tệp làm việc"), (None, "là thư mục")],
)
def test_what_is_no_workspace(tmp_path: Path, data: bytes | None, words: str) -> None:
    path = tmp_path / "x.bc42"
    path.mkdir() if data is None else path.write_bytes(data)
    with pytest.raises(KnownError, match=words):
        Workspace.open(path)
    assert data is None or path.read_bytes() == data


def test_a_truncated_file_is_told(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:9000])
    with pytest.raises(KnownError, match="bị hỏng"):
        Workspace.open(file)


def test_a_missing_file_and_a_taken_name(tmp_path: Path, file: Path) -> None:
    with pytest.raises(KnownError, match="Không tìm thấy"):
        Workspace.open(tmp_path / "không có.bc42")
    with pytest.raises(KnownError, match="đã có"):
        Workspace.create(file)
    with pytest.raises(KnownError, match="Không có thư mục"):
        Workspace.create(tmp_path / "không" / "có.bc42")


def test_a_newer_file_is_refused_and_an_older_one_backed_up(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = len(schema.MIGRATIONS)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version=99")
    with pytest.raises(KnownError, match="mới hơn"):
        Workspace.open(file)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version={known}")
    save(file, SetCell(ADDRESS, Cell(Number(7))))

    def second(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE extra (a INTEGER) STRICT")

    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, ("second", second)))
    with Workspace.open(file) as workspace:
        assert workspace.load(load).cells[ADDRESS] == Cell(Number(7))
    backup = file.with_name(f"Báo cáo năm.truoc-nang-cap-{known}.bc42")
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("SELECT digits FROM cell").fetchone() == (7,)


def test_a_report_knows_the_year_before_and_the_period_before(file: Path) -> None:
    with Workspace.open(file) as workspace:
        for code in ("2023", "2024-6T", "2024-9T", "2023-9T"):
            workspace.add_report(UNIT, parse(code), load("nq42"))
        report = workspace.load(load, period=Period(2024))
        assert report.last is not None
        assert report.last.period.code == "2023"
        assert report.earlier is not None
        assert report.earlier.period.code == "2024-9T"
        nine = workspace.load(load, period=parse("2024-9T"))
        assert nine.earlier is not None
        assert nine.earlier.period.code == "2024-6T"
        assert nine.last is not None
        assert nine.last.period.code == "2023-9T"
        assert workspace.load(load, period=parse("2024-6T")).earlier is None


def test_an_acceptance_is_kept_until_it_is_taken_back(file: Path) -> None:
    accepted = Acceptance("Hồ sơ năm trước chuyển sang", "Y Hà", datetime(2024, 12, 1, 7, 30, tzinfo=UTC), "a1")
    save(file, SetAcceptance("rule", accepted), SetAcceptance("other", accepted))
    save(file, SetAcceptance("other", None))
    assert loaded(file).acceptances == {"rule": accepted}


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is how POSIX pulls the plug")
def test_a_killed_writer_loses_nothing_that_was_saved(file: Path) -> None:
    code = f"""
import os, signal
from pathlib import Path
from forms.definitions.loading import load
from forms.values.numbers import Number
from forms.report.cells import Address, Cell
from forms.report.changes import SetCell
from storage.workspace import Workspace
workspace = Workspace.open(Path({str(file)!r}))
report = workspace.load(load)
for number in range(3):
    workspace.save(report, [SetCell(Address(*{tuple(ADDRESS)!r}), Cell(Number(number)))])
workspace._connection.execute("BEGIN")
workspace._connection.execute("DELETE FROM cell")
os.kill(os.getpid(), signal.SIGKILL)
"""  # noqa: S608 - no SQL from outside
    result = subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[2], env=os.environ)
    assert result.returncode == -signal.SIGKILL
    assert loaded(file).cells[ADDRESS] == Cell(Number(2))


def test_steps_are_kept_until_something_else_is_written(file: Path) -> None:
    one = SetCell(ADDRESS, Cell(Number(7)))
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        back = [report.apply(one)]
        workspace.save(report, [one], back=back)
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        step = workspace.step(report)
        assert step is not None
        assert (step.forth, step.back) == ((one,), tuple(back))
        workspace.save_steps([(report, step)], undone=True)
        assert workspace.step(report) is None
        assert workspace.step(report, undone=True) == step
        assert ADDRESS not in workspace.load(load).cells
        workspace.save(report, [one], back=back)
        assert workspace.step(report, undone=True) is None
        workspace.save(report, [one])
        assert workspace.step(report) is None


def test_a_new_step_takes_the_place_of_all_that_were_undone(file: Path) -> None:
    made = [SetCell(ADDRESS, Cell(Number(number))) for number in range(5)]
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        for one in made[:4]:
            workspace.save(report, [one], back=[one])
        for _ in range(3):
            step = workspace.step(report)
            assert step is not None
            workspace.save_steps([(report, step)], undone=True)
        workspace.save(report, [made[4]], back=[made[4]])
        assert workspace.step(report, undone=True) is None
        assert steps_of(workspace, report) == [made[4], made[0]]


def test_only_the_latest_steps_are_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "KEPT", 2)
    made = [SetCell(ADDRESS, Cell(Number(number))) for number in range(4)]
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        for one in made:
            workspace.save(report, [one], back=[one])
        assert steps_of(workspace, report) == [made[3], made[2]]


def steps_of(workspace: Workspace, report: Report) -> list[Change]:
    """What there is to undo, the latest first; undoes it all."""
    found: list[Change] = []
    while (step := workspace.step(report)) is not None:
        found += step.forth
        workspace.save_steps([(report, step)], undone=True)
    return found


def test_notes_and_removed_rows_come_back(file: Path) -> None:
    row = OpenRow("martyr_works", "item:#1", "Nghĩa trang", 1)
    save(file, SetRow(row), SetNote(ADDRESS, "nguồn"))
    save(file, SetRow(replace(row, removed=True)))
    report = loaded(file)
    figure = report.template.figures["martyr_works"]
    assert report.rows_of(figure, figure.breakdowns["item"]) == []
    assert new_row(report, Place("", "", "item", "Khác"), figure).id == "item:#2"
    assert report.notes == {ADDRESS: "nguồn"}
    save(file, SetNote(ADDRESS, None))
    assert not loaded(file).notes


def test_history_keeps_states_and_workings(file: Path) -> None:
    held = [Cell(Number(215, 1), State.ESTIMATE), Cell(Number(21), working="8+13"), Cell(None, State.AWAITED)]
    for cell in held:
        save(file, SetCell(ADDRESS, cell))
    with Workspace.open(file) as workspace:
        entries = workspace.history(workspace.load(load), ADDRESS)
    assert [entry.new for entry in entries] == held[::-1]


def test_labels_used_before_are_known(file: Path) -> None:
    save(file, SetRow(OpenRow("martyr_works", "item:#1", "A", 1)), SetRow(OpenRow("martyr_works", "item:#2", "B", 2)))
    with Workspace.open(file) as workspace:
        assert workspace.labels("martyr_works", "", "item") == ["B", "A"]
        assert workspace.labels("martyr_works", "", "other") == []
