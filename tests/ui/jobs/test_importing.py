"""Taking in what another office sent: known again by what it was issued as, never joined by its name alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from exports import package
from exports.payload import Cargo
from forms.definitions.loading import load
from forms.document import revisions
from forms.errors import KnownError
from forms.offices.units import Unit
from forms.report import archive
from forms.report.cells import Address, Cell
from forms.report.changes import Change, SetCell, SetNote
from forms.report.report import Report
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


def changed(folder: Path, edit: Callable[[dict[str, Any]], object]) -> Path:
    """A package whose data were edited and sealed again."""
    folder.mkdir()
    data = json.loads(archive.encode(Report(load("nq42"), COMMUNE, Period(2024))))
    edit(data)
    path = folder / "gói.zip"
    package.write(Cargo(json.dumps(data).encode()), AT, path)
    return path


def test_data_that_were_cut_are_not_an_empty_report(tmp_path: Path) -> None:
    assert read(changed(tmp_path / "một", lambda data: data["cells"].clear())).report.cells == {}
    with pytest.raises(KnownError, match=r'"gói.zip": dữ liệu kèm theo thiếu danh sách ô'):
        read(changed(tmp_path / "hai", lambda data: data.pop("cells")))


def test_what_the_template_has_no_place_for_names_the_file(tmp_path: Path) -> None:
    line = {"figure": "x", "row": "", "measure": "count", "value": "1", "state": "so_lieu", "working": ""}
    with pytest.raises(KnownError, match=r'"gói.zip": .*"x count" không có trong mẫu'):
        read(changed(tmp_path / "một", lambda data: data["cells"].append(line)))


def test_rows_that_count_twice_and_signs_that_are_not_printed_are_told(tmp_path: Path) -> None:
    rows = [
        {"figure": "martyr_works", "id": f"item:#{number}", "label": label, "position": number}
        for number, label in enumerate(("Cộng", "Nhà bia 😀", "Nhà bia 😀"), start=1)
    ]
    found = read(changed(tmp_path / "một", lambda data: data["rows"].extend(rows)))
    assert [row.label for row in found.report.rows.values()] == ["Cộng", "Nhà bia 😀", "Nhà bia 😀"]
    picture, total, twins = found.remarks
    assert "😀" in picture
    assert '"Cộng" là dòng cộng' in total
    assert "hơn một lần" in twins
    store(found, tmp_path / "a.bc42", "Y Hà")
    with Workspace.open(tmp_path / "a.bc42") as workspace:
        report = workspace.load(load)
        assert len(report.rows) == 3
        with pytest.raises(KnownError, match=r"Ghi chú ô có ký hiệu “😀” không in được"):
            workspace.save(report, [SetNote(Address("ncc_funeral", "", "count"), "nguồn 😀")])


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
