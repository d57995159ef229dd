"""Compose packs: job -> Pack, all that a commune's staff may want in one zip. Pure.

Names in it are ASCII, so that no code page of Windows can spoil them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property
from itertools import chain

from press.base.text import as_csv
from press.content.model.campaign import EDITION, Commune, Message, Variant
from press.content.model.variant import spec_of
from press.outputs.shared import views
from press.outputs.shared.parts import Parts
from press.site import paths
from press.site.plan import Job, designs, editions, files


class Packs:
    """Packs of a campaign. `look` is the digest of the code and templates that fill them."""

    def __init__(self, parts: Parts, look: str) -> None:
        self._campaign = parts.campaign
        self._look = look
        self._parts = parts
        self._text = cache(self._make_text)

    def compose(self, job: Job) -> views.Pack:
        """Return all that shows of a pack."""
        if job.view == "edition-pack":
            return self._edition(job)
        if job.commune is None:
            raise ValueError(f"no pack: {job}")
        code, tags = job.commune, list(self._parts.languages)
        return views.Pack(
            look=self._look,
            guides=tuple(self._guide(code, tag) for tag in tags),
            notes=tuple(chain.from_iterable(self._notes(code, tag) for tag in tags)),
            pieces=(
                *self._tickets(self._parts.communes[code]),
                *chain.from_iterable(self._pieces(code, tag) for tag in tags),
            ),
        )

    def _tickets(self, commune: Commune) -> Iterator[tuple[str, str]]:
        """Yield the job tickets, if there is anything for print shops; they stand in the root."""
        for suffix in ("pdf", "csv") if self._for_shops else ():
            path = paths.ticket(commune, suffix)
            yield path.rpartition("/")[2], path

    @cached_property
    def _for_shops(self) -> bool:
        return any(designs(self._campaign))

    def _edition(self, job: Job) -> views.Pack:
        """Return a print run: its files, and which page is whose."""
        campaign = self._campaign
        form = next(form for form in campaign.formats if form.id == job.format)
        made = [(tag, message) for tag, message in editions(campaign, form)]
        rows = [
            (1 + form.sides * number, c.code, c.kind, c.name, "")
            for number, c in enumerate(campaign.communes)
        ]
        pages = as_csv((("page", "code", "kind", "name", "quantity"), *rows))
        return views.Pack(
            look=self._look,
            guides=(),
            notes=(views.Note("trang.csv", pages),),
            pieces=tuple(
                (
                    paths.piece_name(message, form, tag, EDITION),
                    paths.edition(message, form, tag),
                )
                for tag, message in made
            ),
        )

    def _guide(self, code: str, tag: str) -> views.Guide:
        parts = self._parts
        frame, place, sizes = parts.frame(tag), parts.place(code, tag), parts.offers.sizes(tag)
        made = list(self._pieces(code, tag))
        cards = sum(not path.endswith(".pdf") for _, path in made)
        return views.Guide(
            language=tag,
            title=frame.title,
            issuer=frame.issuer,
            licence=frame.licence,
            licence_url=frame.licence_url,
            phone=frame.phones[0],
            place=place,
            url=parts.url(place.path),
            sizes=sizes,
            entries=tuple(parts.entry(message, tag) for message in parts.messages),
            updated=parts.day(tag, parts.latest()),
            counts=(cards, len(made) - cards),
            tickets=tuple(name for name, _ in self._tickets(parts.communes[code])),
        )

    def _notes(self, code: str, tag: str) -> Iterator[views.Note]:
        for name, message in self._parts.messages.items():
            if tag in message.translations:
                captions = self._parts.shares.captions(name, tag, code)
                yield views.Note(f"loi-dang/{name}_{tag}.txt", captions.facebook)
                yield views.Note(f"loi-dang/{name}_{tag}_zalo.txt", captions.zalo)
                yield views.Note(f"loi-dang/{name}_{tag}_sms.txt", captions.sms)
                yield self._text(name, tag)

    def _make_text(self, message_id: str, tag: str) -> views.Note:
        """Return the text of a message, the same in every pack."""
        parts = self._parts
        say, story = parts.say(tag), parts.story(message_id, tag)
        message = parts.messages[message_id]
        points = message.translations[tag].points
        phone = parts.frame(tag).phones[0]
        blocks = (
            story.teaser.title.upper(),
            story.subline,
            say["remember"] + ":\n" + "\n".join(f"- {point}" for point in points),
            story.plain.strip(),
            f"{say['call_number'].format(number=phone.number)}: {phone.name}. {phone.hours}.",
            say["sources"] + ":\n" + "\n".join(f"- {source}" for source in story.sources),
        )
        shown = blocks if story.sources else blocks[:-1]
        return views.Note(f"noi-dung/{message_id}_{tag}.txt", "\n\n".join(shown))

    def _pieces(self, code: str, tag: str) -> Iterator[tuple[str, str]]:
        commune = self._parts.communes[code]
        for message in self._campaign.messages:
            for form, variant in files(self._campaign, message, tag):
                name = paths.piece_name(message, form, tag, variant)
                path = paths.piece(commune, message, form, tag, variant)
                yield f"{folder(message, variant)}/{name}", path


def folder(message: Message, variant: Variant | None) -> str:
    """Return the folder of the pack in which a piece stands."""
    return f"an-pham/{message.id}/{spec_of(variant).word or 'anh'}"
