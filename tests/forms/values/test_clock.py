"""What the clocks of Vietnam show, on a machine in any zone."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from forms.values import clock
from forms.values.style import day_at, moment_at

LATE = datetime(2024, 3, 4, 17, 30, tzinfo=UTC)  # half past midnight in Vietnam


@pytest.mark.parametrize("zone", ["UTC", "Asia/Ho_Chi_Minh", "America/Los_Angeles"])
def test_the_zone_of_the_machine_makes_no_difference(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    if hasattr(time, "tzset"):
        time.tzset()
    try:
        assert f"{clock.local(LATE):%d/%m/%Y %H:%M:%S}" == "05/03/2024 00:30:00"
        assert clock.day(LATE) == date(2024, 3, 5)
        assert day_at(LATE) == "05/3/2024"
        assert moment_at(LATE).endswith(" ngày 05/3/2024")
        assert clock.stored(LATE) == "2024-03-04T17:30:00+00:00"
        assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)
        assert clock.today() in {clock.day(clock.now() - timedelta(seconds=5)), clock.day(clock.now())}
    finally:
        monkeypatch.undo()
        if hasattr(time, "tzset"):
            time.tzset()


def test_what_is_stored_sorts_by_time() -> None:
    fine = datetime(2024, 3, 4, 17, 30, 0, 123_456, tzinfo=UTC)
    assert clock.stored(fine) == clock.stored(LATE.astimezone(timezone(timedelta(hours=-5))))
    assert len(clock.stored()) == len(clock.stored(LATE))
    assert datetime.fromisoformat(clock.stored()).tzinfo == UTC
