#!/usr/bin/env bash
# Makes the Linux folder of the program from build.spec and runs it through the main job.
set -euo pipefail
cd "$(dirname "$0")/.."

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
missing=()
command -v objdump >/dev/null || missing+=(binutils)
# Debian's Python is linked without the library that a frozen program starts
if ! .venv/bin/python -c 'import sys, sysconfig; sys.exit(not sysconfig.get_config_var("Py_ENABLE_SHARED"))'; then
  missing+=("libpython$(.venv/bin/python -c 'import sys; print("%d.%d" % sys.version_info[:2])')")
fi
if [ "${#missing[@]}" -gt 0 ] && ! dpkg -s "${missing[@]}" >/dev/null 2>&1; then
  as_root apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
fi

.venv/bin/python -m PyInstaller --noconfirm --log-level WARN --distpath build/freeze --workpath build/work build.spec
.venv/bin/python tools/smoke.py build/freeze/BaoCao42
