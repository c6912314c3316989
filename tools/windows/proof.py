"""The proof: what an officer does with the installer, done under Wine and compared with the program from source."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

from tests.exports.hostile import CASES, Real
from tests.exports.limited import MEMORY, SECONDS
from tools.smoke import SAMPLE, differences, from_source, jobs, made
from tools.windows import package, screen
from tools.windows.runtime import BUILD, PYTHON, ROOT
from tools.windows.steps import expect, step
from tools.windows.wine import DRIVE, PREFIX, Wine, windows

TYPED = "77"
"""What is typed into the cell of the first finding: no cell of the sample holds it."""
RUNNING, OLDER, UNWRITABLE = 3, 4, 6
"""Exit codes of the installer: the program is open; something newer is installed; no place to write to."""
LINUX = BUILD / "linux"
"""What the program from source exports of the workspace of the proof."""
KEPT = "Documents"
"""The folder of the user that the workspaces of the proof lie in; it stays."""


class Installation:
    """The program as it is installed for the user of a Wine prefix; `folder` is empty where the installer chooses."""

    def __init__(self, wine: Wine, folder: str = "") -> None:
        self.wine = wine
        self.chosen = folder
        self.folder = DRIVE / folder[3:].replace("\\", "/") if folder else wine.home / "AppData/Local/Programs/BaoCao42"
        self.settings = wine.home / "AppData/Local/BaoCao42/settings.json"
        self.key = self.settings.with_name("khoa.txt")
        self.place = wine.home / KEPT / "Báo cáo 2024"

    @property
    def file(self) -> str:
        """The workspace of the proof, as Windows names it."""
        return windows(self.place / "Kon Tum.bc42")

    def command(self, arguments: Sequence[str]) -> tuple[int, str]:
        """Run the installed command line."""
        return self.wine.run(self.folder / "baocao42-cli.exe", *arguments)

    def install(self, installer: Path) -> int:
        """Run the installer silently, as an office's administrator does; returns its exit code."""
        if not self.chosen:
            code, _ = self.wine.run(installer, "/S")
        else:  # the folder stands last and without quotation marks, which only Windows' own call can do
            line = f"{windows(installer)} /S /D={self.chosen}"
            code, _ = self.wine.run(PYTHON, "-c", f"import subprocess, sys; sys.exit(subprocess.call({line!r}))")
        self.wine.wait()
        return code

    def uninstall(self) -> None:
        """Run the uninstaller silently; it goes on in a copy of itself, so all programs are awaited."""
        self.wine.run(self.folder / "uninstall.exe", "/S")
        self.wine.wait()

    def findings(self) -> list[dict[str, object]]:
        """What the installed command line says of the workspace."""
        code, output = self.command(["check", self.file, "--json"])
        expect(code in (0, 1), output)
        found: list[dict[str, object]] = json.loads(output)["findings"]
        return found


def everything(wine: Wine, installer: Path, folder: str = "") -> None:
    """Install, do the whole job, type into the window, open by association, uninstall."""
    where = f" ({folder or wine.user})"
    installed = Installation(wine, folder)
    shutil.rmtree(installed.place, ignore_errors=True)
    before = _files()
    installed.place.mkdir(parents=True)
    with step("silent installation" + where):
        expect(installed.install(installer) == 0, "the installer failed")
        expect((installed.folder / "BaoCao42.exe").is_file(), f"nothing in {installed.folder}")
        expect(list(wine.home.rglob("Start Menu/**/BaoCao42.lnk")), "no entry in the Start menu")
    with step("the main job by the installed command line, from new to handing over" + where):
        for name, arguments, wanted in jobs(
            installed.file, windows(SAMPLE.values.parent), windows(installed.place / "ra")
        ):
            code, output = installed.command(arguments)
            expect(code == wanted, f"{name}: exit code {code} instead of {wanted}\n{output}")
    with step("PDF, and every part of DOCX, XLSX and package, are those made on Linux" + where):
        _compare(installed)
    with step("a figure typed into the installed window, its finding" + where):
        _type(installed, "window" if not folder else "window-folder")
    with step("opened by its file type; the installer waits for the open program" + where):
        _double_click(installed)
        screen.find(wine, SAMPLE.unit.name)
        code, _ = wine.run(installer, "/S")
        expect(code == RUNNING, f"exit code {code} instead of {RUNNING}")
        screen.close(wine, SAMPLE.unit.name)
        wine.wait()
    with step("silent uninstallation leaves the workspaces and nothing else" + where):
        _make_settings(installed)
        installed.uninstall()
        _expect_workspaces_only(installed, before)


