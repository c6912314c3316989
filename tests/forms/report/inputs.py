"""What comes of what is typed into fields, named, and handed in as a values file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from forms.definitions.template import Figure
from forms.errors import KnownError
from forms.report import archive, entry, filling, naming, notation, places, row_names
from forms.report.cells import Cell, State
from forms.report.entry import Entry
from forms.report.filling import ValueLine
from forms.report.places import Place
from forms.report.report import Report
from forms.values.numbers import Number
from tests.forms.report.told import COMMUNE, asked, cell, change, made, same, template, titled

_NUMBERS = """
0 -0 5 12 005 0005 1234 12345 4.764 12.000 12,000 30,00 30.00 87.3 87,3 1234.50 1.234,0 1.234,5
1,234.5 1.234.567 1,234,567 0.125 0,125 007.500 1.137680.000 1.2.3 -5 -1234 -1,5 +5 5% 5%% 5‰ abc
~12 ~-5 ~ ~~5 ~87.3 hơn - \N{EM DASH} ... … x X xx ~- = =5 =8995+200 =-5+7 =5-7 =1,5+2,5 =1.5+2
=12,000+1 =5--3 =5*3 =0,1234567+1 =999999999999999+1 999999999999999 1000000000000000 0,1234567 0,123456 ١٢٣ ½
"""
_TEXTS = (
    *("", " ", "1 234", "12\n345", "87,3 %", "~ Gần 1.25", "~hơn 39", "hơn 39", "gần 87.3", "khoảng 02", "dưới 12,0"),
    *(
        "= 8995 + 200 - 15",
        "=-999999999999999-1",
        "1\u202e2",
        "1\u200b2",
        "9" * entry.LONGEST,
        "9" * (entry.LONGEST + 1),
    ),
    *_NUMBERS.split(),
)
_COLUMNS = (*(("jobs", "persons"), ("trained", "rate"), ("trained", "change"), ("funds", "end"), ("gifts", "rice")),)


def typed() -> Iterator[str]:
    """Each text in a field, in columns of whole numbers, rates, signed ones, money and tons; then in a values file."""
    figures = template().figures
    for text in _TEXTS:
        said = text if len(text) < 40 else f"{text[:3]}… ({len(text)})"
        fields = {}
        for figure, code in _COLUMNS:
            measure = figures[figure].measures[code]
            fields[measure.unit] = _entry(entry.read(text, measure, measure.unit, figures[figure].name))
        yield from ("", f"{said!r}", *same(fields))
    yield from titled("Ô hiện thế nào", (f"{cell(one)}: {entry.shown(one)!r}" for one in _SHOWN))


def _entry(found: Entry) -> str:
    parts = (
        f"hỏi: {found.question} (trả lời {found.answer})" if found.question else "",
        f"!! {found.refusal}" if found.refusal else cell(found.cell),
        f"hiện «{found.echo}»" if found.echo else "",
    )
    return " | ".join(filter(None, parts))


_SHOWN = (
    None,
    *(Cell(None, state) for state in (State.NIL, State.AWAITED, State.NOT_APPLICABLE)),
    *(Cell(Number(12345, 1)), Cell(Number(12345), State.ESTIMATE).worded("gần"), Cell(Number(-5))),
)


def values() -> Iterator[str]:
    """Numbers of a values file whose way of writing them is not known, Vietnamese, English; then whole files."""
    ways = {"?": None, "vi": True, "en": False}
    for text in _TEXTS:
        if not text.strip(" \N{EM DASH}-.…xX~") or text.startswith(("=", "~")) or len(text) > 40:
            continue
        found = {}
        for figure, code in _COLUMNS[:3]:
            measure = template().figures[figure].measures[code]
            for way, vietnamese in ways.items():
                ask = partial(notation.accept, text, measure, code, vietnamese=vietnamese)
                found[f"{measure.unit}/{way}"] = asked(ask)
        yield from ("", f"{text!r}", *same(found))
    for title, lines in _FILES.items():
        answers = {way: _filled(lines, vietnamese=vietnamese) for way, vietnamese in ways.items()}
        answers["vi?"] = _filled(lines, vietnamese=True, sure=False)
        yield from titled(title, (*(f"  {', '.join(line)}" for line in lines), *same(answers)))


def _filled(lines: Iterable[tuple[str, ...]], *, vietnamese: bool | None, sure: bool = True) -> str:
    """What lines change in a report that has something; that it is as it was where they are refused."""
    report = made(_HELD)
    before = archive.encode(report), dict(report.rows)
    numbered = [ValueLine(number, *line) for number, line in enumerate(lines, 2)]
    try:
        changes = filling.fill(report, numbered, vietnamese=vietnamese, sure=sure)
    except KnownError as error:
        assert (archive.encode(report), report.rows) == before
        return f"!! {error}"
    return "; ".join(map(change, changes)) or "(không đổi)"


_HELD = """jobs,,persons,60;jobs,abroad/Nhật Bản,persons,3;works,Làng Mới,amount,5;works,Làng Mới/Bể,items,2;
gifts,Quỹ huyện,count,4"""
_FILES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "Trạng thái": (
        ("jobs", "", "plan", "", "chua_co"),
        ("jobs", "abroad", "persons", "", "khong_phat_sinh"),
        ("jobs", "women", "persons", "", "khong_thuoc_pham_vi"),
        ("jobs", "", "persons", "", " xoa "),
        ("jobs", "loans", "persons", "7", "uoc"),
        ("trained", "", "rate", "hơn 7", "uoc"),
    ),
    "Trạng thái sai": (
        ("jobs", "", "persons", "5", "xoa"),
        ("jobs", "", "persons", f"{'1' * 50}", "chua_co"),
        ("jobs", "", "persons", "", "uoc"),
        ("jobs", "", "persons", "", "uocc"),
        ("jobs", "", "persons", "", "xo"),
        ("jobs", "", "persons", "", "so_lieu"),
        ("jobs", "", "persons", ""),
    ),
    "Không có chỗ": (
        ("job", "", "persons", "1"),
        ("jobs", "", "person", "1"),
        ("jobs", "loan", "persons", "1"),
        ("jobs", "loans", "plan", "1"),
        ("jobs", "loans/Lào", "persons", "1"),
        ("jobs", "Lào", "persons", "1"),
        ("jobs", "abroad/Nhat Ban", "persons", "1"),
        ("jobs", "abroad/Tổng cộng", "persons", "1"),
        ("jobs", "abroad/Lào/Viêng Chăn", "persons", "1"),
        ("works", "Làng Mới/Bể/Nắp", "items", "1"),
        ("insured", "rest", "support", "1"),
    ),
    "Dòng mới, rồi dùng lại": (
        ("jobs", "abroad/Lào", "persons", "1"),
        ("jobs", "channel:abroad/country:Lào", "persons", "2"),
        ("jobs", "abroad/Nga", "persons", "3"),
    ),
    "Dòng mới": (
        ("jobs", "abroad/Lào", "persons", "1"),
        ("jobs", "abroad/Nga", "persons", "3"),
        ("works", "A%2FB", "count", "1"),
    ),
    "Dòng được đếm": (
        ("works", "Làng Cũ", "count", ""),
        ("works", "Làng Mới", "count", " "),
        ("works", "Làng Mới/Nắp", "items", ""),
    ),
    "Dòng được đếm mà thiếu số": (
        ("works", "Làng Cũ", "amount", ""),
        ("works", "", "count", ""),
        ("gifts", "Quỹ tỉnh", "count", ""),
        ("works", "Làng Mới", "count", "", "uoc"),
        ("jobs", "loans", "persons", ""),
    ),
    "Giữ nguyên": (
        ("jobs", "", "persons", "60"),
        ("jobs", "abroad/Nhật Bản", "persons", "3"),
        ("gifts", "", "count", "", "xoa"),
    ),
    "Hai lần một ô": (("jobs", "", "persons", "61"), ("jobs", "", "persons", "62")),
    "Tên của mẫu trước": (
        ("parcels", "", "number", "1"),
        ("parcels", "central", "number", "2"),
        ("parcels", "source:Chùa", "number", "3"),
        ("credit", "", "households", "4"),
        ("credit", "poor", "households", "5"),
        ("credit", "near", "households", "6"),
        ("presents", "giver:Chùa Một", "number", "8"),
    ),
    "Tên của mẫu trước, đã tách hoặc bỏ": (
        ("parcels", "others", "number", "2"),
        ("parcels", "", "colour", "2"),
        ("credit", "rich", "households", "5"),
        ("credit", "poor", "persons", "5"),
        ("presents", "others", "count", "5"),
    ),
    "Lẫn hai kiểu": (("jobs", "", "persons", "4.764"), ("trained", "", "rate", "87.3"), ("jobs", "", "plan", "5")),
    "Kiểu Việt Nam": (("jobs", "", "persons", "4.764"), ("gifts", "", "rice", "1.234"), ("trained", "", "rate", "1,5")),
    "Kiểu Anh": (
        ("jobs", "", "persons", "4,764"),
        ("gifts", "", "rice", "hơn 1,234"),
        ("trained", "", "change", "-1.5"),
    ),
    "Chưa rõ kiểu": (("gifts", "", "rice", "1.234"), ("trained", "", "rate", "5")),
    "Kỳ khác": (("jobs", "", "persons", "1", "", "2023"), ("jobs", "", "persons", "1", "", "2024")),
    "Kỳ sai": (("jobs", "", "persons", "1", "", "2024-Q9"),),
}


_NAMES = """
Cộng|Tổng cộng (1+2)|1. Tổng số|Tổng số xã|T ổ n g|Cộng đồng|Tổng công ty A|Toàn tỉnh|Toàn Thắng|Cả xã|Tất cả
Hàng tổng|Hàng Bún|Số 5|Số cộng|Dòng cộng|Lũy kế năm|Tổng kinh phí|Tổng 3 xã|Tổng A|Tổng Đ|Σ|A+B|1+2|I+II|I|IV.|a)
12|đ|ab|Trong đó nữ|Chia theo|Chia đều|Gồm|Cụ thể|ĐVT: hộ|(Đơn vị tính hộ)|Đơn vị 5|đồng|1.000 đồng|USD|x|-|…|STT
Năm 2024|2024|Quý I/2024|Quý|I 2024|Số lượng|Kinh phí (đồng)|Nơi|Xây dựng|Công trình nước sạch|số công trình
công trình|Số lượng công trình|Hạng mục|Nước sạch|Xã Đăk Blà|xã đăk blà (cộng)|Đăk Blà|Huyện|Xã 5|Thôn 5|* Làng Mới
[Làng Mới]|(cộng)|[ghi chú]|...|:|Làng (cũ)|Biểu 2|Phụ lục|Ước thực hiện|toàn 5|Cả 5|Toàn xã A|Tổng hợp chung
Grand total|Sum of all|Cùng cộng|t c|Luỹ kế đến nay|Tổng số hộ|Tổng hội|Tổng kho|Tổng đội|Tổng cục|Cộng hòa|Toàn bộ
Cả nước|Cả hai|Tông số|tcộng|T. số|chung|σ 5|1) Làng|IV) Làng|- Làng|+ Làng|a. Làng|Làng 1.|Chia ra|Phân ra
Phân theo|Bao gồm|Trong số đó|1.1|2.1.3 a|a+1|i + ii|xl|mm|Năm|6 tháng|Ước 2024|5 năm|Số|Tên|tên thôn|Bảng 3|Mẫu 01
Kế hoạch năm 2024|Năm trước|Đơn vị tính|đvt|don vi tinh: ho|Nơi xây|Tổng nước sạch|Tổng xã Đăk Blà|Tổng hạng mục
Tổng 5|Tổng x
Tat ca|Số 5 cộng|Hàng cũ cộng thêm|T số|t/c| Tổng |  (ĐVT)
"""
_TYPED_NAMES = (
    *(
        "",
        "  ",
        "5",
        "Làng Mới",
        "làng mới",
        "Lang Moi",
        "Làng Mới 2",
        "Kon  Xốp",
        "Tổng cộng",
        "Làng Cũ",
        "😀",
        "L\u0430ng",
    ),
    *("x" * 300, "x" * 301),
)
_PATHS = (
    *("", "/", "loans", "channel:loans", "channel: loans", "loan", "abroad/Nhật Bản", "abroad/country:Nhật Bản"),
    *("abroad/nhật bản", "abroad/Hàn Quốc", "abroad/HÀN QUỐC", "abroad/Lào", "abroad/", "abroad/country:", "sex:Nữ"),
    *(
        "abroad/Lào/A",
        "women",
        "channel",
        "abroad/country",
        "abroad/Tổng",
        "abroad/😀",
        "abroad/L\u0430o",
        f"abroad/{'x' * 301}",
        "internet",
    ),
)


def names() -> Iterator[str]:
    """Labels that name a row or do not, what comes of a name that is typed, and where paths lead."""
    works, jobs = (template().figures[code] for code in ("works", "jobs"))
    for label in _NAMES.strip().replace("\n", "|").split("|"):
        refused = {
            "công trình": row_names.no_name(works, works.breakdowns["place"], label, COMMUNE.name),
            "ngoài mẫu": row_names.no_name(works, None, label),
        }
        yield f"{label}: {'; '.join(f'{at}: {what}' for at, what in refused.items() if what) or 'là tên'}"
    yield from titled("Gõ tên", _named(works))
    report = made(_HELD)
    yield from titled("Đường dẫn", (f"{path[:40]!r}: {asked(partial(_place, report, jobs, path))}" for path in _PATHS))
    proposed = naming.proposed(report, jobs, jobs.breakdowns["country"], "channel:abroad", ["Nga", "Nhật Bản"])
    yield f"Đề xuất: {', '.join(proposed)}"


def _place(report: Report, figure: Figure, path: str) -> str:
    found = places.locate(report, figure, path)
    return f"{found.row} | {found.parent} | {found.breakdown} | {found.label[:40]}"


def _named(figure: Figure) -> Iterator[str]:
    report = made("works,Làng Mới,amount,5;works,Làng Cũ,amount,5;works,Làng Mới/Bể,items,2")
    for label in _TYPED_NAMES:
        for row in ("", "place:#1"):
            found = naming.read(report, figure, Place(row, "", "place", label))
            made_of = change(found.change)[:60] if found.change else "(không)"
            words = found.entry.refusal or found.entry.question
            yield f"{label[:40]!r}{f' thay {row}' if row else ''}: {made_of}{f' | {words}' if words else ''}"
