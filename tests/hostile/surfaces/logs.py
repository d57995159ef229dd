"""Logs of web servers: counted as what they are, or told that they cannot be."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.hostile.case import Case, Name, Verdict
from tests.hostile.commands import judged_by_command

PHONES = (
    "Mozilla/5.0 (Linux; Android 12; CUBOT P60) AppleWebKit/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120",
)
PROGRAMS = ("Googlebot/2.1", "curl/8.0", "python-requests/2.31", "facebookexternalhit/1.1")
PAGES = ("/", "/en/", "/thong-diep/goi-111/", "/index.html", "/?utm=x")
OTHERS = ("/kieu.css", "/hinh/a.png", "/trinh-bao", "/x/16813/", "/khong-co.php")
GARBAGE = (
    "", " ", "\0\0\0", "\x1b[31m", "rác", "- - -", "[", '"' * 300, "a" * 100_000, "GET / HTTP/1.1",
    '1.2.3.4 - - [31/Feb/2026:10:00:00 +0700] "GET / HTTP/1.1" 200 5 "-" "x"',
    '1.2.3.4 - - [01/Foo/2026:10:00:00 +0700] "GET / HTTP/1.1" 200 5 "-" "x"',
    '1.2.3.4 - - [01/Jan/0000:10:00:00 +0700] "GET / HTTP/1.1" 200 5 "-" "x"',
    '1.2.3.4 - - [99/Jan/2026:10:00:00 +0700] "GET / HTTP/1.1" 200 5 "-" "x"',
    '1.2.3.4 - - [٠١/Jan/2026:10:00:00 +0700] "GET / HTTP/1.1" ٢٠٠ 5 "-" "x"',
    '1.2.3.4 - - [01/Jan/2026:10:00:00 +0700] "GET http://[::1/ HTTP/1.1" 200 5 "-" "x"',
    '1.2.3.4 - - [01/Jan/2026:10:00:00 +0700] "GET /%zz%ff%00/ HTTP/1.1" 404 5 "-" "x"',
    '1.2.3.4 - - [01/Jan/2026:10:00:00 +0700] "\\x16\\x03\\x01" 400 5 "-" "-"',
    "2026-01-01 10:00:00 W3SVC1 1.2.3.4 GET / - 443 - 5.6.7.8 Mozilla/5.0 200 0 0 15",
    "#Software: Microsoft Internet Information Services 10.0",
)  # fmt: skip


def make(name: Name) -> Case:
    """Return a case with a log; the note says how many pages were seen in lines that are sound."""
    rng = name.random
    seen = rng.choice((0, 1, 5, 300))
    lines = [_line(rng, rng.choice(PAGES), rng.choice(PHONES)) for _ in range(seen)]
    lines += [_line(rng, rng.choice(PAGES), rng.choice(PROGRAMS)) for _ in range(rng.randrange(4))]
    lines += [_line(rng, rng.choice(OTHERS), rng.choice(PHONES)) for _ in range(rng.randrange(4))]
    lines += [rng.choice(GARBAGE) for _ in range(rng.randrange(6))]
    rng.shuffle(lines)
    end = rng.choice(("\n", "\n", "\r\n"))
    data = end.join(lines).encode("utf-8", "surrogateescape")
    packed = rng.choice(("", "", "", "utf-16", "torn gz", "cut"))
    if packed == "utf-16":
        data, seen = data.decode("utf-8", "replace").encode("utf-16"), 0
    elif packed == "torn gz":
        data, seen = b"\x1f\x8b\x08\x00" + data[:50], 0
    elif packed == "cut":
        data, seen = data[: len(data) // 2], -1
    file = "access.log.gz" if packed == "torn gz" else "access.log"
    return Case(name, {f"../{file}": data}, f"{seen} seen; {packed or 'plain'}, {len(lines)} lines")


def _line(rng: Random, path: str, agent: str) -> str:
    day = f"{rng.randrange(1, 29):02}/{rng.choice(('Jan', 'Jul', 'Dec'))}/2026:10:00:00 +0700"
    short = f'203.0.113.{rng.randrange(255)} - - [{day}] "GET {path} HTTP/1.1" 200 512'
    return f'{short} "-" "{agent}"' if rng.random() < 0.9 or "Moz" not in agent else short


def judge(case: Case, folder: Path) -> Verdict:
    """Return what `visits` makes of a log: as many pages as were seen, or a word why not."""
    file = next(iter(case.files)).removeprefix("../")
    verdict = judged_by_command(case, folder, ["visits", str(folder.parent / file)])
    seen, found = int(case.note.split()[0]), folder / "visits.toml"
    counted = tomllib.loads(found.read_text("utf-8"))["views"] if found.exists() else 0
    found.unlink(missing_ok=True)
    if (
        seen >= 0
        and verdict.accepted
        and counted != seen
        and not re.search("skip|line", verdict.note)
    ):
        verdict.fail("counted", f"{counted} pages are counted, {seen} were seen")
    return verdict


Maker = Callable[[Name], Case]
