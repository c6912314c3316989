"""The main job on the sample report: make a workspace, fill it, check it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from resources import path  # noqa: E402 - after the path is set
from ui.cli import run  # noqa: E402

OUT = ROOT / "demo"


def main() -> int:
    """Run the commands that an officer would; findings in the sample are expected."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    file = str(OUT / "kon-tum-2024.bc42")
    for command in (
        ["new", file, "--unit", "Tỉnh Kon Tum", "--level", "tinh", "--period", "2024"],
        ["fill", file, str(path("samples", "kon-tum-2024.csv"))],
    ):
        if code := run(command):
            return code
    if run(["check", file]) == 2:
        return 2
    return run(["export", file, "--out", str(OUT)])


if __name__ == "__main__":
    sys.exit(main())
