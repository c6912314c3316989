"""BaoCao42: opens the window, or hands a subcommand to `ui.cli.commands`."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> int:
    """Run the program with the arguments of the process; returns its exit code."""
    arguments = sys.argv[1:]
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if not arguments or (len(arguments) == 1 and Path(arguments[0]).is_file()):
        from ui.program import run  # noqa: PLC0415 - the command line never imports Qt

        return run(arguments[0] if arguments else None)
    from ui.cli.commands import run as run_command  # noqa: PLC0415 - the window starts without the command line

    return run_command(arguments)


if __name__ == "__main__":
    sys.exit(main())
