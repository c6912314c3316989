"""Commands run as officers run them, each in a process that may take only so much memory and time.

On POSIX the system holds the process (`RLIMIT_AS`); on Windows a Job Object does, see `tools/windows/limited.py`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MEMORY = 300_000_000  # bytes
SECONDS = 5  # of processor
ROOT = Path(__file__).parents[2]

_CHILD = """
import contextlib, io, json, re, resource, sys, time
from pathlib import Path
memory = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
from ui.cli.commands import run
status, begun = Path("/proc/self/status"), 0
for line in sys.stdin:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(json.loads(line))
    seconds, begun = time.process_time() - begun, time.process_time()
    peak = int(re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1]) * 1024 if status.exists() else 0
    print(json.dumps([code, out.getvalue(), err.getvalue(), seconds, peak]), flush=True)
"""


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended: exit code, what it said, seconds of processor, the peak of memory (Linux; 0 elsewhere).

    The first command of a process bears the start of the process too.
    """

    code: int
    out: str
    err: str
    seconds: float
    peak: int


def run(commands: Sequence[Sequence[str]]) -> list[Done]:
    """Run commands one after another in one process of limited memory; raises where the process does not end well."""
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(MEMORY)],
        input="".join(json.dumps(command) + "\n" for command in commands),
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise AssertionError(done.stderr[-2000:])
    return [Done(*json.loads(line)) for line in done.stdout.splitlines()]
