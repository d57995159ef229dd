"""Serve a built site with docs/nginx.conf and judge every answer: python .ci/web/nginx.py SITE.

nginx must take the file as it is shipped but for its port, its folder and its logs. Asked are
types, what is compressed, how long things are kept, headers of safety on every answer, the page for
lost readers, and what the log holds of its readers: no address, no query, no browser. Runs on this
machine alone, as any user.
"""

from __future__ import annotations

import gzip
import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import NamedTuple

from press.tools.visits import Pages

ROOT = Path(__file__).parents[2]
CONF = ROOT / "docs/nginx.conf"
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
PHONE = "Mozilla/5.0 (Linux; Android 14; CUBOT X30) AppleWebKit/537.36 Chrome/126.0 Mobile"
SAFE = {
    "content-security-policy": "frame-ancestors 'none'",
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "server": "nginx",
}
UTF8 = "; charset=utf-8"
# By the end of a name: its type, and how long it is kept. One file of each is asked for.
KINDS = {
    "index.html": (f"text/html{UTF8}", "no-cache"),
    "site.css": (f"text/css{UTF8}", "no-cache"),
    "sw.js": (f"text/javascript{UTF8}", "no-cache"),
    "manifest.json": ("application/json", "no-cache"),
    "robots.txt": (f"text/plain{UTF8}", "no-cache"),
    "feed.xml": ("application/xml", "max-age=900"),
    "atom.xml": ("application/xml", "max-age=900"),
    "feed.json": ("application/json", "max-age=900"),
    "sitemap.xml": ("application/xml", "no-cache"),
    "lich.ics": (f"text/calendar{UTF8}", "max-age=3600"),
    ".opml": (f"text/x-opml{UTF8}", "max-age=3600"),
    ".csv": (f"text/csv{UTF8}", "no-cache"),
    ".pdf": ("application/pdf", "no-cache"),
    ".zip": ("application/zip", "no-cache"),
    ".png": ("image/png", "max-age=3600"),
    ".webp": ("image/webp", "max-age=3600"),
    ".woff2": ("font/woff2", "max-age=86400"),
    ".pf_fragment": ("application/octet-stream", "max-age=31536000, immutable"),
    ".pagefind": ("application/wasm", "no-cache"),
}
PACKED = ("text/", "application/xml", "application/json")
SMALL = 256  # bytes, from which on packing is worth it


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


Ask = Callable[..., Answer]


def main(site: Path) -> int:
    """Return 1 if something is wrong, and say what."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        with served(site, place) as ask:
            faults = [*files(site, ask), *errors(site, ask), *returns(ask)]
        faults += log((place / "access.log").read_text(), (place / "error.log").read_text())
    print(f"{len(KINDS)} kinds of files, errors and the log: {len(faults)} faults")
    print(*faults, sep="\n", end="\n" if faults else "", file=sys.stderr)
    return bool(faults)


@contextmanager
def served(site: Path, place: Path) -> Iterator[Ask]:
    """Start nginx in a folder of its own; give what asks it."""
    port = free_port()
    conf = configured(site, place, port)
    command = [NGINX or "nginx", "-p", str(place), "-e", str(place / "start.log"), "-c", str(conf)]
    tested = subprocess.run(  # noqa: S603 - our own words
        [*command, "-t"], capture_output=True, text=True, check=False
    )
    if tested.returncode or "warn" in tested.stderr:
        raise SystemExit(f"nginx -t: {tested.stderr}")
    server = subprocess.Popen(command)  # noqa: S603 - our own words
    try:
        until_open(port)
        yield lambda path, method="GET", **headers: asked(port, path, method, headers)
    finally:
        server.terminate()
        server.wait(10)


def configured(site: Path, place: Path, port: int) -> Path:
    """Write the shipped file, with its lines marked HERE, and a frame that any user may run."""
    root = place / "root"
    root.mkdir()
    for entry in site.iterdir():
        (root / entry.name).symlink_to(entry)
    (root / ".env").write_text("nobody’s")
    text = CONF.read_text("utf-8")
    for old, new in {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "root /srv/press/site;": f"root {root};",
        "/var/log/nginx/press.log": f"{place}/access.log",
        "/var/log/nginx/press-error.log": f"{place}/error.log",
    }.items():
        if text.count(old) != 1:
            raise SystemExit(f"{CONF.name} has no “{old}”, or more than one")
        text = text.replace(old, new)
    (place / "press.conf").write_text(text, "utf-8")
    folders = "".join(
        f"{kind}_temp_path {place}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""  # who may read the folder
    frame = (
        f"{user}daemon off;\nworker_processes 1;\npid {place}/nginx.pid;\n"
        f"events {{}}\nhttp {{\n{folders}include {place}/press.conf;\n}}\n"
    )
    (place / "nginx.conf").write_text(frame, "utf-8")
    return place / "nginx.conf"


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until_open(port: int) -> None:
    """Wait until somebody listens."""
    for _ in range(200):
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.05)
    raise SystemExit("nginx does not come up")


def asked(port: int, path: str, method: str, headers: dict[str, str]) -> Answer:
    """Ask for one thing as a phone does, and return what came."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    sent = {"User-Agent": PHONE, "Accept-Encoding": "gzip"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    line.request(method, path, headers=sent)
    answer = line.getresponse()
    found = {name.lower(): value for name, value in answer.getheaders()}
    body = answer.read()
    line.close()
    if found.get("content-encoding") == "gzip":
        body = gzip.decompress(body)
    return Answer(answer.status, found, body)


