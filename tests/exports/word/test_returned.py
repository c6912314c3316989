"""A Word file that comes back: changed words are proposals, numbers stay with their cells, comments are heard."""

from __future__ import annotations

import re
import unicodedata
import zipfile
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest

from exports import payload
from exports.compound import MAGIC
from exports.word import carried, returned, writer
from forms.definitions.loading import codes, load
from forms.document.document import compose
from forms.document.redline.lines import Came
from forms.document.redline.word_changes import Fate, LineKind, proposals, take
from forms.errors import KnownError
from forms.narrative import paragraphs
from forms.offices.units import Unit
from forms.report import archive
from forms.report.cells import Address
from forms.report.changes import SetDetail, SetParagraphs
from forms.report.report import Report
from forms.values.numbers import Number
from forms.values.period import parse
from tools.sentences import filled, offices
from ui.jobs import word_back

EDITED = datetime(2024, 12, 1, tzinfo=UTC)
JOBS = Address("jobs_created", "", "persons")


@pytest.fixture
def file(tmp_path: Path, sample: Report) -> bytes:
    sample.details["long_list"] = "không"  # both notes of a sentence stay notes
    writer.write(compose(sample, EDITED), tmp_path / "a.docx")
    return (tmp_path / "a.docx").read_bytes()


def came(content: bytes) -> list[Came]:
    """The lines of a file."""
    return [Came(one.text, one.notes) for one in returned.read(content)]


def rewritten(content: bytes, *changes: tuple[str, str], comment: str = "", without: str = "?") -> bytes:
    """The file with other words in its document, as another program would save it, and `without` some parts."""
    done = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as new:
        for name in [name for name in old.namelist() if not name.startswith(without)]:
            part = old.read(name)
            if name == "word/document.xml":
                text = part.decode()
                for before, after in changes:
                    assert before in text
                    text = text.replace(before, after, 1)
                part = text.encode()
            new.writestr(name, part)
        if comment:
            new.writestr("word/comments.xml", comment)
    return done.getvalue()


def test_an_untouched_file_changes_nothing(file: bytes, sample: Report) -> None:
    assert proposals(sample, came(file)) == []


@pytest.mark.parametrize("state", ["first", "missing", "nil", "mixed", "estimate"])
@pytest.mark.parametrize("code", codes())
def test_an_untouched_file_of_any_state_changes_nothing(tmp_path: Path, code: str, state: str) -> None:
    template = load(code)
    unit = next(iter(offices(template).values()))[0]
    report = filled(template, unit, parse("2024"), state)
    report.apply(SetParagraphs("opening", ("Căn cứ Luật A .", "Kính  báo cáo:", "| Xã |Số |", "|Một| 5 %|")))
    report.apply(SetDetail("grounds", "Luật B"))
    writer.write(compose(report, EDITED), tmp_path / "a.docx")
    found = word_back.look(report, tmp_path / "a.docx")
    assert (found.proposals, found.rows, found.comments) == ((), (), ())


def test_changed_words_keep_numbers_and_notes_and_changed_numbers_are_told(file: bytes, sample: Report) -> None:
    number = re.search(r"7\.568", zipfile.ZipFile(BytesIO(file)).read("word/document.xml").decode())
    assert number
    again = rewritten(file, ("giải quyết việc làm cho", "giải quyết được việc làm cho"), ("7.568", "7.586"))
    ((_, found),) = proposals(sample, came(again))
    assert (found.fate, found.section) == (Fate.CHANGED, "II.2.b")
    (told,) = found.numbers
    assert (told.cell, told.now.partition("\N{NO-BREAK SPACE}")[0].split()[0]) == (JOBS, "7.586")
    assert "{jobs_created[abroad].persons}" in found.source
    *_, first, second = found.source.split("{note: ")
    assert first.startswith("Gồm")
    assert second.startswith("Nơi đến")
    for change in take(sample, [found]):
        sample.apply(change)
    assert not paragraphs.doubts(sample)
    assert "giải quyết được việc làm cho 7.586" in paragraphs.texts(sample, "II.2.b")[0]
    assert sample.cells[JOBS].number is not None


def test_optional_parts_stay_optional(file: bytes, sample: Report) -> None:
    (before,) = paragraphs.texts(sample, "II.2.b")[:1]
    again = rewritten(file, ("giải quyết việc làm cho", "giải quyết được việc làm cho"))
    ((_, found),) = proposals(sample, came(again))
    assert found.source == before.replace("giải quyết việc làm", "giải quyết được việc làm")
    assert found.source.count("[,") == before.count("[,") > 1


