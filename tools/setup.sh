#!/usr/bin/env bash
# Makes .venv with the pinned dependencies, and installs what Qt misses of the system (Debian, Ubuntu).
set -euo pipefail
cd "$(dirname "$0")/.."

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
refresh() {
  command -v apt-get >/dev/null || { echo "setup: please install by hand what Python's venv and Qt need" >&2; exit 1; }
  as_root apt-get update -q
}
apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
}

if [ "${1:-}" = xvfb ]; then # a screen for pictures
  refresh
  apt_install xvfb xauth fonts-open-sans
  exit
fi
if [ "${1:-}" = cc ]; then # a compiler for what stands between the program and the kernel
  refresh
  apt_install gcc libc6-dev
  exit
fi

python=""
for name in python3 python3.13 python3.12 python3.11; do
  if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$name; break; fi
done
[ -n "$python" ] || { echo "setup: Python 3.11 or newer is needed" >&2; exit 1; }

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
  rm -rf .venv
  if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    refresh
    apt_install "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
  fi
  "$python" -m venv .venv
fi
.venv/bin/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev]'

# without a screen, and with one: the plug-in for X must find its libraries too
qt_starts() {
  QT_QPA_PLATFORM=offscreen .venv/bin/python - 2>/dev/null <<'PYTHON'
import ctypes
import pathlib

import PySide6
from PySide6.QtWidgets import QApplication

QApplication([])
ctypes.CDLL(str(pathlib.Path(PySide6.__file__).parent / "Qt/plugins/platforms/libqxcb.so"))
PYTHON
}
if ! qt_starts; then
  refresh
  # newer releases renamed GLib for 64-bit time
  apt_install "$(apt-cache show libglib2.0-0t64 >/dev/null 2>&1 && echo libglib2.0-0t64 || echo libglib2.0-0)" \
    fonts-dejavu-core libdbus-1-3 libegl1 libfontconfig1 libgl1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 \
    libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0 libxkbcommon0
  qt_starts || { echo "setup: Qt does not start; see: QT_DEBUG_PLUGINS=1 .venv/bin/python main.py" >&2; exit 1; }
fi
touch .venv/ready
