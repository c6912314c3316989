"""Files made to hurt: whatever they are, one sentence, within 300 MB and 5 seconds of processor."""

from __future__ import annotations

import io
import os
import random
import stat
import sys
from contextlib import suppress
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.annotations import FreeText
from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, NameObject, NumberObject

from exports import delivery, package, payload, values
from forms.checks.checker import check
from forms.errors import KnownError
from forms.report import archive, filling
from forms.report.report import Report
from forms.workfile import is_workspace
from tests.conftest import empty_report
from tests.exports import limited
from tests.exports.hostile import CASES, Real, sealed
from tests.exports.mutants import numbers, other_data
from tests.exports.test_delivery import EDITED, FORMATS, write
from ui.jobs import importing

_HARMLESS = {  # what hurts lies where nobody looks, or only in pages and sheets
    "styles.xlsx": 0,
    "names.xlsx": 0,
    "brackets.zip": 0,
    "marks.zip": 0,
    "remarks.xlsx": 1,
    "pages-in-a-circle.pdf": 1,
    "one-page-often.pdf": 1,
}


@pytest.fixture
def real(sample: Report, tmp_path: Path) -> Real:
    for suffix in FORMATS:
        write(sample, tmp_path / f"a.{suffix}")
    return Real(*((tmp_path / f"a.{suffix}").read_bytes() for suffix in ("zip", "xlsx", "pdf")))


@pytest.mark.skipif(sys.platform == "win32", reason="a Job Object holds it there: tools/windows/proof.py")
def test_no_file_costs_more_than_it_may(real: Real, tmp_path: Path) -> None:
    file = str(tmp_path / "a.bc42")
    commands = [["new", file, "--unit", "Tỉnh Kon Tum", "--level", "tinh", "--period", "2024"]]
    for name, make in CASES.items():
        path = tmp_path / name
        path.write_bytes(make(real))
        commands.append(["fill", file, str(path)] if path.suffix == ".csv" else ["read", str(path)])
    for name, done in zip(CASES, limited.run(commands)[1:], strict=True):
        outcome = f"{name}: {done}"
        assert done.code == _HARMLESS.get(name, 2), outcome
        assert done.seconds < limited.SECONDS, outcome
        assert (done.code == 2) == bool(done.err), outcome
        assert len(done.err) < 5000, outcome
        assert not {"\x1b", "\u202e", "\0"} & set(done.out + done.err), outcome


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX has pipes and devices among its files")
def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "a.pdf"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero"), tmp_path):
        with pytest.raises(KnownError, match=r"không phải là tệp|là thư mục"):
            delivery.read(path)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX has pipes and devices among its files")
def test_a_file_that_has_nothing_to_say_yet_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A window on the system that calls itself a regular file, as /proc/kmsg does."""
    pipe = tmp_path / "a.pdf"
    os.mkfifo(pipe)
    monkeypatch.setattr(stat, "S_ISREG", lambda _: True)
    with pipe.open("r+b", buffering=0), pytest.raises(KnownError, match="không phải tệp thường"):
        delivery.read(pipe)
    with pipe.open("r+b", buffering=0):
        assert not is_workspace(pipe)


@pytest.mark.parametrize("suffix", ["zip", "xlsx", "pdf"])
def test_a_file_cut_anywhere_gets_a_sentence(real: Real, tmp_path: Path, suffix: str) -> None:
    whole = {"zip": real.package, "xlsx": real.workbook, "pdf": real.pdf}[suffix]
    path = tmp_path / f"a.{suffix}"
    for length in (*range(0, len(whole), max(len(whole) // 60, 1)), len(whole) - 1):
        path.write_bytes(whole[:length])
        with suppress(KnownError):  # or the seal says that nothing is missing
            assert delivery.read(path).code == archive.short_code(real.data)


def _annotated(real: Real, annotation: DictionaryObject, path: Path) -> tuple[str, ...]:
    made = pypdf.PdfWriter(clone_from=io.BytesIO(real.pdf))
    made.add_annotation(1, annotation)
    made.write(path)
    return delivery.read(path).remarks


def test_a_note_over_a_number_is_a_remark_and_a_signature_is_none(real: Real, tmp_path: Path) -> None:
    note = FreeText(text="9.999", rect=(100, 500, 160, 520))
    assert "Trang 2" in _annotated(real, note, tmp_path / "a.pdf")[0]
    signature = DictionaryObject(note)
    signature.update({NameObject("/Subtype"): NameObject("/Widget"), NameObject("/FT"): NameObject("/Sig")})
    assert "Trang 2" in _annotated(real, signature, tmp_path / "a.pdf")[0]  # nobody has signed in it
    made = DictionaryObject({NameObject("/Contents"): ByteStringObject(b"0\x82")})
    made[NameObject("/ByteRange")] = ArrayObject([NumberObject(number) for number in range(4)])
    signature[NameObject("/V")] = made
    assert _annotated(real, signature, tmp_path / "a.pdf") == ()


@settings(max_examples=40)
@given(st.randoms(use_true_random=False))
def test_other_data_under_a_right_seal_come_whole_or_not(real: Real, tmp_path: Path, dice: random.Random) -> None:
    data = other_data(dice, real)
    path = tmp_path / "mutant.zip"
    path.write_bytes(sealed(data))
    with suppress(KnownError):
        report = importing.read(path).report
        assert numbers(archive.encode(report)) == numbers(data)
        check(report)
        package.write(payload.pack(report), EDITED, path)
        assert importing.read(path).report == report


LETTERS = 'figure,row,measure,value;\t\n\r"=.-0123456789\ufeff\u202e'


@settings(max_examples=60)
@given(st.binary(max_size=200) | st.text(st.sampled_from(LETTERS), max_size=200).map(str.encode))
def test_a_list_of_anything_is_read_or_gets_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    for head in (b"", b"figure,row,measure,value\n"):
        path.write_bytes(head + content)
        with suppress(KnownError):
            found = values.read(path)
            filling.fill(empty_report(), found.lines, vietnamese=found.vietnamese, sure=found.sure)


def test_a_folder_that_refuses_to_be_looked_into_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "stat", refuse)
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(KnownError, match="không có quyền đọc"):
        values.read(tmp_path / "a.csv")
