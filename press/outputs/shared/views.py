"""What pages, feeds, packs and tickets show. Compose -> render.

Addresses are site paths: render turns them into relative links, and `page:` and `message:` in
texts into the paths of `links`. Of other files a record holds the paths in `files`, never bytes
or sizes: the key of a page covers the keys of those files.
"""

from press.outputs.calendar.record import Agenda, Calendar, Happening, Moment, Occasion, Said
from press.outputs.feed.record import Feed, Item
from press.outputs.pack.record import Guide, Note, Pack
from press.outputs.page.record import Data, Matter, Page
from press.outputs.search.record import Found, Search
from press.outputs.shared.elements import (
    Entry,
    Frame,
    Link,
    Links,
    Offer,
    Phone,
    Picture,
    Place,
    Size,
    Story,
    Teaser,
    Text,
    Twin,
)
from press.outputs.shared.share_kit import Captions, ShareKit, Snapshot
from press.outputs.ticket.record import Design, Lot, Order, Ticket, TicketTable

__all__ = [
    "Agenda",
    "Calendar",
    "Captions",
    "Data",
    "Design",
    "Entry",
    "Feed",
    "Found",
    "Frame",
    "Guide",
    "Happening",
    "Item",
    "Link",
    "Links",
    "Lot",
    "Matter",
    "Moment",
    "Note",
    "Occasion",
    "Offer",
    "Order",
    "Pack",
    "Page",
    "Phone",
    "Picture",
    "Place",
    "Said",
    "Search",
    "ShareKit",
    "Size",
    "Snapshot",
    "Story",
    "Teaser",
    "Text",
    "Ticket",
    "TicketTable",
    "Twin",
]
