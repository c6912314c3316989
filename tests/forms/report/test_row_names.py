"""What is no name of a row, however it is written, and what is one though it begins as a sum does."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from forms.document import restoring
from forms.report import archive
from forms.report.filling import FillError, ValueLine, fill
from forms.report.report import Report
from forms.report.row_names import no_name, sums_among
from tests.forms.small import small

NO_NAMES = """
Cộng|TỔNG CỘNG:|Tổng số|Tong so|Tổng cộng (1+2)|Tổng số (I+II)|Cộng (A)|Tổng số hài cốt liệt sĩ|Cộng toàn huyện
Toàn tỉnh|Cả tỉnh|Tổng cộng 3 huyện|Σ|Tổng kinh phí|I. Tổng số|1. Cộng|* Tổng cộng|Cộng dồn|Lũy kế|Luỹ kế|T ổ n g
Tổng năm 2024|Grand Total|Tỉnh Kon Tum|TS|Tông cộng|Đơn vị: hài cốt|(Đơn vị tính: hài cốt)|ĐVT: hài cốt|STT
Tổng A+B|A+B|I+II|Chung|Tất cả|Hàng tổng|Số cộng|Tổng kết|Tổng công|Cộng mang sang|T/C|Tổng người|Toàn ngành
I|IV.|a)|B|Trong đó nữ|- Trong đó:|Chia theo huyện|Gồm:|Cụ thể như sau|Quốc gia|Tên nước|Họ và tên|Địa phương
Kết quả thực hiện|Kinh phí (triệu đồng)|Thành tiền|Phụ lục 01|Quý I/2024|6 tháng đầu năm|Ước cả năm|đồng|1.000 đồng
Mang sang|Số liệu tổng|Sub total|T. số|TC|Sum|Subtotal|TCộng|Tong|Cong|Toàn huyện|Tỉnh Kon Tum (cộng)
Nơi quy tập|Tên huyện|Huyện/TP|Số hài cốt|Số lượng (hài cốt)|Năm 2024|Hài cốt liệt sĩ|x|X|-|Total|Cộng hài cốt liệt sĩ
"""
NAMES = """
Lào|Kon Tum|Huyện Đăk Hà|Cộng hòa Séc|Tổng công ty A|Tong cong ty A|Cộng đồng|Tổng cục Thuế|Toàn Thắng|Tổng hội Y học
+ + +|Cộng tác viên|Xã Tổng Cọt|Tổng Liên đoàn|Đơn vị 123|x1|Thành phố Kon Tum
12|3-4|Thôn 5|Tổ dân phố 3|Ý|Mỹ|I-ta-li-a|A/B|Các huyện|Tỉnh đoàn|Nước khác|Người dân|Số 5 Trần Phú
"""


def listed(texts: str) -> list[str]:
    return texts.strip().replace("\n", "|").split("|")


def refusal(report: Report, label: str) -> str:
    figure = report.template.figures["martyr_remains"]
    return no_name(figure, figure.breakdowns["place"], label, report.unit.name)


@pytest.mark.parametrize("label", listed(NO_NAMES))
def test_sums_heads_units_and_signs_name_no_row(report: Report, label: str) -> None:
    assert refusal(report, label)


@pytest.mark.parametrize("label", listed(NAMES))
def test_a_name_that_begins_as_a_sum_is_a_name(report: Report, label: str) -> None:
    assert not refusal(report, label)


def test_what_the_definition_names_is_a_name(report: Report) -> None:
    for figure in report.template.figures.values():
        for breakdown in figure.breakdowns.values():
            for label in (*breakdown.suggest, *(row.label for row in breakdown.rows.values())):
                assert not no_name(figure, breakdown, label, label)


def test_a_values_file_adds_no_row_for_a_sum(report: Report) -> None:
    with pytest.raises(FillError, match="dòng cộng"):
        fill(report, [ValueLine(2, "martyr_remains", "Cộng", "count", "5")], vietnamese=True)
    assert not report.rows


def test_rows_that_count_something_twice_are_told_of_a_report_that_arrives(sample: Report) -> None:
    data = json.loads(archive.encode(sample))
    assert restoring.doubtful_rows(restoring.restore(archive.decode(json.dumps(data).encode()), sample.template)) == ()
    first = data["rows"][0]
    first["label"] = "Tổng cộng"
    data["rows"].append({**first, "id": first["id"].partition("#")[0] + "#99"})
    found = restoring.restore(archive.decode(json.dumps(data).encode()), sample.template)
    total, twins = restoring.doubtful_rows(found)
    assert '"Tổng cộng" là dòng cộng' in total
    assert "hơn một lần" in twins
    assert found.cells == sample.cells


@pytest.mark.parametrize(
    ("label", "unit", "names", "total"),
    [
        ("Quà tặng", "đồng", "Cộng đồng|Cong dong", "Tổng đồng"),
        ("Quà tặng", "tỷ đồng", "Tổng công ty|Tong cong ty", "Tổng tỷ đồng"),
        ("Hội viên, kho, đội, cục", "người", "Tổng hội|Tổng kho|Tổng đội|Tổng cục", "Tổng viên"),
        ("Hàng hóa", "đồng", "Cộng hòa|Cộng hoà|Cong hoa", "Cộng hàng hóa"),
    ],
)
def test_a_name_is_no_sum_though_the_table_has_its_words(
    tmp_path: Path, label: str, unit: str, names: str, total: str
) -> None:
    section = f"""
[figure.gifts]
label = "{label}"
measures.amount = {{label = "Kinh phí", unit = "{unit}"}}
[figure.gifts.breakdown.giver]
label = "Nơi tặng"
relation = "subset"
open = true
"""
    figure = small(tmp_path, section).figures["gifts"]
    for name in names.split("|"):
        assert not no_name(figure, figure.breakdowns["giver"], name), name
    assert no_name(figure, figure.breakdowns["giver"], total) == "dòng cộng"


@pytest.mark.parametrize(
    ("rows", "sums"),
    [
        ([(1, 10), (2, 20), (3, 30)], [2]),
        ([(6, 60), (1, 10), (2, 20), (3, 30)], [0]),
        ([(1, 10), (2, 20), (3, 31)], []),  # in each column
        ([(1, 0), (2, 0), (3, 0)], [2]),
        ([(3, 0), (3, 0)], []),  # two say nothing of each other
        ([(3, 0), (3, 0), (0, 0)], []),
        ([(0, 0), (0, 0), (0, 0)], []),
        ([], []),
    ],
)
def test_a_row_is_a_sum_where_it_is_all_others_in_each_column(rows: list[tuple[int, int]], sums: list[int]) -> None:
    assert sums_among([[*map(Fraction, row)] for row in rows]) == sums
