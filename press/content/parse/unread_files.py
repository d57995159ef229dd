"""Find files that nothing reads, most likely misnamed or of another program. Pure.

A message that would be missing for it is an error; what only lies about is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from press.base.diag import Problem, Span, nearest
from press.content.resources import AS_SVG, Sources

TABLES = ("communes.csv", "events.csv")
SETTINGS = (
    *("campaign.toml", "languages.toml", "hotlines.toml", "imprint.toml", "formats.toml"),
    "visits.toml",
)
FOLDERS = ("messages", "pages", "strings", "logos")
KNOWN = re.compile(
    r"(?:messages|pages)/[^/]+/[a-z]{2,3}(?:-[A-Za-z0-9]+)*\.md"
    r"|strings/[a-z]{2,3}(?:-[A-Za-z0-9]+)*\.toml|strings/compounds\.[^/]+\.txt"
    r"|logos/[^/]+\.(?i:svg)|(?:\w+/)?(?:LICENSE|README)(?:\.\w+)?|"
    + "|".join((*TABLES, *SETTINGS))
)
_OFFICE = r"(?:docx?|odt|rtf|pdf|xlsx?|ods|txt|markdown|mdown|mkd|markdn)"
_TEXT = "write the text into vi.md with Notepad, and save it as UTF-8"
_SHEET = "in Excel, File > Save As > CSV UTF-8, under the name"


def misnamed(sources: Sources) -> Mapping[str, str]:
    """Return the names that only nearly are what is read: `VI.MD`, `vi.docx` -> `vi.md`."""
    found = (
        re.fullmatch(r"strings/(.+?)\..*|(?:messages|pages)/[^/]+/(.+)\.md", name)
        for name in sources.names
    )
    languages = {name[1] or name[2] for name in found if name} | {"vi"}
    return {
        name: right
        for name in sources.names
        if not KNOWN.fullmatch(name) and (right := _right(name, languages)) and right != name
    }


def _right(name: str, languages: Collection[str]) -> str:
    """Return the name that a file should have had, or nothing."""
    folder, _, base = name.rpartition("/")
    base = re.sub(r"\s+", "", base.lower()).removesuffix(".txt")
    stem = re.sub(rf"\.(?:md|toml|csv|{_OFFICE})$", "", base)
    for suffix in ("md", "toml", "csv"):
        right = f"{folder}/{stem}.{suffix}" if folder else f"{stem}.{suffix}"
        if KNOWN.fullmatch(right) and (suffix != "md" or stem in languages):
            return right
    return ""


def strangers(sources: Sources) -> Iterator[Problem]:
    """Yield each file that nothing reads, with what to do about it."""
    right_names = misnamed(sources)
    for name in sources.names:
        if KNOWN.fullmatch(name) or name in sources.unread:
            continue
        right = right_names.get(name, "")
        if right and right not in sources.names:
            yield _problem(sources, name, _instead(name, right))
        elif right:
            wanted = right.rpartition("/")[2]
            hint = (
                f"{wanted} beside it is read: if this one is newer, take its text over; delete it"
            )
            yield _problem(sources, name, hint, "warning")
        elif found := _of_no_use(sources, name):
            yield found


def _problem(sources: Sources, name: str, hint: str, severity: str = "error") -> Problem:
    message = "nothing reads a file of this name in this place"
    return Problem(Span(sources.path(name)), "unknown-file", message, hint, severity)


def _instead(name: str, right: str) -> str:
    """Return how a file comes to have the right name."""
    base, wanted = name.rpartition("/")[2].lower(), right.rpartition("/")[2]
    if re.search(r"\.(?:xlsx?|ods)$", base):
        return f"{_SHEET} {wanted}"
    if re.search(r"\.(?:docx?|odt|rtf|pdf)$", base):
        return _TEXT.replace("vi.md", wanted)
    return f"rename it {wanted}"


def _of_no_use(sources: Sources, name: str) -> Problem | None:
    """Return what is wrong with a file that resembles none, if it can be in anybody's way."""
    folder, _, rest = name.partition("/")
    if not rest:  # beside the tables
        if re.search(r"\.(?:md|toml|csv|xlsx?|ods|docx?)$", name.lower()):
            close = nearest(name, (*TABLES, *SETTINGS))
            hint = close if close.startswith("did") else "move it out of the folder"
            return _problem(sources, name, hint, "warning")
        return None
    if folder in {"messages", "pages"}:
        return _in_texts(sources, name)
    if folder in FOLDERS:
        hint = AS_SVG if folder == "logos" else "for example vi.toml"
        return _problem(sources, name, hint, "warning")
    if re.fullmatch(r"[^/]+/[^/]+/[a-z]{2,3}\.md", name):
        close = nearest(folder, FOLDERS)
        hint = close if close.startswith("did") else "messages are in messages/<name>/vi.md"
        return _problem(sources, name, hint)
    return None


def _in_texts(sources: Sources, name: str) -> Problem:
    if re.search(r"\.(?:png|jpe?g|gif|webp|svg|bmp|heic)$", name.lower()):
        hint = "pictures are drawn from the pictogram of a message; move this one out"
        return _problem(sources, name, hint, "warning")
    folder, parts = name.partition("/")[0], name.split("/")
    text = re.search(rf"\.(?:md|{_OFFICE})$", name.lower())
    lone = text and not any(
        other.startswith(f"{parts[0]}/{parts[1]}/") for other in _known(sources)
    )
    hint = f"a text is {folder}/<name>/vi.md, for example {folder}/goi-111/vi.md"
    return _problem(sources, name, hint, "error" if lone or len(parts) > 3 else "warning")


def _known(sources: Sources) -> Iterator[str]:
    return (name for name in sources.names if KNOWN.fullmatch(name))
