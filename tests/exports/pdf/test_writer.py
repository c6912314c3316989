"""What the PDF promises: notes under their marks, nothing overlapping, the decree's layout."""

from __future__ import annotations

import dataclasses
import re
import time
import unicodedata
from collections import Counter
from datetime import UTC, datetime
from itertools import combinations, groupby, pairwise
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings
from pypdf.generic import StreamObject

from exports.payload import Cargo
from exports.pdf import writer
from exports.typesetting import layout, wording
from forms.errors import KnownError
from forms.narrative.blocks import (
    Appendix,
    Document,
    Head,
    Heading,
    Note,
    Paragraph,
    SignatureBlock,
    Table,
    TableCell,
    Text,
)
from forms.report.cells import Address
from tests.exports.documents import (
    LETTERHEAD,
    digests_elsewhere,
    document,
    documents,
    monsters,
    note,
    sample,
    table,
    words,
)
from tests.exports.reading import ASCENT, DESCENT, Glyph, Mark, Page, marks, pages, squeezed

OVERHANG = 1.5  # the horn of a slanted Ở reaches beyond its width
RANDOM = settings(max_examples=15)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "báo cáo.pdf"


def _segments(page: Page) -> list[list[Glyph]]:
    """Glyphs that follow each other on one level in one size."""
    segments: list[list[Glyph]] = []
    for _, run in groupby(page.glyphs, key=lambda glyph: (round(glyph.base, 1), round(glyph.size, 1))):
        segment: list[Glyph] = []
        for glyph in run:
            # A jump is a new cell or column, not a gap between words.
            if segment and not -3 < glyph.left - segment[-1].right < 40:
                segments.append(segment)
                segment = []
            segment.append(glyph)
        segments.append(segment)
    return segments


def _assert_no_overlap(page: Page) -> None:
    boxes = [
        (
            min(glyph.left for glyph in run),
            run[0].base - DESCENT * run[0].size,
            max(glyph.right for glyph in run),
            run[0].base + ASCENT * run[0].size,
            "".join(glyph.text for glyph in run),
        )
        for run in _segments(page)
    ]
    for one, two in combinations(boxes, 2):
        across = min(one[2], two[2]) - max(one[0], two[0])
        upright = min(one[3], two[3]) - max(one[1], two[1])
        assert across < OVERHANG or upright < 0.6, (one, two)


def _assert_within_margins(page: Page, *, number: int, last: bool) -> None:
    for glyph in page.glyphs:
        if page.inside(glyph):
            assert glyph.left > layout.MARGIN_LEFT - 2, glyph
            assert glyph.right < page.width - layout.MARGIN_RIGHT + 2, glyph
            assert glyph.base + ASCENT * glyph.size < page.height - layout.MARGIN_TOP + 1, glyph
            assert glyph.base - DESCENT * glyph.size > layout.MARGIN_BOTTOM - 1, glyph
    assert page.head == ("" if number == 1 else str(number))
    assert page.foot == ("Mãdữliệu:K7QF-2M9X" if last else "")


def _assert_mark_sticks(page: Page, mark: Mark, number: int) -> None:
    """A mark prints its number and touches the word, or the comma, before it."""
    inside = [
        place
        for place, glyph in enumerate(page.glyphs)
        if mark.left - 0.5 < glyph.left and glyph.right < mark.right + 0.5 and mark.bottom < glyph.base < mark.top
    ]
    assert "".join(page.glyphs[place].text for place in inside) == str(number)
    first, before = page.glyphs[inside[0]], page.glyphs[inside[0] - 1]
    assert abs(before.right - first.left) < OVERHANG, number
    assert first.base - before.base < layout.BODY.size * layout.MARK_RISE + 0.1, number


