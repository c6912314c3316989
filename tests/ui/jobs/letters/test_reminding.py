"""Who has not sent, in the year of a merger too, and what is drafted to them."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from exports import parcels
from forms.definitions.loading import load
from forms.document.letters import reminder
from forms.offices.deadlines import Deadline
from forms.offices.units import Unit
from forms.report.report import Report
from forms.values import clock
from forms.values.period import Period
from storage.tables.letters import LetterKind
from storage.workspace import Workspace
from tests.ui.jobs.test_receiving import Office, got
from ui.jobs import looking, progress
from ui.jobs.letters import reminding
from ui.jobs.progress import Progress
from ui.jobs.unit_lists import take_in

NOW = datetime(2026, 1, 12, 8, 50, tzinfo=clock.VIETNAM)
LISTED = (
    "name,level,code,parent,from,until,predecessors,email\n"
    "Xã A,xa,1,,,2025-06-30,,\nXã B,xa,2,,,2025-06-30,,\nXã Mới,xa,3,,2025-07-01,,1;2,moi@tinh.gov.vn\n"
)


@pytest.fixture
def province(tmp_path: Path) -> Workspace:
    """A province in the year in which two communes became one; one of them sent its half of the year."""
    workspace = Workspace.create(tmp_path / "tỉnh.bc42")
    workspace.add_report(Unit("Tỉnh Mẫu", "tinh"), Period(2025), load("nq42"), own=True)
    source = tmp_path / "đơn vị.csv"
    source.write_text(LISTED, encoding="utf-8")
    take_in(workspace, source)
    half, year = (
        Deadline(period, due, "Công văn số 1", issued=date(2025, 1, 1), level="xa")
        for period, due in (("6T", "chậm nhất 15/06"), ("", "chậm nhất 10/01 năm sau"))
    )
    workspace.add_deadlines([half, year])
    got(workspace, Office(tmp_path, "Xã A", "2025-6T", "1").send(3))
    return workspace


def found(workspace: Workspace) -> Progress:
    return progress.find(workspace, None, None, None, NOW.date())


def test_an_office_that_was_merged_owes_its_part_of_the_year(province: Workspace) -> None:
    here = {one.unit.name: one for one in found(province).offices}
    assert {name: (one.period.code, one.there, one.into) for name, one in here.items()} == {
        "Xã Mới": ("2025", False, ()),
        "Xã A": ("2025-6T", True, ("Xã Mới",)),
        "Xã B": ("2025-6T", False, ("Xã Mới",)),
    }
    assert (here["Xã Mới"].late, here["Xã B"].late) == (2, (NOW.date() - date(2025, 6, 15)).days)
    assert found(province).missing == ["Xã Mới", "Xã B"]
    # who stands in its place is asked
    drafted = reminding.letter(province, found(province), here["Xã B"], NOW)
    assert drafted.recipients == "moi@tinh.gov.vn"
    assert "phần của Xã B trước khi sắp xếp" in drafted.text
    assert reminding.message(found(province), here["Xã Mới"], NOW) == (
        "Xã Mới: chưa gửi báo cáo Nghị quyết 42-NQ/TW năm 2025, quá hạn 02 ngày. "
        "Đề nghị gửi trước 17:00 ngày 13/01/2026."
    )
    province.close()


def test_a_later_revision_of_what_came_in_time_is_not_late(province: Workspace, tmp_path: Path) -> None:
    office = Office(tmp_path, "Xã Mới", "2025", "3")
    first, second = office.send(5), office.send(6)
    got(province, first)
    with province.intake("") as intake:
        intake.connection.execute("UPDATE received SET at = '2026-01-09T02:00:00+00:00' WHERE period = '2025'")
    got(province, second)
    one = next(one for one in found(province).offices if one.unit.name == "Xã Mới")
    assert one.received is not None
    assert (one.received.number, one.late, one.first) == (2, -1, date(2026, 1, 9))
    province.close()


def test_a_letter_is_kept_as_drafted(province: Workspace, tmp_path: Path) -> None:
    here = found(province)
    one = here.offices[0]
    drafted = reminding.letter(province, here, one, NOW)
    place = reminding.draft(province, drafted, tmp_path / "thư", one.unit.name, "Y Hà")
    ((_, error),) = parcels.opened([place])  # a letter without files is no report
    assert "không có tệp đính kèm" in str(error)
    kept = reminding.reminded(province, here)[one.unit.id, "2025"]
    assert (kept.letter, kept.who, kept.letter.kind) == (drafted, "Y Hà", LetterKind.REMINDER)
    province.close()


def test_one_official_letter_and_the_table_are_printed(province: Workspace, tmp_path: Path) -> None:
    here = found(province)
    done = [*reminding.dispatch(province, here, tmp_path, NOW), *reminding.table(province, here, tmp_path, NOW)]
    assert not any(outcome.refusal for outcome in done)
    (letter, pdf, *_) = (outcome.path for outcome in done)
    cells = (cell for row in docx.Document(str(letter)).tables[0].rows for cell in row.cells)
    head = " ".join(cell.text.replace("\n", " ") for cell in cells)
    assert "V/v đôn đốc gửi báo cáo Nghị~quyết~42-NQ/TW năm~2025" in head.replace("\N{NO-BREAK SPACE}", "~")
    text = " ".join(PdfReader(pdf).pages[0].extract_text().split())
    for said in ("V/v đôn đốc", "Ủy ban nhân dân Xã Mới", "Xã B (nay thuộc Xã Mới)", "02 ngày"):
        assert said.casefold() in text.casefold()
    table = PdfReader(done[-1].path).pages[0].extract_text()
    assert "1/3 đơn vị đã gửi" in " ".join(table.split())
    province.close()


def test_only_new_files_of_kinds_that_reports_have_are_looked_at(tmp_path: Path) -> None:
    deep = tmp_path / "Zalo Received Files" / "nhóm" / "2025"
    (deep / "sâu hơn").mkdir(parents=True)
    names = ("a.zip", "b.xlsx", "c.txt", ".d.pdf", "Zalo Received Files/nhóm/e.pdf", "old.pdf")
    for place, name in enumerate(names):
        path = tmp_path / name
        path.write_bytes(b"1")
        os.utime(path, (1_700_000_000 + 60 * place,) * 2)
    (deep / "sâu hơn" / "f.pdf").write_bytes(b"1")
    (tmp_path / "empty.zip").touch()
    os.utime(tmp_path / "old.pdf", (1_600_000_000,) * 2)
    folders = looking.places(tmp_path, tmp_path / "none", [str(tmp_path), "\0"])
    assert folders == [tmp_path, tmp_path / "Zalo Received Files"]
    found = looking.candidates(folders, date(2023, 12, 1))
    assert [path.name for path in found] == ["e.pdf", "b.xlsx", "a.zip"]


def test_an_office_is_addressed_as_letters_do() -> None:
    report = Report(load("nq42"), Unit("Huyện Đăk Glei", "huyen"), Period(2024))
    assert reminder.office(report, Unit("Xã Đăk Long", "xa")) == "Ủy ban nhân dân xã Đăk Long"
