"""Kill builds, fill their disk, damage what they keep: the site must stay whole every time.

    python -m tests.benchmarks.torture [--kills 200] [--full 20] [--corrupt 20] [--seed 1] [--tiny]

Works in a temporary folder, on a small campaign in four versions. Each version is built from
nothing first; from then on the site must be, byte for byte, the version that stood or the one that
was being built, and every build that may end must end with what a build from nothing makes.
Work is repeated when a file that the journal had, or a drawing that the store had, is made anew.

Linux only. As root it mounts small disks of its own; what cannot be tried here, it says.
"""

from __future__ import annotations

import csv
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import click

from press.build.ledger import Ledger
from press.content.read.disk import ROOT
from tests.benchmarks.whole import tiny_content
from tests.test_kill import gone

COMMUNES = 20  # a cold build then lasts some seconds
TINY_COMMUNES = 3
PATIENCE = 300  # seconds for one build, on a busy machine
POWERLESS = ("setpriv", "--bounding-set=-all")  # root, for whom permissions hold
Random = random.Random


# The campaign, and four versions of it.


def write_content(folder: Path, communes: int) -> None:
    """Write the tiny campaign with so many communes: its own, then real ones."""
    table = tiny_content(folder) / "communes.csv"
    own, real = _table(table), _table(ROOT / "content" / "communes.csv")
    codes = {row["code"] for row in own}
    rows = [*own, *(row for row in real if row["code"] not in codes)][:communes]
    with table.open("w", encoding="utf-8", newline="") as file:
        written = csv.DictWriter(file, list(own[0]), extrasaction="ignore")
        written.writeheader()
        written.writerows(rows)


def _table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


def change_headline(content: Path) -> None:
    """Change what is drawn on every piece of a message, which touches every group."""
    path = content / "messages" / "goi-111" / "vi.md"
    text = path.read_text("utf-8")
    path.write_text(text.replace("headline: ", "headline: Này, ", 1), encoding="utf-8")


def change_contacts(content: Path, few: int | None = None) -> None:
    """Give communes an address, all or a few, which touches their groups and what lists them."""
    path = content / "communes.csv"
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    for row in rows[:few]:
        row[head.index("email")] = f"xa{row[0]}@nghean.example"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])


VERSIONS: dict[str, Callable[[Path], None]] = {
    "plain": lambda _: None,
    "headline": change_headline,
    "contacts": change_contacts,
    "contact": lambda content: change_contacts(content, 1),
}


@dataclass(frozen=True)
class Work:
    """What builds have finished: files by their time, drawings by their inode."""

    files: dict[str, int] = field(default_factory=dict)
    drawings: dict[str, int] = field(default_factory=dict)

    def and_then(self, later: Work) -> Work:
        """Add what was finished later; what was finished twice keeps its first time."""
        return Work(later.files | self.files, later.drawings | self.drawings)


@dataclass(frozen=True)
class Ended:
    """How a build ended, and what it said."""

    status: int
    said: str


