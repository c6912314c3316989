"""In what a workbook counts is read from its words, and converted exactly."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.books import scales


@pytest.mark.parametrize(
    ("text", "unit", "found"),
    [
        ("Kinh phí (triệu đồng)", "đồng", "triệu đồng"),
        ("Đơn vị tính: Triệu đồng", "đồng", "triệu đồng"),
        ("ĐVT: 1.000 đồng", "đồng", "nghìn đồng"),
        ("Kinh phí (tr.đ)", "đồng", "triệu đồng"),
        ("Kinh phí (1000đ)", "triệu đồng", "nghìn đồng"),
        ("Số tiền, tỷ đồng", "đồng", "tỷ đồng"),
        ("Đồng", "triệu đồng", "đồng"),
        ("Dân số (nghìn người)", "người", "nghìn người"),
        ("Số gạo hỗ trợ (kg)", "tấn", "kg"),
        ("Số gạo, tạ", "tấn", "tạ"),
        ("ĐVT: nghìn tấn", "tấn", "nghìn tấn"),
        ("Rác thu gom (kg/ngày)", "tấn/ngày", "kg/ngày"),
        ("Đất ở (m2)", "ha", "m²"),
        ("Số gạo (kg)", "ha", ""),
        ("Đồng bào dân tộc thiểu số", "đồng", ""),
        ("Hỗ trợ 5 triệu đồng/hộ", "đồng", ""),
        ("Kinh phí (triệu đồng)", "hộ", ""),
        ("Tỷ lệ (%)", "đồng", ""),
    ],
)
def test_a_head_says_its_unit(text: str, unit: str, found: str) -> None:
    assert scales.told([text], unit) == found


@given(st.sampled_from(("đồng", "tấn", "km²/xã")).map(scales.choices), st.data())
def test_there_and_back_is_nothing(units: list[str], data: st.DataObject) -> None:
    one, other = data.draw(st.sampled_from(units)), data.draw(st.sampled_from(units))
    there, back = scales.ratio(one, other), scales.ratio(other, one)
    assert there is not None
    assert back is not None
    assert there * back == 1


def test_what_counts_other_things_is_not_converted() -> None:
    assert scales.ratio("đồng", "triệu đồng") == Fraction(1, 10**6)
    assert scales.ratio("triệu đồng/năm", "đồng/năm") == 10**6
    assert scales.ratio("hộ", "") == 1
    assert scales.ratio("tấn", "kg") == 1000
    assert scales.ratio("kg/khẩu/tháng", "tấn/khẩu/tháng") == Fraction(1, 1000)
    for unit, into in (("hộ", "triệu đồng"), ("triệu đồng/năm", "đồng"), ("tấn", "ha"), ("%", "người"), ("", "người")):
        assert scales.ratio(unit, into) is None
    assert scales.choices("%") == ["%"]
