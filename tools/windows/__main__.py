"""Builds the Windows product from nothing on Debian and proves it under Wine.

make windows            the daily round
make windows FULL=1     also upgrades, installation by hand, a user name with Vietnamese letters
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time

from tools.windows import package, proof, runtime, wine
from tools.windows.steps import expect, step

DIST = runtime.BUILD / "dist"
FROZEN = DIST / "BaoCao42"
TARGET = runtime.ROOT / "dist"
# binaries of Wine carry these words; none may get into the product
WINE_MARKS = (b"Wine builtin DLL", b"Wine placeholder DLL")
PACKAGES = (
    "binutils-mingw-w64-x86-64", "fonts-open-sans", "gcc-mingw-w64-x86-64", "imagemagick", "libpython3.11-stdlib",
    "mingw-w64-tools", "nsis", "openbox", "wine", "wine64", "xauth", "xdotool", "xvfb",
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
    code, output = machine.run(
        runtime.PYTHON, "-m", "PyInstaller", "--noconfirm", "--distpath", wine.windows(DIST),
        "--workpath", wine.windows(runtime.BUILD / "work"), "build.spec",
        cwd=runtime.ROOT, seconds=600,
    )  # fmt: skip
    if code:
        raise RuntimeError(f"PyInstaller exited with {code}:\n{output[-3000:]}")


def refuse_wine() -> None:
    """Stop when a file of Wine has got into the product."""
    foreign = [
        path.name
        for path in FROZEN.rglob("*")
        if path.suffix.lower() in {".dll", ".pyd", ".exe"} and any(mark in path.read_bytes() for mark in WINE_MARKS)
    ]
    expect(not foreign, f"files of Wine in the product: {', '.join(foreign)}")


def main() -> None:
    """Every step in its order; the first that fails ends the run with exit code 1."""
    full = os.environ.get("FULL") == "1"
    begun = time.monotonic()
    runtime.BUILD.mkdir(parents=True, exist_ok=True)
    with step("Debian packages"):
        install_packages()
    with step("Windows Python with pinned wheels"):
        runtime.make()
    shutil.rmtree(wine.PREFIX, ignore_errors=True)  # what a failed run left must not help this one
    with wine.started() as machine:
        with step("freeze under Wine"):
            freeze(machine)
        with step("nothing of Wine in the product"):
            refuse_wine()
        with step("installer, portable archive, checksums; a reason for every file, sizes in bounds"):
            print("\n".join(package.downloads(FROZEN, TARGET)))
            installer = TARGET / f"BaoCao42-Setup-{package.version()}.exe"
        proof.everything(machine, installer)
        proof.everything(machine, installer, r"C:\Cán bộ xã Đắk Hà\Báo cáo năm")
        proof.portable(machine, TARGET / f"BaoCao42-{package.version()}-portable.zip")
        proof.bounded(machine, TARGET / f"BaoCao42-{package.version()}-portable.zip")
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
