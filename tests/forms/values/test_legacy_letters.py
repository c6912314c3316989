"""Vietnamese of before Unicode is read, also beside Unicode; what is Unicode, or another language, is left alone."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.values.legacy_letters import guesses, read

TEXT = (
    "công tác giảm nghèo bảo trợ xã hội được thực hiện quyết định số ngày của tiền điện nước sạch đường huyện lũy kế "
    "trẻ em khuyết tật người cao tuổi đã hỗ trợ triệu đồng thuộc quỹ vận động ủng hộ mỗi tháng lượt khám nhà ở thiếu"
)
WORDS = TEXT.split()
TCVN3 = dict(
    zip(
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ",
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ",
        strict=True,
    )
)
TONES = dict(zip("\u0300\u0301\u0309\u0303\u0323", "øùûõï", strict=True))
ROOFED = dict(zip("\u0300\u0301\u0309\u0303\u0323", "àáåãä", strict=True)) | {"": "â"}
BOWED = dict(zip("\u0300\u0301\u0309\u0303\u0323", "èéúüë", strict=True)) | {"": "ê"}
ALONE = {"đ": "ñ", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}


def in_vni(char: str) -> str:
    """A small letter as VNI has it."""
    letters = list(unicodedata.normalize("NFD", char))
    base, marks = letters[0], letters[1:]
    tone = next((mark for mark in marks if mark in TONES), "")
    if char in ALONE:
        return ALONE[char]
    if "\u0302" in marks:
        return base + ROOFED[tone]
    if "\u0306" in marks:
        return base + BOWED[tone]
    if "\u031b" in marks:
        base = {"o": "ô", "u": "ö"}[base]
    return base + TONES.get(tone, "")


# a word or two may be Vietnamese in either font: "coâng" is "công" in VNI and "coõng" in TCVN3
@given(st.lists(st.sampled_from(WORDS), min_size=8, max_size=30, unique=True), st.booleans(), st.booleans())
def test_a_sentence_is_read_as_it_was_meant(words: list[str], vni: bool, raised: bool) -> None:  # noqa: FBT001
    text = " ".join(words)
    typed = "".join(in_vni(char) if vni else TCVN3.get(char, char) for char in text)
    if vni and raised:
        text, typed = text.upper(), typed.upper()
    found = read(typed)
    assert read(text) is None
    if found is not None:  # a sentence of words that are some in both
        assert found == ("VNI" if vni else "TCVN3", text)
    elif len(set(words)) > 7:
        pytest.fail(typed)


@pytest.mark.parametrize(
    ("typed", "name", "words"),
    [
        ("C«ng t¸c gi¶m nghÌo, b¶o trî x· héi n¨m 2024", "TCVN3", "Công tác giảm nghèo, bảo trợ xã hội năm 2024"),
        ("Q§ 12/Q§-UBND ngµy 5/3 cña H§ND", "TCVN3", "QĐ 12/QĐ-UBND ngày 5/3 của HĐND"),
        ("C¤NG T¸C gi¶m nghÌo", "TCVN3", "CÔNG TÁC giảm nghèo"),
        ("Theo sè liÖu", "TCVN3", "Theo số liệu"),
        ("Báo cáo của xã: gi¶m nghÌo cßn chËm, đạt 12%", "TCVN3", "Báo cáo của xã: giảm nghèo còn chậm, đạt 12%"),
        ("Coâng taùc giaûm ngheøo. Xã đã hỗ trợ", "VNI", "Công tác giảm nghèo. Xã đã hỗ trợ"),
        ("Coâng taùc giaûm ngheøo, baûo trôï ñöôïc thöïc hieän", "VNI", "Công tác giảm nghèo, bảo trợ được thực hiện"),
        ("CÖÏU CHIEÁN BINH chòu traùch nhieäm, kyõ thuaät", "VNI", "CỰU CHIẾN BINH chịu trách nhiệm, kỹ thuật"),
        ("Nghò quyeát soá 42-NQ/TW cuûa Ñaêk Toâ, 29,5 m²", "VNI", "Nghị quyết số 42-NQ/TW của Đăk Tô, 29,5 m²"),
        ("Y teá", "VNI", "Y tế"),  # in TCVN3 no syllable has its tone there
        ("{jobs.persons} ng\u00adêi[, {note: B¸o c¸o}]", "TCVN3", "{jobs.persons} người[, {note: Báo cáo}]"),
    ],
)
def test_letters_of_before_unicode_are_read(typed: str, name: str, words: str) -> None:
    assert read(typed) == (name, words)
    assert read(words) is None


@pytest.mark.parametrize(
    "text",
    [
        *("Công tác", "§ 5 ® quy", "hoà thuận, tuấn, thuỷ, quý, uý, khoẻ", "café ø", ""),
        "Hà có ba cô, con bê, cá, gà, bò; là thế, có đi",
        "Đăk Lăk, Ia H'Drai, Krông Nô, Cư M'gar, Ea H'leo, K'Ho, Xơ-đăng, Plei Kần",
        "dày 5 µm và 10 µm, 25 °C ± 2, 5 m², ½ « A » © £10",
        "The quick brown fox 12,345.67 items & more",
        "1.234.567 8.900 12,5% 05/3/2024 – 12",
        *("5 µm", "đường kính 5 µm", "Müller"),
        "L'école a été créée à côté de la forêt où l'élève naïve mange une crème brûlée, Noël, maïs, où ça",
        "Die Größe der Straße über München, schön, Löwe, Köln, für Öl, müde, grün, böse",
        "El niño y la niña, ¿qué tal? ¡Olé! año, español; não são ações do coração, pão, irmã",
        "på så här går vi, blå øl, kjøre, ærlig, også, når får",
        "Dự án của Société Générale, Médecins Sans Frontières, Müller, Citroën, Zoë, São Paulo",
    ],
)
def test_what_may_be_unicode_stays(text: str) -> None:
    ways = (text, text.upper(), unicodedata.normalize("NFD", text))
    assert [(read(one), guesses(one)) for one in ways] == [(None, {})] * 3


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("coâng coâng", {"VNI": "công công"}),  # one word is no evidence, however often it stands there
        ("ho¹ch", {"TCVN3": "hoạch"}),
        ("trî sè", {"TCVN3": "trợ số", "VNI": "trỵ sè"}),
        ("đã coâng", {}),  # a word that only Unicode has speaks against it
    ],
)
def test_what_nobody_can_decide_is_asked(typed: str, readings: dict[str, str]) -> None:
    assert (read(typed), guesses(typed)) == (None, readings)
