#!/usr/bin/env bash
# Have other people's tools judge a built site: .ci/web/run.sh SITE DISK, where DISK is one that was
# built for a USB stick. Installs what a Debian machine lacks of them; fails if anything is wrong.
set -euo pipefail
site=$(realpath "$1") disk=$(realpath "$2")
cd "$(dirname "$0")"
python=../../.venv/bin/python

say() { printf -- '-- %s\n' "$1"; }

command -v node npm >/dev/null || { echo "run.sh: there is no node, which tools.sh installs" >&2; exit 1; }
[ -d node_modules ] || npm install --no-package-lock --ignore-scripts --no-audit --no-fund --silent

say "every link, anchor, host and weight, in files"
"$python" crawl.py "$site"
"$python" crawl.py "$disk" --files
say "Nu HTML checker: every page and style sheet"
node html.mjs "$site"
say "feedparser, feedsmith and the rules of RSS, Atom and JSON Feed: every feed"
PYTHONPATH=../.. "$python" feeds.py "$site"
node feeds.mjs "$site"
say "nginx with docs/nginx.conf: types, headers, errors, what its log holds"
PYTHONPATH=../.. "$python" nginx.py "$site"
say "axe: each kind of page, light and dark, narrow and wide"
node axe.mjs "$site"
say "first views as they travel, 200 % zoom, shifts, complaints of the browser"
node views.mjs "$site"
say "the site in use"
node browse.mjs "$site"
say "Lighthouse: performance, accessibility, best practices, search engines"
node lighthouse.mjs "$site"
