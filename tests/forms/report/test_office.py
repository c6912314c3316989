"""What offices of every kind are called in their own documents."""

from __future__ import annotations

import pytest

from forms.definitions import sentences
from forms.definitions.loading import load
from forms.narrative.narrative import plain
from forms.narrative.scope import Scope
from forms.offices.units import Unit
from forms.report import details
from forms.report.changes import SetDetail
from forms.report.office import doubt, in_sentence, proper, speaker
from forms.report.report import Report
from forms.values.period import Period
from forms.values.text import initials

TEMPLATE = load("nq42")
KON_TUM = ("Tỉnh Kon Tum",)


def report(name: str, level: str, path: tuple[str, ...] = (), kind: str = "") -> Report:
    return Report(TEMPLATE, Unit(name, level, kind=kind, path=path), Period(2024))


def sentence(found: Report, text: str) -> str:
    return plain(sentences.parse(text), Scope(found))


@pytest.mark.parametrize(
    ("name", "level", "kind", "recipients"),
    [
        ("Huyện Đăk Hà", "huyen", "", "Thường trực Huyện ủy, Hội đồng nhân dân huyện (b/c)"),
        ("Thành phố Kon Tum", "huyen", "", "Thường trực Thành ủy, Hội đồng nhân dân thành phố (b/c)"),
        ("Thị xã An Khê", "huyen", "", "Thường trực Thị ủy, Hội đồng nhân dân thị xã (b/c)"),
        ("Xã Đăk Blà", "xa", "", "Thường trực Đảng ủy, Hội đồng nhân dân xã (b/c)"),
        ("Phường Thắng Lợi", "xa", "", "Thường trực Đảng ủy, Hội đồng nhân dân phường (b/c)"),
        ("Plei Kần", "xa", "thị trấn", "Thường trực Đảng ủy, Hội đồng nhân dân thị trấn (b/c)"),
        ("Đặc khu Phú Quý", "xa", "", "Thường trực Đảng ủy, Hội đồng nhân dân đặc khu (b/c)"),
        ("Thành phố Huế", "tinh", "", "Chủ tịch, các Phó Chủ tịch Ủy ban nhân dân thành phố"),
    ],
)
def test_names_follow_the_kind_of_unit(name: str, level: str, kind: str, recipients: str) -> None:
    assert recipients in details.default(report(name, level, kind=kind), "recipients").splitlines()


def test_a_city_has_a_committee_of_its_own() -> None:
    assert details.default(report("Thành phố Huế", "tinh"), "addressee") == "Ban Thường vụ Thành ủy"
    assert details.default(report("Tỉnh Kon Tum", "tinh"), "addressee") == "Ban Thường vụ Tỉnh ủy"


def test_a_department_speaks_of_the_province_and_signs_with_its_own_letters() -> None:
    found = report("Sở Nội vụ", "so-nganh", KON_TUM)
    assert {
        key: details.default(found, key) for key in ("superior", "agency", "place", "number_symbol", "addressee")
    } == {
        "superior": "Ủy ban nhân dân tỉnh Kon Tum",
        "agency": "Sở Nội vụ",
        "place": "Kon Tum",
        "number_symbol": "BC-SNV",
        "addressee": "Ủy ban nhân dân tỉnh Kon Tum",
    }
    assert sentence(found, "Đến hết {period}, {area} có") == "Đến hết năm 2024, toàn tỉnh có"
    assert sentence(found, "của {unit:lower}") == "của Sở Nội vụ"
    city = report("Sở Y tế", "so-nganh", ("Thành phố Đà Nẵng",))
    assert sentence(city, "{area}") == "toàn thành phố"
    insurance = report("Bảo hiểm xã hội tỉnh Kon Tum", "so-nganh", KON_TUM)
    assert details.default(insurance, "number_symbol") == "BC-BHXH"


