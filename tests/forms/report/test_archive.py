"""The data of a report, written and read back: bit for bit, and nothing that the template has no place for."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.document import restoring
from forms.document.document import compose
from forms.errors import KnownError
from forms.report import archive
from forms.report.changes import Change
from forms.report.kinds.plain import BROKEN
from forms.report.report import Report
from tests.forms.reports import changes, made
from tests.forms.small import filled, small

Data = dict[str, Any]


def read(data: bytes, report: Report) -> Report:
    return restoring.restore(archive.decode(data), report.template)


@settings(max_examples=60)
@given(changes())
def test_a_report_comes_back_bit_for_bit(drawn: tuple[Change, ...]) -> None:
    report = made(drawn)
    data = archive.encode(report)
    back = read(data, report)
    assert back == report
    assert archive.encode(back) == data
    assert compose(back, datetime(2024, 11, 15, tzinfo=UTC)).fingerprint == archive.short_code(data)


def test_the_sample_comes_back_with_its_rows(sample: Report) -> None:
    back = read(archive.encode(sample), sample)
    assert back == sample
    assert len(back.cells) == 156
    assert back.rows == sample.rows
    assert back.rows


def test_two_open_rows_of_one_name_stay_two(sample: Report) -> None:
    data = json.loads(archive.encode(sample))
    figures = [row["figure"] for row in data["rows"]]
    first, second, *_ = [row for row in data["rows"] if row["figure"] == max(figures, key=figures.count)]
    second["label"] = first["label"]
    back = read(json.dumps(data).encode(), sample)
    assert back.rows[second["figure"], second["id"]].label == first["label"]
    assert len(back.rows) == len(sample.rows)


def changed(sample: Report, change: Callable[[Data], object]) -> bytes:
    data: Data = json.loads(archive.encode(sample))
    change(data)
    return json.dumps(data).encode()


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.update(format=archive.FORMAT + 1),
        lambda data: data.update(something_new=[]),
        lambda data: data["template"].update(version=99),
    ],
)
def test_what_a_newer_program_wrote_is_refused(sample: Report, change: Callable[[Data], object]) -> None:
    with pytest.raises(KnownError, match="cập nhật chương trình"):
        read(changed(sample, change), sample)


_WRONG: list[Callable[[Data], object]] = [
    lambda data: data.update(format="1"),
    lambda data: data.update(cells={}),
    lambda data: data.update(cells=[1]),
    lambda data: data.update(unit=None),
    lambda data: data.update(period="2024; DROP TABLE cell"),
    lambda data: data["unit"].update(level="../.."),
    lambda data: data["unit"].update(name=" "),
    lambda data: data["cells"][0].update(figure="../../etc/passwd"),
    lambda data: data["cells"][0].update(row="channel:*"),
    lambda data: data["cells"][0].update(measure="x"),
    lambda data: data["cells"][0].update(value=4764),
    lambda data: data["cells"][0].update(value="NaN"),
    lambda data: data["cells"][0].update(value="9" * 5000),
    lambda data: data["cells"][0].update(value="-1"),
    lambda data: data["cells"][0].update(value="1.5"),
    lambda data: data["cells"][0].update(value=None),
    lambda data: data["cells"][0].update(state="khong_phat_sinh"),
    lambda data: data["cells"][0].update(working=None),
    lambda data: data["cells"][0].update(working="\ud800"),
    lambda data: data["cells"].append(data["cells"][0]),
    lambda data: data["rows"].append(data["rows"][0]),
    lambda data: data["details"].append({"key": "as_of", "value": "hôm nay"}),
    lambda data: data["details"].append({"key": "superior", "value": None}),
    lambda data: data["rows"][0].update(id="../a:#1"),
    lambda data: data["rows"][0].update(id="x"),
    lambda data: data["rows"][0].update(label=""),
    lambda data: data["rows"][0].update(label="x" * 301),
    lambda data: data["rows"][0].update(position=10**30),
    lambda data: data["rows"].extend(
        {**data["rows"][0], "id": f"{data['rows'][0]['id'].rpartition('#')[0]}#{number}"} for number in range(900, 9000)
    ),
]


@pytest.mark.parametrize("change", _WRONG)
def test_what_has_no_place_is_refused(sample: Report, change: Callable[[Data], object]) -> None:
    with pytest.raises(KnownError):
        read(changed(sample, change), sample)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 200_000,
        b'{"format": 1, "format": 1}',
        b'{"format": NaN}',
        b"9" * 9999,
    ],
)
def test_what_is_no_data_is_refused(data: bytes) -> None:
    with pytest.raises(KnownError, match="hỏng"):
        archive.decode(data)


@given(st.data())
def test_a_changed_byte_ends_in_a_report_or_a_sentence(data: st.DataObject) -> None:
    from tests.conftest import empty_report

    whole = archive.encode(empty_report())
    place = data.draw(st.integers(0, len(whole) - 1))
    broken = whole[:place] + data.draw(st.binary(max_size=3)) + whole[place + 1 :]
    with suppress(KnownError):
        assert isinstance(read(broken, empty_report()), Report)


@pytest.mark.parametrize("value", ["-0", "+5", " 5", "5\n", "\u200b5", "007.500", "05", "0" * 300 + "5"])
def test_a_number_has_one_spelling(sample: Report, value: str) -> None:
    with pytest.raises(KnownError, match="viết không đúng dạng") as caught:
        archive.decode(changed(sample, lambda data: data["cells"][0].update(value=value)))
    assert len(str(caught.value)) < 120


@pytest.mark.parametrize("number", [0, -1, True, False, 1.0, "1", None])
@pytest.mark.parametrize("key", ["format", "version"])
def test_formats_and_versions_begin_with_one(sample: Report, key: str, number: object) -> None:
    def change(data: Data) -> None:
        (data if key == "format" else data["template"])[key] = number

    with pytest.raises(KnownError, match=BROKEN):
        archive.decode(changed(sample, change))


def test_what_bears_cells_is_called_by_name_for_a_reader_without_the_template(tmp_path: Path) -> None:
    section = """
[figure.jobs]
label = "Việc làm"
measures.persons = {}
[figure.gifts]
label = "Quà tặng"
measures.persons = {}
measures.amount = {}
[figure.gifts.breakdown.source]
label = "Nguồn"
relation = "subset"
rows = {state = "Nhà nước", social = "Xã hội hóa"}
"""
    report = filled(small(tmp_path, section), "gifts,,persons,9;gifts,state,persons,5")
    (named,) = json.loads(archive.encode(report))["figures"]
    assert (named["figure"], named["section"], named["label"]) == ("gifts", "A", "Quà tặng")
    assert named["measures"] == [{"measure": "persons", "label": "Số người", "unit": "người"}]
    assert named["rows"] == [{"row": "source:state", "label": "Nhà nước"}]
