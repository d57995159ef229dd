"""Compose pages: job -> Page, all that shows of it. Pure."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from press.base.text import digits
from press.content.model.campaign import Commune, Message
from press.outputs.calendar.agenda import Agendas
from press.outputs.context import Context
from press.outputs.page import follow, moved
from press.outputs.page.contents import Contents, given
from press.outputs.page.layout import laid_out
from press.outputs.page.record import (
    CommuneMatter,
    CommuneMessage,
    Communes,
    Forward,
    Home,
    MessageMatter,
    Messages,
    Missing,
    Searching,
    Standing,
)
from press.outputs.shared.collation import first_letter, in_order
from press.outputs.shared.elements import Entry, Link, Phone, Place
from press.outputs.shared.matter import Page
from press.outputs.shared.parts import Parts
from press.outputs.ticket.plan import designs
from press.site import paths
from press.site.plan import Job

MORE = 3  # other messages named at the end of one


def composer(context: Context) -> Callable[[Job], Page]:
    """Return what composes a page."""
    return Pages(context.parts).compose


class Pages:
    """Pages of a campaign: a method for each view returns what a page of it says."""

    def __init__(self, parts: Parts) -> None:
        self._campaign = parts.campaign
        self._parts = parts
        self._agendas = Agendas(parts)
        self._drafts: dict[str, Callable[[Job, str], Contents]] = {
            "home": self._home,
            "messages": self._messages,
            "message": self._message,
            "communes": self._communes,
            "commune": self._commune,
            "commune-message": self._commune_message,
            "search": self._search,
            "standing": self._standing,
            "missing": self._missing,
            "short": self._short,
            "audience": partial(follow.audience, parts),
            "feeds": partial(follow.feeds, parts),
            "moved": partial(moved.moved, parts),
        }

    def compose(self, job: Job) -> Page:
        """Return all that shows of a page.   Raises KeyError for any other job."""
        tag = given(job.language)
        return laid_out(self._parts, job, self._drafts[job.view](job, tag))

    def _home(self, _job: Job, tag: str) -> Contents:
        settings, parts = self._campaign.settings, self._parts
        days, over = settings.window, settings.window.end < self._campaign.today
        window = () if over else (parts.day(tag, days.start), parts.day(tag, days.end))
        letters, count = self._parts.letters, len(self._campaign.communes)
        theme = parts.say(tag)["theme"].format(year=settings.window.start.year)
        matter = Home(self._entries(tag), theme, window, letters, count)
        return Contents(settings.title[tag], parts.say(tag)["home_lead"], matter)

    def _messages(self, _job: Job, tag: str) -> Contents:
        parts, say = self._parts, self._parts.say(tag)
        audiences = tuple(parts.audience(name, tag) for name in self._campaign.audiences)
        matter = Messages(self._entries(tag), audiences)
        return Contents(say["all_messages"], say["messages_lead"], matter)

    def _message(self, job: Job, tag: str) -> Contents:
        message = self._parts.messages[given(job.message)]
        story = self._parts.story(message.id, tag)
        matter = MessageMatter(
            story,
            others=self._others(message, tag),
            letters=self._parts.letters,
            to=self._parts.links(tag, None, story.body),
        )
        picture, teaser = self._parts.offers.cover(message.id, tag), story.teaser
        return Contents(
            teaser.title,
            teaser.summary,
            matter,
            picture,
            tab=self._tab(message, tag),
            trail=self._parts.frame(tag).menu[:1],
            language=teaser.language,
        )

    def _communes(self, _job: Job, tag: str) -> Contents:
        parts, say = self._parts, self._parts.say(tag)
        groups: dict[str, list[Place]] = {}
        for commune in self._sorted():
            group = groups.setdefault(first_letter(commune.name), [])
            group.append(parts.place(commune.code, tag))
        letters = tuple((letter, tuple(places)) for letter, places in groups.items())
        count = len(self._campaign.communes)
        matter = Communes(letters, count)
        title = say["communes_title"].format(count=count)
        return Contents(title, say["find_commune_hint"], matter)

    def _commune(self, job: Job, tag: str) -> Contents:
        parts, code = self._parts, given(job.commune)
        commune, place = parts.communes[code], parts.place(code, tag)
        coming = self._agendas.own(code, tag)
        matter = CommuneMatter(
            place=place,
            address=commune.address,
            email=commune.email,
            phones=self._local_phones(commune, tag),
            pack=paths.pack(commune),
            ticket=paths.ticket(commune, "pdf") if any(designs(self._campaign)) else "",
            offers=tuple(parts.offers.offer(message, tag, code) for message in parts.messages),
            coming=coming,
            agenda=paths.events(parts.languages[tag]),
            calendar=paths.calendar(parts.languages[tag], commune),
        )
        picture = next((offer.card for offer in matter.offers if offer.card), None)
        summary = parts.say(tag)["commune_summary"].format(commune=place.full)
        things = tuple(self._agendas.thing(event, tag) for event in coming)
        trail = parts.frame(tag).menu[1:2]
        return Contents(place.capital, summary, matter, picture, trail=trail, events=things)

    def _commune_message(self, job: Job, tag: str) -> Contents:
        parts, code = self._parts, given(job.commune)
        message = parts.messages[given(job.message)]
        place, story = parts.place(code, tag), parts.story(message.id, tag)
        offer = parts.offers.offer(message.id, tag, code)
        matter = CommuneMessage(
            place=place,
            story=story,
            offer=offer,
            share=parts.shares.kit(message.id, tag, code),
            others=self._others(message, tag, code),
            to=parts.links(tag, code, story.body),
        )
        teaser = story.teaser
        title = f"{teaser.title} - {parts.place(code, teaser.language).capital}"
        trail = (*parts.frame(tag).menu[1:2], Link(place.capital, place.path))
        return Contents(
            title,
            teaser.summary,
            matter,
            offer.card,
            tab=self._tab(message, tag),
            trail=trail,
            language=teaser.language,
        )

    def _search(self, _job: Job, tag: str) -> Contents:
        say = self._parts.say(tag)
        return Contents(say["search"], say["search_hint"], Searching(self._parts.letters))

    def _standing(self, job: Job, tag: str) -> Contents:
        page = self._parts.standing[given(job.page)]
        text = self._campaign.text(page.translations, tag)
        language, summary, body = (
            text.language,
            text.summary,
            self._parts.body(text.body, text.language),
        )
        heading = self._parts.whole(text.title, language)
        links = self._parts.links(tag, None, body)
        matter = Standing(language, heading, summary, body, page.sources, links)
        return Contents(text.title, summary, matter, tab=text.tab, language=language)

    def _missing(self, _job: Job, tag: str) -> Contents:
        say, parts = self._parts.say(tag), self._parts
        matter = Missing(tuple(parts.frame(other) for other in parts.languages))
        return Contents(say["missing_title"], say["missing_text"], matter)

    def _short(self, job: Job, tag: str) -> Contents:
        parts, code = self._parts, given(job.commune)
        places = tuple((parts.frame(other), parts.place(code, other)) for other in parts.languages)
        place = parts.place(code, tag)
        summary = parts.say(tag)["go_on"].format(commune=place.full)
        return Contents(place.capital, summary, Forward(places))

    # Parts of several pages.

    def _entries(self, tag: str, code: str | None = None) -> tuple[Entry, ...]:
        return tuple(self._parts.entry(message, tag, code) for message in self._parts.messages)

    def _others(self, message: Message, tag: str, code: str | None = None) -> tuple[Entry, ...]:
        """Return the next messages, the first ones after the last."""
        entries = self._entries(tag, code)
        place = list(self._parts.messages).index(message.id)
        return (entries[place + 1 :] + entries[:place])[:MORE]

    def _tab(self, message: Message, tag: str) -> str:
        return self._campaign.text(message.translations, tag).tab

    def _sorted(self) -> list[Commune]:
        return sorted(self._campaign.communes, key=lambda commune: in_order(commune.name))

    def _local_phones(self, commune: Commune, tag: str) -> tuple[Phone, ...]:
        """Return the numbers that staff have filled in."""
        say = self._parts.say(tag)
        keys = ("police_phone", "border_post_phone", "phone")
        return tuple(
            Phone(number, digits(number), say[key])
            for key in keys
            if (number := getattr(commune, key))
        )
