"""Who sent a report: an office signs what its files carry, and whoever receives them knows the key again.

A digest in the same file proves nothing about its maker, since whoever changes the data can make it anew. A signature
(Ed25519, RFC 8032) proves that the holder of a key made it; whose key it is, two offices settle once by comparing its
fingerprint, by telephone. No server, no authority.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from forms.report import archive
from forms.report.envelope import values

KEY_LENGTH = 32  # bytes of a seed, from which key and signature follow
_CONTEXT = b"BaoCao42 envelope\n"  # a signature of ours is of nothing else


class Signature(NamedTuple):
    """The public key of who signed, in hexadecimal; `valid` says whether the signature fits what was signed."""

    key: str
    valid: bool

    @property
    def fingerprint(self) -> str:
        """The key in a form that can be read out by telephone."""
        return fingerprint(self.key)


def new_key() -> bytes:
    """A seed for a new key; whoever has it can sign as this office."""
    from nacl.utils import random  # noqa: PLC0415 - libsodium loads only where something is signed

    return random(KEY_LENGTH)


def public_key(seed: bytes) -> str:
    """The public key of a seed, in hexadecimal."""
    from nacl.signing import SigningKey  # noqa: PLC0415

    return SigningKey(seed).verify_key.encode().hex()


def fingerprint(key: str) -> str:
    """The first twenty hexadecimal digits of the digest of a public key, in groups of four."""
    short = archive.digest(bytes.fromhex(key))[:20].upper()
    return "-".join(short[start : start + 4] for start in range(0, 20, 4))


def sign(envelope: bytes, seed: bytes) -> bytes:
    """An envelope with the signature of all else in it, and so of the data whose digest it names."""
    from nacl.signing import SigningKey  # noqa: PLC0415

    value = SigningKey(seed).sign(_CONTEXT + envelope).signature
    return archive.canonical(dict(values(envelope)) | {"signature": {"key": public_key(seed), "value": value.hex()}})


def verify(envelope: bytes) -> Signature | None:
    """Who signed an envelope; None where nobody did. What is no signature at all is one that does not fit."""
    content: dict[str, Any] = dict(values(envelope))
    carried = content.pop("signature", None)
    if carried is None:
        return None
    from nacl.exceptions import CryptoError  # noqa: PLC0415
    from nacl.signing import VerifyKey  # noqa: PLC0415

    try:
        key = bytes.fromhex(carried["key"])
        VerifyKey(key).verify(_CONTEXT + archive.canonical(content), bytes.fromhex(carried["value"]))
    except (CryptoError, ValueError, TypeError, KeyError):
        return Signature("", valid=False)
    return Signature(key.hex(), valid=True)