@RANDOM
@given(documents())
def test_every_note_starts_on_the_page_of_its_mark(path: Path, doc: Document) -> None:
    writer.write(doc, path)
    read, found = pages(path), marks(path)
    content = [item for block in doc.body if isinstance(block, Paragraph) for item in block.content]
    names = [squeezed(item.content[0].text) for item in content if isinstance(item, Note)]
    assert len(found) == len(names)
    for number, (mark, name) in enumerate(zip(found, names, strict=True), start=1):
        assert [place for place, page in enumerate(read) if name in page.notes] == [mark.page], name
        _assert_mark_sticks(read[mark.page], mark, number)
        assert mark.target_page == mark.page
        assert mark.target_top < mark.bottom
    assert re.findall(r"\{\d+\}", "".join(page.notes for page in read)) == names


@RANDOM
@given(documents())
def test_nothing_overlaps_or_leaves_the_margins(path: Path, doc: Document) -> None:
    writer.write(doc, path)
    read = pages(path)
    number = 0
    starts = _section_starts(read)
    for place, page in enumerate(read):
        number = 1 if place in starts else number + 1
        _assert_no_overlap(page)
        _assert_within_margins(page, number=number, last=place == len(read) - 1)
    assert len(starts) == 1 + len(doc.appendices)


def _section_starts(read: list[Page]) -> list[int]:
    return [place for place, page in enumerate(read) if place == 0 or page.body.startswith("PhụlụcI")]


@settings(RANDOM, max_examples=10)
@given(monsters())
def test_monsters_are_printed_whole_and_within_the_margins(path: Path, doc: Document) -> None:
    writer.write(doc, path)
    read = pages(path)
    starts = _section_starts(read)
    number = 0
    for place, page in enumerate(read):
        number = 1 if place in starts else number + 1
        _assert_within_margins(page, number=number, last=place == len(read) - 1)
    printed = Counter("".join(page.body + page.notes for page in read))
    blocks = (*doc.body, *(appendix.table for appendix in doc.appendices))
    cells = [cell for block in blocks if isinstance(block, Table) for row in block.rows for cell in row]
    wanted = Counter(squeezed("".join(cell.text for cell in cells)))
    for block in doc.body:
        if isinstance(block, Paragraph):
            wanted.update(squeezed("".join(text for text in wording.texts(block.content))))
    assert wanted <= printed


def test_a_long_note_runs_on_and_the_next_note_waits(path: Path) -> None:
    first = Paragraph((Text(words(20)), note("1", 900), Text(".")))
    second = Paragraph((Text(words(20)), note("2", 5), Text(".")))
    writer.write(document(first, second, *[Paragraph((Text(words(60)),))] * 9), path)
    read = pages(path)
    begins = [place for place, page in enumerate(read) if "{1}" in page.notes]
    ends = [place for place, page in enumerate(read) if "{/1}" in page.notes]
    assert (begins, ends) == ([0], [1])
    assert [mark.page for mark in marks(path)] == [0, 1]


def test_two_endless_notes_on_one_line_are_printed_in_order(path: Path) -> None:
    content = (Text("Một"), note("1", 1500), Text(" hai"), note("2", 1500), Text("."))
    writer.write(document(Paragraph(content)), path)
    notes = "".join(page.notes for page in pages(path))
    names = re.findall(r"\{/?\d\}", notes)
    assert names == ["{1}", "{/1}", "{2}", "{/2}"]


def test_a_mark_stays_with_a_word_that_is_longer_than_a_line(path: Path) -> None:
    lengths = range(30, 130)
    body = [Paragraph((Text("m" * length), note(str(length), 1), Text(" a"))) for length in lengths]
    writer.write(document(*body), path)
    read, found = pages(path), marks(path)
    assert len(found) == len(lengths)
    for number, mark in enumerate(found, start=1):
        _assert_mark_sticks(read[mark.page], mark, number)


def test_a_long_list_of_recipients_runs_on(path: Path) -> None:
    names = [f"Sở số {number}" for number in range(150)]
    writer.write(document(recipients=tuple(names)), path)
    body = "".join(page.body for page in pages(path))
    assert re.findall(r"Sởsố(\d+)[;.]", body) == [str(number) for number in range(150)]
    assert "Sởsố149." in body


def test_a_heading_stays_with_its_text(path: Path) -> None:
    for lines in range(20, 40):
        filler = [Paragraph((Text("x"),))] * lines
        writer.write(document(*filler, Heading(1, "I", "tên mục"), Paragraph((Text(words(80)),))), path)
        page = next(page for page in pages(path) if "TÊNMỤC" in page.body)
        assert page.body.partition("TÊNMỤC")[2].startswith("Côngtácgiảmnghèo")


