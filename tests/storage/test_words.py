"""What is no figure, on disk: paragraphs, legal documents, states and revisions."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.definitions.legal_document import LegalDocument
from forms.definitions.loading import load
from forms.document import revisions
from forms.errors import KnownError
from forms.report import archive
from forms.report.cells import Cell
from forms.report.changes import ReportStage, ReportState, SetCell, SetLegalDocument, SetParagraphs, SetState
from forms.values.numbers import Number
from forms.values.period import Period
from storage.workspace import Workspace
from tests.storage.test_workspace import ADDRESS, UNIT, file, loaded, save  # noqa: F401 - the fixture

AT = datetime(2024, 12, 1, 7, 30, tzinfo=UTC)
NUMBER = SetCell(ADDRESS, Cell(Number(272)))

texts = st.text(st.characters(codec="utf-8", exclude_characters="\0", max_codepoint=0xFFFF), max_size=20)  # typed
documents = st.builds(LegalDocument, texts, texts, texts, texts, texts, texts)


@settings(max_examples=15)
@given(st.dictionaries(st.sampled_from(["I", "III", "opening"]), st.lists(texts, min_size=1, max_size=3).map(tuple)))
def test_paragraphs_come_back_as_they_were_typed(file: Path, found: dict[str, tuple[str, ...]]) -> None:  # noqa: F811
    save(file, *(SetParagraphs(section, None) for section in ("I", "III", "opening")))
    save(file, *(SetParagraphs(section, own) for section, own in found.items()))
    assert loaded(file).paragraphs == found


@settings(max_examples=15)
@given(st.lists(documents, max_size=4), st.integers(0, 3))
def test_documents_come_back_in_their_order(file: Path, found: list[LegalDocument], gone: int) -> None:  # noqa: F811
    kept = {f"vb{number}": document for number, document in enumerate(found)}
    save(file, *(SetLegalDocument(f"vb{number}", None) for number in range(4)))
    save(file, *(SetLegalDocument(key, LegalDocument("", key, "", "")) for key in kept))
    save(file, *(SetLegalDocument(key, document) for key, document in reversed(kept.items())))
    save(file, SetLegalDocument(f"vb{gone}", None))
    kept.pop(f"vb{gone}", None)
    assert list(loaded(file).documents.items()) == list(kept.items())


def finalise(file: Path) -> None:  # noqa: F811
    save(file, revisions.finalise(loaded(file), "Y Hà", AT))


def test_a_final_report_is_locked_until_it_is_opened_for_a_reason(file: Path) -> None:  # noqa: F811
    save(file, NUMBER)
    finalise(file)
    for change in (SetCell(ADDRESS, None), SetParagraphs("III", ("x",)), SetLegalDocument("vb1", None)):
        with pytest.raises(KnownError, match="đã chốt"):
            save(file, change)
    assert loaded(file).cells[ADDRESS] == NUMBER.cell
    assert loaded(file).state is ReportState.FINAL
    save(file, revisions.reopen(loaded(file), "Số liệu sai", "Y Hà", AT))
    save(file, SetCell(ADDRESS, Cell(Number(273))))
    finalise(file)
    found = loaded(file)
    assert [(item.number, item.who, item.reason, item.made) for item in found.revisions] == [
        (1, "Y Hà", "", AT),
        (2, "Y Hà", "Số liệu sai", AT),
    ]
    assert found.revisions[1].data == archive.encode(found).decode()
    assert found.revisions[0].data != found.revisions[1].data


def test_no_change_takes_a_revision_away_or_opens_without_a_reason(file: Path) -> None:  # noqa: F811
    finalise(file)
    report = loaded(file)
    for change in (
        SetState((), ()),
        SetState((*report.stages, ReportStage(ReportState.DRAFT, "Y Hà", AT)), report.revisions),
        SetState((*report.stages, ReportStage(ReportState.DRAFT, "Y Hà", AT, "Sai")), ()),
    ):
        with pytest.raises(KnownError, match="đã chốt"):
            save(file, change)
    assert loaded(file).revisions == report.revisions


def test_the_reports_of_the_same_year_stand_beside(file: Path) -> None:  # noqa: F811
    with Workspace.open(file) as workspace:
        for part in ("6T", "9T", "UTH"):
            workspace.add_report(UNIT, Period(2024, part), load("nq42"))
        report = workspace.load(load, period=Period(2024, "9T"))
        estimate = workspace.load(load, period=Period(2024, "UTH"))
        half = workspace.load(load, period=Period(2024, "6T"))
    assert report.neighbours.at(report.unit, report.period.estimate()) is not None
    assert report.earlier is not None
    assert report.earlier.period.part.code == "6T"
    assert estimate.earlier is not None
    assert estimate.earlier.period.part.code == "9T"
    assert half.earlier is None
