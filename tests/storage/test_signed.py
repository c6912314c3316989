"""Signed copies of a report: each as it came, by the revision that it is of."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.definitions.loading import load
from storage.failures import DamagedError
from storage.rescue import rescue
from storage.signed import Tie
from storage.workspace import Workspace
from tests.storage.test_workspace import file  # noqa: F401 - the fixture


def test_the_last_copy_of_a_revision_counts_and_comes_back_as_it_came(file: Path) -> None:  # noqa: F811
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        assert workspace.signed(report) is None
        copies = (("a.pdf", Tie.DATA, b"one"), ("b.pdf", Tie.CODE, b"two"), ("c.pdf", Tie.WORD, b"one"))
        for name, tie, content in copies:
            workspace.keep_signed(report, report.revision, name, tie, content, "Y Hà")
        workspace.keep_signed(report, report.revision + 1, "d.pdf", Tie.DATA, b"three")
        kept = workspace.signed(report)
        assert kept is not None
        assert (kept.name, kept.tie, kept.who) == ("c.pdf", Tie.WORD, "Y Hà")
        assert workspace.signed_file(kept) == b"one"
    other = file.with_name("cứu.bc42")
    assert rescue(file, other, load) == []
    with Workspace.open(other) as workspace:
        rescued = workspace.signed(workspace.load(load))
        assert rescued is not None
        assert (rescued.name, rescued.tie, rescued.who) == (kept.name, kept.tie, kept.who)
        workspace._connection.execute("UPDATE signed_file SET content = x'00' WHERE digest = ?", [kept.digest])
        with pytest.raises(DamagedError):
            workspace.signed_file(kept)
