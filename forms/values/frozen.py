"""Frozen classes, as most records of the program are: named fields in slots, never changed, equal where all fields are.

They are dataclasses whose methods are compiled when the first object is made, and in one go. `dataclass` compiles six
for each class while its module loads: for the hundred classes that stand before a report is on the screen, more than a
tenth of the whole start.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from typing import TypeVar, dataclass_transform

_Class = TypeVar("_Class")
_put = object.__setattr__


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(plain: type[_Class]) -> type[_Class]:
    """Make a class of annotated fields frozen; all that `dataclasses` can do with one, it can do with this."""
    made = dataclass(init=False, repr=False, eq=False, slots=True)(plain)

    def first(self: object, *values: object, **named: object) -> None:
        for name, method in _compiled(made).items():
            setattr(made, name, method)
        made.__init__(self, *values, **named)  # no longer this one

    methods = {"__init__": first, "__repr__": _repr, "__reduce__": _reduce}
    for name, method in (methods | {"__setattr__": _refuse, "__delattr__": _refuse}).items():
        setattr(made, name, method)
    return made


def _compiled(made: type) -> dict[str, Callable[..., object]]:
    """The methods that depend on the fields of a class, as `dataclass` would write them."""
    takes, puts, compared = [], [], []
    names: dict[str, object] = {"_put": _put}
    for one in fields(made):
        value = one.name
        if one.default is not MISSING:
            names[f"_default_{one.name}"] = one.default
            takes.append(f"{one.name}=_default_{one.name}")
        elif one.default_factory is not MISSING:
            names[f"_make_{one.name}"] = one.default_factory
            takes.append(f"{one.name}=_put")  # nobody means this function by it
            value = f"_make_{one.name}() if {one.name} is _put else {one.name}"
        else:
            takes.append(one.name)
        puts.append(f"    _put(self, {one.name!r}, {value})")
        if one.compare:
            compared.append(one.name)
    if hasattr(made, "__post_init__"):
        puts.append("    self.__post_init__()")
    mine, other = ("".join(f"{owner}.{name}," for name in compared) for owner in ("self", "other"))
    lines = (
        f"def __init__({', '.join(['self', *takes])}):",
        *(puts or ["    pass"]),
        "def __eq__(self, other):",
        f"    return ({mine}) == ({other}) if other.__class__ is self.__class__ else NotImplemented",
        "def __hash__(self):",
        f"    return hash(({mine}))",
    )
    methods: dict[str, Callable[..., object]] = {}
    exec("\n".join(lines), names, methods)  # noqa: S102 - names of fields, and nothing that anybody typed
    return methods


def _repr(self: object) -> str:
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)  # type: ignore[arg-type]
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _reduce(self: object) -> tuple[type, tuple[object, ...]]:
    """How it is copied and kept: as what it was made from."""
    return type(self), tuple(getattr(self, one.name) for one in fields(self))  # type: ignore[arg-type]


def _refuse(self: object, name: str, _: object = None) -> None:
    raise FrozenInstanceError(f"{type(self).__qualname__}.{name} is frozen")
