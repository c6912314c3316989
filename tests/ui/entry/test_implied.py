"""What blank cells say all the same, as the form shows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from forms.offices.units import Unit
from forms.report.cells import Address
from forms.report.changes import OpenRow, SetRow
from forms.values.period import Period
from storage.workspace import Workspace
from tests.forms.report.test_implied import SECTION
from tests.forms.small import small
from ui.entry.model import FormModel
from ui.session import Session

TOTAL, ROW = Address("works", "", "count"), Address("works", "commune:#1", "count")
NORM = Address("insured", "group:students", "support")


@pytest.fixture
def model(tmp_path: Path, qtbot: QtBot) -> Iterator[FormModel]:  # noqa: ARG001 - a form needs its application
    template = small(tmp_path, SECTION)
    with Workspace.create(tmp_path / "a.bc42") as workspace:
        workspace.add_report(Unit("Xã Đăk Blà", "xa"), Period(2024), template)
        session = Session(workspace, workspace.load(lambda _: template), "Y Hà")
        session.put(SetRow(OpenRow("works", "commune:#1", "Đăk Plô", 1)))
        yield FormModel(session, template.sections["A"])


def shown(model: FormModel, address: Address) -> str:
    return str(model.data(model.index_of(address)))


def test_norms_stand_in_their_cells_and_may_be_typed_over(model: FormModel) -> None:
    assert shown(model, NORM) == "40"
    assert not model.index_of(Address("insured", "group:poor", "support")).isValid()
    assert model.setData(model.index_of(NORM), "30")
    assert shown(model, NORM) == "30"
    assert model.setData(model.index_of(NORM), "")
    assert shown(model, NORM) == "40"


def test_a_total_that_counts_its_rows_is_painted_anew_with_them(model: FormModel) -> None:
    assert (shown(model, TOTAL), shown(model, ROW)) == ("1", "1")
    painted: list[Address | None] = []
    model.dataChanged.connect(lambda index, _: painted.append(model.address(index)))
    assert model.setData(model.index_of(ROW), "3")
    assert TOTAL in painted
    assert shown(model, TOTAL) == "3"


def test_a_word_is_typed_and_stays_in_the_field(model: FormModel) -> None:
    assert model.setData(model.index_of(TOTAL), "Hơn 1.200")
    assert shown(model, TOTAL) == "hơn 1.200"
