"""Heads of the tables that people make: a column is known by any of the words that it may bear, in any spelling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from forms.errors import KnownError, nearest_end
from forms.values.text import fold, quoted

Rows = Iterable[tuple[int, Sequence[str]]]  # each with its number


class KnownHeads:
    """The columns that a list may have, each with the words over it; the first is what it is called in messages."""

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        self.words = {name: tuple(known) for name, known in words.items()}
        self._names = {fold(word): name for name, known in self.words.items() for word in (name, *known)}

    def name(self, head: str) -> str:
        """The column that a head means; "" for one that is not known."""
        return self._names.get(fold(head), "")

    def called(self, name: str) -> str:
        """What a column is called."""
        return next(iter(self.words[name]), name)

    def lines(self, rows: Rows, most: int, *needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
        """The rows beneath the first, which has the heads, by the names of their columns; "" where nothing stands.

        One column of each of `needed` must be there. Raises KnownError, also while rows are read, for another table.
        """
        columns: list[str] = []
        for place, (number, cells) in enumerate(rows):
            if not columns:
                columns = self._columns(cells, needed)
                continue
            if place > most:
                raise KnownError(f"Danh sách dài quá {most} dòng; đề nghị kiểm tra lại tệp, chưa ghi gì.")
            if any(cells[len(columns) :]):
                raise KnownError(
                    f"Dòng {number}: nhiều ô hơn dòng tiêu đề; ô có dấu phẩy đề nghị đặt trong ngoặc kép, chưa ghi gì."
                )
            yield number, dict.fromkeys(self.words, "") | dict(zip(columns, cells, strict=False))

    def _columns(self, heads: Sequence[str], needed: Sequence[Sequence[str]]) -> list[str]:
        found: list[str] = []
        for head in heads:
            name = self.name(head)
            if not name and head.strip():
                known = [*map(self.called, self.words)]
                raise KnownError(
                    f"Danh sách có cột {quoted(head)} không rõ là gì{nearest_end(head.casefold(), known)} "
                    f"Chỉ nhận các cột: {', '.join(known)}."
                )
            if name and name in found:
                raise KnownError(f"Danh sách có hai cột {self.called(name)}; đề nghị giữ lại một cột.")
            found.append(name)
        if missing := [self.called(choice[0]) for choice in needed if not set(choice) & set(found)]:
            raise KnownError(f"Danh sách thiếu cột {', '.join(missing)}; đề nghị bổ sung ở dòng tiêu đề.")
        return found