def test_tracked_changes_and_comments_are_understood(file: bytes) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    said = '<w:comment w:id="7" w:author="A Thuận"><w:p><w:r><w:t>Xem lại</w:t></w:r></w:p></w:comment>'
    comment = f"<w:comments {space}>{said}</w:comments>"
    paragraph = (
        '<w:p><w:r><w:t>Giữ </w:t></w:r><w:del w:author="Y Hà"><w:r><w:delText>bỏ</w:delText></w:r></w:del>'
        '<w:ins w:author="Y Hà"><w:r><w:t>thêm</w:t></w:r></w:ins><w:r><w:commentReference w:id="7"/></w:r></w:p>'
    )
    again = rewritten(file, ("<w:body>", f"<w:body>{paragraph}"), comment=comment)
    first = returned.read(again)[0]
    assert first == returned.ReturnedLine("Giữ thêm", (), ("Y Hà",), ("Ý kiến của A Thuận: Xem lại",))


SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def body(xml: str, **parts: str) -> list[returned.ReturnedLine]:
    """The lines of a file that has this body alone, and parts of its own."""
    done = BytesIO()
    with zipfile.ZipFile(done, "w") as made:
        made.writestr("word/document.xml", f'<w:document xmlns:w="{SPACE}"><w:body>{xml}</w:body></w:document>')
        for name, part in parts.items():
            made.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{SPACE}">{part}</w:{name}>')
    return returned.read(done.getvalue())


