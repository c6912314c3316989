from __future__ import annotations

import os
from pathlib import Path

import pytest

from forms.errors import KnownError
from ui import keys


def test_a_key_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "mới" / "khoa.txt"
    assert keys.own(path) is None
    made = keys.make(path)
    assert keys.make(path) == keys.own(path) == made
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", [b"", b"zz", b"00" * 31, b"00" * 33, b"\xff\xfe"])
def test_a_damaged_key_is_told_and_not_replaced(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "khoa.txt"
    path.write_bytes(content)
    for act in (keys.own, keys.make):
        with pytest.raises(KnownError, match="bị hỏng nên không ký được"):
            act(path)
    assert path.read_bytes() == content
