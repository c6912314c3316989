"""What never stands in the document of an office of a kind, before and after there were districts."""

from __future__ import annotations

import re

import pytest

from forms.definitions.loading import codes, load
from forms.document.document import compose
from forms.offices.units import Unit
from forms.report.report import Report
from forms.values.period import parse
from tools import sentences

KON_TUM, HUE, QUANG_NGAI = "Tỉnh Kon Tum", "Thành phố Huế", "Tỉnh Quảng Ngãi"
NO_DISTRICT = r"(?i:huyện|quận|thị xã|thị trấn)"
PROVINCE = r"(?<!cấp )\b[Tt]ỉnh\b"  # a level is called so in a central city too
OTHER_PARTY = r"(?:Tỉnh|Thành|Huyện|Thị|Quận) ủy"
OF_A_COMMUNE = rf"{OTHER_PARTY}|đơn vị cấp xã|[Hh]uyện nghèo|xã, (?:phường|thị trấn)|Số xã (?:đã|được)|\d xã|toàn tỉnh"
CASES = [
    (Unit(KON_TUM, "tinh"), "2024", r"(?:Thành|Huyện|Thị|Quận|Đảng) ủy|đặc khu"),
    (Unit(QUANG_NGAI, "tinh"), "2026", rf"(?:Thành|Huyện|Thị|Quận|Đảng) ủy|{NO_DISTRICT}"),
    (Unit(HUE, "tinh"), "2024", rf"(?:Huyện|Thị|Quận|Đảng) ủy|đặc khu|{PROVINCE}"),
    (Unit(HUE, "tinh"), "2026", rf"(?:Huyện|Thị|Quận|Đảng) ủy|{NO_DISTRICT}|{PROVINCE}"),
    (Unit("Huyện Đăk Hà", "huyen", path=(KON_TUM,)), "2024", r"(?:Tỉnh|Thành|Thị|Quận|Đảng) ủy|xã, phường|toàn tỉnh"),
    (
        Unit("Thành phố Kon Tum", "huyen", path=(KON_TUM,)),
        "2024",
        r"(?:Tỉnh|Huyện|Thị|Quận|Đảng) ủy|xã, thị trấn|[Hh]uyện nghèo|toàn tỉnh|(?:của|toàn|dân) huyện",
    ),
    (
        Unit("Thị xã An Khê", "huyen", path=("Tỉnh Gia Lai",)),
        "2025-6T",
        r"(?:Tỉnh|Thành|Huyện|Quận|Đảng) ủy|xã, thị trấn|[Hh]uyện nghèo|toàn tỉnh|(?:của|toàn|dân) huyện",
    ),
    (
        Unit("Quận Phú Xuân", "huyen", path=(HUE,)),
        "2025-6T",
        r"(?:Tỉnh|Thành|Huyện|Thị|Đảng) ủy|xã, |[Hh]uyện nghèo|nhân dân tỉnh|(?:của|toàn|dân) huyện",
    ),
    (Unit("Xã Đăk Long", "xa", path=(KON_TUM, "Huyện Đăk Glei")), "2024", OF_A_COMMUNE),
    (Unit("Thị trấn Đăk Glei", "xa", path=(KON_TUM, "Huyện Đăk Glei")), "2024", rf"{OF_A_COMMUNE}|nhân dân xã"),
    (Unit("Xã Đăk Long", "xa", path=(QUANG_NGAI,)), "2026", rf"{OF_A_COMMUNE}|{NO_DISTRICT}"),
    (Unit("Phường Kon Tum", "xa", path=(QUANG_NGAI,)), "2026", rf"{OF_A_COMMUNE}|{NO_DISTRICT}|nhân dân xã"),
    (Unit("Đặc khu Lý Sơn", "xa", path=(QUANG_NGAI,)), "2026", rf"{OF_A_COMMUNE}|{NO_DISTRICT}|nhân dân xã"),
    (Unit("Sở Nội vụ", "so-nganh", path=(KON_TUM,)), "2024", r"(?:Thành|Huyện|Thị|Quận|Đảng) ủy|đặc khu|dân Sở"),
    (Unit("Sở Y tế", "so-nganh", path=(HUE,)), "2026", rf"(?:Huyện|Đảng) ủy|{NO_DISTRICT}|{PROVINCE}"),
    (
        Unit("Phòng Nội vụ", "phong", path=(KON_TUM, "Thành phố Kon Tum")),
        "2024",
        r"(?:Tỉnh|Huyện|Đảng) ủy|toàn tỉnh|nhân dân tỉnh|[Hh]uyện nghèo|GIÁM ĐỐC|xã, thị trấn",
    ),
    (
        Unit("Phòng Văn hóa - Xã hội", "phong", path=(QUANG_NGAI, "Xã Đăk Long")),
        "2026",
        rf"{OF_A_COMMUNE}|{NO_DISTRICT}|nhân dân tỉnh|GIÁM ĐỐC",
    ),
]


def document(report: Report) -> str:
    return repr(compose(report, sentences.EDITED, "")).replace("\N{NO-BREAK SPACE}", " ").replace(sentences.ADDED, "")


@pytest.mark.parametrize(("unit", "period", "banned"), CASES, ids=[f"{unit.name}-{at}" for unit, at, _ in CASES])
@pytest.mark.parametrize("code", codes())
def test_no_office_is_spoken_of_as_one_of_another_kind(code: str, unit: Unit, period: str, banned: str) -> None:
    report = sentences.filled(load(code), unit, parse(period), "up")
    words = document(report)
    assert unit.name.partition(" ")[2] in words
    assert set(re.findall(rf"[^'\"]{{0,30}}(?:{banned})[^'\"]{{0,20}}", words)) == set()


@pytest.mark.parametrize("state", ["up", "zero", "turned"])
@pytest.mark.parametrize("code", codes())
def test_a_district_of_wards_has_no_other_communes(code: str, state: str) -> None:
    unit = Unit("Quận Phú Xuân", "huyen", path=(HUE,))
    words = " ".join(one.text for one in sentences.sentences(load(code), unit, parse("2024"), state))
    assert "quận Phú Xuân" in words
    assert set(re.findall(r"(?<!cấp )(?<!ở )\bxã\b(?! hội).{0,20}", words.replace("\N{NO-BREAK SPACE}", " "))) == set()


def test_what_a_commune_does_not_have_is_shown_once_it_is_filled() -> None:
    template = load("giam_ngheo")
    commune = Unit("Xã Đăk Long", "xa", path=(QUANG_NGAI,))
    report = Report(template, commune, parse("2026"))
    figure = template.figures["rural_training"]
    assert "communes" not in report.carried(figure, "")
    district = Report(template, Unit("Huyện Đăk Hà", "huyen"), parse("2024"))
    (address,) = [at for at in district.addresses(figure) if at.measure == "communes"]
    shape = report.shape()
    report.cells[address] = sentences.filled(template, district.unit, parse("2024"), "up").cells[address]
    assert "communes" in report.carried(figure, "")
    assert report.shape() != shape
