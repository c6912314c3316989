"""Proves that tests bite: changes a package in small ways, one at a time, and sees whether its own tests notice.

python -m tools.mutate [--seed N] [--count N] PACKAGE...    from the root, on Linux or macOS

The own tests of `forms/checks` are those of `tests/forms/checks`. They run once as they are, to see which lines each
of them reaches. Then each mutant, drawn by the seed, meets the tests that reach it, nearest and quickest first, in a
child forked from a process that has imported already whatever does not stand on the package. Mutants that no test
notices are printed.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from tools.mutants import Mutant, mutants

FLOOR = 0.9
"""The share of mutants that a package's tests must notice."""
_SECONDS = 10
"""Processor time that a child may take beyond three times that of its tests; then it counts as noticed."""
_MEMORY = 4 << 30

settings.register_profile(
    "mutants",
    max_examples=25,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


class Tests:
    """The own tests of a package: the lines that each reaches, and the seconds that it takes."""

    def __init__(self, package: Path) -> None:
        self.folder = "tests" / package
        with tempfile.TemporaryDirectory() as place:
            child = _fork(lambda: Recorder(package).run(self.folder, Path(place)), Path(place), 600)
            if os.waitpid(child, 0)[1]:
                raise SystemExit(f"{self.folder} fails as it is:\n{Path(place, 'output').read_text()}")
            found = json.loads(Path(place, "recorded").read_text())
        self.seconds: dict[str, float] = found["seconds"]
        self._imported: dict[str, list[int]] = found["imported"]
        self._reached: dict[tuple[str, int], set[str]] = defaultdict(set)
        self._entering: dict[str, set[str]] = defaultdict(set)
        for test, lines in found["lines"].items():
            for path, line in lines:
                self._reached[path, line].add(test)
                self._entering[path].add(test)
        sys.meta_path.insert(0, Withheld(package))
        for name in found["modules"]:
            with suppress(Exception):
                importlib.import_module(name)
        del sys.meta_path[0]
        gc.freeze()  # what is shared with children is not theirs to collect

    def reaching(self, mutant: Mutant) -> list[str]:
        """The tests that a mutant can matter to: all, where it runs when its module is imported.

        First stand those that bear the module's name, then those that run anything in it, each time the quickest.
        """
        path = str(mutant.path)
        entering = self._entering[path]
        if set(self._imported.get(path, ())).intersection(mutant.lines):
            found = set(self.seconds)
        else:
            found = set().union(*(self._reached.get((path, line), ()) for line in mutant.lines))
        mirror = f"/test_{mutant.path.name}::"
        return sorted(found, key=lambda test: (mirror not in test, test not in entering, self.seconds[test], test))


class Recorder:
    """Runs tests as they are, and writes down what they reach: a plugin of pytest."""

    def __init__(self, package: Path) -> None:
        self._prefix = f"{Path.cwd() / package}{os.sep}"
        self._lines: set[tuple[str, int]] = set()
        self._imported: dict[str, list[int]] = defaultdict(list)
        self._by_test: dict[str, list[tuple[str, int]]] = {}
        self._seconds: dict[str, float] = {}

    def run(self, folder: Path, place: Path) -> int:
        """Write to `recorded` in a folder; the answer is that of pytest."""
        sys.settrace(self._enter)
        threading.settrace(self._enter)
        code = _pytest([str(folder)], place, self)
        found = {
            "seconds": self._seconds,
            "imported": self._imported,
            "lines": self._by_test,
            "modules": [name for name, module in sys.modules.items() if _is_kept(module)],
        }
        (place / "recorded").write_text(json.dumps(found))
        return code

    def _enter(self, frame: FrameType, _event: str, _argument: object) -> Callable[..., Any] | None:
        return self._step if frame.f_code.co_filename.startswith(self._prefix) else None

    def _step(self, frame: FrameType, event: str, _argument: object) -> Callable[..., Any]:
        if event == "line":
            self._lines.add((frame.f_code.co_filename, frame.f_lineno))
        return self._step

    def _taken(self) -> list[tuple[str, int]]:
        taken = [(os.path.relpath(path), line) for path, line in self._lines]
        self._lines.clear()
        return taken

    def pytest_collection_finish(self) -> None:
        """What ran until here runs at import."""
        for path, line in self._taken():
            self._imported[path].append(line)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """What one test reaches, as if no other had run before it."""
        for module in list(sys.modules.values()):
            if str(getattr(module, "__file__", "")).startswith(self._prefix):
                for value in vars(module).values():
                    if hasattr(value, "cache_clear"):
                        value.cache_clear()
        begun = time.process_time()
        done = yield
        self._seconds[item.nodeid] = time.process_time() - begun
        self._by_test[item.nodeid] = self._taken()
        return done


class Withheld:
    """Finds nothing of a package: what needs it cannot be imported either."""

    def __init__(self, package: Path) -> None:
        self._name = ".".join(package.parts)

    def find_spec(self, name: str, _path: object = None, _target: object = None, /) -> None:
        """Refuse the package and all in it."""
        if f"{name}.".startswith(f"{self._name}."):
            raise ImportError(name)


class Chosen:
    """Keeps to chosen tests, in their order: a plugin of pytest."""

    def __init__(self, tests: Sequence[str]) -> None:
        self._order = {test: n for n, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Drop the others."""
        items[:] = sorted(
            (item for item in items if item.nodeid in self._order), key=lambda item: self._order[item.nodeid]
        )


class Changed(SourceFileLoader):
    """Finds and imports one module as a mutant has it."""

    def __init__(self, mutant: Mutant) -> None:
        name = ".".join(mutant.path.with_suffix("").parts)
        super().__init__(name, str(mutant.path.absolute()))
        self._mutant = mutant

    def find_spec(self, name: str, _path: object = None, _target: object = None, /) -> ModuleSpec | None:
        """The place of the one module."""
        return spec_from_file_location(name, self.path, loader=self) if name == self.name else None

    def get_code(self, _name: str) -> CodeType:
        """Compile the changed tree."""
        return compile(self._mutant.apply(), self.path, "exec", dont_inherit=True)


def survivors(drawn: Sequence[Mutant], tests: Tests) -> Iterator[str]:
    """What no test notices, as it turns up; there run as many mutants at a time as there are processors."""
    running: dict[int, tuple[Mutant, Path]] = {}

    def end() -> Iterator[str]:
        child, status = os.wait()
        mutant, place = running.pop(child)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child, signal.SIGKILL)  # what its tests have started
        shutil.rmtree(place, ignore_errors=True)
        if status == 0:
            yield str(mutant)

    try:
        for mutant in drawn:
            chosen = tests.reaching(mutant)
            if not chosen:
                yield f"{mutant}  (no test reaches it)"
                continue
            while len(running) >= (os.cpu_count() or 1):
                yield from end()
            place = Path(tempfile.mkdtemp(prefix="mutant-"))
            seconds = _SECONDS + 3 * sum(tests.seconds[test] for test in chosen)
            running[_fork(partial(_meet, mutant, chosen, place), place, seconds)] = mutant, place
        while running:
            yield from end()
    finally:
        for child in running:
            os.killpg(child, signal.SIGKILL)


def _meet(mutant: Mutant, chosen: list[str], place: Path) -> int:
    sys.dont_write_bytecode = True  # nothing that a mutant made is kept
    sys.meta_path.insert(0, Changed(mutant))
    return _pytest(list(dict.fromkeys(test.partition("::")[0] for test in chosen)), place, Chosen(chosen))


def _pytest(paths: list[str], place: Path, plugin: object) -> int:
    options = ["-x", "--assert=plain", "--no-header", "--hypothesis-profile=mutants", f"--basetemp={place}/tests"]
    return pytest.main([*options, "-p", "no:cacheprovider", *paths], [plugin])


def _fork(work: Callable[[], int], place: Path, seconds: float) -> int:
    """Start work in a child that says nothing, leads its own group, and has so much processor time."""
    if child := os.fork():
        return child
    code = 1
    try:
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        signal.alarm(int(20 * seconds))  # one that waits for ever takes no processor time
        output = os.open(place / "output", os.O_WRONLY | os.O_CREAT)
        os.dup2(output, 1)
        os.dup2(output, 2)
        code = work()
    finally:
        sys.stdout.flush()
        os._exit(code)


def _is_kept(module: ModuleType) -> bool:
    """Whether a module may be imported once for all children: tests are collected anew."""
    spec = getattr(module, "__spec__", None)
    return spec is not None and not spec.name.startswith(("tests", "__main__"))


def main() -> int:
    """Print survivors and their share; 1 when the tests of a package notice too few."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    parser.add_argument("--count", type=int, default=300, help="mutants of a package")
    parser.add_argument("packages", type=Path, nargs="+")
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}", flush=True)
    if len(arguments.packages) > 1:  # each in a process of its own, where nothing of it has been imported
        options = ("--seed", str(arguments.seed), "--count", str(arguments.count))
        command = [sys.executable, "-m", "tools.mutate", *options]
        return max(subprocess.run([*command, str(one)], check=False).returncode for one in arguments.packages)  # noqa: S603
    (package,) = arguments.packages
    found = [mutant for path in sorted(package.rglob("*.py")) for mutant in mutants(path)]
    drawn = random.Random(arguments.seed).sample(found, min(arguments.count, len(found)))  # noqa: S311 - no secret
    alive = 0
    for survivor in survivors(drawn, Tests(package)):
        alive += 1
        print(survivor, flush=True)
    print(f"{package}: {alive} of {len(drawn)} survive, drawn from {len(found)}; seed {arguments.seed}", flush=True)
    return 1 if alive > (1 - FLOOR) * len(drawn) else 0


if __name__ == "__main__":
    sys.exit(main())
