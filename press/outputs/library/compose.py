"""Compose the library of materials and its shelves, and what its script asks for. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property

from press.base.text import NBSP
from press.content.model.campaign import Format
from press.outputs.context import Context
from press.outputs.edition.plan import editions
from press.outputs.library import facets
from press.outputs.library.facets import Item
from press.outputs.library.record import Facet, Library, Sample, Shelf
from press.outputs.page.contents import Contents, given
from press.outputs.page.layout import laid_out
from press.outputs.shared.elements import Entry, Link
from press.outputs.shared.matter import Page
from press.outputs.shared.names import bound, variant_name
from press.outputs.shared.parts import Parts
from press.site import paths
from press.site.plan import Job

AT_ONCE = 30  # items in one list; more are shown by message, each to be opened


def composer(context: Context) -> Callable[[Job], Page]:
    """Return what composes a page of the library."""
    parts, libraries = context.parts, Libraries(context.parts)
    return lambda job: laid_out(parts, job, libraries.contents(job, given(job.language)))


class Libraries:
    """The library in all languages."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._all = cache(self._make_all)
        self._facets = cache(self._make_facets)
        self._editions = cache(self._make_editions)

    @cached_property
    def _shelves(self) -> dict[str, tuple[Item, ...]]:
        return facets.shelves(self._parts.campaign)

    def contents(self, job: Job, tag: str) -> Contents:
        """Return what the library has to say, or the shelf that the job names."""
        parts, say, shelf = self._parts, self._parts.say(tag), job.shelf
        samples = self._all(tag)
        chosen, by = self._chosen(tag, shelf) if shelf else (None, "")
        if shelf:
            samples = tuple(sample for sample in samples if shelf in sample.shelves)
        matter = Library(
            facets=self._facets(tag),
            chosen=chosen,
            by=by,
            samples=samples,
            groups=_by_message(samples) if len(samples) > AT_ONCE or not shelf else (),
            at_once=AT_ONCE,
            letters=parts.letters,
            places=paths.places(parts.languages[tag]),
            folders=paths.communes(parts.campaign.master),
            overview=paths.contact_sheet(parts.languages[tag]),
            editions=self._editions(tag),
        )
        title, summary = say["library_title"], say["library_lead"]
        if chosen:  # a name that nobody has translated yet stands on the page alone
            name = f"{by}: {chosen.name}" if chosen.language == tag else by
            name = name.replace(NBSP, " ")
            summary = say["library_of"].format(name=name, count=chosen.count)
            title = f"{title} - {name}"
        first = samples[0].entry.teaser.id if samples else None
        picture = parts.offers.cover(first, tag) if first else None
        trail = parts.frame(tag).menu[2:] if shelf else ()
        return Contents(title, summary, matter, picture, trail=trail)

    def _chosen(self, tag: str, wanted: str) -> tuple[Shelf, str]:
        return next(
            (shelf, facet.name)
            for facet in self._facets(tag)
            for shelf in facet.shelves
            if shelf.id == wanted
        )

    def _make_all(self, tag: str) -> tuple[Sample, ...]:
        return tuple(self._sample(item, tag) for item in facets.items(self._parts.campaign))

    def _sample(self, item: Item, tag: str) -> Sample:
        message, form, made_in = item.message, item.form, item.language
        say, type_ = self._parts.say(tag), form.type.upper()
        ids = (message, form, made_in.tag)
        stem = paths.piece_name(*ids, None).rpartition(".")[0]
        endings = (paths.piece_name(*ids, v).removeprefix(stem) for v in item.variants)
        names = (variant_name(say, variant) for variant in item.variants)
        return Sample(
            entry=self._parts.entry(message.id, tag),
            language=made_in.tag,
            spoken="" if made_in.tag == tag else made_in.name,
            size=self._parts.offers.size(form.id, tag),
            picture=paths.mini(*ids),
            stem=stem,
            files=tuple((name, type_, end) for name, end in zip(names, endings, strict=True)),
            hint=tuple(self._hint(form, tag)),
            edition=paths.edition(*ids) if item.has_edition else "",
            zip=paths.edition_pack(form) if item.has_edition else "",
            shelves=facets.shelves_of(item),
        )

    def _hint(self, form: Format, tag: str) -> Iterator[str]:
        """Yield how a format is printed, in a few words each."""
        say = self._parts.say(tag)
        if tag in form.material:
            yield bound(form.material[tag])
        if tag in form.finishing and form.is_finished:
            yield bound(form.finishing[tag])
        if form.scale > 1:
            yield say["at_scale"].format(scale=form.scale)

    def _make_facets(self, tag: str) -> tuple[Facet, ...]:
        words, language = self._words(tag), self._parts.languages[tag]
        names, made = self._names(tag), []
        for name in facets.FACETS:
            shelves = tuple(
                Shelf(shelf, *names(shelf), len(items), paths.library(language, shelf))
                for shelf, items in self._shelves.items()
                if shelf.startswith(f"{name}/")
            )
            if shelves:
                made.append(Facet(name, words[FACET_NAMES[name]], shelves))
        return tuple(made)

    def _names(self, tag: str) -> Callable[[str], tuple[str, str]]:
        """Return what names the shelves, each with the language of its name."""
        parts, campaign, words = self._parts, self._parts.campaign, self._words(tag)
        named = {f"doi-tuong/{n}": name for n, name in campaign.strings[tag].audiences.items()}
        named |= {f"an-pham/{form.id}": bound(form.name[tag]) for form in campaign.formats}
        named |= {shelf: words[key] for shelf, key in SHELF_NAMES.items()}
        teasers = [parts.teaser(name, tag) for name in parts.messages]
        own = {
            f"ngon-ngu/{language.tag}": (language.name, language.tag)
            for language in campaign.languages
        }
        own |= {
            f"thong-diep/{t.id}": (parts.whole(t.topic, t.language), t.language) for t in teasers
        }

        def name_of(shelf: str) -> tuple[str, str]:
            return own.get(shelf) or (named.get(shelf) or shelf.rpartition("/")[2].upper(), tag)

        return name_of

    def _words(self, tag: str) -> Mapping[str, str]:
        """Return what names facets and the shelves that are the same for all campaigns."""
        say = self._parts.say(tag)
        keys = (
            "facet_audience", "facet_message", "facet_format", "facet_size", "facet_language",
            "facet_colour", "facet_type", "size_screen", "size_small", "size_middle", "size_large",
            "colour_full", "colour_black", "type_zip",
        )  # fmt: skip
        return {key: say[key] for key in keys}

    def _make_editions(self, tag: str) -> tuple[Link, ...]:
        forms = (f for f in self._parts.formats(tag) if any(editions(self._parts.campaign, f)))
        return tuple(Link(bound(form.name[tag]), paths.edition_pack(form)) for form in forms)


FACET_NAMES = {
    "doi-tuong": "facet_audience",
    "thong-diep": "facet_message",
    "an-pham": "facet_format",
    "co": "facet_size",
    "ngon-ngu": "facet_language",
    "mau": "facet_colour",
    "loai-tep": "facet_type",
}
SHELF_NAMES = {
    f"co/{facets.SCREEN}": "size_screen",
    f"co/{facets.SMALL}": "size_small",
    f"co/{facets.MIDDLE}": "size_middle",
    f"co/{facets.LARGE}": "size_large",
    f"mau/{facets.COLOUR}": "colour_full",
    f"mau/{facets.BLACK}": "colour_black",
    f"loai-tep/{facets.ZIP}": "type_zip",
}


def _by_message(samples: tuple[Sample, ...]) -> tuple[tuple[Entry, tuple[Sample, ...]], ...]:
    groups: dict[str, list[Sample]] = {}
    for sample in samples:
        groups.setdefault(sample.entry.teaser.id, []).append(sample)
    return tuple((group[0].entry, tuple(group)) for group in groups.values())
