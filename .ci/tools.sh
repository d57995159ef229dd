#!/usr/bin/env bash
# Install what .ci/accept.py and .ci/web/run.sh need on a Debian machine: other people's readers of
# PDF, PNG, JPEG, QR codes, letters and pages, and into .venv the pinned packages of the tests and
# veraPDF. Says nothing unless something fails.
set -euo pipefail
cd "$(dirname "$0")/.."

commands=(qpdf pdfinfo pdffonts pdftotext pdftoppm gs pngcheck djpeg java javac zbarimg tesseract
  chromium node npm)
packages=(qpdf poppler-utils ghostscript pngcheck libjpeg-turbo-progs default-jdk-headless libjaxb-java
  zbar-tools tesseract-ocr tesseract-ocr-vie tesseract-ocr-eng chromium nodejs npm)
tongues=(vie eng)  # that tesseract reads
jaxb=/usr/share/java/jaxb-runtime.jar  # veraPDF reads its rules with it

missing() {
  local name
  for name in "${commands[@]}"; do command -v "$name" >/dev/null || echo "$name"; done
  for name in "${tongues[@]}"; do
    tesseract --list-langs 2>/dev/null | grep -x "$name" >/dev/null || echo "tesseract-ocr-$name"
  done
  [ -e "$jaxb" ] || echo "$jaxb"
}

install_packages() {
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get) log
  [ "$(id -u)" -eq 0 ] || apt=(sudo "${apt[@]}")
  log=$(mktemp)
  {
    "${apt[@]}" update -q &&
      "${apt[@]}" install -y -q --no-install-recommends "${packages[@]}"
  } >"$log" 2>&1 </dev/null || { cat "$log" >&2; return 1; }
  rm -f "$log"
}

# A machine that has them all need not reach its package archive.
[ -z "$(missing)" ] || install_packages || { echo "tools.sh: apt-get failed" >&2; exit 1; }
left=$(missing)
[ -z "$left" ] || { echo "tools.sh: still missing:" $left >&2; exit 1; }

[ -d .venv ] || python3 -m venv .venv
.venv/bin/python -m pip install -q --disable-pip-version-check \
  -r .ci/constraints-test.txt -r .ci/constraints-accept.txt
