"""BaoCao42: opens the window, or hands a subcommand to `ui.cli.commands`."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> int:
    """Run the program with the arguments of the process; returns its exit code, 3 where it failed by itself."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        return _run(sys.argv[1:])
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu.", file=sys.stderr)  # noqa: T201 - the command line speaks
        return 130
    except Exception as error:  # noqa: BLE001 - the last net: whatever failed is one sentence and a log
        from ui.log import last_words  # noqa: PLC0415 - hardly ever needed

        if sys.stderr is not None:
            print(last_words(error), file=sys.stderr)  # noqa: T201 - the command line speaks
        return 3


def _run(arguments: list[str]) -> int:
    if not arguments or (len(arguments) == 1 and Path(arguments[0]).is_file()):
        from ui.application import run  # noqa: PLC0415 - the command line never imports Qt

        return run(arguments[0] if arguments else None)
    from ui.cli.commands import run as run_command  # noqa: PLC0415 - the window starts without the command line

    return run_command(arguments)


if __name__ == "__main__":
    sys.exit(main())
