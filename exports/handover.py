"""A handover (gói bàn giao): what an office works with on one machine, sealed by a password for the next one.

The key comes from the password by Argon2id (RFC 9106), the seal is libsodium's secretbox (XSalsa20-Poly1305): what
somebody changed, or opens with another password, is refused whole. Within it is a zip whose parts are named and typed
here; what else stands in one is refused, since it becomes files of the next machine.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Mapping

from exports.container import Container
from forms import workfile
from forms.errors import KnownError

SUFFIX = ".bangiao"
SHORTEST = 8
"""Characters that a password has at least."""
MOST = 80_000_000
"""Bytes of a sealed file."""
MOST_PART = workfile.MOST_HELD
"""Bytes of a part, unpacked."""

_NAME, _VERSION = b"BaoCao42 ban giao ", 1
_MARK = _NAME + b"%d\n" % _VERSION
_SALT = 16  # bytes
_ROUNDS, _MEMORY = 4, 67_108_864  # of Argon2id: half a second of an old laptop
_FORBIDDEN = re.compile(r'[\x00-\x1f\ud800-\udfff<>:"|?*\\]|[. ]$|^\.|^ |^(?i:con|prn|aux|nul|com\d|lpt\d)(\.|$)')
_LONGEST = 200  # bytes of a name


def seal(parts: Mapping[str, bytes], password: str) -> bytes:
    """Seal parts by their names; raises KnownError for a password that is too short, and for too much."""
    if len(_normal(password)) < SHORTEST:
        raise KnownError(f"Mật khẩu cần ít nhất {SHORTEST} ký tự; đề nghị đặt mật khẩu khác.")
    for name, content in parts.items():
        if len(content) > MOST_PART:
            raise KnownError(f'"{name}" lớn hơn {MOST_PART // 1_000_000} MB nên không vào gói; đề nghị chép riêng.')
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as together:
        for name, content in parts.items():
            together.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    if packed.tell() > MOST - 1000:
        raise KnownError("Gói bàn giao quá lớn; đề nghị bàn giao các tệp làm việc thành nhiều gói.")
    from nacl.secret import SecretBox  # noqa: PLC0415 - libsodium loads only where something is sealed
    from nacl.utils import random  # noqa: PLC0415

    salt = random(_SALT)
    return _MARK + salt + bytes(SecretBox(_key(password, salt)).encrypt(packed.getvalue()))


def opened(content: bytes, password: str) -> Container:
    """The parts of a sealed file, each name a path that any system takes.

    Raises KnownError for what is no handover, one of a newer program, another password, and one that was changed.
    """
    if not content.startswith(_MARK):
        if content.startswith(_NAME):
            raise KnownError("Gói bàn giao do bản BaoCao42 mới hơn làm; đề nghị cập nhật chương trình rồi mở lại.")
        raise KnownError(f"Đây không phải gói bàn giao của BaoCao42; đề nghị chọn tệp {SUFFIX}.")
    from nacl.exceptions import CryptoError  # noqa: PLC0415
    from nacl.secret import SecretBox  # noqa: PLC0415

    start = len(_MARK) + _SALT
    try:
        packed = SecretBox(_key(password, content[len(_MARK) : start])).decrypt(content[start:])
        del content
        found = Container(packed)
    except (CryptoError, ValueError) as error:
        raise KnownError("Mật khẩu chưa đúng, hoặc gói bàn giao bị hỏng; đề nghị gõ lại, hoặc chép lại gói.") from error
    except zipfile.BadZipFile as error:
        raise KnownError(_strange()) from error
    if not all(map(is_plain, found.names)) or len({name.casefold() for name in found.names}) < len(found.names):
        raise KnownError(_strange())
    return found


def _key(password: str, salt: bytes) -> bytes:
    from nacl.pwhash import argon2id  # noqa: PLC0415

    return argon2id.kdf(32, _normal(password).encode(), salt, opslimit=_ROUNDS, memlimit=_MEMORY)


def _normal(password: str) -> str:
    """One password, whichever way a keyboard composes its letters."""
    return unicodedata.normalize("NFC", password)


def is_plain(name: str) -> bool:
    """Whether a name is a path beneath a folder, on every system."""
    return all(
        part
        and not _FORBIDDEN.search(part)
        and len(part.encode()) <= _LONGEST
        and unicodedata.is_normalized("NFC", part)
        for part in name.split("/")
    )


def _strange() -> str:
    return "Gói bàn giao có phần không phải do BaoCao42 làm; chưa nhận gì."
