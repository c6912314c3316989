"""Builds the Windows product from nothing on Debian, and proves it under Wine: `make windows`, `make windows FULL=1`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tools.windows import package, proof, runtime, wine
from tools.windows.steps import step

DIST = runtime.BUILD / "dist"
FROZEN = DIST / "BaoCao42"
TARGET = runtime.ROOT / "dist"
# binaries of Wine carry these words; none may get into the product
WINE_MARKS = (b"Wine builtin DLL", b"Wine placeholder DLL")
PACKAGES = (
    "binutils-mingw-w64-x86-64", "fonts-open-sans", "gcc-mingw-w64-x86-64", "imagemagick", "mingw-w64-tools", "nsis",
    "openbox", "wine", "wine64", "xauth", "xdotool", "xvfb",
)  # fmt: skip


def install_packages() -> None:
    """Install what is missing of Debian's packages; needs root, or sudo."""
    if subprocess.run(["dpkg", "-s", *PACKAGES], capture_output=True, check=False).returncode == 0:  # noqa: S603, S607
        return
    root = [] if os.geteuid() == 0 else ["sudo"]
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    runtime.run(*root, *quiet, "update")
    runtime.run(*root, *quiet, "install", "--no-install-recommends", *PACKAGES)


def freeze(machine: wine.Wine) -> None:
    """Run build.spec under Wine, as the release does on Windows."""
    shutil.rmtree(FROZEN, ignore_errors=True)
    code, said = machine.run(
        runtime.PYTHON, "-m", "PyInstaller", "--noconfirm", "--distpath", wine.windows(DIST),
        "--workpath", wine.windows(runtime.BUILD / "work"), "build.spec",
        cwd=runtime.ROOT, seconds=600,
    )  # fmt: skip
    if code:
        raise RuntimeError(f"PyInstaller exited with {code}:\n{said[-3000:]}")


def inspect() -> None:
    """Refuse files of Wine, and print the largest files with the reason of each."""
    foreign = [
        path.name
        for path in FROZEN.rglob("*")
        if path.suffix.lower() in {".dll", ".pyd", ".exe"} and any(mark in path.read_bytes() for mark in WINE_MARKS)
    ]
    if foreign:
        raise RuntimeError(f"files of Wine in the product: {', '.join(foreign)}")
    size, lines = package.weigh(FROZEN)
    print("\n".join(lines))
    if size > package.INSTALLED_LIMIT:
        raise RuntimeError(f"installed size {size:.1f} MB, at most {package.INSTALLED_LIMIT} MB")
    print(f"installed {size:.1f} MB (at most {package.INSTALLED_LIMIT})")


def make_downloads() -> Path:
    """Make installer, archive and checksums; returns the installer."""
    TARGET.mkdir(exist_ok=True)
    number = package.version()
    files = [package.installer(FROZEN, TARGET, number), package.portable(FROZEN, TARGET, number)]
    package.checksums(files, TARGET)
    size = files[0].stat().st_size / 1e6
    if size > package.INSTALLER_LIMIT:
        raise RuntimeError(f"installer {size:.1f} MB, at most {package.INSTALLER_LIMIT} MB")
    print(f"installer {size:.1f} MB (at most {package.INSTALLER_LIMIT})")
    return files[0]


def main() -> None:
    """Every step in its order; the first that fails ends the run with exit code 1."""
    full = os.environ.get("FULL") == "1"
    begun = time.monotonic()
    runtime.BUILD.mkdir(parents=True, exist_ok=True)
    with step("Debian packages"):
        install_packages()
    with step("Windows Python with pinned wheels"):
        runtime.make()
    with wine.started() as machine:
        with step("freeze under Wine"):
            freeze(machine)
        with step("nothing of Wine in the product, a reason for every file, installed size"):
            inspect()
        with step("installer, portable archive, checksums"):
            installer = make_downloads()
        proof.everything(machine, installer)
        proof.everything(machine, installer, r"C:\Cán bộ xã Đắk Hà\Báo cáo năm")
        if full:
            proof.upgrade(machine, installer, FROZEN)
            proof.by_hand(machine, installer)
    if full:
        with wine.started(user="Nguyễn Thị Ánh") as machine:
            proof.everything(machine, installer)
    print(f"all passed in {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    main()
