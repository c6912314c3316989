"""Vietnamese in the fonts of before Unicode (TCVN3, VNI): recognised by signs that no Vietnamese text has, and read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_LETTERS = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ"
_IN_TCVN3 = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§"
_TCVN3: Mapping[str, str] = dict(zip(_IN_TCVN3, _LETTERS, strict=True))
_VNI_ALONE: Mapping[str, str] = {"ñ": "đ", "ö": "ư", "ô": "ơ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_TONES: Mapping[str, str] = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_ROOFED: Mapping[str, str] = {"â": "", "à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BOWED: Mapping[str, str] = {"ê": "", "è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_TCVN3_SIGNS = frozenset("µ¶¸¹¨»¼½¾©®ª«¬\u00ad×÷¡¢£¤¥¦§Þþßð")
_VNI_SIGNS = frozenset("øûïåäëüñöæîØÛÏÅÄËÜÑÖÆÎ")
_VNI_PAIRS = re.compile("[aeiouyAEIOUY][ø-üàáâã-ëïõØ-ÜÀ-ÃÅÈ-ËÏÕäÄ]|[ôöÔÖ][øùûõïØÙÛÕÏ]|[À-ÿ]")
_LEAST = 2  # signs by which a font is recognised; one may be a sign in its own right, as § and ®


def read(text: str) -> tuple[str, str] | None:
    """The name of the encoding and the text in Unicode; None for a text that is in Unicode already."""
    if any(ord(char) > 0xFF and unicodedata.name(char, "").startswith("LATIN") for char in text):
        return None
    if _near_letters(text, _TCVN3_SIGNS) >= _LEAST:
        return "TCVN3", _composed("".join(_TCVN3.get(char, char) for char in text))
    if _near_letters(text, _VNI_SIGNS) >= _LEAST:
        return "VNI", _composed(_from_vni(text))
    return None


def _near_letters(text: str, signs: frozenset[str]) -> int:
    """How many of the signs stand within a word."""
    return sum(
        char in signs and any(other.isalpha() and other.isascii() for other in text[max(0, place - 1) : place + 2])
        for place, char in enumerate(text)
    )


def _from_vni(text: str) -> str:
    return _VNI_PAIRS.sub(lambda found: _vni(found[0]), text)


def _vni(pair: str) -> str:
    """A letter with what stands behind it, or a letter alone."""
    upper = pair[-1].isupper()
    first, last = pair[0].lower(), pair[-1].lower()
    if len(pair) == 1:
        found = _VNI_ALONE.get(last, last)
        return found.upper() if upper else found
    base = _VNI_ALONE.get(first, first)
    if last in _TONES:
        found = base + _TONES[last]
    elif last in _ROOFED and base in "aeo":
        found = base + "\u0302" + _ROOFED[last]
    elif last in _BOWED and base == "a":
        found = "ă" + _BOWED[last]
    else:
        return pair[0] + _vni(pair[-1])
    return found.upper() if pair[0].isupper() else found


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
