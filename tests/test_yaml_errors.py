"""An ordinary mistake in one place is exactly one error, at that place, with what to do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from press.base.diag import ContentError
from press.content.check import check
from press.content.parse import parse
from press.content.resources import Resources, Source, Sources
from tests.conftest import overlaid


class Mistake(NamedTuple):
    """What stands in a file, what somebody wrote in its place, and what that person reads."""

    name: str
    old: str
    new: str
    told: str


def mistakes() -> list[Mistake]:
    """Return those of mistakes.txt: === file, lines that go (-), lines that come (+), the error."""
    blocks = (Path(__file__).parent / "mistakes.txt").read_text("utf-8").split("=== ")[1:]
    return [
        Mistake(lines[0], _of("- ", lines), _of("+ ", lines), _of("", lines[1:]))
        for lines in (block.rstrip("\n").split("\n") for block in blocks)
    ]


def _of(sign: str, lines: list[str]) -> str:
    if sign:
        return "\n".join(line[2:] for line in lines if line.startswith(sign))
    return "\n".join(line for line in lines if not line.startswith(("- ", "+ ")))


def told(sources: Sources, resources: Resources) -> str:
    try:
        return "\n".join(map(str, check(parse(sources), resources).warnings))
    except ContentError as error:
        return str(error)


@pytest.mark.parametrize("mistake", mistakes(), ids=lambda mistake: mistake.new[:40])
def test_a_mistake_is_one_error(
    mistake: Mistake, tiny_sources: Sources, resources: Resources
) -> None:
    source = tiny_sources.get(mistake.name)
    assert source
    assert mistake.old in source.text
    text = source.text.replace(mistake.old, mistake.new, 1)
    edited = overlaid(tiny_sources, Sources("content", (Source(source.path, text),)))

    assert told(edited, resources) == mistake.told
    assert mistake.told.count(": error[") == 1


UNREADABLE = {
    "campaign.toml": "x",
    "languages.toml": "x",
    "hotlines.toml": "x",
    "imprint.toml": "x",
    "formats.toml": "x",
    "communes.csv": 'code,kind,name\n16681,xã,"A\n',
    "events.csv": 'id,start,title_vi,updated\na,"b\n',
    "strings/vi.toml": "x",
    "strings/en.toml": "x",
    "messages/goi-111/vi.md": "x",
    "messages/goi-111/en.md": "x",
    "messages/viec-nhe-luong-cao/vi.md": "---\na: [b\n---\nc\n",
    "pages/trinh-bao/vi.md": "x",
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_read_is_one_error_however_many_need_it(
    name: str, tiny_sources: Sources, resources: Resources
) -> None:
    bad = Source(f"content/{name}", UNREADABLE[name])
    found = told(overlaid(tiny_sources, Sources("content", (bad,))), resources)

    assert found.count(": error[bad-") == found.count("error[") == 1
    assert found.startswith(f"content/{name}:")


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_emptied_file_is_one_error(
    name: str, tiny_sources: Sources, resources: Resources
) -> None:
    fields = "---\n---\n\n" if name.endswith(".md") else "\n"
    header = UNREADABLE[name].partition("\n")[0] if name == "communes.csv" else ""
    for text in {fields, "# nothing\n" if name.endswith(".toml") else fields, f"{header}\n"}:
        bad = Source(f"content/{name}", text if text.strip() else fields)
        found = told(overlaid(tiny_sources, Sources("content", (bad,))), resources)

        assert found.count("error[empty-file]") == found.count("error[") == 1, found


def test_what_cannot_be_read_is_told_first(tiny_sources: Sources, resources: Resources) -> None:
    page = tiny_sources.get("pages/trinh-bao/vi.md")
    strings = tiny_sources.get("campaign.toml")
    assert page
    assert strings
    bad = (
        Source(page.path, "x"),
        Source(strings.path, strings.text.replace("Asia/Ho_Chi_Minh", "Asia/Hanoi")),
    )
    found = told(overlaid(tiny_sources, Sources("content", bad)), resources)

    assert [line.partition(":")[0] for line in found.split("\n") if "error[" in line] == [
        page.path,
        strings.path,
    ]


def test_a_folder_with_a_name_of_words_is_told_of_as_a_folder(
    tiny_sources: Sources, resources: Resources
) -> None:
    source = tiny_sources.get("messages/goi-111/vi.md")
    assert source
    moved = replace(source, path="content/messages/Gọi 112/vi.md")
    found = told(overlaid(tiny_sources, Sources("content", (moved,))), resources)

    assert "the name of the folder must be small letters a-z, digits and single dashes" in found
    assert '"id"' not in found


def test_of_two_folders_the_copy_is_told_of(tiny_sources: Sources, resources: Resources) -> None:
    source = tiny_sources.get("messages/goi-111/vi.md")
    assert source
    copy = replace(source, path="content/messages/goi-111-moi/vi.md")
    found = told(overlaid(tiny_sources, Sources("content", (copy,))), resources)

    assert "content/messages/goi-111-moi/vi.md:" in found
    assert "content/messages/goi-111/vi.md:" not in found
