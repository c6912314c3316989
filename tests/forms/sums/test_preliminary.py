"""A number that waits to be recognised says so wherever it is printed, until that is taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from forms.document.document import compose
from forms.document.restoring import restore
from forms.narrative.blocks import Note, Paragraph
from forms.report import archive
from forms.report.cells import Address
from forms.report.report import Report
from forms.sums import preliminary
from forms.values.style import NBSP
from tests.forms.small import filled, small

SECTION = """
[[paragraph]]
text = "Có {poor.households}, kế hoạch {poor.plan}."
[figure.poor]
label = "Hộ nghèo"
waits_for = "quyết định của Ủy ban nhân dân"
measures.households = {label = "Số hộ", unit = "hộ"}
measures.plan = {label = "Kế hoạch", unit = "hộ", column = "plan"}
"""
DAY = datetime(2024, 12, 1, tzinfo=UTC)
POOR = Address("poor", "", "households")


def printed(report: Report) -> tuple[str, str, str]:
    """The sentence with its footnotes, the number in the appendix, and what stands beneath it."""
    document = compose(report, DAY)
    paragraph = next(block for block in document.body if isinstance(block, Paragraph))
    texts = [f"[{part.content[0].text}]" if isinstance(part, Note) else part.text for part in paragraph.content]
    (table,) = [appendix.table for appendix in document.appendices if appendix.section]
    shown = next(cell.text for row in table.rows for cell in row if cell.cell == POOR)
    return "".join(texts).replace(NBSP, " "), shown, table.note


def test_a_preliminary_number_is_printed_as_such_until_it_is_recognised(tmp_path: Path) -> None:
    report = filled(small(tmp_path, SECTION), "poor,,households,245;poor,,plan,200")
    plain, before = printed(report), archive.encode(report)
    there = preliminary.numbers(report, report.template.figures["poor"])
    assert there == [POOR]  # nobody recognises a plan
    for change in preliminary.tell(report, there):
        report.apply(change)
    assert preliminary.is_told(report, there)
    assert printed(report) == (
        "Có 245 hộ[Hộ nghèo: sơ bộ, chờ quyết định của Ủy ban nhân dân.], kế hoạch 200 hộ.",
        "245*",
        "* Số liệu sơ bộ, chờ quyết định của Ủy ban nhân dân.",
    )
    travelled = restore(archive.decode(archive.encode(report)), report.template)
    assert printed(travelled) == printed(report)
    for change in preliminary.withdraw(report, there):
        report.apply(change)
    assert (printed(report), archive.encode(report)) == (plain, before)


def test_where_one_measure_waits_alone_the_note_names_it(tmp_path: Path) -> None:
    section = SECTION.replace("kế hoạch {poor.plan}", "chiếm {poor.rate}").replace(
        "measures.plan", "measures.rate = {}\nmeasures.plan"
    )
    report = filled(small(tmp_path, section), "poor,,households,245;poor,,rate,4.31")
    for change in preliminary.tell(report, [Address("poor", "", "rate")]):
        report.apply(change)
    sentence, _, _ = printed(report)
    assert sentence.endswith("4,31%[Hộ nghèo (tỷ lệ): sơ bộ, chờ quyết định của Ủy ban nhân dân.].")
