"""What is no row, by its name: sums, heads of tables, units, signs and a stray key; or as its numbers say: a sum.

A row called "Cộng" would double every sum, so whoever names a row is asked here: one who types or pastes, a values
file, a report that arrives.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from forms.definitions.template import Breakdown, Figure
from forms.errors import KnownError
from forms.report.entry import SIGNS
from forms.values.text import fold, quoted

_NUMBERED = re.compile(r"^[\W_]*(?:(?:\d+|[ivxIVX]+|[a-zA-ZđĐ])\s*[.)]\s*|[*+•-]\s*)+")
_ASIDE = re.compile(r"\([^()]*\)|\[[^][]*\]")
_WORD = re.compile(r"[^\W_]+")
_FIRST = frozenset({"tổng", "cộng", "tông", "tong", "cong", "tcộng", "total", "sum", "subtotal"})
_ALL_OF = frozenset({"toàn", "cả"})
_OF_LINES = frozenset({"hàng", "dòng", "số"})
_PLACES = frozenset(
    {"tỉnh", "huyện", "xã", "phường", "thành", "thị", "quận", "đặc", "quốc", "nước", "bộ", "địa", "đơn", "ngành"}
)
_WHOLE = frozenset(
    {
        "tc",
        "ts",
        "grand total",
        "sub total",
        "luy ke",
        "t so",
        "mang sang",
        "so lieu tong",
        "chung",
        "t c",
        "tat ca",
    }
)
_OF_SUMS = frozenset(
    fold(
        "tổng cộng số chung lại toàn bộ cả và dồn lũy kế trang trước sau năm quý tháng kỳ tỉnh thành phố huyện thị xã "
        "phường đặc khu địa bàn cấp nước quốc đơn vị hợp quát các mục phần bảng biểu cột nhóm loại nguồn kinh phí tiền "
        "hàng dòng ngành kết mang sang chuyển tất người hộ lao động tcộng total subtotal sum grand sub all "
        "of i ii iii iv v vi vii viii ix x"
    ).split()
)
_NAMES_THOUGH = frozenset(  # they begin as a sum does
    (("cộng", "đồng"), ("cộng", "hòa"), ("cộng", "hoà"), ("cong", "dong"), ("cong", "hoa"), ("tổng", "công", "ty"),
     ("tong", "cong", "ty"), ("tổng", "cục"), ("tổng", "đội"), ("tổng", "kho"), ("tổng", "hội"))
)  # fmt: skip
_HEADS = frozenset(  # words of which the heads of columns and of tables are made
    _WORD.findall(
        "tt stt tên họ và của nội dung chỉ tiêu đơn vị tính ghi chú số lượng liệu thứ tự tỷ lệ tỉ giá trị kinh phí "
        "tiền thành kết quả kế hoạch thực hiện so sánh tăng giảm nguồn danh sách báo cáo địa phương bàn chỉ tỉnh huyện "
        "tp phố thị xã phường trấn thôn làng bản khu tổ cơ quan quốc gia nước vùng lãnh thổ trường sau nay"
    )
)
_NUMBERED_HEADS = frozenset(  # and those beside which a number may stand
    _WORD.findall("năm quý tháng kỳ đầu cuối cả ước biểu bảng mẫu phụ lục số liệu kế hoạch thực hiện trước này")
)
_LEADS = (("trong", "đó"), ("trong", "số", "đó"), ("chia", "ra"), ("chia", "theo"), ("phân", "ra"), ("phân", "theo"),
          ("bao", "gồm"), ("gồm",), ("cụ", "thể"))  # fmt: skip
_ORDINAL = re.compile(r"[a-zđ]|[ivxl]{1,5}|\d+(?:\.\d+)*")
_MONEY = frozenset(fold(unit) for unit in ("đồng", "nghìn đồng", "ngàn đồng", "triệu đồng", "tỷ đồng", "1.000 đồng",
                                           "1000đ", "tr.đ", "trđ", "triệu đ", "USD"))  # fmt: skip
_UNIT = re.compile(r"^(?:đơn vị(?: tính)?|đvt|don vi(?: tinh)?|dvt)\s*[:\uff1a]|^(?:đơn vị tính|đvt|don vi tinh|dvt)\b")


def refuse(figure: Figure, breakdown: Breakdown, label: str, office: str) -> None:
    """Raise KnownError, with what to do, for a label that cannot name a row of an office's report."""
    if what := no_name(figure, breakdown, label, office):
        raise KnownError(
            f"{figure.name}: {quoted(label)} là {what}, không phải tên một dòng của "
            f'"{breakdown.label}". Đề nghị ghi tên riêng của dòng; số tổng ghi ở ô tổng của chỉ tiêu.'
        )


