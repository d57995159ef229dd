"""What the product makes of a campaign, as text: composed whole, rendered where people read it.

Nothing is drawn: of pieces the faces are taken, which hold all that templates set.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import lru_cache

from press.base.digest import Shown
from press.base.outline import Outline
from press.content.model.campaign import Campaign
from press.content.resources import Resources
from press.outputs.calendar.record import Calendar
from press.outputs.calendar.render import render_calendar
from press.outputs.composed import Composed
from press.outputs.composer import Composer
from press.outputs.edition.record import Edition
from press.outputs.feed.record import Feed
from press.outputs.feed.render import render_feed
from press.outputs.pack.record import Pack
from press.outputs.page.render import render_page
from press.outputs.picture.record import ContactSheet, Cover
from press.outputs.piece.record import Face, Sheet
from press.outputs.registry import make_plan
from press.outputs.shared.matter import Page
from press.outputs.shared.templates import Templates
from press.outputs.ticket.record import Ticket, TicketTable
from press.site.plan import LIBRARY, Job
from tests.composing import FINGERPRINTS
from tests.hostile.words import joined, text_of

PAGES = frozenset(
    {"home", "message", "commune-message", "standing", "events", "commune", "short", "communes"}
)
FEW = 2  # communes whose files are made: the rest are made alike

Key = tuple[str, str, str]  # place, language, what it is about: a message, page or commune, or ""


class Sizes(dict[str, int]):
    """A size for every file, none of which has been drawn."""

    def __missing__(self, path: str) -> int:
        return 12_345


class Outputs:
    """The texts of a campaign by place, language and what they are about."""

    def __init__(self, campaign: Campaign, resources: Resources, codes: tuple[str, ...]) -> None:
        self._kit, self._campaign = resources, campaign
        known = [commune.code for commune in campaign.communes]
        codes = tuple([code for code in known if code in codes][:FEW] or known[-1:])
        self.plan = make_plan(campaign)
        self._composer = Composer(campaign, resources, FINGERPRINTS)
        self._found: dict[Key, list[str]] = defaultdict(list)
        self._master = campaign.master.tag
        self._others = _codes(campaign) - set(codes)
        self._shapes = {form.id: form.shape for form in campaign.formats}
        for job in self._jobs(codes):
            self._add(job, self._composer.compose(job))
        self._joined: dict[tuple[str, ...], str] = {}
        self.texts: Mapping[Key, str] = {key: " ‖ ".join(made) for key, made in self._found.items()}

    def shows(self, place: str, tag: str, about: str, words: str) -> bool:
        """Tell whether words stand there in a row; yes, where no such output is made.

        Of outputs about many things it is enough that one of these stands there.
        """
        if about in self._others and place != "communes":
            return True
        if (place, tag, about) not in self.texts:
            about = ""
        if (place, tag, about) not in self.texts:
            return not self._is_made(place, tag)
        return words in self._words(place, tag, about)

    def faces(self, formats: tuple[str, ...], about: str) -> Iterator[Face]:
        """Yield a commune's pieces in some formats, of a message in the first language."""
        ids = [message.id for message in self._campaign.messages]
        wanted = about if about in ids else "".join(ids[:1])
        for job in self.plan.group(self.plan.groups[-1]):
            mine = (job.view, job.message, job.language) == ("piece", wanted, self._master)
            if mine and job.format in formats and job.variant in {None, "shop"}:
                record = self._composer.compose(job)
                if isinstance(record, Face):
                    yield record

    def _is_made(self, place: str, tag: str) -> bool:
        """Tell whether any message or page has such an output: then each must have one."""
        general = ("message", "commune-message", "feed", "note", "standing", "home", "events")
        return place in general or any(key[:2] == (place, tag) for key in self.texts)

    def _words(self, *key: str) -> str:
        if key not in self._joined:
            self._joined[key] = joined(self.texts[key[0], key[1], key[2]])
        return self._joined[key]

    def _jobs(self, codes: tuple[str, ...]) -> Iterator[Job]:
        for name in self.plan.groups:
            if name in codes or name not in {LIBRARY, *_codes(self._campaign)}:
                yield from self.plan.group(name)

    def _add(self, job: Job, record: Composed) -> None:
        tag, about = job.language or "", job.message or job.page or job.commune or ""
        if isinstance(record, Face):
            shape = self._shapes[job.format or ""]
            self._found[f"face:{shape}", tag, about].append(flat(record.artwork))
            self._found["imprint", tag, job.commune or ""].append(flat(record.imprint))
        elif isinstance(record, Pack):
            for note in record.notes:
                self._found["note", *_note(note.name)].append(note.text)
            self._found["pack", "", about].append(flat(record.guides))
        elif not isinstance(record, Cover | Edition | ContactSheet):
            place, about, text = self._shown(job, record, about)
            self._found[place, tag, about].append(text)

    def _shown(self, job: Job, record: Composed, about: str) -> tuple[str, str, str]:
        """Return a file's place, what it is about, and what its reader sees."""
        match record:
            case Page() if job.view in PAGES:
                html = render_page(record, templates(self._kit), Sizes()).decode()
                return job.view, about, text_of(html)
            case Feed() if not job.audience and not job.commune:
                return "feed", "", of_feed(record)
            case Calendar():
                first = job.language == self._master and not job.commune
                return "calendar", about, of_calendar(record) if first else flat(record)
            case Ticket() | TicketTable():
                return job.view, about, flat(record)
        return "rest", about, flat(record)


@lru_cache(maxsize=1)
def _templates(texts: tuple[tuple[str, str], ...]) -> Templates:
    return Templates(dict(texts))


def templates(resources: Resources) -> Templates:
    """Return the templates of pages, taken apart once."""
    return _templates(tuple(resources.templates.items()))


def _codes(campaign: Campaign) -> set[str]:
    return {commune.code for commune in campaign.communes}


def _note(name: str) -> tuple[str, str]:
    """Return language and message of a text of a pack: loi-dang/goi-111_vi_sms.txt."""
    message, _, rest = name.rpartition("/")[2].removesuffix(".txt").partition("_")
    return rest.partition("_")[0], message


def flat(value: object) -> str:
    """Return every text in a record, those of a list of texts in a row; none of drawings."""
    return " ".join(_flat(value))


def _flat(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Outline | Sheet):
        return
    elif isinstance(value, Shown):
        for item in fields(value):
            yield from _flat(getattr(value, item.name))
            yield "‖"
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _flat(item)


def of_feed(feed: Feed) -> str:
    """Return what readers of a feed see: its plain texts, and those in HTML, escaped once more."""
    data = render_feed(feed, Sizes()).decode()
    json_feed = feed.view == "json"
    text = flat(tuple(_strings(json.loads(data)))) if json_feed else text_of(data)
    return f"{text} ‖ {text_of(text)}"


def _strings(value: object) -> Iterator[str]:
    """Yield every text in what JSON holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def of_calendar(calendar: Calendar) -> str:
    """Return the texts of a calendar, its folded lines joined."""
    data = render_calendar(calendar).decode().replace("\r\n ", "")
    return re.sub(r"\\([nN,;\\])", lambda found: " " if found[1] in "nN" else found[1], data)
