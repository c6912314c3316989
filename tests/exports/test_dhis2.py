"""What DHIS2 takes at /api/dataValueSets: names by code, values as text, periods that it knows."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from exports import dhis2
from forms.definitions import row_ids
from forms.definitions.loading import default
from forms.definitions.template import Figure
from forms.offices.units import Unit
from forms.report.cells import Address, Cell, State
from forms.report.changes import OpenRow
from forms.report.report import Report
from forms.values.numbers import Number
from forms.values.period import Period, parse

_KEYS = {"dataElement", "period", "orgUnit", "categoryOptionCombo", "value", "comment"}


@pytest.mark.parametrize(
    ("period", "code"),
    [
        ("2024", "2024"),
        ("2024-6T", "2024S1"),
        ("2024-Q3", "2024Q3"),
        ("2024-T1", "202401"),
        ("2024-9T", None),
        ("2024-T5", None),
        ("2024-UTH", None),
        ("2021..2024", None),
    ],
)
def test_periods(period: str, code: str | None) -> None:
    assert dhis2.period_code(parse(period)) == code


def test_every_cell_that_says_something_goes() -> None:
    template = default()
    figure = next(one for one in template.figures.values() if _open_row(one))
    row, measure = row_ids.added("", _open_row(figure), 1), next(iter(figure.measures))
    report = Report(template, Unit("Xã Đăk Môn", "xa", "23341"), Period(2024))
    codes = [code for code in template.figures if code != figure.code][:4]
    states = [State.STATED, State.ESTIMATE, State.NIL, State.NOT_APPLICABLE]
    for code, state in zip(codes, states, strict=True):
        number = Number(1250, 1) if state in (State.STATED, State.ESTIMATE) else None
        report.cells[Address(code, "", next(iter(template.figures[code].measures)))] = Cell(number, state)
    report.rows[figure.code, row] = OpenRow(figure.code, row, "Nhật Bản", 1)
    report.cells[Address(figure.code, row, measure)] = Cell(Number(3), State.STATED)
    found = dhis2.encode([report, replace(report, period=Period(2024, "9T"))])
    payload = json.loads(found.content)
    assert payload["dataElementIdScheme"] == payload["orgUnitIdScheme"] == "CODE"
    values = payload["dataValues"]
    assert found.values == len(values) == 3
    assert [
        (one["value"], one.get("comment")) for one in sorted(values, key=lambda one: codes.index(_figure(one)))
    ] == [
        ("125.0", None),
        ("125.0", "ước"),
        ("0", "không phát sinh"),
    ]
    for one in values:
        assert set(one) <= _KEYS
        assert (one["orgUnit"], one["period"]) == ("23341", "2024")
        assert all(isinstance(text, str) for text in one.values())
        assert re.fullmatch(r"\S{1,50}", one["dataElement"])
    assert len(found.left_out) == 2
    assert "dòng thêm" in found.left_out[0]
    assert "9 tháng" in found.left_out[1]


def _figure(value: dict[str, str]) -> str:
    return value["dataElement"].split(".")[1]


def _open_row(figure: Figure) -> str:
    return next((code for code, one in figure.breakdowns.items() if one.open), "")
