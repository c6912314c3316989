"""A file that was printed by another release, or before the report changed: only what somebody changed in it counts."""

from __future__ import annotations

import pytest

from forms.document.redline.lines import Came, differing
from forms.document.redline.rebasing import rebased
from forms.document.redline.rewording import NOTE

SENT = ("BÁO CÁO", "Xã có 120 người có việc làm.", "Đã tặng 35 suất quà tận tay.", "Xin báo cáo.")
NOW = (
    "BÁO CÁO",
    "Toàn xã có 121 người có việc làm.",
    "Đã trao 35 suất quà tận tay.",
    "Câu mới.",
    "Xin báo cáo.",
)


def lines(*texts: str) -> list[Came]:
    return [Came(text) for text in texts]


def after(came: list[str], sent: tuple[str, ...] = SENT, now: tuple[str, ...] = NOW) -> list[tuple[int | None, str]]:
    """What a file comes to, each line with its place in it."""
    return [(place, one.text) for place, one in rebased(lines(*sent), lines(*now), lines(*came))]


def test_a_file_that_nobody_touched_is_what_is_printed_now() -> None:
    assert after([*SENT]) == list(zip((0, 1, 2, None, 3), NOW, strict=True))
    assert after([*SENT], SENT, SENT) == list(enumerate(SENT))
    assert after([*NOW], NOW, SENT) == list(zip((0, 1, 2, 4), SENT, strict=True))  # a line that is printed no more
    assert [text for _, text in after([*SENT], SENT, ("Trước hết.", *NOW))] == ["Trước hết.", *NOW]


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("việc làm", "việc ổn định", "Toàn xã có 121 người có việc ổn định."),
        ("120", "125", "Toàn xã có 125 người có việc làm."),  # both changed it: the file's stands and is told
        ("người có", "người đang có", "Toàn xã có 121 người đang có việc làm."),
        ("Xã có", "Ở xã có", "Ở xã có 121 người có việc làm."),
    ],
)
def test_what_was_changed_in_the_file_is_changed_in_the_words_of_now(old: str, new: str, text: str) -> None:
    found = after([SENT[0], SENT[1].replace(old, new), *SENT[2:]])
    assert found == [(0, SENT[0]), (1, text), (2, NOW[2]), (None, NOW[3]), (3, NOW[4])]


def test_lines_that_went_stay_away_and_those_that_came_stay() -> None:
    assert after([SENT[0], SENT[2], "Lãnh đạo viết thêm.", SENT[3]]) == [
        (0, SENT[0]),
        (1, NOW[2]),
        (None, NOW[3]),
        (2, "Lãnh đạo viết thêm."),
        (3, SENT[3]),
    ]
    moved = [text for _, text in after([SENT[0], SENT[2], SENT[1], SENT[3]])]
    assert sorted(moved) == sorted(NOW)
    assert moved.index(NOW[2]) < moved.index(NOW[1])


def test_what_was_taken_from_a_file_is_not_told_again() -> None:
    came = [SENT[0], "Lãnh đạo viết thêm.", SENT[1].replace("việc làm", "việc ổn định"), *SENT[2:]]
    taken = (NOW[0], "Lãnh đạo viết thêm.", NOW[1].replace("việc làm", "việc ổn định"), *NOW[2:])
    assert [text for _, text in after(came, SENT, taken)] == [*taken]


def test_a_line_that_is_printed_no_more_is_told_only_where_somebody_changed_it() -> None:
    short = (SENT[0], SENT[1], SENT[3])
    assert after([*SENT], SENT, short) == [(0, SENT[0]), (1, SENT[1]), (3, SENT[3])]
    came = [*SENT[:2], "Đã tặng 36 suất quà tận tay.", SENT[3]]
    assert after(came, SENT, short) == list(enumerate(came))


def test_footnotes_and_cells_are_changed_one_by_one() -> None:
    sent = Came(f"Có{NOTE} và{NOTE}.", ("Gồm 1 sổ.", "Theo 2 nguồn."))
    now = Came(f"Có{NOTE} với{NOTE}.", ("Gồm 3 sổ.", "Theo 2 nguồn."))
    came = Came(f"Đã có{NOTE} và{NOTE}.", ("Gồm 1 sổ.", "Theo cả 2 nguồn."))
    ((_, found),) = rebased([sent], [now], [came])
    assert found == Came(f"Đã có{NOTE} với{NOTE}.", ("Gồm 3 sổ.", "Theo cả 2 nguồn."))
    ((_, found),) = rebased([sent], [now], [Came(f"Có{NOTE} và.", ("Gồm 1 sổ.",))])
    assert found == Came(f"Có{NOTE} và.", ("Gồm 1 sổ.",))  # the words beside what was struck out are the file's
    rows = [Came(f"| Việc làm | {a} | {b} |", (), ("Việc làm", a, b)) for a, b in (("5", "6"), ("7", "6"), ("5", "9"))]
    ((_, found),) = rebased(rows[:1], rows[1:2], rows[2:])
    assert found == Came("| Việc làm | 7 | 9 |", (), ("Việc làm", "7", "9"))


def test_what_stands_otherwise_in_another_text_is_known() -> None:
    old, new = "Có 1.200 hộ ở xã.", "Có 1.300 hộ nghèo ở xã."
    assert differing(old, new) == [("Có ", False), ("1.200", True), (" hộ", False), (" ở xã.", False)]
    assert [piece for piece, differs in differing(new, old) if differs] == ["1.300", " nghèo"]
    assert "".join(piece for piece, _ in differing(new, old)) == new
