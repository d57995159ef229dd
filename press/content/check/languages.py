"""Check that every text is there in every language of the campaign, and in no other.

Messages and standing pages may lack a translation: then the master's text is shown in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from press.base.diag import Problem, Span, nearest
from press.content.model.campaign import Language, Marks
from press.content.parse import Parsed
from press.content.parse.unread_files import KNOWN
from press.content.resources import Resources


def languages(parsed: Parsed, resources: Resources) -> Iterator[Problem]:
    """Yield missing translations, languages that are not the campaign's, and lost typefaces."""
    for language in parsed.languages:
        yield from _typefaces(language, resources)
    tags = list(parsed.tables("languages.toml"))
    if not tags:
        return  # its own problem is told: not every language is unknown
    yield from _files(parsed, tags)
    for marks, name, texts in _texts(parsed):
        if texts and any(texts.values()):
            yield from _tags(marks, name, texts, tags)
    for form in parsed.formats:
        for place, tag in enumerate(form.languages):
            if tag not in tags:
                span = form.marks.at(f"languages.{place}")
                yield _unknown(span, tag, tags)


def _typefaces(language: Language, resources: Resources) -> Iterator[Problem]:
    for key in ("display", "reading"):
        name = getattr(language, key)
        if name not in resources.fonts:
            message = f'assets/fonts has no typeface "{name}"'
            span = language.marks.at(key)
            yield Problem(span, "unknown-typeface", message, nearest(name, resources.fonts))


def _files(parsed: Parsed, tags: list[str]) -> Iterator[Problem]:
    """Yield files in a language nobody declared, and folders that lack a language."""
    folders: dict[str, set[str]] = {"strings": set()}
    for source in parsed.sources.files:
        kind, _, name = source.name.rpartition("/")
        tag, _, suffix = name.partition(".")
        if KNOWN.fullmatch(source.name) and kind and suffix in ("md", "toml"):
            folders.setdefault(kind, set()).add(tag)
            if tag not in tags:
                yield _unknown(Span(source.path), tag, tags)
    for folder, found in folders.items():
        suffix = "toml" if folder == "strings" else "md"
        for tag in tags:
            path = parsed.sources.path(f"{folder}/{tag}.{suffix}")
            if tag not in found and path not in parsed.told:
                yield _missing(path, f"{parsed.master}.{suffix}")


def _missing(path: str, master: str) -> Problem:
    """Return the problem of a file that is not there; of a message, its master is shown."""
    span, code, message = Span(path), "missing-translation", "this file is missing"
    if path.endswith(f"/{master}"):
        return Problem(span, code, message)
    hint = f"copy {master} and translate it"
    if path.endswith(".toml"):
        return Problem(span, code, message, hint)
    until = f"{hint}; until then its pages show {master}, and it has no pieces"
    return Problem(span, code, message, until, "warning")


def _unknown(span: Span, tag: str, tags: list[str]) -> Problem:
    message = f'languages.toml has no language "{tag}"'
    return Problem(span, "unknown-language", message, nearest(tag, tags))


def _texts(parsed: Parsed) -> Iterator[tuple[Marks, str, Mapping[str, str]]]:
    """Yield every text outside messages that is written once for each language."""
    if settings := parsed.settings:
        for name in ("title", "theme", "issuer", "issuer_imprint", "issuer_address"):
            yield settings.marks, name, getattr(settings, name)
        if settings.poll:
            yield settings.marks, "poll.question", settings.poll.question
        for partner, of in settings.partners.items():
            yield settings.marks, f"partners.{partner}.name", of.name
    for form in parsed.formats:
        yield form.marks, "name", form.name
    for hotline in parsed.hotlines.values():
        yield hotline.marks, "name", hotline.name
        yield hotline.marks, "hours", hotline.hours


def _tags(marks: Marks, name: str, texts: Mapping[str, str], tags: list[str]) -> Iterator[Problem]:
    for tag in tags:
        if not texts.get(tag):
            message = f'"{name}" is not there in "{tag}"'
            yield Problem(marks.at(f"{name}.{tag}"), "missing-translation", message)
    for tag in texts:
        if tag not in tags:
            yield _unknown(marks.at(f"{name}.{tag}"), tag, tags)
