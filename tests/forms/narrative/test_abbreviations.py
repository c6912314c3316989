"""Abbreviations: in words where they come first, and as they are in symbols and where somebody said what they mean."""

from __future__ import annotations

from forms.narrative.abbreviations import written_out
from forms.narrative.blocks import Note, Paragraph, Text
from forms.report.cells import Address

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
