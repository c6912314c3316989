"""What is to be done over several files: one open elsewhere, one away, one damaged; and who is asked for what."""

from __future__ import annotations

import csv
import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from forms.definitions.loading import load
from forms.document.owing import Holder
from forms.offices.deadlines import Deadline
from forms.offices.units import Unit
from forms.report.cells import Address, Cell
from forms.report.changes import SetCell
from forms.values.numbers import exact
from forms.values.period import Period
from storage.workspace import Workspace
from ui.cli.commands import run
from ui.jobs.agenda import files
from ui.jobs.agenda.files import Unread
from ui.jobs.agenda.holding import debtors
from ui.jobs.agenda.waiting import HEADS, Urgency, WaitingReport, order
from ui.preferences import Preferences, Recent

TODAY = date(2025, 11, 20)
COMMUNE = Unit("Xã A", "xa")
HELD = """
import sys
from pathlib import Path
from storage.workspace import Workspace
with Workspace.open(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def made(path: Path, template: str) -> Path:
    with Workspace.create(path) as workspace:
        workspace.add_report(COMMUNE, Period(2025), load(template), own=True)
        workspace.add_deadlines(
            [
                Deadline("", "trước 15/11", "Kế hoạch 1", date(2025, 1, 2)),
                Deadline("2025", "chậm nhất 30/11", "Công văn 9", date(2025, 11, 3)),
                Deadline("UTH", "trước 25/11", "Kế hoạch 1", date(2025, 1, 2)),
            ]
        )
    return path


def test_every_file_is_named_whatever_became_of_it(tmp_path: Path) -> None:
    ours, theirs = made(tmp_path / "a.bc42", "nq42"), made(tmp_path / "b.bc42", "giam_ngheo")
    broken, away = tmp_path / "c.bc42", tmp_path / "usb" / "d.bc42"
    broken.write_bytes(ours.read_bytes()[:-9000])
    (tmp_path / "a.truoc-nang-cap-30.bc42").write_bytes(ours.read_bytes())
    recent = Recent(str(away), "Xã A", "2024", "", "", 0, 0, "2025-01-01T00:00:00+00:00")
    paths = files.known(Preferences(folder=str(tmp_path), recent=(recent,)))
    assert paths == [away, ours, theirs, broken]
    with (
        subprocess.Popen(
            [sys.executable, "-c", HELD, str(theirs)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process,
        Workspace.open(ours) as workspace,
    ):
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        found = list(files.look(paths, TODAY, {ours: workspace.content()}))
        process.communicate()
        other = subprocess.run([sys.executable, "-c", HELD, str(ours)], capture_output=True, check=False)
        assert b"held" not in other.stdout  # the lock of the window is not lost by looking
    unread = {one.path: one.away for one in found if isinstance(one, Unread)}
    assert unread == {away: True, broken: False}
    entries = sorted((one for one in found if isinstance(one, WaitingReport)), key=lambda one: order(one, TODAY))
    assert [(one.path.name, one.period.code, one.urgency(TODAY)) for one in entries] == [
        ("a.bc42", "2025", Urgency.SOON),
        ("b.bc42", "2025", Urgency.SOON),
    ]
    due = entries[-1].due
    assert due is not None
    assert due.moved == (
        "Hạn cũ trước 15/11 theo Kế hoạch 1 ngày 02/01/2025; hạn mới chậm nhất 30/11 theo Công văn 9 ngày 03/11/2025."
    )


def test_who_holds_numbers_is_told_what_is_wanting_in_every_report(tmp_path: Path) -> None:
    path = made(tmp_path / "a.bc42", "nq42")
    with Workspace.open(path) as workspace:
        workspace.entrust("nq42", ["II.3.a"], Holder("", "Nguyễn Văn A", "0912"))
        report = workspace.load(load)
        insured = Address("bhxh_coverage", "", "persons")
        change = SetCell(insured, Cell(exact(Fraction(5))))
        report.apply(change)
        workspace.save(report, [change])
    (entry,) = (one for one in files.look([path], TODAY) if isinstance(one, WaitingReport) and one.state)
    (lacking,) = (one for one in entry.owing if one.section.code == "II.3.a")
    assert lacking.holder == Holder("Bảo hiểm xã hội", "Nguyễn Văn A", "0912")
    (held,) = (one for one in debtors([entry], TODAY) if one.holder.person)
    message = held.message(TODAY)
    assert message.startswith(
        "Kính gửi đồng chí Nguyễn Văn A, Bảo hiểm xã hội:\nBáo cáo Nghị quyết 42-NQ/TW năm 2025 của X"
    )
    assert f"nộp chậm nhất ngày 30/11/2025 (còn 10 ngày), còn thiếu {lacking.cells - lacking.full} ô" in message
    assert f"{lacking.gaps[0].label} ({lacking.gaps[0].cells - lacking.gaps[0].full} ô)" in message
    assert debtors([entry], date(2027, 6, 1)) == []


def test_a_table_for_other_programs_has_its_rows_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ours, away = made(tmp_path / "a.bc42", "nq42"), tmp_path / "usb" / "d.bc42"
    assert run(["agenda", str(ours), str(away), "--csv"]) == 1
    said = capsys.readouterr()
    rows = list(csv.reader(said.out.splitlines()))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(HEADS)}
    assert str(away) in said.err


def test_nobody_is_asked_for_what_is_long_over_and_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Workspace.create(tmp_path / "cũ.bc42") as workspace:
        workspace.add_report(COMMUNE, Period(2020), load("nq42"), own=True)
    run(["agenda", str(tmp_path / "cũ.bc42"), "--messages"])
    said = capsys.readouterr().out
    assert "quá hạn đã hơn một năm" in said
    assert "năm 2020 của Xã" in said
