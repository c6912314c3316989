"""A Word file carries the data, keeps them when it is saved again, and tells where somebody changed it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest

from exports import delivery, payload
from exports.payload import ChangedError
from exports.word import writer
from forms.document.document import compose
from forms.errors import KnownError
from forms.report.report import Report

AT = datetime(2024, 12, 1, 7, 30, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path, sample: Report) -> Path:
    cargo = payload.pack(sample)
    path = tmp_path / "báo cáo.docx"
    writer.write(compose(sample, AT, cargo.code), path, cargo)
    return path


def rewritten(file: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    path = file.with_name("sửa.docx")
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = change(name, source.read(name))
            if content is not None:
                target.writestr(name, content)
    return path


def test_data_and_envelope_come_back_after_another_program_saved_the_file(file: Path, sample: Report) -> None:
    docx.Document(str(file)).save(str(file.with_name("lưu lại.docx")))
    for path in (file, file.with_name("lưu lại.docx")):
        found = delivery.read(path)
        cargo = payload.pack(sample)
        assert (found.data, found.wrapping, found.remarks) == (cargo.data, cargo.envelope, ())


def test_a_word_that_was_changed_is_a_remark(file: Path) -> None:
    changed = rewritten(
        file, lambda name, text: text.replace("năm 2024".encode(), "năm 2034".encode()) if "document" in name else text
    )
    (remark,) = delivery.read(changed).edits
    assert "đã sửa" in remark


def test_data_that_were_changed_or_are_gone_are_refused(file: Path) -> None:
    cut = rewritten(file, lambda name, text: None if name.startswith("customXml") else text)
    with pytest.raises(KnownError, match="không kèm dữ liệu"):
        delivery.read(cut)
    torn = rewritten(file, lambda name, text: text.replace(b'">ew', b'">fw') if name.endswith("item1.xml") else text)
    with pytest.raises(ChangedError, match="mã băm"):
        delivery.read(torn)
