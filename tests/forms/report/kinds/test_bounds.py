"""What a report may hold: refused wherever it comes from, in one sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from forms.definitions.legal_document import LegalDocument
from forms.document import restoring
from forms.document.document import compose
from forms.errors import KnownError
from forms.narrative import paragraphs
from forms.offices.plan import Answer
from forms.offices.units import Unit
from forms.report import archive, limits
from forms.report.cells import Address, Cell, Mark, MarkKind
from forms.report.changes import (
    Acceptance,
    Called,
    Change,
    Issue,
    OpenRow,
    Pin,
    ReportStage,
    ReportState,
    SetAcceptance,
    SetAnswer,
    SetCalled,
    SetCell,
    SetCoverage,
    SetDetail,
    SetIssue,
    SetLegalDocument,
    SetNote,
    SetParagraphs,
    SetRow,
    SetSection,
    SetSource,
    SetState,
)
from forms.report.kinds import bounds
from forms.report.report import Report
from forms.values.numbers import Number

PLACE = Address("f", "", "m")
NOW = datetime(2024, 1, 1, tzinfo=UTC)


def accepted(reason: str = "", who: str = "", at: datetime = NOW) -> SetAcceptance:
    return SetAcceptance("a", Acceptance(reason, who, at, ""))


TOO_MUCH: list[Callable[[int], Change]] = [
    lambda more: SetRow(OpenRow("f", "b:#1", "x" * (limits.LABEL + more), 1)),
    lambda more: SetCell(PLACE, Cell(Number(1), working="1" * (limits.WORKING + more))),
    lambda more: SetCell(PLACE, Cell(Number(1), marks=(Mark(MarkKind.WORDED, "x" * (limits.REASON + more)),))),
    lambda more: SetNote(PLACE, "x" * (limits.NOTE + more)),
    lambda more: accepted(reason="x" * (limits.REASON + more)),
    lambda more: accepted(who="x" * (limits.NAME + more)),
    lambda more: accepted(at=NOW.replace(year=limits.YEARS[-1] + more)),
    lambda more: SetState((ReportStage(ReportState.DRAFT, "Y Hà", NOW, "x" * (limits.REASON + more)),), ()),
    lambda more: SetDetail("signer", "x" * (limits.DETAIL + more)),
    lambda more: SetParagraphs("I", ("x" * limits.SECTION, "x" * more)),
    lambda more: SetParagraphs("I", ("",) * (limits.PARAGRAPHS + more)),
    lambda more: SetParagraphs("I", ("{each a[b]: }" * (limits.WALKS + more),)),
    lambda more: SetLegalDocument("a", LegalDocument("", "", "", "", "x" * (limits.PART + more), "")),
    lambda more: SetLegalDocument("x" * (limits.CODE + more), None),
    lambda more: SetCell(PLACE, Cell(Number(1), marks=(Mark(MarkKind.COMPUTED, who="x" * (limits.NAME + more)),))),
    lambda more: SetAcceptance("x" * (limits.CODE + more), None),
    lambda more: SetDetail("x" * (limits.CODE + more), None),
    lambda more: SetAnswer("x" * (limits.CODE + more), None),
    lambda more: SetAnswer("a", Answer("1", source="x" * (limits.PART + more))),
    lambda more: SetSection("x" * (limits.CODE + more), None),
    lambda more: SetCoverage(PLACE._replace(row="x" * (limits.CODE + more)), None),
    lambda more: SetSource("x" * (limits.NAME + more), None),
    lambda more: SetSource("u", Pin("x" * (limits.NAME + more), 1)),
    lambda more: SetSource("u", Pin("d", 1, "x" * (limits.TEXT + more))),
    lambda more: SetIssue(1, Issue("x" * (limits.PART + more), NOW.date())),
    lambda more: SetCalled("x" * (limits.CODE + more), None),
    lambda more: SetCalled("f", Called("f", "A", "x" * (limits.PART + more))),
    lambda more: SetCalled("f", Called("f", "A", "F", (("m", "x" * (limits.PART + more), ""),))),
    lambda more: SetCalled("f", Called("f", "A", "F", (), (("r", "x" * (limits.PART + more)),))),
]


@pytest.mark.parametrize("make", TOO_MUCH)
def test_a_limit_holds_to_the_letter(make: Callable[[int], Change]) -> None:
    bounds.refuse(make(0))
    with pytest.raises(KnownError, match="đề nghị"):
        bounds.refuse(make(1))


def test_what_is_taken_away_is_within_every_limit() -> None:
    for change in (SetCell(PLACE, None), SetAcceptance("a", None), SetLegalDocument("a", None), SetNote(PLACE, None)):
        bounds.refuse(change)


def test_names_that_are_not_what_they_seem_are_refused() -> None:
    above = ("Tỉnh A",) * limits.OFFICES_ABOVE
    limits.refuse_office(Unit("x" * limits.NAME, "xa", path=above))
    for name in ("x" * (limits.NAME + 1), "Tỉnh K\u043en Tum", "Tỉnh 😀"):
        for unit in (Unit(name, "xa"), Unit("Xã A", "xa", path=("Tỉnh A", name))):
            with pytest.raises(KnownError, match="Tên"):
                limits.refuse_office(unit)
    for unit in (Unit("Xã A", "xa", "x" * (limits.NAME + 1)), Unit("Xã A", "xa", path=(*above, "Tỉnh B"))):
        with pytest.raises(KnownError, match="đề nghị viết gọn lại"):
            limits.refuse_office(unit)
    with pytest.raises(KnownError, match="Tên dòng"):
        bounds.refuse(SetRow(OpenRow("f", "b:#1", "Ng\u0430", 1)))


def test_a_word_that_is_not_what_it_seems_is_told() -> None:
    changes: list[Change] = [SetDetail("signer", "Y H\u0430"), SetParagraphs("I", ("T\u043em", "Hà"))]
    remarks = [remark.partition('"')[0] for remark in bounds.pretences(changes)]
    assert remarks == ["Thông tin văn bản có từ ", "Lời văn có từ "]
    assert len(bounds.pretences(SetNote(PLACE, f"{number} K\u043en") for number in range(20))) == 1
    assert len(bounds.pretences(SetNote(PLACE, f"{number} 😀") for number in range(20))) == 10


def test_a_sign_that_is_not_printed_is_refused_at_the_keyboard_and_told_of_what_arrived() -> None:
    changes: list[Change] = [SetNote(PLACE, "Sổ 😀"), SetNote(PLACE, "Sổ"), SetNote(PLACE, None)]
    assert bounds.pretences(changes) == ('Ghi chú ô "Sổ 😀" có ký hiệu “😀” không in được; cần bỏ trước khi in.',)
    for change in changes[1:]:
        bounds.refuse_pictures(change)
    with pytest.raises(KnownError, match="Ghi chú ô có ký hiệu “😀”"):
        bounds.refuse_pictures(changes[0])


Edit = Callable[[dict[str, Any]], object]
HOSTILE: list[Edit] = [
    lambda data: data["unit"].update(name="Xã " + "A" * 230),
    lambda data: data["details"].append({"key": "signer", "value": "A" * 300_000}),
    lambda data: data["paragraphs"].append({"section": "I", "texts": ["x"] * 5000}),
    lambda data: data["paragraphs"].append({"section": "I", "texts": ["x" * 30_000]}),
    lambda data: data["cells"][0].update(working="1+" * 5000),
    lambda data: data["notes"].extend([{**dict(zip(PLACE._fields, PLACE, strict=True)), "text": "x"}] * 30_000),
    lambda data: data["rows"][0].update(label="\u041aon Tum"),
]


@pytest.mark.parametrize("edit", HOSTILE)
def test_an_archive_that_says_more_is_refused(sample: Report, edit: Edit) -> None:
    data: dict[str, Any] = json.loads(archive.encode(sample))
    edit(data)
    with pytest.raises(KnownError):
        archive.decode(json.dumps(data).encode())


def test_what_nobody_sees_does_not_come_in(sample: Report) -> None:
    data: dict[str, Any] = json.loads(archive.encode(sample))
    data["unit"]["name"] = "Tỉnh \u202eKon\u200b Tum\x1b"
    data["details"].append({"key": "signer", "value": "A\x1b[31m\u200b"})
    back = restoring.restore(archive.decode(json.dumps(data).encode()), sample.template)
    assert back.unit.name == "Tỉnh Kon Tum"
    assert back.details["signer"] == "A[31m"


@pytest.mark.parametrize(
    "text",
    [
        "[" * 1000,
        "[" * 1000 + "]" * 1000,
        "{note: " * 1000,
        "{each jobs[country:*]: {each jobs[country:*]: {persons}}}",
    ],
)
def test_a_paragraph_nested_without_end_is_told_and_printed_as_typed(sample: Report, text: str) -> None:
    sample.apply(SetParagraphs("I", (text,)))
    assert paragraphs.doubts(sample)
    compose(sample, NOW)
