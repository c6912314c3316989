"""How long the frozen program takes to show its window on the sample, as a ratio to the program from source.

python bench/freeze.py [FOLDER]     after `make freeze`; needs Xvfb and xdotool
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 9
sys.path.insert(0, str(ROOT))

from ui.jobs.sample import samples  # noqa: E402 - after the path is set

SAMPLE = samples()[0]


def until_shown(command: list[str], environment: dict[str, str]) -> float:
    """Seconds from the start of a program until its window is on the screen."""
    search = ["xdotool", "search", "--onlyvisible", "--name", SAMPLE.unit.name]
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, cwd=ROOT)  # noqa: S603 - our own
    while subprocess.run(search, env=environment, capture_output=True, check=False).returncode:  # noqa: S603
        if process.poll() is not None or time.perf_counter() - start > 60:
            raise SystemExit(f"no window came: {command} {process.poll()}")
        time.sleep(0.005)
    taken = time.perf_counter() - start
    process.terminate()
    process.wait()
    return taken


def sample(folder: str) -> str:
    """A workspace with the sample report."""
    file = str(Path(folder) / "a.bc42")
    for command in (SAMPLE.new(file), ["fill", file, str(SAMPLE.values)]):
        subprocess.run([sys.executable, "main.py", *command], cwd=ROOT, check=True, capture_output=True)  # noqa: S603
    return file


def main() -> None:
    """Print the ratio; the programs take turns, so that the machine's moods meet both."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build" / "freeze" / "BaoCao42")
    read, write = os.pipe()
    screen = subprocess.Popen(  # noqa: S603
        ["Xvfb", "-displayfd", str(write), "-noreset", "-nolisten", "tcp"],  # noqa: S607 - a server that resets loses its next client
        pass_fds=[write],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as pipe, tempfile.TemporaryDirectory() as place:
            environment = {**os.environ, "DISPLAY": f":{pipe.readline().strip()}", "QT_QPA_PLATFORM": "xcb"}
            file = sample(place)
            frozen, source = [], []
            for _ in range(ROUNDS):
                frozen.append(until_shown([str(folder / "BaoCao42"), file], environment))
                source.append(until_shown([sys.executable, "main.py", file], environment))
    finally:
        screen.terminate()
        screen.wait()
    ours, theirs = statistics.median(frozen), statistics.median(source)
    ratio = f"ratio {ours / theirs:.2f} (at most 1.3)"
    print(f"window from source {theirs * 1000:.0f} ms; frozen {ours * 1000:.0f} ms; {ratio}")


if __name__ == "__main__":
    main()
