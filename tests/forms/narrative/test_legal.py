"""Legal documents: how they are cited, and what about them cannot be right."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.definitions.legal_document import LegalDocument
from forms.definitions.sentences import parse
from forms.narrative import legal
from forms.narrative.narrative import plain
from forms.narrative.scope import Scope
from forms.report.changes import SetLegalDocument
from forms.report.report import Report
from tests.conftest import empty_report

PLAN = LegalDocument("Kế hoạch", "15/KH-UBND", "05/3/2024", "Ủy ban nhân dân tỉnh", "về giảm nghèo năm 2024")


def test_a_document_in_full() -> None:
    wanted = "Kế hoạch số\u00a015/KH-UBND ngày 05 tháng 3 năm 2024 của Ủy ban nhân dân tỉnh về giảm nghèo năm 2024"
    assert PLAN.in_full() == wanted
    assert replace(PLAN, title="thực hiện Nghị quyết số 42-NQ/TW").in_full().endswith("số\u00a042-NQ/TW")
    assert replace(PLAN, issued="31/02/2024", issuer="", title="").in_full() == "Kế hoạch số\u00a015/KH-UBND ngày …"


def test_in_full_first_and_short_after(report: Report) -> None:
    report.apply(SetLegalDocument("vb1", replace(PLAN, abbreviation="Kế hoạch 15")))
    text = plain(parse("{legal:vb1}; {legal:vb1}; {legal:nq42}; {legal:nq42}"), Scope(report))
    assert text.split("; ")[:2] == [
        f"{PLAN.in_full()} (sau đây gọi tắt là Kế hoạch 15)",
        "Kế hoạch 15",
    ]
    assert text.endswith("; Nghị quyết số\u00a042-NQ/TW")


def test_a_citation_that_does_not_print_does_not_count(report: Report) -> None:
    text = plain(parse("[{legal:nq42} {jobs_created.persons}]{legal:nq42}"), Scope(report))
    assert "ngày 24 tháng 11 năm 2023" in text


def test_a_document_taken_away_leaves_an_ellipsis(report: Report) -> None:
    report.apply(SetLegalDocument("vb1", PLAN))
    report.apply(SetLegalDocument("vb1", None))
    assert plain(parse("Theo {legal:vb1}"), Scope(report)) == "Theo …"


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (replace(PLAN, issued="31/02/2024"), "không có trong lịch"),
        (replace(PLAN, issued="hôm qua"), "không có trong lịch"),
        (replace(PLAN, issued="01/01/1940"), "trước ngày"),
        (replace(PLAN, issued="05/3/2104"), "sau kỳ báo cáo"),
        (replace(PLAN, number="07/2021/NĐ-CP", issued="27/01/2022"), "của năm 2021"),
        (replace(PLAN, number="42-NQ/TW", issued="24/12/2023"), "hai ngày ban hành: 24/11/2023 và 24/12/2023"),
    ],
)
def test_what_cannot_be_right_is_told(report: Report, document: LegalDocument, words: str) -> None:
    report.apply(SetLegalDocument("vb1", document))
    (doubt,) = legal.doubts(report)
    assert words in doubt.message
    assert doubt.where == "vb1"


def test_the_same_number_and_day_twice_is_no_doubt(report: Report) -> None:
    report.apply(SetLegalDocument("vb1", PLAN))
    report.apply(SetLegalDocument("vb2", replace(PLAN, number="15/kh-ubnd ", issued="5.03.2024")))
    assert legal.doubts(report) == ()


texts = st.text(max_size=15)
documents = st.builds(LegalDocument, texts, texts, texts, texts, texts, texts)


@given(st.lists(documents, max_size=4))
def test_any_document_can_be_cited_and_looked_at(found: list[LegalDocument]) -> None:
    report = empty_report()
    for document in found:
        report.apply(SetLegalDocument(legal.new_key(report), document))
    assert len(report.documents) == len(found)
    legal.doubts(report)
    text = plain(parse("".join(f"{{legal:vb{n}}}" for n in range(1, len(found) + 1))), Scope(report))
    assert text == "".join(document.in_full() for document in found)
