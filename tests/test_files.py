"""Nothing outside is touched, and nothing planted among our own files is followed or believed."""

from __future__ import annotations

import errno
import os
import pickle
import signal
import stat
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from press.base.diag import ContentError
from press.build import place, stop
from press.build.files import clear, read_plain, remove, walk
from press.build.ledger import Group, Ledger, Made, header, line, parsed
from press.build.lock import locked
from press.build.site import MANIFEST, Site
from press.build.store import Store, replace_file
from press.build.workers import bounded
from press.cli.commands import main
from press.cli.reporting import in_words
from press.outputs.search.pagefind import packed, unpacked
from press.site.paths import sound_paths

posix = pytest.mark.skipif(os.name == "nt", reason="links and pipes are made as POSIX does")
KEY = "ab" * 32
OUTSIDE = (
    *("../../etc/passwd", "/etc/passwd", "..\\boot.ini", "C:\\boot.ini", "C:boot.ini", "a\0b"),
    *("CON", "con.txt", "xa/nul/x", "Lpt1", "a//b", "a/./b", ".hidden", "xa/.git/config", ""),
    *("a/", "dot.", "xa/dot./x", "a\nb", "a/../b", "\\\\server\\share", "file:stream", "~", "a b"),
)


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Path]:
    """A folder that is nobody's business; after the test it is as it was."""
    folder = tmp_path / "outside"
    (folder / "ab").mkdir(parents=True)
    for name in ("letter.docx", "index.html", f"ab/{KEY[2:]}"):
        (folder / name).write_text("của tôi", encoding="utf-8")
    before = {name: os.lstat(folder / name) for name in walk(folder)}
    yield folder
    for name, then in before.items():
        now = os.lstat(folder / name)
        assert (folder / name).read_text("utf-8") == "của tôi"
        assert (now.st_ino, now.st_mtime_ns) == (then.st_ino, then.st_mtime_ns)
    assert set(walk(folder)) == set(before)


def plant_link(path: Path, outside: Path) -> None:
    path.symlink_to(outside)


def plant_file_link(path: Path, outside: Path) -> None:
    path.symlink_to(outside / "letter.docx")


def plant_hard_link(path: Path, outside: Path) -> None:
    path.hardlink_to(outside / "letter.docx")


def plant_pipe(path: Path, _outside: Path) -> None:
    os.mkfifo(path)


def plant_folder(path: Path, _outside: Path) -> None:
    (path / "deep").mkdir(parents=True)


PLANTS = (plant_link, plant_file_link, plant_hard_link, plant_pipe, plant_folder)
Plant = Callable[[Path, Path], None]


def made(site: Site, path: str, data: bytes = b"x") -> Made:
    return Made(path, "page", None, None, None, None, None, "", *site.write(path, [data]))


def built(folder: Path, *paths: str) -> Site:
    """Return a site that a build has switched in."""
    site = Site(folder / "site", folder / ".press")
    site.begin()
    rows = tuple(made(site, path) for path in sorted(paths))
    last = made(site, MANIFEST, b'{"files": []}')
    groups = [Group("g", "k", rows), Group(MANIFEST, "k", (last,))]
    site.finish("", map(line, groups), {*paths, MANIFEST})
    return Site(site.folder, folder / ".press")


# Paths.


@pytest.mark.parametrize("path", OUTSIDE)
def test_a_forged_ledger_names_no_file_outside(path: str, tmp_path: Path) -> None:
    row = Made(path, "page", None, None, None, None, None, "k", "0" * 64, 1, 1)
    forged = tmp_path / "forged.jsonl"
    forged.write_bytes(header("") + line(Group("bad", "k", (row,))) + line(Group("good", "k", ())))
    ledger = Ledger(forged)

    assert not sound_paths([path])
    assert not sound_paths(["index.html", path])
    assert [group.name for group in ledger.groups()] == ["good"]
    assert ledger.torn


PATHS = st.from_regex(r"[a-z0-9_-]{4,9}(/[a-z0-9_-]{4,9}(\.[a-z_]{4})?){0,3}", fullmatch=True)


@given(st.lists(PATHS, min_size=1))
def test_what_builds_name_is_sound(paths: list[str]) -> None:
    assert sound_paths(paths)


@given(st.text(max_size=12))
def test_no_sound_path_leads_outside(path: str) -> None:
    if sound_paths([path]):
        assert os.path.normpath(path) == path
        assert not path.startswith(("/", "..", "~"))
        assert not set(path) & set('\\:\0\n*?"<>|')


