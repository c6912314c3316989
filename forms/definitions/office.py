"""What offices of a level and of a kind are called, how they sign, and between which days there are such."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date

from forms.values.frozen import frozen


@frozen
class DatedName:
    """What something is called: between two days, by offices of some levels; always and by all unless said."""

    name: str
    since: date | None = None
    until: date | None = None
    levels: tuple[str, ...] = ()


def called(names: Iterable[DatedName], day: date, level: str = "") -> str:
    """What it is called on a day, by an office of a level; "" where nobody says."""
    found = (
        one.name
        for one in names
        if (one.since is None or one.since <= day)
        and (one.until is None or day <= one.until)
        and (not one.levels or level in one.levels)
    )
    return next(found, "")


@frozen
class UnitKind:
    """A kind of office at a level: what its Party committee is called, and between which days there are such.

    `subunits` is what the communes within it are called, where it has some: "xã, thị trấn"; `top` the kind of the
    highest office above, where it is another than that of the level.
    """

    party: str = ""
    top: str = ""
    subunits: tuple[DatedName, ...] = ()
    since: date | None = None
    until: date | None = None


@frozen
class Office:
    """How offices of one level sign: defaults that an office's own settings may replace.

    `default` makes it the level of an office of which nothing is known yet. Texts name what depends on the office in
    braces: see `OFFICE_WORDS`.
    """

    label: str
    agency: tuple[str, ...]
    symbol: str
    signature: tuple[str, ...]
    recipients: tuple[str, ...]
    kinds: Mapping[str, UnitKind] = field(default_factory=dict)  # by the word that begins a unit's name
    addressee: tuple[str, ...] = ()  # kính gửi
    speaker: str = ""  # who reports, in a sentence: "Ủy ban nhân dân {unit}"; the unit itself, where empty
    superior: str = ""  # cơ quan chủ quản
    place: str = "{place}"  # where its documents are dated
    area: str = "{unit}"  # what its figures are about, in a sentence
    top: str = ""  # the kind of the highest office above, where nobody has said which that is
    default: bool = False
    since: date | None = None  # between which days there is such a level
    until: date | None = None

    def kind(self, name: str, said: str = "") -> str:
        """The kind of an office: what is `said`, else how its name begins, else the first of the level; "" for none."""
        begins = name.casefold()
        wanted = said.casefold() or next(
            (kind.casefold() for kind in self.kinds if begins.startswith(f"{kind.casefold()} ")), ""
        )
        return next((kind for kind in self.kinds if kind.casefold() == wanted), next(iter(self.kinds), ""))


OFFICE_WORDS = (
    *("unit", "kind", "party", "subunits", "place", "initials"),
    *("above", "above_place", "above_kind", "top", "top_place", "top_kind"),
)
"""What texts of an office may name: itself in a sentence, its kind, its Party committee, the communes within it, the
place in its name, the first letters of its name; the office above, its place and kind; those of the highest one, which
is called by its kind where nobody has said which that is. One without a kind has the committee and the communes of the
office above."""
