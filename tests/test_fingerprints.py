"""Fingerprints cannot lie: what a renderer runs or reads is in them, found as it does so."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import pytest

from press.build.fingerprints import Files, fingerprints
from press.content.model.campaign import Campaign, Variant
from press.content.resources import Resources
from press.outputs.composed import Composed, Rendered
from press.outputs.composer import Composer
from press.outputs.context import Context
from press.outputs.registry import BY_VIEW, OUTPUTS, drawings, make_plan
from press.outputs.tools import Tools
from tests.composing import FINGERPRINTS, SHEETS

VIEWS = sorted(BY_VIEW.keys() - {"imprint"})  # which is no file, but a part of pieces


class AnyFiles:
    """Files that nobody has made, for records that show some."""

    def __init__(self, picture: bytes) -> None:
        self._picture = picture

    def size(self, _path: str) -> int:
        return 40_000

    def sha256(self, _path: str) -> str:
        return "0" * 64

    def read(self, _path: str) -> bytes:
        return self._picture


@dataclass(frozen=True)
class Sample:
    """A campaign with something of every view, and the record of each."""

    records: Mapping[str, Composed]
    resources: Resources
    files: Files

    def tools(self, root: Path, texts: Mapping[str, str]) -> Tools:
        return Tools(root, self.resources.profile, texts, lambda _key, make: make())


@pytest.fixture(scope="module")
def sample(tiny: Campaign, resources: Resources) -> Sample:
    first, *rest = tiny.messages
    edition: dict[Variant, Literal[True]] = {"shop": True, "office": True, "edition": True}
    formats = (
        form.model_copy(update={"variants": edition}) if form.kind == "print" else form
        for form in tiny.formats
    )
    messages = (first.model_copy(update={"aliases": ("ten-cu",)}), *rest)
    every = tiny.model_copy(update={"messages": messages, "formats": tuple(formats)})
    composer = Composer(every, resources, FINGERPRINTS)
    ahead = (job for jobs in drawings(every, every.communes) for job in jobs)
    jobs = {job.view: job for job in (*ahead, *make_plan(every).jobs)}
    return Sample(
        {view: composer.compose(job) for view, job in jobs.items()}, resources, Files(resources)
    )


def made(rendered: Rendered) -> int:
    """Make all of a file, or of the files of a folder; return their bytes."""
    files = rendered.values() if isinstance(rendered, dict) else [rendered]
    return sum(len(chunk) for file in files for chunk in file)


def running(act: Callable[[], object], root: Path) -> set[str]:
    """Return the paths of all modules of ours that an action runs a function of."""
    run: set[str] = set()

    def look(frame: Any, event: str, _arg: object) -> None:
        if event == "call" and frame.f_code.co_name != "<module>":
            run.add(frame.f_code.co_filename)

    sys.setprofile(look)
    try:
        act()
    finally:
        sys.setprofile(None)
    ours = f"{root / 'press'}/"
    return {Path(path).relative_to(root).as_posix() for path in run if path.startswith(ours)}


@pytest.fixture(scope="module")
def picture() -> bytes:
    return (Path(__file__).parent.parent / "assets/pictures/contact-sheet.png").read_bytes()


@pytest.mark.parametrize("view", VIEWS)
def test_all_code_that_renders_a_view_is_in_its_fingerprint(
    view: str, sample: Sample, picture: bytes
) -> None:
    output, record, resources = BY_VIEW[view], sample.records[view], sample.resources
    render = output.renderer(sample.tools(resources.root, resources.templates), "a fingerprint")
    ran = running(lambda: made(render(record, AnyFiles(picture))), resources.root)
    drawing = tuple(other for other in OUTPUTS if other.sheets) if output.sheets else (output,)

    assert any(path.endswith("/render.py") for path in ran)
    # The digest of a record is in keys already, and so is what the registry says.
    asks = {"press/outputs/registry.py", "press/base/digest.py"}
    assert ran - asks <= sample.files.modules(drawing)


@pytest.mark.parametrize("view", sorted(v for v, o in BY_VIEW.items() if o.views[v]))
def test_a_view_is_rendered_of_the_files_in_its_fingerprint_alone(
    view: str, sample: Sample, picture: bytes, tmp_path: Path
) -> None:
    output, resources = BY_VIEW[view], sample.resources
    # The faces of a ticket's pictures have fingerprints of their own.
    faces = ("templates/sheet/", "assets/fonts/") if view == "ticket" else ()
    known = sample.files.drawn_from((*output.views[view], *faces))
    copy(resources.root, known, tmp_path)
    texts = {name: text for name, text in resources.templates.items() if _path(name) in known}
    render = output.renderer(sample.tools(tmp_path, texts), "a fingerprint")

    assert made(render(sample.records[view], AnyFiles(picture))) > 0


def copy(root: Path, paths: Iterable[str], to: Path) -> None:
    for path in paths:
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / path, to / path)


def _path(name: str) -> str:
    return f"assets/{name}" if name.startswith(("css/", "js/")) else f"templates/{name}"


def test_a_sheet_is_drawn_of_the_files_in_its_fingerprint_alone(
    tiny: Campaign, sample: Sample, tmp_path: Path
) -> None:
    faces = Context(tiny, sample.resources.pictograms, SHEETS).faces
    jobs = (job for job in make_plan(tiny).jobs if job.view == "piece")
    by_shape = {face.sheet.shape: face for face in map(faces.face, jobs)}
    for shape, face in by_shape.items():
        root = tmp_path / shape
        template = f"templates/sheet/{shape}.typ"
        known = sample.files.drawn_from((template, "assets/fonts/", "assets/icc/"))
        copy(sample.resources.root, known, root)

        assert made(BY_VIEW["piece"].renderer(sample.tools(root, {}), "")(face, AnyFiles(b""))) > 0


def edited(resources: Resources, path: str) -> Resources:
    return replace(resources, digests={**resources.digests, path: "0" * 64})


def changed(before: Resources, after: Resources) -> set[str]:
    """Return the views and shapes whose fingerprints differ."""
    old, new = fingerprints(before), fingerprints(after)
    names = (*old.views, *old.sheets)
    values = {**old.views, **old.sheets}, {**new.views, **new.sheets}
    return {name for name in names if values[0][name] != values[1][name]}


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("templates/web/home.html", {"home"}),
        ("templates/sheet/strip.typ", {"strip"}),
        ("templates/pack/README.txt", {"pack"}),
        ("assets/css/feed.css", {"feed-css"}),
        ("press/outputs/search/pagefind.py", {"index"}),
        ("press/media/webfont.py", set(BY_VIEW["font"].views)),
        ("press/cli/commands.py", set()),
        ("press/content/check/wording.py", set()),
        ("press/outputs/page/compose.py", set()),
        ("templates/README.md", set()),
    ],
)
def test_an_edit_changes_what_is_made_of_it_alone(
    resources: Resources, path: str, names: set[str]
) -> None:
    assert path in resources.digests
    assert changed(resources, edited(resources, path)) == names


def test_a_new_version_of_a_library_changes_what_it_makes(resources: Resources) -> None:
    def with_new(name: str) -> set[str]:
        assert name in resources.versions
        return changed(resources, replace(resources, versions={**resources.versions, name: "9.9"}))

    assert with_new("typst") >= {"upright", "strip", "ticket"}
    assert "home" not in with_new("typst")
    assert with_new("jinja2") >= {"home", "library", "pack"}
    assert with_new("pagefind-bin") == {"index"}
    assert with_new("lxml") >= {"rss"}  # which the library of feeds needs
    assert with_new("pytest") == set()
    assert (
        with_new("python") == with_new("zlib") == set(BY_VIEW) | set(fingerprints(resources).sheets)
    )


def test_no_renderer_imports_by_name(resources: Resources) -> None:
    """Such a module would be missing from fingerprints, which read what is written."""
    for path in Files(resources).modules(OUTPUTS):
        text = (resources.root / path).read_text("utf-8")
        assert "import_module" not in text, path
        assert "__import__" not in text, path
