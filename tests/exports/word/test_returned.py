"""A Word file that comes back: changed words are proposals, numbers stay with their cells, comments are heard."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from exports.word import returned, writer
from forms.document.document import compose
from forms.document.word_changes import Fate, proposals, take
from forms.errors import KnownError
from forms.narrative import paragraphs
from forms.report.cells import Address
from forms.report.report import Report

EDITED = datetime(2024, 12, 1, tzinfo=UTC)
JOBS = Address("jobs_created", "", "persons")


@pytest.fixture
def file(tmp_path: Path, sample: Report) -> bytes:
    sample.details["long_list"] = "không"  # both notes of a sentence stay notes
    writer.write(compose(sample, EDITED), tmp_path / "a.docx")
    return (tmp_path / "a.docx").read_bytes()


def rewritten(content: bytes, *changes: tuple[str, str], comment: str = "") -> bytes:
    """The file with other words in its document, as another program would save it."""
    done = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
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
    assert proposals(sample, [one.text for one in returned.read(file)]) == []


def test_changed_words_keep_numbers_and_notes_and_changed_numbers_are_told(file: bytes, sample: Report) -> None:
    number = re.search(r"7\.568", zipfile.ZipFile(BytesIO(file)).read("word/document.xml").decode())
    assert number
    again = rewritten(file, ("giải quyết việc làm cho", "giải quyết được việc làm cho"), ("7.568", "7.586"))
    ((_, found),) = proposals(sample, [one.text for one in returned.read(again)])
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
    ((_, found),) = proposals(sample, [one.text for one in returned.read(again)])
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
    assert first == returned.ReturnedParagraph("Giữ thêm", ("Y Hà",), ("A Thuận: Xem lại",))


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
