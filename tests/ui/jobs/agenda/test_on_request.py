"""A report that a letter asks for has its own file, recipients, grounds, period and day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from forms.definitions.loading import load
from forms.document.document import compose
from forms.errors import KnownError
from forms.narrative.blocks import Document, Paragraph, Text
from forms.offices.units import Unit
from forms.report.cells import Address, Cell
from forms.report.changes import Change, SetCell, SetDetail
from forms.values.numbers import Number
from forms.values.period import Period
from forms.values.style import NBSP
from storage.workspace import Workspace
from ui.cli.commands import run
from ui.jobs.agenda import files, on_request
from ui.jobs.agenda.on_request import Asking
from ui.jobs.agenda.waiting import WaitingReport

DAY = datetime(2025, 11, 20, tzinfo=UTC)
JOBS = Address("jobs_created", "", "persons")
ASKING = Asking(
    "Công văn số 15/ĐTTr",
    "Đoàn thanh tra tỉnh",
    "trước 30/11/2025",
    date(2025, 11, 3),
    "Cung cấp số liệu giảm nghèo",
    {"grounds": "Luật Thanh tra năm 2022\nCăn cứ Quyết định số 7;", "recipients": "Đoàn thanh tra\nLưu: VT"},
)
LETTER = "Công văn số 15/ĐTTr ngày 03/11/2025 của Đoàn thanh tra tỉnh về việc cung cấp số liệu giảm nghèo"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.bc42"
    with Workspace.create(path) as workspace:
        workspace.add_report(Unit("Xã A", "xa"), Period(2025), load("nq42"), own=True)
        report = workspace.load(load)
        changes: list[Change] = [
            SetCell(JOBS, Cell(Number(120))),
            SetDetail("signer", "Y Hà"),
            SetDetail("addressee", "Sở Nội vụ"),
        ]
        workspace.save(report, changes)
    return path


def opening(document: Document) -> list[str]:
    paragraphs = [block for block in document.body if isinstance(block, Paragraph)]
    found = ["".join(part.text for part in one.content if isinstance(part, Text)) for one in paragraphs]
    return [text.replace(NBSP, " ") for text in found]


def test_it_prints_what_the_letter_asks_and_waits_until_its_day(file: Path, tmp_path: Path) -> None:
    place = tmp_path / "b.bc42"
    with Workspace.open(file) as workspace:
        on_request.make(workspace.load(load), Period(2025), ASKING, place, "Lan")
    with Workspace.open(place) as workspace:
        report = workspace.load(load)
    document = compose(report, DAY)
    first, second, *_, last = (lines := opening(document)[:6])
    assert (first, second) == ("Căn cứ Luật Thanh tra năm 2022;", "Căn cứ Quyết định số 7;")
    at = lines.index(f"Báo cáo được lập theo {LETTER}.")
    assert lines[at - 1].startswith("Căn cứ ")
    assert lines[at - 1].endswith(".")
    assert lines[at + 1].endswith("như sau:")
    assert last
    assert (document.addressee, document.recipients) == ("Đoàn thanh tra tỉnh", ("Đoàn thanh tra", "Lưu: VT"))
    assert (report.cells[JOBS].number, report.details["signer"]) == (Number(120), "Y Hà")
    (waiting,) = (one for one in files.look([place], date(2025, 11, 20)) if isinstance(one, WaitingReport))
    assert waiting.request == LETTER
    assert waiting.due is not None
    assert (waiting.due.last, waiting.due.deadline.document) == (
        date(2025, 11, 29),
        "Công văn số 15/ĐTTr ngày 03/11/2025",
    )
    with Workspace.open(place) as workspace, pytest.raises(KnownError, match="đã có"):
        on_request.make(workspace.load(load), Period(2025), ASKING, file, "Lan")


def test_of_other_years_it_begins_without_numbers(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "b.bc42"
    asked = ["--letter", "Công văn số 15/ĐTTr", "--by", "Thanh tra tỉnh", "--on", "2021..2024", "--out", str(place)]
    assert run(["on-request", str(file), *asked, "--due", "30/11"]) == 2
    assert "Hạn theo yêu cầu: Không hiểu hạn" in capsys.readouterr().err
    assert not place.exists()
    assert run(["on-request", str(file), *asked, "--due", "trước 30/11/2025", "--issued", "30/11/2025"]) == 2
    assert "đứng trước ngày" in capsys.readouterr().err
    assert run(["on-request", str(file), *asked, "--due", "trước 30/11/2025"]) == 0
    with Workspace.open(place) as workspace:
        report = workspace.load(load)
    assert (report.period, report.cells) == (Period(2021, until=2024), {})
    assert report.details["signer"] == "Y Hà"
    assert report.details["addressee"] == "Thanh tra tỉnh"


def test_of_another_year_it_says_what_the_file_says_of_it(file: Path, tmp_path: Path) -> None:
    with Workspace.open(file) as workspace:
        workspace.add_report(Unit("Xã A", "xa"), Period(2026), load("nq42"))
        report = workspace.load(load, period=Period(2026))
        on_request.make(report, Period(2025), ASKING, tmp_path / "b.bc42", "Lan")
    with Workspace.open(tmp_path / "b.bc42") as workspace:
        assert workspace.load(load).cells[JOBS].number == Number(120)
