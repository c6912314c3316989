"""Lists of deadlines, row by row."""

from __future__ import annotations

from datetime import date

import pytest

from forms.errors import KnownError
from forms.lists.deadline_lists import read
from forms.offices.deadlines import Deadline

LEVELS, TEMPLATES = {"xa": "Cấp xã", "so": "Sở, ngành"}, {"a": "Báo cáo A"}


def taken(*rows: list[str]) -> list[Deadline]:
    return read(enumerate(rows, 1), LEVELS, TEMPLATES)


def test_heads_are_vietnamese_or_names_of_fields() -> None:
    heads = ["Kỳ", "Hạn nộp", "Văn bản", "Ngày văn bản", "Gửi", "Cấp", "Địa phương", "Đơn vị", "Mẫu", "Từ ngày"]
    said = ["6 tháng đầu năm", "trước 15/6", "KH 1", "45960", "Sở", "xã", "Tỉnh A", "", "Báo cáo A", "2025-07-01"]
    (found,) = taken([*heads, "Đến ngày"], [*said, "31/12/2030"])
    expected = Deadline("6T", "trước 15/6", "KH 1", date(2025, 10, 30), "Sở", "xa", "Tỉnh A", "", "a")
    assert (found.period, found.due, found.source, found.issued, found.receiver) == (
        expected.period,
        expected.due,
        expected.source,
        expected.issued,
        expected.receiver,
    )
    assert (found.level, found.locality, found.unit, found.template) == ("xa", "Tỉnh A", "", "a")
    assert (found.since, found.until) == (date(2025, 7, 1), date(2030, 12, 31))


@pytest.mark.parametrize("day", ["30/11", "30.11", "45991"])
def test_under_before_a_day_alone_is_late_itself(day: str) -> None:
    (found,) = taken(["period", "before", "source", ""], ["", day, "KH 1", "thừa"])
    assert found.due in ("trước 30/11", "trước 30.11")


def test_every_row_that_is_not_understood_is_named_and_none_is_taken() -> None:
    with pytest.raises(KnownError) as refused:
        taken(
            ["period", "due", "source", "level", "issued"],
            ["", "trước 30/11", "KH 1", "xa", ""],
            ["", "30/11", "KH 1", "", ""],
            ["", "trước 30/11", "KH 1", "tỉn", ""],
            ["", "trước 30/11", "KH 1", "", "31/02/2025"],
        )
    lines = str(refused.value).split("\n")
    assert lines[0] == "Có 3 dòng chưa nhập được, chưa ghi hạn nào:"
    assert [line.strip().split(":")[0] for line in lines[1:]] == ["Dòng 3", "Dòng 4", "Dòng 5"]
    assert "31/02/2025" in lines[3]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["period", "due"]], "thiếu cột văn bản"),
        ([["period", "source"]], "thiếu cột hạn"),
        ([["period", "due", "source", "hạm"]], 'có phải "hạn"'),
        ([["period", "due", "source"]], "không có hạn nào"),
    ],
)
def test_a_table_that_is_no_list_is_refused(rows: list[list[str]], said: str) -> None:
    with pytest.raises(KnownError, match=said):
        taken(*rows)


def test_many_wrong_rows_are_counted() -> None:
    with pytest.raises(KnownError, match="và 10 dòng khác"):
        taken(["period", "due", "source"], *[["", "sớm", "KH 1"]] * 30)
