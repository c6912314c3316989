"""Who an office is: ids made alike everywhere, and names that say enough or too little."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from forms.offices.units import Unit, identity, named, unlike

ONE = Unit("Xã Tân Lập", "xa", path=("Tỉnh Kon Tum", "Huyện Kon Rẫy"))
OTHER = Unit("Xã Tân Lập", "xa", path=("Tỉnh Kon Tum", "Huyện Đăk Hà"))


def test_an_id_is_written_in_files_for_ever() -> None:
    assert Unit("Tỉnh Kon Tum", "tinh").id == "d8d926ac7e0614687133"
    assert ONE.id == "60939883c48640bfe8ae"


def test_an_id_is_the_same_for_every_spelling_and_another_for_every_place() -> None:
    assert Unit("XÃ ĐĂK MÔN", "xa").id == Unit("Xã Đắk Môn", "xa").id
    others = [ONE, OTHER, Unit("Xã Tân Lập", "xa"), Unit("Xã Tân Lập", "huyen"), Unit("Xã Tân Lập", "xa", path=("A",))]
    assert len({unit.id for unit in others}) == len(others)


@given(st.integers(1, 9), st.integers(1, 9))
def test_twins_have_ids_of_their_own(one: int, other: int) -> None:
    assert (identity("xa", "A", (), one) == identity("xa", "A", (), other)) == (one == other)
    assert identity("xa", "A", (), one) != identity("xa", "A")


def test_what_a_name_names() -> None:
    coded = Unit("Xã Tân Lập", "xa", "23500", id="z")
    units = [ONE, OTHER, coded]
    assert named(units, "Xã Tân Lập") == units
    assert named(units, "xa tan lap, huyen dak ha") == [OTHER]
    assert named(units, "Xã Tân Lập, Huyện Kon Rẫy, Tỉnh Kon Tum") == [ONE]
    assert named(units, "23500") == named(units, "z") == [coded]
    assert named(units, "Huyện Đăk Hà") == []
    accented = Unit("Xã Tân Lạp", "xa")
    assert named([*units, accented], "Xã Tân Lạp") == [accented]


def test_the_whole_name_ends_with_the_highest_office() -> None:
    assert ONE.full == "Xã Tân Lập, Huyện Kon Rẫy, Tỉnh Kon Tum"
    assert Unit("Tỉnh Kon Tum", "tinh").full == "Tỉnh Kon Tum"
    assert named([ONE], "") == []


def test_only_what_both_say_tells_them_apart() -> None:
    assert unlike(ONE, OTHER)
    assert unlike(Unit("A", "xa", "1"), Unit("A", "xa", "2"))
    assert not unlike(Unit("A", "xa", "1"), Unit("A", "xa"))
    assert not unlike(ONE, Unit("Xã Tân Lập", "xa"))
