"""Signals, full disks and locks at seeded moments: what a run leaves behind, whatever ends it.

    python -m tests.hostile.chaos [--signals 200] [--full 8] [--seed 1]

Each try starts a command (build, usb, proof, visits) for one message in one commune of the tiny
campaign, sends it a signal at some moment, and looks: the site is whole or absent, no process of
it is left after a minute, it said one line and no traceback. Then the same command is run to
its end: the site is, byte for byte, what a build from nothing makes, and nothing lies about that a
run should have cleared away.

Moments are counted from when a command hears signals: what comes before is Python's own start.
Linux only. It times nothing but how long processes take to be gone, so a busy machine may run it.
A signal that comes at a place of the code, not at a moment, is in `tests/test_kill.py`.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import click

from press.build.lock import locked
from press.build.stop import WORDS
from press.content.read.disk import ROOT
from tests.benchmarks.torture import change_headline, files, mounted, sha256, until
from tests.conftest import TINY
from tests.test_kill import gone

LOG = '10.0.0.1 - - [10/Jul/2025:10:00:00 +0700] "GET /{path} HTTP/1.1" 200 5 "-" "Mozilla/5.0"\n'
SOME = ("--commune", "16813", "--message", "goi-111")
COMMANDS: dict[str, tuple[str, ...]] = {
    "build": ("build", "--jobs", "2", "--site", "site", *SOME),
    "build, one process": ("build", "--jobs", "1", "--site", "site", *SOME),
    "build --clean": ("build", "--clean", "--jobs", "2", "--site", "site", *SOME),
    "usb": ("usb", "--jobs", "2", *SOME),
    "proof": ("proof", "--jobs", "2", *SOME),
    "visits": ("visits", "access.log"),
}
VERSIONS: dict[str, Callable[[Path], None]] = {"plain": lambda _: None, "other": change_headline}
KILL, HUP, INT, TERM = signal.SIGKILL, signal.SIGHUP, signal.SIGINT, signal.SIGTERM
Random = random.Random
KINDS = (INT, TERM, KILL, HUP)
PATIENCE = 60.0  # seconds in which every process of a run that has ended is gone
HANGS = 300.0  # seconds in which a run ends, on the busiest machine
KEPT = {
    *("content", ".press", "site", ".site.press-new", "site-usb", ".site-usb.press-new"),
    *("site-usb.zip", "proof", "access.log", "filler"),
}


@dataclass
class Found:
    """What was tried, and what went wrong."""

    tries: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


class Chaos:
    """A project in a folder, and what it must come to in each version."""

    def __init__(self, folder: Path, texts: Path, wanted: dict[str, str], seed: int) -> None:
        self.folder = folder
        self.texts = texts
        self.wanted = wanted  # digests by site and version
        self.chance = Random(seed)
        self.version = ""
        self.found = Found()
        self.usual: dict[str, float] = {}  # seconds, by command
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "access.log").write_text(LOG.format(path=""), encoding="utf-8")

    def turn_to(self, version: str) -> None:
        """Change the content to another version."""
        self.version = version
        shutil.rmtree(self.folder / "content", ignore_errors=True)
        shutil.copytree(self.texts / version, self.folder / "content")

    def start(self, name: str, limit: int | None = None) -> subprocess.Popen[str]:
        """Start a command in a session of its own; `limit` are the bytes that a file may have."""
        most = (
            (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))) if limit else None
        )
        words = [sys.executable, str(ROOT / "build.py"), *COMMANDS[name], "--today", "2025-07-15"]
        return subprocess.Popen(  # noqa: S603 - our own words
            words, cwd=self.folder, start_new_session=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, preexec_fn=most,  # noqa: PLW1509
        )  # fmt: skip

    def run(self, name: str) -> tuple[int, str]:
        """Run a command to its end."""
        return self.end(self.start(name))

    def end(self, run: subprocess.Popen[str]) -> tuple[int, str]:
        """Wait for a run, and for all of its processes to be gone."""
        try:
            said, _ = run.communicate(timeout=HANGS)
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, KILL)
            said = "hangs: " + run.communicate()[0]
        if not gone(run.pid, PATIENCE):
            self.found.wrong.append(f"a process is left: {_group(run.pid)}")
            with suppress(ProcessLookupError):
                os.killpg(run.pid, KILL)
        return run.returncode, said

    # What is looked at.

    def look(self, trial: str) -> None:
        """See that each site is whole or absent, and the zip."""
        for site in ("site", "site-usb"):
            self.found.wrong += [f"{trial}: {what}" for what in broken(self.folder / site)]
        packed = self.folder / "site-usb.zip"
        if packed.exists():
            with zipfile.ZipFile(packed) as opened:
                if opened.testzip():
                    self.found.wrong.append(f"{trial}: the zip is torn")

    def finish(self, name: str, trial: str) -> None:
        """Run a command to its end, and see that all is as from nothing and nothing lies about."""
        status, said = self.run(name)
        wrong = [f"then {status} {said[-300:]}"] if status not in {0, self.fails(name)} else []
        if "Traceback" in said:
            wrong.append(f"then a traceback: {said[-2000:]}")
        site = {"u": "site-usb", "b": "site"}.get(name[0])
        if site and not wrong and tree(self.folder / site) != self.wanted[f"{site} {self.version}"]:
            wrong.append(f"{site} is not what a build from nothing makes")
        if name == "visits":
            (self.folder / "content" / "visits.toml").unlink()
        wrong += [f"left over: {path}" for path in self.leftovers(site)]
        self.found.wrong += [f"{trial}: {what}" for what in wrong]

    def fails(self, name: str) -> int:
        """Return the status of a proof that finds something, which is no failure here."""
        return int(name == "proof")

    def leftovers(self, site: str | None) -> Iterator[str]:
        """Yield what no run should leave behind it; of another site, a journal may stand."""
        yield from {path.name for path in self.folder.iterdir()} - KEPT
        kept = self.folder / ".press"
        for path in kept.iterdir():
            if path.name not in {"lock", "store", "error.log"} and path.suffix not in {
                ".jsonl",
                ".stamp",
            }:
                yield path.name
        yield from (str(p) for p in kept.glob("store/*/*") if len(p.name) != 62)
        yield from (p.name for p in kept.glob("site-*.next.jsonl"))
        yield from (str(p) for p in self.folder.glob("content/**/*.new"))
        if site:
            new = self.folder / f".{site}.press-new"
            for path in new.rglob("*"):
                if path.is_file() and path.stat().st_nlink == 1:
                    yield f"{new.name}/{path.relative_to(new)}"

    # Tries.

    def prepare(self, names: Iterable[str]) -> None:
        """Run some commands once, and see how long each takes."""
        self.turn_to("plain")
        for name in names:
            begun = time.monotonic()
            self.finish(name, f"first {name}")
            self.usual[name] = time.monotonic() - begun

    def unsettle(self) -> None:
        """Give the next run something to do: another text, nothing drawn, no site."""
        if self.chance.random() < 0.7:
            self.turn_to(self.chance.choice(list(VERSIONS)))
        if self.chance.random() < 0.5:
            shutil.rmtree(self.folder / ".press" / "store", ignore_errors=True)
        if self.chance.random() < 0.1:
            shutil.rmtree(self.folder / "site", ignore_errors=True)

    def interrupt(self, name: str, number: signal.Signals) -> None:
        """Send a signal at some moment, and look at what it brought about."""
        self.unsettle()
        run = self.start(name)
        until(run, partial(hears, run.pid))
        time.sleep(self.chance.uniform(0, self.usual[name]))
        whole, again = self.chance.random() < 0.5, self.chance.random() < 0.3
        for _ in range(1 + again):
            with suppress(ProcessLookupError):
                (os.killpg if whole else os.kill)(run.pid, number)
        status, said = self.end(run)
        trial = f"{name}, {number.name}{' to all' if whole else ''}{' twice' if again else ''}"
        self.found.tries[f"{name}, {number.name}"] += 1
        self.found.ends["in its course" if status not in {0, 1} else "after its end"] += 1
        self.judge(name, number, (status, said), trial)
        self.look(trial)
        self.finish(name, trial)

    def judge(self, name: str, number: signal.Signals, ended: tuple[int, str], trial: str) -> None:
        """See that a run ended as it should."""
        status, said = ended
        # After its last line Python itself answers signals, as a shell does: 143 is -15 here.
        right = {0, self.fails(name), -number} | ({128 + number} - {128 + KILL})
        wrong = [] if status in right else [f"status {status}: {said[-300:]}"]
        if "Traceback" in said or "Exception ignored" in said or "Error:" in said:
            wrong.append(f"a traceback: {said[-2000:]}")
        if status > 128 and said.count(WORDS) != 1:
            wrong.append(f"not one line: {said[-300:]}")
        if status > 128 and (self.folder / ".press" / "tmp").exists():
            wrong.append("what is half written is left")
        self.found.wrong += [f"{trial}: {what}" for what in wrong]

    def fill(self, name: str, *, on_tmpfs: bool) -> None:
        """Run a command with too little room on the disk, or for a file."""
        self.turn_to(next(v for v in VERSIONS if v != self.version))
        shutil.rmtree(self.folder / ".press" / "store", ignore_errors=True)
        filler = self.folder / "filler"
        room = int(1024 * 2 ** self.chance.uniform(0, 10))
        if on_tmpfs:
            free = os.statvfs(self.folder)
            with filler.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, free.f_bavail * free.f_frsize - room)
        status, said = self.end(self.start(name, None if on_tmpfs else room))
        trial = f"{name}, {room} bytes of room"
        self.found.tries["full disk" if on_tmpfs else "short files"] += 1
        words = "disk is full" if on_tmpfs else "larger than its disk allows"
        if "Traceback" in said or (status not in {0, self.fails(name)} and words not in said):
            self.found.wrong.append(f"{trial}: {status} {said[-2000:]}")
        filler.unlink(missing_ok=True)
        self.look(trial)
        self.finish(name, trial)

    def shut_out(self, name: str) -> None:
        """Run a command while another run holds the lock."""
        before = tree(self.folder / "site")
        with locked(self.folder / ".press" / "lock"):
            status, said = self.run(name)
        self.found.tries["lock held"] += 1
        if status != 1 or "error[busy]" not in said or tree(self.folder / "site") != before:
            self.found.wrong.append(f"{name}, shut out: {status} {said[-300:]}")

    def two_at_once(self) -> None:
        """Run two builds at once: the one or the other says that it must wait, or neither."""
        self.unsettle()
        runs = [self.start("build") for _ in range(2)]
        for run in runs:
            status, said = self.end(run)
            if status and "error[busy]" not in said:
                self.found.wrong.append(f"two at once: {status} {said[-300:]}")
        self.found.tries["two at once"] += 1
        self.look("two at once")
        self.finish("build", "two at once")


def hears(process: int) -> bool:
    """Tell whether a process has begun to hear signals: SIGTERM has a handler."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("SigCgt:"):
                return bool(int(line.split()[1], 16) >> (TERM - 1) & 1)
    return False


