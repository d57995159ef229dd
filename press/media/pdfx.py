"""Compiled PDFs made ready for print shops: PDF/X-4, or PDF/X-1a:2003 where weight counts.

Both say for which printing condition the colours are meant: coated paper in offset, FOGRA39. X-4
has its profile embedded, 95 KB a file; X-1a names it by its registered name, for which the standard
needs no profile. X-1a also forbids what old systems stumble over: transparency, colours that are
not ink, PDF after 1.4.

Sources: ISO 15930-7 (X-4), ISO 15930-4 (X-1a:2003); characterization registry of color.org.
"""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, String

CONDITION = "FOGRA39"
REGISTRY = "http://www.color.org"
CLAIMS = {"x-1a": "PDF/X-1a:2003", "x-4": "PDF/X-4"}
_ABOUT_X4 = """<xmp:MetadataDate>{date}</xmp:MetadataDate><xmpMM:VersionID>1</xmpMM:VersionID>\
<pdf:Trapped>False</pdf:Trapped><pdfxid:GTS_PDFXVersion \
xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">PDF/X-4</pdfxid:GTS_PDFXVersion>"""


def for_shop(pdf: pikepdf.Pdf, standard: str, profile: bytes, *, bleed: float, slug: float) -> None:
    """Make of a PDF compiled in inks what a shop wants.

    `profile` is deflated. `bleed` and the `slug` around it, which holds crop marks, are points on
    each side.
    """
    for page in pdf.pages:
        _frame(page.obj, bleed, slug)
    pdf.trailer.Info.GTS_PDFXVersion = String(CLAIMS[standard])
    pdf.trailer.Info.Trapped = Name("/False")
    pdf.Root.OutputIntents = Array([_intent(pdf, standard, profile)])
    if standard == "x-4":
        _tell(pdf)
    else:
        del pdf.Root.Metadata


def _frame(page: pikepdf.Object, bleed: float, slug: float) -> None:
    """Say where the sheet is cut, and how far its colours run past that."""
    left, bottom, right, top = (float(edge) for edge in page.MediaBox.as_list())

    def inset(by: float) -> Array:
        return Array([round(x, 4) for x in (left + by, bottom + by, right - by, top - by)])

    page.TrimBox = inset(bleed + slug)
    page.BleedBox = inset(slug)


def _intent(pdf: pikepdf.Pdf, standard: str, profile: bytes) -> Dictionary:
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(CONDITION),
        OutputCondition=String("Offset on coated paper, ISO 12647-2"),
        RegistryName=String(REGISTRY),
        Info=String("FOGRA39L coated"),
    )
    if standard == "x-4":
        intent.DestOutputProfile = pdf.make_stream(profile, N=4, Filter=Name.FlateDecode)
    return intent


def _tell(pdf: pikepdf.Pdf) -> None:
    """Add to the metadata what X-4 wants told."""
    told = pdf.Root.Metadata.read_bytes().decode()
    date = told.partition("<xmp:ModifyDate>")[2].partition("<")[0]
    told = told.replace("RenditionClass>proof<", "RenditionClass>default<")
    end = "</rdf:Description>"
    told = told.replace(end, _ABOUT_X4.format(date=date) + end, 1)
    pdf.Root.Metadata.write(told.encode())