class Project:
    """A folder with content in one of its versions, a store and a site."""

    def __init__(self, folder: Path, texts: Path, site: str = "site") -> None:
        self.folder = folder
        self.site = folder / site
        self.new = self.site.with_name(f".{self.site.name}.press-new")
        self.kept = folder / ".press"
        self.prefix: tuple[str, ...] = ()
        self.jobs = 2
        self.version = ""
        self._texts = texts
        folder.mkdir(parents=True, exist_ok=True)

    def turn_to(self, version: str) -> None:
        """Change the content to another version."""
        self.version = version
        shutil.rmtree(self.folder / "content", ignore_errors=True)
        shutil.copytree(self._texts / version, self.folder / "content")

    def start(self, *options: str) -> subprocess.Popen[str]:
        """Start a build in a session of its own."""
        command = [
            sys.executable,
            str(ROOT / "build.py"),
            "--jobs",
            str(self.jobs),
            "--today",
            "2025-07-15",
        ]
        return subprocess.Popen(  # noqa: S603 - our own words
            [*self.prefix, *command, "--site", str(self.site), *options],
            cwd=self.folder,
            start_new_session=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def build(self, *options: str) -> Ended:
        """Build to the end."""
        return end(self.start(*options))

    def digest(self) -> str:
        """Return the digest of the whole site: every path and every byte."""
        lines = (f"{path} {sha256(self.site / path)}" for path in sorted(files(self.site)))
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def journals(self) -> list[Path]:
        """Return the journal, if there is one."""
        return list(self.kept.glob("site-*.journal.jsonl"))

    def drawings(self) -> list[Path]:
        """Return all whole entries of the store."""
        return list(self.kept.glob("store/*/*"))

    def finished(self) -> Work:
        """Return what a build has finished that was stopped."""
        groups = (group for path in self.journals() for group in Ledger(path).groups())
        return Work(
            {made.path: made.mtime for group in groups for made in group.made},
            {path.name: path.stat().st_ino for path in self.drawings()},
        )

    def repeated(self, work: Work) -> int:
        """Count what was finished before and is not what the site and the store have now."""
        drawings = {path.name: path.stat().st_ino for path in self.drawings()}
        times = {path: (self.site / path).stat().st_mtime_ns for path in files(self.site)}
        return sum(times.get(path) != time for path, time in work.files.items()) + sum(
            drawings.get(name) != inode for name, inode in work.drawings.items()
        )


def end(build: subprocess.Popen[str]) -> Ended:
    """Wait for a build, but not for ever."""
    try:
        said, _ = build.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(build.pid, signal.SIGKILL)
        return Ended(-99, f"hangs: {build.communicate()[0]}")
    return Ended(build.returncode, said)


def files(folder: Path) -> Iterator[str]:
    """Yield the path of every file below a folder."""
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


# What is found.


@dataclass
class Tally:
    """What was tried of one kind, and what went wrong."""

    kind: str
    tries: int = 0
    broken: int = 0  # sites that are no version
    unequal: int = 0  # builds that ended otherwise than a build from nothing
    repeated: int = 0  # files and drawings
    wrong: list[str] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        """Whether nothing went wrong."""
        return not (self.broken or self.unequal or self.repeated or self.wrong)

    def __str__(self) -> str:
        row = f"{self.kind:24}{self.tries:7}{self.broken:9}{self.unequal:9}{self.repeated:10}"
        return "\n".join([f"{row}{len(self.wrong):7}", *(f"    {text}" for text in self.wrong)])


HEAD = f"{'':24}{'tries':>7}{'broken':>9}{'unequal':>9}{'repeated':>10}{'wrong':>7}"


class Torture:
    """A project, what its versions must be, and the torture of one kind after the other."""

    def __init__(self, project: Project, versions: dict[str, str], chance: Random) -> None:
        self.project = project
        self.versions = versions
        self.chance = chance
        self.standing = ""
        self.work = Work()
        self.before: dict[str, int] = {}  # what the journal had of another version
        self.usual = 0.0  # seconds that a cold build takes

    def prepare(self) -> None:
        """Build for the first time."""
        self.project.turn_to("plain")
        begun = time.monotonic()
        said = self.project.build("--clean")
        self.usual = time.monotonic() - begun
        self.standing = self.project.digest()
        if self.standing != self.versions["plain"]:
            raise click.ClickException(f"the first build is not as it should be: {said}")

    def other_version(self) -> None:
        """Edit the content, so that the site is out of date; often with nothing in the store."""
        others = [name for name, digest in self.versions.items() if digest != self.standing]
        self.edit(self.chance.choice(others))
        if self.chance.random() < 0.5:
            self.forget_drawings()

    def edit(self, version: str) -> None:
        """Turn to another version, for which files of this one are no work that is done."""
        self.project.turn_to(version)
        self.work = Work({}, self.work.drawings)
        self.before = self.project.finished().files

    def draw_again(self) -> None:
        """Edit a headline, with nothing in the store: a build that lasts, in many processes."""
        drawn = self.standing == self.versions["headline"]
        self.edit("plain" if drawn else "headline")
        self.forget_drawings()

    def maybe_edit(self) -> None:
        """Edit, take an edit back, or leave the content as it was when a build was stopped."""
        if not self.work.files or self.chance.random() < 0.25:
            self.other_version()
        elif self.chance.random() < 0.05:
            self.edit(next(v for v, d in self.versions.items() if d == self.standing))

    def forget_drawings(self) -> None:
        """Empty the store: all is to be drawn again."""
        shutil.rmtree(self.project.kept / "store", ignore_errors=True)
        self.work = Work()

    def look(self, tally: Tally) -> None:
        """See after a build that was stopped that the site is a version, and what is finished."""
        site = self.project.digest()
        if site in {self.standing, self.versions[self.project.version]}:
            self.standing = site
        else:
            tally.broken += 1
            tally.wrong.append(f"after {tally.tries}: the site is no version")
        found = self.project.finished()
        new = {path: then for path, then in found.files.items() if self.before.get(path) != then}
        self.work = self.work.and_then(Work(new, found.drawings))

    def finish(self, tally: Tally, trial: str = "") -> None:
        """Build to the end, and compare with a build from nothing."""
        ended = self.project.build()
        if ended.status or self.project.digest() != self.versions[self.project.version]:
            tally.unequal += 1
            tally.wrong.append(f"{tally.tries} {trial}: then {ended.status} {last(ended.said)}")
            self.start_afresh(tally)
        else:
            tally.repeated += self.project.repeated(self.work)
        self.standing, self.work = self.versions[self.project.version], Work()

    def start_afresh(self, tally: Tally) -> None:
        """Do what the README advises when nothing else helps."""
        if (ended := self.project.build("--clean")).status:
            tally.wrong.append(f"{tally.tries}: nor with --clean: {last(ended.said)}")
            for folder in (self.project.kept, self.project.new, self.project.site):
                shutil.rmtree(folder, ignore_errors=True)
            self.project.build()

    # One try of each kind.

    def kill(self, tally: Tally) -> None:
        """Kill a build at some moment; then go on, turn round or let one end.

        Builds that ended before they were killed do not count.
        """
        self.maybe_edit()
        options = ["--clean"] if self.chance.random() < 0.15 else []
        if options:
            self.work = Work()
        build = self.project.start(*options)
        self.wait(build)
        number, whole = self.way()
        send(build, number, whole=whole)
        at_once = not whole and self.chance.random() < 0.3
        build.wait()
        if at_once:
            self.finish(tally, f"{number.name}, at once")
        if not gone(build.pid):
            tally.wrong.append(f"{tally.tries}: a process is left")
        ended = end(build)
        tally.tries -= not ended.status
        if ended.status not in {0, *STATUS[number]}:
            tally.wrong.append(f"{tally.tries} {number.name}: {ended.status} {last(ended.said)}")
        if not at_once:
            self.look(tally)
            if self.chance.random() < 0.35:
                self.finish(tally, number.name)

    def way(self) -> tuple[signal.Signals, bool]:
        """Choose a signal, and whether the whole group of processes gets it."""
        kinds = [signal.SIGKILL] * 8 + [signal.SIGTERM, signal.SIGINT]
        return self.chance.choice(kinds), self.chance.random() < 0.5

    def wait(self, build: subprocess.Popen[str]) -> None:
        """Wait for any moment of a build, or for one about its switch."""
        if self.chance.random() < 0.75:
            time.sleep(self.chance.uniform(0, self.usual * 0.7))
            return
        until(build, lambda: any(self.project.kept.glob("site-*.next.jsonl*")))
        time.sleep(self.chance.uniform(0, 0.02))

    def fill(self, tally: Tally) -> None:
        """Build with too little room on the disk; tries that had enough do not count."""
        self.other_version()
        filler = self.project.folder / "filler"
        status = os.statvfs(self.project.folder)
        room = int(1024 * 2 ** self.chance.uniform(0, 14))  # up to 16 MB
        with filler.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, status.f_bavail * status.f_frsize - room)
        ended = self.project.build()
        if ended.status == 0:
            tally.tries -= 1
        elif ended.status != 3 or "the disk is full" not in ended.said:
            tally.wrong.append(f"{room} bytes: {ended.status} {last(ended.said)}")
        self.look(tally)
        filler.unlink()
        self.finish(tally, f"{room} bytes")

    def damage(self, tally: Tally, what: str) -> None:
        """Damage some file that builds rely on, and build."""
        if what.startswith("journal"):
            self.stop_with_journal()
        DAMAGES[what](self.project, self.chance)
        if not what.startswith("journal") and self.chance.random() < 0.8:
            self.project.turn_to(self.chance.choice(list(self.versions)))
        self.work = Work()
        self.finish(tally, what)

    def stop_with_journal(self) -> None:
        """Kill a build that has made some groups and not all."""
        while not self.project.journals():
            self.draw_again()
            build = self.project.start()
            until(build, lambda: bool(self.project.journals()))
            time.sleep(self.chance.uniform(0, self.usual / 5))
            send(build, signal.SIGKILL, whole=True)
            end(build)
            self.standing = self.project.digest()

    def crash(self, tally: Tally) -> None:
        """Kill one of the processes of a build that are not the first."""
        self.draw_again()
        build = self.project.start()
        until(build, lambda: bool(workers(build.pid)))
        time.sleep(self.chance.uniform(0, self.usual / 5))
        found = workers(build.pid)
        if found:
            os.kill(self.chance.choice(found), signal.SIGKILL)
        ended = end(build)
        if ended.status == 0:
            tally.tries -= 1
        elif ended.status != 3 or "ended from outside" not in ended.said:
            tally.wrong.append(f"{tally.tries}: {ended.status} {last(ended.said)}")
        self.look(tally)
        self.finish(tally)

    def second(self, tally: Tally) -> None:
        """Build while a build is under way."""
        self.draw_again()
        first = self.project.start()
        until(first, lambda: bool(workers(first.pid)))
        ended = self.project.build()
        if ended.status != 1 or "error[busy]" not in ended.said:
            tally.wrong.append(f"{tally.tries}: {ended.status} {last(ended.said)}")
        if (ended := end(first)).status:
            tally.wrong.append(f"{tally.tries}, the first: {ended.status} {last(ended.said)}")
        self.look(tally)
        self.finish(tally)

    def refuse(self, tally: Tally) -> None:
        """Build where nothing may be written."""
        ended = self.project.build()
        if ended.status != 3 or "read-only" not in ended.said:
            tally.wrong.append(f"{tally.tries}: {ended.status} {last(ended.said)}")
        self.look(tally)


