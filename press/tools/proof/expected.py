"""What preflight may expect of a piece: Face, Format -> Expected. Pure."""

from __future__ import annotations

from press.base.text import NBSP, ZWSP
from press.content.model.campaign import Campaign, Format
from press.outputs.piece.record import Face
from press.preflight import Expected

A4 = (297.0, 210.0)  # mm, as tiles lie
# A page of tiles shows a part of a poster, cut anywhere; the poster has been looked at whole.
NOT_OF_TILES = frozenset(
    {
        "across-fold", "colliding-lines", "headline-distance", "low-contrast", "missing-text",
        "qr-blurred", "qr-link", "qr-missing", "qr-place", "qr-small", "small-text",
        "split-compound", "thin-stroke", "unsafe-text",
    }
)  # fmt: skip


def expected(face: Face, form: Format, campaign: Campaign) -> Expected:
    """Return what the file of a piece ought to be."""
    sheet, artwork, imprint = face.sheet, face.artwork, face.imprint
    trim = A4 if sheet.tiles else sheet.on or (sheet.width, sheet.height)
    words = (*artwork.headline, *artwork.call)
    shown = [" ".join(words_of) for words_of in words] + [imprint.number, *imprint.issuer]
    unseen = str.maketrans({NBSP: " ", ZWSP: ""})
    whole = not (sheet.tiles or sheet.on)
    return Expected(
        standard=sheet.standard,
        trim=(trim[0] / sheet.scale, trim[1] / sheet.scale),
        bleed=sheet.bleed / sheet.scale if whole else 0,
        scale=sheet.scale,
        distance=form.distance,
        hem=form.hem if whole else 0,
        folds=sheet.folds,
        outlines=sheet.outlines,
        grey=sheet.grey,
        link=imprint.link,
        compounds=campaign.strings[artwork.language].compounds,
        texts=() if sheet.tiles else tuple(text.translate(unseen) for text in shown if text),
    )