def _compare(installed: Installation) -> None:
    ours = LINUX
    shutil.rmtree(ours, ignore_errors=True)
    home = BUILD / "config"  # with the key that the installed window may have made: both sign alike
    shutil.rmtree(home, ignore_errors=True)
    (home / "BaoCao42").mkdir(parents=True)
    if installed.key.is_file():
        shutil.copy(installed.key, home / "BaoCao42")
    for arguments, _ in made(str(installed.place / "Kon Tum.bc42"), str(ours)):
        from_source(arguments, XDG_CONFIG_HOME=str(home))
    found = differences(installed.place / "ra", ours)
    expect(not found, ", ".join(found))


def _expect_workspaces_only(installed: Installation, before: set[str]) -> None:
    kept = windows(installed.place)
    expect((installed.place / "Kon Tum.bc42").is_file(), "the workspace is gone")
    above = {parent.relative_to(DRIVE).as_posix() for parent in installed.folder.parents if DRIVE in parent.parents}
    # the key stays with its folder: the office signs as itself when the program is installed again
    key = {kept.relative_to(DRIVE).as_posix() for kept in (installed.key, installed.key.parent)}
    made = _files() - before - above - key
    left = [name for name in made if not windows(DRIVE / name).startswith(kept)]
    expect(not left, f"left behind: {left}")
    expect("BaoCao42" not in (PREFIX / "user.reg").read_text(errors="replace"), "left behind in the registry")


def _double_click(installed: Installation) -> None:
    """Open the workspace by what the installer registered; Wine 8 looks for the user's file types among all users'."""
    for key in (".bc42", "BaoCao42.Workspace"):
        copied = rf"Software\Classes\{key}"
        installed.wine.run("reg", "copy", rf"HKCU\{copied}", rf"HKLM\{copied}", "/s", "/f")
    installed.wine.start(PYTHON, "-c", "import os, sys; os.startfile(sys.argv[1])", installed.file)


def _type(installed: Installation, picture: str) -> None:
    before = installed.findings()
    expect(not any(_names(finding, TYPED) for finding in before), f"the sample holds {TYPED}")
    program = installed.wine.start(installed.folder / "BaoCao42.exe", installed.file)
    screen.find(installed.wine, SAMPLE.unit.name)
    screen.press(installed.wine, "F8")
    screen.write(installed.wine, TYPED)
    screen.press(installed.wine, "Return")
    screen.photograph(installed.wine, picture)
    screen.close(installed.wine, SAMPLE.unit.name)
    expect(program.wait(screen.PATIENCE) == 0, "the window ended with an error")
    found = [finding for finding in installed.findings() if _names(finding, TYPED)]
    expect(found, f"no finding about {TYPED}; see {screen.PICTURES / picture}.png")


def _names(finding: dict[str, object], value: str) -> bool:
    cells = finding["cells"]
    return isinstance(cells, list) and any(cell["value"] == value for cell in cells)


def _make_settings(installed: Installation) -> bytes:
    installed.settings.parent.mkdir(parents=True, exist_ok=True)
    if not installed.settings.is_file():
        installed.settings.write_text("{}\n", encoding="utf-8")
    return installed.settings.read_bytes()


def _files() -> set[str]:
    """What lies on the drive, less what Windows itself comes and goes with."""
    passing = ("windows/", "ProgramData/", "~nsu")
    names = {path.relative_to(DRIVE).as_posix() for path in DRIVE.rglob("*")}
    return {name for name in names if not any(part in name for part in passing)}


def portable(wine: Wine, archive: Path) -> None:
    """Unpack the portable archive and run it where it lies."""
    with step("the portable archive runs where it is unpacked"):
        place = DRIVE / "USB của xã"
        shutil.rmtree(place, ignore_errors=True)
        shutil.unpack_archive(archive, place)
        (program,) = place.glob("*/baocao42-cli.exe")
        file = windows(place / "a.bc42")
        for _, arguments, wanted in list(jobs(file, windows(SAMPLE.values.parent), ""))[:3]:
            code, output = wine.run(program, *arguments)
            expect(code == wanted, output)
        shutil.rmtree(place)


