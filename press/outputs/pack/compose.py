"""Compose packs: job -> Pack, all that a commune's staff may want in one zip. Pure.

Names in it are ASCII, so that no code page of Windows can spoil them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain

from press.base.text import as_csv
from press.content.model.campaign import EDITION
from press.outputs.context import Context
from press.outputs.edition.plan import editions
from press.outputs.pack.record import Guide, Note, Pack
from press.outputs.shared.parts import Parts
from press.site import paths
from press.site.plan import Job, Plan

TICKETS = ("ticket", "ticket-csv")  # views of job tickets: the first is signed, so it comes first


def composer(context: Context) -> Callable[[Job], Pack]:
    """Return what composes a pack."""
    return Packs(context.parts, context.plan).compose


class Packs:
    """Packs of a campaign."""

    def __init__(self, parts: Parts, plan: Plan) -> None:
        self._campaign = parts.campaign
        self._parts = parts
        self._plan = plan
        self._text = cache(self._make_text)

    def compose(self, job: Job) -> Pack:
        """Return all that shows of a pack."""
        if job.view == "edition-pack":
            return self._edition(job)
        if job.commune is None:
            raise ValueError(f"no pack: {job}")
        code, tags = job.commune, list(self._parts.languages)
        packed = [job for job in self._plan.group(code) if job.packed]
        return Pack(
            guides=tuple(self._guide(code, tag, packed) for tag in tags),
            notes=tuple(chain.from_iterable(self._notes(code, tag) for tag in tags)),
            pieces=tuple((job.packed, job.path) for job in packed),
        )

    def _edition(self, job: Job) -> Pack:
        """Return a print run: its files, and which page is whose."""
        campaign = self._campaign
        form = next(form for form in campaign.formats if form.id == job.format)
        made = [(tag, message) for tag, message in editions(campaign, form)]
        rows = [
            (1 + form.sides * number, c.code, c.kind, c.name, "")
            for number, c in enumerate(campaign.communes)
        ]
        pages = as_csv((("page", "code", "kind", "name", "quantity"), *rows))
        return Pack(
            guides=(),
            notes=(Note("trang.csv", pages),),
            pieces=tuple(
                (
                    paths.piece_name(message, form, tag, EDITION),
                    paths.edition(message, form, tag),
                )
                for tag, message in made
            ),
        )

    def _guide(self, code: str, tag: str, packed: Sequence[Job]) -> Guide:
        parts = self._parts
        frame, place, sizes = parts.frame(tag), parts.place(code, tag), parts.offers.sizes(tag)
        tickets = sorted((TICKETS.index(j.view), j.packed) for j in packed if j.view in TICKETS)
        kinds = Counter(job.kind for job in packed if job.language == tag)
        return Guide(
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
            counts=(kinds["card"], kinds["print"]),
            tickets=tuple(name for _, name in tickets),
        )

    def _notes(self, code: str, tag: str) -> Iterator[Note]:
        for name, message in self._parts.messages.items():
            if tag in message.translations:
                captions = self._parts.shares.captions(name, tag, code)
                yield Note(f"loi-dang/{name}_{tag}.txt", captions.facebook)
                yield Note(f"loi-dang/{name}_{tag}_zalo.txt", captions.zalo)
                yield Note(f"loi-dang/{name}_{tag}_sms.txt", captions.sms)
                yield self._text(name, tag)

    def _make_text(self, message_id: str, tag: str) -> Note:
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
        return Note(f"noi-dung/{message_id}_{tag}.txt", "\n\n".join(shown))
