"""What files from outside cost at most: every trap in a process of its own, and thousands of mutants of real files.

Traps: seconds of processor and peak of memory of the whole command line, beside what may be taken. Mutants: each is
read; what is taken in must be what the file says, cell by cell. Those with a right digest and other data are stored,
checked, and every fiftieth of them exported. Parcels (folders, archives and mails that hold reports) come the same two
ways: made to hurt, and as mutants.

    python bench/hostile.py [how many mutants; 10,000 unless said]
"""

from __future__ import annotations

import json
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import reports

sys.path.insert(0, str(reports.ROOT))

from exports import parcels
from forms.checks.checker import check
from forms.definitions.loading import load
from forms.errors import KnownError
from forms.report import archive
from storage.workspace import Workspace
from tests.exports import limited
from tests.exports.hostile import CASES, Real, sealed
from tests.exports.mutants import mutant, numbers, other_data
from tests.exports.test_parcels import (
    compound,
    heads_without_end,
    lines_without_end,
    mail,
    zipped,
)
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


def hurting(real: Real) -> Iterable[tuple[str, bytes]]:
    """Parcels that hold too much, too deep, the same thing often, or one report twice."""
    inner = mail(real.package)
    for _ in range(12):  # each is a third larger than what it holds
        inner = mail(inner)
    yield "mail-in-mail.eml", inner
    nested = real.package
    for _ in range(200):
        nested = zipped(nested)
    yield "zip-in-zip.zip", nested
    yield "10000-attachments.eml", mail(*[b"x"] * 10_000)
    yield "10000-files.zip", zipped(*[b"x"] * 10_000)
    yield "10000-packages.zip", zipped(*[real.package] * 10_000)
    yield "one-report-often.zip", zipped(*[real.package] * 50)
    yield "one-office-in-two-files.zip", zipped(real.package, _another(real))
    yield "bombs.zip", zipped(*[bytes(50_000_000)] * 20)
    yield "wide-zips.zip", zipped(*[zipped(*[zipped(*[b"x"] * 30)] * 30)] * 30)
    yield "boundaries.eml", b"From: a\nSubject: b\nContent-Type: multipart/mixed; boundary=x\n" + b"--x\n" * 2_000_000
    yield "heads.eml", heads_without_end(39_000_000)
    yield "lines.eml", lines_without_end(39_000_000)
    yield "one-stream-often.msg", compound(bytes(2_000_000), 500)
    yield "chain.msg", compound(real.package)[:-512] + bytes(512)
    yield "circle.msg", compound(real.package).replace(b"\x03\0\0\0\x04\0\0\0", b"\x03\0\0\0\x03\0\0\0")


def _another(real: Real) -> bytes:
    """The package with another number in it, by the same office."""
    data = json.loads(real.data)
    number = next(cell for cell in data["cells"] if cell["value"].isdigit())
    number["value"] = str(int(number["value"]) + 1)
    return sealed(json.dumps(data, ensure_ascii=False).encode())


def hurting_parcels(real: Real, folder: Path) -> None:
    """Receive each parcel that is made to hurt, in a process of its own, and print what it cost."""
    file = folder / "c.bc42"
    file.unlink(missing_ok=True)
    limited.run([reports.DESCRIBED.new(str(file))])
    for name, content in hurting(real):
        path = folder / name
        path.write_bytes(content)
        (done,) = limited.run([["receive", str(file), str(path), "--json"]])
        if done.code not in (0, 1, 2) or "Traceback" in done.err:
            raise SystemExit(f"{name}: {done}")
        items = json.loads(done.out)["items"] if done.out else []
        verdicts = Counter(item["verdict"] for item in items)
        told = ", ".join(f"{count} {verdict}" for verdict, count in verdicts.items()) or done.err.strip()
        print(
            f"  {name} of {len(content) / 1e6:.1f} MB: {done.seconds:.2f} s, {done.peak / 1e6:.0f} MB; {told[:100]}",
            flush=True,
        )
        path.unlink()


def parcel_mutants(real: Real, folder: Path, number: int) -> None:
    """Open parcels with bytes changed anywhere: what comes out is a file or a sentence, and nothing else is raised."""
    dice = random.Random(42)  # noqa: S311 - repeatable examples, no secrets
    made = [
        mail(real.package, real.pdf),
        zipped(real.package, mail(real.workbook)),
        compound(real.package),
        mail(compound(real.workbook), zipped(real.package)),
    ]
    outcomes: Counter[str] = Counter()
    slowest, path = 0.0, folder / "parcel"
    for turn in range(number):
        content = bytearray(made[turn % len(made)])
        for _ in range(dice.choice((1, 1, 2, 5, 30))):
            start = dice.randrange(len(content) or 1)
            end = start + dice.choice((0, 1, 4, 50, 5000))
            content[start:end] = dice.choice((bytes([dice.randrange(256)]), b"", b"\xff" * 4, b"\n\n", b"--"))
        path.write_bytes(content[: dice.choice((len(content), len(content), dice.randrange(len(content) + 1)))])
        begun = time.process_time()
        for _, inner in parcels.opened([path]):
            whole = inner in (real.package, real.workbook, real.pdf)
            outcomes["refused" if isinstance(inner, KnownError) else "whole" if whole else "other bytes"] += 1
        slowest = max(slowest, time.process_time() - begun)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"{number} mutants of parcels: {', '.join(f'{count} {what}' for what, count in outcomes.items())}")
    print(f"  slowest {slowest * 1000:.0f} ms, peak of this process {peak:.0f} MB")


def main() -> None:
    """Print what was measured."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report = reports.read(reports.SAMPLE)
        for _ in export(report, NOW, folder / "real", ("pdf", "xlsx", "package")):
            pass
        found = {path.suffix: path.read_bytes() for path in (folder / "real").iterdir()}
        real = Real(found[".zip"], found[".xlsx"], found[".pdf"])
        number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
        traps(real, folder)
        hurting_parcels(real, folder)
        mutants(real, folder, number)
        parcel_mutants(real, folder, number)


if __name__ == "__main__":
    main()
