"""The words of the templates as a senior clerk has them: what stands in the samples, and what never does."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from forms.definitions.legal_document import LegalDocument
from forms.definitions.loading import codes, load
from forms.document.document import compose
from forms.narrative import issued
from forms.narrative.blocks import Document, Heading, Paragraph
from forms.offices.units import Unit
from forms.report.cells import Address
from forms.report.changes import SetLegalDocument, SetNote
from forms.report.report import Report
from forms.values.period import parse
from storage.workspace import Workspace
from tests.forms.templates.samples import sample_of
from tools import sentences
from ui.jobs import sample

DAY = datetime(2024, 12, 31, tzinfo=UTC)
KON_TUM = Unit("Tỉnh Kon Tum", "tinh")


@cache
def shipped(template: str) -> Report:
    with TemporaryDirectory() as folder:
        file = sample.make(Path(folder), sample_of(template))
        with Workspace.open(file, readonly=True) as workspace:
            return workspace.load(load)


def printed(document: Document) -> str:
    lines = [
        sentences.text(block) if isinstance(block, Paragraph) else f"{block.number}. {block.title}"
        for block in document.body
        if isinstance(block, Paragraph | Heading)
    ]
    return "\n".join(lines).replace("\N{NO-BREAK SPACE}", " ")


def filled(template: str, period: str) -> Report:
    return sentences.filled(load(template), KON_TUM, parse(period), "up")


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("nq42", "Tính đến ngày 31 tháng 12 năm 2024, tỉnh Kon Tum có 4.764 người có công"),
        ("nq42", "; trong năm tăng mới 63 trường hợp"),
        ("nq42", "Đã giải quyết chế độ điều dưỡng cho 1.447 người có công"),
        ("nq42", "đạt 62,1%, đạt 106,15% kế hoạch (58,5%)"),
        ("nq42", "Đã trợ giúp đột xuất 234,03 tấn gạo cho 15.584 khẩu"),
        ("nq42", "Đã chi trả mai táng phí cho 272 trường hợp"),
        ("nq42", "chiếm 4,31% tổng số hộ dân"),
        ("nq42", "in 23.500 tờ rơi, treo 171 băng rôn"),
        ("nq42", "; huyện Kon Plông 01 hài cốt; Lào 08 hài cốt"),
        ("nq42", "nghĩa trang liệt sĩ (NTLS) tỉnh"),
        ("nq42", "Bộ Lao động - Thương binh và Xã hội đã ban hành Quyết định số 134/QĐ-BLĐTBXH ngày 31 tháng 01"),
        ("nq42", " về việc công bố kết quả"),
        ("nq42", "1. Ưu điểm\n"),
        ("nq42", "2. Hạn chế, khó khăn\n"),
        ("nq42", "3. Nguyên nhân\n"),
        ("nq42", "Trên đây là Báo cáo kết quả thực hiện chính sách xã hội năm 2024 của tỉnh Kon Tum; "),
        ("nq42", "; Ủy ban nhân dân tỉnh Kon Tum kính báo cáo Ban Thường vụ Tỉnh ủy xem xét, chỉ đạo."),
        ("giam_ngheo", "kiểm tra, giám sát tại 06 xã, thị trấn"),
        ("giam_ngheo", "đạt 103% kế hoạch được giao, đạt 91,6% chỉ tiêu của Huyện ủy"),
        ("giam_ngheo", "(Gồm: xã Đăk Pin 02 công trình; xã Ngọc Rơn 01 công trình"),
        ("giam_ngheo", "(Gồm: ổn định dân cư tại chỗ xã Ngọc Rơn (01 dự án); ổn định dân cư"),
        ("giam_ngheo", "1. Ưu điểm\n"),
        ("giam_ngheo", "2. Hạn chế, khó khăn\n"),
        ("giam_ngheo", "3. Nguyên nhân\n"),
        ("giam_ngheo", "kính báo cáo Ủy ban nhân dân tỉnh xem xét, chỉ đạo."),
    ],
)
def test_the_samples_say_it_as_it_is_signed(template: str, words: str) -> None:
    assert words in printed(compose(shipped(template), DAY))


@pytest.mark.parametrize("template", ["nq42", "giam_ngheo"])
def test_the_samples_are_whole_reports(template: str) -> None:
    text = printed(compose(shipped(template), DAY))
    assert "…" not in text
    assert not re.search(r"(?:Gồm:|;) (?:Huyện|Xã|Phường|Thành phố) ", text)  # places are small within a note


@pytest.mark.parametrize(
    ("template", "period", "words"),
    [
        ("nq42", "2024", "Số người tham gia bảo hiểm xã hội là"),
        ("nq42", "2024", "% cơ sở khám, chữa bệnh bảo hiểm y tế đã tra cứu"),
        ("nq42", "2024-6T", "Tính đến ngày 30 tháng 6 năm 2024"),
        ("nq42", "2024-6T", "; trong kỳ tăng mới"),
        ("nq42", "2024-Q4", "; trong quý tăng mới"),
        ("giam_ngheo", "2024-Q1", "; trong quý có"),
        ("nq42", "2021..2024", "điểm phần trăm so với cuối năm 2020"),
        ("nq42", "2021..2024", "Năm 2023, phổ cập giáo dục"),
        ("nq42", "2023..2024", "; trong giai đoạn tăng mới"),
    ],
)
def test_each_period_and_figure_has_its_own_words(template: str, period: str, words: str) -> None:
    assert words in printed(compose(filled(template, period), DAY))


def test_the_title_is_of_the_resolution_and_holds_it_together() -> None:
    document = compose(shipped("nq42"), DAY)
    assert document.subject.replace("\N{NO-BREAK SPACE}", " ") == (
        "Kết quả thực hiện chính sách xã hội năm 2024 theo Nghị quyết số 42-NQ/TW"
    )
    assert "Nghị quyết số 42-NQ/TW" in document.held


def test_the_document_that_decided_a_plan_stands_in_its_footnote() -> None:
    report = filled("nq42", "2024")
    report.apply(SetNote(Address("jobs_created", "", "plan"), "Quyết định số 9/QĐ-UBND ngày 03/01/2024"))
    assert "lao động) (Quyết định số 9/QĐ-UBND ngày 03/01/2024" in printed(compose(report, DAY))


@pytest.mark.parametrize("code", codes())
def test_a_part_and_a_plan_count_in_the_unit_of_what_they_are_of(code: str) -> None:
    """One thing has one name in a sentence and its notes; only what adds up into another column has another unit."""
    others = []
    for figure in load(code).figures.values():
        for breakdown in figure.breakdowns.values():
            whole = {one: figure.unit(breakdown.of, one) for one in figure.measures_beside(breakdown.of)}
            parts = {one.code: one.unit for one in breakdown.measures.values() if one.into is None}
            others += [(figure.code, *part) for part in parts.items() if whole.get(part[0], part[1]) != part[1]]
        for one in figure.measures.values():
            planned = [plan.measure for plan in figure.plans("", one.code) if plan.measure]
            others += [(figure.code, plan.code, plan.unit) for plan in planned if plan.unit != one.unit]
    assert others == []


@pytest.mark.parametrize("code", codes())
def test_labels_are_written_as_offices_write_them(code: str) -> None:
    figures = load(code).figures.values()
    rows = [row.label for figure in figures for part in figure.breakdowns.values() for row in part.rows.values()]
    labels = [text for figure in figures for text in (figure.label, figure.short, figure.help)]
    assert [text for text in labels + rows if re.search(r"thăm viếng|Lăng Bác|\d - \d", text)] == []


def test_documents_of_a_term_are_said_by_year() -> None:
    report = filled("giam_ngheo", "2024")
    report.neighbours.add(filled("giam_ngheo", "2023"))
    for key, day in (("b", "05/3/2024"), ("a", "06/2/2023")):
        document = LegalDocument("Kế hoạch", f"{key}/KH-UBND", day, "", "")
        report.apply(SetLegalDocument(key, document))
    said = issued.spoken(report, "Phụ lục II").replace("\N{NO-BREAK SPACE}", " ")
    assert re.fullmatch(r"năm 2023, .*a/KH-UBND.*; năm 2024, .*b/KH-UBND.*", said)
