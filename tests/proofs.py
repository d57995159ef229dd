"""Small sheets for preflight: drawn by Typst, made PDF/X by hand, sound but for one fault."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import segno
import typst
from pikepdf import Array, Dictionary, Name, String

from press.preflight import Expected

FONTS = typst.Fonts(
    include_system_fonts=False,
    include_embedded_fonts=False,
    font_paths=[str(Path(__file__).parent.parent / "assets" / "fonts")],
)
LINK = "https://tinh.example/x/16813"
SHOP = Expected(
    standard="x-4",
    trim=(100, 140),
    bleed=3,
    scale=1,
    distance=0.4,
    hem=5,
    folds=(),
    outlines=False,
    grey=False,
    link=LINK,
    compounds=("bóc lột", "chấm dứt"),
    texts=("Chấm dứt sự bóc lột",),
)
X1A = replace(SHOP, standard="x-1a")
OFFICE = replace(SHOP, standard="ua-1", bleed=0)

RED, WHITE, BLACK = "cmyk(0%,100%,95%,18%)", "cmyk(0%,0%,0%,0%)", "cmyk(0%,0%,0%,100%)"
HEADLINE = f"#put(10, 12, size: 24pt, fill: {WHITE})[CHẤM DỨT\\ SỰ BÓC LỘT]"
PAGE = """
#set document(title: "Thử")
#set page(width: {width}mm, height: {height}mm, margin: 0pt, bleed: {bleed}mm)
#set text(font: "Be Vietnam Pro", weight: "bold", lang: "vi")
#let put(x, y, size: 10pt, fill: {black}, body) = place(dx: x * 1mm, dy: y * 1mm,
  text(size: size, fill: fill, body))
#let box-of(x, y, w, h, fill) = place(dx: x * 1mm, dy: y * 1mm,
  rect(width: w * 1mm, height: h * 1mm, fill: fill))
"""
XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 pdfxid:GTS_PDFXVersion="PDF/X-4" pdf:Trapped="False" xmp:CreateDate="2026-01-01T00:00:00Z"
 xmp:ModifyDate="2026-01-01T00:00:00Z" xmp:MetadataDate="2026-01-01T00:00:00Z"
 xmpMM:DocumentID="uuid:1" xmpMM:VersionID="1" xmpMM:RenditionClass="default">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Thử</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""

Fault = Callable[[pikepdf.Pdf], object]


def qr(link: str = LINK, *, x: float = 55, y: float = 95, side: float = 35) -> str:
    """Draw a QR code of a side in mm on its quiet zone, with its first module at a place."""
    rows = [list(row) for row in segno.make(link, micro=False).matrix]
    module = side / len(rows)
    quiet = side + 8 * module
    ground = f"#box-of({x - 4 * module}, {y - 4 * module}, {quiet}, {quiet}, {WHITE})\n"
    return ground + "".join(
        f"#box-of({x + i * module}, {y + j * module}, {module}, {module}, {BLACK})\n"
        for j, row in enumerate(rows)
        for i, dark in enumerate(row)
        if dark
    )


def ground(fill: str = RED, *, bleed: float = 3) -> str:
    """Draw the ground of a sheet of 100 x 140 mm, as far out as said."""
    return f"#box-of({-bleed}, {-bleed}, {100 + 2 * bleed}, {140 + 2 * bleed}, {fill})\n"


def drawn(body: str, *, bleed: float = 3, size: tuple[float, float] = (100, 140)) -> bytes:
    """Compile a sheet that says nothing yet of PDF/X."""
    head = PAGE.format(width=size[0], height=size[1], bleed=bleed, black=BLACK)
    made = typst.Compiler(font_paths=FONTS, ignore_system_fonts=True).compile(
        (head + body).encode(), format="pdf", timestamp=0
    )
    assert isinstance(made, bytes)
    return made


def shop(body: str, fault: Fault | None = None, standard: str = "x-4") -> bytes:
    """Compile a sheet of PDF/X, and put a fault into it."""
    with pikepdf.open(io.BytesIO(drawn(body))) as pdf:
        intent = Dictionary(
            Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier="FOGRA39",
            RegistryName="http://www.color.org",
        )  # fmt: skip
        info = Dictionary(
            Title="Thử", CreationDate="D:20260101", ModDate="D:20260101", Trapped=Name("/False")
        )
        if standard == "x-4":
            head = b"\0" * 12 + b"prtrCMYKLab " + b"\0" * 12 + b"acsp" + b"\0" * 88
            intent.DestOutputProfile = pdf.make_stream(head, N=4)
        else:
            info.GTS_PDFXVersion = String("PDF/X-1a:2003")
        pdf.Root.OutputIntents = Array([intent])
        pdf.trailer.Info = pdf.make_indirect(info)
        pdf.Root.Metadata = pdf.make_stream(XMP.encode(), Type=Name.Metadata, Subtype=Name.XML)
        if fault:
            fault(pdf)
        return saved(pdf, "1.6" if standard == "x-4" else "1.4")


def saved(pdf: pikepdf.Pdf, version: str) -> bytes:
    made = io.BytesIO()
    pdf.save(
        made, force_version=version, object_stream_mode=pikepdf.ObjectStreamMode.disable,
        static_id=True,
    )  # fmt: skip
    return made.getvalue()


def page_of(content: bytes, size: tuple[float, float] = (300, 200)) -> bytes:
    """Write a page by hand: Helvetica, which every reader has, as /F."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=size)
        page = pdf.pages[0].obj
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, FirstChar=65,
            Widths=[500, 250],
        )  # fmt: skip
        page.Resources = Dictionary(Font=Dictionary(F=font))
        page.Contents = pdf.make_stream(content)
        return saved(pdf, "1.6")
