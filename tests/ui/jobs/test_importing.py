"""Taking in what another office sent: known again by what it was issued as, never joined by its name alone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from forms.definitions.loading import load
from forms.document import revisions
from forms.errors import KnownError
from forms.report.cells import Address, Cell
from forms.report.changes import Change, SetCell
from forms.report.units import Unit
from forms.values.numbers import Number
from forms.values.period import Period
from storage.workspace import Workspace
from ui.jobs.exporting import export
from ui.jobs.importing import read, store

AT = datetime(2024, 12, 1, 7, 30, tzinfo=UTC)
COMMUNE = Unit("Xã Tân Lập", "xa")
DISTRICT = Unit("Huyện Kon Rẫy", "huyen")


def sent(folder: Path, *counts: int) -> Path:
    """What a commune sends that issued its report once for each count."""
    folder.mkdir()
    with Workspace.create(folder / "xã.bc42") as workspace:
        workspace.add_report(COMMUNE, Period(2024), load("nq42"))
        report = workspace.load(load)

        def save(change: Change) -> None:
            report.apply(change)
            workspace.save(report, [change])

        for number, count in enumerate(counts):
            if number:
                save(revisions.reopen(report, "Sót số liệu", "Y Hà", AT))
            save(SetCell(Address("ncc_funeral", "", "count"), Cell(Number(count))))
            save(revisions.finalise(report, "Y Hà", AT))
    (outcome,) = export(report, AT, folder, ["package"])
    return outcome.path


@pytest.fixture
def district(tmp_path: Path) -> Path:
    path = tmp_path / "huyện.bc42"
    with Workspace.create(path) as workspace:
        workspace.add_report(DISTRICT, Period(2024), load("nq42"), own=True)
    store(read(sent(tmp_path / "một", 5)), path, "Y Hà")
    return path


def test_what_was_issued_again_is_known_by_its_chain(district: Path, tmp_path: Path) -> None:
    before = district.read_bytes()
    for again in (sent(tmp_path / "hai", 5), sent(tmp_path / "ba", 5, 6)):
        with pytest.raises(KnownError, match=r"đã có báo cáo năm 2024 trong tệp này; đề nghị mở"):
            store(read(again), district, "Y Hà")
    assert district.read_bytes() == before


def test_another_office_of_the_name_is_a_question_and_stands_beside_it(district: Path, tmp_path: Path) -> None:
    other = read(sent(tmp_path / "khác", 7))
    with pytest.raises(KnownError, match=r"không cùng một chuỗi phát hành.*--parent"):
        store(other, district, "Y Hà")
    store(other, district, "Y Hà", parent=DISTRICT.name)
    with Workspace.open(district, readonly=True) as workspace:
        communes = [name.unit.full for name in workspace.reports() if name.unit.name == COMMUNE.name]
        (child,) = workspace.load(load).children
    assert communes == ["Xã Tân Lập", "Xã Tân Lập, Huyện Kon Rẫy"]
    assert [cell.number for cell in child.cells.values()] == [Number(7)]
