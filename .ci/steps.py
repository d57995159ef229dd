"""The steps of CI: what bash runs for each, and what each needs. `run.py` runs them."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PRESS, TOOLS = ".venv/bin/python build.py", ".venv-ci/bin/python"

# Communes that differ in all that a commune can differ in: the shortest name and the longest, with
# a border and a coast, a ward, many former names, events of its own.
FEW = " ".join(f"--commune {code}" for code in (16816, 18028, 16732, 16813, 16690))


def readme() -> list[str]:
    """Return the two commands of the README."""
    text = (ROOT / "README.md").read_text("utf-8")
    commands = re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    if len(commands) != 2:
        sys.exit("README must have two sh commands")
    return commands


SET_UP, TESTS = readme()


@dataclass(frozen=True)
class Step:
    """One step: what bash runs, and the steps that must have ended well before.

    `alone`: it measures time, so nothing may run beside it.
    """

    name: str
    title: str
    command: str
    after: tuple[str, ...] = ()
    alone: bool = False


SITE = ("build", "tools")  # what most steps need
STEPS = (
    Step("tests", "Tests, by the README's command", TESTS),
    Step("tools", "Install other people's tools", "bash .ci/tools.sh"),
    Step(
        "packages",
        "Put the tests' packages aside for the steps below, with those of veraPDF",
        "rm -rf .venv-ci\nmv .venv .venv-ci\n"
        f"{TOOLS} -m pip install -q -r .ci/constraints-accept.txt",
        ("tests",),
    ),
    Step(
        "build",
        "The main job, by the README's command",
        f"rm -rf site .press .venv\n{SET_UP}",
        ("packages",),
    ),
    Step(
        "check", "Lint, format, types, rules of the house", f"{TOOLS} -m tests check", ("packages",)
    ),
    Step("lint", "Lint scripts, style sheets and Typst", "bash .ci/lint.sh", ("tools",)),
    # Steps of the press one after the other: one at a time may use its store.
    Step(
        "unchanged",
        "A second build draws nothing",
        f'second=$({PRESS})\necho "$second"\ngrep -q ", 0 made, 0 removed, 0 drawn," <<<"$second"',
        ("build",),
    ),
    Step(
        "usb",
        "A site for USB sticks: every link leads to a file",
        f"{PRESS} usb --commune 16813 --commune 16690 --quiet\n"
        f"{TOOLS} .ci/web/crawl.py site-usb --files",
        ("unchanged", "tools"),
    ),
    Step(
        "few",
        "A site of some communes, from the same store",
        f"{PRESS} {FEW} --site site-few --quiet",
        ("usb",),
    ),
    Step("browse", "The site in use", "node .ci/web/browse.mjs site", SITE),
    # A file is an artwork, the same for all communes, and an imprint, the same for many messages:
    # each of them is looked at in one file, not each pair.
    Step(
        "proof",
        "Print files of three communes pass preflight",
        f"{PRESS} proof --each-part-once",
        ("few",),
    ),
    Step(
        "accept", "Other people's tools accept its files", f"{TOOLS} .ci/accept.py site --ua", SITE
    ),
    Step(
        "axe",
        "axe: each kind of page, light and dark, narrow and wide",
        "node .ci/web/axe.mjs site",
        SITE,
    ),
    Step(
        "views",
        "First views as they travel, 200 % zoom, shifts, complaints of the browser",
        "node .ci/web/views.mjs site",
        SITE,
    ),
    Step(
        "again",
        "A build from nothing in other surroundings, by one process, gives the same bytes",
        "rm -rf site-again; mkdir site-again; cp -r content site-again/\n"
        f"env PYTHONHASHSEED=7 TZ=America/Lima LC_ALL=C {PRESS} {FEW} --jobs 1 --quiet"
        " --content site-again/content --site site-again/site\n"
        ".venv/bin/python .ci/same.py site site-few site-again/site",
        ("few",),
    ),
    Step(
        "verify",
        "The site is what its manifest says",
        ".venv/bin/python .ci/verify.py site",
        ("build",),
    ),
    Step("crawl", "Every link, anchor, host and weight", f"{TOOLS} .ci/web/crawl.py site", SITE),
    Step("html", "Nu HTML checker: every page and style sheet", "node .ci/web/html.mjs site", SITE),
    Step(
        "feeds",
        "feedparser, feedsmith and the rules of RSS, Atom and JSON Feed: every feed",
        f"PYTHONPATH=. {TOOLS} .ci/web/feeds.py site\nnode .ci/web/feeds.mjs site",
        SITE,
    ),
    Step(
        "nginx",
        "nginx with docs/nginx.conf: types, headers, errors, what its log holds",
        f"PYTHONPATH=. {TOOLS} .ci/web/nginx.py site",
        SITE,
    ),
    Step(
        "benchmarks",
        "Every benchmark runs",
        "\n".join(f"{TOOLS} -m tests.benchmarks{part} --tiny" for part in ("", ".growth")),
        ("packages",),
    ),
    Step(
        "lighthouse",
        "Lighthouse: performance, accessibility, best practices, search engines",
        "node .ci/web/lighthouse.mjs site",
        SITE,
        alone=True,
    ),
)
