"""Reading the disk: nothing in a folder of content is passed over without a word."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from press.base import limits
from press.base.diag import ContentError
from press.cli.reporting import in_words
from press.content.check import check
from press.content.parse import parse
from press.content.read.disk import read_sources
from press.content.resources import Resources, Sources
from tests.conftest import overlaid


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "content" / "messages" / "moi").mkdir(parents=True)
    return tmp_path / "content"


def problem_of(content: Path) -> tuple[str, str, str]:
    [problem] = read_sources(content).problems
    return str(problem.span), problem.code, f"{problem.message} {problem.hint}"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("communes.csv", b"PK\x03\x04\x14\x00", "Excel workbook, .*CSV UTF-8"),
        ("events.csv", b"\xd0\xcf\x11\xe0\xa1\xb1", "old Excel workbook, .*CSV UTF-8"),
        ("messages/moi/vi.md", b"PK\x03\x04\x14\x00", "Word document, .*Notepad"),
        ("messages/moi/vi.md", b"%PDF-1.7", "PDF, .*Notepad"),
        ("messages/moi/vi.md", b"{\\rtf1\\ansi", "Word document .*Notepad"),
        ("messages/moi/vi.md", b"\x89PNG\r\n", "picture, .*Notepad"),
    ],
)
def test_a_file_of_another_program_is_told_by_its_bytes(
    content: Path, name: str, data: bytes, words: str
) -> None:
    (content / name).write_bytes(data)
    place, code, told = problem_of(content)

    assert (place, code) == (f"content/{name}", "unreadable")
    assert re.search(words, told)


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for rights to make links")
def test_links_that_lead_nowhere_and_odd_files_are_told(content: Path) -> None:
    at = content / "messages" / "moi" / "vi.md"
    outside = content.parent / "outside"
    outside.mkdir()
    makers: tuple[tuple[Callable[[], object], str], ...] = (
        (lambda: at.symlink_to("nothing.md"), "leads to no file"),
        (lambda: at.symlink_to("vi.md"), "leads to no file"),
        (lambda: at.symlink_to(outside), "link to a folder"),
        (at.mkdir, "the name of a file"),
        (lambda: os.mkfifo(at), "no file with text"),
    )
    for make, words in makers:
        make()
        place, code, told = problem_of(content)

        assert (place, code) == ("content/messages/moi/vi.md", "unreadable")
        assert words in told
        at.rmdir() if at.is_dir() and not at.is_symlink() else at.unlink()


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for rights to make links")
def test_a_folder_that_is_a_link_is_told_of_and_not_followed(content: Path) -> None:
    (content / "messages" / "rong").symlink_to(content, target_is_directory=True)

    assert problem_of(content)[0] == "content/messages/rong"


def test_a_closed_file_is_a_problem_of_it_alone(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied")

    (content / "messages" / "moi" / "vi.md").write_text("x", "utf-8")
    monkeypatch.setattr(Path, "read_bytes", closed)

    assert "cannot be read" in problem_of(content)[2]


def test_a_file_beyond_all_reason_is_not_opened(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (content / "communes.csv").write_bytes(b"x" * 20)
    monkeypatch.setattr(limits, "FILE", 19)

    assert problem_of(content)[:2] == ("content/communes.csv", limits.CODE)


def test_a_file_of_content_that_is_closed_is_not_said_to_be_unwritable(content: Path) -> None:
    closed = content / "communes.csv"
    closed.touch()

    told = in_words(PermissionError(errno.EACCES, "Permission denied", str(closed)), content)

    assert "cannot be read" in told


# Names.


def told(tiny: Sources, resources: Resources, *names: str, without: str = "") -> list[str]:
    """Return what is said of a content that holds files of these names as well."""
    texts = tuple(source for source in tiny.files if source.name != without)
    sources = Sources("content", texts, (), names)
    try:
        problems = check(parse(sources), resources).warnings
    except ContentError as error:
        problems = error.problems
    return [f"{p.span.path} {p.severity}[{p.code}] {p.hint}" for p in problems]


VI = "messages/goi-111/vi.md"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("messages/moi/vi.markdown", "rename it vi.md"),
        ("messages/moi/vi.docx", "Notepad"),
        ("messages/moi/VI.MD", "rename it vi.md"),
        ("messages/moi/Vi.md", "rename it vi.md"),
        ("messages/moi/vi .md", "rename it vi.md"),
        ("messages/moi/vi.md.txt", "rename it vi.md"),
        ("messages/moi/bài viết.docx", "goi-111/vi.md"),
        ("messages/lac.md", "goi-111/vi.md"),
        ("messages/a/b/vi.md", "goi-111/vi.md"),
        ("message/moi/vi.md", 'did you mean "messages"?'),
        ("thong-diep/moi/vi.md", "messages/<name>/vi.md"),
        ("pages/moi/vi.pdf", "Notepad"),
        ("strings/lo.TOML", "rename it lo.toml"),
    ],
)
def test_a_text_that_would_be_missing_is_an_error(
    tiny_sources: Sources, resources: Resources, name: str, hint: str
) -> None:
    [problem] = told(tiny_sources, resources, name)

    assert problem.startswith(f"content/{name} error[unknown-file]")
    assert hint in problem


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("messages/goi-111/vi.docx", "vi.md beside it is read"),
        ("messages/goi-111/ảnh.jpg", "pictures are drawn"),
        ("messages/goi-111/Tin.docx", "a text is messages/<name>/vi.md"),  # no language
        ("communes.xlsx", "communes.csv beside it is read"),
        ("Communes.csv", "communes.csv beside it is read"),
        ("ghi chú.docx", "move it out"),
        ("logos/doan.png", "Plain SVG"),
    ],
)
def test_what_only_lies_about_is_a_warning(
    tiny_sources: Sources, resources: Resources, name: str, hint: str
) -> None:
    [problem] = told(tiny_sources, resources, name)

    assert problem.startswith(f"content/{name} warning[unknown-file]")
    assert hint in problem


@pytest.mark.parametrize(
    ("name", "without", "hint"),
    [
        ("communes.xlsx", "communes.csv", "File > Save As > CSV UTF-8"),
        ("Communes.csv", "communes.csv", "rename it communes.csv"),
        ("campaign.toml.txt", "campaign.toml", "rename it campaign.toml"),
        ("messages/goi-111/VI.MD", VI, "rename it vi.md"),
        ("messages/goi-111/vi.docx", VI, "Notepad"),
        ("strings/vi.toml.txt", "strings/vi.toml", "rename it vi.toml"),
    ],
)
def test_a_file_under_another_name_is_the_only_error(
    tiny_sources: Sources, resources: Resources, name: str, without: str, hint: str
) -> None:
    [problem] = told(tiny_sources, resources, name, without=without)

    assert problem.startswith(f"content/{name} error[unknown-file]")
    assert hint in problem


def test_a_licence_and_a_readme_may_lie_there(tiny_sources: Sources, resources: Resources) -> None:
    assert told(tiny_sources, resources, "LICENSE", "README.md", "logos/LICENSE.txt") == []


def test_the_other_names_stay_when_files_are_laid_over(tiny_sources: Sources) -> None:
    more = Sources("content", (), (), ("x.png",))

    assert overlaid(tiny_sources, more).others == ("x.png",)
