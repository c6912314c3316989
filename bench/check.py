"""How long `baocao42 check` takes on the sample, as a ratio to a bare Python that imports sqlite_utils."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 9


def seconds(*command: str) -> float:
    """Median wall time of a command."""
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run([sys.executable, *command], cwd=ROOT, check=False, capture_output=True)  # noqa: S603 - our own
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    """Print the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "a.bc42")
        sample = str(ROOT / "resources" / "samples" / "kon-tum-2024.csv")
        for command in (["new", file, "--unit", "A", "--level", "xa", "--period", "2024"], ["fill", file, sample]):
            subprocess.run([sys.executable, "main.py", *command], cwd=ROOT, check=True, capture_output=True)  # noqa: S603
        bare = seconds("-c", "import sqlite_utils")
        check = seconds("main.py", "check", file)
    print(f"import sqlite_utils {bare * 1000:.0f} ms; check {check * 1000:.0f} ms; ratio {check / bare:.2f} (aim < 3)")


if __name__ == "__main__":
    main()
