"""Compose job tickets: job -> Ticket or TicketTable, what a commune's print shop must know. Pure.

In the master language, whatever the languages of the pieces: it is what shop and commune speak.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from press.base.text import plain
from press.content.model.campaign import Commune, Format, Language, Message, Variant
from press.content.model.variant import spec_of
from press.outputs.calendar.agenda import window
from press.outputs.context import Context
from press.outputs.piece.compose import Faces
from press.outputs.piece.plan import folder
from press.outputs.piece.record import Face
from press.outputs.shared.names import bound
from press.outputs.shared.parts import Parts
from press.outputs.ticket.plan import designs
from press.outputs.ticket.record import Design, Lot, Order, Ticket, TicketTable
from press.site import paths
from press.site.plan import Job

SHEETS = {(210.0, 297.0): "A4", (297.0, 420.0): "A3", (420.0, 594.0): "A2"}


def composer(context: Context) -> Callable[[Job], Ticket | TicketTable]:
    """Return what composes a job ticket."""
    return Orders(context.parts, context.faces).compose


class Orders:
    """Job tickets of a campaign."""

    def __init__(self, parts: Parts, faces: Faces) -> None:
        self._campaign = parts.campaign
        self._parts = parts
        self._faces = faces
        self._tag = parts.campaign.master.tag
        self._say = parts.say(self._tag)

    def compose(self, job: Job) -> Ticket | TicketTable:
        """Return all that shows of a ticket but what the files themselves tell."""
        commune = self._parts.communes[job.commune or ""]
        files = tuple(
            paths.piece(commune, message, form, language.tag, variant)
            for form, language, message, variant in self._files()
        )
        if job.view == "ticket-csv":
            return self._table(commune, files)
        place = self._parts.place(commune.code, self._tag)
        return Ticket(
            order=self._order,
            pictures=self._pictures,
            place=place,
            address=commune.address,
            phone=commune.phone,
            email=commune.email,
            files=files,
        )

    def _files(self) -> Iterator[tuple[Format, Language, Message, Variant]]:
        for form, language, message, variants in self._designs:
            yield from ((form, language, message, variant) for variant in variants)

    @cached_property
    def _designs(self) -> tuple[tuple[Format, Language, Message, tuple[Variant, ...]], ...]:
        return tuple(designs(self._campaign))

    @cached_property
    def _pictures(self) -> tuple[Face, ...]:
        """Return for each design what its small picture shows, in the province's name."""
        return tuple(
            self._faces.face(Job("", "thumb", "thumb", language.tag, message.id, format=form.id))
            for form, language, message, _ in self._designs
        )

    @cached_property
    def _order(self) -> Order:
        """Return what is the same for every commune."""
        parts, settings, tag, say = self._parts, self._campaign.settings, self._tag, self._say
        days = window(parts).hanging(self._campaign.today)
        start, end = (parts.day(tag, day) if day else "" for day in days)
        keys = (
            "address", "decimal_mark", "email", "issuer_label", "phone", "tile_page",
            "ticket_checksum", "ticket_continued", "ticket_day", "ticket_designs", "ticket_down",
            "ticket_file", "ticket_hang", "ticket_kind", "ticket_name", "ticket_needed",
            "ticket_orders", "ticket_page", "ticket_prints", "ticket_quantity", "ticket_short",
            "ticket_signature", "ticket_size", "ticket_title", "ticket_total", "ticket_updated",
        )  # fmt: skip
        forms = {form.id: form for form, *_ in self._designs}
        return Order(
            language=tag,
            title=settings.title[tag],
            say={key: say[key] for key in keys},
            rules=_points(say["ticket_rules"]),
            issuer=settings.issuer[tag],
            updated=parts.day(tag, parts.latest(self._campaign.messages)),
            start=start,
            end=end,
            dark=settings.inks.dark.rgb,
            grey=settings.inks.grey.rgb,
            yellow=settings.inks.yellow.rgb,
            lots=tuple(map(self._lot, forms.values())),
        )

    def _lot(self, form: Format) -> Lot:
        say = self._say
        scale = (
            say["ticket_scale"].format(scale=form.scale),
            say["ticket_enlarge"].format(scale=form.scale),
        )
        bleed = self._length(f"{form.bleed:g} mm")
        return Lot(
            name=self._of(form.name),
            measure=self._length(f"{form.width:g} × {form.height:g} mm"),
            trim=say["ticket_trim"].format(bleed=bleed) if form.bleed else "",
            drawn=form.scale,
            scale=scale if form.scale > 1 else (),
            ratio=form.width / form.height,
            long=form.is_long,
            facts=tuple(filter(None, self._facts(form))),
            standard=form.standard,
            quantity=str(form.quantity or ""),
            designs=tuple(
                self._design(form, language, message, variants)
                for made, language, message, variants in self._designs
                if made is form
            ),
        )

    def _facts(self, form: Format) -> Iterator[str]:
        say = self._say
        yield self._of(form.material)
        yield self._of(form.finishing)
        yield say["ticket_two_sides"] if form.sides == 2 else say["ticket_one_side"]
        if form.on:
            size = SHEETS.get(form.on) or self._length(f"{form.on[0]:g} × {form.on[1]:g} mm")
            count = form.across * form.down
            yield say["ticket_many"].format(count=count, sheet=size)

    def _design(
        self, form: Format, language: Language, message: Message, variants: tuple[Variant, ...]
    ) -> Design:
        text, say = message.translations[language.tag], self._say
        remarks = {v: say[spec_of(v).remark] if spec_of(v).remark else "" for v in variants}
        return Design(
            title=plain(getattr(text, form.headline)),
            language=language.name if language.tag != self._tag else "",
            files=tuple(
                (paths.piece_name(message, form, language.tag, variant), remark)
                for variant, remark in remarks.items()
            ),
        )

    def _table(self, commune: Commune, files: tuple[str, ...]) -> TicketTable:
        place, say = self._parts.place(commune.code, self._tag), self._say
        of_place = (" ".join(place.issuer), "".join(place.short))
        days = (self._order.start, self._order.end)
        return TicketTable(
            columns=_points(say["ticket_columns"]),
            rows=tuple((*row, *of_place, *days, standard) for *row, standard in self._rows),
            files=files,
        )

    @cached_property
    def _rows(self) -> tuple[tuple[str, ...], ...]:
        """Return for each file what is the same for every commune; last the standard."""
        return tuple(
            (str(number), *self._row(form, language, message, variant), form.standard)
            for number, (form, language, message, variant) in enumerate(self._files(), 1)
        )

    def _row(
        self, form: Format, language: Language, message: Message, variant: Variant
    ) -> tuple[str, ...]:
        many = (form.across * form.down, *form.on) if form.on else (1, "", "")
        return (
            paths.piece_name(message, form, language.tag, variant),
            folder(message, variant),
            plain(message.translations[language.tag].headline),
            language.name,
            self._of(form.name),
            *(f"{length:g}" for length in (form.width, form.height, form.scale, form.bleed)),
            str(form.sides),
            *(f"{value:g}" if value else "" for value in many),
            self._of(form.material),
            self._of(form.finishing),
            str(form.quantity or ""),
        )

    def _of(self, texts: Mapping[str, str]) -> str:
        """Return a text of a format in our language, if it has one there or in any."""
        return texts.get(self._tag) or next(iter(texts.values()), "")

    def _length(self, text: str) -> str:
        say = self._say
        return bound(text.replace(".", say["decimal_mark"]))


def _points(text: str) -> tuple[str, ...]:
    return tuple(point.strip() for point in text.split("|"))
