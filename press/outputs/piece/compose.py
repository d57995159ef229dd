"""Compose the face of a piece: Message, Commune, Format, Language -> Face.

Decides what shows, never how: layout belongs to the templates. Lengths in the format's unit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from press.base.outline import Layer, Outline
from press.base.text import bind, phrases
from press.content.model.campaign import Campaign, Commune, Format, Ink, Settings
from press.content.model.settings import ADDRESS
from press.content.model.variant import PICTURED, Variant, VariantSpec, spec_of
from press.outputs.piece.paper import blocks
from press.outputs.piece.record import (
    Artwork,
    Colour,
    Face,
    Imprint,
    OwnPart,
    Sheet,
    Typefaces,
)
from press.site import paths
from press.site.plan import Job

if TYPE_CHECKING:
    from press.outputs.context import Context

RECENT = 1024  # imprints remembered: those of the last few communes


def composer(context: Context) -> Callable[[Job], Face | OwnPart]:
    """Return what composes a piece, or what is a commune's of it."""

    def compose(job: Job) -> Face | OwnPart:
        face = context.faces.face(job)
        return OwnPart(face) if job.view == "imprint" else face

    return compose


class Faces:
    """Faces of a campaign. Artworks and imprints are made once and shared by all their pieces.

    `sheets` gives for each shape of sheet the fingerprint of what draws it.
    """

    def __init__(
        self, campaign: Campaign, pictograms: Mapping[str, Outline], sheets: Mapping[str, str]
    ) -> None:
        self._campaign = campaign
        self._pictograms = pictograms
        self._sheets = sheets
        self._messages = {message.id: message for message in campaign.messages}
        self._formats = {form.id: form for form in campaign.formats}
        self._communes = {commune.code: commune for commune in campaign.communes}
        self._typefaces = {
            language.tag: Typefaces(language.displays, language.readings)
            for language in campaign.languages
        }
        self._tells_address = campaign.settings.needs(campaign.rules.get(ADDRESS))
        self.artwork = cache(self._make_artwork)
        self._imprint = lru_cache(RECENT)(self.imprint)
        self._sheet = cache(self._make_sheet)

    def _logos(
        self, code: str | None, issuer: tuple[str, str], tag: str
    ) -> Iterator[tuple[str, tuple[Layer, ...]]]:
        """Yield the logo of the commune, if there is one, and those of all partners."""
        logos = self._campaign.logos
        if code and code in logos:
            yield " ".join(issuer), logos[code]
        for partner in self._campaign.settings.partners.values():
            yield partner.name[tag], logos[partner.logo]

    def face(self, job: Job) -> Face:
        """Return the face of a piece, or of a thumbnail, which bears the province's imprint."""
        if job.message is None or job.format is None or job.language is None:
            raise ValueError(f"no piece: {job}")
        variant = job.variant
        if variant is None and self._formats[job.format].kind == "print":
            variant = PICTURED
        return Face(
            artwork=self.artwork(job.message, job.format, job.language, variant),
            imprint=self._imprint(job.commune, job.format, job.language, variant),
        )

    def _make_sheet(self, format_id: str, variant: Variant | None) -> Sheet:
        form, spec = self._formats[format_id], spec_of(variant)
        return Sheet(
            fingerprint=self._sheets[form.shape],
            for_shops=spec.for_shops,
            standard=form.standard_of(variant),
            outlines=spec.has_outlines,
            grey=spec.is_grey,
            tiles=spec.is_tiled,
            long=form.is_long,
            slug=SLUG if form.crop_marks and spec.for_shops else 0,
            bleed=form.bleed if spec.for_shops or form.on else 0,
            **{name: getattr(form, name) for name in _GEOMETRY},
        )

    def _make_artwork(
        self, message_id: str, format_id: str, tag: str, variant: Variant | None
    ) -> Artwork:
        message, form, spec = self._messages[message_id], self._formats[format_id], spec_of(variant)
        text = message.translations[tag]
        say, compounds = self._campaign.strings[tag].say, self._campaign.strings[tag].compounds
        headline = getattr(text, form.headline)
        call = text.call if form.headline == "headline" else ""
        return Artwork(
            sheet=self._sheet(format_id, variant),
            language=tag,
            typefaces=self._typefaces[tag],
            topic=bind(text.topic, compounds),
            headline=phrases(headline, compounds),
            call=phrases(call, compounds),
            subline=bind(text.subline, compounds) if form.subline else "",
            points=tuple(bind(point, compounds) for point in text.points) if form.points else (),
            blocks=tuple((kind, bind(words, compounds)) for kind, words in blocks(text.body))
            if form.has_body
            else (),
            alt=text.alt,
            updated=message.updated.isoformat() if spec.for_shops else "",
            guide=_guide(say) if spec.is_tiled else (),
            pictogram=self._pictograms[message.pictogram],
            signs=tuple(self._pictograms[sign] for sign in message.signs) if form.has_signs else (),
            **_artwork_colours(self._campaign.settings, message.colour, form, spec),
        )

    def imprint(
        self, code: str | None, format_id: str, tag: str, variant: Variant | None
    ) -> Imprint:
        """Return the imprint of a commune, or the province's."""
        campaign, form = self._campaign, self._formats[format_id]
        say = campaign.strings[tag].say
        commune = self._communes[code] if code else None
        issuer = issuer_of(campaign, commune, tag)
        address = short_address(campaign, commune)
        return Imprint(
            sheet=self._sheet(format_id, variant),
            language=tag,
            typefaces=self._typefaces[tag],
            number=campaign.hotline.number,
            hours=campaign.hotline.hours[tag],
            issuer=issuer,
            address=in_words(address),
            link=f"{address}?p={form.id}",
            link_alt=say["qr_alt"].format(commune=" ".join(issuer).strip()),
            note=_halved(campaign.settings.issuer_address[tag]) if self._tells_address else (),
            logos=tuple(self._logos(code, issuer, tag)),
            phone=self._pictograms["phone-call"],
            **_imprint_colours(campaign.settings, form, spec_of(variant)),
        )