SHORT = Paragraph((Text("dòng"),))
ENDINGS = {
    "lines": (Paragraph((Text("dòng " * 60),)),),
    "a line": (SHORT,),
    "table": (table((0.5, 0.5), 3, "dòng"),),
    "table and a line": (table((0.5, 0.5), 3, "dòng"), SHORT),
}


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS)
@pytest.mark.parametrize("sides", [1, 2])
def test_the_signature_keeps_lines_of_the_text(path: Path, ending: tuple[Paragraph | Table, ...], sides: int) -> None:
    beside = SignatureBlock(("BÊN GIAO",), "Y Lan") if sides == 2 else None
    for lines in range(16, 30):
        writer.write(dataclasses.replace(document(*[SHORT] * lines, *ending), beside=beside), path)
        page = next(page for page in pages(path) if "NguyễnVănA" in page.body)
        before, found, after = page.body.partition("./.")
        assert found
        assert before.count("dòng") >= (2 if isinstance(ending[0], Table) else layout.CLOSING_LINES), lines
        assert "Nơinhận:-Nhưtrên;" in after
        assert sides == 1 or "YLan" in after


def test_a_total_never_stands_alone(path: Path) -> None:
    for rows in range(18, 34):
        writer.write(document(table((0.5, 0.5), rows, "dòng")), path)
        for page in pages(path):
            assert page.body.count("dòng") != 1, rows


def test_the_note_of_a_table_never_stands_alone(path: Path) -> None:
    tables = [dataclasses.replace(table((0.5, 0.5), rows, "dòng"), note="Ghi chú.") for rows in range(27, 36)]
    writer.write(document(appendices=tuple(Appendix("I", "Thử", one, landscape=False) for one in tables)), path)
    noted = [page.body for page in pages(path) if "Ghichú." in page.body]
    assert len(noted) == len(tables)
    assert all("dòng" in body for body in noted)


def test_a_table_begins_where_the_text_ends(path: Path) -> None:
    begun = []
    for lines in range(12, 22):
        filler = [Paragraph((Text("x"),))] * lines
        writer.write(document(*filler, Heading(2, "1", "tên"), table((0.5, 0.5), 12, "dòng")), path)
        begun.append(pages(path)[0].body.count("dòng"))
    assert begun[0] > 6
    assert begun[-1] == 0
    assert all(0 <= before - after <= 2 for before, after in pairwise(begun))  # no page is left half empty before it


def test_a_row_that_leads_never_ends_a_page(path: Path) -> None:
    for rows in range(20, 34):
        plain, leading = (TableCell("dòng"),), (TableCell("Chia ra", leads=True),)
        body = (plain,) * rows + (leading, plain, leading, leading, plain) * 6
        writer.write(document(Table((1,), (TableCell("¤"),), body)), path)
        for page in pages(path):
            assert not page.body.endswith("Chiara"), rows
    writer.write(document(Table((1,), (TableCell("¤"),), (leading,) * 90)), path)
    assert sum(page.body.count("Chiara") for page in pages(path)) == 90


def test_the_head_of_a_table_repeats(path: Path) -> None:
    writer.write(document(table((0.5, 0.5), 90, "dòng")), path)
    tables = [page.body for page in pages(path) if "dòng" in page.body]
    assert len(tables) > 1
    assert all(body.count("¤") == 2 for body in tables)


def test_columns_keep_numbers_whole(path: Path) -> None:
    row = (TableCell("Thành phố Kon Tum"), *[TableCell("12.345.678.901", "right")] * 7)
    grid = Table((0.65, *[0.05] * 7), tuple(TableCell("¤") for _ in row), (row,))
    writer.write(document(grid), path)
    page = pages(path)[0]
    digits = [glyph for glyph in page.glyphs if glyph.text == "9" and page.inside(glyph)]
    assert len(digits) == len(row) - 1
    assert len({glyph.base for glyph in digits}) == 1


