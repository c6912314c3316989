"""What somebody changed in the words of a printed document: paragraph by paragraph, with numbers that stay numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from forms.definitions.legal_document import LegalDocument
from forms.definitions.loading import load
from forms.document.document import printed, spoken
from forms.document.redline import word_changes
from forms.document.redline.lines import Came
from forms.document.redline.rewording import NOTE, words
from forms.document.redline.word_changes import Fate, LineKind, Proposal, take
from forms.narrative import paragraphs
from forms.narrative.blocks import Heading
from forms.report.cells import Address, Mark, MarkKind
from forms.report.changes import SetLegalDocument, SetParagraphs
from forms.report.report import Report
from forms.values.period import parse
from tests.forms.small import filled, put, small
from tests.forms.spans import FIGURES, FRAME
from tools.sentences import filled as stated
from tools.sentences import offices

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
    blocks = (line.block for line in printed(report))
    return [spoken(block) if isinstance(block, Heading) else words(block.content) for block in blocks]


def proposals(report: Report, came: Sequence[str]) -> list[tuple[int | None, Proposal]]:
    """What paragraphs of which no footnote is known would change."""
    return word_changes.proposals(report, [Came(text) for text in came])


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
        "Toàn xã có {jobs.persons} có việc làm{note: Sổ: {jobs.persons}.}[, {gifts.persons} được nhận quà]"
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


def test_a_note_of_what_stands_in_place_of_a_paragraph_stays_with_it(tmp_path: Path) -> None:
    nothing = 'text = "Có {jobs.persons}."\nnil = "Không phát sinh việc làm mới{note: Theo sổ.}."\n'
    section = SECTION[: SECTION.index("[[paragraph]]")] + f"[[paragraph]]\n{nothing}" + '[[paragraph]]\ntext = "Hết."\n'
    report = filled(small(tmp_path, section), "jobs,,persons,0")
    assert texts(report)[1] == f"Không phát sinh việc làm mới{NOTE}."
    assert changed(report, 1, ("mới", "nào")).source == "Không phát sinh việc làm nào{note: Theo sổ.}."


@pytest.mark.parametrize(
    ("text", "shown", "old", "new"),
    [
        ("Toàn xã[ có {jobs.persons} làm việc xa nhà].", "Toàn xã ước có 120", "xa nhà", "gần nhà"),
        ("Toàn xã có {jobs.persons} làm việc.", "Toàn xã ước có 120", "làm việc", "đi làm"),
        ("Toàn xã có {jobs.persons} làm việc.", "Toàn xã ước có 120", "Toàn", "Cả"),
        ("Đã tìm việc cho {jobs.persons} trong năm.", "Ước tìm việc cho 120", "việc", "việc làm"),
        ("Toàn xã: {jobs.persons} làm việc.", "Toàn xã: ước 120", "làm việc", "đi làm"),
    ],
)
def test_an_estimate_says_so_by_itself(report: Report, text: str, shown: str, old: str, new: str) -> None:
    put(report, "jobs,,persons,120,uoc")
    report.apply(SetParagraphs("A", (text, "Hết.")))
    assert texts(report)[WORK].startswith(shown)
    found = changed(report, WORK, (old, new))
    assert (found.source, found.numbers) == (text.replace(old, new), ())
    after(report, [found])
    put(report, "jobs,,persons,121")
    assert "ước" not in texts(report)[WORK].lower()


def test_who_strikes_out_that_it_is_an_estimate_is_told(report: Report) -> None:
    put(report, "jobs,,persons,120,uoc")
    report.apply(SetParagraphs("A", ("Toàn xã có {jobs.persons} làm việc.", "Hết.")))
    (told,) = changed(report, WORK, ("ước có", "có")).numbers
    assert (told.cell, told.printed, told.now) == (JOBS, "ước", "")


@pytest.mark.parametrize(
    ("text", "shown"), [("Toàn xã có {jobs.persons} làm.", "Toàn xã ước có"), ("Có {jobs.persons} làm.", "Ước có")]
)
def test_a_number_that_is_words_now_stays_an_estimate(report: Report, text: str, shown: str) -> None:
    put(report, "jobs,,persons,120,uoc")
    report.apply(SetParagraphs("A", (text, "Hết.")))
    found = changed(report, WORK, ("120", "121"))
    assert found.source == f"{shown} 121 người làm."
    assert [one.now for one in found.numbers] == ["121 người"]


def test_an_optional_part_whose_numbers_are_words_now_is_printed(report: Report) -> None:
    text = "Xã có {jobs.persons} có việc làm[, {gifts.persons} quà[ ({gifts.persons:plan})]]."
    report.apply(SetParagraphs("A", (text, "Hết.")))
    found = changed(report, WORK, ("35 người", "hơn 40 người"))
    assert found.source == "Xã có {jobs.persons} có việc làm, hơn 40 người quà[ ({gifts.persons:plan})]."
    assert after(report, [found])[WORK] == "Xã có 120 người có việc làm, hơn 40 người quà."


def test_a_footnote_of_an_empty_list_stays_away(tmp_path: Path) -> None:
    gifts = SECTION.replace(
        "[[paragraph]]", 'breakdown.who = {label = "Ai", relation = "partition", open = true}\n[[paragraph]]', 1
    )
    gifts = gifts.replace('"{gifts.persons} ấy."', '"Gồm: {each gifts[who:*]: {label} {persons}}."')
    report = filled(small(tmp_path, gifts), "jobs,,persons,120;gifts,,persons,35")
    place = next(at for at, text in enumerate(texts(report)) if text.startswith("Xã có"))
    came = texts(report)
    assert came[place].count(NOTE) == 1
    came[place] = came[place].replace("Xã có", "Toàn xã có")
    found = [one for _, one in proposals(report, came)]
    assert "{note: Gồm: {each" in found[0].source
    assert after(report, found) == came


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


def test_words_in_the_place_of_an_ellipsis_are_the_first_of_their_section(report: Report) -> None:
    report.apply(SetParagraphs("A", ("",)))
    came = texts(report)
    assert came[HEADING:] == ["A. MỤC THỬ", "…", "Xin trân trọng báo cáo."]
    came[WORK] = "Xã đã tổ chức hai lớp học."
    found = [one for _, one in proposals(report, came)]
    assert [(one.fate, one.section, one.place) for one in found] == [(Fate.ADDED, "A", 0)]
    assert after(report, found) == came


@pytest.mark.parametrize(("place", "old", "new"), [(OPENING, "sau đây", "dưới đây"), (CLOSING, "Xin", "Xin được")])
def test_the_first_and_the_last_paragraph_change_too(report: Report, place: int, old: str, new: str) -> None:
    assert after(report, [changed(report, place, (old, new))])[place].count(new) == 1
    came = texts(report)
    came.insert(0, "BÁO CÁO")
    came[place + 1] += " Thêm nữa."
    assert [one.fate for _, one in proposals(report, came)] == [Fate.CHANGED]


def test_what_is_new_at_either_end_is_told_where_the_ends_are_known(report: Report) -> None:
    came = ["| ỦY BAN |", "BÁO CÁO", "Câu đầu tiên.", *texts(report), "Câu cuối cùng.", "| Nơi nhận: |", "Phụ lục"]
    assert proposals(report, came) == []
    found = word_changes.proposals(report, [Came(text) for text in came], ["BÁO CÁO"], ["| Nơi nhận: |"])
    assert [(one.section, one.place, one.new) for _, one in found] == [
        ("opening", 0, "Câu đầu tiên."),
        ("closing", 1, "Câu cuối cùng."),
    ]


def test_a_paragraph_that_was_moved_keeps_its_numbers(report: Report) -> None:
    came = texts(report)
    came.insert(OPENING + 1, came.pop(PRESENTS))
    found = [one for _, one in proposals(report, came)]
    assert [(one.fate, one.source) for one in found] == [
        (Fate.ADDED, "Riêng quà trao tận tay: {gifts.persons}."),
        (Fate.REMOVED, ""),
    ]
    assert after(report, found) == came


def test_two_paragraphs_that_were_joined_keep_their_numbers(report: Report) -> None:
    came = texts(report)
    came[WORK:CLOSING] = [came[WORK] + " " + came[PRESENTS]]
    found = [one for _, one in proposals(report, came)]
    assert [one.fate for one in found] == [Fate.CHANGED, Fate.JOINED]
    assert found[0].source == f"{SOURCE} Riêng quà trao tận tay: {{gifts.persons}}."
    assert after(report, found) == came


def test_a_number_that_went_into_a_paragraph_of_its_own_is_not_told_as_gone(report: Report) -> None:
    came = texts(report)
    came[WORK : WORK + 1] = [f"Xã có 120 người có việc làm{NOTE}.", f"Đã có 35 người nhận quà{NOTE}."]
    found = [one for _, one in proposals(report, came)]
    assert [(one.fate, one.numbers) for one in found] == [(Fate.CHANGED, ()), (Fate.ADDED, ())]
    assert "{gifts.persons} nhận quà" in found[1].source
    came[WORK + 1] = "Đã có nhiều quà."
    found = [one for _, one in proposals(report, came)]
    assert [number.cell for one in found for number in one.numbers] == [GIFTS]


def test_a_footnote_that_went_is_shown_as_it_was(report: Report) -> None:
    came = [Came(text) for text in texts(report)]
    for text, notes, gone in (
        (f"Xã có 120 người có việc làm, 35 người nhận quà{NOTE}.", ("35 người ấy.",), ["Sổ: 120 người."]),
        ("Xã có 120 người có việc làm, 35 người nhận quà.", (), ["Sổ: 120 người.", "35 người ấy."]),
    ):
        came[WORK] = Came(text, notes)
        ((_, found),) = word_changes.proposals(report, came)
        assert [note for note in ("Sổ: 120 người.", "35 người ấy.") if f"(chú thích: {note})" in found.old] == gone
        assert "chú thích" not in found.new


def test_a_number_of_a_footnote_is_told_and_its_words_are_taken(report: Report) -> None:
    came = [Came(text) for text in texts(report)]
    came[WORK] = Came(came[WORK].text, ("Sổ năm nay: 121 người.", "35 người ấy.", "Ghi thêm."))
    ((_, found),) = word_changes.proposals(report, came)
    assert [(one.cell, one.printed, one.now) for one in found.numbers] == [(JOBS, "120\u00a0người", "121 người")]
    assert found.new.endswith("(chú thích: Sổ năm nay: 121 người.) (chú thích: Ghi thêm.)")
    assert found.source == SOURCE.replace("Sổ: {jobs.persons}", "Sổ năm nay: 121 người")
    came[WORK] = Came(came[WORK].text + f" Hết{NOTE}.", ("Sổ: 120 người.", "35 người ấy.", "Ghi thêm."))
    ((_, found),) = word_changes.proposals(report, came)
    assert (found.source, found.numbers) == (SOURCE + " Hết{note: Ghi thêm.}.", ())


def test_a_table_that_was_pasted_is_read_row_by_row(report: Report) -> None:
    report.apply(SetParagraphs("A", ("Có {jobs.persons}:", "|Thôn|Số hộ|", "| Một |  |", "Hết.")))
    rows = ["| Thôn | Số hộ |", "| Một | |"]
    came = texts(report)
    came[WORK + 1 : WORK + 3] = rows
    assert proposals(report, came) == []
    came[WORK + 2] = "| Một | 5 |"
    ((_, found),) = proposals(report, came)
    assert (found.fate, found.place, found.source) == (Fate.CHANGED, 2, "| Một | 5 |")


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


def test_a_heading_that_changed_or_went_is_told_and_changes_nothing(report: Report) -> None:
    before = texts(report)
    came = [*before]
    came[HEADING] = "A. MỤC THỬ MỚI"
    ((at, found),) = proposals(report, came)
    assert (at, found.fate, found.kind, found.section) == (HEADING, Fate.CHANGED, LineKind.HEADING, "A")
    assert (found.old, found.new, found.told_alone) == ("A. MỤC THỬ", "A. MỤC THỬ MỚI", True)
    came[HEADING] = "Hoàn toàn là chữ khác"  # in its place
    assert [one.kind for _, one in proposals(report, came)] == [LineKind.HEADING]
    del came[HEADING]
    ((at, gone),) = proposals(report, came)
    assert (at, gone.fate, gone.kind) == (None, Fate.REMOVED, LineKind.HEADING)
    assert after(report, [found, gone]) == before


def test_what_is_printed_around_the_body_is_told_and_changes_nothing(report: Report) -> None:
    body = texts(report)
    page = ["| ỦY BAN |", "Kết quả công tác năm 2024", *body, "| Nơi nhận: |", "Phụ lục", "SỐ LIỆU"]
    head, foot = word_changes.around(report, page)
    assert [*head, *body, *foot] == page
    for place, new in ((0, "| SỞ |"), (1, "Kết quả công tác cả năm"), (1, "Báo cáo"), (-3, "| Ai đó |"), (-1, "Bảng")):
        came = [Came(text) for text in page]
        came[place] = Came(new)
        ((at, found),) = word_changes.proposals(report, came, head, foot)
        assert (at, found.fate, found.kind) == (place % len(page), Fate.CHANGED, LineKind.FORM)
        assert (found.old, found.new) == (page[place], new)
        assert after(report, [found]) == body
    came = [Came(text) for text in page if text != "Phụ lục"]
    ((_, gone),) = word_changes.proposals(report, came, head, foot)
    assert (gone.fate, gone.kind, gone.old) == (Fate.REMOVED, LineKind.FORM, "Phụ lục")
    came = [Came(text) for text in [*page[:-1], "Dòng mới toanh.", page[-1]]]
    ((_, new_line),) = word_changes.proposals(report, came, head, foot)
    assert (new_line.fate, new_line.kind) == (Fate.ADDED, LineKind.FORM)


def test_a_paragraph_under_another_heading_is_told_in_both_sections() -> None:
    template = load("nq42")
    report = stated(template, offices(template)["tinh"][0], parse("2024"), "up")
    came = texts(report)
    heading = came.index("b) Thị trường lao động, việc làm")
    came[heading - 1 : heading + 1] = [came[heading], came[heading - 1]]
    found = [one for _, one in proposals(report, came)]
    assert [(one.fate, one.kind, one.section, one.numbers) for one in found] == [
        (Fate.REMOVED, LineKind.PARAGRAPH, "II.2.a", ()),
        (Fate.ADDED, LineKind.PARAGRAPH, "II.2.b", ()),
    ]
    assert "{training_ntp.persons}" in found[1].source
    assert after(report, found) == came


def test_a_heading_elsewhere_is_no_paragraph() -> None:
    template = load("nq42")
    report = stated(template, offices(template)["tinh"][0], parse("2024"), "up")
    came = texts(report)
    came.insert(came.index("a) Giáo dục"), came.pop(came.index("b) Y tế")))
    found = [one for _, one in proposals(report, came)]
    assert {one.kind for one in found if one.new.startswith("b)") or one.old.startswith("b)")} == {LineKind.HEADING}


def test_a_number_of_a_period_beside_is_told_by_its_cell_and_period(tmp_path: Path) -> None:
    template = small(tmp_path, FIGURES, FRAME)
    before, report = (filled(template, f"models,,count,{count}", f"{year}") for count, year in ((12, 2023), (15, 2024)))
    report.neighbours.add(before)
    report.apply(SetParagraphs("A", ("Số mô hình: {each period: {period} là {models.count}} ở xã.", "Hết.")))
    place = texts(report).index("Số mô hình: năm 2023 là 12 mô hình; năm 2024 là 15 mô hình ở xã.")
    models = Address("models", "", "count")
    found = changed(report, place, ("12 mô", "13 mô"), ("là 15", "có 15"))
    assert [(one.period, one.cell, one.printed, one.now) for one in found.numbers] == [
        (before.period, models, "12\u00a0mô\u00a0hình", "13 mô hình")
    ]
    assert found.source == "Số mô hình: năm 2023 là 13 mô hình; năm 2024 có {models.count} ở xã."
    found = changed(report, place, ("15 mô", "16 mô"))
    assert [(one.period, one.cell, one.now) for one in found.numbers] == [(None, models, "16 mô hình")]
    assert changed(report, place, ("ở xã", "tại xã")).source == (
        "Số mô hình: {each period: {period} là {models.count}} tại xã."
    )


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
