"""The one way from a refusal to words: what cannot be done is said in one sentence, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

from forms.errors import KnownError
from forms.values.text import abridged


def refused(action: Callable[[], object]) -> str:
    """Do something; returns the sentence of a KnownError, "" where it was done."""
    try:
        action()
    except KnownError as error:
        return abridged(str(error))
    return ""


def attempt(action: Callable[[], object], refuse: Callable[[str], object]) -> bool:
    """Do something; the sentence of a KnownError is handed to `refuse`. Returns whether it was done."""
    refusal = refused(action)
    if refusal:
        refuse(refusal)
    return not refusal
