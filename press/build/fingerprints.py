"""Fingerprints: a digest for each view and shape of all that makes its files but their records.

That is the code that renders them, the templates and typefaces they are drawn from, and the
versions of the libraries that this code uses. When one of them changes, the files are made anew.

Nothing is listed by hand. The code is the modules that render and record import, and all that
these import, found in their own text; a template has with it what it includes, found by Jinja's
own parser and, for Typst, by the names of files in its text; the libraries are those that any of
these modules imports, with all that they need themselves.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions, requires
from pathlib import Path
from posixpath import dirname, join, normpath

from jinja2 import Environment
from jinja2.meta import find_referenced_templates

from press.base.digest import digest
from press.build.store import Store
from press.content.resources import RUN_TIME, Resources, canonical
from press.outputs.composer import Fingerprints
from press.outputs.registry import OUTPUTS, Output

SHEETS, PRESS_PROFILE, FONTS = "templates/sheet/", "assets/icc/", "assets/fonts/"
_NAMED_FILE = re.compile(r'"([^"\n]+\.[a-z]+)"')
_REQUIREMENT = re.compile(r"[A-Za-z0-9._-]+")


def fingerprints(resources: Resources) -> Fingerprints:
    """Return the fingerprints of all views and shapes."""
    files = Files(resources)
    views = {
        view: files.fingerprint((output,), patterns)
        for output in OUTPUTS
        for view, patterns in output.views.items()
    }
    drawing = tuple(output for output in OUTPUTS if output.sheets)
    shapes = (path for path in files.below(SHEETS))
    sheets = {
        Path(path).stem: files.fingerprint(drawing, (path, FONTS, PRESS_PROFILE)) for path in shapes
    }
    return Fingerprints(views, sheets)


def kept_fingerprints(resources: Resources, store: Store) -> Fingerprints:
    """Return the fingerprints, from the store if nothing has changed: reading them takes long."""
    key = digest("fingerprints", resources.digests, resources.versions)
    kept = store.memo(key, lambda: json.dumps(fingerprints(resources)).encode())
    try:
        return Fingerprints(*json.loads(kept))
    except (ValueError, TypeError):  # somebody put it there
        return fingerprints(resources)


class Files:
    """The code and templates of the project, and what each file uses of others."""

    def __init__(self, resources: Resources) -> None:
        self._root = resources.root
        self._digests = resources.digests
        self._versions = resources.versions
        self._modules = cache(self._modules_of)
        self._templates = cache(self._templates_of)

    def below(self, folder: str) -> list[str]:
        """Return the paths of all files below a folder, which ends in a slash."""
        return [path for path in self._digests if path.startswith(folder)]

    def fingerprint(self, outputs: Iterable[Output], patterns: Iterable[str]) -> str:
        """Return the digest of all that makes files of some outputs from some files or folders/."""
        modules = self.modules(outputs)
        used = {*modules, *self.drawn_from(patterns)}
        return digest({path: self._digests[path] for path in used}, self.libraries(modules))

    def modules(self, outputs: Iterable[Output]) -> set[str]:
        """Return the paths of all modules that a renderer runs: its own, and its records'."""
        roots = (
            f"press/outputs/{output.name}/{stage}.py"
            for output in outputs
            for stage in ("render", "record")
        )
        return _closure(roots, lambda path: self._modules(path)[0])

    def drawn_from(self, patterns: Iterable[str]) -> set[str]:
        """Return the paths of some files, or all of a folder/, and of all that these include."""
        roots: set[str] = set()
        for pattern in patterns:
            roots.update(self.below(pattern) if pattern.endswith("/") else (pattern,))
        return _closure(roots, self._templates)

    def libraries(self, modules: Iterable[str]) -> dict[str, str]:
        """Return the versions of all libraries that modules import, and of all that these need.

        Python itself is among them: its own library writes zips and deflates.
        """
        imported = {name for path in modules for name in self._modules(path)[1]}
        known = _distributions()
        roots = {canonical(name) for top in imported for name in known.get(top, ())}
        used = _closure(roots & self._versions.keys(), self._required)
        return {name: self._versions[name] for name in used | RUN_TIME}

    def _required(self, name: str) -> Iterable[str]:
        return (needed for needed in _required(name) if needed in self._versions)

    def _text(self, path: str) -> str:
        return (self._root / path).read_text("utf-8")

    def _modules_of(self, path: str) -> tuple[frozenset[str], frozenset[str]]:
        """Return the modules of ours that one imports, and the top names of all others."""
        ours, others = set(), set()
        for name in _imported(self._text(path)):
            if name.startswith("press."):
                ours |= self._found(name)
            else:
                others.add(name.partition(".")[0])
        return frozenset(ours), frozenset(others)

    def _found(self, name: str) -> set[str]:
        """Return the file of a module, or that of the one in which a name stands."""
        here = name.replace(".", "/")
        candidates = (f"{here}.py", f"{here}/__init__.py")
        if found := {path for path in candidates if path in self._digests}:
            return found
        parent = dirname(here)
        above = {f"{parent}.py", f"{parent}/__init__.py"}
        return {path for path in above if path in self._digests}

    def _templates_of(self, path: str) -> frozenset[str]:
        """Return the files that a template names."""
        found: Iterable[str] = ()
        if path.endswith(".typ"):
            named = _NAMED_FILE.findall(self._text(path))
            found = (normpath(join(dirname(f"/{path}"), name))[1:] for name in named)
        elif path.startswith("templates/"):
            found = (f"templates/{name}" for name in _included(self._text(path)))
        return frozenset(name for name in found if name in self._digests)


@cache
def _imported(text: str) -> frozenset[str]:
    """Return the full name of all that a module imports, wherever in it, but for types alone."""
    found: set[str] = set()
    for node in _run(ast.parse(text)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return frozenset(found)


@cache
def _included(text: str) -> frozenset[str]:
    """Return the names of all templates that one of Jinja's includes or extends."""
    found = find_referenced_templates(Environment(autoescape=True).parse(text))
    return frozenset(name for name in found if name)


def _run(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield all nodes of a module but what stands below `if TYPE_CHECKING`, which never runs."""
    for node in ast.iter_child_nodes(tree):
        if not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            yield node
            yield from _run(node)


def _closure(roots: Iterable[str], uses: Callable[[str], Iterable[str]]) -> set[str]:
    """Return some paths or names, and all that can be reached from them by `uses`."""
    reached: set[str] = set()
    waiting = list(roots)
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            waiting += uses(path)
    return reached


@cache
def _distributions() -> Mapping[str, list[str]]:
    return packages_distributions()


@cache
def _required(name: str) -> tuple[str, ...]:
    """Return the libraries that one needs, whether they are installed or not."""
    named = (_REQUIREMENT.match(line) for line in requires(name) or () if "extra ==" not in line)
    return tuple(canonical(found[0]) for found in named if found)
