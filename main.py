"""BaoCao42: hands the command line to `ui.cli`."""

from __future__ import annotations

import sys

from ui.cli import run


def main() -> int:
    """Run the program with the arguments of the process; returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