def test_appendices_turn_the_paper_and_count_their_pages(path: Path) -> None:
    writer.write(sample(), path)
    read = pages(path)
    wide = [page for page in read if page.width > page.height]
    assert [page.head for page in wide] == ["", "2"]
    assert wide[0].body.startswith("PhụlụcIKẾTQUẢTHEOHUYỆN(KèmtheoBáocáosố/BC-SLĐTBXHngàythángnăm2024)")
    assert read[-1].body.startswith("PhụlụcII")
    assert read[-1].head == ""
    assert read[-1].width < read[-1].height
    body = len(read) - 3
    labels = [*map(str, range(1, body + 1)), "Phụ lục I - 1", "Phụ lục I - 2", "Phụ lục II - 1"]
    assert pypdf.PdfReader(path).page_labels == labels


def test_the_file_says_what_it_is(path: Path) -> None:
    writer.write(sample(), path)
    reader = pypdf.PdfReader(path)
    info = reader.metadata
    assert info is not None
    assert info.title == "Báo cáo: Kết quả thực hiện chính sách xã hội năm 2024"
    assert info.author == "Sở Lao động - Thương binh và Xã hội tỉnh Kon Tum"
    assert info.subject == "Kết quả thực hiện chính sách xã hội năm 2024"
    assert info.creation_date == info.modification_date == datetime(2024, 12, 20, 8, 30, 15, tzinfo=UTC)
    assert str(reader.root_object["/Lang"]) == "vi-VN"