SLUG = 8  # mm past the bleed: room for crop marks and a name
_GEOMETRY = (
    "shape", "type", "unit", "width", "height", "scale", "safe", "imprint", "foot", "on", "across",
    "down", "back", "folds", "text", "least_text", "least_headline", "max_bytes",
)  # fmt: skip


_BLACK, _PAPER = "#000000", "#ffffff"
_Colours = Mapping[str, Colour]
# Ink is dear and office printers are old: black words on paper.
_GREY_ARTWORK: _Colours = {
    "ground": _PAPER, "shade": "#ededed", "yellow": _BLACK, "white": _BLACK, "dark": _BLACK,
}  # fmt: skip
_GREY_IMPRINT: _Colours = {
    "yellow": "#e2e2e2", "white": _PAPER, "dark": _BLACK, "grey": "#404040",
}  # fmt: skip
# Lights that are off.
_LIT_ARTWORK: _Colours = {"ground": _BLACK, "shade": _BLACK, "dark": _BLACK}
_LIT_IMPRINT: _Colours = {"dark": _BLACK, "grey": _BLACK}


def _artwork_colours(
    settings: Settings, name: str, form: Format, spec: VariantSpec
) -> dict[str, Colour]:
    """Return the colours of an artwork: its ground, and the words on it."""
    colour = settings.colours[name]
    inks = {"ground": colour.ground, "shade": colour.shade}
    inks |= {name: getattr(settings.inks, name) for name in ("yellow", "white", "dark")}
    own = _GREY_ARTWORK if spec.is_grey else _LIT_ARTWORK if form.is_lit else {}
    return {name: own.get(name, _colour(ink, spec)) for name, ink in inks.items()}


def _imprint_colours(settings: Settings, form: Format, spec: VariantSpec) -> dict[str, Colour]:
    inks = {name: getattr(settings.inks, name) for name in ("yellow", "white", "dark", "grey")}
    own = _GREY_IMPRINT if spec.is_grey else _LIT_IMPRINT if form.is_lit else {}
    return {name: own.get(name, _colour(ink, spec)) for name, ink in inks.items()}


def _colour(ink: Ink, spec: VariantSpec) -> Colour:
    """Return a colour as the file shows it: ink for shops, light for screens and offices."""
    return ink.cmyk if spec.for_shops else ink.rgb


def _guide(say: Mapping[str, str]) -> tuple[str, ...]:
    """Return what tiles tell; each page's number is filled in where the sheet is cut."""
    which = say["tile_page"].format(page="{page}", count="{count}")
    return which, say["tile_steps"], say["tile_ruler"]


def _halved(address: str) -> tuple[str, ...]:
    """Return an address in two lines, cut after the comma that is nearest to its middle."""
    cuts = [found.end() for found in re.finditer(r", ", address)]
    if not cuts:
        return (address,)
    cut = min(cuts, key=lambda place: abs(place - len(address) / 2))
    return address[:cut].strip(), address[cut:]


def issuer_of(campaign: Campaign, commune: Commune | None, tag: str) -> tuple[str, str]:
    """Return who speaks: ("UBND xã", "Mường Xén"), or the province's where no commune does."""
    if commune is None:
        return campaign.settings.issuer_imprint[tag]
    return campaign.strings[tag].say[f"issuer_prefix_{commune.kind}"], commune.name


def short_address(campaign: Campaign, commune: Commune | None) -> str:
    """Return the address on print: of a commune, or of the site itself."""
    base = campaign.settings.base_url
    return base + paths.address(paths.short(commune)) if commune else base


def in_words(address: str) -> tuple[str, ...]:
    """Return an address as people write it, cut where a line may break: host, then path."""
    parts = urlsplit(address)
    path = parts.path.strip("/")
    return (parts.netloc + "/", path) if path else (parts.netloc,)
