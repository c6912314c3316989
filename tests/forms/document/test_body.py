"""The body of the document: opening, headings, sections and closing, word by word on a small template."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from forms.checks.findings import Finding
from forms.definitions.legal_document import LegalDocument
from forms.definitions.loading import load
from forms.definitions.rules import Severity
from forms.document import letterhead, revisions
from forms.document.document import blanks, compose, doubts, printed, spoken, unfinished
from forms.narrative.blocks import Heading, Note, Paragraph, Table, Text
from forms.report import archive, details
from forms.report.cells import Address
from forms.report.changes import UNSENT, Issue, SetDetail, SetIssue, SetLegalDocument, SetParagraphs
from forms.report.report import Report
from forms.values.period import parse
from tests.forms.small import APPENDICES, FRAME, PARAMS, SECTION, filled, put, small

EDITED = datetime(2024, 12, 1, tzinfo=UTC)
BODY = """
[figure.jobs]
label = "Việc làm"
measures.persons = {}
[figure.gifts]
label = "Quà tặng"
measures.persons = {}
[[paragraph]]
text = "Có {jobs.persons} có việc làm và {gifts.persons} nhận quà{note:why}."
nil = "Không phát sinh."
notes.why = "Sổ: {jobs.persons}."
[[paragraph]]
missing = "drop"
text = "Riêng quà: {gifts.persons}."
"""


@pytest.fixture
def full(tmp_path: Path) -> Report:
    return filled(small(tmp_path, BODY), "jobs,,persons,7;gifts,,persons,5")


def body(report: Report) -> list[str]:
    return [
        f"{block.level} {block.number} {block.title}" if isinstance(block, Heading) else "".join(map(drawn, content))
        for block in compose(report, EDITED).body
        for content in [block.content if isinstance(block, Paragraph) else ()]
    ]


def drawn(part: Text | Note) -> str:
    if isinstance(part, Note):
        return f"({''.join(map(drawn, part.content))})"
    return f"/{part.text}/" if part.italic else part.text


@pytest.mark.parametrize(
    ("change", "printed"),
    [
        ("", ["Có 07 người có việc làm và 05 người nhận quà(Sổ: 07 người.).", "Riêng quà: 05 người."]),
        ("gifts,,persons,,xoa", ["Có 07 người có việc làm và … người nhận quà(Sổ: 07 người.)."]),
        ("jobs,,persons,,xoa", ["Có … người có việc làm và 05 người nhận quà.", "Riêng quà: 05 người."]),
        ("jobs,,persons,0;gifts,,persons,0", ["Không phát sinh.", "Trong năm không phát sinh: quà tặng."]),
        ("jobs,,persons,0", ["Có 0 người có việc làm và 05 người nhận quà.", "Riêng quà: 05 người."]),
        ("jobs,,persons,0;gifts,,persons,,xoa", ["Có 0 người có việc làm và … người nhận quà."]),
        ("jobs,,persons,,xoa;gifts,,persons,,xoa", ["Có … người có việc làm và … người nhận quà."]),
    ],
)
def test_what_a_section_says_of_its_numbers(full: Report, change: str, printed: list[str]) -> None:
    put(full, change)
    assert [text.replace("\u00a0", " ") for text in body(full)] == ["1 A Mục thử", *printed, "…"]


def test_the_parts_stand_in_their_order(full: Report) -> None:
    full.apply(SetParagraphs("opening", ("Căn cứ Luật A.", "", "Căn cứ Luật B ;", "Kính báo cáo.")))
    full.apply(SetParagraphs("A", ("", "Một.", "Hai.")))
    full.apply(SetParagraphs("closing", ("Xin hết.",)))
    assert body(full) == [
        "/Căn cứ Luật A//;/",
        "/Căn cứ Luật B//./",
        "Kính báo cáo.",
        "1 A Mục thử",
        "Một.",
        "Hai.",
        "Xin hết.",
    ]


def test_a_section_without_words_waits_for_them(full: Report) -> None:
    full.apply(SetParagraphs("A", ("",)))
    full.apply(SetParagraphs("closing", ("Xin hết.",)))
    assert body(full) == ["1 A Mục thử", "…", "Xin hết."]
    assert blanks(compose(full, EDITED)) == 1


def test_a_reissue_says_so_before_all_sections(full: Report) -> None:
    full.apply(SetParagraphs("opening", ("Kính báo cáo.",)))
    full.apply(revisions.finalise(full, "Y Hà", EDITED))
    full.apply(revisions.reopen(full, "Sai", "Y Hà", EDITED))
    put(full, "jobs,,persons,8")
    assert body(full)[:3] == ["Kính báo cáo.", "Thay báo cáo trước, xem Phụ lục\u00a0II.", "1 A Mục thử"]
    put(full, "jobs,,persons,,xoa;gifts,,persons,,xoa")
    full.apply(revisions.finalise(full, "Y Hà", EDITED))
    assert body(full)[1] == "Thay báo cáo trước, xem phụ lục kèm theo."  # it is the only one


def test_a_reissue_of_the_same_numbers_says_what_it_replaces_and_why(full: Report) -> None:
    full.apply(revisions.finalise(full, "Y Hà", EDITED))
    assert not any("thay thế" in line for line in body(full))
    full.apply(SetIssue(1, Issue("7", date(2025, 3, 5))))
    full.apply(revisions.reopen(full, "Sai chức vụ người ký.", "Y Hà", EDITED))
    assert (
        f"Báo cáo này thay thế {details.replaced(full)}; số liệu không thay đổi. "
        "Lý do thay thế: sai chức vụ người ký." in body(full)
    )
    assert details.replaced(full).startswith("Báo cáo số 07/")
    full.apply(revisions.finalise(full, "Y Hà", EDITED))
    full.apply(revisions.reopen(full, UNSENT, "Y Hà", EDITED))
    assert any("Lý do thay thế: sai chức vụ người ký." in line for line in body(full))


def sections(folder: Path, **texts: str) -> Report:
    """An empty report of these sections, each called by its code."""
    place = folder / "small"
    place.mkdir()
    names = ", ".join(f'"{name}"' for name in texts)
    frame = FRAME.replace("[outline]", '[outline]\n"II" = "Kết quả"').replace('"section"', names)
    (place / "template.toml").write_text(frame, encoding="utf-8")
    (place / "params.toml").write_text(PARAMS, encoding="utf-8")
    (place / "appendices.toml").write_text(APPENDICES, encoding="utf-8")
    for name, text in texts.items():
        code, _, more = text.partition("\n")
        section = SECTION.replace('"A"', f'"{code}"').replace("Mục thử", code)
        (place / f"{name}.toml").write_text(section + more, encoding="utf-8")
    return filled(load("small", folder), "")


def test_sections_of_one_number_stand_under_one_heading(tmp_path: Path) -> None:
    figure = '\n[figure.{0}]\nlabel = "{0}"\nmeasures.persons = {{}}\n'
    words = '\n[[paragraph]]\ntext = "{0}"\n'
    report = sections(
        tmp_path,
        one="B.7\nnumber = 'II.1'" + words.format("Một."),
        other="C\nnumber = 'II.1'" + figure.format("jobs") + words.format("Hai."),
        shown="PL.2" + figure.format("poor"),
    )
    assert body(report)[-5:] == ["1 II Kết quả", "2 1 B.7", "Một.", "Hai.", *body(report)[-1:]]
    assert compose(report, EDITED).appendices == ()  # none without a number
    put(report, "jobs,,persons,7;poor,,persons,5")
    titles = [item.title for item in compose(report, EDITED).appendices]
    assert titles == ["II.1 C", "PL.2 PL.2"]
    report.apply(SetParagraphs("PL.2", ("Ba.",)))
    assert "2 2 PL.2" in body(report)


def test_headings_of_a_part_stand_once(tmp_path: Path) -> None:
    report = sections(tmp_path, one="II.1", other="II.2.b")
    assert [block for block in compose(report, EDITED).body if isinstance(block, Heading)] == [
        Heading(1, "II", "Kết quả"),
        Heading(2, "1", "II.1"),
        Heading(3, "b", "II.2.b"),
    ]


def test_what_is_unfinished_is_said_in_sentences(full: Report) -> None:
    full.apply(SetParagraphs("closing", ("Xin hết.",)))
    assert unfinished(full, EDITED) == []
    assert doubts(full) == ()
    put(full, "gifts,,persons,,xoa")
    full.apply(SetDetail("signer", "…"))
    full.apply(SetLegalDocument("vb1", LegalDocument("Kế hoạch", "15/KH", "31/02/2024", "Ủy ban")))
    full.apply(SetParagraphs("closing", ("Xin {x.persons}.",)))
    blank, name, *others = unfinished(full, EDITED)
    assert blank == "Lời văn còn 2 đoạn chưa có số liệu hoặc chưa viết (in “…”)."
    assert name == 'Chưa ghi "Họ tên người ký" (in “…”); ghi trong Báo cáo › Cài đặt.'
    assert [doubt.where for doubt in doubts(full)] == ["vb1", "closing"]
    assert others == [f"{doubt.message} {doubt.instruction}" for doubt in doubts(full)]


def test_the_document_says_whose_it_is_and_when(full: Report) -> None:
    document = compose(full, EDITED)
    assert (document.kind, document.subject) == ("BÁO CÁO", "Thử")
    assert (document.author, document.edited) == ("Xã Đăk Blà", EDITED)
    assert document.recipients == ("Lưu: VT",)
    full.apply(SetDetail("recipients", "Như trên\n\nLưu: VT"))
    assert compose(full, EDITED).recipients == ("Như trên", "Lưu: VT")
    assert document.letterhead.number == f"Số:{6 * chr(160)}/BC"
    assert document.letterhead.place_and_date.replace("\u00a0", "_") == "Xã Đăk Blà, ngày______tháng______năm 2024"
    full.apply(SetDetail("as_of", "2025-01-05"))
    assert compose(full, EDITED).letterhead.place_and_date.endswith("năm 2025")
    full.apply(SetDetail("request", "Công văn số 15/ĐTTr"))
    assert compose(full, EDITED).letterhead.place_and_date.endswith("năm" + 6 * "\u00a0")
    full.apply(SetDetail("request", "Công văn số 15/ĐTTr ngày 03/11/2026 của Thanh tra tỉnh"))
    assert compose(full, EDITED).letterhead.place_and_date.endswith("năm 2026")


def test_a_dropped_paragraph_cites_nothing_and_ends_nothing(full: Report, tmp_path: Path) -> None:
    plan = '[legal.vb1]\nkind = "Kế hoạch"\nnumber = "15/KH"\nissued = "05/3/2024"\nissuer = "Ủy ban"\n'
    dropping = BODY.replace("Riêng quà:", "Theo {legal:vb1}, riêng quà:")
    dropping += '[[paragraph]]\ntext = "Có {jobs.persons} theo {legal:vb1}."\n'
    full.template = small(tmp_path, dropping, plan)
    put(full, "gifts,,persons,,xoa")
    assert [text.replace("\u00a0", " ") for text in body(full)][2] == (
        "Có 07 người theo Kế hoạch số 15/KH ngày 05 tháng 3 năm 2024 của Ủy ban."
    )


def test_a_ground_may_end_in_a_note(full: Report) -> None:
    full.apply(SetParagraphs("opening", ("Căn cứ Luật Việc làm{note: Kèm theo.}", "Kính báo cáo.")))
    assert body(full)[:2] == ["/Căn cứ Luật Việc làm/(Kèm theo.)/./", "Kính báo cáo."]


def test_a_heading_bears_the_number_of_its_own_level(sample: Report) -> None:
    found = [block for block in compose(sample, EDITED).body if isinstance(block, Heading)]
    assert {(heading.level, heading.number) for heading in found} >= {(1, "I"), (1, "II"), (2, "1"), (2, "2")}
    for heading in found:
        assert heading.number == (heading.number.upper() if heading.level == 1 else heading.number.lower())


def test_a_pasted_table_is_a_table_and_faces_are_kept(sample: Report) -> None:
    sample.apply(SetParagraphs("III", ("Có {b: rất {i: nhiều}} hộ.", "| Xã | Số hộ |", "| Đăk Blà | 12 |", "Hết.")))
    body = compose(sample, EDITED).body
    place = next(place for place, block in enumerate(body) if isinstance(block, Table))
    table, before = body[place], body[place - 1]
    assert isinstance(table, Table)
    assert [cell.text for cell in (*table.head, *table.rows[0])] == ["Xã", "Số hộ", "Đăk Blà", "12"]
    assert [cell.align for cell in table.rows[0]] == ["left", "right"]
    assert isinstance(before, Paragraph)
    faces = [(part.text, part.bold, part.italic) for part in before.content if isinstance(part, Text)]
    assert faces == [("Có ", False, False), ("rất ", True, False), ("nhiều", True, True), (" hộ.", False, False)]


def test_a_sentence_stands_on_the_cut_off_day_of_its_figure(sample: Report) -> None:
    sample.apply(SetDetail("as_of:cashless_bts", "2024-11-15"))
    words = [
        "".join(part.text for part in block.content if isinstance(part, Text))
        for block in compose(sample, EDITED).body
        if isinstance(block, Paragraph)
    ]
    assert any(text.startswith("Tính đến ngày 15 tháng 11 năm 2024, đã chi trả trợ cấp không dùng") for text in words)
    assert any(text.startswith("Tính đến ngày 31 tháng 12 năm 2024, tỉnh Kon Tum có") for text in words)


def test_the_office_adds_grounds_and_names_the_letter_that_asks(full: Report) -> None:
    full.apply(SetParagraphs("opening", ("Căn cứ Luật A.", "Kính báo cáo.")))
    full.apply(SetDetail("grounds", "Căn cứ Luật B;\nLuật C."))
    full.apply(SetDetail("request", "Công văn số 5"))
    assert body(full)[:5] == [
        "/Căn cứ Luật B//;/",
        "/Căn cứ Luật C//;/",
        "/Căn cứ Luật A//./",
        "Báo cáo được lập theo Công văn số 5.",
        "Kính báo cáo.",
    ]
    assert lines(full)[1:6] == [
        ("/Căn cứ Luật C//;/", "opening", -1, False),
        ("/Căn cứ Luật A//./", "opening", 0, True),
        ("Báo cáo được lập theo Công văn số 5.", "opening", 0, False),
        ("Kính báo cáo.", "opening", 1, True),
        ("A. MỤC THỬ", "A", -1, False),
    ]


def lines(report: Report) -> list[tuple[str, str, int, bool]]:
    """What is printed, of which section and at which place, and whether an officer edits it."""
    found = []
    for line in printed(report):
        words = spoken(line.block) if isinstance(line.block, Heading) else "".join(map(drawn, line.block.content))
        found.append((words, line.section, line.place, line.edited))
    return found


def test_what_is_printed_is_told_with_its_place_among_all_paragraphs(full: Report) -> None:
    full.apply(SetParagraphs("A", ("", "Một.", "Hai.")))
    full.apply(SetParagraphs("closing", ("Xin hết.",)))
    full.apply(SetDetail("as_of:A", "2024-11-15"))
    assert lines(full) == [
        ("A. MỤC THỬ", "A", -1, False),
        ("Một.", "A", 1, True),
        ("Hai.", "A", 2, True),
        ("/Số liệu của mục này tính đến ngày 15/11/2024./", "A", 2, False),
        ("Xin hết.", "closing", 0, True),
    ]


def test_a_lower_heading_ends_in_a_bracket(tmp_path: Path) -> None:
    report = sections(tmp_path, one="II.1", other="II.2.b")
    heads = [words for words, section, *_ in lines(report) if section.startswith("II") and words != "…"]
    assert heads == ["II. KẾT QUẢ", "1. II.1", "b) II.2.b"]


def test_numbers_of_another_day_say_so_beneath_their_section(full: Report) -> None:
    full.apply(SetParagraphs("A", ("Một.",)))
    full.apply(SetDetail("as_of:A", "2024-11-15"))
    assert body(full)[1:3] == ["Một.", "/Số liệu của mục này tính đến ngày 15/11/2024./"]
    full.apply(SetDetail("as_of:gifts", "2024-10-31"))
    assert body(full)[2].strip("/") == (
        "Số liệu của mục này tính đến ngày 15/11/2024. Số liệu về quà tặng tính đến ngày 31/10/2024."
    )


def test_two_letters_are_no_table_and_a_stroke_alone_is_none(full: Report) -> None:
    full.apply(SetParagraphs("A", ("||", "|b|c", "|a|", "b|c|")))
    found = compose(full, EDITED).body
    assert [type(block) for block in found[1:]] == [Paragraph, Paragraph, Table, Paragraph, Paragraph]


def test_what_the_subject_holds_together_is_period_and_documents(full: Report) -> None:
    plan = LegalDocument("Kế hoạch", "15/KH", "05/3/2024", "Ủy ban")
    full.apply(SetLegalDocument("vb1", plan))
    full.apply(SetLegalDocument("vb2", LegalDocument("Kế hoạch", "", "05/3/2024", "Ủy ban")))
    assert compose(full, EDITED).held == ("năm 2024", "Kế hoạch số 15/KH")


def test_an_office_may_want_no_code_beneath(full: Report) -> None:
    assert compose(full, EDITED, code="AB-12").fingerprint == "AB-12"
    assert compose(full, EDITED).fingerprint == archive.fingerprint(full)
    full.apply(SetDetail("data_code", "không"))
    assert compose(full, EDITED, code="AB-12").fingerprint == ""


def test_the_year_of_a_document_is_never_before_that_of_the_issue_which_it_replaces(full: Report) -> None:
    full.apply(SetIssue(1, Issue("7", date(2026, 3, 5))))
    assert letterhead.head(full).place_and_date.endswith("năm 2026")
    full.apply(SetDetail("as_of", "2027-01-05"))
    assert letterhead.head(full).place_and_date.endswith("năm 2027")
    assert letterhead.head(full, 2030).place_and_date.endswith("năm 2030")


@pytest.mark.parametrize("severity", [Severity.ERROR, Severity.WARNING])
@pytest.mark.parametrize("period", ["2024", "2023", None])
def test_only_open_errors_of_this_period_are_doubted(full: Report, severity: Severity, period: str | None) -> None:
    cell = Address("jobs", "", "persons")
    finding = Finding("x", "x", severity, (cell,), "Sai", "", period=parse(period) if period else None)
    doubted = severity is Severity.ERROR and period != "2023"
    assert compose(full, EDITED, findings=[finding]).doubted == (frozenset({cell}) if doubted else frozenset())


PROVINCE = FRAME[FRAME.index("[office.xa]") :].replace("xa", "tinh").replace("xã", "tỉnh")


@pytest.mark.parametrize("levels", [[""], ['levels = ["xa"]\n'], ['levels = ["tinh"]\n', 'levels = ["xa"]\n']])
def test_words_of_a_section_stand_though_its_figures_have_ended(tmp_path: Path, levels: list[str]) -> None:
    figures = "".join(
        f'\n[figure.jobs{place}]\nlabel = "Việc làm"\nuntil = 2020-12-31\n{level}measures.persons = {{}}\n'
        for place, level in enumerate(levels)
    )
    report = filled(small(tmp_path, figures + '[[paragraph]]\ntext = "Một."\n', PROVINCE), "")
    assert body(report)[:2] == ["1 A Mục thử", "Một."]


def test_a_section_of_offices_of_another_level_is_left_out(tmp_path: Path) -> None:
    figure = '\n[figure.jobs]\nlabel = "Việc làm"\nlevels = ["tinh"]\nmeasures.persons = {}\n'
    report = filled(small(tmp_path, figure + '[[paragraph]]\ntext = "Một."\n', PROVINCE), "")
    assert body(report) == ["…"]  # the closing
    put(report, "jobs,,persons,1")
    assert body(report)[:2] == ["1 A Mục thử", "Một."]
