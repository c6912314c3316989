"""Documents that were issued: who stands above whom, what a sentence names and what stands in a list."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forms.definitions.legal_document import LegalDocument
from forms.definitions.loading import load
from forms.narrative import issued
from forms.narrative.issued import Whose
from forms.offices.units import Unit
from forms.report.changes import SetLegalDocument
from forms.report.report import Report
from forms.values.period import Period

PLAN = LegalDocument("Kế hoạch", "15/KH-UBND", "05/3/2024", "Ủy ban nhân dân tỉnh Kon Tum", "Về việc giảm nghèo")


def report_of(name: str, level: str, *documents: LegalDocument) -> Report:
    report = Report(load("nq42"), Unit(name, level, path=("Tỉnh Kon Tum",)), Period(2024))
    for number, document in enumerate(documents):
        report.apply(SetLegalDocument(f"vb{number}", document))
    return report


@pytest.mark.parametrize(
    ("name", "level", "issuer", "stands"),
    [
        ("Tỉnh Kon Tum", "tinh", "Bộ Chính trị", Whose.CENTRE),
        ("Tỉnh Kon Tum", "tinh", "Hội đồng nhân dân tỉnh", Whose.OWN),
        ("Tỉnh Kon Tum", "tinh", "Bảo hiểm xã hội tỉnh", Whose.OWN),
        ("Tỉnh Kon Tum", "tinh", "Ủy ban nhân dân tỉnh Kon Tum", Whose.OWN),
        ("Tỉnh Kon Tum", "tinh", "Ủy ban nhân dân thành phố Kon Tum", Whose.BELOW),
        ("Tỉnh Kon Tum", "tinh", "Huyện ủy Đăk Hà", Whose.BELOW),
        ("Tỉnh Kon Tum", "tinh", "Bộ Lao động - Thương binh và Xã hội", Whose.CENTRE),
        ("Huyện Đăk Hà", "huyen", "Ủy ban nhân dân tỉnh", Whose.ABOVE),
        ("Huyện Đăk Hà", "huyen", "Ủy ban nhân dân huyện", Whose.OWN),
        ("Huyện Đăk Hà", "huyen", "Ủy ban nhân dân xã Ngọk Wang", Whose.BELOW),
        ("Xã Ngọk Wang", "xa", "Đảng ủy xã", Whose.OWN),
        ("Xã Ngọk Wang", "xa", "", Whose.OWN),
        ("Xã Ngọk Wang", "xa", "Đảng uỷ xã", Whose.OWN),
        ("Xã Ngọk Wang", "xa", "Sở Y tế", Whose.ABOVE),
        ("Xã Ngọk Wang", "xa", "Phòng Y tế huyện Đăk Hà", Whose.ABOVE),
        ("Xã Ngọk Wang", "xa", "Phòng Kinh tế", Whose.BELOW),
        ("Tỉnh Kon Tum", "tinh", "Huyện uỷ Đăk Hà", Whose.BELOW),
        ("Tỉnh Kon Tum", "tinh", "Sở Y tế", Whose.BELOW),
        ("Sở Y tế", "so-nganh", "Ủy ban nhân dân tỉnh", Whose.ABOVE),
        ("Sở Y tế", "so-nganh", "Ủy ban nhân dân huyện Đăk Hà", Whose.BELOW),
    ],
)
def test_where_an_issuer_stands(name: str, level: str, issuer: str, stands: Whose) -> None:
    assert issued.whose(report_of(name, level), replace(PLAN, issuer=issuer)) is stands


def test_a_sentence_names_who_issued_what_the_centre_first() -> None:
    council = replace(
        PLAN, kind="Nghị quyết", number="2/NQ-HĐND", issuer="Hội đồng nhân dân tỉnh", title="V/v việc làm"
    )
    centre = replace(PLAN, number="19-KH/TW", issuer="Bộ Chính trị", title="")
    report = report_of("Tỉnh Kon Tum", "tinh", PLAN, council, centre, replace(PLAN, number="16/KH-UBND", title=""))
    assert not issued.listed(report)
    assert issued.spoken(report, "Phụ lục II").replace("\u00a0", " ") == (
        "Bộ Chính trị đã ban hành Kế hoạch số 19-KH/TW ngày 05 tháng 3 năm 2024; "
        "Hội đồng nhân dân tỉnh đã ban hành Nghị quyết số 2/NQ-HĐND ngày 05 tháng 3 năm 2024 về việc việc làm; "
        "Ủy ban nhân dân tỉnh Kon Tum đã ban hành Kế hoạch số 15/KH-UBND ngày 05 tháng 3 năm 2024 về việc giảm nghèo; "
        "Kế hoạch số 16/KH-UBND ngày 05 tháng 3 năm 2024"
    )


def test_of_one_level_the_party_comes_first_then_the_assembly_the_government_and_agencies_each_by_day() -> None:
    listed = [
        *(("Sở Y tế tỉnh Kon Tum", "01/3/2024"), ("Uỷ ban nhân dân tỉnh", "05/3/2024")),
        *(("Uỷ ban nhân dân tỉnh", "02/3/2024"), ("Uỷ ban nhân dân tỉnh", "31/2/2024")),
        *(("Hội đồng nhân dân tỉnh", "04/3/2024"), ("Ban Thường vụ Tỉnh uỷ", "06/3/2024")),
        *(("Chính phủ", "05/3/2024"), ("Bộ Y tế", "01/3/2024"), ("Ban Bí thư", "09/3/2024")),
    ]
    documents = [replace(PLAN, issuer=issuer, issued=day) for issuer, day in listed]
    report = report_of("Tỉnh Kon Tum", "tinh", *documents)
    assert [(document.issuer, document.issued) for document in issued.in_order(report)] == [
        *(("Ban Bí thư", "09/3/2024"), ("Chính phủ", "05/3/2024"), ("Bộ Y tế", "01/3/2024")),
        *(("Ban Thường vụ Tỉnh uỷ", "06/3/2024"), ("Hội đồng nhân dân tỉnh", "04/3/2024")),
        *(("Uỷ ban nhân dân tỉnh", day) for day in ("02/3/2024", "05/3/2024", "31/2/2024")),
        ("Sở Y tế tỉnh Kon Tum", "01/3/2024"),
    ]


def test_many_are_counted_and_those_of_lower_offices_stand_in_the_list() -> None:
    lower = replace(PLAN, issuer="Ủy ban nhân dân huyện Đăk Hà")
    report = report_of("Tỉnh Kon Tum", "tinh", *[PLAN] * 6, lower)
    assert issued.listed(report)
    assert issued.spoken(report, "Phụ lục II") == (
        "Ủy ban nhân dân tỉnh Kon Tum đã ban hành 06 văn bản; "
        "các cơ quan, đơn vị, địa phương đã ban hành 01 văn bản (chi tiết tại Phụ lục II)"
    )


def test_a_report_on_a_term_tells_them_by_year() -> None:
    later = replace(PLAN, number="9-NQ/TW", issued="02/02/2024", issuer="Bộ Chính trị", title="")
    report = Report(load("nq42"), Unit("Tỉnh Kon Tum", "tinh"), Period(2022, until=2024))
    for number, document in enumerate((later, replace(PLAN, issued="05/3/2023", title=""))):
        report.apply(SetLegalDocument(f"vb{number}", document))
    assert issued.spoken(report, "Phụ lục II").replace("\u00a0", " ") == (
        "năm 2023, Ủy ban nhân dân tỉnh Kon Tum đã ban hành Kế hoạch số 15/KH-UBND ngày 05 tháng 3 năm 2023; "
        "năm 2024, Bộ Chính trị đã ban hành Kế hoạch số 9-NQ/TW ngày 02 tháng 02 năm 2024"
    )
