"""What files from outside cost at most: every trap in a process of its own, and thousands of mutants of real files.

Traps: seconds of processor and peak of memory of the whole command line, beside what may be taken. Mutants: each is
read; what is taken in must be what the file says, cell by cell. Those with a right digest and other data are stored,
checked, and every fiftieth of them exported.

    python bench/hostile.py [how many mutants; 10,000 unless said]
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import reports

sys.path.insert(0, str(reports.ROOT))

from forms.checks.checker import check
from forms.definitions.loading import load
from forms.errors import KnownError
from forms.report import archive
from storage.workspace import Workspace
from tests.exports import limited
from tests.exports.hostile import CASES, Real, sealed
from tests.exports.mutants import mutant, numbers, other_data
from ui.jobs import importing
from ui.jobs.exporting import export

NOW = datetime(2024, 11, 15, 7, 30, tzinfo=UTC)


def traps(real: Real, folder: Path) -> None:
    """Run every trap in a process of its own and print the worst."""
    worst: list[tuple[float, int, str]] = []
    file = folder / "a.bc42"
    limited.run([reports.DESCRIBED.new(str(file))])
    for name, make in CASES.items():
        path = folder / name
        path.write_bytes(make(real))
        (done,) = limited.run([["fill", str(file), str(path)] if path.suffix == ".csv" else ["read", str(path)]])
        if done.code not in (0, 1, 2) or "Traceback" in done.err:
            raise SystemExit(f"{name}: {done}")
        worst.append((done.seconds, done.peak, name))
        path.unlink()
    seconds, _, slowest = max(worst)
    memory, largest = max((peak, name) for _, peak, name in worst)
    print(f"{len(worst)} traps, whole command: slowest {slowest} {seconds:.2f} s of {limited.SECONDS} s")
    print(f"  largest {largest} {memory / 1e6:.0f} MB of {limited.MEMORY / 1e6:.0f} MB")


def mutants(real: Real, folder: Path, number: int) -> None:
    """Read, store, check and export mutants; raises where one crashes or says what is not in it."""
    dice = random.Random(42)  # noqa: S311 - repeatable examples, no secrets
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    for turn in range(number):
        begun = time.process_time()
        data = other_data(dice, real) if turn % 2 else None
        suffix, content = ("zip", sealed(data)) if data is not None else mutant(dice, real)
        path = folder / f"mutant.{suffix}"
        path.write_bytes(content)
        try:
            arrival = importing.read(path)
        except KnownError:
            outcomes["refused"] += 1
        else:
            outcomes["taken with a remark" if arrival.remarks else "taken"] += 1
            if numbers(archive.encode(arrival.report)) != numbers(data if data is not None else real.data):
                raise SystemExit(f"mutant {turn}: a number is not what the file says")
            if data is not None:
                _store(arrival, folder, full=turn % 100 == 1)
                outcomes["stored and checked"] += 1
        slowest = max(slowest, time.process_time() - begun) if turn % 100 != 1 else slowest
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"{number} mutants: {', '.join(f'{count} {what}' for what, count in outcomes.items())}")
    print(f"  slowest {slowest * 1000:.0f} ms, peak of this process {peak:.0f} MB; no crash, no other number")


def _store(arrival: importing.Arrival, folder: Path, *, full: bool) -> None:
    file = folder / "b.bc42"
    file.unlink(missing_ok=True)
    importing.store(arrival, file, "bench")
    with Workspace.open(file) as workspace:
        report = workspace.load(load)
    if archive.as_data(report) != archive.as_data(arrival.report):
        raise SystemExit("what was stored is not what arrived")
    check(report)
    if full:
        for outcome in export(report, NOW, folder / "out", ("pdf", "docx", "xlsx", "package")):
            if outcome.refusal:
                print(f"  not exported: {outcome.refusal}")


def main() -> None:
    """Print what was measured."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report = reports.read(reports.SAMPLE)
        for _ in export(report, NOW, folder / "real", ("pdf", "xlsx", "package")):
            pass
        found = {path.suffix: path.read_bytes() for path in (folder / "real").iterdir()}
        real = Real(found[".zip"], found[".xlsx"], found[".pdf"])
        traps(real, folder)
        mutants(real, folder, int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)


if __name__ == "__main__":
    main()