STATUS = {
    signal.SIGKILL: {-signal.SIGKILL},
    signal.SIGTERM: {143, -signal.SIGTERM},  # the second before the build has begun
    signal.SIGINT: {130, -signal.SIGINT},
}


def last(said: str) -> str:
    """Return the last line of what was said."""
    return (said.strip().splitlines() or ["nothing"])[-1][:160]


def send(build: subprocess.Popen[str], number: signal.Signals, *, whole: bool) -> None:
    """Send a signal to a build or to its whole group, if it has not ended."""
    if build.poll() is None:
        (os.killpg if whole else os.kill)(build.pid, number)


def until(build: subprocess.Popen[str], happens: Callable[[], bool]) -> None:
    """Wait until something happens, or a build has ended."""
    while build.poll() is None and not happens():
        time.sleep(0.0005)


def workers(parent: int) -> list[int]:
    """Return the processes that work for a build."""
    try:
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        words = {int(child): Path(f"/proc/{child}/cmdline").read_bytes() for child in children}
    except OSError:  # one has ended just now
        return []
    return [child for child, said in words.items() if b"spawn_main" in said]


# Damage.


def flip(path: Path, chance: Random) -> None:
    """Flip some bits of a file, in place."""
    data = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 4)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def cut(path: Path, chance: Random) -> None:
    """Cut a file off somewhere."""
    os.truncate(path, chance.randrange(path.stat().st_size))


