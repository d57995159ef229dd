"""A new kind of output is one folder and one row, as docs/new-output.md says."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

from press.content.read.disk import ROOT
from tests import edits

WORD = 'bulletin_opening = "{issuer} thông báo."'
NAME = "goi-111_ban-tin.txt"


def blocks() -> dict[str, str]:
    """Return the files that the documentation shows, by name; the row is "registry.py"."""
    text = (ROOT / "docs" / "new-output.md").read_text("utf-8")
    block = r"^\*\*[^`]*`(\w+\.\w+)`.*?^```\w+\n(.*?)^```"
    found = re.findall(block, text, re.DOTALL | re.MULTILINE)
    return dict(found)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with the new output, and a tiny content that has its word."""
    house = edits.house(tmp_path_factory.mktemp("house") / "house")
    for strings in (house / "content" / "strings").glob("*.toml"):
        said = strings.read_text("utf-8")
        strings.write_text(said.replace("[say]\n", f"[say]\n{WORD}\n", 1), "utf-8")
    files = blocks()
    row = files.pop("registry.py")
    bulletin = house / "press" / "outputs" / "bulletin"
    bulletin.mkdir()
    (bulletin / "__init__.py").write_text('"""Bulletins."""\n', "utf-8")
    for name, text in files.items():
        (bulletin / name).write_text(text, "utf-8")
    registry = house / "press" / "outputs" / "registry.py"
    text = registry.read_text("utf-8")
    registry.write_text(text.replace("OUTPUTS = (\n", f"OUTPUTS = (\n{row}", 1), "utf-8")
    return house


def build(house: Path) -> str:
    done = edits.build(house, "site", "--verbose")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_documentation_has_every_file_of_an_output() -> None:
    stages = ["plan.py", "record.py", "compose.py", "render.py", "words.toml", "registry.py"]
    assert list(blocks()) == stages


def test_a_folder_and_a_row_add_an_output_to_everything(house: Path) -> None:
    build(house)
    site = house / "site"
    entries = {e["path"]: e for e in json.loads((site / "manifest.json").read_text())["files"]}
    made = {path for path in entries if path.endswith("_ban-tin.txt")}
    text = next(site.glob(f"xa/16813-*/{NAME}")).read_text("utf-8")

    assert len(made) == 2 * 3  # messages, communes
    assert {entries[path]["kind"] for path in made} == {"script"}
    assert {entries[path]["type"] for path in made} == {"text/plain"}
    assert text.startswith("UBND xã Mường Xén thông báo.\n\n")
    with zipfile.ZipFile(next(site.glob("xa/16813-*/*.zip"))) as pack:
        assert pack.read(f"ban-tin/{NAME}").decode() == text


def test_an_edit_of_its_code_makes_its_files_anew_and_what_shows_them(house: Path) -> None:
    build(house)
    render = house / "press" / "outputs" / "bulletin" / "render.py"
    render.write_text(render.read_text("utf-8").replace(r"\n\n", r"\n=\n"), "utf-8")
    told = [line.strip() for line in build(house).splitlines() if ":" in line]

    # Pages tell the sizes of packs, and so does the script that the library asks.
    shown = ["3 data: files it shows", "3 pack: files it shows", "6 page: files it shows"]
    assert told == [*shown, "6 script: template or code"]
    assert "\n=\n" in next((house / "site").glob(f"xa/16813-*/{NAME}")).read_text("utf-8")
