"""Whatever a test of the workspace changes leaves every seal of the file whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from storage import seals
from storage.held import HeldFile


@pytest.fixture(autouse=True)
def _sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    changing = HeldFile._changing

    @contextmanager
    def watched(self: HeldFile) -> Iterator[None]:
        with changing(self):
            yield
        assert seals.broken(self._connection) == []
        for place in self._connection.execute("SELECT DISTINCT template, period FROM place").fetchall():
            seals.require_held(self._connection, *place)

    monkeypatch.setattr(HeldFile, "_changing", watched)
