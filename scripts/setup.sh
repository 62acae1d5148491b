#!/usr/bin/env bash
# Create the environment and install the pinned dependencies into it.
#   scripts/setup.sh VENV
# Quick when nothing changed: the Makefile calls it only when pins or settings are newer.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=${1:-.venv}
python=${PYTHON:-python3}

"$python" - <<'PY' || { echo "Lacuna needs Python 3.11 or newer with venv; name one with: make PYTHON=python3.12 ..." >&2; exit 2; }
import sys, venv
sys.exit(sys.version_info < (3, 11))
PY

if [ ! -x "$venv/bin/python" ]; then
  "$python" -m venv "$venv"
fi
pip() { "$venv/bin/python" -m pip --disable-pip-version-check --quiet "$@"; }
pip install 'pip>=24'

# The registry's newest torch brings gigabytes of CUDA packages. Try the CPU build first, with a
# short patience; where that index cannot be reached, whatever pip finds for the pinned version.
if ! "$venv/bin/python" -c 'import importlib.metadata as m, sys; sys.exit(m.version("torch").split("+")[0] != "2.13.0")' 2>/dev/null; then
  echo "installing torch (CPU build)..." >&2
  if [ "$(uname -s)" = Linux ]; then
    pip install --timeout 5 --retries 0 --no-deps --index-url https://download.pytorch.org/whl/cpu \
      'torch==2.13.0' 2>/dev/null || pip install -c scripts/constraints.txt 'torch==2.13.0'
  else
    pip install -c scripts/constraints.txt 'torch==2.13.0'
  fi
fi
echo "installing Lacuna and its pinned dependencies..." >&2
pip install -c scripts/constraints.txt -e '.[dev]'
touch "$venv/.lacuna-ready"