def broken(site: Path) -> Iterator[str]:
    """Yield what is wrong with a site, compared with its own manifest; a site may be absent."""
    if not site.exists():
        return
    listed = {
        file["path"]: file for file in json.loads((site / "manifest.json").read_bytes())["files"]
    }
    there = set(files(site)) - {"manifest.json"}
    yield from (f"{site.name}/{path} is too much or too little" for path in there ^ set(listed))
    for path in there & set(listed):
        if sha256(site / path) != listed[path]["sha256"]:
            yield f"{site.name}/{path} is not what the manifest says"


def tree(site: Path) -> str:
    """Return a site as text: every path and digest."""
    return "\n".join(f"{path} {sha256(site / path)}" for path in sorted(files(site)))


def _group(group: int) -> list[str]:
    """Return what the processes of a group are."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if os.getpgid(int(path.name)) == group:
                found.append((path / "cmdline").read_bytes().replace(b"\0", b" ").decode()[:200])
    return found


@contextmanager
def chaos(scratch: Path, seed: int, names: Collection[str] = tuple(COMMANDS)) -> Iterator[Chaos]:
    """Yield a project with its first sites, and what they are to be in each version.

    `names` are the commands that are to be tried.
    """
    wanted: dict[str, str] = {}
    for version, change in VERSIONS.items():
        texts = scratch / "texts" / version
        shutil.copytree(TINY, texts)
        shutil.copytree(ROOT / "content" / "strings", texts / "strings", dirs_exist_ok=True)
        change(texts)
        fresh = Chaos(scratch / f"clean-{version}", scratch / "texts", wanted, seed)
        fresh.turn_to(version)
        for name, site in (("build, one process", "site"), ("usb", "site-usb")):
            if not any(tried.startswith(name[:3]) for tried in names):
                continue
            status, said = fresh.run(name)
            if status:
                raise click.ClickException(said)
            wanted[f"{site} {version}"] = tree(fresh.folder / site)
        shutil.rmtree(fresh.folder)
    project = Chaos(scratch / "project", scratch / "texts", wanted, seed)
    project.prepare(names)
    yield project


def signals(project: Chaos, count: int) -> None:
    """Send so many signals: every kind to every command in turn, at moments of chance."""
    pairs = [(name, number) for name in project.usual for number in KINDS]
    project.chance.shuffle(pairs)
    for turn in range(count):
        before = len(project.found.wrong)
        project.interrupt(*pairs[turn % len(pairs)])
        for what in project.found.wrong[before:]:
            click.echo(what, err=True)
        if turn % 10 == 9:
            click.echo(f"{turn + 1} of {count}, {len(project.found.wrong)} wrong", err=True)


def full(project: Chaos, scratch: Path, count: int) -> None:
    """Fill a small disk of our own, where the system lets us mount one; else bound files."""
    with mounted(scratch / "disk", "-t", "tmpfs", "-o", "size=64m", "tmpfs") as can:
        small = project
        if can:
            small = Chaos(scratch / "disk" / "project", project.texts, project.wanted, 1)
            small.found = project.found
            small.prepare(COMMANDS)
        for turn in range(count):
            small.fill(list(COMMANDS)[turn % len(COMMANDS)], on_tmpfs=can)


@click.command()
@click.option("--signals", "count", default=200, help="How many to send.")
@click.option("--full", "fills", default=12, help="How many times to fill the disk.")
@click.option("--seed", default=1, help="Of the moments; the machine has a say in them too.")
def main(count: int, fills: int, seed: int) -> None:
    """Print what was tried and what went wrong. Status 1 if anything did."""
    with tempfile.TemporaryDirectory() as name, chaos(Path(name), seed) as project:
        os.environ["TMPDIR"] = name  # for the last resort of a run that cannot write its log
        signals(project, count)
        full(project, Path(name), fills)
        for command in COMMANDS:
            project.shut_out(command)
        for _ in range(4):
            project.two_at_once()
        found = project.found
    for what, tries in sorted(found.tries.items()):
        click.echo(f"{tries:5} {what}")
    click.echo(f"{sum(found.tries.values())} tries, signals that came {dict(found.ends)}")
    click.echo(f"{len(found.wrong)} wrong")
    for what in found.wrong:
        click.echo(f"  {what}")
    sys.exit(bool(found.wrong))


if __name__ == "__main__":
    main()