def bounded(wine: Wine, archive: Path) -> None:
    """Let the frozen command line read files made to hurt, in a Job Object: a sentence, within memory and time."""
    with step("files made to hurt, each within 300 MB and 5 seconds"):
        place = DRIVE / "Tệp lạ"
        shutil.rmtree(place, ignore_errors=True)
        shutil.unpack_archive(archive, place)
        (program,) = place.glob("*/baocao42-cli.exe")
        found = {path.suffix: path.read_bytes() for path in LINUX.iterdir()}
        real = Real(found[".zip"], found[".xlsx"], found[".pdf"])
        limiter: list[str | Path] = [
            PYTHON,
            windows(ROOT / "tools/windows/limited.py"),
            str(MEMORY),
            str(SECONDS),
            windows(program),
        ]
        worst = 0
        for name, make in CASES.items():
            if name.endswith(".csv"):
                continue
            path = place / name
            path.write_bytes(make(real))
            _, output = wine.run(*limiter, "read", windows(path))
            code, peak, seconds = json.loads(output.splitlines()[-1])
            expect(code in (0, 1, 2) and peak < MEMORY and "Traceback" not in output, f"{name}: {seconds} s, {output}")
            worst = max(worst, peak)
            path.unlink()
        print(f"  at most {worst / 1e6:.0f} MB")
        shutil.rmtree(place)


def upgrade(wine: Wine, installer: Path, frozen: Path) -> None:
    """Install an older version, then this one over it, then the older one again, which is refused."""
    installed = Installation(wine)
    shutil.rmtree(installed.place, ignore_errors=True)
    installed.place.mkdir(parents=True)
    with step("installation of an older version"):
        older = BUILD / "older"
        shutil.rmtree(older, ignore_errors=True)
        shutil.copytree(frozen, older / "BaoCao42")
        (older / "BaoCao42" / "_internal" / "only-in-the-older.txt").write_text("older\n")
        earlier = package.installer(older / "BaoCao42", older, "0.0.9", fast=True)
        expect(installed.install(earlier) == 0, "the installer failed")
        code, output = installed.command(SAMPLE.new(installed.file))
        expect(code == 0, output)
    with step("this version over it keeps settings and workspace, and drops what it does not have"):
        settings, workspace = _make_settings(installed), (installed.place / "Kon Tum.bc42").read_bytes()
        for link in installed.wine.home.rglob("Desktop/BaoCao42.lnk"):
            link.unlink()
        expect(installed.install(installer) == 0, "the installer failed")
        expect(not list(installed.folder.rglob("only-in-the-older.txt")), "files of the older version stayed")
        expect(installed.settings.read_bytes() == settings, "the settings changed")
        expect((installed.place / "Kon Tum.bc42").read_bytes() == workspace, "the workspace changed")
        expect(not list(installed.wine.home.rglob("Desktop/BaoCao42.lnk")), "the icon thrown away came back")
        expect(installed.command(["check", installed.file])[0] == 0, "the workspace does not open")
    with step("the older version over this one is refused"):
        code = installed.install(earlier)
        expect(code == OLDER, f"exit code {code} instead of {OLDER}")
        expect(not list(installed.folder.rglob("only-in-the-older.txt")), "the older version was installed")
    with step("a folder that cannot be written to is refused"):
        other = Installation(wine, r"C:\taken")
        (other.folder / "uninstall.exe").mkdir(parents=True)  # root may write anywhere, so a folder bars the way
        code = other.install(installer)
        shutil.rmtree(other.folder)
        expect(code == UNWRITABLE, f"exit code {code} instead of {UNWRITABLE}")
    with step("uninstallation"):
        installed.uninstall()
        expect(not installed.folder.exists(), f"{installed.folder} stayed")


def by_hand(wine: Wine, installer: Path) -> None:
    """Go through the pages of installer and uninstaller by keyboard, with a picture of each for docs/cai-dat.md."""
    installed = Installation(wine)
    with step("installation by hand, page by page"):
        setup = wine.start(installer)
        title = "Cài đặt BaoCao42"
        for page in ("welcome", "folder", "parts"):
            window = screen.find(wine, title)
            screen.photograph(wine, f"install-{page}", window)
            screen.press(wine, "Return")
        end = time.monotonic() + screen.PATIENCE
        while not (wine.home / "Desktop" / "BaoCao42.lnk").is_file():  # the last thing that is made
            expect(time.monotonic() < end, "the installation did not end")
            time.sleep(0.5)
        screen.photograph(wine, "install-finish", screen.find(wine, title))
        screen.press(wine, "Return")
        setup.wait(screen.PATIENCE)
        screen.find(wine, "BaoCao42")
        screen.photograph(wine, "start")
        screen.close(wine, "BaoCao42")
        wine.wait()
    with step("uninstallation by hand, page by page"):
        wine.start(installed.folder / "uninstall.exe")
        title = "Gỡ BaoCao42"
        screen.photograph(wine, "uninstall-confirm", screen.find(wine, title))
        screen.press(wine, "Return")
        end = time.monotonic() + screen.PATIENCE
        while installed.folder.exists():
            expect(time.monotonic() < end, "the uninstallation did not end")
            time.sleep(0.5)
        screen.photograph(wine, "uninstall-finish", screen.find(wine, title))
        screen.press(wine, "Return")
        wine.wait()
