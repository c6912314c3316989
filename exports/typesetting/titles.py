"""Titles over several lines: broken by sense, the lines of about the same length, the last no longer than another."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, combinations, pairwise
from math import inf
from typing import TYPE_CHECKING

from exports.typesetting import fonts, layout
from exports.typesetting.lines import lines, plain
from forms.values.style import NBSP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exports.typesetting.layout import Look

_MOST = 4  # lines of a title; what is longer is a text
_PARTED = 1.0  # what it costs to part a word, or to end a line with one that joins
_PERIOD = re.compile(r"\d")
_JOINING = re.compile(
    "bằng|các|cho|chưa|có|của|do|đã|để|đến|được|giữa|hoặc|không|là|mà|mỗi|một|những|qua|sang|sau|tại|theo|thì|thuộc|"
    "trên|trong|trước|từ|và|vào|về|với"
)
"""Words that join others: a line begins with one, and never ends with one."""
_COMPOUNDS = re.compile(
    "an sinh|an toàn|ban hành|báo cáo|bảo hiểm|bảo trợ|bảo vệ|bền vững|cách mạng|cán bộ|cấp nước|cải thiện|"
    "cận nghèo|chất lượng|chi trả|chính phủ|chính sách|chỉ đạo|chỉ số|chỉ tiêu|chuyển đổi|chương trình|có công|"
    "công nghiệp|công tác|công trình|cơ bản|cơ sở|cộng đồng|danh mục|dân số|dân tộc|dinh dưỡng|du lịch|dự án|"
    "đào tạo|đánh giá|đầu tư|đất đai|đất ở|đặc khu|đề án|địa bàn|điều phối|đối tượng|đơn vị|đời sống|gia đình|"
    "giai đoạn|giao thông|giáo dục|giải ngân|giải pháp|giải quyết|giảm nghèo|hằng năm|hạ tầng|hạn chế|hỗ trợ|"
    "hộ nghèo|hội đồng|huy động|hưởng ứng|kế hoạch|kết quả|khắc phục|khoa học|khó khăn|khu vực|kinh phí|kinh tế|"
    "lao động|lãnh đạo|liệt sĩ|mạng lưới|miền núi|môi trường|mục tiêu|nâng cao|nâng cấp|nghĩa trang|nghị quyết|"
    "nguồn lực|nguyên nhân|người có|người dân|người nghèo|nhà ở|nhân dân|nhân lực|nhiệm vụ|nhu cầu|nông dân|"
    "nông nghiệp|nông thôn|nội vụ|phát triển|phân bổ|phối hợp|phụ lục|phụ nữ|quản lý|quốc gia|quyết định|quỹ đất|"
    "sản xuất|sinh hoạt|sinh kế|số liệu|sử dụng|tài chính|tài nguyên|tăng cường|thanh niên|thôn mới|thành phố|"
    "thể thao|thiếu hụt|thiểu số|thị trấn|thị trường|thị xã|thông tin|thu nhập|thủ tướng|thương binh|thường trực|"
    "thường vụ|thực hiện|tiêu chí|tiếp cận|tình hình|tín dụng|tổ chức|tổng hợp|trẻ em|triển khai|triệu đồng|trợ cấp|"
    "trợ giúp|trung ương|truyền thông|tuyên truyền|ủy ban|ưu đãi|văn bản|văn hóa|văn phòng|vệ sinh|việc làm|"
    "xây dựng|xã hội|xuất khẩu|y tế"
)
"""Words of two syllables, which no line parts."""


@lru_cache(maxsize=1_000)
def by_sense(look: Look, text: str, width: float) -> str:
    """Return a title with its lines parted by sense, the last no longer than all others where sense allows it.

    There are as few as it needs, and one more only where a word would be parted else.
    """
    if look.italic:
        width -= layout.ITALIC_WIDER * look.size * (1 + text.count(NBSP))
    count = len(lines(look, plain(text, look), width))
    if not 1 < count <= _MOST or "\n" in text:
        return text
    words = text.split(" ")
    cost, ends = _breaks(look, words, width, count)
    if cost >= _PARTED and count < _MOST:
        more, others = _breaks(look, words, width, count + 1)
        ends = others if more < cost - _PARTED / 2 else ends
    return "\n".join(" ".join(words[start:end]) for start, end in pairwise((0, *ends, len(words)))) if ends else text


def _breaks(look: Look, words: Sequence[str], width: float, count: int) -> tuple[float, tuple[int, ...]]:
    """Return where so many lines end best, and how bad that is; nowhere if some word is longer than a line."""
    lengths = [fonts.width(word, fonts.face(bold=look.bold, italic=look.italic), look.size) for word in words]
    reach = list(accumulate((length + 0.25 * look.size for length in lengths), initial=0.0))

    def cost(ends: tuple[int, ...]) -> float:
        long = [reach[end] - reach[start] - 0.25 * look.size for start, end in pairwise((0, *ends, len(words)))]
        if max(long) > width:
            return inf
        uneven = sum((1 - one / max(long)) ** 2 for one in long)
        return uneven + 0.6 * (long[-1] > max(long[:-1])) + sum(_broken(*words[end - 1 : end + 2]) for end in ends)

    found = ((cost(ends), ends) for ends in combinations(range(1, len(words)), count - 1))
    best = min(found, default=(inf, ()))
    return best if best[0] < inf else (inf, ())


def _broken(before: str, after: str, then: str = "") -> float:
    """Return how bad it is that a line ends between two words; one of periods stays with the others."""
    last, first = before.lower(), after.lower()
    if _JOINING.fullmatch(last) or first.startswith("-"):
        return _PARTED
    if _COMPOUNDS.fullmatch(f"{last.lstrip('(')} {first.rstrip(',;:.)')}"):
        return _PARTED
    if first == "và" and _PERIOD.search(then):
        return 0.6
    return 0.0 if last.endswith((",", ";", ":", "-")) or _JOINING.fullmatch(first) or first.startswith("(") else 0.2


def measure(look: Look, text: str, width: float) -> float:
    """Return the length of the longest line of a title."""
    found = lines(look, plain(by_sense(look, text, width), look), width)
    lengths = (sum(word.width for word in line.words) + 0.25 * look.size * line.gaps for line in found)
    return max(lengths, default=0.0)
