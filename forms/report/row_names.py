"""What is no name of a row: sums, heads of tables, units and signs, which whole tables bring along, and a stray key.

A row called "Cộng" would double every sum, so whoever names a row is asked here: one who types or pastes, a values
file, a report that arrives.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from forms.definitions.template import Breakdown, Figure
from forms.errors import KnownError
from forms.report.entry import SIGNS
from forms.values.text import fold, quoted

_NUMBERED = re.compile(r"^[\W_]*(?:(?:\d+|[ivxIVX]+|[a-zA-ZđĐ])\s*[.)]\s*|[*+•-]\s*)+")
_ASIDE = re.compile(r"\([^()]*\)|\[[^][]*\]")
_WORD = re.compile(r"[^\W_]+")
_FIRST = frozenset({"tổng", "cộng", "tông", "tong", "cong", "tcộng", "total", "sum", "subtotal"})
_ALL_OF = frozenset({"toàn", "cả", "toan"})
_PLACES = frozenset(
    {"tỉnh", "huyện", "xã", "phường", "thành", "thị", "quận", "đặc", "quốc", "nước", "bộ", "địa", "đơn"}
)
_WHOLE = frozenset(
    {
        "tc",
        "ts",
        "grand total",
        "sub total",
        "cong don",
        "cong luy ke",
        "tong luy ke",
        "luy ke",
        "t so",
        "mang sang",
        "so lieu tong",
    }
)
_OF_SUMS = frozenset(
    fold(
        "tổng cộng số chung lại toàn bộ cả và dồn lũy kế trang trước sau năm quý tháng kỳ tỉnh thành phố huyện thị xã "
        "phường đặc khu địa bàn cấp nước quốc đơn vị hợp quát các mục phần bảng biểu cột nhóm loại nguồn kinh phí tiền "
        "total sum grand sub all of i ii iii iv v vi vii viii ix x"
    ).split()
)
_NAMES_THOUGH = frozenset(  # they begin as a sum does
    (("cộng", "đồng"), ("cộng", "hòa"), ("cộng", "hoà"), ("cong", "dong"), ("cong", "hoa"), ("tổng", "công"),
     ("tổng", "cục"), ("tổng", "đội"), ("tổng", "kho"), ("tổng", "hội"))
)  # fmt: skip
_HEADS = frozenset(
    fold(head)
    for head in (
        "TT", "STT", "Số TT", "Số thứ tự", "Tên", "Nội dung", "Chỉ tiêu", "Đơn vị", "Ghi chú", "Số lượng", "Số liệu",
        "Trong đó", "Chia ra", "Bao gồm", "Tên đơn vị", "Tên huyện", "Tên xã", "Địa bàn",
        "Tỉnh", "Huyện", "Xã", "Phường", "Huyện, TP", "Huyện, thành phố", "Huyện, thị xã, thành phố", "Xã, phường",
    )
)  # fmt: skip
_HEADED = re.compile(r"(?:năm|quý|tháng|biểu(?: số)?|bảng(?: số)?) *[\divx]+")
_UNIT = re.compile(r"^(?:đơn vị(?: tính)?|đvt|don vi(?: tinh)?|dvt)\s*[:\uff1a]|^(?:đơn vị tính|đvt|don vi tinh|dvt)\b")


def refuse(figure: Figure, breakdown: Breakdown, label: str, office: str) -> None:
    """Raise KnownError, with what to do, for a label that cannot name a row of an office's report."""
    if what := no_name(figure, breakdown, label, office):
        raise KnownError(
            f"{figure.name}: {quoted(label)} là {what}, không phải tên một dòng của "
            f'"{breakdown.label}". Đề nghị ghi tên riêng của dòng; số tổng ghi ở ô tổng của chỉ tiêu.'
        )


def no_name(figure: Figure, breakdown: Breakdown | None, label: str, office: str = "") -> str:
    """What a label is if it cannot name a row: a sum, a head, a unit, a sign, the office itself; "" where it can."""
    if breakdown and (label in breakdown.suggest or label in {row.label for row in breakdown.rows.values()}):
        return ""
    if label.strip() in SIGNS:
        return "ký hiệu của ô số liệu"
    plain = unicodedata.normalize("NFC", label).casefold().strip()
    if _UNIT.match(plain.lstrip("( ")):
        return "dòng đơn vị tính"
    bare = _ASIDE.sub(" ", _NUMBERED.sub("", plain)).strip(" :.;-*") or plain
    if _is_sum(figure, breakdown, bare, office):
        return "dòng cộng"
    names = {fold(plain), fold(bare)} - {""}
    if office and fold(office) in names:
        return "tên của chính đơn vị báo cáo, tức dòng cộng"
    if names & _heads(figure.label, figure.name, *_labels(figure, breakdown)) or _HEADED.fullmatch(bare):
        return "tiêu đề của bảng"
    return ""


def _labels(figure: Figure, breakdown: Breakdown | None) -> list[str]:
    """What the table calls its columns and itself."""
    measures = [*figure.measures.values(), *(breakdown.measures.values() if breakdown else ())]
    names = [text for one in measures for text in (one.label, one.unit, f"{one.label} {one.unit}", f"số {one.unit}")]
    return [*names, *(other.label for other in figure.breakdowns.values())]


@lru_cache(maxsize=256)
def _heads(*labels: str) -> frozenset[str]:
    return (frozenset(map(fold, labels)) | _HEADS) - {""}


def _is_sum(figure: Figure, breakdown: Breakdown | None, bare: str, office: str) -> bool:
    words = _WORD.findall(bare)
    folded = fold(bare)
    if not words or tuple(words[:2]) in _NAMES_THOUGH:
        return False
    if bare in _WHOLE or folded in _WHOLE or bare.startswith("σ") or folded.startswith(("tong so ", "luy ke ")):
        return True
    if all(len(word) == 1 for word in words) and "".join(words) in {"tổng", "cộng", "tổngsố", "tổngcộng"}:
        return True  # letters set apart
    if words[0] in _ALL_OF:
        if not _PLACES.intersection(words[1:2]):
            return False
    elif words[0] not in _FIRST:
        return False
    known = _OF_SUMS.union(
        *(fold(text).split() for text in (office, figure.label, figure.name, *_labels(figure, breakdown)))
    )
    return all(fold(word) in known or word in _FIRST | _ALL_OF or word.isdigit() for word in words)
