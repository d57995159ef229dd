"""Projects of edited content: for tests of what an edit of some file comes to."""

from __future__ import annotations

from collections.abc import Callable

from press.build.staleness import Project
from press.content.check import check
from press.content.parse import parse
from press.content.resources import Resources, Sources
from press.outputs.registry import make_plan
from tests.conftest import overlaid
from tests.strategies import sources_of

Edit = Callable[[str], str]


def project_of(sources: Sources, resources: Resources) -> Project:
    """Return all that a site is made from, with the content checked and planned."""
    checked = check(parse(sources), resources)
    campaign = checked.campaign
    return Project(sources, resources, campaign, make_plan(campaign), campaign, checked.hidden)


def edited(sources: Sources, **edits: Edit) -> Sources:
    """Return the content with some files edited: `communes_csv`, `messages__goi_111__vi_md`.

    Each edit must change its file.
    """
    files = {source.name: source.text for source in sources.files}
    keys = {name.replace("/", "__").translate(str.maketrans("-.", "__")): name for name in files}
    new = {keys[key]: edit(files[keys[key]]) for key, edit in edits.items()}
    assert all(text != files[name] for name, text in new.items())
    return overlaid(sources, sources_of(new))


def replacing(old: str, new: str) -> Edit:
    """Return the edit that puts one text in the place of another, where it first stands."""
    return lambda text: text.replace(old, new, 1)
