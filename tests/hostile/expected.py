"""Which output must show which field of content. A field that is in no row fails the harness."""

from __future__ import annotations

from collections.abc import Mapping

from press.events import Event
from press.model import (
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

NOWHERE = ""  # it decides something but stands nowhere as it was written
OURS = "marks body_line language translations id"  # not staff's; an id is a name of a file or table

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
        **dict.fromkeys("status publish expires updated order audience".split(), NOWHERE),
        **dict.fromkeys("colour pictogram signs aliases".split(), NOWHERE),
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
        **dict.fromkeys("order updated aliases".split(), NOWHERE),
    },
    Commune: {
        "name": "commune imprint communes",
        "merged_from": "commune communes",
        "former_districts": "commune communes",
        **dict.fromkeys("address phone email police_phone border_post_phone".split(), "commune"),
        **dict.fromkeys("code kind lao_border coastal aliases".split(), NOWHERE),
    },
    Event: {
        "title": "events calendar",
        "place": "events calendar",
        "about": "events calendar",
        **dict.fromkeys("start end yearly commune hang take_down updated".split(), NOWHERE),
    },
    Language: {"name": "home", **dict.fromkeys("tag path display reading".split(), NOWHERE)},
    Hotline: {
        "number": "home",
        "name": "home",
        "hours": "home",
        **dict.fromkeys("source verified_on".split(), NOWHERE),
    },
    Rule: dict.fromkeys("needed most_area source checked_on".split(), NOWHERE),
    Visits: dict.fromkeys("views since until".split(), NOWHERE),
    Format: {
        "name": "commune",
        "material": "ticket",
        "finishing": "ticket",
        **dict.fromkeys(
            """file kind shape languages messages variants standard unit width height scale bleed
            crop_marks on across down back folds safe hem distance imprint foot text least_text
            least_headline subline points picture max_bytes quantity""".split(),
            NOWHERE,
        ),
    },
    Strings: {
        "kinds": NOWHERE,
        "audiences": NOWHERE,
        "say": NOWHERE,
        "compounds": NOWHERE,
    },
    Settings: {
        **dict.fromkeys("title theme issuer issuer_address officer".split(), "home"),
        **dict.fromkeys("licence issuer_phone issuer_email".split(), "home"),
        "issuer_imprint": "face:imprint",
        "poll": "home",
        **dict.fromkeys("base_url exit_url licence_url hotline timezone".split(), NOWHERE),
        **dict.fromkeys("window partners inks colours".split(), NOWHERE),
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
