"""The one way from a refusal to words: what cannot be done is said in one sentence, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

from forms.errors import KnownError


def attempt(action: Callable[[], object], refuse: Callable[[str], object]) -> bool:
    """Do something; the sentence of a KnownError is handed to `refuse`. Returns whether it was done."""
    try:
        action()
    except KnownError as error:
        refuse(str(error))
        return False
    return True
