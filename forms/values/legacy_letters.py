"""Vietnamese in the fonts of before Unicode (TCVN3, VNI), recognised and read.

A word tells of such a font where it is no Vietnamese syllable as it stands and is one once it is read. Words that are
one either way, or neither, go with those beside them, so that a text may be half in Unicode. Other languages tell
nothing. What may be in either font, or is but one word, is for a person to decide: each reading is a guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache

_LETTERS = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ"
_IN_TCVN3 = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§"
_TCVN3: Mapping[str, str] = dict(zip(_IN_TCVN3, _LETTERS, strict=True))
_VNI_ALONE: Mapping[str, str] = {"ñ": "đ", "ö": "ư", "ô": "ơ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_TONES: Mapping[str, str] = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_ROOFED: Mapping[str, str] = {"â": "", "à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BOWED: Mapping[str, str] = {"ê": "", "è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_PAIRS = re.compile("[aeiouyAEIOUY][ø-üàáâã-ëïõØ-ÜÀ-ÃÅÈ-ËÏÕäÄ]|[ôöÔÖ][øùûõïØÙÛÕÏ]|[À-ÿ]")
_WORD = re.compile(r"[^\s!-@\[-`{-~²³\u2000-\u206f]+")
_TONED = "\u0300\u0301\u0303\u0309\u0323"
_SYLLABLE = re.compile(
    "(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|nh?|ngh?|ph|qu|r|s|th?|tr|v|x)?"
    "(?:(?:[aăâeêioôơuưy]|[iy]ê|o[aăeo]|u[âêôy]|uyê|ươ)(?P<end>ch?|k|m|nh?|ng|p|t)?"
    "|a[iouy]|â[uy]|eo|i[aou]|[iy]êu|êu|o[ai]|oa[iy]|oeo|[ôơu]i|u[aơ]|uây|uôi|uy[au]|ư[aiu]|ươ[iu])"
)
_TONE = "[\u0300\u0301\u0303\u0309\u0323]"
_ODD = re.compile(  # a tone over the last of the vowels that glide: "traỷ"; "oo" but in "xoong"
    f"(?:[aeoy\u0302\u031b][iouy]|(?<!q)ui|(?<!g)iu){_TONE}(?!\\w)|oo(?![\u0300\u0301]?(?:c|ng))"
)
_STOPPED = ("c", "ch", "p", "t")  # syllables that end in one have one of two tones
_SHORT = re.compile("[A-ZÑ§]{2}")  # abbreviations are no syllables in any writing
_MIXED = re.compile(r"[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]")
_MICRO = re.compile("µ[a-zA-Z]")  # "10 µm"
_CAPITALS = re.compile("[A-Z].*[A-Z]")  # the font for capitals has the codes of small letters
_SMALL = re.compile("[a-z]")
_LEAST = 2  # words by which a font is recognised


def read(text: str) -> tuple[str, str] | None:
    """The name of the encoding and the text in Unicode; None for a text that is in Unicode already."""
    text, known = _words(text)
    fonts = [(_told(known, decode), name) for name, decode in _FONTS.items() if _tells(known, decode)]
    best, name = max(fonts, default=(0, ""))
    if len(known) == 1 or sum(told == best for told, _ in fonts) != 1:
        return None
    return name, _converted(text, known, _FONTS[name])


def guesses(text: str) -> dict[str, str]:
    """What a text may be in Unicode, by encoding, where `read` does not decide it."""
    if read(text) is not None:
        return {}
    text, known = _words(text)
    return {name: _converted(text, known, decode) for name, decode in _FONTS.items() if _tells(known, decode)}


def _words(text: str) -> tuple[str, dict[str, bool]]:
    """A text, and whether each of its words is a syllable as it stands; no words where all may be Unicode."""
    text = unicodedata.normalize("NFC", text)
    known = {found[0]: _syllable(found[0]) for found in _WORD.finditer(text)}
    strange = any(not syllable and not word.isascii() for word, syllable in known.items())
    return text, known if strange else {}


def _tells(known: Mapping[str, bool], decode: Callable[[str], str]) -> bool:
    """Whether words may be in a font."""
    return _told(known, decode) >= _LEAST or _all_told(known, decode)


def _told(known: Mapping[str, bool], decode: Callable[[str], str]) -> int:
    """How many of some words tell of a font; one that is no syllable even once it is read speaks against it."""
    strange = [word for word, syllable in known.items() if not syllable and _MIXED.search(word)]
    strange = [word for word in strange if not _beyond(word) and not _MICRO.fullmatch(word)]
    told = sum(_spelled(decode(word)) for word in strange)
    against = sum(not _syllable(decode(word)) and not _SHORT.search(word) for word in strange)
    return told - 2 * against


def _all_told(known: Mapping[str, bool], decode: Callable[[str], str]) -> bool:
    """Whether a few words are all syllables once they are read, and one of them was none."""
    letters = {char for word in known for char in word if not char.isascii()}
    alone = any(decode(char) == char and decode(f"a{char}") == f"a{char}" for char in letters)  # in no text of the font
    if alone or any(map(_beyond, known)):
        return False
    return _told(known, decode) > 0 and all(_SHORT.search(one) or _spelled(decode(one)) for one in known)


def _beyond(word: str) -> bool:
    """Whether a word has letters that no such font has."""
    return any(ord(char) > 0xFF for char in word)


def _converted(text: str, known: Mapping[str, bool], decode: Callable[[str], str]) -> str:
    """The text, read as far as it is in the font: a word that does not tell goes with the one before it."""
    pieces: list[tuple[int, int, bool | None]] = []
    for found in _WORD.finditer(text):
        word = found[0]
        told = not known[word] and not word.isascii() and _syllable(decode(word))
        pieces.append((*found.span(), True if told else False if _beyond(word) else None))
    first = next((of_font for *_, of_font in pieces if of_font is not None), True)
    done, at, of_font = [], 0, first
    for start, end, says in pieces:
        of_font = of_font if says is None else says
        word = text[start:end]
        done += [text[at:start], decode(word) if of_font else word]
        at = end
    return unicodedata.normalize("NFC", "".join([*done, text[at:]]))


def _spelled(word: str) -> bool:
    """Whether a word is a syllable whose tone stands where it is written, as hardly any misreading is."""
    return _syllable(word) and not _ODD.search(unicodedata.normalize("NFD", word.lower()))


@lru_cache(maxsize=8192)
def _syllable(word: str) -> bool:
    """Whether a word is written as a Vietnamese syllable."""
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in letters if char in _TONED]
    found = _SYLLABLE.fullmatch(unicodedata.normalize("NFC", "".join(char for char in letters if char not in _TONED)))
    if found is None or len(tones) > 1:
        return False
    return found["end"] not in _STOPPED or tones in (["\u0301"], ["\u0323"])


def _from_tcvn3(text: str) -> str:
    found = "".join(_TCVN3.get(char, char) for char in text)
    return found.upper() if _CAPITALS.search(text) and not _SMALL.search(text) else found


def _from_vni(text: str) -> str:
    return unicodedata.normalize("NFC", _VNI_PAIRS.sub(lambda found: _vni(found[0]), text))


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


_FONTS: Mapping[str, Callable[[str], str]] = {"TCVN3": _from_tcvn3, "VNI": _from_vni}
