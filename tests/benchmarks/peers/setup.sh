#!/bin/sh
# Install the peers of the benchmark into DIR, and print the settings that name them:
#
#     eval "$(sh tests/benchmarks/peers/setup.sh DIR)"
#
# Needs Python 3.11, Node 20 with npm, and, for WeasyPrint and the social plugin, the libraries
# Pango and Cairo. Chromium is not installed here: on Debian, `apt-get install chromium`.
set -eu
[ $# -eq 1 ] || { echo "usage: sh $0 DIR" >&2; exit 2; }

here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1/node"
dir=$(cd "$1" && pwd)

{
    python3 -m venv "$dir/venv"
    "$dir/venv/bin/python" -m pip install -q -r "$here/requirements.txt"
    cp "$here/package.json" "$dir/node/"
    npm install --prefix "$dir/node" --no-audit --no-fund --no-package-lock --loglevel=error
} >&2

echo "export PEERS_PYTHON='$dir/venv/bin/python' PEERS_NODE_MODULES='$dir/node/node_modules'"
