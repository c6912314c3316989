"""Abbreviations: in words where they come first, and as they are in symbols and where somebody said what they mean."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from forms.definitions import loading
from forms.definitions.legal_document import LegalDocument
from forms.definitions.shortened import abbreviations
from forms.document.document import compose
from forms.narrative.abbreviations import written_out
from forms.narrative.blocks import Note, Paragraph, Text
from forms.offices.units import Unit
from forms.report.cells import Address
from forms.report.changes import SetLegalDocument
from forms.report.report import Report
from forms.values.period import Period

EDITED = datetime(2025, 1, 2, tzinfo=UTC)
KNOWN = {"BHYT": "bảo hiểm y tế", "UBND": "Ủy ban nhân dân", "DTTS": "dân tộc thiểu số"}


def test_words_come_first_and_once_where_there_is_no_second_time() -> None:
    note = Note((Text("BHYT cho hộ DTTS."),))
    body = (Paragraph((Text("Có thẻ BHYT"), note, Text(". UBND tỉnh (Số 15/KH-UBND), thẻ BHYT."))),)
    (paragraph,) = written_out(body, KNOWN)
    assert isinstance(paragraph, Paragraph)
    first, noted, rest = paragraph.content
    assert first == Text("Có thẻ bảo hiểm y tế (BHYT)")
    assert noted == Note((Text("BHYT cho hộ dân tộc thiểu số."),))
    assert rest == Text(". Ủy ban nhân dân tỉnh (Số 15/KH-UBND), thẻ BHYT.")


def test_a_sentence_begins_with_a_capital_and_what_was_explained_stays() -> None:
    explained = Paragraph((Text("dân tộc thiểu số (DTTS) và DTTS"),))
    cell = Text("12 thẻ BHYT", cell=Address("cards", "", "count"))
    body = (explained, Paragraph((Text("Xong. "), Text("BHYT tăng"), cell)))
    assert written_out(body, KNOWN) == (
        explained,
        Paragraph((Text("Xong. "), Text("Bảo hiểm y tế (BHYT) tăng"), cell)),
    )


@pytest.mark.parametrize("code", loading.codes())
def test_every_template_writes_out_what_offices_shorten(code: str) -> None:
    template = loading.load(code)
    report = Report(template, Unit("Xã Ia Dom", "xa"), Period(2024))
    for number, issuer in enumerate(("UBND tỉnh Gia Lai", "Bộ LĐTBXH"), start=1):
        plan = LegalDocument("Kế hoạch", f"1{number}/KH", "05/3/2024", issuer, "giảm nghèo")
        report.apply(SetLegalDocument(f"vb{number}", plan))
    runs = [part for block in compose(report, EDITED).body if isinstance(block, Paragraph) for part in block.content]
    text = " ".join(run.text for run in runs if isinstance(run, Text))
    assert "Ủy ban nhân dân tỉnh Gia Lai đã ban hành" in text
    assert "Bộ Lao động - Thương binh và Xã hội đã ban hành" in text


def test_no_abbreviation_is_explained_by_another() -> None:
    known = abbreviations()
    assert len(known) > 20
    assert not [name for name, words in known.items() for other in known if other in words.split()]