def sums_among(rows: Sequence[Sequence[Fraction]]) -> list[int]:
    """Which rows are, in each column, what all others come to; none where fewer than two others have numbers."""
    added = list(map(sum, zip(*rows, strict=True)))
    if sum(map(any, rows)) <= 2:
        return []
    return [place for place, row in enumerate(rows) if any(row) and [2 * value for value in row] == added]


def no_name(figure: Figure, breakdown: Breakdown | None, label: str, office: str = "") -> str:
    """What a label is if it cannot name a row: a sum, a head, a unit, a sign, the office itself; "" where it can."""
    if breakdown and (label in breakdown.suggest or label in {row.label for row in breakdown.rows.values()}):
        return ""
    if label.strip() in SIGNS:
        return "ký hiệu của ô số liệu"
    plain = unicodedata.normalize("NFC", label).casefold()
    if _UNIT.match(plain.lstrip("( ")):
        return "dòng đơn vị tính"
    bare = _ASIDE.sub(" ", _NUMBERED.sub("", plain)).strip(" :.;-*") or plain
    if _is_sum(figure, breakdown, bare, office):
        return "dòng cộng"
    names = {fold(plain), fold(bare)} - {""}
    if office and fold(office) in names:
        return "tên của chính đơn vị báo cáo, tức dòng cộng"
    if names & _heads(figure.label, figure.name, *_labels(figure, breakdown)) or _is_head(breakdown, bare):
        return "tiêu đề của bảng"
    return _out_of_place(plain)


def _out_of_place(plain: str) -> str:
    """What stands where a name should: the lead of what is counted above already, an ordinal, a sum of ordinals."""
    words = tuple(_WORD.findall(plain))
    if any(words[: len(lead)] == lead for lead in _LEADS):
        return "lời dẫn của phần đã tính ở dòng khác"
    if all(map(_ORDINAL.fullmatch, words)) and any(word.isalpha() for word in words):
        return "số thứ tự" if len(words) == 1 else "dòng cộng" if "+" in plain else ""
    return ""


def _is_head(breakdown: Breakdown | None, bare: str) -> bool:
    """Whether a label is made of words of heads only, or of those by which the breakdown itself is called."""
    words = _WORD.findall(bare)
    if not words:
        return False
    named = set(_WORD.findall(breakdown.label.casefold())) if breakdown else set()
    numbers = [word for word in words if word.isdigit() or re.fullmatch("[ivx]+", word)]
    rest = [word for word in words if word not in numbers]
    if numbers:
        return bool(rest) and _NUMBERED_HEADS.issuperset(rest)
    return _HEADS.union(_NUMBERED_HEADS).issuperset(rest) or named.issuperset(rest)


def _labels(figure: Figure, breakdown: Breakdown | None) -> list[str]:
    """What the table calls its columns and itself."""
    measures = [*figure.measures.values(), *(breakdown.measures.values() if breakdown else ())]
    names = [text for one in measures for text in (one.label, one.unit, f"{one.label} {one.unit}", f"số {one.unit}")]
    return [*names, *(other.label for other in figure.breakdowns.values())]


@lru_cache(maxsize=256)
def _heads(*labels: str) -> frozenset[str]:
    return frozenset(map(fold, labels)) | _MONEY


def _is_sum(figure: Figure, breakdown: Breakdown | None, bare: str, office: str) -> bool:
    words = _WORD.findall(bare)
    folded = fold(bare)
    if not words or _NAMES_THOUGH.intersection((tuple(words[:2]), tuple(words[:3]))):
        return False
    if folded in _WHOLE or bare.startswith("σ") or folded.startswith(("tong so ", "luy ke ")):
        return True
    if "".join(words) in {"tổng", "cộng", "tổngsố", "tổngcộng"}:
        return True  # letters set apart
    begins = words[0] in _FIRST or words[:2] == ["tất", "cả"]
    begins = begins or (words[0] in _ALL_OF and not _PLACES.isdisjoint(words[:2]))
    if not begins and (words[0] not in _OF_LINES or _FIRST.isdisjoint(words[:2])):
        return False
    known = _OF_SUMS.union(
        *(fold(text).split() for text in (office, figure.label, figure.name, *_labels(figure, breakdown)))
    )
    return all(fold(word) in known or word.isdigit() or (len(word) == 1 and word.isascii()) for word in words)
