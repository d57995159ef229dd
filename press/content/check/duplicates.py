"""Check that no two are the same: what a copied folder or row leaves behind when half edited."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from press.base.diag import Problem, Span
from press.base.text import plain
from press.content.model.campaign import Commune, Hotline
from press.content.model.event import Event
from press.content.parse import Document, Parsed

# What no two messages, or pages, may share in one language.
OWN = {
    "messages": ("headline", "simple", "led", "summary", "caption", "sms", "order"),
    "pages": ("title", "summary", "order"),
}
HINT = "in a copied folder, write every text anew, and an order that no other has"


def copies(parsed: Parsed) -> Iterator[Problem]:
    """Yield each file, commune and event that repeats another, at its first repeated field."""
    for kind, keys in OWN.items():
        yield from _files(parsed, kind, keys)
    rows = ((c.code, _row(c), c.marks.span) for c in parsed.communes)
    hint = "in a copied row, write every cell anew"
    yield from _rows("but for its code, this row is", rows, hint)
    yield from _namesakes(parsed.communes)
    names = ((h.id, _folded(h.name[parsed.master]), h.marks.span) for h in _hotlines(parsed))
    hint = "say of each number whose it is"
    yield from _rows("this number has a name that is", names, hint)
    events = ((e.id, _occasion(e), e.marks.span) for e in parsed.events)
    hint = "take one of them out, or tell them apart by their titles"
    yield from _rows("title, start and commune of this event are", events, hint)


def _namesakes(communes: Iterable[Commune]) -> Iterator[Problem]:
    """Yield a warning for each commune that pieces cannot tell from another."""
    first: dict[tuple[str, str], Commune] = {}
    for commune in communes:
        other = first.setdefault((commune.kind, commune.name.casefold()), commune)
        if other is not commune and _row(other) != _row(commune):
            message = f'"{commune.name}" is on line {other.marks.span.line} as well'
            hint = "their pieces look alike: compare both codes with the official list"
            yield Problem(commune.marks.span, "duplicate-text", message, hint, "warning")


def _files(parsed: Parsed, kind: str, keys: tuple[str, ...]) -> Iterator[Problem]:
    """Yield one problem for each file and each other that it shares texts with."""
    first: dict[tuple[str, str, Hashable], Document] = {}

    def order(file: Document) -> tuple[bool, list[str]]:
        """Drafts last: theirs is the problem, and it stops nobody. goi-111 before goi-111-copy."""
        return file.source.folder in parsed.drafts, file.source.path.split("/")

    for file in sorted(parsed.documents, key=order):
        folder, _, name = file.source.name.partition("/")
        if folder != kind:
            continue
        language, shared = name.rpartition("/")[2], dict[str, list[str]]()
        for key, value in _values(file, keys):
            other = first.setdefault((language, key, value), file)
            if other is not file:
                shared.setdefault(other.source.path, []).append(key)
        for path, found in shared.items():
            names, are = _listed(found), "are" if found[1:] else "is"
            message = f"{names} {are} the same as in {path}"
            span = Span(file.source.path, file.body_line) if found[0] == "the text" else None
            yield Problem(span or file.marks.at(found[0]), "duplicate-text", message, HINT)


def _listed(names: list[str]) -> str:
    """Return "a, b and c"."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _values(file: Document, keys: tuple[str, ...]) -> Iterator[tuple[str, Hashable]]:
    """Yield what a file says under some keys and below them, however it is spaced and marked."""
    for key in keys:
        value = file.values.get(key)
        if isinstance(value, int):
            yield key, value
        elif isinstance(value, str) and (text := _folded(value)):
            yield key, text
    if text := _folded(file.body):
        yield "the text", text


def _folded(text: str) -> str:
    return " ".join(plain(text).split()).casefold()


def _row(commune: Commune) -> Hashable:
    """Return all cells of a row but its codes; nothing if they tell no more than a name."""
    told = ("merged_from", "former_districts", "address", "phone", "email")
    if not any(getattr(commune, name) for name in told):
        return None
    return tuple(
        getattr(commune, name)
        for name in Commune.model_fields
        if name not in {"code", "aliases", "marks"}
    )


def _occasion(event: Event) -> Hashable:
    return _folded(next(iter(event.title.values()))), event.start, event.commune


def _hotlines(parsed: Parsed) -> list[Hotline]:
    return [hotline for hotline in parsed.hotlines.values() if parsed.master in hotline.name]


def _rows(what: str, claims: Iterable[tuple[str, Hashable, Span]], hint: str) -> Iterator[Problem]:
    """Yield what repeats an earlier row of another id; of the same one is said elsewhere."""
    first: dict[Hashable, tuple[str, Span]] = {}
    for name, value, span in claims:
        other, place = first.setdefault(value, (name, span))
        if value is not None and other != name:
            message = f"{what} the same as on line {place.line}"
            yield Problem(span, "duplicate-text", message, hint)
