"""The main job on the sample report: make a workspace, fill it, check it, export it, show it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ui.cli.commands import run  # noqa: E402 - after the path is set
from ui.jobs.sample import samples  # noqa: E402

OUT = ROOT / "demo"


def main() -> int:
    """Run the commands that an officer would; findings in the sample are expected."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    sample = samples()[0]
    file = str(OUT / f"{sample.values.stem}.bc42")
    for command in (
        sample.new(file),
        ["fill", file, str(sample.values)],
    ):
        if code := run(command):
            return code
    if run(["check", file]) == 2:
        return 2
    if run(["export", file, "--out", str(OUT)]):
        return 2
    return show(file)


def show(file: str) -> int:
    """Open the window where there is a screen; say how where there is none."""
    command = [sys.executable, str(ROOT / "main.py"), file]
    if sys.platform in ("win32", "darwin") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        print("Đang mở cửa sổ báo cáo mẫu; đóng cửa sổ để kết thúc.")
        return subprocess.run(command, check=False).returncode  # noqa: S603 - our own program
    print("Máy này không có màn hình. Trên máy có màn hình, mở cửa sổ bằng lệnh:")
    print(f'  "{command[0]}" "{command[1]}" "{file}"')
    return 0


if __name__ == "__main__":
    sys.exit(main())
