"""Which output must show which field of content. A field that is in no row fails the harness."""

from __future__ import annotations

from collections.abc import Mapping

from press.content.model.campaign import (
    Commune,
    Format,
    Hotline,
    Language,
    Message,
    PageText,
    Record,
    Rule,
    Settings,
    StandingPage,
    Strings,
    Translation,
    Visits,
)
from press.content.model.event import Event

NOWHERE = ""  # it decides something but stands nowhere as it was written
OURS = "marks body_line language translations id"  # not staff's; an id is a name of a file or table


def _each(names: str, places: str) -> dict[str, str]:
    """Return the same places for some fields."""
    return dict.fromkeys(names.split(), places)


_PLACES: Mapping[type[Record], Mapping[str, str]] = {
    Translation: {
        "topic": "message feed face:upright",
        "headline": "message commune-message feed note face:upright face:notice",
        "call": "message commune-message feed note face:upright face:notice",
        "subline": "message commune-message feed note face:upright",
        "simple": "face:simple",
        "led": "face:led",
        "tab": "message",
        "summary": "feed",
        "points": "message commune-message feed note",
        "caption": "commune-message note",
        "hashtags": "commune-message note",
        "sms": "commune-message note",
        "alt": "face:upright",
        "body": "message commune-message feed note face:notice",
        "translated_from": NOWHERE,
    },
    Message: {
        "sources": "message commune-message note",
        **_each("status publish expires updated order audience", NOWHERE),
        **_each("colour pictogram signs aliases", NOWHERE),
    },
    PageText: {
        "title": "standing",
        "tab": "standing",
        "summary": "standing",
        "body": "standing",
        "translated_from": NOWHERE,
    },
    StandingPage: {
        "sources": "standing",
        **_each("order updated aliases", NOWHERE),
    },
    Commune: {
        "name": "commune imprint communes",
        "merged_from": "commune communes",
        "former_districts": "commune communes",
        **_each("address phone email police_phone border_post_phone", "commune"),
        **_each("code kind lao_border coastal aliases", NOWHERE),
    },
    Event: {
        "title": "events calendar",
        "place": "events calendar",
        "about": "events calendar",
        **_each("start end yearly commune hang take_down updated", NOWHERE),
    },
    Language: {"name": "home", **_each("tag path display reading", NOWHERE)},
    Hotline: {
        "number": "home",
        "name": "home",
        "hours": "home",
        **_each("source verified_on", NOWHERE),
    },
    Rule: _each("needed most_area source checked_on", NOWHERE),
    Visits: _each("views since until", NOWHERE),
    Format: {
        "name": "commune",
        "material": "ticket",
        "finishing": "ticket",
        **_each("file kind shape languages messages variants standard unit width height", NOWHERE),
        **_each("scale bleed crop_marks on across down back folds safe hem distance", NOWHERE),
        **_each("imprint foot text least_text least_headline subline points", NOWHERE),
        **_each("max_bytes quantity", NOWHERE),
    },
    Strings: {
        "kinds": NOWHERE,
        "audiences": NOWHERE,
        "say": NOWHERE,
        "compounds": NOWHERE,
    },
    Settings: {
        **_each("title theme issuer issuer_address officer", "home"),
        **_each("licence issuer_phone issuer_email", "home"),
        "issuer_imprint": "face:imprint",
        "poll": "home",
        **_each("base_url exit_url licence_url hotline timezone", NOWHERE),
        **_each("window partners inks colours", NOWHERE),
    },
}


def places(kind: type[Record], name: str) -> tuple[str, ...]:
    """Return where a field must be shown.   Raises KeyError for one that nobody has thought of."""
    return () if name in OURS.split() else tuple(_PLACES[kind][name].split())


def unexpected() -> set[str]:
    """Return the fields of content that no row tells of, and the rows of no field."""
    found = set()
    for kind, rows in _PLACES.items():
        own = set(kind.model_fields) - (set(OURS.split()) - set(rows))
        found |= {f"{kind.__name__}.{name}" for name in own ^ set(rows)}
    return found
