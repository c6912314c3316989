"""A request for data on paper."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from forms.document.request import ROOM, chosen, make
from forms.document.request_document import compose
from forms.narrative.blocks import Paragraph, Text
from forms.report.neighbours import Neighbours
from forms.report.report import Report
from tests.forms.small import filled, small
from tests.forms.spans import FIGURES, FRAME

NOW = datetime(2025, 1, 2, tzinfo=UTC)
SECTION = """
[figure.jobs]
label = "Lao động"
measures.persons = {}
[figure.jobs.breakdown.country]
label = "Nước"
relation = "partition"
open = true
"""


def sentences(report: Report, due: date | None = None) -> list[str]:
    document = compose(make(report, chosen(report, ["A"]), "Sở Nội vụ", NOW.date(), due), NOW)
    paragraphs = (block for block in document.body if isinstance(block, Paragraph))
    return ["".join(part.text for part in one.content if isinstance(part, Text)) for one in paragraphs]


def test_it_says_who_asks_whom_for_what_and_until_when(tmp_path: Path) -> None:
    report = filled(small(tmp_path, SECTION), "jobs,,persons,12")
    asked, numbers, back = sentences(report, date(2025, 2, 1))
    assert asked == (
        "Để lập báo cáo thử, Xã Đăk Blà đề nghị Sở Nội vụ cung cấp số liệu mục A: Mục thử, theo biểu tại "
        "phụ lục kèm theo."
    )
    assert numbers.startswith("Số liệu năm 2024, tính đến hết ngày 31/12/2024.")
    assert "gửi lại chậm nhất ngày 01/02/2025, kèm" in back
    assert "gửi lại, kèm" in sentences(report)[2]


def test_its_table_has_what_is_there_beside_the_blank_and_room_for_rows(tmp_path: Path) -> None:
    report = filled(small(tmp_path, SECTION), "jobs,,persons,12;jobs,Lào,persons,5")
    document = compose(make(report, chosen(report, ["A"]), "Sở Nội vụ", NOW.date()), NOW)
    (appendix,) = document.appendices
    assert appendix.landscape is None
    assert [[cell.text for cell in row] for row in appendix.table.rows] == [
        ["1", "Lao động", "người", "12", "", ""],
        ["", "Chia ra theo nước:", "", "", "", ""],
        ["", "Lào", "người", "5", "", ""],
        *[["", "…", "người", "", "", ""]] * ROOM,
    ]
    assert document.letterhead.place_and_date.endswith("năm 2025")
    assert not document.letterhead.draft


def test_periods_stand_side_by_side_under_their_names(tmp_path: Path) -> None:
    template = small(tmp_path, FIGURES, frame=FRAME)
    report = filled(template, "land,,households,7", "2024")
    report.neighbours = Neighbours([filled(template, "models,,count,4", "2023")], [])
    request = make(report, chosen(report, ["A"]), "Sở Nội vụ", NOW.date(), all_periods=True)
    (appendix,) = compose(request, NOW).appendices
    assert appendix.landscape
    assert [(head.cell.text, head.column, head.across) for head in appendix.table.over] == [
        ("Năm 2023", 3, 2),
        ("Năm 2024", 5, 2),
    ]
    assert [[cell.text for cell in row][3:7] for row in appendix.table.rows] == [["4", "", "", ""], ["", "", "7", ""]]


def test_it_says_on_which_day_the_numbers_stand(tmp_path: Path) -> None:
    report = filled(small(tmp_path, SECTION), "")
    report.details["as_of"] = "2024-11-15"
    assert sentences(report)[1].startswith("Số liệu năm 2024, tính đến hết ngày 15/11/2024.")


def test_heads_stand_out_and_numbers_are_on_the_right(tmp_path: Path) -> None:
    report = filled(small(tmp_path, SECTION), "jobs,Lào,persons,5")
    (appendix,) = compose(make(report, chosen(report, ["A"]), "Sở Nội vụ", NOW.date()), NOW).appendices
    figure, head, row, *_ = appendix.table.rows
    assert [(line[1].bold, line[1].italic, line[1].indent, line[0].leads) for line in (figure, head, row)] == [
        (True, False, 0, False),
        (False, True, 1, True),
        (False, False, 2, False),
    ]
    assert [cell.align for cell in figure] == ["center", "left", "center", "right", "right", "left"]
    assert appendix.table.over == ()


def test_a_figure_that_follows_from_others_is_a_head_and_no_words_in_italics(tmp_path: Path) -> None:
    share = """
[figure.share]
label = "Tỷ trọng"
measures.rate = {column = "percent", equals = "100 * jobs.persons / jobs.persons"}
"""
    report = filled(small(tmp_path, SECTION + share), "jobs,,persons,12")
    (appendix,) = compose(make(report, chosen(report, ["A"]), "Sở Nội vụ", NOW.date()), NOW).appendices
    number, label, *blank = appendix.table.rows[-1]
    assert (number.text, number.leads, label.text, label.bold, label.italic) == ("2", True, "Tỷ trọng", True, False)
    assert {cell.text for cell in blank} == {""}
