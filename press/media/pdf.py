"""PDFs linked from two parts: the artwork's objects, the imprint's objects, and one table of both.

A part is a compiled PDF taken apart once. Its objects are written out with numbers that fit those
of any other part of the same sheet, as linkers do with object files: what one part says of the
other, it says by a number that both know. Each page of the imprint becomes a form XObject over the
whole page, so its page description is used as it is; its structure becomes one section of the
document's tree. Linking is then writing one part after the other, and where each object begins.

Of n pages, the numbers are

    0                nobody       head of the list of free numbers
    1 ... n          imprint      forms, one for each page
    n+1              imprint      section of the structure
    n+2 ... 2n+1     imprint      parents of the forms' marked content
    2n+2 ... 3n+1    artwork      pages
    3n+2             artwork      document element of the structure
    3n+3 ... 64n-1   imprint      all else of it: fonts, resources, structure
    64n ...          artwork      all else of it: catalogue, metadata, fonts, page descriptions

Files with a structure are for screens and have what can be deflated in object streams; files
without are for print shops, whose oldest systems know only plain tables.

Source: ISO 32000-1, 7.5 (file structure), 7.5.4 (cross-reference table, free entries), 7.5.8
(cross-reference streams), 8.10 (form XObjects), 14.7.4 (structure content in forms:
marked-content references with `Stm`, and a `StructParents` number of each form's own).
"""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

from press.media.objects import Part, Writer

Prepare = Callable[[pikepdf.Pdf], None]

_HEADER = b"%%PDF-1.%d\n%%\xe2\xe3\xcf\xd3\n"
_HEADER_SIZE = len(_HEADER % 7)
_HEAD_OF_FREE = b"0000000000 65535 f \n"
_FREE = b"0000000000 00001 f \n"
_BEYOND = 20  # pt: the form's box is larger than the sheet, or its edge would blur the sheet's edge


@dataclass(frozen=True)
class Numbers:
    """Which part writes which objects of a file of `pages` pages."""

    pages: int

    def form(self, page: int) -> int:
        """Return the number of the imprint on a page; the first page is 0."""
        return 1 + page

    @property
    def section(self) -> int:
        """The imprint's section of the structure."""
        return self.pages + 1

    def parents(self, page: int) -> int:
        """Return the number of the elements to which the content of a page's form belongs."""
        return self.pages + 2 + page

    def page(self, page: int) -> int:
        """Return the number of a page."""
        return 2 * self.pages + 2 + page

    @property
    def document(self) -> int:
        """The document element of the structure."""
        return 3 * self.pages + 2

    @property
    def imprint(self) -> int:
        """The first number of all else that the imprint has."""
        return 3 * self.pages + 3

    @property
    def artwork(self) -> int:
        """The first number of all else that the artwork has."""
        return 64 * self.pages


def link(artwork: Part, imprint: Part) -> bytes:
    """Return the PDF of an artwork with an imprint in its place; both of one sheet.

    The file's id follows from both parts, so equal pieces have equal ids and no others do.
    """
    own = hashlib.sha256(artwork.id + imprint.id).digest()[:16]
    written = [_HEADER % (artwork.version % 10)]
    start = 0
    for slot in artwork.slots:
        written += (artwork.objects[start:slot], base64.b64encode(own))
        start = slot + 24
    written += (artwork.objects[start:], imprint.objects)
    middle = _HEADER_SIZE + len(artwork.objects)
    end = middle + len(imprint.objects)
    placed = ((_HEADER_SIZE, artwork), (middle, imprint))
    known = b"/ID[<%b><%b>]%b" % (own.hex().encode(), own.hex().encode(), artwork.trailer)
    if artwork.stream:
        written.append(_table_as_stream(placed, end, known))
    else:
        written.append(_table(placed, known))
    written.append(b"startxref\n%d\n%%%%EOF\n" % end)
    return b"".join(written)


def _table(placed: Iterable[tuple[int, Part]], known: bytes) -> bytes:
    """Return the cross-reference table in words, and the trailer."""
    size = 1 + max(part.starts[-1][0] for _, part in placed)
    entries = [_FREE] * size
    entries[0] = _HEAD_OF_FREE
    for base, part in placed:
        for number, offset in part.starts:
            entries[number] = b"%010d 00000 n \n" % (base + offset)
    table = b"".join(entries)
    return b"xref\n0 %d\n%btrailer\n<</Size %d%b>>\n" % (size, table, size, known)


def _table_as_stream(placed: Iterable[tuple[int, Part]], start: int, known: bytes) -> bytes:
    """Return the cross-reference stream, which begins at `start`: three numbers in six bytes."""
    last = 1 + max(part.stream for _, part in placed)  # its own number: the highest
    if start >= 1 << 24:
        raise ValueError("a file of more than 16 MB cannot be linked")
    table = bytearray(6 * (last + 1))
    table[4:6] = b"\xff\xff"
    for base, part in placed:
        for number, offset in part.starts:
            table[6 * number : 6 * number + 4] = (base + offset + (1 << 24)).to_bytes(4, "big")
        head = (part.stream + (2 << 24)).to_bytes(4, "big")
        for index, number in enumerate(part.inside):
            table[6 * number : 6 * number + 6] = head + index.to_bytes(2, "big")
    table[6 * last : 6 * last + 4] = (start + (1 << 24)).to_bytes(4, "big")
    told = b"<</Type/XRef/Size %d/W[1 3 2]%b/Length %d>>" % (last + 1, known, len(table))
    return b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (last, told, bytes(table))


