"""Compose what can be had of messages: pieces with their sizes, and small pictures. Pure."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from press.content.model.campaign import Format, Variant
from press.outputs.picture.plan import cover_format
from press.outputs.piece.plan import files
from press.outputs.shared.elements import Offer, Picture, Size
from press.outputs.shared.names import bound, variant_name
from press.site import paths

if TYPE_CHECKING:
    from press.outputs.shared.parts import Parts

RECENT = 1024  # of communes, only what the last few show: the nation has thousands
Forms = tuple[tuple[Format, tuple[Variant | None, ...]], ...]


class Offers:
    """What can be had of a campaign's messages. Each is made when first asked for."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._formats = {form.id: form for form in parts.campaign.formats}
        self.offer = lru_cache(RECENT)(self._make_offer)
        self.size = cache(self._make_size)
        self.forms = cache(self._make_forms)
        self.cover = cache(self._make_cover)

    def _make_size(self, form_id: str, tag: str) -> Size:
        form = self._formats[form_id]
        mark = self._parts.say(tag)["decimal_mark"]
        return Size(
            name=bound(form.name[tag]),
            measure=bound(f"{form.width:g} × {form.height:g} {form.unit}".replace(".", mark)),
            kind=form.kind,
            type=form.type.upper(),
            scale=form.scale,
            bleed=bound(f"{form.bleed:g} mm".replace(".", mark)) if form.bleed else "",
            ratio=(round(form.width), round(form.height)),
            long=form.is_long,
        )

    def _make_forms(self, message_id: str, tag: str) -> Forms:
        """Return the formats made of a message, each with its variants."""
        made: dict[str, list[Variant | None]] = {}
        for form, variant in files(self._parts.campaign, self._parts.messages[message_id], tag):
            made.setdefault(form.id, []).append(variant)
        return tuple((self._formats[name], tuple(variants)) for name, variants in made.items())

    def sizes(self, tag: str, message_id: str | None = None) -> tuple[Size, ...]:
        """Return the formats of a language, or those made of one message."""
        if message_id is not None:
            of = self._language(message_id, tag)
            return tuple(self.size(form.id, tag) for form, _ in self.forms(message_id, of))
        return tuple(self.size(form.id, tag) for form in self._parts.formats(tag))

    def _language(self, message_id: str, tag: str) -> str:
        """Return the language of the pieces that readers of a language are offered."""
        message = self._parts.messages[message_id]
        return self._parts.campaign.text(message.translations, tag).language

    def _make_offer(self, message_id: str, tag: str, code: str) -> Offer:
        message, commune = self._parts.messages[message_id], self._parts.communes[code]
        of = self._language(message_id, tag)
        pieces = tuple(
            tuple(
                (variant_name(self._parts.say(tag), v), paths.piece(commune, message, form, of, v))
                for v in variants
            )
            for form, variants in self.forms(message_id, of)
        )
        return Offer(
            entry=self._parts.entry(message_id, tag, code),
            card=self._card(message_id, of, code, [made[0][1] for made in pieces]),
            sizes=self.sizes(tag, message_id),
            files=pieces,
        )

    def _make_cover(self, message_id: str, tag: str) -> Picture | None:
        """Return the picture of a message without any commune: of the first of its cards."""
        message, of = self._parts.messages[message_id], self._language(message_id, tag)
        form = cover_format(self._parts.campaign, message, of)
        if form is None:
            return None
        (width, path), *smaller = ((w, paths.cover(message, of, w)) for w in paths.COVERS)
        return Picture(
            path,
            width,
            round(form.height * width / form.width),
            message.translations[of].alt,
            of,
            tuple((less, narrow) for narrow, less in smaller),
        )

    def _card(self, message_id: str, tag: str, code: str, pieces: list[str]) -> Picture | None:
        """Return the picture of a shared link: the first of the cards."""
        for (form, _), path in zip(self.forms(message_id, tag), pieces, strict=True):
            if form.kind == "card":
                story, place = self._parts.story(message_id, tag), self._parts.place(code, tag)
                alt = self._parts.say(tag)["picture_alt"].format(
                    alt=story.alt,
                    commune=" ".join(place.issuer),
                    number=self._parts.campaign.hotline.number,
                )
                return Picture(path, round(form.width), round(form.height), alt, tag)
        return None
