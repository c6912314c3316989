"""The command line about words: details, paragraphs, legal documents."""

from __future__ import annotations

import json
import re
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from forms.definitions.loading import load
from forms.report.report import Report
from storage.workspace import Workspace
from ui.cli.commands import run


def loaded(file: Path) -> Report:
    with Workspace.open(file, readonly=True) as workspace:
        return workspace.load(load)


def test_details_are_said_and_go_back_to_the_default(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["detail", str(file), "title", "KT. Chủ tịch\\nPhó Chủ tịch"]) == 0
    assert loaded(file).details == {"title": "KT. Chủ tịch\nPhó Chủ tịch"}
    capsys.readouterr()
    assert run(["detail", str(file)]) == 0
    assert "title (Chức vụ người ký): KT. Chủ tịch; Phó Chủ tịch" in capsys.readouterr().out
    assert run(["detail", str(file), "title", ""]) == 0
    assert loaded(file).details == {}
    assert run(["detail", str(file), "titel", "x"]) == 2
    assert '"title"' in capsys.readouterr().err


@pytest.mark.parametrize("asked", [["detail"], ["text", "III"], ["document"]])
def test_what_is_only_looked_at_needs_no_right_to_write(file: Path, asked: list[str]) -> None:
    command, *rest = asked
    with closing(sqlite3.connect(file)) as window:
        window.execute("BEGIN EXCLUSIVE")
        assert run([command, str(file), *rest]) == 0


def test_paragraphs_come_from_a_file(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "III.txt"
    source.write_text("\ufeffĐã có {jobs_created.persons}.\r\n\r\nĐoạn hai.", encoding="utf-8")
    assert run(["text", str(file), "III", "--from", str(source)]) == 0
    assert loaded(file).paragraphs == {"III": ("Đã có {jobs_created.persons}.", "Đoạn hai.")}
    capsys.readouterr()
    assert run(["text", str(file), "III"]) == 0
    assert capsys.readouterr().out == "Đã có {jobs_created.persons}.\nĐoạn hai.\n"
    assert run(["text", str(file), "III", "--reset"]) == 0
    assert loaded(file).paragraphs == {}


@pytest.mark.parametrize(("text", "words"), [("Có {gone.persons}", "dòng 1"), ("[a", "dòng 1"), (None, "UTF-8")])
def test_a_wrong_text_is_told_and_changes_nothing(
    file: Path, tmp_path: Path, text: str | None, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "x.txt"
    source.write_bytes(b"\x80\xff" if text is None else text.encode())
    assert run(["text", str(file), "III", "--from", str(source)]) == 2
    assert words in capsys.readouterr().err
    assert loaded(file).paragraphs == {}
    assert run(["text", str(file), "VII"]) == 2


def test_help_names_the_words_before_and_after_all_sections(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(["text", "--help"])
    keys = re.findall(r"(\w+)\s+\((?:mở\s+đầu|kết\s+thúc)\)", capsys.readouterr().out)
    assert [run(["text", str(file), key]) for key in keys] == [0, 0]


def test_documents_are_added_changed_and_taken_away(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["document", str(file), "moi", "--kind", "Kế hoạch", "--number", "15/KH-UBND"]) == 0
    capsys.readouterr()
    assert run(["document", str(file), "vb1", "--issued", "31/02/2024"]) == 0
    assert "không có trong lịch" in capsys.readouterr().out
    assert run(["document", str(file)]) == 0
    out = capsys.readouterr().out
    assert "vb1: Kế hoạch số\u00a015/KH-UBND" in out
    assert "không có trong lịch" in out
    assert run(["document", str(file), "vb1", "--issued", "2.1.24"]) == 0
    assert loaded(file).documents["vb1"].issued == "02/01/2024"
    assert run(["document", str(file), "vb1", "--remove"]) == 0
    assert loaded(file).documents == {}
    assert run(["document", str(file), "vb1", "--remove"]) == 2


def test_check_says_what_is_doubtful_in_the_words(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = ["--kind", "Quyết định", "--number", "12/2023/QĐ-UBND", "--issued", "05/3/2024", "--issuer", "UBND tỉnh"]
    assert run(["document", str(file), "moi", *document, "--title", "giao chỉ tiêu"]) == 0
    capsys.readouterr()
    run(["check", str(file)])
    assert "số văn bản của năm 2023" in capsys.readouterr().out
    run(["check", str(file), "--json"])
    (doubt,) = json.loads(capsys.readouterr().out)["doubts"]
    assert "12/2023/QĐ-UBND" in doubt["message"]


def written(file: Path, folder: Path, edit: Callable[[bytes], bytes]) -> Path:
    """The Word file of a report, its parts edited."""
    assert run(["export", str(file), "--out", str(folder), "--only", "docx"]) == 0
    (made,) = folder.glob("*.docx")
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(folder / "b.docx", "w") as new:
        for name in old.namelist():
            new.writestr(name, edit(old.read(name)))
    return folder / "b.docx"


def test_a_word_file_that_nobody_changed_says_so(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["word", str(file), str(written(file, tmp_path, lambda content: content))]) == 0
    assert "không khác báo cáo" in capsys.readouterr().out


def test_a_number_changed_in_the_appendix_of_a_word_file_is_told(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def edit(content: bytes) -> bytes:
        head, table, tail = content.rpartition(b">4.764<")
        return head + table.replace(b"64", b"46") + tail

    path = written(file, tmp_path, edit)
    capsys.readouterr()
    assert run(["word", str(file), str(path)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Phụ lục, sửa dòng: ")
    assert "in “4.764”, sửa thành “4.746”; số của ô không đổi" in said
    assert "không khác" not in said


def test_a_number_that_a_clerk_wrote_into_the_head_of_a_word_file_belongs_to_the_act_of_issuing(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blank = f">Số:{6 * chr(160)}/BC<".encode()
    path = written(file, tmp_path, lambda content: content.replace(blank, ">Số: 15/BC<".encode()))
    capsys.readouterr()
    assert run(["word", str(file), str(path)]) == 0
    said = capsys.readouterr().out
    assert "Mới: | Số: 15/BC-UBND |" in said
    assert "số, ngày, người ký ở Báo cáo › Trình ký, phát hành." in said
