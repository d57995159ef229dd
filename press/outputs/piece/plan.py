"""Plan pieces: a file for each message, format, language and variant, for every commune. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from press.content.model.campaign import Campaign, Commune, Format, Message, Variant
from press.content.model.variant import spec_of
from press.site import paths
from press.site.plan import Job


def jobs(campaign: Campaign, commune: Commune | None) -> Iterator[Job]:
    """Yield the pieces of a commune."""
    if commune is None:
        return
    for message in campaign.messages:
        for language in campaign.languages:
            tag = language.tag
            for form, variant in files(campaign, message, tag):
                path = paths.piece(commune, message, form, tag, variant)
                ids = (tag, message.id, commune.code, form.id)
                packed = f"{folder(message, variant)}/{path.rpartition('/')[2]}"
                yield Job(path, form.kind, "piece", *ids, variant=variant, packed=packed)


def drawings(campaign: Campaign, communes: Sequence[Commune]) -> Iterator[tuple[Job, ...]]:
    """Yield the artwork of every file that communes get of a message: each is drawn once.

    Then the imprints of communes, format by format: the typesetter remembers what they share.
    """
    for message in campaign.messages:
        for language in campaign.languages:
            tag = language.tag
            for form, variant in files(campaign, message, tag):
                ids = (tag, message.id, None, form.id)
                yield (Job("", form.kind, "piece", *ids, variant=variant),)
    yield from _imprints(campaign, communes)


def _imprints(campaign: Campaign, communes: Sequence[Commune]) -> Iterator[tuple[Job, ...]]:
    kinds: dict[tuple[str, str], dict[Variant | None, Job]] = {}
    for message in campaign.messages:
        for language in campaign.languages:
            for form, variant in files(campaign, message, language.tag):
                ids = (language.tag, message.id, None, form.id)
                job = Job("", form.kind, "imprint", *ids, variant=variant)
                kinds.setdefault((form.id, language.tag), {})[variant] = job
    for variants in kinds.values():
        yield tuple(replace(j, commune=c.code) for c in communes for j in variants.values())


def files(
    campaign: Campaign, message: Message, tag: str
) -> Iterator[tuple[Format, Variant | None]]:
    """Yield what is made of a message in a language: formats and their variants, in order.

    Nothing is made of a message in a language that it is not translated into.
    """
    for form in campaign.formats:
        if tag in form.languages and tag in message.translations:
            yield from ((form, variant) for variant in form.files(message.id))


def forms(campaign: Campaign, message: Message, tag: str) -> Iterator[Format]:
    """Yield the formats that are made of a message in a language, each once."""
    made = {form.id: form for form, _ in files(campaign, message, tag)}
    yield from made.values()


def folder(message: Message, variant: Variant | None) -> str:
    """Return the folder of a pack in which a piece stands."""
    return f"an-pham/{message.id}/{spec_of(variant).word or 'anh'}"
