"""Which agencies were asked for which sections, in the file."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from forms.definitions.loading import load
from forms.document.owing import Asked, Holder, OwingState, owing
from forms.offices.units import Unit
from forms.values.period import Period
from storage.rescue import rescue
from storage.workspace import Workspace

ASKED = datetime(2024, 11, 1, 8, tzinfo=UTC)
AGAIN = datetime(2024, 11, 9, 8, tzinfo=UTC)
REPLIED = datetime(2024, 11, 12, 8, tzinfo=UTC)
DUE = date(2024, 11, 15)


def test_a_request_is_kept_with_each_reply_and_its_standing_follows(tmp_path: Path) -> None:
    path = tmp_path / "a.bc42"
    unit = Unit("Tỉnh Kon Tum", "tinh")  # whose sections name the departments that are asked
    with Workspace.create(path) as workspace:
        workspace.add_report(unit, Period(2024), load("nq42"))
        report = workspace.load(load)
        workspace.ask(report, ["II.1", "II.5"], "Sở Nội vụ", DUE, "An", ASKED)
        workspace.ask(report, ["II.1"], "sở nội vụ", None, "An", AGAIN)
        workspace.reply(report, ["II.5"], "Sở Khác", "An", REPLIED)

    def standing(section: str, today: date) -> list[tuple[str, OwingState]]:
        with Workspace.open(path, readonly=True) as workspace:
            report = workspace.load(load)
            found = owing(report, workspace.requests(report), today)
        return [(one.agency, one.standing) for one in found if one.section.code == section]

    assert standing("II.1", date(2024, 12, 1)) == [("sở nội vụ", OwingState.ASKED)]
    assert standing("II.5", DUE) == [("Sở Nội vụ", OwingState.ASKED)]
    assert standing("II.5", date(2024, 11, 16)) == [("Sở Nội vụ", OwingState.LATE)]
    assert [one for _, one in standing("II.4.b", DUE)] == [OwingState.NOT_ASKED]
    with Workspace.open(path) as workspace:
        report = workspace.load(load)
        workspace.reply(report, ["II.1"], "Sở Nội vụ", "Bình", REPLIED)
        assert workspace.requests(report) == [
            Asked("II.1", "Sở Nội vụ", DUE, "An", ASKED),
            Asked("II.5", "Sở Nội vụ", DUE, "An", ASKED),
            Asked("II.1", "sở nội vụ", None, "An", AGAIN, REPLIED),
        ]
    assert standing("II.1", date(2024, 12, 1)) == [("sở nội vụ", OwingState.REPLIED)]
    with Workspace.open(path) as workspace:
        workspace.entrust("nq42", ["II.1", "II.4.b"], Holder("", "Nguyễn Văn A", "0912"))
        workspace.entrust("nq42", ["II.4.b"], Holder("Phòng Văn hóa - Xã hội"))
        workspace.add_report(unit, Period(2025), load("nq42"))
    assert rescue(path, tmp_path / "b.bc42", load) == []
    with Workspace.open(path) as workspace, Workspace.open(tmp_path / "b.bc42") as rescued:
        assert rescued.requests(rescued.load(load, period=Period(2024))) == workspace.requests(report)
        later = workspace.load(load, unit.name, Period(2025))
        for one in (workspace, rescued):  # remembered from one year to the next
            known = one.holders("nq42")
            found = {each.section.code: each.holder for each in owing(later, [], date(2025, 12, 1), known)}
            assert found["II.1"] == Holder("Sở Nội vụ", "Nguyễn Văn A", "0912")
            assert found["II.4.b"] == Holder("Phòng Văn hóa - Xã hội")
