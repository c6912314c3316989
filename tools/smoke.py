"""Runs a frozen program through the main job, and compares its files with those of the program from source.

python tools/smoke.py FOLDER     the folder that build.spec made
"""

from __future__ import annotations

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

from ui.jobs.sample import samples  # noqa: E402 - after the path is set

SAMPLE = samples()[0]
SUFFIX = ".exe" if sys.platform == "win32" else ""
PATIENCE = 60
"""Seconds after which a program counts as hanging."""

MADE = ("export", "summary")
"""The commands of the main job whose files are compared with those of the program from source."""

Command = Callable[[Sequence[str]], tuple[int, str]]
"""Runs the command line of a program: arguments in, exit code and words out."""


def jobs(file: str, values: str, out: str) -> Iterator[tuple[str, list[str], int]]:
    """The main job, command by command, with the exit code of each; the sample has errors of its own."""
    yield "new", SAMPLE.new(file), 0
    yield "fill", ["fill", file, values], 0
    yield "check", ["check", file], 1
    yield "export", ["export", file, "--out", out], 0
    yield "summary", ["summary", file, "--out", out], 0
    for ending in ("pdf", "xlsx", "goi-nop.zip"):
        yield f"read {ending}", ["read", f"{out}/{SAMPLE.stem}.{ending}"], 0
    yield "publish", ["publish", file, "--to", f"{out}-dhis2.json"], 0
    yield "publish without its extra", ["publish", file, "--to", "postgresql://localhost/kho"], 2
    yield "agenda", ["agenda", file, f"{out}-away.bc42"], 1  # a stick that is not there
    asked = ["--letter", "CV 15", "--by", "Thanh tra", "--due", "trước 30/11/2030", "--out", f"{out}-asked.bc42"]
    yield "on-request", ["on-request", file, *asked], 0
    yield "submit", ["submit", file, "--out", f"{out}-sent", "--to", "a@b.vn"], 1


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
        file, out, ours = Path(place, "a.bc42"), Path(place, "frozen"), Path(place, "source")
        for name, arguments, wanted in jobs(str(file), str(SAMPLE.values), str(out)):
            code, output = frozen(arguments)
            if code != wanted:
                raise SystemExit(f"FAIL  {name}: exit code {code} instead of {wanted}\n{output}")
            print(f"pass  {name}")
        for made in MADE:
            from_source([made, str(file), "--out", str(ours)])
        points = Path(place, "points.csv")
        points.write_text(frozen(["point-book", str(file), str(out / f"{SAMPLE.stem}.xlsx"), "--guess"])[1], "utf-8")
        for command, there in ((frozen, out), (from_source, ours)):
            book, filled = str(there / f"{SAMPLE.stem}.xlsx"), str(there / "filled.xlsx")
            code, output = command(["fill-book", str(file), book, "--points", str(points), "--out", filled])
            if code == 2:
                raise SystemExit(f"FAIL  fill-book: {output}")
        print("pass  fill-book")
        if found := differences(out, ours):
            raise SystemExit("FAIL  files differ from those of the program from source: " + ", ".join(found))
        print("pass  the files are those of the program from source")
        environment = {**os.environ, "QT_QPA_PLATFORM": "windows" if SUFFIX else "offscreen"}
        opens(lambda: subprocess.Popen([str(program), str(file)], env=environment), frozen, str(file))  # noqa: S603
        print("pass  the window opens the workspace")


if __name__ == "__main__":
    main()
