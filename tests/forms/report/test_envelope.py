"""What goes with the data and is no part of them; the described form is the one that is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from forms.definitions.loading import default
from forms.document import revisions
from forms.errors import KnownError
from forms.offices.units import Unit
from forms.report import archive, envelope
from forms.report.cells import Address, Cell, Mark, MarkKind, State
from forms.report.changes import (
    Change,
    Coverage,
    Filing,
    Issue,
    Pin,
    ReportState,
    Revision,
    SetCell,
    SetCoverage,
    SetIssue,
    SetSection,
    SetSource,
    SetState,
)
from forms.report.report import Report
from forms.values.numbers import Number
from forms.values.period import Period
from tests.forms.reports import changes, made
from tests.schemas import problems

AT = datetime(2024, 12, 1, 7, 30, tzinfo=UTC)
REMAINS = Address("martyr_remains", "", "count")
NAME = "report.json"
SCHEMA = json.loads((Path(__file__).resolve().parents[3] / "docs/goi-so-lieu.schema.json").read_text(encoding="utf-8"))


def wrong(content: bytes, kind: str) -> list[str]:
    return [*problems(json.loads(content), SCHEMA["$defs"][kind], SCHEMA)]


@settings(max_examples=25)
@given(changes())
def test_whatever_is_written_is_as_described(drawn: tuple[Change, ...]) -> None:
    report = made(drawn)
    data = archive.encode(report)
    assert wrong(data, "data") == []
    assert wrong(envelope.write(report, NAME, data), "envelope") == []


def issued(report: Report) -> Report:
    """A report that was issued twice, and bears marks."""
    report.apply(revisions.finalise(report, "Y Hà", AT))
    report.apply(revisions.move(report, ReportState.SUBMITTED, "Y Hà", AT))
    report.apply(revisions.reopen(report, "Sót một xã", "Y Hà", AT))
    cell = Cell(Number(21)).marked(Mark(MarkKind.OVERRULED, "Sót một xã", Number(20)))
    report.apply(SetCell(REMAINS, cell.marked(Mark(MarkKind.VERIFIED, who="Y Lan", at=AT))))
    report.apply(revisions.finalise(report, "Y Hà", AT))
    return report


def test_the_envelope_says_what_became_of_the_data(sample: Report) -> None:
    first = archive.encode(sample)
    report = issued(sample)
    data = archive.encode(report)
    found = envelope.read(envelope.write(report, NAME, data), NAME)
    assert (found.digest, found.state, found.stages) == (archive.digest(data), ReportState.FINAL, report.stages)
    assert [(link.number, link.former, link.digest, link.reason) for link in found.chain] == [
        (1, "", archive.digest(first), ""),
        (2, archive.digest(first), archive.digest(data), "Sót một xã"),
    ]
    assert wrong(data, "data") == wrong(envelope.write(report, NAME, data), "envelope") == []
    section = report.template.figures[REMAINS.figure].section
    assert found.filings[section] is Filing.FILED


@pytest.mark.parametrize(
    ("cells", "said", "filing"),
    [
        ({}, None, Filing.NOT_YET),
        ({State.AWAITED}, None, Filing.NOT_YET),
        ({State.NOT_APPLICABLE, State.AWAITED}, None, Filing.OUT_OF_SCOPE),
        ({State.NOT_APPLICABLE, State.NIL}, None, Filing.FILED),
        ({State.NIL}, Filing.NOT_YET, Filing.NOT_YET),
    ],
)
def test_a_section_is_handed_in_as_its_cells_or_its_office_say(
    cells: set[State], said: Filing | None, filing: Filing
) -> None:
    template = default()
    report = Report(template, Unit("Xã A", template.default_level), Period(2024))
    section = template.sections[template.figures[REMAINS.figure].section]
    places = (place for figure in report.figures(section) for place in report.addresses(figure))
    for state, place in zip(sorted(cells), places, strict=False):
        report.apply(SetCell(place, Cell(None, state)))
    report.apply(SetSection(section.code, said))
    assert envelope.filings(report)[section.code] is filing


def test_the_code_stays_the_same_from_draft_to_issue(sample: Report) -> None:
    code, envelopes = archive.fingerprint(sample), set[bytes]()
    steps: tuple[Callable[[], SetState], ...] = (
        lambda: revisions.finalise(sample, "Y Hà", AT),
        lambda: revisions.move(sample, ReportState.SUBMITTED, "Y Hà", AT),
        lambda: revisions.move(sample, ReportState.ISSUED, "Y Lan", AT),
        lambda: revisions.reopen(sample, "Sót một xã", "Y Hà", AT),
    )
    for step in steps:
        envelopes.add(envelope.write(sample, NAME, archive.encode(sample)))
        sample.apply(step())
        assert archive.fingerprint(sample) == code
    assert len(envelopes) == 4


def test_data_of_a_report_that_was_opened_again_are_those_of_now(sample: Report) -> None:
    sample.apply(revisions.finalise(sample, "Y Hà", AT))
    final = archive.encode(sample)
    sample.cells[REMAINS] = Cell(Number(21))
    assert archive.encode(sample) == final
    sample.apply(revisions.reopen(sample, "Sót một xã", "Y Hà", AT))
    assert archive.encode(sample) == archive.canonical(archive.as_data(sample)) != final


def test_each_revision_says_under_which_number_it_went_out_as_far_as_that_is_known(sample: Report) -> None:
    report = issued(sample)
    known = Issue("312", AT.date(), signer="Y Hà")
    report.apply(SetIssue(1, known))
    content = envelope.write(report, NAME, archive.encode(report))
    first, second = json.loads(content)["reports"][0]["chain"]
    assert first["issue"] == {"number": "312", "day": "2024-12-01", "signer": "Y Hà"}
    assert "issue" not in second
    assert [link.issue for link in envelope.read(content, NAME).chain] == [known, Issue()]
    assert wrong(content, "envelope") == []
    report.apply(SetIssue(1, Issue("312")))
    assert json.loads(envelope.write(report, NAME, b""))["reports"][0]["chain"][0]["issue"] == {"number": "312"}


def test_a_report_that_an_earlier_program_made_final_keeps_its_data(sample: Report) -> None:
    sample.apply(revisions.finalise(sample, "Y Hà", AT))
    (revision,) = sample.revisions
    old = json.loads(revision.data)
    old |= {"format": 1, "period": "2024", "unit": {"name": sample.unit.name, "level": sample.unit.level}}
    del old["figures"]
    held = json.dumps(old)
    sample.revisions = (Revision(1, AT, "Y Hà", "", held),)
    assert archive.encode(sample).decode() == held
    assert archive.decode(archive.encode(sample)).changes == archive.decode(revision.data.encode()).changes


_WRONG: list[Callable[[dict[str, Any]], object]] = [
    lambda found: found.update(format=3),
    lambda found: found.update(of_tomorrow=1),
    lambda found: found.update(reports={}),
    lambda found: found["reports"][0].update(data="other.json"),
    lambda found: found["reports"][0].update(state="final"),
    lambda found: found["reports"][0].update(digest=None),
    lambda found: found["reports"][0]["stages"][0].update(at="2024-12-01T07:30:00"),
    lambda found: found["reports"][0]["chain"][1].update(former=""),
    lambda found: found["reports"][0]["chain"][1].update(number=3),
    lambda found: found["reports"][0]["chain"].pop(0),
    lambda found: found["reports"][0]["chain"][0].update(issue=[]),
    lambda found: found["reports"][0]["chain"][0].update(issue={"number": 5}),
    lambda found: found["reports"][0]["chain"][0].update(issue={"day": "hôm nay"}),
]


@pytest.mark.parametrize("change", _WRONG)
def test_an_envelope_that_does_not_hold_is_refused(sample: Report, change: Callable[[dict[str, Any]], object]) -> None:
    report = issued(sample)
    found = json.loads(envelope.write(report, NAME, archive.encode(report)))
    change(found)
    with pytest.raises(KnownError):
        envelope.read(json.dumps(found).encode(), NAME)


def test_what_later_programs_will_send_has_its_place(sample: Report) -> None:
    data = archive.as_data(sample) | {
        "sections": [{"section": "III", "filing": "khong_thuoc_pham_vi"}],
        "sums": [{**REMAINS._asdict(), "counted": 101, "missing": 1}],
        "children": [{"unit": "0a1b", "digest": "0" * 64, "number": 2}],
    }
    content = archive.canonical(data)
    assert wrong(content, "data") == []
    found = archive.decode(content)
    assert found.changes[-3:] == (
        SetSection("III", Filing.OUT_OF_SCOPE),
        SetCoverage(REMAINS, Coverage(101, 1)),
        SetSource("0a1b", Pin("0" * 64, 2)),
    )
    called = {one.figure: one for one in found.figures}[REMAINS.figure]
    assert called.label == sample.template.figures[REMAINS.figure].label
    assert called.measure("count") == ("Số lượng", "hài cốt")
    assert found.unit == sample.unit


def test_an_envelope_is_asked_for_the_data_that_it_was_made_for(sample: Report) -> None:
    report = issued(sample)
    data = archive.encode(report)
    content = envelope.write(report, NAME, data)
    assert envelope.find(content, archive.digest(data)) == envelope.first(content)
    assert envelope.find(content, "0" * 64) is None
    assert (envelope.find(b"", ""), envelope.first(b"")) == (None, None)
    broken = json.loads(content)
    broken["reports"][0]["chain"][0]["number"] = 7
    for ask in (lambda found: envelope.find(found, ""), envelope.first):
        with pytest.raises(KnownError, match="hỏng"):
            ask(json.dumps(broken).encode())
