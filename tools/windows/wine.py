"""Wine for the proof: its prefix with two stand-in libraries, its screen, and how commands run in it."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tools.windows.runtime import BUILD, STUBS, compile_library

PREFIX = BUILD / "prefix"
DRIVE = PREFIX / "drive_c"
SYSTEM = DRIVE / "windows" / "system32"
SIZE = "1366x768x24"
# no download dialogs, no debugger that waits for a click, no menu entries on this machine, our colour management
_OVERRIDES = "mscoree,mshtml=;winedbg.exe,winemenubuilder.exe=d;mscms=n"
FOLDERS = ("Desktop", "Documents", "Downloads", "Music", "Pictures", "Videos")


class Wine:
    """A started prefix with a screen of its own; commands run with pipes, since CPython fails on Wine's files."""

    def __init__(self, display: str, user: str = "") -> None:
        self.user = user or "officer"
        self.environment = {
            **os.environ,
            "DISPLAY": display,
            "HOME": str(BUILD / "home"),
            "LC_ALL": "C.UTF-8",
            "USER": self.user,
            "LOGNAME": self.user,
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": _OVERRIDES,
            "WINEPREFIX": str(PREFIX),
        }
        for name in ("QT_QPA_PLATFORM", "PYTHONPATH", "PYTHONHOME"):
            self.environment.pop(name, None)

    @property
    def home(self) -> Path:
        """The profile folder of the user under Windows."""
        return DRIVE / "users" / self.user

    def start(self, *command: str | Path, cwd: Path | None = None) -> subprocess.Popen[bytes]:
        """Start a Windows program and return at once."""
        return subprocess.Popen(  # noqa: S603 - our own programs
            ["wine", *(str(word) for word in command)],  # noqa: S607 - Debian's
            cwd=cwd,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def run(self, *command: str | Path, cwd: Path | None = None, seconds: float = 120) -> tuple[int, str]:
        """Run a Windows program; returns its exit code and what it printed. Raises TimeoutExpired when it hangs."""
        process = self.start(*command, cwd=cwd)
        try:
            output, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            self.stop()
            raise
        return process.returncode, output.decode("utf-8", errors="replace").replace("\r\n", "\n")

    def tool(self, *command: str, seconds: float = 60, **more: str) -> str:
        """Run a tool of this machine on the same screen; returns what it printed, nothing when it failed."""
        done = subprocess.run(  # noqa: S603 - our own commands
            command, env={**self.environment, **more}, capture_output=True, text=True, timeout=seconds, check=False
        )
        return done.stdout if done.returncode == 0 else ""

    def wait(self) -> None:
        """Wait until every program of the prefix has ended."""
        subprocess.run(["wineserver", "-w"], env=self.environment, timeout=120, check=False)  # noqa: S607

    def stop(self) -> None:
        """End every program of the prefix."""
        subprocess.run(["wineserver", "-k"], env=self.environment, timeout=60, check=False)  # noqa: S607
        self.wait()


def windows(path: Path) -> str:
    """The name by which Windows programs know a path of this machine."""
    if path.is_relative_to(DRIVE):
        return "C:\\" + str(path.relative_to(DRIVE)).replace("/", "\\")
    return "Z:" + str(path).replace("/", "\\")


@contextlib.contextmanager
def started(user: str = "") -> Iterator[Wine]:
    """Wine with a screen, for the length of a proof; nothing of it runs on afterwards."""
    read, write = os.pipe()
    screen = subprocess.Popen(  # noqa: S603
        ["Xvfb", "-displayfd", str(write), "-screen", "0", SIZE, "-noreset", "-nolisten", "tcp"],  # noqa: S607
        pass_fds=[write],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        display = f":{pipe.readline().strip()}"
    wine = Wine(display, user)
    manager = subprocess.Popen(
        ["openbox"],  # noqa: S607
        env=wine.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _prepare(wine)
        yield wine
    finally:
        wine.stop()
        for process in (manager, screen):
            process.terminate()
            process.wait()


def _prepare(wine: Wine) -> None:
    """Make the prefix on its first use, and the profile of a user on theirs."""
    (BUILD / "home").mkdir(exist_ok=True)
    fresh = not (PREFIX / "system.reg").is_file()
    if fresh or not wine.home.is_dir():
        wine.run("wineboot", "-i" if fresh else "-u")
        wine.wait()
        for name in FOLDERS:  # Wine links them to folders of this machine
            folder = wine.home / name
            if folder.is_symlink():
                folder.unlink()
                folder.mkdir()
    if fresh:
        wine.run("winecfg", "/v", "win10")
        for font in ("Segoe UI", "Tahoma", "MS Shell Dlg", "MS Shell Dlg 2"):  # Wine has none with Vietnamese letters
            wine.run("reg", "add", r"HKCU\Software\Wine\Fonts\Replacements", "/v", font, "/d", "Open Sans", "/f")
        wine.wait()
    for name in ("icuuc", "mscms"):
        made, there = BUILD / f"{name}.dll", SYSTEM / f"{name}.dll"
        if not made.is_file() or made.stat().st_mtime < (STUBS / f"{name}.c").stat().st_mtime:
            compile_library(STUBS / f"{name}.c", made)
        there.unlink(missing_ok=True)
        shutil.copy(made, there)
