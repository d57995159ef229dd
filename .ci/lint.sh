#!/usr/bin/env bash
# Lint what ruff does not read: scripts, style sheets, Typst. Installs what is lacking of the
# linters; fails if anything is wrong. With --fix it mends what the linters can mend themselves.
set -euo pipefail
cd "$(dirname "$0")/.."
web=.ci/web
fix=()
[ "${1:-}" = --fix ] && fix=(--fix)

say() { printf -- '-- %s\n' "$1"; }

command -v node npm >/dev/null || { echo "lint.sh: no node, which tools.sh installs" >&2; exit 1; }
[ -d $web/node_modules/eslint ] || npm --prefix $web install \
  --no-package-lock --ignore-scripts --no-audit --no-fund --silent

say "ESLint: scripts of the site, and those that judge it"
node $web/node_modules/eslint/bin/eslint.js --config $web/eslint.config.mjs --max-warnings 0 \
  "${fix[@]}" assets/js $web
say "Stylelint: style sheets"
node $web/node_modules/stylelint/bin/stylelint.mjs --config $web/stylelint.config.mjs \
  "${fix[@]}" 'assets/css/*.css'
say "typstyle: templates of sheets, tickets and proofs"
mapfile -t sheets < <(find templates -name '*.typ' | sort)
node $web/typstyle.mjs "${fix[@]}" "${sheets[@]}"