@pytest.mark.parametrize("text", ["[" * 100_000, "{}", "[1,2,3]", '["g","k",[[1]]]', "null", "NaN"])
def test_a_forged_line_is_a_damaged_line(text: str, tmp_path: Path) -> None:
    forged = tmp_path / "forged.jsonl"
    data = text.encode()
    forged.write_bytes(header("") + b"%b\t%08x\n" % (data, zlib.crc32(data)))
    with pytest.raises(ValueError, match="damaged"):
        parsed(forged.read_bytes().partition(b"\n")[2])
    assert list(Ledger(forged).groups()) == []


# Planted things.


@posix
@pytest.mark.parametrize("plant", PLANTS)
def test_what_is_planted_in_the_new_site_leads_nowhere(
    plant: Plant, tmp_path: Path, outside: Path
) -> None:
    site = built(tmp_path, "index.html", "xa/index.html")
    remove(site.new)
    (site.new / "xa").mkdir(parents=True)
    plant(site.new / "tinh", outside)
    plant(site.new / "index.html", outside)
    plant(site.new / "xa" / "deep", outside)
    site.begin()
    rows = (made(site, "index.html", b"new"), made(site, "tinh/index.html", b"new"))
    last = made(site, MANIFEST, b"{}")
    names = {"index.html", "tinh/index.html", MANIFEST}
    site.finish("", map(line, [Group("g", "l", rows), Group(MANIFEST, "l", (last,))]), names)

    assert set(walk(site.folder)) == names
    assert (site.folder / "tinh" / "index.html").read_bytes() == b"new"


@posix
@pytest.mark.parametrize("plant", PLANTS)
def test_the_new_site_is_no_link(plant: Plant, tmp_path: Path, outside: Path) -> None:
    site = built(tmp_path, "index.html")
    remove(site.new)
    plant(site.new, outside)
    site.begin()
    made(site, "index.html", b"new")

    assert site.new.is_dir()
    assert not site.new.is_symlink()
    assert (site.folder / "index.html").read_bytes() == b"x"


@posix
@pytest.mark.parametrize("plant", PLANTS)
@pytest.mark.parametrize("end", ["jsonl", "next.jsonl", "journal.jsonl"])
def test_what_is_planted_as_a_ledger_is_made_anew(
    plant: Plant, end: str, tmp_path: Path, outside: Path
) -> None:
    site = built(tmp_path, "index.html")
    ledger = next((tmp_path / ".press").glob("site-*.jsonl"))
    path = ledger.with_name(f"{ledger.name.partition('.')[0]}.{end}")
    remove(path)
    plant(path, outside)
    site.recover()
    site.begin()
    site.note(line(Group("g", "k", ())))
    site.finish("", [], set())

    assert stat.S_ISREG(os.lstat(ledger).st_mode)
    assert not list((tmp_path / ".press").glob("*.next.jsonl"))


@posix
@pytest.mark.parametrize("plant", PLANTS)
def test_what_is_planted_in_the_site_is_not_as_it_was_made(
    plant: Plant, tmp_path: Path, outside: Path
) -> None:
    site = built(tmp_path, "index.html", "xa/index.html")
    row = site.ledger.group("g").made[0]
    remove(site.folder / "index.html")
    plant(site.folder / "index.html", outside)

    assert not site.stands(row)


@posix
def test_a_link_to_the_same_bytes_is_not_kept(tmp_path: Path) -> None:
    site = built(tmp_path, "index.html")
    row = site.ledger.group("g").made[0]
    file = site.folder / "index.html"
    file.rename(tmp_path / "elsewhere")
    remove(site.new)
    file.symlink_to(tmp_path / "elsewhere")

    assert not site.keep(row)


@posix
@pytest.mark.parametrize("plant", PLANTS)
@pytest.mark.parametrize("where", ["store", "store/ab", f"store/ab/{KEY[2:]}", "tmp", "tmp/x"])
def test_what_is_planted_in_the_store_leads_nowhere(
    plant: Plant, where: str, tmp_path: Path, outside: Path
) -> None:
    store = Store(tmp_path / ".press")
    path = store.folder / where
    path.parent.mkdir(parents=True)
    plant(path, outside)
    with store.in_use():
        assert store.get(KEY) is None
        assert store.memo(KEY, lambda: b"right") == b"right"
        assert store.get(KEY) == b"right"
        store.prune(0)
        store.clear()
    assert not store.tmp.exists()