def artwork_part(compiled: bytes, prepare: Prepare | None = None) -> Part:
    """Take the PDF of an artwork apart: pages that call for their imprints.

    `prepare` may change the document before.
    """
    with pikepdf.open(io.BytesIO(compiled)) as pdf:
        if prepare:
            prepare(pdf)
        pages, numbers = _pages(pdf), Numbers(len(pdf.pages))
        tagged = "/StructTreeRoot" in pdf.Root
        writer = Writer(numbers.artwork, compact=tagged)
        calls = pdf.make_stream(b"q /Imprint Do Q\n")
        for index, page in enumerate(pages):
            form = pdf.make_indirect(Dictionary())
            writer.know(form, numbers.form(index))
            page.Resources = Dictionary(dict(page.Resources.items()))  # pages may share one
            pictures = dict(page.Resources.get("/XObject", {}).items())
            page.Resources.XObject = Dictionary(pictures | {"/Imprint": form})
            page.Contents = Array([page.Contents, calls])
            writer.write(page, numbers.page(index))
        if tagged:
            _expect_imprint(pdf, writer, numbers)
        root, info = writer.refer(pdf.Root), writer.refer(pdf.trailer.Info)
        own = bytes(pdf.trailer.ID[0])  # 24 letters, which the metadata repeat
        return writer.part(pdf, b"/Root %b/Info %b" % (root, info), own)


def _expect_imprint(pdf: pikepdf.Pdf, writer: Writer, numbers: Numbers) -> None:
    """Make room for the imprint's section and its marked content in the artwork's structure."""
    tree = pdf.Root.StructTreeRoot
    if "/ParentTree" not in tree:
        raise ValueError("an artwork without any text cannot be linked")
    document, section = tree.K[0], pdf.make_indirect(Dictionary())
    document.K.append(section)
    writer.know(section, numbers.section)
    writer.write(document, numbers.document)
    entries: list[object] = list(tree.ParentTree.Nums.as_list())
    for index in range(numbers.pages):
        parents = pdf.make_indirect(Dictionary())
        writer.know(parents, numbers.parents(index))
        entries += [numbers.pages + index, parents]
    tree.ParentTree.Nums = Array(entries)
    tree.ParentTreeNextKey = 2 * numbers.pages


def imprint_part(compiled: bytes, prepare: Prepare | None = None) -> Part:
    """Take the PDF of an imprint apart: forms over whole pages, and their section.

    The imprint must be compiled on pages of the piece's own size, where it will stand.
    """
    with pikepdf.open(io.BytesIO(compiled)) as pdf:
        if prepare:
            prepare(pdf)
        pages, numbers = _pages(pdf), Numbers(len(pdf.pages))
        tagged = "/StructTreeRoot" in pdf.Root
        writer = Writer(numbers.imprint, compact=tagged)
        forms = {}
        for index, page in enumerate(pages):
            forms[page.objgen] = form = page.Contents
            form.Type, form.Subtype = Name.XObject, Name.Form
            left, bottom, right, top = page.MediaBox.as_list()
            form.BBox = Array([left - _BEYOND, bottom - _BEYOND, right + _BEYOND, top + _BEYOND])
            form.Resources = page.Resources
            writer.know(page, numbers.page(index))
            writer.write(form, numbers.form(index))
        if tagged:
            _move_structure(pdf, pages, forms, writer)
        part = writer.part(pdf)
    if max(part.stream, *(number for number, _ in part.starts)) >= numbers.artwork:
        raise ValueError(f"an imprint of {numbers.artwork} objects or more cannot be linked")
    return part


def _move_structure(
    pdf: pikepdf.Pdf,
    pages: list[pikepdf.Object],
    forms: dict[tuple[int, int], pikepdf.Object],
    writer: Writer,
) -> None:
    """Make a section of the imprint's document element, whose content stands in the forms."""
    tree, numbers = pdf.Root.StructTreeRoot, Numbers(len(pages))
    document = pdf.make_indirect(Dictionary())
    section = tree.K[0] if tree.get("/K") else pdf.make_indirect(Dictionary(K=Array()))
    section.S, section.P = Name.Sect, document
    for element in _elements(section):
        if "/Pg" in element:
            _move_content(element, element.Pg, forms[element.Pg.objgen])
    writer.know(document, numbers.document)
    writer.write(section, numbers.section)
    entries = list(tree.ParentTree.Nums.as_list()) if "/ParentTree" in tree else []
    parents = dict(zip(map(int, entries[::2]), entries[1::2], strict=True))
    for index, page in enumerate(pages):
        forms[page.objgen].StructParents = numbers.pages + index
        none = pdf.make_indirect(Array())
        writer.write(parents.get(int(page.get("/StructParents", -1)), none), numbers.parents(index))


def _pages(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Return the pages of a PDF, if nothing in it would have to move to another place."""
    pages: list[pikepdf.Object] = [page.obj for page in pdf.pages]
    lost = "/First" in pdf.Root.get("/Outlines", {}) or any("/Annots" in page for page in pages)
    if lost:
        raise ValueError("only pages without links and outlines can be linked")
    return pages


def _elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield a structure element and all below it."""
    yield element
    for kid in element.K.as_list():
        if isinstance(kid, pikepdf.Object) and "/S" in kid:
            yield from _elements(kid)


def _move_content(element: pikepdf.Object, page: pikepdf.Object, form: pikepdf.Object) -> None:
    """Say of an element's marked content that it stands in the form, no longer in the page."""
    element.K = Array([
        Dictionary(Type=Name.MCR, Pg=page, Stm=form, MCID=kid) if isinstance(kid, int) else kid
        for kid in element.K.as_list()
    ])  # fmt: skip
