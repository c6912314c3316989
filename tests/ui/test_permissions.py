"""Folders and files that an officer may not read: told in a sentence, never passed over and never a failure."""

from __future__ import annotations

import logging.handlers  # nobody may read the modules of the machine
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from exports import parcels
from forms.errors import KnownError
from tests.storage.test_failures import POSIX, folder, nobody
from ui import keys, log
from ui.jobs.handover import giving
from ui.preferences import Preferences, PreferencesFile

__all__ = ["folder"]
pytestmark = POSIX
ROOT = Path(__file__).parents[2]


@contextmanager
def closed(path: Path) -> Iterator[None]:
    """A folder that nobody may look into."""
    path.chmod(0)
    try:
        with nobody():
            yield
    finally:
        path.chmod(0o777)


def test_a_folder_that_cannot_be_read_is_told_and_the_others_are_received(folder: Path) -> None:
    shut, read = folder / "a", folder / "b"
    for place in (shut, read):
        place.mkdir()
        (place / "x.zip").write_bytes(b"123")
    for name in ("System Volume Information", "$RECYCLE.BIN"):
        (folder / name).mkdir(0)
    with closed(shut):
        found = dict(parcels.opened([folder]))
        alone = dict(parcels.opened([shut]))
    assert found[str(read / "x.zip")] == b"123"
    assert "không có quyền" in str(found.pop(str(shut)))
    assert len(found) == 1
    assert list(alone) == [str(shut)]


def test_the_key_that_cannot_be_read_is_not_called_damaged(folder: Path) -> None:
    path = folder / "khoa.txt"
    keys.make(path)
    with closed(path), pytest.raises(KnownError, match="không xóa tệp này") as caught:
        keys.own(path)
    assert "bị hỏng" not in str(caught.value)


def test_settings_that_cannot_be_read_are_told(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "settings.json").write_text("{}")
    with closed(folder / "settings.json"):
        file = PreferencesFile(folder / "settings.json")
        assert file.read() == Preferences()
    assert "đề nghị kiểm tra quyền" in file.damage
    assert capfd.readouterr().err == ""


def test_templates_that_cannot_be_read_are_not_left_out_in_silence(folder: Path) -> None:
    own = folder / "mau"
    (own / "rieng").mkdir(parents=True)
    (own / "rieng" / "template.toml").touch()
    assert len(list(giving._templates(own, "mau"))) == 1
    assert list(giving._templates(folder / "none", "mau")) == []
    for place in (own, own / "rieng", folder):
        with closed(place), pytest.raises(KnownError, match="Không đọc được thư mục mẫu"):
            list(giving._templates(own, "mau"))


def test_the_last_words_need_no_log(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert logging.handlers
    monkeypatch.setattr(log, "log_path", lambda: folder / "a" / "baocao42.log")
    (folder / "a").mkdir()
    with closed(folder / "a"):
        assert 'nhật ký "' not in log.last_words(ValueError("x"))


def test_a_log_that_cannot_be_written_says_nothing_of_itself(tmp_path: Path) -> None:
    (tmp_path / "in the way").touch()
    code = f"""
from pathlib import Path
from ui import log
log.log_path = lambda: Path({str(tmp_path)!r}) / "in the way" / "a.log"
print(log.last_words(ValueError("x")))
"""
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.startswith("Chương trình gặp một lỗi")
    assert done.stderr == ""
