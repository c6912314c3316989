"""What offices shorten whatever the report, as `abbreviations.toml` beside the templates says."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from forms.definitions.loading import TEMPLATES
from forms.definitions.records import file, record, within
from forms.values.frozen import frozen


@frozen
class Abbreviations:
    """Abbreviations and what they are in words within a sentence."""

    words: Mapping[str, str]


@cache
def abbreviations() -> Mapping[str, str]:
    """What the file says; raises DefinitionError for anything wrong in it."""
    path = TEMPLATES / "abbreviations.toml"
    with within(path):
        return record(Abbreviations, file(path)).words
