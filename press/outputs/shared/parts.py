"""Compose what many pages, feeds and packs share, each part once: frames, stories, places. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, cached_property, lru_cache

from press.base.outline import Outline
from press.base.text import bind, digits, phrases, plain
from press.content.model.campaign import Campaign, Format, Language, Message
from press.outputs.piece.compose import in_words, issuer_of, short_address
from press.outputs.shared.collation import first_letter, in_order
from press.outputs.shared.elements import (
    Entry,
    Frame,
    Link,
    Links,
    Phone,
    Place,
    Story,
    Teaser,
    Text,
)
from press.outputs.shared.html import plain_text, render_line, render_text
from press.outputs.shared.names import in_words_of
from press.outputs.shared.offers import RECENT, Offers
from press.outputs.shared.sharing import Shares
from press.site import paths


def in_sentence(name: str) -> str:
    """Return a name as it stands in the middle of a sentence."""
    return name[:1].lower() + name[1:]


class Parts:
    """The shared parts of a campaign. Each is made when first asked for, and then the same."""

    def __init__(self, campaign: Campaign, pictograms: Mapping[str, Outline]) -> None:
        self.campaign = campaign
        self._pictograms = pictograms
        self.languages = {language.tag: language for language in campaign.languages}
        self.messages = {message.id: message for message in campaign.messages}
        self.communes = {commune.code: commune for commune in campaign.communes}
        self._numbers = {hotline.digits for hotline in campaign.hotlines.values()}
        self._known = {
            *(f"message:{message.id}" for message in campaign.messages),
            *(f"page:{page.id}" for page in campaign.pages),
        }
        self.standing = {page.id: page for page in campaign.pages}
        self.frame = cache(self._make_frame)
        self.teaser = cache(self._make_teaser)
        self.story = cache(self._make_story)
        self.place = cache(self._make_place)
        self.entry = lru_cache(RECENT)(self._make_entry)
        self.feeds = lru_cache(RECENT)(self._make_feeds)
        self.offers = Offers(self)
        self.shares = Shares(self)

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """The first letters of the names of communes."""
        names = sorted((commune.name for commune in self.campaign.communes), key=in_order)
        return tuple(dict.fromkeys(map(first_letter, names)))

    def say(self, tag: str) -> Mapping[str, str]:
        """Return the words of a language that belong to no message."""
        return self.campaign.strings[tag].say

    def whole(self, text: str, tag: str) -> str:
        """Return a text of a language whose compounds no line may split."""
        return bind(text, self.campaign.strings[tag].compounds)

    def url(self, path: str) -> str:
        """Return the full address of a file of the site."""
        return self.campaign.settings.base_url + paths.address(path)

    def formats(self, tag: str) -> list[Format]:
        """Return the formats made in a language."""
        return [form for form in self.campaign.formats if tag in form.languages]

    def day(self, tag: str, day: date) -> str:
        """Return a date in words."""
        return in_words_of(self.say(tag), day)

    def latest(self, messages: Iterable[Message] = ()) -> date:
        """Return the day of the last change of some messages, or of all there is."""
        days = [message.changed for message in messages]
        if not days:
            days = [message.changed for message in self.campaign.messages]
            days += [page.updated for page in self.campaign.pages]
        return max(days, default=self.campaign.settings.window.start)

    def body(self, source: str, tag: str) -> Text:
        """Return a body of ours, in a language, as safe HTML.

        Vietnamese words are known by their letters, which English is sure to lack.
        """
        return render_text(source, self._known, self._numbers, marked=tag == "en")

    def links(self, tag: str, code: str | None, text: Text) -> Links:
        """Return where the links of a text lead: inside a commune, to its own pages."""
        return tuple((target, self._target(tag, code, target)) for target in text.targets)

    def _target(self, tag: str, code: str | None, target: str) -> str:
        kind, _, name = target.partition(":")
        if kind == "page":
            return paths.standing(self.languages[tag], self.standing[name])
        return self.message_path(tag, code, name)

    def message_path(self, tag: str, code: str | None, message_id: str) -> str:
        """Return the page of a message: a commune's, or the one for everybody."""
        language, message = self.languages[tag], self.messages[message_id]
        if code is None:
            return paths.message(language, message)
        return paths.commune_message(language, self.communes[code], message)

    def _make_frame(self, tag: str) -> Frame:
        settings, language, say = self.campaign.settings, self.languages[tag], self.say(tag)
        return Frame(
            language=tag,
            on_disk=self.campaign.on_disk,
            base=settings.base_url,
            say=say,
            title=settings.title[tag],
            theme=self._theme(tag),
            home=paths.home(language),
            menu=(
                Link(say["messages"], paths.messages(language)),
                Link(say["communes"], paths.communes(language)),
                Link(say["library"], paths.library(language)),
            ),
            search=Link(say["search"], paths.search(language)),
            pages=self._standing_links(language),
            follow=paths.feeds(language),
            phones=self._phones(tag),
            phone=self._pictograms["phone-call"],
            exit_url=settings.exit_url,
            issuer=settings.issuer[tag],
            imprint=settings.issuer_imprint[tag],
            address=settings.issuer_address.get(tag, ""),
            phone_of_issuer=self._issuer_phone(),
            email=settings.issuer_email,
            officer=settings.officer.get(tag, ""),
            visits=self._visits(tag),
            poll=Link(settings.poll.question[tag], settings.poll.link) if settings.poll else None,
            licence=settings.licence,
            licence_url=settings.licence_url,
        )

    def _visits(self, tag: str) -> str:
        """Return in words how many pages were seen, if anybody has counted."""
        visits, say = self.campaign.visits, self.say(tag)
        if visits is None:
            return ""
        return say["visits"].format(
            views=f"{visits.views:,}".replace(",", say["thousands_mark"]),
            since=self.day(tag, visits.since),
            until=self.day(tag, visits.until),
        )

    def _issuer_phone(self) -> Phone | None:
        number = self.campaign.settings.issuer_phone
        return Phone(number, digits(number), "") if number else None

    def _theme(self, tag: str) -> tuple[str, ...]:
        """Return the theme of the year, cut after its dash."""
        theme = self.whole(self.campaign.settings.theme[tag], tag)
        return tuple(re.split(r"(?<=[ \u00a0][-–]) ", theme))

    def _standing_links(self, language: Language) -> tuple[Link, ...]:
        text_of, tag = self.campaign.text, language.tag
        texts = ((page, text_of(page.translations, tag)) for page in self.campaign.pages)
        say = self.say(tag)
        return (
            *(
                Link(text.title, paths.standing(language, page), text.summary, text.language)
                for page, text in texts
            ),
            Link(say["events_title"], paths.events(language), say["events_lead"]),
        )

    def _make_feeds(
        self, tag: str, code: str | None = None, audience: str | None = None
    ) -> tuple[Link, ...]:
        """Return the feeds of the site, a commune or an audience, by their names."""
        language, commune = self.languages[tag], self.communes[code] if code else None
        title = self.feed_title(tag, code, audience)
        names = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}
        return tuple(
            Link(name, paths.feed(language, variant, commune, audience), f"{title} ({name})")
            for variant, name in names.items()
        )

    def feed_title(self, tag: str, code: str | None = None, audience: str | None = None) -> str:
        """Return what a feed is called: the site, and whose it is if it is not everybody's."""
        title = self.campaign.settings.title[tag]
        if audience:
            return f"{title} - {self.audience(audience, tag).text}"
        return f"{title} - {self.place(code, tag).capital}" if code else title

    def audience(self, name: str, tag: str) -> Link:
        """Return the page for an audience, by its title."""
        named = self.campaign.strings[tag].audiences[name]
        title = self.say(tag)["audience_title"].format(audience=in_sentence(named))
        return Link(title, paths.audience(self.languages[tag], name), named)

    def _phones(self, tag: str) -> tuple[Phone, ...]:
        first = self.campaign.hotline
        rest = [hotline for hotline in self.campaign.hotlines.values() if hotline != first]
        return tuple(
            Phone(hotline.number, hotline.digits, hotline.name[tag], hotline.hours[tag])
            for hotline in (first, *rest)
        )

    def _make_teaser(self, message_id: str, tag: str) -> Teaser:
        message = self.messages[message_id]
        text = self.campaign.text(message.translations, tag)
        compounds = self.campaign.strings[text.language].compounds
        headline, call = plain(text.headline), plain(text.call)
        joint = " " if headline[-1] in "?!." else " - "
        return Teaser(
            id=message_id,
            language=text.language,
            topic=text.topic,
            headline=tuple(" ".join(phrase) for phrase in phrases(text.headline, compounds)),
            call=tuple(" ".join(phrase) for phrase in phrases(text.call, compounds)),
            title=headline + joint + call,
            summary=text.summary,
            colour=message.colour,
            pictogram=self._pictograms[message.pictogram],
        )

    def _make_story(self, message_id: str, tag: str) -> Story:
        message = self.messages[message_id]
        text = self.campaign.text(message.translations, tag)
        body = self.body(text.body, text.language)
        return Story(
            teaser=self.teaser(message_id, tag),
            subline=self.whole(text.subline, text.language),
            points=tuple(render_line(point, self._numbers) for point in text.points),
            body=body,
            plain=plain_text(body.html),
            caption=text.caption,
            hashtags=text.hashtags,
            sms=text.sms,
            alt=text.alt,
            audience=tuple(self.audience(name, tag) for name in message.audience),
            sources=message.sources,
        )

    def _make_place(self, code: str, tag: str) -> Place:
        commune = self.communes[code]
        before, _, after = self.campaign.strings[tag].kinds[commune.kind].partition("{name}")
        return Place(
            code=code,
            before=before,
            name=commune.name,
            after=after,
            issuer=issuer_of(self.campaign, commune, tag),
            former=commune.merged_from,
            districts=commune.former_districts,
            path=paths.commune(self.languages[tag], commune),
            short=in_words(short_address(self.campaign, commune)),
        )

    def _make_entry(self, message_id: str, tag: str, code: str | None = None) -> Entry:
        path = self.message_path(tag, code, message_id)
        return Entry(self.teaser(message_id, tag), path)
