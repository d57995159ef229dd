"""What PDF/X says of a document as a whole: version, output intent, identity, metadata, boxes.

Standards: PDF/X-1a:2003 (ISO 15930-4) and PDF/X-4 (ISO 15930-7), as far as Press can break them.
`objects` looks for what neither allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name

from press.preflight.document import Document
from press.preflight.report import Expected, Finding, fail

CHECKS = {
    "pdfx-version": "the file is PDF 1.6 for X-4, at most PDF 1.4 without object streams for X-1a",
    "pdfx-intent": "one output intent of PDF/X names FOGRA39 and holds a CMYK printer profile",
    "pdfx-identity": "the file says which PDF/X it is, where that standard wants it said",
    "pdfx-metadata": "title, dates and document identifiers are there, the metadata uncompressed",
    "pdfx-trapped": "the file says whether it is trapped, and not Unknown",
    "pdfx-id": "the trailer has the two identifiers of the file",
    "pdfx-boxes": "each page has a trim box or an art box, inside the bleed box, inside the media",
}
CONDITION = "FOGRA39"
REGISTRY = "http://www.color.org"

_IDENTITY = {"x-1a": "PDF/X-1a:2003", "x-4": "PDF/X-4"}
_XMP_VERSION = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
_XMP_KEYS = ("dc:title", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate",
             "xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass")  # fmt: skip
_INFO_KEYS = ("/Title", "/CreationDate", "/ModDate")
_STREAMS = re.compile(rb"/Type\s*/(?:ObjStm|XRef)\b")
_SLACK = 0.01  # pt: boxes are written with few digits


def check(proof: Document, expected: Expected) -> Iterator[Finding]:
    """Find where a shop file is not the PDF/X that it ought to be."""
    if not expected.shop:
        return
    yield from _version(proof, expected)
    yield from _intent(proof.pdf, expected)
    yield from _identity(proof.pdf, expected)
    yield from _boxes(proof.pdf)


def _version(proof: Document, expected: Expected) -> Iterator[Finding]:
    header = proof.data[:8].decode("latin-1")
    version = max(header.removeprefix("%PDF-"), str(proof.pdf.Root.get("/Version", "/"))[1:])
    if expected.standard == "x-4" and version != "1.6":
        yield fail("pdfx-version", f"the file is PDF {version}; PDF/X-4 wants 1.6")
    if expected.standard == "x-1a":
        if version > "1.4":
            yield fail("pdfx-version", f"the file is PDF {version}; PDF/X-1a wants 1.4 or less")
        if _STREAMS.search(proof.data):
            yield fail("pdfx-version", "objects are in object streams; PDF/X-1a knows none")


def _intent(pdf: pikepdf.Pdf, expected: Expected) -> Iterator[Finding]:
    intents = pdf.Root.get("/OutputIntents", Array()).as_list()
    ours = [intent for intent in intents if intent.get("/S") == Name.GTS_PDFX]
    if len(ours) != 1:
        yield fail("pdfx-intent", f"the file has {len(ours)} output intents of PDF/X, not one")
        return
    condition = str(ours[0].get("/OutputConditionIdentifier", ""))
    if condition != CONDITION:
        yield fail("pdfx-intent", f"the output condition is “{condition}”, not {CONDITION}")
    registry = str(ours[0].get("/RegistryName", ""))
    if registry != REGISTRY:
        yield fail("pdfx-intent", f"the registry is “{registry}”, not {REGISTRY}")
    profile = ours[0].get("/DestOutputProfile")
    if profile is not None:
        yield from _profile(profile)
    elif expected.standard == "x-4":
        yield fail("pdfx-intent", "the output intent has no profile; PDF/X-4 wants it embedded")


def _profile(profile: pikepdf.Object) -> Iterator[Finding]:
    """Read an ICC profile's header: class at 12, colour space at 16, signature at 36 (ICC.1)."""
    head = profile.read_bytes()[:40]
    kind, space, signature = head[12:16], head[16:20], head[36:40]
    if (kind, space, signature) != (b"prtr", b"CMYK", b"acsp") or profile.get("/N") != 4:
        found = f"{kind.decode('latin-1')} {space.decode('latin-1')}, N {profile.get('/N')}"
        yield fail("pdfx-intent", f"the profile is “{found}”, not a printer's of 4 colours")


def _identity(pdf: pikepdf.Pdf, expected: Expected) -> Iterator[Finding]:
    info = pdf.trailer.get("/Info", Dictionary())
    xmp = pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False)
    if expected.standard == "x-4":
        said, lacking = xmp.get(_XMP_VERSION), [key for key in _XMP_KEYS if not xmp.get(key)]
    else:
        said = str(info.get("/GTS_PDFXVersion", "")) or None
        lacking = [key for key in _INFO_KEYS if not str(info.get(key, ""))]
    wanted = _IDENTITY[expected.standard]
    if said != wanted:
        yield fail("pdfx-identity", f"GTS_PDFXVersion is {said}, not {wanted}")
    if lacking:
        yield fail("pdfx-metadata", f"the metadata lack {', '.join(lacking)}")
    if "/Filter" in pdf.Root.get("/Metadata", Dictionary()):
        yield fail("pdfx-metadata", "the metadata stream is compressed")
    yield from _trapped(str(info.get("/Trapped", ""))[1:], xmp.get("pdf:Trapped"), expected)
    if len(pdf.trailer.get("/ID", Array())) != 2:
        yield fail("pdfx-id", "the trailer has no ID")


def _trapped(info: str, xmp: object, expected: Expected) -> Iterator[Finding]:
    told = info if expected.standard == "x-1a" else info or xmp
    if told not in {"True", "False"}:
        yield fail("pdfx-trapped", f"Trapped is {told or 'not there'}, neither True nor False")
    elif info and xmp and info != xmp:
        yield fail("pdfx-trapped", f"Trapped is {info} in Info and {xmp} in the metadata")


def _boxes(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    for number, page in enumerate(pdf.pages, 1):
        if ("/TrimBox" in page.obj) == ("/ArtBox" in page.obj):
            yield fail("pdfx-boxes", "the page wants either a trim box or an art box", number)
        inner = page.trimbox if "/TrimBox" in page.obj else page.artbox
        for box, inside in (("the trim box", (inner, page.bleedbox)),
                            ("the bleed box", (page.bleedbox, page.mediabox))):  # fmt: skip
            if not _holds(inside[1], inside[0]):
                yield fail("pdfx-boxes", f"{box} lies outside the next larger box", number)


def _holds(outer: pikepdf.Array, inner: pikepdf.Array) -> bool:
    left, bottom, right, top = (float(side) for side in outer.as_list())
    x0, y0, x1, y1 = (float(side) for side in inner.as_list())
    return (
        left - _SLACK <= x0 <= x1 <= right + _SLACK and bottom - _SLACK <= y0 <= y1 <= top + _SLACK
    )