def test_a_strict_reader_finds_nothing_wrong(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    writer.write(sample(), path, Cargo(b"{}", b"{}"))
    reader = pypdf.PdfReader(path, strict=True)
    objects = [reader.get_object(number) for number in range(1, int(str(reader.trailer["/Size"])))]
    for item in objects:
        if isinstance(item, StreamObject):
            item.get_data()
    assert len(objects) > 40
    assert caplog.records == []


def test_headings_and_appendices_are_bookmarks(path: Path) -> None:
    writer.write(sample(), path)
    assert _titles(pypdf.PdfReader(path).outline) == [
        "I. KẾT QUẢ THỰC HIỆN",
        ["1. Lao động, việc làm", ["a) Hỗ trợ vay vốn"]],
        "II. NHIỆM VỤ, GIẢI PHÁP",
        "Phụ lục I. KẾT QUẢ THEO HUYỆN",
        "Phụ lục II. CHỈ TIÊU",
    ]


def _titles(outline: Any) -> list[Any]:  # noqa: ANN401 - pypdf nests lists of lists
    return [_titles(item) if isinstance(item, list) else item.title for item in outline]


def test_every_font_is_embedded(path: Path) -> None:
    writer.write(sample(), path)
    fonts = {
        font.get_object()["/BaseFont"]: "/FontFile2" in font.get_object().get("/FontDescriptor", {})
        for page in pypdf.PdfReader(path).pages
        for font in page["/Resources"].get_object()["/Font"].values()  # type: ignore[index]
    }
    assert len(fonts) >= 3
    assert all(fonts.values()), fonts


def test_one_line_holds_number_and_date(path: Path) -> None:
    writer.write(document(letterhead=dataclasses.replace(LETTERHEAD, superior="", draft=False)), path)
    page = pages(path)[0]
    number = next(glyph for glyph in page.glyphs if glyph.text == "/")
    tokens = [glyph for glyph in page.glyphs if abs(glyph.base - number.base) < 0.1]
    assert "".join(glyph.text for glyph in tokens) == "Số:/BC-SLĐTBXHKonTum,ngàythángnăm2024"
    assert "DỰTHẢO" not in page.body


def test_decomposed_text_prints_as_composed(path: Path) -> None:
    text = "Điều dưỡng người có công"
    written = []
    for form in ("NFC", "NFD"):
        writer.write(document(Paragraph((Text(unicodedata.normalize(form, text)),))), path)
        written.append(path.read_bytes())
    assert written[0] == written[1]


@pytest.mark.parametrize("char", ["😀", "中", "\ue000"])
@pytest.mark.parametrize("place", ["body", "note", "cell", "recipient"])
def test_what_the_fonts_lack_is_replaced_and_told(path: Path, char: str, place: str) -> None:
    text = f"hộ {char} nghèo"
    doc = {
        "body": document(Paragraph((Text(text),))),
        "note": document(Paragraph((Text("a"), Note((Text(text),))))),
        "cell": document(Table((1,), (TableCell("¤"),), ((TableCell(text),),))),
        "recipient": document(recipients=(text,)),
    }[place]
    (remark,) = writer.write(doc, path)
    assert re.fullmatch(f"Ký tự U\\+{ord(char):04X} trong “hộ . nghèo” không in được, in thay bằng □; .*", remark)
    assert "hộ □ nghèo" in " ".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def test_a_control_character_is_refused(path: Path) -> None:
    with pytest.raises(KnownError, match=re.escape("Không in được ký tự U+0007")):
        writer.write(document(Paragraph((Text("hộ \x07 nghèo"),))), path)
    assert list(path.parent.iterdir()) == []


def test_a_failed_write_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(b"old")

    def refuse(*_arguments: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(KnownError, match=r"Không ghi được tệp “báo cáo\.pdf”"):
        writer.write(sample(), path)
    assert [item.read_bytes() for item in path.parent.iterdir()] == [b"old"]


def test_the_clock_is_not_in_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = []
    for clock in (1_000_000_000.0, 1_800_000_123.0):
        monkeypatch.setattr(time, "time", lambda clock=clock: clock)
        writer.write(sample(), path)
        written.append(path.read_bytes())
    assert written[0] == written[1]
    writer.write(dataclasses.replace(sample(), edited=datetime(2025, 1, 1, tzinfo=UTC)), path)
    assert path.read_bytes() != written[0]


def test_the_same_bytes_everywhere(tmp_path: Path) -> None:
    assert len(set(digests_elsewhere(tmp_path, "pdf"))) == 1


def test_a_doubted_line_is_pointed_at_by_a_sign_that_is_no_text(path: Path) -> None:
    cell = Address("jobs", "", "persons")
    plain = document(Paragraph((Text("Có "), Text("12", cell=cell), Text(" người."))))
    doubted = dataclasses.replace(plain, doubted=frozenset({cell}))
    drawn = []
    for each in (plain, doubted):
        writer.write(each, path)
        (page,) = pypdf.PdfReader(path).pages
        drawn.append((page.extract_text(), page.get_contents().get_data().split().count(b"f*")))  # type: ignore[union-attr]
    (text, _), (marked, signs) = drawn
    assert (text, signs) == (marked, drawn[0][1] + 1)


def test_a_table_with_a_high_head_and_a_note_ends_with_no_few_rows(path: Path) -> None:
    over = tuple(Head(TableCell("Năm"), row, 1, across=6) for row in range(4))
    for rows in range(40, 56):
        long = dataclasses.replace(table((1, *[0.5] * 6), rows, "dòng"), over=over, note="Ghi chú: " + words(8))
        writer.write(document(appendices=(Appendix("I", "Thử", long),)), path)
        *_, before, last = (page.body.count("dòng") for page in pages(path))
        assert last == rows or last >= 4, (rows, before, last)


def test_the_last_words_of_notes_and_recipients_do_not_stand_alone() -> None:
    noted = dataclasses.replace(table((1, 1), 2, "dòng"), note="Ghi chú: một hộ có thể thiếu hụt nhiều chỉ số.")
    doc = document(
        appendices=(Appendix("I", "Thử", noted),), recipients=("Chủ tịch, các Phó Chủ tịch Ủy ban thành phố",)
    )
    settled = wording.settle(doc)
    assert settled.appendices[0].table.note.endswith("chỉ\u00a0số.")
    heading = Heading(2, "2", "Đối với Ban Thường vụ Tỉnh ủy, Thường trực Hội đồng nhân dân tỉnh")
    assert wording.heading(heading).endswith("nhân dân\u00a0tỉnh")
    assert wording.recipients(settled) == ("- Chủ tịch, các Phó Chủ tịch Ủy ban thành\u00a0phố.",)
