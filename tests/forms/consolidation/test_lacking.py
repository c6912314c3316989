"""While an office is missing a sum proves nothing exactly, and says wherever it is printed which office that is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from forms.checks.checker import check
from forms.checks.findings import Finding
from forms.consolidation import drafting
from forms.consolidation.consolidating import consolidate
from forms.definitions.rules import Severity
from forms.definitions.template import Template
from forms.document.document import compose
from forms.narrative.blocks import Note, Paragraph
from forms.report.cells import Address, Cell, Mark, MarkKind
from forms.report.changes import SetCell
from forms.report.report import Report
from forms.sums import tallies
from forms.values.numbers import Number
from forms.values.style import NBSP
from tests.forms.small import below, filled, small

SECTION = """
[[paragraph]]
text = "Có {jobs.persons}, {jobs.households}; hỗ trợ {gifts.amount}."
[figure.jobs]
label = "Việc làm"
measures.persons = {}
measures.households = {}
[figure.jobs.breakdown.sex]
label = "Giới"
relation = "partition"
rows = {men = "Nam", women = "Nữ"}
measures.persons = {}
[figure.gifts]
label = "Quà"
measures.amount = {}
[figure.owed]
label = "Chênh lệch"
measures.amount = {signed = true}
"""
FRAME = '[compare.children]\nseverity = "error"\n[compare.change]\nseverity = "warning"\ntimes = 2\nleast = 10\n'
DAY = datetime(2024, 12, 1, tzinfo=UTC)


def drafted(template: Template, *texts: str) -> Report:
    """The draft of the office above, with what the offices below it come to."""
    draft = filled(template, "")
    children = [filled(template, text) for text in texts]
    below(draft, *children)

    def silent(address: Address) -> list[str]:
        return [child.unit.name for child in children if address not in child.cells]

    for change in drafting.changes(draft, consolidate(draft, tallies.of_reports(draft.children)), {}, silent):
        draft.apply(change)
    return draft


def serious(report: Report) -> list[Finding]:
    return [finding for finding in check(report) if finding.severity is not Severity.INFO]


def test_sums_print_whom_they_lack_until_a_number_takes_their_place(tmp_path: Path) -> None:
    template = small(tmp_path, SECTION, FRAME)
    draft = drafted(template, "jobs,,persons,50;jobs,,households,30;gifts,,amount,90", "jobs,,persons,40")
    document = compose(draft, DAY)
    paragraph = next(block for block in document.body if isinstance(block, Paragraph))
    texts = [f"[{part.content[0].text}]" if isinstance(part, Note) else part.text for part in paragraph.content]
    said = "Có 90 người, 30 hộ; hỗ trợ 90 đồng[Việc làm (số hộ), quà: chưa gồm Xã 2.]."
    assert "".join(texts).replace(NBSP, " ") == said
    (table,) = [appendix.table for appendix in document.appendices if appendix.section]
    shown = {cell.cell: cell.text for row in table.rows for cell in row if cell.cell}
    assert (shown[Address("jobs", "", "persons")], shown[Address("gifts", "", "amount")]) == ("90", "90*")
    assert table.note == "* Số liệu chưa gồm Xã 2."
    for address, cell in list(draft.cells.items()):
        if cell.lacking:
            draft.apply(SetCell(address, Cell(Number(12)).marked(Mark(MarkKind.OVERRULED, "Xã báo qua điện thoại"))))
    assert "chưa gồm" not in str(compose(draft, DAY))


def test_which_offices_are_lacking_is_told_once(tmp_path: Path) -> None:
    again = SECTION.replace(
        "[figure.jobs]", '[[paragraph]]\ntext = "Riêng quà {gifts.amount}, {jobs.persons}."\n[figure.jobs]', 1
    )
    draft = drafted(
        small(tmp_path, again, FRAME), "jobs,,persons,50;jobs,,households,3;gifts,,amount,9", "jobs,,persons,4"
    )
    first, second = [block for block in compose(draft, DAY).body if isinstance(block, Paragraph)][:2]
    (note,) = [part for part in first.content if isinstance(part, Note)]
    said = "".join(text.text for text in note.content)
    assert said == "Việc làm (số hộ), quà: chưa gồm Xã 2. Số có dấu * ở các đoạn sau cũng vậy."
    texts = [part.text for part in second.content if not isinstance(part, Note)]
    assert "".join(texts).replace(NBSP, " ") == "Riêng quà 9 đồng*, 54 người."
    assert len(texts) == len(second.content)


def test_with_an_office_missing_a_sum_proves_nothing(tmp_path: Path) -> None:
    template = small(tmp_path, SECTION, FRAME)
    uneven = drafted(
        template, "jobs,,persons,5;jobs,men,persons,2;jobs,women,persons,3;gifts,,amount,20", "jobs,,persons,9"
    )
    uneven.neighbours.add(filled(template, "gifts,,amount,900", "2023"))
    assert not serious(uneven)
    doubtful = [one for one in check(uneven) if "chưa kết luận được" in one.message]
    assert {one.code for one in doubtful} == {"change", "partition"}
    signed = drafted(template, "owed,,amount,5", "")
    signed.apply(SetCell(Address("owed", "", "amount"), Cell(Number(-3))))
    assert not [finding for finding in check(signed) if finding.code == "children"]


def test_own_is_what_lower_offices_come_to_and_what_the_office_adds(tmp_path: Path) -> None:
    template = small(tmp_path, SECTION, FRAME)
    draft = drafted(template, "gifts,,amount,7", "gifts,,amount,8")
    address, own = Address("gifts", "", "amount"), Mark(MarkKind.ADDED, "Quỹ của huyện", Number(5))
    draft.apply(SetCell(address, Cell(Number(20)).marked(own)))
    assert not serious(draft)
    draft.apply(SetCell(address, Cell(Number(21)).marked(own)))
    (finding,) = serious(draft)
    assert "cộng được 15, cộng 5 trực tiếp thực hiện là 20: cao hơn 1." in finding.message
    assert (finding.expected, finding.actual) == (Number(20), Number(21))
