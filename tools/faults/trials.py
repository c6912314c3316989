"""One operation under one fault: done in a child, then judged through the program itself, then done once more."""

from __future__ import annotations

import gc
import os
import re
import shutil
import tempfile
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from forms.definitions.loading import load
from forms.errors import KnownError
from forms.report import archive
from storage.workspace import Workspace
from tools.faults import interposer
from tools.faults.disk import Disk
from tools.faults.operations import Operation

DONE, REFUSED, FAILED = range(3)
_UNFINISHED = re.compile(r"\.[0-9a-f]{12}|-[0-9a-f]{12}|\d+")
State = Mapping[str, object]
"""What a folder holds, by file: what a workspace says, the digest of anything else."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an operation ended in its child, its promises and calls, the call that failed, and what it said."""

    ended: int
    promises: int
    calls: int
    struck: str
    sentence: str


def state(folder: Path) -> State:
    """What the files of a folder say; raises KnownError for a workspace that does not open."""
    return {path.name: _contents(path) for path in sorted(folder.iterdir()) if not passing(path)}


def passing(path: Path) -> bool:
    """Whether a file is of no weight: a journal, or one that a program left unfinished."""
    return path.name.startswith(".") or path.name.endswith("-journal")


def _contents(path: Path) -> object:
    if path.suffix != ".bc42":
        return sha256(path.read_bytes()).hexdigest()
    with Workspace.open(path, readonly=True) as workspace:
        reports = []
        for name in workspace.reports():
            report = workspace.load(load, name.unit.id, name.period)
            steps = [workspace.step(report, undone=undone) for undone in (False, True)]
            turns = [step and (step.forth, step.back) for step in steps]
            reports.append((name.unit.name, name.period.code, archive.encode(report), turns))
        return reports


def spare() -> Path:
    """A new empty folder, called as the system calls it."""
    return Path(tempfile.mkdtemp()).resolve()


def copied(folder: Path) -> Path:
    """A copy of a folder."""
    return Path(shutil.copytree(folder, spare(), dirs_exist_ok=True))


def child(work: Callable[[], int]) -> int:
    """Run in a forked process; returns what it ends with, negative for a signal."""
    gc.freeze()
    number = os.fork()
    if number == 0:
        code = 70
        with suppress(BaseException):
            code = work()
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])


def attempt(operation: Operation, folder: Path, arm: Callable[[], None], keep: Path | None = None) -> Outcome:
    """Do an operation in a child, armed; with `keep`, what stands after each promise is copied there."""
    read, write = os.pipe()
    promises = 0

    def promise() -> None:
        nonlocal promises
        promises += 1
        interposer.mark()
        os.write(write, b"!")
        if keep:
            shutil.copytree(folder, keep / str(promises))

    def work() -> int:
        sentence, ended = "", DONE
        arm()
        try:
            operation.act(folder, promise)
        except KnownError as error:
            sentence, ended = str(error), REFUSED
        except BaseException:  # noqa: BLE001 - whatever it is, it is a failure of the program
            sentence, ended = traceback.format_exc(), FAILED
        calls = interposer.disarm()
        os.write(write, f"{calls}\t{interposer.struck()}\n{sentence}"[:60000].encode())
        return ended

    ended = child(work)
    os.close(write)
    with open(read, encoding="utf-8") as pipe:  # noqa: PTH123 - a pipe
        heard = pipe.read()
    report = heard.lstrip("!")
    numbers, _, words = report.partition("\n")
    calls, _, struck = numbers.partition("\t")
    return Outcome(ended, len(heard) - len(report), int(calls or 0), struck, words)


class Proof:
    """An operation and what must hold of it: its folder before, and what it holds after each promise."""

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self.yet_done = 0  # told as refused, though it was done
        self._verdicts: dict[object, str] = {}
        self._before, root, kept, record = spare(), spare(), spare(), spare() / "record"
        operation.prepare(self._before)
        shutil.copytree(self._before, root, dirs_exist_ok=True)
        self.disk = Disk(root)
        done = attempt(operation, root, lambda: interposer.arm(root, record=record), kept)
        if done.ended != DONE:
            raise RuntimeError(f"{operation.name} fails without a fault: {done.sentence}")
        self.points = done.calls
        self.calls = list(interposer.read(record))
        self._states = [
            state(copied(self._before)),
            *(state(kept / str(number + 1)) for number in range(done.promises)),
        ]

    def trial(self, at: int, error: int, *, lasting: bool) -> tuple[bool, str]:
        """Do it with the call numbered `at` failing; returns whether one did, and what went wrong."""
        folder = copied(self._before)
        try:
            found = attempt(self.operation, folder, lambda: interposer.arm(folder, at=at, error=error, lasting=lasting))
            if found.ended == FAILED or (found.ended < 0 and error):
                return True, f"no sentence: {found.sentence or found.ended}"
            if error and not found.struck:
                return False, ""
            left = [path.name for path in folder.iterdir() if path.name.startswith(".")]
            if left and error and not lasting and found.struck != "unlink":
                return True, f"left behind: {', '.join(left)}"
            return True, self.judge(folder, found.promises, done=found.ended == DONE, refused=found.ended == REFUSED)
        finally:
            shutil.rmtree(folder)

    def judge(self, folder: Path, promises: int, *, done: bool = False, refused: bool = False) -> str:
        """What is wrong with a folder after so many promises; "" where it is before or after the next one, or done.

        What was not begun is done again, in that folder.
        """
        content = sorted(
            (_UNFINISHED.sub("", path.name), b"" if path.name.startswith(".") else path.read_bytes())  # nobody reads it
            for path in folder.iterdir()
        )
        key = sha256(repr((content, promises, done, refused)).encode()).digest()
        if key not in self._verdicts:
            self._verdicts[key] = self._judge(folder, promises, done=done, refused=refused)
        return self._verdicts[key]

    def _judge(self, folder: Path, promises: int, *, done: bool, refused: bool) -> str:
        fitting = self._states[-1:] if done else self._states[promises : promises + 2]
        looked_at = copied(folder)
        try:
            found = state(looked_at)
        except KnownError as error:
            return f"cannot be read: {error}"
        finally:
            shutil.rmtree(looked_at)
        for name in {*found, *(name for known in fitting for name in known)}:
            if found.get(name) not in [known.get(name) for known in fitting]:
                return f"neither before nor after: {name}"
        self.yet_done += refused and found != fitting[0]
        return self._goes_on(folder, anew=found == self._states[0])

    def _goes_on(self, folder: Path, *, anew: bool) -> str:
        """What hinders work after the fault; "" for nothing."""
        if anew:
            again = attempt(self.operation, folder, lambda: None)
            if again.ended != DONE:
                return f"refused when done again: {again.sentence}"
            return "" if state(folder) == self._states[-1] else "done again, it is something else"
        try:
            for path in folder.glob("*.bc42"):
                Workspace.open(path).close()
        except KnownError as error:
            return f"cannot be written: {error}"
        return ""
