"""The two kinds of failure: the world's, told calmly, and our own, logged with its trace."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST_NAME = 80  # that somebody could have meant for another


class KnownError(Exception):
    """Something outside the program is wrong; the text is one Vietnamese sentence that says what to do."""


class BugError(Exception):
    """Something inside the program is wrong; the text is for the log."""


def nearest(name: str, known: Iterable[str]) -> str:
    """Return "; có phải "x"?" for the known name most like `name`, or "" when none is near."""
    import difflib  # noqa: PLC0415 - only what is refused needs it

    if len(name) > _LONGEST_NAME:
        return ""
    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f'; có phải "{found[0]}"?' if found else ""
