"""Edit code and templates one at a time, and compare what a build makes anew with a clean build.

    python -m tests.edits [PATH...]      all that renderers run and read, or these

Each file is edited so that something of the site becomes another; where no edit of it shows, that
is said. A file that differs from a clean build is a fingerprint that lies.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import click

from press.build.fingerprints import Files
from press.content.read.disk import ROOT, read_resources
from press.outputs.registry import OUTPUTS
from tests.conftest import TINY
from tests.sites import tree

MOST = 8  # edits of one file that are tried until one shows
FOLDERS = ("press", "templates", "assets")


def house(folder: Path) -> Path:
    """Copy the project into a new folder, with the tiny content; return the folder."""
    folder.mkdir()
    for name in FOLDERS:
        ignored = shutil.ignore_patterns("__pycache__", "pictures")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    shutil.copy(ROOT / "build.py", folder)
    shutil.copytree(TINY, folder / "content")
    strings = folder / "content" / "strings"
    shutil.copytree(ROOT / "content" / "strings", strings, dirs_exist_ok=True)
    return folder


def build(folder: Path, site: str = "site", *more: str) -> subprocess.CompletedProcess[str]:
    """Build with the code of that folder, in a process of its own."""
    options = ("--today", "2025-07-15", "--jobs", "1", "--site", site, *more)
    return subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "build.py", *options],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def clean(folder: Path) -> dict[str, str] | None:
    """Return what a build from nothing makes, or nothing if it fails."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        shutil.copytree(folder / "content", Path(name, "content"))  # its store lies beside it
        done = build(folder, str(Path(name, "site")), "--content", str(Path(name, "content")))
        return tree(Path(name, "site")) if done.returncode == 0 else None


def edits(path: str, text: str) -> Iterator[str]:
    """Yield the text of a file with one thing in it changed, that may show."""
    if path.endswith(".py"):
        yield from _edited_code(text)
    elif path.endswith(".typ"):
        for number in re.finditer(r"(?<![\w.#])\d+\.\d+(?=[ *)em%,])", text):
            value = f"{float(number[0]) * 1.07:.4g}"
            yield text[: number.start()] + value + text[number.end() :]
    elif path.endswith(".css"):
        yield f"{text}\n.edited {{\n  top: 0;\n}}\n"
    elif path.endswith(".js"):
        yield f"{text}\nvoid 0;\n"
    else:
        for place in re.finditer(r"(?:%}|>)\n", text):
            yield f"{text[: place.end()]}edited\n{text[place.end() :]}"


def _edited_code(text: str) -> Iterator[str]:
    """Yield code in which one text or number inside a function is another."""
    lines = text.encode().split(b"\n")
    for node in _constants(ast.parse(text)):
        line, start, end = node.lineno - 1, node.col_offset, node.end_col_offset
        new, old = _other(node.value), lines[line][start:end]
        if new and node.end_lineno == node.lineno and old[:1] in b"\"'0123456789":
            changed = lines[line][:start] + new.encode() + lines[line][end:]
            yield b"\n".join((*lines[:line], changed, *lines[line + 1 :])).decode()


def _constants(tree: ast.Module) -> Iterator[ast.Constant]:
    """Yield the texts and numbers inside functions, but for docstrings."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            said = ast.get_docstring(function, clean=False)
            constants = (node for node in ast.walk(function) if isinstance(node, ast.Constant))
            yield from (node for node in constants if node.value != said)


def _other(value: object) -> str | None:
    if isinstance(value, str) and value and "\n" not in value and '"' not in value:
        return f'"{value}x"'.replace("\\", "\\\\")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return repr(value + 1)
    return None


def differing(one: Mapping[str, str], other: Mapping[str, str]) -> set[str]:
    """Return the paths of files that are not the same in two sites."""
    return {path for path, _ in one.items() ^ other.items()}


@click.command()
@click.argument("paths", nargs=-1)
def main(paths: tuple[str, ...]) -> None:
    """Edit PATHS one at a time, and compare each build with a clean one."""
    files = Files(read_resources(date(2025, 7, 15)))
    patterns = {name for output in OUTPUTS for view in output.views.values() for name in view}
    used = files.modules(OUTPUTS) | files.drawn_from((*patterns, "templates/sheet/"))
    wanted = paths or sorted(path for path in used if not path.startswith("assets/fonts/"))
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = house(Path(name) / "house")
        build(folder)
        before = tree(folder / "site")
        for path in wanted:
            wrong += _compared(folder, path, before)
        click.echo(f"{len(wanted)} files edited, {wrong} files of sites differ from a clean build")
    sys.exit(1 if wrong else 0)


def _compared(folder: Path, path: str, before: Mapping[str, str]) -> int:
    """Edit a file until it shows; return how many files differ from a clean build then."""
    file = folder / path
    text = file.read_text("utf-8")
    try:
        for _, edited in zip(range(MOST), edits(path, text), strict=False):
            file.write_text(edited, "utf-8")
            wanted = clean(folder)
            if wanted and (changed := differing(before, wanted)):
                build(folder)
                wrong = differing(tree(folder / "site"), wanted)
                click.echo(
                    f"{path}: {len(changed)} changed, {len(wrong)} wrong {sorted(wrong)[:3]}"
                )
                return len(wrong)
        click.echo(f"{path}: no edit of it shows")
        return 0
    finally:
        file.write_text(text, "utf-8")
        build(folder)


if __name__ == "__main__":
    main()
