"""Compose share kits: message, language, commune -> captions, cards, links. Pure.

The text message has rules of length, in press/base/sms.py; for posts none is known to us.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from press.base import sms
from press.outputs.shared.share_kit import Captions, ShareKit, Snapshot
from press.site import paths

if TYPE_CHECKING:
    from press.outputs.shared.parts import Parts

_SIGNS = {code: quote(chr(code), safe="") for code in range(0xA0)}  # signs as %20


class Shares:
    """Captions and share kits of a campaign."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def captions(self, message_id: str, tag: str, code: str) -> Captions:
        """Return what a commune posts and sends: who speaks stands below posts, before an SMS.

        Chats between people do without hashtags.
        """
        parts = self._parts
        story = parts.story(message_id, tag)
        of = story.teaser.language  # all in one language, the address too
        issuer = parts.place(code, of).issuer
        url = parts.url(parts.message_path(of, code, message_id))
        chat = f"{story.caption}\n\n— {' '.join(issuer)}\n{url}"
        tags = " ".join(f"#{tag}" for tag in story.hashtags)
        return Captions(
            facebook=f"{chat}\n\n{tags}" if tags else chat,
            zalo=chat,
            sms=sms.signed(issuer, story.sms),
        )

    def kit(self, message_id: str, tag: str, code: str) -> ShareKit:
        """Return all that a commune's staff take to other channels, with plain links to them."""
        parts = self._parts
        teaser, captions = parts.teaser(message_id, tag), self.captions(message_id, tag, code)
        url = parts.url(parts.message_path(teaser.language, code, message_id))
        address, title = in_query(url), in_query(teaser.title)
        letter = in_query(f"{teaser.summary}\r\n\r\n{url}")
        return ShareKit(
            captions=captions,
            language=teaser.language,
            title=teaser.title,
            url=url,
            units=sms.units(captions.sms),
            segments=sms.segments(captions.sms),
            pictures=self._pictures(message_id, tag, code),
            facebook=f"https://www.facebook.com/sharer/sharer.php?u={address}",
            telegram=f"https://t.me/share/url?url={address}&text={title}",
            mail=f"mailto:?subject={title}&body={letter}",
            sms=f"sms:?&body={in_query(captions.sms)}",  # with ?& both Android and iOS read it
        )

    def _pictures(self, message_id: str, tag: str, code: str) -> tuple[Snapshot, ...]:
        offers, message = self._parts.offers, self._parts.messages[message_id]
        offer = offers.offer(message_id, tag, code)
        of = self._parts.teaser(message_id, tag).language
        made = zip(offers.forms(message_id, of), offer.sizes, offer.files, strict=True)
        return tuple(
            Snapshot(size, paths.mini(message, form, of), files[0][1])
            for (form, _), size, files in made
            if form.kind == "card"
        )


def in_query(text: str) -> str:
    """Return a text as the value of a query; letters beyond ASCII stay, at a third of the bytes.

    Browsers encode those as UTF-8 themselves.   Source: WHATWG URL.
    """
    return text.translate(_SIGNS)
