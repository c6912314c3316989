"""An office that reports: who it is on a day, and by which id it is known however it is renamed.

A name is no identity, since communes share names and change them; an official code neither, since a township of
yesterday gave its code to a commune of today. The id is made once, when an office is first stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import normalize

from forms.values.frozen import frozen
from forms.values.text import fold

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # "Hoà" is "Hòa"


@frozen
class Unit:
    """An office as it is on a day: its name, the code of its level and its official code, "" where it is not known.

    `kind` is said where the name does not begin with it ("thị trấn"; see `Office.kinds`), `path` names the offices
    above, the highest first. An id that is not given is made of level, name and path.
    """

    name: str
    level: str
    code: str = ""
    kind: str = ""
    path: tuple[str, ...] = ()
    id: str = ""

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", identity(self.level, self.name, self.path))

    @property
    def full(self) -> str:
        """Its name and those of the offices above it: "Xã Tân Lập, Huyện Kon Rẫy, Tỉnh Kon Tum"."""
        return ", ".join((self.name, *reversed(self.path)))


def identity(level: str, name: str, path: Sequence[str] = (), twin: int = 0) -> str:
    """The id of an office that is stored for the first time: the same on every machine and for every spelling.

    `twin` counts the offices of that level, name and path that a file knows already as others than this one.
    """
    from hashlib import blake2b  # noqa: PLC0415 - a stored office has its id

    parts = [level, *map(fold, (*path, name)), *([str(twin)] if twin else [])]
    return blake2b("\n".join(parts).encode(), digest_size=10).hexdigest()


def named(units: Sequence[Unit], text: str) -> list[Unit]:
    """The offices that a text names: by id, code, name, or name with those above it; spelling counts where it can.

    Several are a question for whoever typed it, none a name that is not known.
    """
    exact = [unit for unit in units if text in {unit.id, unit.name, unit.full} or (unit.code and text == unit.code)]
    return exact or [unit for unit in units if fold(text) in map(fold, _names(unit))]


def _names(unit: Unit) -> list[str]:
    """Its name alone, with the office above it, with the two above it."""
    above = [unit.name, *reversed(unit.path)]
    return [", ".join(above[:count]) for count in range(1, len(above) + 1)]


def unlike(one: Unit, other: Unit) -> bool:
    """Whether two are told apart by what both of them say: the official code, or the offices above."""
    codes = one.code and other.code and one.code != other.code
    paths = one.path and other.path and [*map(fold, one.path)] != [*map(fold, other.path)]
    return bool(codes or paths)


def spelled(name: str) -> str:
    """A name with the marks that tell offices apart, which `fold` drops: in one case, a tone wherever it stands."""
    letters = normalize("NFD", name).casefold().split()
    return " ".join("".join(sorted(word, key=_TONES.__contains__)) for word in letters)
