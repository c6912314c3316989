"""The official document: head, order of its parts, appendices, re-issue, periods."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from forms.checks.checker import accept, check
from forms.definitions.legal_document import LegalDocument
from forms.definitions.loading import load
from forms.definitions.rules import Severity
from forms.definitions.tables import Lines
from forms.document import letterhead, revisions
from forms.document.document import blanks, compose
from forms.errors import KnownError
from forms.narrative.blocks import Document, Heading, Note, Paragraph, Text
from forms.offices.units import Unit
from forms.report import changes, details
from forms.report.cells import Address, Cell, State
from forms.report.changes import OpenRow, Pin, SetCell, SetDetail, SetLegalDocument, SetNote, SetParagraphs, SetRow
from forms.report.report import Report
from forms.values.numbers import Number
from forms.values.period import Period
from forms.values.style import roman
from tests.conftest import Filler, empty_report

EDITED = datetime(2024, 12, 1, tzinfo=UTC)
ALPHABET = "abcdđeghiklmnopqrstuvxy"  # as the decree counts: without ă, â, ê, ô, ơ, ư
JOBS = Address("jobs_created", "", "persons")


def words_of(document: Document) -> str:
    """Every word of the body, footnotes where they are cited."""
    return "\n".join(
        block.title
        if isinstance(block, Heading)
        else "".join(_words(part) for part in block.content)
        if isinstance(block, Paragraph)
        else ""
        for block in document.body
    )


def _words(part: Text | Note) -> str:
    return part.text if isinstance(part, Text) else "".join(text.text for text in part.content)


def title_of(report: Report, lines: Lines) -> str:
    table = report.template.table(lines)
    assert table is not None
    return table.title


def titles(document: Document) -> list[str]:
    return [f"{appendix.number} {appendix.title}" for appendix in document.appendices]


def test_headings_stand_in_the_order_of_the_alphabet(sample: Report) -> None:
    headings = [block for block in compose(sample, EDITED).body if isinstance(block, Heading)]
    assert [block.number for block in headings if block.level == 1] == ["I", "II", "III", "IV", "V"]
    for level, order in ((2, "123456789"), (3, ALPHABET)):
        runs: list[list[int]] = []
        for block in headings:
            if block.level == level:
                place = order.index(block.number)
                if runs and place == runs[-1][-1] + 1:
                    runs[-1].append(place)
                else:
                    runs.append([place])
        assert all(run[0] == 0 or (level == 3 and run[0] == order.index("đ")) for run in runs)


def test_a_draft_says_so_until_it_is_final(sample: Report) -> None:
    assert compose(sample, EDITED).letterhead.draft
    sample.apply(revisions.finalise(sample, "Y Hà", EDITED))
    assert not compose(sample, EDITED).letterhead.draft


@pytest.mark.parametrize("level", ["xa", "huyen", "tinh", "so-nganh"])
def test_every_level_has_a_whole_frame(level: str) -> None:
    document = compose(Report(load("nq42"), Unit("Xã Đăk Blà", level), Period(2024)), EDITED)
    assert document.letterhead.agency
    assert document.addressee
    assert document.signature.lines
    assert document.recipients[-1].startswith("Lưu: VT")


def test_what_the_office_says_goes_before_the_defaults(sample: Report) -> None:
    for key, value in (
        ("superior", "Ủy ban nhân dân tỉnh"),
        ("agency", "Sở Nội vụ"),
        ("place", "Măng Đen"),
        ("number_symbol", "BC-SNV"),
        ("addressee", "Bộ Nội vụ\nỦy ban nhân dân tỉnh"),
        ("title", "KT. Giám đốc\nPhó Giám đốc"),
        ("authority", "TUQ. Chủ tịch"),
        ("signer", "Y Hà"),
        ("recipients", "Như trên\nLưu: VT, BTXH"),
        ("as_of", "2025-01-05"),
    ):
        sample.apply(SetDetail(key, value))
    document = compose(sample, EDITED)
    head = document.letterhead
    assert (head.superior, head.agency) == ("ỦY BAN NHÂN DÂN TỈNH", ("SỞ NỘI VỤ",))
    assert head.number.endswith("/BC-SNV")
    assert head.place_and_date.startswith("Măng Đen, ngày")
    assert head.place_and_date.endswith("năm 2025")
    assert document.signature.lines == ("TUQ. CHỦ TỊCH", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    assert document.signature.name == "Y Hà"
    assert document.addressee.splitlines() == ["Bộ Nội vụ", "Ủy ban nhân dân tỉnh"]
    assert "(số liệu tính đến ngày 05 tháng 01 năm 2025)" in words_of(document)


@pytest.mark.parametrize(
    ("authority", "title", "lines"),
    [
        ("", "", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("", "Q. Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH")),
        ("", "KT. Chủ tịch\nPhó Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("TL. Chủ tịch", "Chánh Văn phòng", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        ("TUQ. Chủ tịch", "Giám đốc Sở Nội vụ", ("TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ")),
    ],
)
def test_who_signs_by_whose_authority(sample: Report, authority: str, title: str, lines: tuple[str, ...]) -> None:
    for key, value in (("authority", authority), ("title", title)):
        if (change := details.change(sample, key, value)) is not None:
            sample.apply(change)
    assert compose(sample, EDITED).signature.lines == lines


def test_blank_paragraphs_are_counted_until_they_are_written(sample: Report) -> None:
    assert blanks(compose(sample, EDITED)) < blanks(compose(empty_report(), EDITED))
    for section in (*sample.template.sections, "opening", "closing"):
        sample.apply(SetParagraphs(section, ("Đã viết.",)))
    assert blanks(compose(sample, EDITED)) == 0


def test_grounds_are_italic_and_end_as_the_decree_says(sample: Report) -> None:
    grounds = [block for block in compose(sample, EDITED).body[:2] if isinstance(block, Paragraph)]
    ends = ["".join(_words(part) for part in block.content)[-1] for block in grounds]
    assert ends == [";", "."]
    assert all(part.italic for block in grounds for part in block.content if isinstance(part, Text))


def test_documents_and_accepted_findings_are_appendices(sample: Report) -> None:
    figures = len(titles(compose(sample, EDITED)))
    lower = LegalDocument("Kế hoạch", "15/KH-UBND", "05/3/2024", "Ủy ban nhân dân huyện Đăk Hà")
    sample.apply(SetLegalDocument("vb1", lower))
    finding = next(found for found in check(sample) if found.acceptable)
    sample.apply(accept(sample, finding, "Cách làm tròn của cấp trên", "Y Hà", EDITED))
    document = compose(sample, EDITED)
    assert titles(document)[figures:] == [
        f"{roman(figures + 1)} {title_of(sample, Lines.DOCUMENTS)}",
        f"{roman(figures + 2)} {title_of(sample, Lines.EXPLANATIONS)}",
    ]
    (row,) = document.appendices[-1].table.rows
    assert [cell.text for cell in row][1:] == [
        finding.message,
        "Cách làm tròn của cấp trên",
        "Y Hà, 01/12/2024",
    ]


def test_notes_to_cells_print_on_request(sample: Report) -> None:
    before = titles(compose(sample, EDITED))
    sample.apply(SetNote(Address("jobs_created", "", "persons"), "Biên bản ngày 12/11/2024"))
    sample.apply(SetNote(Address("ncc_monthly", "", "persons"), "Danh sách chi trả tháng 12"))
    assert titles(compose(sample, EDITED)) == before
    sample.apply(SetDetail("cell_notes", "có"))
    document = compose(sample, EDITED)
    title = f"{roman(len(before) + 1)} {title_of(sample, Lines.NOTES)}"
    assert [item.partition(" ")[2] for item in titles(document)] == [
        *(one.strip() for one in before),
        title[3:].strip(),
    ]
    rows = [[cell.text for cell in row] for row in document.appendices[-1].table.rows]
    assert rows == [
        [
            "1",
            "II.1",
            "Người có công và thân nhân hưởng trợ cấp hằng tháng - số người",
            "người",
            "4.764",
            "Danh sách chi trả tháng 12",
        ],
        [
            "2",
            "II.2.b",
            "Lao động được giải quyết việc làm - số người",
            "lao động",
            "7.568",
            "Biên bản ngày 12/11/2024",
        ],
    ]


def test_sections_with_a_number_stand_beneath_each_other_unless_they_are_wanted_apart(sample: Report) -> None:
    sections = [
        section
        for section in sample.template.sections.values()
        if any(address.figure in section.figures for address in sample.cells)
    ]
    (figures,) = compose(sample, EDITED).appendices
    heads = [(row[0].text, row[1].text) for row in figures.table.rows if row[0].bold and row[0].leads]
    assert heads == [(section.number, section.title) for section in sections]
    assert {cell.text for row in figures.table.rows if row[0].bold for cell in row[2:]} == {""}
    sample.details["apart"] = "có"
    assert [item.section for item in compose(sample, EDITED).appendices] == [section.code for section in sections]


def test_a_report_made_from_copies_changed_by_hand_says_so_once(sample: Report) -> None:
    assert "sửa tay" not in words_of(compose(sample, EDITED))
    sample.sources = {"a": Pin("1", 1, f"{changes.EDITED}; 2 số"), "b": Pin("2", 1)}
    said = words_of(compose(sample, EDITED)).splitlines()
    assert said.count("Số liệu tổng hợp có 01 báo cáo của cấp dưới đã sửa tay sau khi kết xuất.") == 1


def test_a_first_issue_has_no_table_of_corrections(sample: Report) -> None:
    sample.apply(revisions.finalise(sample, "Y Hà", EDITED))
    assert not any(title_of(sample, Lines.CORRECTIONS) in title for title in titles(compose(sample, EDITED)))


def test_a_reissue_says_what_was_reported_what_is_now_and_why(sample: Report, put: Filler) -> None:
    sample.apply(revisions.finalise(sample, "Y Hà", EDITED))
    sample.apply(revisions.reopen(sample, "Nghĩa trang báo thiếu", "Y Hà", EDITED))
    put("martyr_remains,,count,21;martyr_remains,Huyện Kon Plông,count,,khong_phat_sinh;ncc_gifts,commune,count,,xoa")
    for _ in ("still open", "issued again"):
        document = compose(sample, EDITED)
        table = document.appendices[-1].table
        assert [[cell.text for cell in row[1:]] for row in table.rows] == [
            [
                "Quà tặng người có công dịp lễ, Tết - Quà của cấp xã - số lượng",
                "suất",
                "4.363",
                "",
                "",
                "Nghĩa trang báo thiếu",
            ],
            ["Hài cốt liệt sĩ tiếp nhận và an táng", "hài cốt", "20", "21", "+1", "Nghĩa trang báo thiếu"],
            [
                "Hài cốt liệt sĩ tiếp nhận và an táng - Huyện Kon Plông",
                "hài cốt",
                "1",
                "không phát sinh",
                "-1",
                "Nghĩa trang báo thiếu",
            ],
        ]
        assert f"Phụ lục\u00a0{document.appendices[-1].number}." in words_of(document)
        if not document.letterhead.draft:
            break
        sample.apply(revisions.finalise(sample, "Y Hà", EDITED))
    assert [revision.reason for revision in sample.revisions] == ["", "Nghĩa trang báo thiếu"]


def test_only_what_a_cell_says_is_corrected(sample: Report) -> None:
    sample.apply(revisions.finalise(sample, "Y Hà", EDITED))
    sample.apply(revisions.reopen(sample, "Cộng lại theo xã", "Y Hà", EDITED))
    issued = sample.cells[JOBS]
    sample.apply(SetCell(JOBS, replace(issued, working="7000+568")))
    assert revisions.corrections(sample) == ()
    sample.apply(SetCell(JOBS, replace(issued, state=State.ESTIMATE)))
    (correction,) = revisions.corrections(sample)
    assert (correction.reported, correction.corrected, correction.difference) == ("7.568", "7.568 (ước)", "0")


def test_the_state_changes_only_forward_and_with_a_reason(sample: Report) -> None:
    with pytest.raises(KnownError, match="chưa chốt"):
        revisions.reopen(sample, "Sai", "Y Hà", EDITED)
    sample.apply(revisions.finalise(sample, "Y Hà", EDITED))
    with pytest.raises(KnownError, match="đã chốt"):
        revisions.finalise(sample, "Y Hà", EDITED)
    with pytest.raises(KnownError, match="lý do"):
        revisions.reopen(sample, "  ", "Y Hà", EDITED)


def at(year: int, part: str, value: int) -> Report:
    report = empty_report(year)
    report.details["apart"] = "có"
    report.period = Period(year, part)
    report.apply(SetCell(JOBS, Cell(Number(value))))
    report.apply(SetCell(JOBS._replace(measure="plan"), Cell(Number(6500))))
    return report


def columns(report: Report) -> tuple[list[str], list[str]]:
    """The heads of the appendix of work, and the line of its first figure."""
    table = next(item for item in compose(report, EDITED).appendices if "việc làm" in item.title).table
    return [cell.text for cell in table.head[3:]], [cell.text for cell in table.rows[0][3:]]


def test_the_columns_of_nine_months() -> None:
    report = at(2024, "9T", 5200)
    for other in (at(2023, "9T", 5000), at(2024, "6T", 3100), at(2024, "UTH", 7000)):
        report.neighbours.add(other)
    report.apply(SetDetail("as_of", "2024-09-15"))
    heads, line = columns(report)
    assert heads == [
        "Kế hoạch năm 2024",
        "Thực hiện 6 tháng đầu năm 2024",
        "Lũy kế 9 tháng đầu năm 2024 (đến 15/9/2024)",
        "Ước thực hiện năm 2024",
        "% kế hoạch",
        "Cùng kỳ năm 2023",
        "Tăng/giảm (%)",
    ]
    assert line == ["6.500", "3.100", "5.200", "7.000", "80", "5.000", "4,0"]


def test_columns_without_data_are_left_out() -> None:
    heads, line = columns(at(2024, "6T", 3100))
    assert heads == ["Kế hoạch năm 2024", "Thực hiện 6 tháng đầu năm 2024", "% kế hoạch"]
    assert line == ["6.500", "3.100", "47,7"]


def test_the_estimate_of_a_year_speaks_of_the_year() -> None:
    report = at(2024, "UTH", 7000)
    report.neighbours.add(at(2023, "", 6000))
    assert columns(report)[0] == [
        "Kế hoạch năm 2024",
        "Ước thực hiện năm 2024",
        "% kế hoạch",
        "Năm 2023",
        "Tăng/giảm (%)",
    ]
    document = compose(report, EDITED)
    assert document.subject.startswith("Ước kết quả thực hiện chính sách xã hội năm 2024")
    said = words_of(document).replace("\u00a0", " ")
    assert said.count("áo cáo ước kết quả thực hiện") == 2  # as it begins and as it ends
    assert "áo cáo kết quả" not in said
    assert "tăng 1.000\u00a0lao\u00a0động so với năm 2023" in words_of(document)


def test_errors_of_a_draft_alone_are_doubted(sample: Report) -> None:
    findings = check(sample)
    errors = {cell for one in findings if one.severity is Severity.ERROR for cell in one.cells}
    assert errors
    assert compose(sample, EDITED, findings=findings).doubted == errors
    sample.apply(revisions.finalise(sample, "Y Hà", EDITED))
    assert not compose(sample, EDITED, findings=findings).doubted


def test_a_long_list_stands_in_the_appendix_and_the_office_says_from_how_many_rows(sample: Report) -> None:
    told = "theo hợp đồng là 269\u00a0lao\u00a0động (chi tiết tại phụ lục kèm theo)."
    assert told in words_of(compose(sample, EDITED))
    sample.details["apart"] = "có"
    document = compose(sample, EDITED)
    number = next(one.number for one in document.appendices if one.section == "II.2.b")
    assert f"(chi tiết tại Phụ lục\u00a0{number})" in words_of(document)
    for wanted, place in (("từ 12 dòng", False), ("không", False), ("từ 5 dòng", True)):
        sample.details["long_list"] = wanted
        assert ("chi tiết tại" in words_of(compose(sample, EDITED))) == place


@pytest.mark.parametrize(("rows", "limit", "apart"), [(7, "", False), (8, "", True), (7, "từ 5 dòng", True)])
def test_a_list_goes_to_the_appendix_from_eight_rows_on(sample: Report, rows: int, limit: str, *, apart: bool) -> None:
    sample.apply(SetDetail("long_list", limit))
    there = [row for row in sample.all_rows(sample.template.figures["ncc_housing"]) if row]
    for number in range(len(there), rows):
        sample.apply(SetRow(OpenRow("ncc_housing", f"donor:#{number + 50}", f"Công ty {number}", number + 50)))
        sample.cells[Address("ncc_housing", f"donor:#{number + 50}", "amount")] = Cell(Number(50))
    told = words_of(compose(sample, EDITED))
    said = next(line for line in told.splitlines() if line.startswith("Đã hỗ trợ nhà ở cho"))
    assert said.endswith("(chi tiết tại phụ lục kèm theo).") == apart


def test_pasted_lists_keep_neither_their_dashes_nor_their_stops(sample: Report) -> None:
    sample.details["addressee"] = "- Ban Thường vụ Tỉnh ủy;\n– Thường trực Hội đồng nhân dân tỉnh ;\n•\n+ Bộ Nội vụ."
    sample.details["recipients"] = "- Như trên;\n* Sở Nội vụ (b/c);\n- Lưu: VT."
    document = compose(sample, EDITED)
    to = ["Ban Thường vụ Tỉnh ủy", "Thường trực Hội đồng nhân dân tỉnh", "Bộ Nội vụ"]
    assert document.addressee.splitlines() == to
    assert document.recipients == ("Như trên", "Sở Nội vụ (b/c)", "Lưu: VT")
    said = f"kính báo cáo {to[0]}, {to[1]} và {to[2]} xem xét, chỉ đạo"
    assert said in words_of(document).replace("\N{NO-BREAK SPACE}", " ")


def test_who_drafted_keeps_a_copy_beside_the_registry(sample: Report) -> None:
    sample.details["drafter"] = "KGVX"
    assert letterhead.recipients(sample)[-1] == "Lưu: VT, KGVX"
    sample.details["recipients"] = "Như trên\nLưu: VT, P1"
    assert letterhead.recipients(sample)[-1] == "Lưu: VT, P1"
