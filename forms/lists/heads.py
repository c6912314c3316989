"""Heads of the tables that people make: a column is known by any of the words that it may bear, in any spelling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from forms.values.text import fold


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
        return self.words[name][0]
