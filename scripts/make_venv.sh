#!/usr/bin/env bash
# Make .venv with a Python of 3.11 or later, and put uv into it. Says what to install when something is missing.
set -euo pipefail
uv_version=$1
python=${PYTHON:-python3}
if ! command -v "$python" >/dev/null; then
    echo "Chưa có Python. Hãy cài python3 bản 3.11 trở lên (Debian/Ubuntu: apt install python3 python3-venv)." >&2
    exit 2
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Cần Python 3.11 trở lên, đang có $("$python" --version). Cài bản mới rồi chạy: make run PYTHON=python3.12" >&2
    exit 2
fi
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    echo "Python này thiếu venv. Hãy cài thêm (Debian/Ubuntu: apt install python3-venv) rồi chạy lại." >&2
    exit 2
fi
for tool in npm git; do
    command -v "$tool" >/dev/null || { echo "Chưa có $tool. Hãy cài (Debian/Ubuntu: apt install $tool) rồi chạy lại." >&2; exit 2; }
done
"$python" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check "uv==$uv_version"