def test_what_nobody_has_said_is_asked_for() -> None:
    alone = report("Sở Nội vụ", "so-nganh")
    assert details.wanting(alone) == ["Cơ quan chủ quản", "Địa danh"]
    assert sentence(alone, "{area}") == "toàn tỉnh"
    assert details.default(alone, "addressee") == "Ủy ban nhân dân tỉnh"
    assert details.wanting(report("Xã Đăk Blà", "xa")) == ["Kính gửi"]
    below = report("Xã Đăk Blà", "xa", ("Tỉnh Kon Tum", "Thành phố Kon Tum"))
    assert details.wanting(below) == []
    assert details.default(below, "addressee") == "Ủy ban nhân dân thành phố Kon Tum"
    assert sentence(below, "{area}") == in_sentence(TEMPLATE, "Xã Đăk Blà") == "xã Đăk Blà"


@pytest.mark.parametrize(("name", "level"), [("Huyện Đăk Hà", "huyen"), ("Sở Nội vụ", "so-nganh")])
@pytest.mark.parametrize("top", ["Tỉnh Kon Tum", "Thành phố Huế"])
def test_who_is_written_to_is_named(name: str, level: str, top: str) -> None:
    assert details.default(report(name, level, (top,)), "addressee") == f"Ủy ban nhân dân {top[0].lower()}{top[1:]}"


@pytest.mark.parametrize(
    ("name", "level", "period", "said"),
    [
        ("Huyện Đăk Hà", "huyen", Period(2025), ""),
        ("Huyện Đăk Hà", "huyen", Period(2025, "Q3"), "Cấp huyện chỉ có đến 30/6/2025"),
        ("Thị trấn Plei Kần", "xa", Period(2026), "Thị trấn chỉ có đến 30/6/2025"),
        ("Đặc khu Phú Quý", "xa", Period(2024), "Đặc khu chỉ có từ 01/7/2025"),
        ("Đặc khu Phú Quý", "xa", Period(2025), ""),
        ("Phường Kon Tum", "xa", Period(2026), ""),
        ("Sở Nội vụ", "so-nganh", Period(2026), ""),
    ],
)
def test_an_office_that_cannot_be_in_a_period_is_doubted(name: str, level: str, period: Period, said: str) -> None:
    assert doubt(TEMPLATE, Unit(name, level), period).partition(";")[0] == said


def test_initials() -> None:
    assert initials("Sở Giáo dục và Đào tạo") == "SGDĐT"
    assert initials("Sở Lao động - Thương binh và Xã hội") == "SLĐTBXH"


def test_whose_words_a_document_is() -> None:
    assert speaker(report("Tỉnh Kon Tum", "tinh")) == "Ủy ban nhân dân tỉnh Kon Tum"
    assert speaker(report("Sở Nội vụ", "so-nganh", KON_TUM)) == "Sở Nội vụ"


@pytest.mark.parametrize(
    ("level", "typed", "name"),
    [
        ("xa", "UBND xã Ia Dom", "Xã Ia Dom"),
        ("xa", "Uỷ ban nhân dân phường 5", "Phường 5"),
        ("xa", "P. 5", "Phường 5"),
        ("xa", "TT Plei Kần", "Thị trấn Plei Kần"),
        ("huyen", "TP.Kon Tum", "Thành phố Kon Tum"),
        ("huyen", "Q.1", "Quận 1"),
        ("huyen", "Quảng Trạch", "Quảng Trạch"),
        ("tinh", "tỉnh Kon Tum", "Tỉnh Kon Tum"),
        ("tinh", "UBND thành phố Đà Nẵng", "Thành phố Đà Nẵng"),
        ("xa", "Plei Kần", "Plei Kần"),
        ("xa", "UBND", "UBND"),
        ("so-nganh", "Sở Nội vụ tỉnh Kon Tum", "Sở Nội vụ tỉnh Kon Tum"),
        ("phong", "Phòng Kinh tế phường 5", "Phòng Kinh tế Phường 5"),
        ("so-nganh", "Sở Y tế thành phố Hồ Chí Minh", "Sở Y tế Thành phố Hồ Chí Minh"),
    ],
)
def test_an_office_is_called_as_its_documents_want_it(level: str, typed: str, name: str) -> None:
    assert proper(TEMPLATE, level, typed) == name == proper(TEMPLATE, level, name)