@posix
def test_a_store_that_is_a_link_is_refused_in_words(tmp_path: Path, outside: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / ".press").symlink_to(outside)
    with pytest.raises(OSError, match="symbolic") as refused, locked(tmp_path / ".press" / "lock"):
        pass
    assert "a link that leads elsewhere" in in_words(refused.value, tmp_path / "content")


@posix
@pytest.mark.parametrize("plant", PLANTS)
def test_what_is_planted_as_a_lock_is_made_anew(
    plant: Plant, tmp_path: Path, outside: Path
) -> None:
    (tmp_path / ".press").mkdir()
    plant(tmp_path / ".press" / "lock", outside)
    with (
        locked(tmp_path / ".press" / "lock"),
        pytest.raises(ContentError, match="busy"),
        locked(tmp_path / ".press" / "lock"),
    ):
        pass


@posix
def test_a_file_is_put_in_place_of_a_link_not_behind_it(tmp_path: Path, outside: Path) -> None:
    (tmp_path / "proof.pdf").symlink_to(outside / "letter.docx")
    replace_file(tmp_path / "proof.pdf", [b"new"], tmp_path / "tmp")

    assert read_plain(tmp_path / "proof.pdf") == b"new"


@posix
def test_clearing_does_not_walk_through_links(tmp_path: Path, outside: Path) -> None:
    folder = tmp_path / "ours"
    (folder / "full").mkdir(parents=True)
    for name in ("link", "full/link"):
        (folder / name).symlink_to(outside)
    (folder / "full" / "kept").write_bytes(b"")
    clear(str(folder), {"full/kept"}.__contains__)
    assert list(walk(folder)) == ["full/kept"]
    (folder / "link").symlink_to(outside)
    remove(folder)
    assert not folder.exists()


@posix
def test_what_is_read_only_is_cleared_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "ours" / "deep").mkdir(parents=True)
    (tmp_path / "ours" / "deep" / "file").write_bytes(b"")
    (tmp_path / "ours" / "deep").chmod(0o555)
    remove(tmp_path / "ours")

    assert not (tmp_path / "ours").exists()


def test_a_planted_pickle_runs_no_code(tmp_path: Path) -> None:
    class Planted:
        def __reduce__(self) -> tuple[object, ...]:
            return (Path.touch, (tmp_path / "ran",))

    forged = (b"", b"[]\n", b'{"../a": 1}\nx', b'{"a": 9}\nx', b'{"a": "b"}\n', b"[" * 9999)
    for data in (pickle.dumps(Planted()), *forged):
        with pytest.raises(ValueError):  # noqa: PT011 - any
            unpacked(data)
    assert not (tmp_path / "ran").exists()
    files = {"index/a_b.pf": b"\0\n{}", "wasm.vi": b""}
    assert unpacked(packed(files)) == files


@posix
def test_a_pipe_for_a_log_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "access.log")
    result = CliRunner().invoke(main, ["visits", str(tmp_path / "access.log")])

    assert result.exit_code == 2
    assert "is no file" in result.output


# Doubt.


def damage(path: Path) -> None:
    """Change a byte of a file and leave its size and time, as a disk that rots does."""
    then = path.stat()
    path.write_bytes(bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:])
    os.utime(path, ns=(then.st_atime_ns, then.st_mtime_ns))


def doubt_after_a_kill(site: Site) -> None:
    site.begin()


def doubt_the_manifest(site: Site) -> None:
    damage(site.folder / MANIFEST)


def doubt_the_ledger(site: Site) -> None:
    path = next(site.folder.parent.glob(".press/site-*.jsonl"))
    path.write_bytes(path.read_bytes() + b"torn")


@pytest.mark.parametrize("doubt", [doubt_after_a_kill, doubt_the_manifest, doubt_the_ledger])
def test_damage_that_leaves_size_and_time_is_found_once_there_is_a_doubt(
    doubt: Callable[[Site], None], tmp_path: Path
) -> None:
    site = built(tmp_path, "index.html", "whole.html")
    hurt, whole = site.ledger.group("g").made
    damage(site.folder / "index.html")
    assert site.stands(hurt)  # nothing speaks against it
    doubt(site)
    site = Site(site.folder, tmp_path / ".press")
    site.recover()
    site.doubts(site.ledger)

    assert not site.stands(hurt)
    assert not site.keep(hurt)
    assert site.stands(whole)
    assert site.keep(whole)


