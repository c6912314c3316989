"""What somebody changed in the words of a printed document: paragraph by paragraph, with numbers that stay numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from forms.definitions.legal_document import LegalDocument
from forms.document.document import printed
from forms.document.word_changes import NOTE, Fate, Proposal, proposals, take
from forms.narrative import paragraphs
from forms.narrative.blocks import Text
from forms.report.cells import Address, Mark, MarkKind
from forms.report.changes import SetLegalDocument, SetParagraphs
from forms.report.report import Report
from tests.forms.small import filled, put, small

SECTION = """
[figure.jobs]
label = "Việc làm"
measures.persons = {}
[figure.gifts]
label = "Quà tặng"
measures.persons = {}
[[paragraph]]
text = "Xã có {jobs.persons} có việc làm{note:why}[, {gifts.persons} nhận quà]{note:where}."
notes.why = "Sổ: {jobs.persons}."
notes.where = "{gifts.persons} ấy."
[[paragraph]]
text = "Riêng quà trao tận tay: {gifts.persons}."
"""
SOURCE = (
    "Xã có {jobs.persons} có việc làm{note: Sổ: {jobs.persons}.}"
    "[, {gifts.persons} nhận quà]{note: {gifts.persons} ấy.}."
)
"""The first paragraph in the language."""
JOBS, GIFTS = (Address(figure, "", "persons") for figure in ("jobs", "gifts"))
PLAN = LegalDocument("Kế hoạch", "15/KH", "05/3/2024", "Ủy ban")
OPENING, HEADING, WORK, PRESENTS, CLOSING = range(5)


@pytest.fixture
def report(tmp_path: Path) -> Report:
    report = filled(small(tmp_path, SECTION), "jobs,,persons,120;gifts,,persons,35")
    report.apply(SetParagraphs("opening", ("Kính gửi cấp trên nội dung sau đây.",)))
    report.apply(SetParagraphs("closing", ("Xin trân trọng báo cáo.",)))
    return report


def texts(report: Report) -> list[str]:
    """The paragraphs as a file has them."""
    lines = ("".join(part.text if isinstance(part, Text) else NOTE for part in parts) for *_, parts in printed(report))
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def after(report: Report, found: Sequence[Proposal]) -> list[str]:
    """The paragraphs once proposals were taken."""
    for change in take(report, found):
        report.apply(change)
    return texts(report)


def changed(report: Report, place: int, *words: tuple[str, str]) -> Proposal:
    """The one proposal where words of a paragraph were changed."""
    came = texts(report)
    for old, new in words:
        assert old in came[place]
        came[place] = came[place].replace(old, new, 1)
    ((at, found),) = proposals(report, came)
    assert (at, found.fate) == (place, Fate.CHANGED)
    return found


def test_what_stands_as_printed_is_no_proposal(report: Report) -> None:
    came = texts(report)
    assert proposals(report, came) == []
    came[PRESENTS] += "/."  # how an official text ends
    assert proposals(report, came) == []
    assert proposals(report, ["Nơi nhận:", *came, "CHỦ TỊCH"]) == []  # head and foot are no paragraphs of a section
    assert proposals(report, ["Một tệp khác hẳn."]) == []
    assert changed(report, PRESENTS, ("trao tận", "traotận")).new.startswith("Riêng quà traotận tay")


def test_words_change_around_numbers_that_stay_with_their_cells(report: Report) -> None:
    found = changed(report, WORK, ("Xã có", "Toàn xã có"), ("nhận quà", "được nhận quà"))
    assert (found.section, found.place, found.numbers) == ("A", 0, ())
    assert (found.old, found.new) == (
        "Xã có 120 người có việc làm, 35 người nhận quà.",
        "Toàn xã có 120 người có việc làm, 35 người được nhận quà.",
    )
    assert found.source == (
        "Toàn xã có {jobs.persons} có việc làm{note: Sổ: {jobs.persons}.}, {gifts.persons} được nhận quà"
        "{note: {gifts.persons} ấy.}."
    )
    after(report, [found])
    put(report, "jobs,,persons,121")
    assert texts(report)[WORK] == f"Toàn xã có 121 người có việc làm{NOTE}, 35 người được nhận quà{NOTE}."


def test_a_group_that_stands_stays_optional(report: Report) -> None:
    found = changed(report, WORK, ("Xã có", "Toàn xã có"))
    assert found.source.startswith("Toàn xã có {jobs.persons} có việc làm{note: Sổ: {jobs.persons}.}[, {gifts.persons}")
    after(report, [found])
    put(report, "gifts,,persons,,xoa")
    assert texts(report)[WORK] == f"Toàn xã có 120 người có việc làm{NOTE}{NOTE}."


@pytest.mark.parametrize(
    ("place", "old", "new", "told", "source"),
    [
        (PRESENTS, "35 người", "36 người", (GIFTS, "36 người"), "Riêng quà trao tận tay: 36 người."),
        (PRESENTS, "35 người", "hơn 35", (GIFTS, "hơn 35"), "Riêng quà trao tận tay: hơn 35."),
        (
            PRESENTS,
            "35 người",
            "35 lượt người",
            (GIFTS, "35 lượt người"),
            "Riêng quà trao tận tay: 35 lượt người.",
        ),
        (PRESENTS, ": 35 người", "", (GIFTS, ""), "Riêng quà trao tận tay."),
        (
            *(WORK, "120 người", "1.120 người", (JOBS, "1.120 người")),
            SOURCE.replace("{jobs.persons} có", "1.120 người có"),
        ),
    ],
)
def test_a_changed_number_is_told_and_changes_no_cell(
    report: Report, place: int, old: str, new: str, told: tuple[Address, str], source: str
) -> None:
    cells = dict(report.cells)
    found = changed(report, place, (old, new))
    assert [(one.cell, one.now) for one in found.numbers] == [told]
    assert found.numbers[0].printed == {JOBS: "120\u00a0người", GIFTS: "35\u00a0người"}[told[0]]
    assert found.source == source
    after(report, [found])
    assert report.cells == cells


@pytest.mark.parametrize(
    ("text", "old", "new", "now"),
    [
        ("{jobs.persons} có việc làm.", "120 người", "Hơn 121 người", "Hơn 121 người"),
        ("Có việc làm: {jobs.persons}", "120 người", "121 người", "121 người"),
        ("Có {jobs.persons}; còn lại thì không.", "120 người;", "121 hộ và", "121 hộ và"),
        ("Có {jobs.persons}; còn lại thì không.", "120 người;", " 121 hộ ;", "121 hộ"),
    ],
)
def test_a_number_is_told_with_the_words_that_took_its_place(
    report: Report, text: str, old: str, new: str, now: str
) -> None:
    report.apply(SetParagraphs("A", (text, "Hết.")))
    found = changed(report, WORK, (old, new))
    assert [one.now for one in found.numbers] == [now]
    assert found.source == found.new


@pytest.mark.parametrize("gifts", ["35", ",xoa"])
@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("[{gifts.persons} nhận quà, ]{jobs.persons} có việc.", "có việc", "có việc làm"),
        ("Có {jobs.persons:bare}[, {gifts.persons:number} quà{note: Ai: {gifts.persons}.}]{note: Sổ.}.", "Có", "Đã có"),
        ("Có {b: {jobs.persons} làm}[, {gifts.persons} quà] trong năm.", "trong năm", "cả năm"),
    ],
)
def test_what_was_not_touched_is_as_it_was_printed_or_not(
    report: Report, text: str, old: str, new: str, gifts: str
) -> None:
    report.apply(SetParagraphs("A", (text, "Hết.")))
    put(report, f"gifts,,persons,{gifts}")
    found = changed(report, WORK, (old, new))
    assert (found.source, found.numbers) == (text.replace(old, new), ())


def test_what_is_not_printed_now_stays_behind_what_it_stood_behind(report: Report) -> None:
    report.apply(SetParagraphs("A", ("Có {jobs.persons}[, {gifts.persons} quà] trong năm vừa qua ở thôn.", "Hết.")))
    put(report, "gifts,,persons,,xoa")
    found = changed(report, WORK, ("người trong", "người ấy trong"))
    assert found.source == "Có {jobs.persons}[, {gifts.persons} quà] ấy trong năm vừa qua ở thôn."


def test_a_note_that_was_struck_out_is_gone_and_the_other_is_itself(report: Report) -> None:
    found = changed(report, WORK, (f"việc làm{NOTE}", "việc làm"))
    assert found.source == "Xã có {jobs.persons} có việc làm[, {gifts.persons} nhận quà]{note: {gifts.persons} ấy.}."
    assert NOTE not in found.new


def test_a_note_that_the_program_adds_to_a_number_is_none_of_the_words(report: Report) -> None:
    preliminary = (Mark(MarkKind.PRELIMINARY, "sơ bộ"),)
    report.cells[JOBS] = replace(report.cells[JOBS], marks=preliminary)
    report.apply(SetParagraphs("A", ("Có {jobs.persons} có việc{note: Sổ.}.", "Hết.")))
    assert texts(report)[WORK] == f"Có 120 người{NOTE} có việc{NOTE}."
    assert changed(report, WORK, ("120", "121")).source == "Có 121 người có việc{note: Sổ.}."
    assert changed(report, WORK, ("Có", "Đã có")).source == "Đã có {jobs.persons} có việc{note: Sổ.}."


def test_a_note_of_what_stands_in_place_of_a_paragraph_is_not_kept(tmp_path: Path) -> None:
    nothing = 'text = "Có {jobs.persons}."\nnil = "Không phát sinh việc làm mới{note: Theo sổ.}."\n'
    section = SECTION[: SECTION.index("[[paragraph]]")] + f"[[paragraph]]\n{nothing}" + '[[paragraph]]\ntext = "Hết."\n'
    report = filled(small(tmp_path, section), "jobs,,persons,0")
    assert texts(report)[1] == f"Không phát sinh việc làm mới{NOTE}."
    assert changed(report, 1, ("mới", "nào")).source == "Không phát sinh việc làm nào."


def test_a_number_that_its_cell_prints_otherwise_there_is_words(report: Report) -> None:
    put(report, "jobs,,persons,120,uoc")
    report.apply(SetParagraphs("A", ("Toàn xã[ có {jobs.persons} làm việc xa nhà].", "Hết.")))
    assert texts(report)[WORK] == "Toàn xã ước có 120 người làm việc xa nhà."
    assert changed(report, WORK, ("xa nhà", "gần nhà")).source == "Toàn xã ước có 120 người làm việc gần nhà."


def test_the_same_number_many_times_stays_with_its_cell(report: Report) -> None:
    many = " ".join(["{jobs.persons}"] * 30)
    report.apply(SetParagraphs("A", (f"Đầu {many} một {many} hai {many} cuối.", "Hết.")))
    found = changed(report, WORK, ("một", "mốt"), ("hai", "hay"))
    assert (found.source, found.numbers) == (f"Đầu {many} mốt {many} hay {many} cuối.", ())


def test_signs_of_the_language_are_words_where_somebody_typed_them(report: Report) -> None:
    found = changed(report, PRESENTS, ("tận tay", "tận tay {b: [nhà]}"))
    assert after(report, [found])[PRESENTS] == "Riêng quà trao tận tay {b: [nhà]}: 35 người."


@pytest.mark.parametrize("place", [WORK, PRESENTS, CLOSING])
def test_paragraphs_come_where_they_were_put(report: Report, place: int) -> None:
    came = texts(report)
    came[place:place] = ["Đoạn mới toanh.", "  ", f"Thêm câu khác{NOTE}."]
    found = proposals(report, came)
    assert [(at, one.fate, one.old, one.new, one.source) for at, one in found] == [
        (at, Fate.ADDED, "", text, text) for at, text in ((place, "Đoạn mới toanh."), (place + 2, "Thêm câu khác."))
    ]
    assert {(one.section, one.place) for _, one in found} == {("A", place - WORK)}
    came[place : place + 3] = [one.source for _, one in found]
    assert after(report, [one for _, one in found]) == came


def test_a_paragraph_between_headings_has_no_section(report: Report) -> None:
    report.apply(SetParagraphs("A", ("",)))
    report.apply(SetParagraphs("closing", ("",)))
    came = texts(report)
    assert came[HEADING] == "A. MỤC THỬ"
    assert proposals(report, [*came, "Mới."]) == []


def test_paragraphs_go_and_others_come_in_one_file(report: Report) -> None:
    came = texts(report)
    came[WORK:CLOSING] = ["Đoạn mới toanh.", "Riêng quà trao đến tận tay: 35 người.", "Thêm câu khác."]
    found = [one for _, one in proposals(report, came)]
    assert [(one.fate, one.place) for one in found] == [
        (Fate.REMOVED, 0),
        (Fate.ADDED, 1),
        (Fate.CHANGED, 1),
        (Fate.ADDED, 2),
    ]
    assert found[0].new == ""
    assert found[0].old == "Xã có 120 người có việc làm, 35 người nhận quà."
    for taken in (found, found[::-1]):
        (change,) = take(report, taken)
        assert change.texts == (came[WORK], "Riêng quà trao đến tận tay: {gifts.persons}.", came[WORK + 2])
    (change,) = take(report, found[:1])
    assert change.texts == ("Riêng quà trao tận tay: {gifts.persons}.",)


def test_a_changed_heading_is_no_paragraph(report: Report) -> None:
    came = texts(report)
    came[HEADING] = "A. MỤC THỬ MỚI"
    assert proposals(report, came) == []
    del came[HEADING]
    assert proposals(report, came) == []


def test_sections_are_changed_one_by_one(report: Report) -> None:
    report.apply(SetParagraphs("opening", ("Kính gửi cấp trên nội dung sau đây.", "Câu hai của phần mở đầu.")))
    came = texts(report)
    came[1], came[3] = "Câu hai của cả phần mở đầu.", came[3].replace("Xã có", "Toàn xã có")
    found = [one for _, one in proposals(report, came)]
    assert [change.section for change in take(report, found)] == ["opening", "A"]
    assert after(report, found) == came
    assert list(take(report, found)) == []  # they are taken
    assert list(take(report, [])) == []


def test_a_document_cited_before_is_cited_again(report: Report) -> None:
    report.apply(SetLegalDocument("vb1", PLAN))
    report.apply(SetParagraphs("A", ("Theo {legal:vb1}, có {jobs.persons}.", "Cũng theo {legal:vb1}, có quà.")))
    found = changed(report, PRESENTS, ("có quà", "đã có quà"))
    assert found.source == "Cũng theo {legal:vb1}, đã có quà."
    assert changed(report, PRESENTS, ("có quà.", "đã có quà./.")).new.endswith("đã có quà.")
    assert changed(report, WORK, (", có", ", nay có")).source == "Theo {legal:vb1}, nay có {jobs.persons}."


def test_words_that_cannot_be_read_are_words(report: Report) -> None:
    report.apply(SetParagraphs("A", ("Có {jobs.persons có việc làm.", "Hết.")))
    found = changed(report, WORK, ("Có", "Đã có"))
    assert paragraphs.problem(report, found.source) == ""
    assert after(report, [found])[WORK] == "Đã có {jobs.persons có việc làm."
