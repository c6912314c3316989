"""The data of a report as text: every line of every table, and each line that cannot be."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from forms.definitions.legal_document import LegalDocument
from forms.errors import KnownError
from forms.offices.plan import Answer
from forms.offices.units import Unit
from forms.report import archive
from forms.report.cells import Address, Cell, State
from forms.report.changes import (
    Acceptance,
    Called,
    Change,
    Coverage,
    Filing,
    OpenRow,
    Pin,
    SetAcceptance,
    SetAnswer,
    SetCell,
    SetCoverage,
    SetDetail,
    SetLegalDocument,
    SetNote,
    SetParagraphs,
    SetRow,
    SetSection,
    SetSource,
)
from forms.report.kinds.plain import BROKEN
from forms.report.report import Report
from forms.values.numbers import Number
from tests.forms.small import filled, small

SECTION = """
[figure.gifts]
label = "Quà tặng"
measures.persons = {}
measures.ton = {label = "Gạo", unit = "tấn", decimals = 2}
[figure.gifts.breakdown.place]
label = "Nơi nhận"
relation = "subset"
open = true
[figure.jobs]
label = "Việc làm"
measures.persons = {}
"""
AT = datetime(2024, 12, 1, 7, 30, tzinfo=timezone(timedelta(hours=7)))
CHANGES = (
    SetRow(OpenRow("gifts", "place:#2", "Làng Mới", 1)),
    SetRow(OpenRow("gifts", "place:#1", "Thôn 9", 2)),
    SetCell(Address("gifts", "", "persons"), Cell(Number(12), working="5+7")),
    SetCell(Address("gifts", "", "ton"), Cell(Number(150, 2), State.ESTIMATE)),
    SetCell(Address("gifts", "place:#2", "persons"), Cell(None, State.NIL)),
    SetCell(Address("jobs", "", "persons"), Cell(None, State.AWAITED)),
    SetNote(Address("gifts", "", "ton"), "Sổ"),
    SetNote(Address("gifts", "", "persons"), "Biên bản"),
    SetAcceptance("b", Acceptance("Làm tròn", "Y Hà", AT, "0a1b")),
    SetAcceptance("a", Acceptance("Hai đợt", "A Lê", AT, "0a1c")),
    SetDetail("signer", "Y Hà"),
    SetDetail("place", "Đăk Blà"),
    SetParagraphs("closing", ("Xin hết.",)),
    SetParagraphs("A", ("Một.", "")),
    SetLegalDocument("vb2", LegalDocument("Kế hoạch", "15/KH", "5/3/2024", "Ủy ban", "về gạo", "1")),
    SetLegalDocument("vb1", LegalDocument("Nghị quyết", "1/NQ", "5/3/2024", "Hội đồng")),
)
Data = dict[str, Any]


@pytest.fixture
def full(tmp_path: Path) -> Report:
    report = filled(small(tmp_path, SECTION), "")
    for change in CHANGES:
        report.apply(change)
    return report


def test_every_line_in_its_order(full: Report) -> None:
    data = json.loads(archive.encode(full))
    assert data["template"] == {"code": "small", "version": 1}
    assert data["period"] == {"code": "2024", "since": "2024-01-01", "until": "2024-12-31"}
    assert [(row["id"], row["label"], row["position"]) for row in data["rows"]] == [
        ("place:#2", "Làng Mới", 1),
        ("place:#1", "Thôn 9", 2),
    ]
    assert [
        tuple(cell[key] for key in ("figure", "row", "measure", "value", "state", "working")) for cell in data["cells"]
    ] == [
        ("gifts", "", "persons", "12", "so_lieu", "5+7"),
        ("gifts", "", "ton", "1.50", "uoc", ""),
        ("gifts", "place:#2", "persons", None, "khong_phat_sinh", ""),
        ("jobs", "", "persons", None, "chua_co", ""),
    ]
    assert [(note["measure"], note["text"]) for note in data["notes"]] == [("persons", "Biên bản"), ("ton", "Sổ")]
    assert data["acceptances"] == [
        {"finding": "a", "reason": "Hai đợt", "who": "A Lê", "at": "2024-12-01T07:30:00+07:00", "cells": "0a1c"},
        {"finding": "b", "reason": "Làm tròn", "who": "Y Hà", "at": "2024-12-01T07:30:00+07:00", "cells": "0a1b"},
    ]
    assert data["details"] == [{"key": "place", "value": "Đăk Blà"}, {"key": "signer", "value": "Y Hà"}]
    assert data["paragraphs"] == [
        {"section": "A", "texts": ["Một.", ""]},
        {"section": "closing", "texts": ["Xin hết."]},
    ]
    assert [(document["key"], document["number"]) for document in data["documents"]] == [
        ("vb2", "15/KH"),
        ("vb1", "1/NQ"),
    ]


def test_the_text_is_canonical(full: Report) -> None:
    text = archive.encode(full).decode()
    data = json.loads(text)
    assert text == json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    assert "Làng Mới" in text


def test_a_code_is_the_beginning_of_the_digest(full: Report) -> None:
    digest = archive.digest(archive.encode(full)).upper()
    assert len(digest) == 64
    assert archive.fingerprint(full) == f"{digest[:4]}-{digest[4:8]}-{digest[8:12]}"


def test_lines_come_back_as_the_changes_that_they_are(full: Report) -> None:
    found = archive.decode(archive.encode(full))
    assert (found.template, found.version, found.unit, found.period) == ("small", 1, full.unit, full.period)
    assert sorted(map(repr, found.changes)) == sorted(map(repr, CHANGES))
    empty = filled(full.template, "")
    for change in found.changes:
        empty.apply(change)
    assert empty == full
    assert list(empty.documents) == ["vb2", "vb1"]


def test_a_table_that_an_older_program_did_not_know_is_empty(full: Report) -> None:
    data = json.loads(archive.encode(full))
    del data["documents"], data["notes"]
    kinds = {type(change) for change in archive.decode(json.dumps(data).encode()).changes}
    assert kinds == {type(change) for change in CHANGES} - {SetLegalDocument, SetNote}


def test_the_largest_whole_number_and_a_zone_are_taken(full: Report) -> None:
    data = json.loads(archive.encode(full))
    data["rows"][0]["position"] = 2**53 - 1
    data["acceptances"][0]["at"] = datetime(2024, 12, 1, tzinfo=UTC).isoformat()
    data["unit"] |= {"name": "  Xã   Đăk Blà ", "path": [" Tỉnh  Kon Tum "]}
    found = archive.decode(json.dumps(data).encode())
    assert (found.unit.name, found.unit.path) == ("Xã Đăk Blà", ("Tỉnh Kon Tum",))
    assert found.changes[0] == SetRow(OpenRow("gifts", "place:#2", "Làng Mới", 2**53 - 1))


def test_what_the_sender_calls_its_figures_goes_along(full: Report) -> None:
    data = json.loads(archive.encode(full))
    assert data["figures"] == [
        {
            "figure": "gifts",
            "section": "A",
            "label": "Quà tặng",
            "measures": [
                {"measure": "persons", "label": "Số người", "unit": "người"},
                {"measure": "ton", "label": "Gạo", "unit": "tấn"},
            ],
            "rows": [],
        },
        {
            "figure": "jobs",
            "section": "A",
            "label": "Việc làm",
            "measures": [{"measure": "persons", "label": "Số người", "unit": "người"}],
            "rows": [],
        },
    ]
    data["figures"][1]["rows"] = [{"row": "source:state", "label": "Nhà nước"}]
    gifts, jobs = archive.decode(json.dumps(data).encode()).figures
    assert gifts.measures == (("persons", "Số người", "người"), ("ton", "Gạo", "tấn"))
    assert jobs == Called("jobs", "A", "Việc làm", (("persons", "Số người", "người"),), (("source:state", "Nhà nước"),))


def test_what_a_consolidated_report_says_of_those_below(full: Report) -> None:
    data = json.loads(archive.encode(full))
    place = {"figure": "jobs", "row": "", "measure": "persons"}
    data["sections"] = [{"section": "A", "filing": "nop"}, {"section": "B", "filing": "chua"}]
    data["sums"] = [{**place, "counted": 3, "missing": 0}, {**place, "measure": "", "counted": 0, "missing": 1}]
    data["children"] = [{"unit": "u", "digest": "d", "number": 2}]
    found = archive.decode(json.dumps(data).encode())
    assert found.changes[-5:] == (
        SetSection("A", Filing.FILED),
        SetSection("B", Filing.NOT_YET),
        SetCoverage(Address("jobs", "", "persons"), Coverage(3, 0)),
        SetCoverage(Address("jobs", "", ""), Coverage(0, 1)),
        SetSource("u", Pin("d", 2)),
    )
    for key in ("counted", "missing"):
        data["sums"][0][key] = -1
        with pytest.raises(KnownError, match="hỏng"):
            archive.decode(json.dumps(data).encode())
        data["sums"][0][key] = 1


def test_an_office_goes_along_with_all_that_is_known_of_it(full: Report) -> None:
    full.unit = Unit("Đăk Blà", "xa", "23500", "xã", ("Tỉnh Kon Tum", "Huyện A"))
    data = json.loads(archive.encode(full))
    assert data["unit"] == {
        "id": full.unit.id,
        "name": "Đăk Blà",
        "level": "xa",
        "path": ["Tỉnh Kon Tum", "Huyện A"],
        "code": "23500",
        "kind": "xã",
    }
    assert archive.decode(json.dumps(data).encode()).unit == full.unit
    del data["unit"]["code"], data["unit"]["kind"]
    assert archive.decode(json.dumps(data).encode()).unit == replace(full.unit, code="", kind="")
    data["unit"]["name"] = " Đăk  Blà "
    del data["unit"]["id"]  # as format 1 writes it
    assert archive.decode(json.dumps(data).encode()).unit == Unit("Đăk Blà", "xa")
    data["period"] = "2024-Q2"
    assert archive.decode(json.dumps(data).encode()).period.code == "2024-Q2"


_WRONG: list[Callable[[Data], object]] = [
    lambda data: data.update(format=None),
    lambda data: data["unit"].update(id=5),
    lambda data: data["figures"][0]["measures"][0].pop("unit"),
    lambda data: data["figures"][0].update(rows=[{"row": "a"}]),
    lambda data: data.update(sums=[{"figure": "a", "row": "", "measure": "", "counted": 1}]),
    lambda data: data.update(children=[{"unit": "u", "digest": "d", "number": 1, "remark": 5}]),
    lambda data: data.pop("format"),
    lambda data: data.pop("template"),
    lambda data: data.update(template=[]),
    lambda data: data["template"].update(version="1"),
    lambda data: data["template"].update(version=True),
    lambda data: data["template"].update(code=1),
    lambda data: data["unit"].pop("level"),
    lambda data: data.update(period=2024),
    lambda data: data["period"].update(since="2024-01-02"),
    lambda data: data["period"].update(until="2024-12-30"),
    lambda data: data["unit"].update(path="Tỉnh Kon Tum"),
    lambda data: data.update(sections=[{"section": "A", "filing": "x"}]),
    lambda data: data["figures"][0].pop("label"),
    lambda data: data["figures"][0].update(measures=[1]),
    lambda data: data.update(rows=[[]]),
    lambda data: data.update(rows={}),
    lambda data: data["rows"][0].update(position=2**53),
    lambda data: data["rows"][0].update(position=-(2**53)),
    lambda data: data["rows"][0].update(position=1.5),
    lambda data: data["rows"][0].update(label="a\0b"),
    lambda data: data["rows"][0].update(label=["a"]),
    lambda data: data["rows"][0].pop("figure"),
    lambda data: data["cells"][0].update(value=12),
    lambda data: data["cells"][0].update(state="x"),
    lambda data: data["cells"][0].update(state="chua_co"),
    lambda data: data["cells"][2].update(value="5"),
    lambda data: data["cells"][0].pop("working"),
    lambda data: data["notes"][0].update(text="\ud800"),
    lambda data: data["acceptances"][0].update(at="2024-12-01T07:30:00"),
    lambda data: data["acceptances"][0].update(at="hôm nay"),
    lambda data: data["paragraphs"][0].update(texts=[]),
    lambda data: data["paragraphs"][0].update(texts="Một."),
    lambda data: data["paragraphs"][0].update(texts=[1]),
    lambda data: data["documents"][0].pop("issuer"),
]


@pytest.mark.parametrize("change", _WRONG)
def test_a_line_that_cannot_be_is_broken_data(full: Report, change: Callable[[Data], object]) -> None:
    data: Data = json.loads(archive.encode(full))
    change(data)
    with pytest.raises(KnownError) as caught:
        archive.decode(json.dumps(data).encode())
    assert str(caught.value) == BROKEN


_TAKEN_BACK: list[tuple[Change, Change]] = [
    (SetCoverage(Address("jobs", "", "persons"), Coverage(3, 1)), SetCoverage(Address("jobs", "", "persons"), None)),
    (SetLegalDocument("vb3", LegalDocument("Kế hoạch", "16/KH", "5/3/2024", "")), SetLegalDocument("vb3", None)),
    (SetAnswer("target", Answer("Đạt", "2024-12-01")), SetAnswer("target", None)),
    (SetSource("u", Pin("d", 2)), SetSource("u", None)),
    (SetSource("u", Pin("d", 0, "số gọi điện")), SetSource("u", None)),
    (SetSection("A", Filing.FILED), SetSection("A", None)),
]


@pytest.mark.parametrize(("change", "away"), _TAKEN_BACK)
def test_what_is_taken_back_leaves_what_was_there(full: Report, change: Change, away: Change) -> None:
    before = archive.encode(full)
    back = full.apply(change)
    made = archive.encode(full)
    assert made != before
    assert change in archive.decode(made).changes
    assert back == away
    assert full.apply(back) == change
    assert archive.encode(full) == before


def test_rows_give_one_shape_in_whatever_order_they_came(full: Report, tmp_path: Path) -> None:
    other = filled(small(tmp_path, SECTION), "")
    for change in reversed(CHANGES):
        other.apply(change)
    assert full.shape() == other.shape()
    other.apply(SetRow(OpenRow("gifts", "place:#3", "Thôn 10", 3, removed=True)))
    assert full.shape() == other.shape()  # a row that is gone is none
    other.apply(SetRow(OpenRow("gifts", "place:#1", "Thôn 9", 2, removed=True)))
    assert full.shape() != other.shape()
    full.apply(SetRow(OpenRow("gifts", "place:#3", "Thôn 10", 3)))
    assert full.shape() != other.shape()


def test_data_without_a_list_of_cells_were_cut(full: Report) -> None:
    data = json.loads(archive.encode(full))
    del data["cells"]
    with pytest.raises(KnownError, match="thiếu danh sách ô số liệu, có thể bị cắt bớt"):
        archive.decode(json.dumps(data).encode())