@posix
def test_a_file_with_a_name_too_many_is_believed_by_its_bytes_alone(tmp_path: Path) -> None:
    site = built(tmp_path, "index.html", "whole.html")
    hurt, whole = site.ledger.group("g").made
    for name in ("index.html", "whole.html"):
        for copy in ("one", "two"):
            (tmp_path / f"{copy}-{name}").hardlink_to(site.folder / name)
    damage(site.folder / "index.html")

    assert not site.stands(hurt)
    assert site.stands(whole)


def test_a_time_to_come_is_believed_by_bytes_alone(tmp_path: Path) -> None:
    site = built(tmp_path, "index.html")
    row = site.ledger.group("g").made[0]
    later = row.mtime + 10**15
    os.utime(site.folder / "index.html", ns=(later, later))
    assert site.stands(row._replace(mtime=later))
    damage(site.folder / "index.html")
    site = Site(site.folder, tmp_path / ".press")

    assert not site.stands(row._replace(mtime=later))


# Places.


@posix
def test_a_link_to_nowhere_is_no_place_for_a_site(tmp_path: Path) -> None:
    (tmp_path / "site").symlink_to(tmp_path / "usb" / "site")
    with pytest.raises(ContentError, match=r"bad-folder.*link to .*usb/site, which is not there"):
        Site(tmp_path / "site", tmp_path / ".press").recover()


def test_a_disk_is_no_place_for_a_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "my site").mkdir()
    told = tmp_path / "mountinfo"
    escaped = str(tmp_path / "my site").replace(" ", "\\040")
    told.write_text(f"36 35 98:0 /m {escaped} rw - ext4 /dev/sda rw\n", encoding="utf-8")
    monkeypatch.setattr(place, "MOUNTS", told)
    for folder in (tmp_path / "my site", Path("/")):
        with pytest.raises(ContentError, match=r"a disk of its own.*\n.*--site"):
            place.refuse_place(folder)
    place.refuse_place(tmp_path)


@posix
def test_a_site_behind_a_link_is_built_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "public")
    site = built(tmp_path, "index.html")

    assert (tmp_path / "site").is_symlink()
    assert site.folder == (tmp_path / "public").resolve()
    assert (tmp_path / "public" / "index.html").exists()


# Words.


@pytest.mark.parametrize(
    "name",
    [
        "ENOSPC",
        "EDQUOT",
        "EROFS",
        "EIO",
        "EMFILE",
        "ENFILE",
        "EBUSY",
        "EXDEV",
        "EFBIG",
        "ENOMEM",
        "EAGAIN",
        "ENOLCK",
        "ELOOP",
    ],
)
def test_what_fails_of_the_machine_is_said_in_words(name: str, tmp_path: Path) -> None:
    number = getattr(errno, name)
    words = in_words(OSError(number, os.strerror(number), "C:/site/a.pdf"), tmp_path)

    assert "Errno" not in words
    assert os.strerror(number) not in words
    assert ". " in words or "cannot be written" in words  # and what to do


def test_what_cannot_be_read_is_not_said_to_be_written(tmp_path: Path) -> None:
    content = tmp_path / "content"
    table, page = content / "communes.csv", tmp_path / "site" / "index.html"
    spare = tmp_path / ".site.press-new" / "index.html"
    for path in (table, page, spare):
        path.parent.mkdir()
        path.write_bytes(b"")

    def said(path: Path) -> str:
        return in_words(PermissionError(errno.EACCES, "denied", str(path)), content)

    assert "cannot be read" in said(table)
    assert "cannot be written" in said(page)
    assert f"{tmp_path / '.site.press-new'} may be deleted" in said(spare)
    assert f"{tmp_path / 'public'} is read-only" in said(tmp_path / "public" / ".site.press-new")


def test_processes_are_bounded_by_work_and_processors() -> None:
    cores = max(2, os.cpu_count() or 1)

    assert bounded(100_000, 100_000) == cores
    assert bounded(100_000, 1) == 1
    assert bounded(1, 50) == 1
    assert bounded(8, 0) == 1


def test_signals_that_the_system_lacks_are_left_out() -> None:
    assert {signal.SIGINT, signal.SIGTERM} <= set(stop.SIGNALS)
    assert sys.platform == "win32" or signal.SIGHUP in stop.SIGNALS
    assert stop.WORDS.isascii()