def _ledgers(project: Project) -> list[Path]:
    return [path for path in project.kept.glob("site-*.jsonl") if path.name.count(".") == 1]


def _some(paths: list[Path], chance: Random, part: float) -> list[Path]:
    return chance.sample(sorted(paths), max(1, round(len(paths) * part))) if paths else []


def _spare(project: Project) -> list[Path]:
    found = [path for path in project.new.rglob("*") if path.is_file() and path.stat().st_size]
    return found or [path for path in project.site.rglob("*") if path.is_file()]


Choice = Callable[[Project, Random], list[Path]]


def _damage(choice: Choice, how: Callable[[Path, Random], None]) -> Callable[..., None]:
    def damage(project: Project, chance: Random) -> None:
        for path in choice(project, chance):
            how(path, chance)

    return damage


_WHERE: dict[str, Choice] = {
    "store": lambda project, chance: _some(project.drawings(), chance, 0.5),
    "ledger": lambda project, _: _ledgers(project),
    "journal": lambda project, _: project.journals(),
    "spare": lambda project, chance: _some(_spare(project), chance, 0.1),
    "manifest": lambda project, _: [project.site / "manifest.json"],
}
DAMAGES = {
    f"{name}, {how.__name__}": _damage(where, how)
    for name, where in _WHERE.items()
    for how in (flip, cut)
}