def words(text: str, properties: str = "") -> str:
    """A paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def test_paragraphs_whose_end_was_struck_out_are_one() -> None:
    ends = '<w:rPr><w:del w:author="Y Hà"/></w:rPr>'
    moved = '<w:rPr><w:moveFrom w:author="Y Hà"/></w:rPr>'
    found = body(words("Một ", ends) + words("hai ", moved) + words("ba.") + words("Bốn."))
    assert [(line.text, line.authors) for line in found] == [("Một hai ba.", ("Y Hà",)), ("Bốn.", ())]
    assert [line.text for line in body(words("Một", ends))] == ["Một"]


def test_a_row_is_read_with_its_cells_and_one_that_was_struck_out_is_gone() -> None:
    def row(mark: str, *cells: str) -> str:
        return f"<w:tr><w:trPr>{mark}</w:trPr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"

    rows = [
        row("<w:tblHeader/>", words("Tên"), words("Số")),
        row("", words("A|B") + words("C"), f"<w:sdt><w:sdtContent>{words('5')}</w:sdtContent></w:sdt>"),
        row("<w:del/>", words("Bỏ"), words("6")),
    ]
    found = body(f"<w:sdt><w:sdtContent><w:tbl>{''.join(rows)}</w:tbl></w:sdtContent></w:sdt>")
    assert [(line.text, line.cells) for line in found] == [("| Tên | Số |", ()), ("| A/B C | 5 |", ("A|B C", "5"))]


def test_footnotes_are_read_as_they_are_cited_with_what_was_said_in_them() -> None:
    second, first = (f'<w:footnoteReference w:id="{number}"/>' for number in (2, 1))
    text = f"<w:p><w:r><w:t>Có </w:t>{second}<w:t>,</w:t>{first}<w:t>, hết</w:t></w:r></w:p>"
    put_in = '<w:ins w:author="Y Hà"><w:r><w:t>Một</w:t></w:r></w:ins>'
    said = f'<w:p>{put_in}<w:r><w:commentReference w:id="3"/></w:r></w:p>'
    notes = f'<w:footnote w:id="1">{said}</w:footnote><w:footnote w:id="2">{words(" Hai ")}</w:footnote>'
    comments = f'<w:comment w:id="3" w:author="A Thuận">{words("Xem")}{words("lại")}</w:comment>'
    (found,) = body(text, footnotes=notes, comments=comments)
    mark = returned.NOTE
    assert found == returned.ReturnedLine(
        f"Có{mark}{mark}, hết", ("Hai", "Một"), ("Y Hà",), ("Ý kiến của A Thuận: Xem lại",)
    )


def test_a_frame_beside_the_text_is_said_and_is_none_of_its_words() -> None:
    frame = f"<w:txbxContent>{words('Sửa lại')}</w:txbxContent>"
    drawn = f"<w:drawing>{frame}</w:drawing><w:pict>{frame}</w:pict>"
    (found,) = body(f"<w:p><w:r><w:t>Có</w:t>{drawn}</w:r></w:p>")
    assert found == returned.ReturnedLine("Có", comments=("Khung chữ: Sửa lại",))


def test_more_lines_or_longer_ones_than_anybody_writes_are_refused() -> None:
    with pytest.raises(KnownError, match="quá nhiều đoạn"):
        body(words("a") * (returned._MOST_LINES + 1))
    with pytest.raises(KnownError, match="quá nhiều đoạn"):
        body(words("a" * (returned._LONGEST + 1)))
    with pytest.raises(KnownError, match="quá nhiều đoạn"):
        body(words("a" * returned._LONGEST) * (returned._MOST_TEXT // returned._LONGEST + 1))


@pytest.mark.parametrize(
    ("content", "said"), [(MAGIC, "có mật khẩu"), (b"PK\x05\x06" + bytes(18), "không phải tệp Word")]
)
def test_an_older_or_locked_file_and_one_of_another_program_say_what_to_do(content: bytes, said: str) -> None:
    with pytest.raises(KnownError, match=said):
        returned.read(content)


@pytest.mark.parametrize("content", [b"PK", b"%PDF-1.7", b""])
def test_what_is_no_word_file_is_one_sentence(content: bytes) -> None:
    with pytest.raises(KnownError):
        returned.read(content)


def test_a_file_of_more_elements_than_anybody_writes_is_refused_before_it_is_parsed(
    file: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = rewritten(file, ("<w:body>", f"<w:body><w:p>{'<w:r/>' * returned._MOST_MARKS}</w:p>"))
    monkeypatch.setattr("docx.oxml.parse_xml", pytest.fail)
    with pytest.raises(KnownError, match="quá nhiều phần tử"):
        returned.read(many)


def carrying(report: Report, path: Path) -> bytes:
    """A file that carries its report."""
    writer.write(compose(report, EDITED), path, payload.pack(report))
    return path.read_bytes()


def test_what_changed_since_a_file_was_made_is_nobodys_change_in_it(tmp_path: Path, sample: Report) -> None:
    path = tmp_path / "a.docx"
    content = carrying(sample, path)
    sample.cells[JOBS] = replace(sample.cells[JOBS], number=Number(7600))
    sample.apply(SetParagraphs("III", ("1. Kết quả", "Lời văn của bản sau.")))
    sample.apply(SetDetail("addressee", "Bộ Nội vụ"))
    found = word_back.look(sample, path)
    assert (found.proposals, found.rows, found.comments) == ((), (), ())
    changes = (("giải quyết việc làm cho", "giải quyết được việc làm cho"), ("6.500", "6.600"))
    path.write_bytes(rewritten(content, *changes))
    ((one, *_),) = word_back.look(sample, path).proposals
    assert "giải quyết được việc làm cho 7.600 lao động" in one.new.replace("\N{NO-BREAK SPACE}", " ")
    assert [number.now.split()[0] for number in one.numbers] == ["6.600"]
    path.write_bytes(rewritten(content, without="customXml/"))
    assert word_back.look(sample, path).proposals  # of a file that says nothing of it all is compared


@pytest.mark.parametrize("lines", [b"", b"?", b"{}", b"[1]", b"[[1, 2, 3]]", b"null", b"[" * 100_000])
def test_lines_that_cannot_be_read_are_none(lines: bytes) -> None:
    assert returned.decoded(lines) == []


def test_lines_of_no_measure_or_broken_are_none(
    tmp_path: Path, sample: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.docx"
    for packed in (b"?", zlib.compress(b"[" * (payload.MOST + 1))):
        monkeypatch.setattr(carried, "zlib", SimpleNamespace(compress=lambda _, __, packed=packed: packed))
        content = carrying(sample, path)
        monkeypatch.undo()
        archived, lines = returned.written(content)
        assert archived is not None
        assert lines == []
        assert not word_back.look(sample, path).any


def test_lines_are_read_as_they_were_written(file: bytes) -> None:
    found = returned.read(file)
    assert len(found) > 50
    assert returned.decoded(returned.encoded(found)) == found


def test_a_file_of_another_report_is_refused(tmp_path: Path, sample: Report) -> None:
    path = tmp_path / "a.docx"
    carrying(sample, path)
    template = sample.template
    other = Report(template, Unit("Tỉnh Gia Lai", "tinh"), sample.period)
    later = Report(template, sample.unit, parse("2025"))
    for report in (other, later):
        with pytest.raises(KnownError, match="đề nghị mở báo cáo ấy"):
            word_back.look(report, path)


def test_what_stands_in_no_line_is_said() -> None:
    comments = f'<w:comment w:id="3" w:author="A Thuận">{words("Bỏ dòng này")}</w:comment>'
    cell = "<w:tc><w:p><w:r><w:commentReference w:id='3'/></w:r></w:p></w:tc>"
    gone = f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{cell}</w:tr></w:tbl>"
    crossed = "<w:p><w:r><w:t>Có </w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>bỏ</w:t></w:r></w:p>"
    found = body(words("Đầu.") + gone + crossed, comments=comments, header1=words("Bản góp ý"), header2=words("- 2 -"))
    assert [(line.text, line.comments) for line in found] == [
        ("Đầu.", ()),
        ("Có bỏ", ("Chữ gạch ngang: bỏ",)),
        ("", ("Đầu trang: Bản góp ý",)),
        ("", ("Ý kiến của A Thuận: Bỏ dòng này",)),
    ]


def test_hidden_words_are_told_unless_they_are_shown_again() -> None:
    def run(mark: str) -> str:
        return f"<w:r><w:rPr>{mark}</w:rPr><w:t>mật</w:t></w:r>"

    for mark, said in (("<w:vanish/>", ("Chữ ẩn: mật",)), ('<w:vanish w:val="0"/>', ())):
        (found,) = body(f"<w:p><w:r><w:t>Có </w:t></w:r>{run(mark)}</w:p>")
        assert (found.text, found.comments) == ("Có mật", said)


def test_endnotes_are_notes_beside_footnotes() -> None:
    cited = '<w:footnoteReference w:id="1"/><w:t> và </w:t><w:endnoteReference w:id="1"/>'
    notes = {f"{kind}s": f'<w:{kind} w:id="1">{words(kind)}</w:{kind}>' for kind in ("footnote", "endnote")}
    (found,) = body(f"<w:p><w:r><w:t>Có</w:t>{cited}</w:r></w:p>", **notes)
    assert found == returned.ReturnedLine(f"Có{returned.NOTE} và{returned.NOTE}", ("footnote", "endnote"))


def test_a_comment_at_words_that_nobody_changed_says_where(tmp_path: Path, sample: Report) -> None:
    path = tmp_path / "a.docx"
    marked = '<w:commentReference w:id="7"/></w:r></w:p></w:tc>'
    content = carrying(sample, path)
    row = re.search(
        r"<w:t[^>]*>1\.219</w:t></w:r></w:p></w:tc>", zipfile.ZipFile(path).read("word/document.xml").decode()
    )
    assert row
    said = f'<w:comment w:id="7" w:author="A Thuận">{words("Xem lại")}</w:comment>'
    comments = f'<w:comments xmlns:w="{SPACE}">{said}</w:comments>'
    put = row[0].replace("</w:r></w:p></w:tc>", marked)
    path.write_bytes(rewritten(content, (row[0], put), comment=comments))
    found = word_back.look(sample, path)
    (told,) = found.comments
    assert (found.proposals, found.rows) == ((), ())
    assert told.startswith("Ý kiến của A Thuận: Xem lại (tại “Điều dưỡng tại nhà | người")


def test_words_are_the_same_however_a_program_writes_their_letters() -> None:
    written = unicodedata.normalize("NFD", "Nghị quyết 42\u2011NQ/TW, trợ\u00ad giúp\u200b")
    assert [line.text for line in body(words(written))] == ["Nghị quyết 42-NQ/TW, trợ giúp"]


def test_a_file_of_a_newer_release_is_one_sentence(
    tmp_path: Path, sample: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.docx"
    monkeypatch.setattr(archive, "FORMAT", archive.FORMAT + 1)
    carrying(sample, path)
    monkeypatch.undo()
    with pytest.raises(KnownError, match="mới hơn ghi; đề nghị cập nhật chương trình"):
        word_back.look(sample, path)


def test_an_appendix_that_is_cut_away_is_told_once(tmp_path: Path, sample: Report) -> None:
    path = tmp_path / "a.docx"
    content = carrying(sample, path)
    text = zipfile.ZipFile(path).read("word/document.xml").decode()
    table = text[text.rindex("<w:tbl>") : text.rindex("</w:tbl>") + len("</w:tbl>")]
    path.write_bytes(rewritten(content, (table, "")))
    found = word_back.look(sample, path)
    assert (len(found.gone), found.rows) == (1, ())
    assert found.gone[0] in word_back.gone_title(found.gone[0])
    assert {one.kind for one, *_ in found.proposals} <= {LineKind.FORM}
