"""The house rules: who may import whom, how long a module may be, who touches the world."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from press.build.fingerprints import Files
from press.content.resources import Resources
from press.outputs.registry import OUTPUTS

ROOT = Path(__file__).parent.parent
PRESS = ROOT / "press"
MODULES = sorted(PRESS.rglob("*.py"))
IDS = [path.relative_to(PRESS).as_posix() for path in MODULES]
OF_OUTPUTS = {"plan.py", "compose.py", "record.py", "render.py"}

# Rooms that touch the world: the disk, the clock, other programs. All others are pure.
WORLDLY = ("build/", "cli/", "content/read/", "tools/", "outputs/search/pagefind.py")
WORLD = {
    *("glob", "multiprocessing", "os", "random", "secrets", "shutil", "socket", "subprocess"),
    *("tempfile", "time", "urllib.request"),
}
WORLDLY_CALLS = {
    *("chmod", "exists", "glob", "is_dir", "is_file", "iterdir", "mkdir"),
    *("read_text", "rglob", "rmdir", "stat", "touch", "unlink", "write_bytes", "write_text"),
    *("now", "today", "utcnow", "print", "input", "open_code"),
}


def name_of(path: Path) -> str:
    """Return the name by which a module is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(path): path for path in MODULES}


def nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield all of a module that is run."""
    for node in ast.iter_child_nodes(tree):
        if not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            yield node
            yield from nodes(node)


def imports(path: Path) -> set[str]:
    """Return the names of all that a module imports."""
    found: set[str] = set()
    for node in nodes(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def used(path: Path) -> set[str]:
    """Return the modules of ours that one imports."""
    names = (name if name in NAMES else name.rpartition(".")[0] for name in imports(path))
    return {name for name in names if name in NAMES and name != "press"} - {name_of(path)}


def floors() -> list[str]:
    """Return the folders of the house from the ground up, as the documentation draws them."""
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    tree = text.partition("```text\npress/")[2].partition("```")[0]
    return re.findall(r"^  (\w+)/? ", tree, re.MULTILINE)


@pytest.mark.parametrize("path", MODULES, ids=IDS)
class TestModule:
    def test_has_a_docstring_and_at_most_300_lines(self, path: Path) -> None:
        text = path.read_text("utf-8")

        assert ast.get_docstring(ast.parse(text))
        assert len(text.splitlines()) <= 300

    def test_imports_downwards_only(self, path: Path) -> None:
        order = floors()
        here = path.relative_to(PRESS).parts[0]
        if here in order:
            rooms = {name.split(".")[1] for name in used(path)}

            assert {room for room in rooms if order.index(room) > order.index(here)} == set()

    def test_leaves_the_world_alone_unless_that_is_its_job(self, path: Path) -> None:
        inside = path.relative_to(PRESS).as_posix()
        if not inside.startswith(WORLDLY):
            assert worldly(path.read_text("utf-8")) == set()


def worldly(text: str) -> set[str]:
    """Return what a module does that a pure one may not."""
    tree = ast.parse(text)
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    methods = {call.attr for call in calls if isinstance(call, ast.Attribute)} & WORLDLY_CALLS
    plain = {call.id for call in calls if isinstance(call, ast.Name)}
    names = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    names |= {
        node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module
    }
    return methods | plain & {*WORLDLY_CALLS, "open", "Path"} | names & WORLD


@pytest.mark.parametrize(
    "line",
    [
        'from pathlib import Path\nPath("content/a.md").read_text()',
        'open("a")',
        "import os",
        "from datetime import date\ndate.today()",
        "def f(folder):\n    return list(folder.glob('*'))",
    ],
)
def test_a_pure_room_that_touches_the_world_is_noticed(line: str) -> None:
    assert worldly(line)


def test_no_module_imports_one_that_imports_it() -> None:
    graph = {name: used(path) for name, path in NAMES.items()}

    assert len(list(TopologicalSorter(graph).static_order())) == len(NAMES)  # else a CycleError


def test_the_stages_before_rendering_touch_nothing() -> None:
    """Not what they import, but what they do: Python itself tells of every file that is opened."""
    code = """
import sys
from datetime import date
from zoneinfo import ZoneInfo
from press.build.fingerprints import fingerprints
from press.content.check import check
from press.content.parse import parse
from press.content.read.disk import ROOT, read_resources, read_sources
from press.outputs.composer import Composer
from press.outputs.registry import OUTPUTS, make_plan
sources, resources = read_sources(ROOT / "content"), read_resources(date(2025, 7, 15))
looks = fingerprints(resources)
for output in OUTPUTS:
    output.module("plan"), output.module("compose")
ZoneInfo("Asia/Ho_Chi_Minh")  # which Python reads from the disk, once
touched = []
watched = ("open", "os.", "shutil.", "subprocess.", "socket.", "pathlib.", "glob.", "tempfile.")
here = (sys.prefix, sys.base_prefix, "/usr/share/zoneinfo")  # libraries that load themselves
def look(event, args):
    if event.startswith(watched) and not str(args[0]).startswith(here):
        touched.append((event, args))
sys.addaudithook(look)
campaign = check(parse(sources), resources).campaign.only(communes=["16813"])
composer, plan = Composer(campaign, resources, looks), make_plan(campaign)
for name in plan.groups:
    composer.records(plan.group(name))
print(*touched, sep="\\n")
"""
    found = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert found.stdout.strip() == ""


def test_render_sees_records_only(resources: Resources) -> None:
    """What render cannot see cannot be missing from the key its bytes are kept under."""
    seen = Files(resources).modules(OUTPUTS)

    assert {path for path in seen if path.startswith(("press/content/", "press/build/"))} == set()
    assert "press/site/plan.py" not in seen
    assert {path for path in seen if path.endswith(("/compose.py", "/plan.py"))} == set()


def test_names_say_which_module_is_meant() -> None:
    """One name for one thing: only the four stages of an output are called alike."""
    names = Counter(path.name for path in MODULES if path.name != "__init__.py")
    top = list(PRESS.glob("*.py"))

    assert {name for name, count in names.items() if count > 1} <= OF_OUTPUTS
    assert len(top) <= 3


def test_each_output_is_a_folder_with_its_stages_and_a_row() -> None:
    folders = {path.parent.name for path in (PRESS / "outputs").glob("*/render.py")}

    assert folders == {output.name for output in OUTPUTS}
    for output in OUTPUTS:
        assert {path.name for path in (PRESS / "outputs" / output.name).glob("*.py")} >= OF_OUTPUTS


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
        "CHANGELOG.md",
        "CONTRIBUTING.md",
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


def test_the_list_of_errors_has_every_code_and_no_other() -> None:
    errors = (ROOT / "docs" / "errors.md").read_text("utf-8")
    rows = (row.split("|")[1] for row in errors.splitlines() if row.startswith("| `"))
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
