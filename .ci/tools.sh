#!/usr/bin/env bash
# Install what the steps of .ci/run need on a Debian machine: other people's readers of
# PDF, PNG, QR codes, letters and pages. Says nothing unless something fails.
set -euo pipefail
cd "$(dirname "$0")/.."
PATH="$PATH:/usr/sbin"                     # where nginx is, which not everybody looks into

# What must be there, and the package that brings it. Only what is missing is installed: a machine
# may have its Node from elsewhere, which Debian's npm would break.
declare -A brings=(
  [qpdf]=qpdf [pdfinfo]=poppler-utils [pdffonts]=poppler-utils [pdftotext]=poppler-utils
  [pdftoppm]=poppler-utils [gs]=ghostscript [pngcheck]=pngcheck
  [java]=default-jdk-headless [javac]=default-jdk-headless [zbarimg]=zbar-tools
  [tesseract]=tesseract-ocr [chromium]=chromium [node]=nodejs [npm]=npm
  [nginx]=nginx
)
tongues=(vie eng)                          # that tesseract reads
jaxb=/usr/share/java/jaxb-runtime.jar      # veraPDF reads its rules with it

missing() { # packages
  local name
  for name in "${!brings[@]}"; do command -v "$name" >/dev/null || echo "${brings[$name]}"; done
  for name in "${tongues[@]}"; do
    tesseract --list-langs 2>/dev/null | grep -x "$name" >/dev/null || echo "tesseract-ocr-$name"
  done
  [ -e "$jaxb" ] || echo libjaxb-java
}

install_packages() {
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get) log
  [ "$(id -u)" -eq 0 ] || apt=(sudo "${apt[@]}")
  log=$(mktemp)
  {
    "${apt[@]}" update -q &&
      "${apt[@]}" install -y -q --no-install-recommends "$@"
  } >"$log" 2>&1 </dev/null || { cat "$log" >&2; return 1; }
  rm -f "$log"
}

# A machine that has them all need not reach its package archive.
mapfile -t wanted < <(missing | sort -u)
[ "${#wanted[@]}" -eq 0 ] || install_packages "${wanted[@]}" ||
  { echo "tools.sh: apt-get failed" >&2; exit 1; }
mapfile -t left < <(missing | sort -u)
[ "${#left[@]}" -eq 0 ] || { echo "tools.sh: still missing: ${left[*]}" >&2; exit 1; }

[ -d .ci/web/node_modules ] ||
  npm install --prefix .ci/web --no-package-lock --ignore-scripts --no-audit --no-fund --silent
