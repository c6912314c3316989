from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest

from tools.windows import package


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    for name in ("BaoCao42.exe", "_internal/python311.dll", "_internal/resources/licences/Phông chữ.txt"):
        file = tmp_path / "frozen" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(name.encode())
    return tmp_path / "frozen"


def test_every_file_has_a_reason_and_a_stranger_is_refused(frozen: Path) -> None:
    size, lines = package.weigh(frozen)
    assert size * 1e6 == sum(file.stat().st_size for file in frozen.rglob("*") if file.is_file())
    assert len(lines) == 3
    (frozen / "_internal" / "opengl32sw.dll").write_bytes(b"?")
    with pytest.raises(KeyError, match=r"opengl32sw\.dll has no reason"):
        package.weigh(frozen)


def test_the_portable_archive_holds_every_file_in_one_folder(frozen: Path, tmp_path: Path) -> None:
    file = package.portable(frozen, tmp_path, "1.2.3")
    with zipfile.ZipFile(file) as packed:
        assert "BaoCao42-1.2.3/_internal/resources/licences/Phông chữ.txt" in packed.namelist()
        assert packed.read("BaoCao42-1.2.3/BaoCao42.exe") == b"BaoCao42.exe"


def test_checksums_are_those_of_the_files(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"abc")
    file = package.checksums([tmp_path / "a.zip"], tmp_path)
    assert file.read_text() == f"{hashlib.sha256(b'abc').hexdigest()}  a.zip\n"
