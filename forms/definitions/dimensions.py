"""Which units of measure count the same thing, as `units.toml` beside the templates says."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from forms.definitions.loading import TEMPLATES
from forms.definitions.records import file, record, within
from forms.values.frozen import frozen


@frozen
class Dimensions:
    """Units by dimension, each as how many of the first; `called` are other spellings."""

    dimension: Mapping[str, Mapping[str, int]]
    called: Mapping[str, str]

    def alike(self, unit: str) -> Mapping[str, int]:
        """The units that count the same thing, itself among them; itself alone where nothing is said of it."""
        return next((units for units in self.dimension.values() if unit in units), {unit: 1})


@cache
def dimensions() -> Dimensions:
    """What the file says; raises DefinitionError for anything wrong in it."""
    path = TEMPLATES / "units.toml"
    with within(path):
        return record(Dimensions, file(path))
