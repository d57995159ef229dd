"""Compose the face of a piece: Message, Commune, Format, Language -> Face.

Decides what shows, never how: layout belongs to the templates. Lengths in the format's unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from urllib.parse import urlsplit

from press import paths
from press.faces import Artwork, Colour, ContactSheet, Face, Imprint, Outline, Sheet
from press.model import Campaign, Commune, Format, Ink
from press.plan import Job
from press.text import bind, phrases

RECENT = 1024  # imprints remembered: those of the last few communes


class Faces:
    """Faces of a campaign. Artworks and imprints are made once and shared by all their pieces.

    `looks` gives for each shape of sheet the digest of what draws it.
    """

    def __init__(
        self, campaign: Campaign, pictograms: Mapping[str, Outline], looks: Mapping[str, str]
    ) -> None:
        self._campaign = campaign
        self._pictograms = pictograms
        self._looks = looks
        self._messages = {message.id: message for message in campaign.messages}
        self._formats = {form.id: form for form in campaign.formats}
        self._communes = {commune.code: commune for commune in campaign.communes}
        self._artwork = cache(self._make_artwork)
        self._imprint = lru_cache(RECENT)(self._make_imprint)
        self._sheet = cache(self._make_sheet)

    def face(self, job: Job) -> Face:
        """Return the face of a piece, or of a thumbnail, which bears the province's imprint."""
        if job.message is None or job.format is None or job.language is None:
            raise ValueError(f"no piece: {job}")
        return Face(
            artwork=self._artwork(job.message, job.format, job.language),
            imprint=self._imprint(job.commune, job.format, job.language),
        )

    def contact_sheet(self, tag: str) -> ContactSheet:
        """Return the campaign at a glance: every message in every format of a language."""
        forms = [form for form in self._campaign.formats if tag in form.languages]
        messages = self._campaign.messages
        return ContactSheet(
            tuple(tuple(paths.thumb(m, form, tag) for form in forms) for m in messages)
        )

    def _make_sheet(self, format_id: str) -> Sheet:
        form = self._formats[format_id]
        return Sheet(self._looks[form.shape], **{name: getattr(form, name) for name in _GEOMETRY})

    def _make_artwork(self, message_id: str, format_id: str, tag: str) -> Artwork:
        message, form = self._messages[message_id], self._formats[format_id]
        text = message.translations[tag]
        compounds = self._campaign.strings[tag].compounds
        ground = self._campaign.settings.colours[message.colour]
        return Artwork(
            sheet=self._sheet(format_id),
            language=tag,
            topic=bind(text.topic, compounds),
            headline=phrases(text.headline, compounds),
            call=phrases(text.call, compounds),
            subline=bind(text.subline, compounds) if form.subline else "",
            points=tuple(bind(point, compounds) for point in text.points) if form.points else (),
            alt=text.alt,
            pictogram=self._pictograms[message.pictogram],
            ground=_colour(ground.ground, form),
            shade=_colour(ground.shade, form),
            **self._inks(form, "yellow", "white", "dark"),
        )

    def _make_imprint(self, code: str | None, format_id: str, tag: str) -> Imprint:
        campaign, form = self._campaign, self._formats[format_id]
        say = campaign.strings[tag].say
        commune = self._communes[code] if code else None
        issuer = issuer_of(campaign, commune, tag)
        address = short_address(campaign, commune)
        return Imprint(
            sheet=self._sheet(format_id),
            language=tag,
            number=campaign.hotline.number,
            hours=campaign.hotline.hours[tag],
            issuer=issuer,
            address=in_words(address),
            link=f"{address}?p={form.id}",
            link_alt=say["qr_alt"].format(commune=" ".join(issuer).strip()),
            phone=self._pictograms["phone-call"],
            **self._inks(form, "yellow", "white", "dark", "grey"),
        )

    def _inks(self, form: Format, *names: str) -> dict[str, Colour]:
        return {name: _colour(getattr(self._campaign.settings.inks, name), form) for name in names}


_GEOMETRY = (
    "shape", "type", "unit", "width", "height", "scale", "bleed", "safe", "imprint", "foot",
    "text", "least_text", "least_headline", "max_bytes",
)  # fmt: skip


def _colour(ink: Ink, form: Format) -> Colour:
    """Return a colour as the format is reproduced: light on screens, ink on paper."""
    return ink.rgb if form.kind == "card" else ink.cmyk


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
