"""The house rules: who may import whom, how long a module may be, who touches the world."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = [
    {"visits"},
    {"text", "clean", "spelling", "legacy", "lost", "sms", "digest", "diag", "limits", "contacts"},
    {"faces", "records", "formats", "events", "settings", "model"},
    {"kit", "svg", "views", "paths", "moves", "preflight"},
    {"parse"},
    {"check"},
    {"facets"},
    {"plan", "render"},
    {"compose"},
    {"files", "stop"},
    {"index", "ledger", "store", "swap", "usb"},
    {"installed"},
    {"entries", "read", "write", "lock", "place", "trust", "manifest", "fitting", "composer"},
    {"make"},
    {"survey", "workers", "tasks", "progress"},
    {"proof", "run", "removal"},
    {"reporting"},
    {"options"},
    {"cli"},
]
WORLD = {
    "os",
    "shutil",
    "multiprocessing",
    "subprocess",
    "socket",
    "time",
    "urllib.request",
    "tempfile",
}
TOUCHES = {
    *(
        "entries",
        "read",
        "write",
        "files",
        "stop",
        "place",
        "trust",
        "index",
        "store",
        "swap",
        "workers",
        "progress",
        "proof",
        "reporting",
        "options",
        "cli",
    ),
}
MODULES = sorted((ROOT / "press").rglob("*.py"))


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def stage(path: Path) -> str:
    return path.relative_to(ROOT / "press").with_suffix("").parts[0]


def layer(name: str) -> int:
    return next(i for i, names in enumerate(LAYERS) if name in names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
class TestModule:
    def test_has_a_docstring_and_at_most_300_lines(self, path: Path) -> None:
        text = path.read_text("utf-8")

        assert ast.get_docstring(ast.parse(text))
        assert len(text.splitlines()) <= 300

    def test_imports_downwards_only(self, path: Path) -> None:
        if stage(path) == "__init__":
            return
        here = layer(stage(path))
        used = {name.split(".")[1] for name in imports(path) if name.startswith("press.")}
        known = {name for names in LAYERS for name in names}

        assert {name for name in used & known if layer(name) > here} == set()

    def test_leaves_the_world_alone_unless_that_is_its_job(self, path: Path) -> None:
        if stage(path) in TOUCHES:
            return

        assert imports(path) & WORLD == set()


def test_render_sees_records_only() -> None:
    """What render cannot see cannot be missing from the key its bytes are kept under."""
    code = (
        "import sys, pkgutil, importlib, press.render as r\n"
        "for module in pkgutil.walk_packages(r.__path__, 'press.render.'):\n"
        "    importlib.import_module(module.name)\n"
        "print(*sorted(m for m in sys.modules if m.startswith('press.')))"
    )
    loaded = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.split()
    stages = {name.split(".")[1] for name in loaded}

    assert stages <= {"render", "faces", "views", "digest", "paths", "text"}


WRITTEN = {".css", ".html", ".js", ".typ", ".xml"}


def test_lines_of_templates_styles_and_scripts_are_short_enough_to_read() -> None:
    """Ruff sees to Python's."""
    folders = (ROOT / "templates", ROOT / "assets" / "css", ROOT / "assets" / "js")
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in WRITTEN]
    long = [
        f"{path.relative_to(ROOT).as_posix()}:{number}"
        for path in files
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > 100
    ]

    assert len(files) > 40
    assert long == []


def test_the_top_level_is_fixed() -> None:
    allowed = {
        "content",
        "docs",
        "SECURITY.md",
        "templates",
        "assets",
        "build.py",
        "tests",
        "pyproject.toml",
        "README.md",
        "press",
    }
    hidden = (".", "site", "proof")  # people build into site-try and the like
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(hidden)}

    assert found <= allowed


def test_each_promise_of_safety_names_tests_that_are_there() -> None:
    tracked = {path.name for folder in ("tests", ".ci") for path in (ROOT / folder).rglob("*.*")}
    named = re.findall(r"`([^`\s]+\.(?:py|mjs))`", (ROOT / "SECURITY.md").read_text("utf-8"))

    assert len(named) > 20
    assert {name for name in named if Path(name).name not in tracked} == set()


def codes_in(node: ast.AST) -> set[str]:
    """Return what is written in a call like the code of a problem: missing-key, busy."""
    texts = (str(n.value) for n in ast.walk(node) if isinstance(n, ast.Constant))
    return {text for text in texts if re.fullmatch("[a-z][a-z0-9]*(-[a-z0-9]+)*", text)}


def test_readme_tells_of_every_code_and_of_no_other() -> None:
    readme = (ROOT / "README.md").read_text("utf-8").partition("## When it says error")[2]
    rows = (row.split("|")[1] for row in readme.splitlines() if row.startswith("| `"))
    told = set(re.findall("`([a-z0-9-]+)`", " ".join(rows)))
    trees = [ast.parse(path.read_text("utf-8")) for path in MODULES]
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    ours = [
        call for call in calls if getattr(call.func, "id", "") in {"Problem", "Fault", "Damage"}
    ]
    given = {code for call in ours for part in call.args[1:2] for code in codes_in(part)}
    written = {code for tree in trees for code in codes_in(tree)}
    named = {f"unknown-{kind}" for kind in ("colour", "pictogram", "audience")}  # put together

    assert {code for code in given if "-" in code} <= told
    assert told <= written | named
