"""Runs a frozen program through the main job, new to handed over, and compares its files with those from source.

python tools/smoke.py FOLDER     the folder that build.spec made
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from forms.definitions.loading import load  # noqa: E402 - after the path is set
from resources import path  # noqa: E402
from ui.jobs import exchange_sample  # noqa: E402
from ui.jobs.sample import samples  # noqa: E402

SAMPLE = samples()[0]
SUFFIX = ".exe" if sys.platform == "win32" else ""
PATIENCE = 60
"""Seconds after which a program counts as hanging."""

OFFICES = path("samples/exchange") / f"{exchange_sample.names()[0]}.csv"
"""A list of offices that comes with the program, the highest first."""

Command = Callable[[Sequence[str]], tuple[int, str]]
"""Runs the command line of a program: arguments in, exit code and words out."""


def jobs(file: str, samples: str, out: str) -> Iterator[tuple[str, list[str], int]]:
    """The main job, command by command, with the exit code of each; the sample has errors of its own."""
    lower, points, offices = _lower(file), f"{out}-points.csv", f"{samples}/{OFFICES.parent.name}/{OFFICES.name}"
    with OFFICES.open(encoding="utf-8") as listed:
        top = next(csv.DictReader(listed))
    yield "new", SAMPLE.new(file), 0
    yield "fill", ["fill", file, f"{samples}/{SAMPLE.values.name}"], 0
    yield "check", ["check", file], 1
    yield "preliminary", ["preliminary", file, next(iter(load(SAMPLE.template).figures))], 0
    period = ["--period", SAMPLE.period.code]
    yield "new with offices below", ["new", lower, "--unit", top["name"], "--level", top["level"], *period], 0
    yield "units", ["units", lower, "--import", offices], 0
    for arguments, code in made(file, out):
        if arguments[0] == "fill-book":  # the superior's workbook is the one that was just exported
            yield "point-book --guess", ["point-book", file, arguments[2], "--guess", "--out", points], 0
            yield "point-book", ["point-book", file, arguments[2], points], 0
        yield arguments[0], arguments, code
    for ending in ("pdf", "xlsx", "goi-nop.zip"):
        yield f"read {ending}", ["read", f"{out}/{SAMPLE.stem}.{ending}"], 0
    yield "publish", ["publish", file, "--to", f"{out}-dhis2.json"], 0
    yield "publish without its extra", ["publish", file, "--to", "postgresql://localhost/kho"], 2
    yield "agenda", ["agenda", file, f"{out}-away.bc42"], 1  # a stick that is not there
    asked = ["--letter", "CV 15", "--by", "Thanh tra", "--due", "trước 30/11/2030", "--out", f"{out}-asked.bc42"]
    yield "on-request", ["on-request", file, *asked], 0
    yield "submit", ["submit", file, "--out", f"{out}-sent", "--to", "a@b.vn"], 1
    password = ["--password-file", offices]  # its first line
    handed = f"{out}.bangiao"
    yield "hand-over", ["hand-over", file, lower, "--out", handed, "--receiver", "Nguyễn Thị Ánh", *password], 0
    yield "take-over", ["take-over", handed, "--to", f"{out}-taken", "--yes", *password], 0


def made(file: str, out: str) -> Iterator[tuple[list[str], int]]:
    """The commands whose files are compared with those of the program from source, with their exit codes."""
    yield ["export", file, "--out", out], 0
    yield ["summary", file, "--out", out], 0
    yield ["compare", _lower(file), "--out", out], 0
    yield ["fill-book", file, f"{out}/{SAMPLE.stem}.xlsx", "--out", f"{out}/filled.xlsx"], 1


def _lower(file: str) -> str:
    """The workspace of an office that has others below it, beside that of the job."""
    return f"{file.removesuffix('.bc42')}-lower.bc42"


def from_source(arguments: Sequence[str], **environment: str) -> tuple[int, str]:
    """Run the command line of the program from source."""
    return _run(sys.executable, str(ROOT / "main.py"), *arguments, **environment)


def _run(*command: str, **environment: str) -> tuple[int, str]:
    done = subprocess.run(  # noqa: S603 - our own program
        command, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False, stdin=subprocess.DEVNULL,
        env={**os.environ, **environment},
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def differences(one: Path, other: Path) -> list[str]:
    """What differs between two folders of exported files: whole files, or the parts that a zip file holds."""
    names = sorted({file.name for folder in (one, other) for file in folder.iterdir()})
    found = [] if names else ["nothing was exported"]
    for name in names:
        left, right = one / name, other / name
        if not left.is_file() or not right.is_file():
            found.append(f"{name} is missing on one side")
        elif zipfile.is_zipfile(left) and zipfile.is_zipfile(right):
            ours, theirs = _parts(left), _parts(right)
            found += [f"{name}: {part}" for part in sorted({*ours, *theirs}) if ours.get(part) != theirs.get(part)] + (
                [] if list(ours) == list(theirs) else [f"{name}: order of parts"]
            )
        elif left.read_bytes() != right.read_bytes():
            found.append(name)
    return found


def _parts(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as packed:
        return {part: packed.read(part) for part in packed.namelist()}


def opens(start: Callable[[], subprocess.Popen[bytes]], command: Command, file: str) -> None:
    """Start the window on a workspace and wait until it holds it; raises RuntimeError when it does not."""
    window = start()
    try:
        end = time.monotonic() + PATIENCE
        while command(["fill", file, str(SAMPLE.values)])[0] != 2:  # nobody writes beside an open window
            if window.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the window did not open {file} (exit code {window.poll()})")
            time.sleep(0.2)
        time.sleep(1)
        if window.poll() is not None:
            raise RuntimeError(f"the window went away (exit code {window.poll()})")
    finally:
        window.terminate()
        window.wait()


def main() -> None:
    """Print each step that passes; stop with what went wrong at the first that does not."""
    folder = Path(sys.argv[1]).resolve()
    program = folder / f"BaoCao42{SUFFIX}"

    def frozen(arguments: Sequence[str]) -> tuple[int, str]:
        return _run(str(folder / f"baocao42-cli{SUFFIX}"), *arguments)

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        os.environ["XDG_CONFIG_HOME"] = place  # taking over changes settings and key
        file, out, ours = Path(place, "a.bc42"), Path(place, "frozen"), Path(place, "source")
        for name, arguments, wanted in jobs(str(file), str(SAMPLE.values.parent), str(out)):
            code, output = frozen(arguments)
            if code != wanted:
                raise SystemExit(f"FAIL  {name}: exit code {code} instead of {wanted}\n{output}")
            print(f"pass  {name}")
        for arguments, _ in made(str(file), str(ours)):
            from_source(arguments)
        if found := differences(out, ours):
            raise SystemExit("FAIL  files differ from those of the program from source: " + ", ".join(found))
        print("pass  the files are those of the program from source")
        environment = {**os.environ, "QT_QPA_PLATFORM": "windows" if SUFFIX else "offscreen"}
        opens(lambda: subprocess.Popen([str(program), str(file)], env=environment), frozen, str(file))  # noqa: S603
        print("pass  the window opens the workspace")


if __name__ == "__main__":
    main()
