"""Lay out a card, an A3 poster and a banner for the peers, close to our own sheets.

Simpler than ours, in the peers' favour: no pictograms, no bleed, RGB on paper too, and one size of
headline that suits the longest text, so that nobody has to search for it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.benchmarks.peers.drawing import Column, Drawing, Paragraph, Picture, Plane, Sheet
from tests.benchmarks.peers.records import Inputs, Piece

Layout = Callable[[Inputs, Piece], Drawing]

CARD = Sheet("px", 1200, 630)
POSTER = Sheet("mm", 297, 420)
BANNER = Sheet("mm", 600, 90)  # 6 x 0.9 m at 1:10


def card(inputs: Inputs, piece: Piece) -> Drawing:
    """Return a link preview of 1200 x 630 px."""
    message, commune, ink = piece.message, piece.commune, inputs.colours
    big = partial(Paragraph, font="display", size=56, leading=70)
    return Drawing(
        planes=(
            Plane(0, 0, 1200, 472, message.ground),
            Plane(0, 472, 289, 158, ink["yellow"]),
            Plane(289, 472, 911, 158, ink["white"]),
        ),
        columns=(
            _column(
                (56, 40, 1088),
                Paragraph(message.topic.upper(), "text", 27, 34, ink["white"]),
                big(message.headline.upper(), colour=ink["yellow"], gap=46),
                big(message.call.upper(), colour=ink["white"]),
                Paragraph(message.subline, "text", 31, 42, ink["white"], 24),
            ),
            _column(
                (56, 486, 220),
                Paragraph(inputs.number, "display", 92, 88, ink["dark"]),
                Paragraph(inputs.hours, "text", 19, 26, ink["dark"], 6),
            ),
            _column(
                (311, 490, 700),
                Paragraph(commune.issuer, "plain", 25, 34, ink["grey"]),
                Paragraph(commune.name, "display", 44, 54, ink["dark"]),
                Paragraph(commune.address, "text", 19, 28, ink["dark"]),
            ),
        ),
        picture=Picture(1045, 501, 99, str(commune.qr)),
    )


def poster(inputs: Inputs, piece: Piece) -> Drawing:
    """Return an A3 poster in mm."""
    message, commune, ink = piece.message, piece.commune, inputs.colours
    big = partial(Paragraph, font="display", size=28, leading=35)
    return Drawing(
        planes=(
            Plane(0, 0, 297, 348, message.ground),
            Plane(0, 348, 101, 72, ink["yellow"]),
            Plane(101, 348, 196, 72, ink["white"]),
        ),
        columns=(
            _column(
                (18, 24, 261),
                Paragraph(message.topic.upper(), "text", 11, 15, ink["white"]),
                big(message.headline.upper(), colour=ink["yellow"], gap=40),
                big(message.call.upper(), colour=ink["white"]),
                Paragraph(message.subline, "text", 13, 18, ink["white"], 12),
            ),
            _column(
                (18, 355, 80),
                Paragraph(inputs.number, "display", 38, 38, ink["dark"]),
                Paragraph(inputs.hours, "text", 10, 14, ink["dark"], 2),
            ),
            _column(
                (111, 359, 116),
                Paragraph(commune.issuer, "plain", 9, 12, ink["grey"]),
                Paragraph(commune.name, "display", 17, 22, ink["dark"]),
                Paragraph(commune.address, "text", 6.5, 10, ink["dark"]),
            ),
        ),
        picture=Picture(233, 361, 46, str(commune.qr)),
    )


def banner(inputs: Inputs, piece: Piece) -> Drawing:
    """Return a banner of 6 x 0.9 m in mm at 1:10, its band at the right end."""
    message, commune, ink = piece.message, piece.commune, inputs.colours
    big = partial(Paragraph, font="display", size=19, leading=25)
    return Drawing(
        planes=(
            Plane(0, 0, 474, 90, message.ground),
            Plane(474, 0, 126, 40, ink["yellow"]),
            Plane(474, 40, 126, 50, ink["white"]),
        ),
        columns=(
            _column(
                (12, 20, 456),
                big(message.headline.upper(), colour=ink["yellow"]),
                big(message.call.upper(), colour=ink["white"]),
            ),
            _column((482, 6, 52), Paragraph(inputs.number, "display", 28, 28, ink["dark"])),
            _column((536, 10, 60), Paragraph(inputs.hours, "text", 7, 10, ink["dark"])),
            _column(
                (482, 47, 74),
                Paragraph(commune.issuer, "plain", 6.5, 9, ink["grey"]),
                Paragraph(commune.name, "display", 11, 14, ink["dark"]),
                Paragraph(commune.address, "text", 4.2, 8, ink["dark"]),
            ),
        ),
        picture=Picture(560, 49, 32, str(commune.qr)),
    )


def _column(place: tuple[float, float, float], *paragraphs: Paragraph) -> Column:
    return Column(*place, paragraphs)