def unsafe(where: str, answer: Answer) -> Iterator[str]:
    """Tell the headers of safety that an answer lacks."""
    for name, value in SAFE.items():
        if answer.headers.get(name) != value:
            yield f"{where}: {name} is {answer.headers.get(name)!r}, not {value!r}"
    if "camera=()" not in answer.headers.get("permissions-policy", ""):
        yield f"{where}: no permissions-policy"


def files(site: Path, ask: Ask) -> Iterator[str]:
    """Ask for one file of each kind."""
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    for end, (kind, kept) in KINDS.items():
        path = next((path for path in paths if path.endswith(end)), None)
        if path is None:
            yield f"{end}: the site has none"
            continue
        answer = ask(f"/{path}?tim=bi-mat")
        yield from unsafe(path, answer)
        if answer.status != 200 or answer.body != (site / path).read_bytes():
            yield f"{path}: {answer.status}, or other bytes"
        if (found := answer.headers.get("content-type")) != kind:
            yield f"{path}: is sent as {found}, not {kind}"
        if (found := answer.headers.get("cache-control")) != kept:
            yield f"{path}: cache-control is {found}, not {kept}"
        packed = kind.startswith(PACKED) and len(answer.body) >= SMALL
        if (answer.headers.get("content-encoding") == "gzip") != packed:
            yield f"{path}: compression is wrong"


def errors(site: Path, ask: Ask) -> Iterator[str]:
    """Ask for what is not there."""
    lost = (site / "404.html").read_bytes()
    for path in ("/a/b/c/d", "/a/b/c/d/", "/404.html", "/assets/", "/.env", "/xa/.git/config"):
        answer = ask(f"{path}?q=bi-mat")
        yield from unsafe(path, answer)
        if answer.status != 404 or answer.body != lost:
            yield f"{path}: {answer.status}, or another page than 404.html"
        if answer.headers.get("cache-control") != "no-cache":
            yield f"{path}: an error is kept"
    answer = ask("/", "POST")
    yield from unsafe("POST", answer)
    if answer.status != 405:
        yield f"POST: {answer.status}, not 405"


def returns(ask: Ask) -> Iterator[str]:
    """Ask for a folder without its slash, for what is known already, and as a program does."""
    moved = ask("/xa")
    yield from unsafe("/xa", moved)
    if (moved.status, moved.headers.get("location")) != (301, "/xa/"):
        yield f"/xa: {moved.status} to {moved.headers.get('location')}, not 301 to /xa/"
    known = ask("/", If_None_Match=ask("/").headers["etag"])
    yield from unsafe("/ again", known)
    if known.status != 304:
        yield f"a page that is known comes again: {known.status}"
    ask("/xa/", User_Agent="Mozilla/5.0 (compatible; Googlebot/2.1)")


def log(access: str, error: str) -> Iterator[str]:
    """Tell what a log holds that it must not, and whether visits are counted by it."""
    lines = access.splitlines()
    for word in ("?", "bi-mat", "127.0.0.1", "Mozilla", "CUBOT", "Googlebot"):
        if word in access or word in error:
            yield f"the log holds “{word}”"
    if not any(line.endswith('"bot"') for line in lines):
        yield "a program that says it is one is logged as a reader"
    # Counted: a page by its name, the first page whole and as known. Files and errors are no pages.
    visits = Pages("https://press.example/", (), UTC).count(lines).visits
    if visits is None or visits.views != 3:
        yield f"visits are counted as {visits}, not as 3, in:\n{access}"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
