"""Files that belong together are put in place together."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from exports.replacement import NotWrittenError, gathered, replace
from forms.workfile import HEADER


def test_a_folder_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    folder = tmp_path / "gửi" / "lần 1"

    def fail() -> None:
        with gathered(folder) as stage:
            (stage / "a").write_bytes(b"1")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert not list((tmp_path / "gửi").iterdir())
    with gathered(folder) as stage:
        (stage / "a").write_bytes(b"1")
        assert not folder.exists()
    assert [path.name for path in folder.iterdir()] == ["a"]


def test_a_disk_that_went_away_in_the_middle_takes_the_files_when_it_is_back(tmp_path: Path) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()

    def write(*, pulled: bool = False) -> None:
        with gathered(stick / "gửi") as stage:
            (stage / "a").write_bytes(b"1")
            if pulled:
                stick.rename(tmp_path / "đã rút")
            (stage / "b").write_bytes(b"2")

    with pytest.raises(NotWrittenError):
        write(pulled=True)
    (tmp_path / "đã rút").rename(stick)
    write()
    assert [path.name for path in stick.iterdir()] == ["gửi"]
    assert sorted(path.name for path in (stick / "gửi").iterdir()) == ["a", "b"]


def test_what_stands_in_a_folder_stays_where_one_file_cannot_come_in(tmp_path: Path) -> None:
    for name, content in (("a", b"old"), ("b", HEADER), ("c", b"other")):
        (tmp_path / name).write_bytes(content)

    def bring(*names: str) -> None:
        with gathered(tmp_path) as stage:
            for name in names:
                (stage / name).write_bytes(b"new")

    with pytest.raises(NotWrittenError):  # a workspace makes no room
        bring("a", "aa", "b")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old", "b": HEADER, "c": b"other"}
    bring("a", "aa")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a": b"new", "aa": b"new", "b": HEADER, "c": b"other",
    }  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in folders there")
def test_a_pipe_makes_no_room_and_a_file_without_a_name_is_told(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, Path(), tmp_path / ("n" * 300)):
        with pytest.raises(NotWrittenError):
            replace(path, b"new")
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]