# Places.


def call(*words: str | Path) -> bool:
    """Call a command of the system; False if it cannot."""
    command = [str(word) for word in words]
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603
    except OSError:
        return False


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[bool]:
    """Mount a small disk at a folder, if this system lets us; `options` are mount's."""
    folder.mkdir(parents=True, exist_ok=True)
    can = call("mount", *options, folder)
    try:
        yield can
    finally:
        if can:
            call("umount", folder)


def full_disk(torture: Torture, scratch: Path, tries: int) -> Tally:
    """Fill the disk at many moments."""
    tally = Tally("full disk")
    with mounted(scratch / "disk", "-t", "tmpfs", "-o", "size=256m", "tmpfs") as can:
        if not can:
            tally.kind = "full disk: NOT TRIED, only root can mount one"
            return tally
        project = Project(scratch / "disk" / "project", scratch / "texts")
        on_disk = Torture(project, torture.versions, torture.chance)
        on_disk.prepare()
        repeat(on_disk.fill, tally, tries)
    return tally


def read_only(torture: Torture, scratch: Path) -> Iterator[Tally]:
    """Build into a folder on a read-only disk, and into one that may not be written."""
    project = Project(scratch / "shut", scratch / "texts", site="public/site")
    public = project.site.parent
    shut = Torture(project, torture.versions, torture.chance)
    shut.prepare()

    tally = Tally("read-only disk")
    shut.other_version()
    with mounted(public, "--bind", str(public)) as can:
        if can and call("mount", "-o", "remount,ro,bind", public):
            repeat(shut.refuse, tally, 1)
        else:
            tally.kind = "read-only disk: NOT TRIED, only root can mount one"
    shut.finish(tally)
    yield tally

    tally = Tally("read-only folder")
    shut.other_version()
    if os.geteuid() == 0:
        project.prefix = POWERLESS
    if os.geteuid() != 0 or call(*POWERLESS, "true"):
        public.chmod(0o555)
        repeat(shut.refuse, tally, 1)
        public.chmod(0o755)
    else:
        tally.kind = "read-only folder: NOT TRIED, root must have setpriv for it"
    project.prefix = ()
    shut.finish(tally)
    yield tally


