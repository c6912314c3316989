"""Whatever is asked of a file: a disk that fails, or damage that makes no sense, is told in one sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any, cast

import pytest

from forms.definitions.loading import load
from forms.errors import KnownError
from forms.offices.plan import LocalPlan, PlanTask
from forms.report.changes import Pin, SetSource
from forms.report.report import Report
from forms.values.period import Period
from storage.failures import DamagedError
from storage.signed import Tie
from storage.workspace import Workspace
from tests.storage.sent import COUNT, DISTRICT, NEW, TEMPLATE, Office, receiving, take

YEAR = Period(2024)
NUMBER = 1  # of the first thing of every kind
Question = Callable[[Workspace, Report], object]
QUESTIONS: dict[str, Question] = {
    "absences": lambda here, _: here.absences("nq42", YEAR),
    "arrivals": lambda here, _: here.arrivals(),
    "attachments": lambda here, _: here.attachments("nq42", YEAR),
    "before_merger": lambda here, _: here.before_merger(TEMPLATE, NUMBER, Period(2023)),
    "below": lambda here, _: here.below(TEMPLATE, NUMBER, YEAR),
    "beside": lambda here, report: here.beside(report),
    "book_layouts": lambda here, _: here.book_layouts("nq42"),
    "chain": lambda here, _: here.chain(NUMBER),
    "choice": lambda here, _: here.choice("nq42"),
    "column": lambda here, _: here.column(TEMPLATE, YEAR, COUNT),
    "deadlines": lambda here, _: here.deadlines(),
    "edited": lambda here, report: here.edited(report),
    "find": lambda here, _: here.find(),
    "history": lambda here, report: here.history(report, COUNT),
    "hold": lambda here, report: here.hold(report),
    "holders": lambda here, _: here.holders("nq42"),
    "labels": lambda here, _: here.labels("jobs_created", "channel:abroad", "country"),
    "layouts": lambda here, _: here.layouts("nq42"),
    "letters": lambda here, _: here.letters(),
    "load": lambda here, _: here.load(load),
    "localities": lambda here, _: here.localities(),
    "looking": lambda here, _: here.looking(),
    "own": lambda here, _: here.own,
    "params": lambda here, _: here.params(),
    "parts": lambda here, _: here.parts(TEMPLATE, here.received("nq42", YEAR)[0]),
    "picture": lambda here, _: here.picture(NUMBER),
    "pinned": lambda here, report: here.pinned(report),
    "plan": lambda here, _: here.plan(DISTRICT.name),
    "plan_of": lambda here, report: here.plan_of(report),
    "received": lambda here, _: here.received("nq42", YEAR),
    "received_from": lambda here, _: here.received_from(NUMBER),
    "received_report": lambda here, _: here.received_report(NUMBER, TEMPLATE),
    "received_whole": lambda here, _: here.received_whole(NUMBER, TEMPLATE),
    "reports": lambda here, _: here.reports(),
    "requests": lambda here, report: here.requests(report),
    "senders": lambda here, _: here.senders(TEMPLATE, NUMBER, YEAR),
    "series": lambda here, report: here.series(report),
    "signed": lambda here, report: here.signed(report),
    "signed_file": lambda here, report: here.signed_file(here.signed(report)),  # type: ignore[arg-type]
    "statements": lambda here, _: here.statements("nq42", YEAR),
    "step": lambda here, report: here.step(report),
    "total": lambda here, _: here.total(TEMPLATE, YEAR),
    "units": lambda here, _: here.units(),
}


class Failing:
    """A connection of whose queries one fails, counted from one."""

    def __init__(self, connection: sqlite3.Connection, number: int, error: Exception) -> None:
        self._connection, self._left, self._error = connection, number, error

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a connection has
        return getattr(self._connection, name)

    def execute(self, query: str, *given: Any) -> sqlite3.Cursor:  # noqa: ANN401 - as a connection does
        """Fail once, else do as the connection does."""
        if query.lstrip().startswith("SELECT"):
            self._left -= 1
            if self._left == 0:
                raise self._error
        return self._connection.execute(query, *given)

    @property
    def has_failed(self) -> bool:
        """Whether so many queries were made."""
        return self._left <= 0


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that has something of what is asked for."""
    sent = Office("Xã A").send(3)
    with receiving(tmp_path_factory.mktemp("tệp")) as here:
        take(here, sent, yes=NEW)
        report = here.load(load)
        change = SetSource(sent.report.unit.id, Pin(sent.digest, 1))
        report.apply(change)
        here.save(report, [change])
        here.attach(NUMBER, report, "trang 1.png", b"png")
        here.keep_signed(report, report.revision, "ký.pdf", Tie.CODE, b"pdf")
        here.save_plan(LocalPlan(DISTRICT.name, (), (PlanTask(1, "Rà soát"),)))
        return here.path


@pytest.fixture
def here(made: Path) -> Iterator[Workspace]:
    with Workspace.open(made, readonly=True) as workspace:
        yield workspace


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
@pytest.mark.parametrize(
    ("error", "told"),
    [(sqlite3.OperationalError("disk I/O error"), KnownError), (ValueError("no number"), DamagedError)],
    ids=["disk", "damage"],
)
def test_a_question_that_cannot_be_answered_is_told_in_a_sentence(
    here: Workspace, question: Question, error: Exception, told: type[KnownError]
) -> None:
    report, sound = here.load(load), here._connection
    for number in count(1):
        failing = Failing(sound, number, error)
        here._file.connection, here._numbers = cast("sqlite3.Connection", failing), {}
        try:
            question(here, report)
        except told:
            assert failing.has_failed
        else:
            assert not failing.has_failed
            break
        finally:
            here._file.connection = sound
    assert number > 1
