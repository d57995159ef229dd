"""Compose packs: job -> Pack, all that a commune's staff may want in one zip. Pure.

Names in it are ASCII, so that no code page of Windows can spoil them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain

from press import paths, views
from press.compose.parts import Parts
from press.plan import Job


class Packs:
    """Packs of a campaign. `look` is the digest of the code and templates that fill them."""

    def __init__(self, parts: Parts, look: str) -> None:
        self._campaign = parts.campaign
        self._look = look
        self._parts = parts
        self._text = cache(self._make_text)

    def compose(self, job: Job) -> views.Pack:
        """Return all that shows of a pack."""
        if job.commune is None:
            raise ValueError(f"no pack: {job}")
        code, tags = job.commune, list(self._parts.languages)
        return views.Pack(
            look=self._look,
            guides=tuple(self._guide(code, tag) for tag in tags),
            notes=tuple(chain.from_iterable(self._notes(code, tag) for tag in tags)),
            pieces=tuple(chain.from_iterable(self._pieces(code, tag) for tag in tags)),
        )

    def _guide(self, code: str, tag: str) -> views.Guide:
        parts = self._parts
        frame, place, sizes = parts.frame(tag), parts.place(code, tag), parts.sizes(tag)
        cards = sum(size.kind == "card" for size in sizes)
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
            counts=(cards * len(parts.messages), (len(sizes) - cards) * len(parts.messages)),
        )

    def _notes(self, code: str, tag: str) -> Iterator[views.Note]:
        for message in self._parts.messages:
            name = f"{message}_{tag}.txt"
            yield views.Note(f"loi-dang/{name}", self._parts.caption(message, tag, code))
            yield self._text(message, tag)

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
        for message in self._campaign.messages:
            for form, path in zip(
                self._parts.formats(tag),
                self._parts.offer(message.id, tag, code).paths,
                strict=True,
            ):
                yield f"an-pham/{message.id}/{paths.piece_name(message, form, tag)}", path
