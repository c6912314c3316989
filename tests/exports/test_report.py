"""The official report of the sample in both formats: the same words, every part of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from exports.pdf import writer as pdf
from exports.word import writer as docx
from forms.checks.checker import accept, check
from forms.definitions.legal_document import LegalDocument
from forms.document import revisions
from forms.document.document import compose
from forms.narrative.blocks import Document, TableCell
from forms.report.cells import Address, Cell
from forms.report.changes import SetCell, SetDetail, SetLegalDocument, SetParagraphs
from forms.report.report import Report
from forms.values.numbers import Number
from tests.conftest import empty_report
from tests.exports.reading import text_of_docx, text_of_pdf
from tests.forms.document.test_document import EDITED

PARTS = (
    "Kính gửi:",
    "- Bộ Nội vụ;",
    "Căn cứ Nghị quyết số 42-NQ/TW",
    "V. KIẾN NGHỊ, ĐỀ XUẤT",
    "xem xét, chỉ đạo./.",
    "PHÓ CHỦ TỊCH",
    "- Lưu: VT.",
    "tăng 1.514 lao động so với năm 2023",
    "Chỉ tiêu giao tại Kế hoạch số 15/KH-UBND ngày 05 tháng 3 năm 2024 của Ủy ban nhân dân tỉnh.",
    "DANH MỤC VĂN BẢN ĐÃ BAN HÀNH",
    "BẢNG ĐIỀU CHỈNH SỐ LIỆU SO VỚI BÁO CÁO ĐÃ PHÁT HÀNH",
    "GIẢI TRÌNH SỐ LIỆU",
)


@pytest.fixture
def whole(sample: Report) -> Report:
    """The sample with everything that a report can say, issued a second time."""
    last = replace(empty_report(2023), rows=sample.rows)
    sample.neighbours.add(last)
    for address, cell in sample.cells.items():
        number = cell.number and Number(cell.number.digits * 4 // 5, cell.number.decimals)
        last.apply(SetCell(address, Cell(number, cell.state)))
    for key, value in (
        ("addressee", "Bộ Nội vụ\nTỉnh ủy"),
        ("title", "KT. Chủ tịch\nPhó Chủ tịch"),
        ("signer", "Y Hà"),
    ):
        sample.apply(SetDetail(key, value))
    plan = LegalDocument("Kế hoạch", "15/KH-UBND", "05/3/2024", "Ủy ban nhân dân tỉnh")
    sample.apply(SetLegalDocument("vb1", plan))
    sample.apply(SetParagraphs("I", ("Lãnh đạo{note: Chỉ tiêu giao tại {legal:vb1}.} kịp thời.",)))
    finding = next(found for found in check(sample) if found.acceptable)
    sample.apply(accept(sample, finding, "Theo số chưa làm tròn", "Y Hà", EDITED))
    sample.apply(revisions.finalise(sample, "Y Hà", EDITED))
    sample.apply(revisions.reopen(sample, "Thiếu một hài cốt", "Y Hà", EDITED))
    sample.apply(SetCell(Address("martyr_remains", "", "count"), Cell(Number(21))))
    return sample


def marked(document: Document) -> Document:
    """The document with `¤` in the heads of its tables, which repeat on every page."""
    appendices = (
        replace(one, table=replace(one.table, head=tuple(TableCell("¤") for _ in one.table.head)))
        for one in document.appendices
    )
    return replace(document, appendices=tuple(appendices))


def test_pdf_and_word_say_the_same_and_every_part(whole: Report, tmp_path: Path) -> None:
    for state in ("draft", "final"):
        document = marked(compose(whole, EDITED))
        pdf.write(document, tmp_path / "a.pdf")
        docx.write(document, tmp_path / "a.docx")
        words, printed = text_of_docx(tmp_path / "a.docx"), text_of_pdf(tmp_path / "a.pdf")
        assert words == printed
        found = "".join(words)
        for part in PARTS:
            assert part.replace(" ", "") in found, part
        assert ("DỰTHẢO" in found) == (state == "draft")
        if state == "draft":
            whole.apply(revisions.finalise(whole, "Y Hà", EDITED))