def repeat(trial: Callable[[Tally], None], tally: Tally, tries: int) -> None:
    """Try until so many tries count, but not for ever."""
    for _ in range(4 * tries + 10):
        if tally.tries == tries:
            return
        tally.tries = counted = tally.tries + 1
        trial(tally)
        if tally.tries == counted and counted % 10 == 0:
            click.echo(f"{tally.kind}: {tally.tries} of {tries}", err=True)
    if tally.tries < tries:
        tally.wrong.append(f"only {tally.tries} of {tries} tries met what they should")


def leftovers(torture: Torture) -> Tally:
    """Count what builds should not have left behind them."""
    project, tally = torture.project, Tally("leftovers", tries=1)
    if (ended := project.build()).status:
        tally.wrong.append(last(ended.said))
    left = [
        *project.kept.glob("tmp"),
        *project.kept.glob("site-*.next.*"),
        *project.journals(),
        *project.site.parent.glob(".*.press-old"),
    ]
    if project.new.exists():
        left += [path for path in _spare(project) if path.stat().st_nlink == 1]
    tally.wrong += [f"left: {path.relative_to(project.folder)}" for path in left]
    return tally


def prepared(scratch: Path, communes: int) -> dict[str, str]:
    """Write the versions of the content, and return the digest of each one's site."""
    found = {}
    for version, change in VERSIONS.items():
        write_content(scratch / "texts" / version, communes)
        change(scratch / "texts" / version)
        project = Project(scratch / f"clean-{version}", scratch / "texts")
        project.jobs = 1  # two must make the same
        project.turn_to(version)
        if (ended := project.build()).status:
            raise click.ClickException(ended.said)
        found[version] = project.digest()
        shutil.rmtree(project.folder)
    return found


def trials(scratch: Path, chance: Random, counts: dict[str, int]) -> Iterator[Tally]:
    """Yield what was found of each kind."""
    project = Project(scratch / "project", scratch / "texts")
    torture = Torture(project, prepared(scratch, counts["communes"]), chance)
    torture.prepare()

    tally = Tally("killed")
    repeat(torture.kill, tally, counts["kills"])
    torture.finish(tally)
    yield tally
    yield full_disk(torture, scratch, counts["full"])
    for what, share in Counter(islice(cycle(DAMAGES), counts["corrupt"])).items():
        tally = Tally(f"damaged: {what}")
        repeat(partial(torture.damage, what=what), tally, share)
        yield tally
    for kind, trial, tries in (
        ("process killed", torture.crash, counts["crashes"]),
        ("second build", torture.second, counts["second"]),
    ):
        tally = Tally(kind)
        repeat(trial, tally, tries)
        yield tally
    yield from read_only(torture, scratch)
    yield leftovers(torture)


@click.command()
@click.option("--kills", default=200, help="How many builds to kill.")
@click.option("--full", default=20, help="How many times to fill the disk.")
@click.option("--corrupt", default=20, help="How many times to damage something, all kinds alike.")
@click.option("--crashes", default=10, help="How many processes of builds to kill.")
@click.option("--second", default=5, help="How many times to build beside a build.")
@click.option("--seed", default=1, help="Of the moments; the machine has a say in them too.")
@click.option("--tiny", is_flag=True, help="Each kind once, on short builds: does it run?")
def main(*, seed: int, tiny: bool, **counts: int) -> None:
    """Print what went wrong, a line for each kind of torture. Status 1 if anything did."""
    right = True
    counts = dict.fromkeys(counts, 1) if tiny else counts
    counts["communes"] = TINY_COMMUNES if tiny else COMMUNES
    click.echo(HEAD)
    with tempfile.TemporaryDirectory() as name:
        os.environ["TMPDIR"] = name  # for the last resort of a build that cannot write its log
        for tally in trials(Path(name), Random(seed), counts):
            click.echo(str(tally))
            right = right and tally.is_right
    sys.exit(not right)


if __name__ == "__main__":
    main()
