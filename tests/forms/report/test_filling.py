from __future__ import annotations

import pytest

from forms.definitions.loading import load
from forms.report.cells import Address
from forms.report.filling import FillError, Line, fill
from forms.report.places import locate
from forms.report.report import Report


def refused(report: Report, *columns: str, vietnamese: bool = False) -> str:
    before = (dict(report.cells), dict(report.rows))
    with pytest.raises(FillError) as caught:
        fill(report, [Line(2, *columns)], vietnamese=vietnamese)
    assert (report.cells, report.rows) == before
    return str(caught.value)


def test_every_value_of_the_sample_lands(sample: Report) -> None:
    assert len(sample.cells) == 156


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("ncc_gift", "", "count", "1"), '"ncc_gifts"'),
        (("ncc_gifts", "presidant", "count", "1"), '"president"'),
        (("ncc_gifts", "", "amuont", "1"), '"amount"'),
        (("ncc_gifts", "", "count", "abc"), "không phải là số"),
        (("ncc_gifts", "", "count", "-5"), "số âm"),
        (("ncc_gifts", "", "count", "1.5"), "số nguyên"),
        (("ncc_gifts", "", "count", "1000000000000000000"), "quá lớn"),
        (("ncc_gifts", "", "count", ""), "thiếu giá trị"),
        (("ncc_gifts", "", "count", "1", "khong_phat_sinh"), "không đi cùng"),
        (("ncc_gifts", "", "count", "", "uocc"), "không có trạng thái"),
        (("martyr_remains", "Kon Plong", "count", ""), "thiếu giá trị"),
        (("jobs_created", "abroad/Nhat Ban", "persons", "1"), 'gần giống "Nhật Bản"'),
    ],
)
def test_what_does_not_fit_names_line_and_nearest_and_changes_nothing(
    report: Report, line: tuple[str, ...], said: str
) -> None:
    message = refused(report, *line)
    assert "Dòng 2" in message
    assert said in message


def test_doubtful_numbers_are_refused_in_vietnamese_files(report: Report) -> None:
    said = refused(report, "rice", "", "ton", "87.3", vietnamese=True)
    assert '"87.3" chưa rõ nghĩa; gõ 87,3 nếu là số lẻ; gõ 873 nếu dấu chấm ngăn hàng nghìn' in said


def test_one_bad_line_keeps_all_out(report: Report) -> None:
    lines = [Line(2, "jobs_created", "abroad/Pháp", "persons", "3"), Line(3, "nothing", "", "x", "1")]
    with pytest.raises(FillError):
        fill(report, lines, vietnamese=False)
    assert not report.cells
    assert not report.rows


def test_a_new_label_is_a_row_only_where_open(report: Report) -> None:
    fill(report, [Line(2, "jobs_created", "abroad/Pháp", "persons", "3")], vietnamese=False)
    figure = report.template.figures["jobs_created"]
    place = locate(report, figure, "abroad/Pháp")
    assert report.path(figure, place.row) == "abroad/Pháp"
    assert report.cells[Address("jobs_created", place.row, "persons")].number is not None
    assert "không có dòng" in refused(report, "jobs_created", "Pháp", "persons", "3")


def test_labels_with_a_slash_come_back(report: Report) -> None:
    fill(report, [Line(2, "martyr_works", "NTLS A%2FB", "amount", "3")], vietnamese=False)
    figure = report.template.figures["martyr_works"]
    row = locate(report, figure, "NTLS A%2FB").row
    assert report.label(figure, row) == "NTLS A/B"
    assert report.path(figure, row) == "NTLS A%2FB"


def test_every_row_has_a_path_that_leads_back(sample: Report) -> None:
    for figure in load("nq42").figures.values():
        for row in sample.all_rows(figure):
            assert locate(sample, figure, sample.path(figure, row)).row == row
