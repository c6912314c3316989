"""Moments and days: stored in UTC to the second, shown as the clocks of Vietnam's offices show them on any machine."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))


def now() -> datetime:
    """This moment, as it is stored."""
    return datetime.now(UTC).replace(microsecond=0)


def stored(at: datetime | None = None) -> str:
    """A moment as text of one length, so that texts are in the order of time; this one unless said."""
    return (at or now()).astimezone(UTC).isoformat(timespec="seconds")


def written(seconds: float) -> datetime:
    """The moment that a file's time says, seconds since 1970."""
    return datetime.fromtimestamp(int(seconds), UTC)


def local(at: datetime) -> datetime:
    """A moment by the clocks of Vietnam."""
    return at.astimezone(VIETNAM)


def day(at: datetime) -> date:
    """The day of a moment in Vietnam."""
    return local(at).date()


def today() -> date:
    """The day that it is in Vietnam."""
    return day(now())
