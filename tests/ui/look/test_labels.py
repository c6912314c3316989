"""Lines are shortened by whole words, whatever their length."""

from __future__ import annotations

from typing import cast

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetrics

from ui.look.labels import shortened


class Monospaced:
    """Metrics of letters that are one wide, which count how often they are asked."""

    asked = 0

    def horizontalAdvance(self, text: str) -> int:  # noqa: N802 - Qt's own
        self.asked += 1
        return len(text)


@given(st.lists(st.text("ab", min_size=1, max_size=5), max_size=20), st.integers(1, 120))
def test_as_many_whole_words_stand_as_there_is_room_for(words: list[str], width: int) -> None:
    short = shortened(" ".join(words), cast("QFontMetrics", Monospaced()), width)
    kept = short.removesuffix("…").split()
    assert kept == words[: len(kept)]
    assert len(short) <= width
    if len(kept) < len(words):
        assert len(" ".join(words[: len(kept) + 1])) + 2 > width or len(kept) == len(words) - 1


def test_thousands_of_names_are_not_measured_one_by_one() -> None:
    metrics = Monospaced()
    shortened(" ".join(["Xã"] * 3321), cast("QFontMetrics", metrics), 100)
    assert metrics.asked < 20
