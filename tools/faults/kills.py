"""The program killed at random moments while it commits one cell after another."""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
import time
from collections.abc import Mapping
from itertools import count
from pathlib import Path

from forms.definitions.loading import load
from storage.workspace import Workspace
from tools.faults.operations import FILE, begin, cell, places, put
from tools.faults.trials import spare

_STARTING = 0.1
_WORKING = 0.05
"""Seconds until a kill, at most: from the start, and from the first commit."""

Numbers = Mapping[int, int]
"""What stands in the cells, by their place in the report."""


def kill(times: int, chance: random.Random) -> tuple[int, int]:
    """Kill a program that commits cells, again and again in one file.

    Returns how many commits there were, and how many cells did not hold what was committed last.
    """
    folder = spare()
    begin(folder)
    file = folder / FILE
    held, width = _numbers(file)
    commits = lost = 0
    for _ in range(times):
        promised = _killed(file, commits, chance)
        before = held
        held, _ = _numbers(file)
        possible = [{**before, **_written(commits, more, width)} for more in (promised, promised + 1)]
        lost += min(sum(held.get(place) != number for place, number in numbers.items()) for numbers in possible)
        commits += promised + (held == possible[1])
    shutil.rmtree(folder)
    return commits, lost


def _killed(file: Path, start: int, chance: random.Random) -> int:
    """Start the program, kill it, and return how many commits it had told of."""
    read, write = os.pipe()
    number = os.fork()
    if number == 0:
        try:
            _commit(file, start, write)
        finally:
            os._exit(1)
    os.close(write)
    if chance.random() < 0.25:
        time.sleep(chance.uniform(0, _STARTING))
    else:
        select.select([read], [], [], 60)
        time.sleep(chance.uniform(0, _WORKING))
    os.kill(number, signal.SIGKILL)
    os.waitpid(number, 0)
    with open(read, "rb") as pipe:  # noqa: PTH123 - a pipe
        return len(pipe.read())


def _commit(file: Path, start: int, promises: int) -> None:
    """Commit the numbers from `start`, each into the next cell, and tell of each."""
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
        width = len(places(report))
        for number in count(start):
            put(workspace, report, cell(report, number, number % width))
            os.write(promises, b"!")


def _written(start: int, commits: int, width: int) -> Numbers:
    return {number % width: number for number in range(start, start + commits)}


def _numbers(file: Path) -> tuple[Numbers, int]:
    """What stands in the cells, and how many cells there are."""
    with Workspace.open(file, readonly=True) as workspace:
        report = workspace.load(load)
    cells = [report.cells.get(place) for place in places(report)]
    return {place: cell.number.digits for place, cell in enumerate(cells) if cell and cell.number}, len(cells)