@pytest.mark.parametrize(
    ("name", "level", "agency", "symbol", "superior", "place"),
    [
        ("Sở Nội vụ tỉnh Kon Tum", "so-nganh", "Sở Nội vụ", "BC-SNV", "tỉnh Kon Tum", "Kon Tum"),
        ("Phòng Nội vụ huyện Sa Thầy", "phong", "Phòng Nội vụ", "BC-PNV", "huyện Sa Thầy", "Sa Thầy"),
        ("Phòng Văn hóa - Xã hội Phường 5", "phong", "Phòng Văn hóa - Xã hội", "BC-PVHXH", "Phường 5", "Phường 5"),
        ("Phòng Văn hóa - Xã hội", "phong", "Phòng Văn hóa - Xã hội", "BC-PVHXH", "…", "…"),
    ],
)
def test_a_department_that_names_its_locality_stands_beneath_it(
    name: str, level: str, agency: str, symbol: str, superior: str, place: str
) -> None:
    found = report(name, level)
    said = [details.default(found, key) for key in ("agency", "number_symbol", "superior", "place")]
    assert said == [agency, symbol, f"Ủy ban nhân dân {superior}", place]
    assert speaker(found) == name


@pytest.mark.parametrize(
    ("name", "level", "subunits"),
    [
        ("Phòng Nội vụ thành phố Kon Tum", "phong", "xã, phường"),
        ("Phòng Nội vụ huyện Sa Thầy", "phong", "xã, thị trấn"),
        ("Sở Y tế thành phố Đà Nẵng", "so-nganh", "xã, phường, thị trấn"),
    ],
)
def test_a_department_has_the_communes_of_its_locality(name: str, level: str, subunits: str) -> None:
    assert sentence(report(name, level), "{subunits}") == subunits


def test_under_another_superior_a_department_keeps_its_name() -> None:
    police = report("Công an tỉnh Kon Tum", "so-nganh")
    assert details.default(police, "agency") == "Công an tỉnh Kon Tum"
    moved = report("Phòng Nội vụ huyện Sa Thầy", "phong")
    moved.apply(SetDetail("superior", "UBND huyện Sa Thầy"))
    assert details.default(moved, "agency") == "Phòng Nội vụ"
    moved.apply(SetDetail("superior", "Sở Nội vụ tỉnh Kon Tum"))
    assert details.default(moved, "agency") == "Phòng Nội vụ huyện Sa Thầy"


@pytest.mark.parametrize(
    ("name", "level", "spoken", "place"),
    [
        ("Quận 1", "huyen", "Ủy ban nhân dân Quận 1", "Quận 1"),
        ("Phường 12", "xa", "Ủy ban nhân dân Phường 12", "Phường 12"),
        ("Thành phố Hồ Chí Minh", "tinh", "Ủy ban nhân dân Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("Quận Hoàn Kiếm", "huyen", "Ủy ban nhân dân quận Hoàn Kiếm", "Hoàn Kiếm"),
    ],
)
def test_a_place_called_by_a_number_is_named_in_full(name: str, level: str, spoken: str, place: str) -> None:
    found = report(name, level)
    assert speaker(found) == spoken
    assert details.default(found, "place") == place
    assert sentence(found, "của {unit:lower}") == f"của {spoken.removeprefix('Ủy ban nhân dân ')}"


def test_a_district_of_a_city_writes_to_a_city() -> None:
    assert details.default(report("Quận 1", "huyen"), "addressee") == "Ủy ban nhân dân thành phố"
    assert details.default(report("Huyện Củ Chi", "huyen"), "addressee") == "Ủy ban nhân dân tỉnh"


@pytest.mark.parametrize("code", ["nq42", "giam_ngheo"])
@pytest.mark.parametrize(
    ("name", "level", "area"),
    [("Sở Nội vụ", "so-nganh", "toàn tỉnh"), ("Xã Đăk Blà", "xa", "xã Đăk Blà")],
)
def test_the_page_for_leaders_is_about_the_area_of_the_office(code: str, name: str, level: str, area: str) -> None:
    template = load(code)
    assert template.summary
    found = Report(template, Unit(name, level, path=KON_TUM), Period(2024))
    assert plain(template.summary.about, Scope(found)).endswith(f"trên địa bàn {area}")
