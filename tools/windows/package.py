"""Makes what officers download from a frozen folder: the installer, the portable archive, their checksums.

python -m tools.windows.package FOLDER TARGET         on Windows and on Linux; needs makensis
python -m tools.windows.package checksums TARGET      again, after signing
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
# NSIS for Windows makes 32-bit installers only, which run everywhere but in a Wine without 32-bit parts
TARGET = "x86-unicode" if sys.platform == "win32" else "amd64-unicode"
INSTALLER_LIMIT, INSTALLED_LIMIT = 45, 110
"""What the installer and the installed program may take, in MB of a million bytes."""

# every file of the product has its reason; the first pattern that fits counts
REASONS = {
    "BaoCao42.exe": "the window's starter with all Python modules",
    "baocao42-cli.exe": "the command line's starter with all Python modules",
    "_internal/python3*.dll": "Python",
    "_internal/base_library.zip": "modules that Python needs before all others",
    "_internal/vcruntime140*.dll": "C runtime of Python and Qt",
    "_internal/msvcp140*.dll": "C++ runtime of Qt",
    "_internal/ucrtbase.dll": "C runtime of Python",
    "_internal/sqlite3.dll": "the workspace file",
    "_internal/libffi*.dll": "ctypes: Windows calls of Python's library, PDF pictures",
    "_internal/*.pyd": "Python's own extension modules",
    "_internal/PySide6/Qt6Core.dll": "Qt: base of the window",
    "_internal/PySide6/Qt6Gui.dll": "Qt: drawing and fonts of the window",
    "_internal/PySide6/Qt6Widgets.dll": "Qt: widgets of the window",
    "_internal/PySide6/Qt6Svg.dll": "Qt: drawn icons",
    "_internal/PySide6/Qt6PrintSupport.dll": "Qt: printing",
    "_internal/PySide6/*.pyd": "PySide6: Qt for Python",
    "_internal/PySide6/pyside6*.dll": "PySide6: Qt for Python",
    "_internal/shiboken6/*": "PySide6: Qt for Python",
    "_internal/PySide6/plugins/platforms/qwindows.dll": "Qt on Windows",
    "_internal/PySide6/plugins/i*/qsvg*.dll": "Qt: drawn icons",
    "_internal/baocao42-*/METADATA": "the version, shown in the window",
    "_internal/nacl/*.pyd": "signatures",
    "_internal/lxml/*.pyd": "XML of Word files",
    "_internal/PIL/*.pyd": "reportlab loads it for every PDF",
    "_internal/pypdfium2*/*": "pictures of PDF pages",
    "_internal/docx/*": "templates of Word files",
    "_internal/forms/templates/*": "definitions of the report",
    "_internal/resources/fonts/*": "the font of every PDF",
    "_internal/resources/icons/*": "icons",
    "_internal/resources/licences/*": "licences, shown in the window",
    "_internal/docs/*": "the guide, shown in the window",
    "_internal/resources/*": "sample report and data of the program",
}


def version() -> str:
    """The program's version."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def installer(source: Path, target: Path, number: str, *, fast: bool = False) -> Path:
    """Make the installer of a frozen folder; `fast` leaves the compression out."""
    makensis = shutil.which("makensis") or r"C:\Program Files (x86)\NSIS\makensis.exe"
    file = target / f"BaoCao42-Setup-{number}.exe"
    side = target / "side.bmp"
    _picture(side)
    options = {
        "TARGET": TARGET,
        "VERSION": number,
        "SOURCE": source.resolve(),
        "OUTPUT": file.resolve(),
        "SIDE": side.resolve(),
    }
    done = subprocess.run(  # noqa: S603 - NSIS
        [
            makensis, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *(f"-D{name}={value}" for name, value in options.items()),
            *(["-DFAST"] if fast else []), "installer.nsi",
        ],
        cwd=HERE, capture_output=True, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    side.unlink()
    if done.returncode:
        raise RuntimeError(f"makensis exited with {done.returncode}:\n{done.stdout}{done.stderr}")
    return file


def _picture(file: Path) -> None:
    """Draw the picture beside the installer's first and last page: the icon on a ground of its own colour."""
    icon = Image.open(ROOT / "resources" / "icons" / "baocao42.ico").convert("RGBA").resize((120, 120))
    ground = Image.new("RGB", (164, 314), "#005fb8")
    ground.paste(icon, (22, 48), icon)
    ground.save(file)


def portable(source: Path, target: Path, number: str) -> Path:
    """Make the archive for machines on which nothing may be installed."""
    file = target / f"BaoCao42-{number}-portable.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(source.rglob("*")):
            if path.is_file():
                packed.write(path, Path(f"BaoCao42-{number}", path.relative_to(source)))
    return file


def checksums(files: list[Path], target: Path) -> Path:
    """Write the SHA-256 of the downloads, in the form that checking tools read."""
    file = target / "SHA256SUMS.txt"
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    file.write_text("".join(lines), encoding="ascii", newline="\n")
    return file


def reason(name: Path) -> str:
    """Why a file is in the product; raises KeyError for one without a reason."""
    for pattern, why in REASONS.items():
        if Path(name.as_posix().lower()).match(pattern.lower()) or _within(name, pattern):
            return why
    raise KeyError(f"{name} has no reason to be in the product")


def _within(name: Path, pattern: str) -> bool:
    """Whether a file lies anywhere below a pattern that ends in `/*`."""
    return pattern.endswith("/*") and any(parent.match(pattern[:-2]) for parent in name.parents)


def weigh(source: Path) -> tuple[float, list[str]]:
    """The size of a frozen folder in MB, and its 20 largest files with the reason of each."""
    files = {path.relative_to(source): path.stat().st_size for path in source.rglob("*") if path.is_file()}
    reasons = {name: reason(name) for name in files}
    largest = sorted(files, key=lambda name: -files[name])[:20]
    lines = [f"{files[name] / 1e6:6.1f} MB  {name.as_posix():48} {reasons[name]}" for name in largest]
    return sum(files.values()) / 1e6, lines


def main() -> None:
    """Make the downloads and print their sizes, or only write the checksums of what lies in a folder."""
    if sys.argv[1] == "checksums":
        target = Path(sys.argv[2])
        checksums(sorted([*target.glob("*.exe"), *target.glob("*.zip")]), target)
        return
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    print("\n".join(downloads(source, target)))


def downloads(source: Path, target: Path) -> list[str]:
    """Make installer, archive and checksums; returns the sizes in words, raises RuntimeError for one too large."""
    target.mkdir(parents=True, exist_ok=True)
    size, lines = weigh(source)
    number = version()
    files = [installer(source, target, number), portable(source, target, number)]
    checksums(files, target)
    heavy = files[0].stat().st_size / 1e6
    sizes = f"installer {heavy:.1f} MB (at most {INSTALLER_LIMIT}); installed {size:.1f} MB (at most {INSTALLED_LIMIT})"
    if heavy > INSTALLER_LIMIT or size > INSTALLED_LIMIT:
        raise RuntimeError(sizes)
    return [*lines, sizes]


if __name__ == "__main__":
    main()
