"""The steps of the proof: each prints pass or fail with its seconds, and the first failure ends the run."""

from __future__ import annotations

import contextlib
import subprocess
import time
from collections.abc import Iterator


@contextlib.contextmanager
def step(name: str) -> Iterator[None]:
    """A step of this name; what goes wrong inside is printed and ends the program with exit code 1."""
    begun = time.monotonic()
    try:
        yield
    except (OSError, RuntimeError, KeyError, subprocess.SubprocessError) as error:
        print(f"FAIL {time.monotonic() - begun:6.1f} s  {name}: {error}")
        raise SystemExit(1) from error
    print(f"pass {time.monotonic() - begun:6.1f} s  {name}")


def expect(true: object, otherwise: str) -> None:
    """Stop the step with these words unless something is true."""
    if not true:
        raise RuntimeError(otherwise)
