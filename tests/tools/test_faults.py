"""A short round of `python -m tools.faults`, and what a disk may hold that lost its power."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tools.faults import interposer
from tools.faults.disk import Disk
from tools.faults.interposer import Call

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(bool(interposer.missing()), reason=interposer.missing())
def test_a_fault_leaves_what_was_before_or_after() -> None:
    command = [sys.executable, "-m", "tools.faults", "--every", "12", "--draws", "1", "--kills", "3", "--seed", "1"]
    done = subprocess.run(
        [*command, "new in a file", "commit again", "undo", "save as"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    tried = [int(number) for number in re.findall(r" (\d+) (?:faults|disks)", done.stdout)]
    assert len(tried) == 8
    assert min(tried) > 0
    assert sum(tried) > 100
    assert re.search(r"kills: 3, \d+ cells committed, 0 lost", done.stdout)


def possible(folder: Path, calls: Sequence[Call]) -> set[tuple[tuple[str, bytes], ...]]:
    """What may stand in a folder after calls and the power lost."""
    root = folder / "đĩa"
    root.mkdir()
    (root / "cũ").write_bytes(b"old")
    number = (root / "cũ").stat().st_ino
    disk = Disk(root)
    for call in calls:
        path, to = (str(root / name) if name else "" for name in (call.path, call.to))
        disk.take(Call(call.kind, call.file or number, call.offset, path.rstrip("/."), to, call.data))
    found = set()
    for draw in range(200):
        left = folder / str(draw)
        left.mkdir()
        disk.lose_power(random.Random(draw), left)  # noqa: S311 - examples, no secrets
        found.add(tuple(sorted((path.name, path.read_bytes()) for path in left.iterdir())))
    return found


def test_each_write_that_was_not_synced_is_there_or_not(tmp_path: Path) -> None:
    calls = [Call("write", 0, 0, "cũ", data=b"N"), Call("write", 0, 2, "cũ", data=b"W")]
    assert possible(tmp_path, calls) == {(("cũ", text),) for text in (b"old", b"Nld", b"olW", b"NlW")}


def test_what_was_synced_stands(tmp_path: Path) -> None:
    calls = [Call("write", 0, 0, "cũ", data=b"N"), Call("sync", 0, 0, "cũ"), Call("truncate", 0, 1, "cũ")]
    assert possible(tmp_path, calls) == {(("cũ", b"Nld"),), (("cũ", b"N"),)}


def test_a_name_is_certain_when_its_folder_was_synced(tmp_path: Path) -> None:
    calls = [Call("create", 1, 0, "mới"), Call("write", 1, 0, "mới", data=b"n"), Call("sync", 1, 0, "mới")]
    calls.append(Call("rename", 1, 0, "mới", "cũ"))
    old, made, moved = (("cũ", b"old"),), (("cũ", b"old"), ("mới", b"n")), (("cũ", b"n"),)
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert possible(tmp_path / "a", calls) == {old, made, moved}
    assert possible(tmp_path / "b", [*calls, Call("sync", 2, 0, ".")]) == {moved}


def test_where_a_file_grew_without_its_writes_anything_may_stand(tmp_path: Path) -> None:
    calls = [Call("write", 0, 3, "cũ", data=b"x" * 3), Call("write", 0, 6, "cũ", data=b"y")]
    found = {content for ((_, content),) in possible(tmp_path, calls)}
    assert {b"old", b"oldxxxy", b"old\0\0\0y"} < found
    assert len(found) > 4
