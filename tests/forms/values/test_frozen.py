from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.values.frozen import frozen


@frozen
class Point:
    """What stands at a place."""

    x: int
    y: int = 0
    told: str = field(default="", repr=False)
    by: object = field(default=None, compare=False)
    names: tuple[str, ...] = field(default_factory=tuple)

    def __post_init__(self) -> None:
        if self.x < 0:
            raise ValueError("x")


@dataclass(frozen=True, slots=True)
class Model:
    """The same, as the standard library makes it."""

    x: int
    y: int = 0
    told: str = field(default="", repr=False)
    by: object = field(default=None, compare=False)
    names: tuple[str, ...] = field(default_factory=tuple)


@frozen
class Empty:
    """Nothing."""


given_values = st.tuples(st.integers(0, 2), st.integers(0, 1), st.sampled_from("ab"), st.integers(0, 1))


@given(given_values, given_values)
def test_it_is_what_a_frozen_dataclass_is(one: tuple[int, int, str, int], two: tuple[int, int, str, int]) -> None:
    mine, model = (Point(*one), Point(*two)), (Model(*one), Model(*two))
    assert (mine[0] == mine[1]) == (model[0] == model[1])
    assert [hash(point) for point in mine] == [hash(point) for point in model]
    assert repr(mine[0]) == repr(model[0]).replace("Model", "Point")
    another: object = model[0]
    assert mine[0] != another
    assert replace(mine[0], x=9).x == 9
    for made in (copy.copy(mine[0]), copy.deepcopy(mine[0]), pickle.loads(pickle.dumps(mine[0]))):  # noqa: S301
        assert made == mine[0]
        assert made.by == mine[0].by
    match mine[0]:
        case Point(x, y):
            assert (x, y) == one[:2]


def test_nothing_of_it_changes() -> None:
    point = Point(1)
    for name in ("x", "new"):
        with pytest.raises(FrozenInstanceError):
            setattr(point, name, 2)
        with pytest.raises(FrozenInstanceError):
            delattr(point, name)
    assert not hasattr(point, "__dict__")
    assert Point.__slots__ == tuple(one.name for one in fields(Model))  # type: ignore[attr-defined]


def test_the_first_object_of_a_class_is_made_as_all_others() -> None:
    assert Empty() == Empty()
    assert hash(Empty()) == hash(())

    @frozen
    class Fresh:
        """Nothing of it was made yet."""

        x: int
        rest: list[int] = field(default_factory=list)

    first = Fresh(x=1)
    assert first == Fresh(1, [])
    assert first.rest is not Fresh(1).rest
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'x'"):
        Fresh()  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="x"):
        Point(-1)
