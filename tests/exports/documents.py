"""Documents for the tests of the writers: a real-looking sample and random ones."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count, cycle, islice
from pathlib import Path

from hypothesis import strategies as st

from forms.narrative.blocks import (
    Appendix,
    Document,
    Heading,
    Letterhead,
    Note,
    Paragraph,
    SignatureBlock,
    Table,
    TableCell,
    Text,
)

_SENTENCE = (
    "Công tác giảm nghèo tiếp tục được các cấp ủy, chính quyền quan tâm lãnh đạo; 68.450,75\u00a0triệu đồng "
    "(tăng 7,5% so với cùng kỳ); hỗ trợ <94,00> tấn gạo & 1.566 hộ; NĐ-CP ngày 05/3/2020 “Đền ơn đáp nghĩa” "
    "Ở Ệ Ử quỹ vì người nghèo"
)
_WORDS = _SENTENCE.split(" ")


def words(number: int, start: int = 0) -> str:
    """Running Vietnamese text of so many words."""
    return " ".join(islice(cycle(_WORDS), start, start + number))


def note(name: str, length: int) -> Note:
    """A note whose first and last characters can be found in the finished file."""
    return Note((Text(f"{{{name}}}"), Text(f" {words(length)} ", italic=True), Text(f"{{/{name}}}.")))


def table(widths: tuple[float, ...], rows: int, text: str, number: str = "1.234.567") -> Table:
    """A table whose head cells are `¤`, so that repeated heads can be told from the rest."""
    head = tuple(TableCell("¤") for _ in widths)
    row = (TableCell(text, indent=1), *(TableCell(number, "right") for _ in widths[1:]))
    return Table(widths, head, (row,) * rows)


LETTERHEAD = Letterhead(
    superior="UBND TỈNH KON TUM",
    agency=("SỞ LAO ĐỘNG - THƯƠNG BINH", "VÀ XÃ HỘI"),
    number="Số:        /BC-SLĐTBXH",
    place_and_date="Kon Tum, ngày      tháng      năm 2024",
    draft=True,
)

SIGNATURE = SignatureBlock(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Nguyễn Văn A")
RECIPIENTS = ("Như trên", "Các phòng, ban thuộc Sở;", "Lưu: VT, KHTC.")


def document(
    *body: Heading | Paragraph | Table,
    appendices: tuple[Appendix, ...] = (),
    letterhead: Letterhead = LETTERHEAD,
    recipients: tuple[str, ...] = RECIPIENTS,
    edited: datetime = datetime(2024, 12, 20, 8, 30, 15, tzinfo=UTC),
) -> Document:
    """A document around `body`."""
    return Document(
        kind="Báo cáo",
        subject="Kết quả thực hiện chính sách xã hội năm 2024",
        letterhead=letterhead,
        addressee="Ủy ban nhân dân tỉnh Kon Tum",
        body=body,
        signature=SIGNATURE,
        recipients=recipients,
        appendices=appendices,
        author="Sở Lao động - Thương binh và Xã hội tỉnh Kon Tum",
        edited=edited,
        fingerprint="K7QF-2M9X",
    )


def sample() -> Document:
    """A report of a few pages with all that a report has."""
    return document(
        Paragraph((Text("Thực hiện Nghị quyết số 42-NQ/TW, Sở báo cáo như sau:"),)),
        Heading(1, "I", "Kết quả thực hiện"),
        Heading(2, "1", "Lao động, việc làm"),
        Paragraph(
            (
                Text("Giải quyết việc làm cho "),
                Text("6.842\u00a0người", bold=True),
                note("a", 30),
                Text(", đạt 114,0% kế hoạch "),
                note("b", 12),
                note("c", 20),
                Text("; " + words(60)),
            )
        ),
        Heading(3, "a", "Hỗ trợ vay vốn"),
        Paragraph((Text(words(90)), note("d", 50), Text("."))),
        table((0.4, 0.2, 0.2, 0.2), 30, "Doanh số cho vay"),
        Heading(1, "II", "Nhiệm vụ, giải pháp"),
        Paragraph((Text(words(200)),)),
        Paragraph((Text(words(30)), note("e", 40), Text("."))),
        Paragraph((Text("Trên đây là báo cáo của Sở. "),)),
        appendices=(
            Appendix("I", "Kết quả theo huyện", table((0.2,) + (0.1,) * 8, 40, "Thành phố Kon Tum")),
            Appendix("II", "Chỉ tiêu", table((0.6, 0.4), 5, "Số hộ"), landscape=False),
        ),
    )


@st.composite
def _paragraphs(draw: st.DrawFn, names: count[int]) -> Paragraph:
    """Text with notes in it: short ones, and at most one that is longer than half a page."""
    content: list[Text | Note] = []
    long_notes = draw(st.integers(0, 9)) == 0
    for _ in range(draw(st.integers(1, 5))):
        text = words(draw(st.integers(1, 70)), draw(st.integers(0, 30)))
        after = draw(st.sampled_from(("", "", " ")))  # a space that must not part the mark
        bold, italic = draw(st.sampled_from(((False, False), (True, False), (False, True))))
        content.append(Text(text + after, bold=bold, italic=italic))
        for _ in range(draw(st.sampled_from((0, 1, 1, 2)))):
            length = draw(st.integers(300, 700)) if long_notes else draw(st.integers(0, 60))
            long_notes = False
            content.append(note(str(next(names)), length))
        content.append(Text(draw(st.sampled_from((", ", " ", "; ")))))
    return Paragraph(tuple(content))


_HEADINGS = st.builds(
    Heading,
    st.integers(1, 3),
    st.sampled_from(("I", "2", "đ")),
    st.integers(1, 40).map(words),
)

_TABLES = st.builds(
    table,
    st.lists(st.floats(0.05, 1), min_size=1, max_size=9).map(tuple),
    st.integers(0, 40),
    st.integers(0, 30).map(words),
    st.sampled_from(("", "12", "1.234.567.890")),
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents of one to some ten pages."""
    names = count(1)
    block = st.one_of(_paragraphs(names), _paragraphs(names), _paragraphs(names), _HEADINGS, _TABLES)
    body = draw(st.lists(block, max_size=14))
    appendix = st.builds(Appendix, st.just("I"), st.integers(1, 40).map(words), _TABLES, st.booleans())
    return document(
        *body,
        appendices=tuple(draw(st.lists(appendix, max_size=2))),
        recipients=tuple(draw(st.lists(st.integers(1, 12).map(words), max_size=12))),
    )


