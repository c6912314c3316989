"""The office's own key, by which its reports are signed: made once on this machine, kept beside the settings.

It is no part of a workspace: whoever gets a copy of a report must not be able to sign as the office that wrote it.
"""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_config_path

from exports import signing
from exports.replacement import replace
from forms.errors import KnownError, reason
from forms.workfile import stands
from ui.refusal import refused


def key_path() -> Path:
    """The file of the key."""
    return user_config_path("BaoCao42", appauthor=False) / "khoa.txt"


def own(path: Path | None = None) -> bytes | None:
    """The key of this machine; None where there is none. Raises KnownError for a damaged file: nothing is signed."""
    path = path or key_path()
    try:
        return decode(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise KnownError(
            f'Không đọc được khóa của đơn vị "{path}" ({reason(error)}) nên không ký được; '
            "đề nghị kiểm tra quyền của tệp, không xóa tệp này."
        ) from error
    except ValueError as error:
        raise KnownError(_damaged(path)) from error


def decode(content: bytes) -> bytes:
    """The key that the bytes of its file say; raises ValueError where they say none."""
    found = bytes.fromhex(content.decode("ascii").strip())
    if len(found) != signing.KEY_LENGTH:
        raise ValueError("another length")
    return found


def make(path: Path | None = None) -> bytes:
    """The key of this machine, made where there is none; raises KnownError where it cannot be kept."""
    path = path or key_path()
    found = own(path)
    if found is None:
        found = signing.new_key()
        _keep(path, found)
    return found


def take(seed: bytes, path: Path | None = None) -> None:
    """Let a key that was handed over be the one of this machine; one that it had stays beside it (see `aside`)."""
    path = path or key_path()
    old = path.read_bytes() if path.exists() else b""
    if old.strip() != seed.hex().encode():
        if old:
            replace(aside(path), old)
        _keep(path, seed)


def aside(path: Path) -> Path:
    """Where a key stays that made room: a free place beside it."""
    number = 1
    while stands(found := path.with_name(f"{path.stem}.truoc-ban-giao-{number}{path.suffix}")):
        number += 1
    return found


def _keep(path: Path, seed: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mask = os.umask(0o077)  # the owner alone reads it
        try:
            replace(path, f"{seed.hex()}\n".encode())
        finally:
            os.umask(mask)
    except OSError as error:
        raise KnownError(f'Không lưu được khóa của đơn vị vào "{path}" ({reason(error)}).') from error


def own_fingerprint() -> str:
    """What is read out of the own key by telephone; in its place what there is to know where there is none."""
    if refusal := refused(own):
        return refusal
    found = own()
    return (
        signing.fingerprint(signing.public_key(found)) if found else "chưa có khóa (lệnh key, hoặc mở lại chương trình)"
    )


def _damaged(path: Path) -> str:
    return (
        f'Khóa của đơn vị trong "{path}" bị hỏng nên không ký được; đề nghị chép lại từ bản sao, hoặc xóa tệp này rồi '
        "báo vân tay mới cho cấp trên."
    )