_LONG_WORDS = st.integers(1, 900).map("ệm".__mul__)


@st.composite
def monsters(draw: st.DrawFn) -> Document:
    """Documents with words longer than a line, rows higher than a page and notes beyond measure."""
    text = st.one_of(_LONG_WORDS, st.integers(0, 1500).map(words))
    monster_notes = st.builds(lambda runs: Note(tuple(map(Text, runs))), st.lists(text, max_size=2))
    content = st.lists(st.one_of(st.builds(Text, text), monster_notes), max_size=5)
    columns = draw(st.integers(1, 5))
    cell = st.builds(TableCell, text, st.sampled_from(("left", "center", "right")), indent=st.integers(0, 9))
    row = st.tuples(*[cell] * columns)
    monster_tables = st.builds(Table, st.just((1.0,) * columns), row, st.lists(row, max_size=2).map(tuple))
    headings = st.builds(Heading, st.integers(1, 3), st.just("1"), text)
    block = st.one_of(st.builds(Paragraph, content.map(tuple)), headings, monster_tables)
    return document(
        *draw(st.lists(block, max_size=5)),
        recipients=tuple(draw(st.lists(text, max_size=3))),
        appendices=tuple(draw(st.lists(st.builds(Appendix, st.just("I"), text, monster_tables), max_size=1))),
    )


_ELSEWHERE = """
import hashlib, pathlib, sys
from exports.{format} import writer
from tests.exports.documents import sample
path = pathlib.Path(sys.argv[1])
writer.write(sample(), path)
print(hashlib.sha256(path.read_bytes()).hexdigest())
"""


def digests_elsewhere(folder: Path, package: str) -> Iterator[str]:
    """Digests of the sample written by programs that differ in time zone, hash seed, language and folder."""
    root = str(Path(__file__).parents[2])
    worlds = (("UTC", "0", "C"), ("Asia/Ho_Chi_Minh", "4242", "C.UTF-8"))
    for place, (zone, seed, language) in enumerate(worlds):
        home = folder / str(place)
        home.mkdir()
        world = {"TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": language, "PYTHONPATH": root}
        command = [sys.executable, "-c", _ELSEWHERE.format(format=package), str(home / f"{place}.out")]
        yield subprocess.run(
            command, cwd=home, env=os.environ | world, check=True, capture_output=True, text=True
        ).stdout
