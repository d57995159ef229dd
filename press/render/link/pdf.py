"""PDFs linked from two parts: the artwork's objects, the imprint's objects, and one table of both.

A part is a compiled PDF taken apart once. Its objects are written out with numbers that fit those
of any other part of the same sheet, as linkers do with object files: what one part says of the
other, it says by a number that both know. The imprint becomes a form XObject over the whole sheet,
so its page description is used as it is; its structure becomes one section of the document's tree.
Linking is then writing one part after the other, and where each object begins.

    number       written by   what
    0            nobody       head of the list of free numbers
    1, 2, 3      imprint      form XObject, section of the structure, parents of its marked content
    4, 5         artwork      page, document element of the structure
    6 ... 63     imprint      all else of it: fonts, resources, structure
    64 ...       artwork      all else of it: catalogue, metadata, fonts, page description

Source: ISO 32000-1, 7.5 (file structure), 7.5.4 (cross-reference table, free entries), 8.10 (form
XObjects), 14.7.4 (structure content in forms: marked-content references with `Stm`, and a
`StructParents` number of the form's own).
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

FORM, SECTION, PARENTS, PAGE, DOCUMENT = 1, 2, 3, 4, 5
IMPRINT_FROM, ARTWORK_FROM = 6, 64

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_HEAD_OF_FREE = b"0000000000 65535 f \n"
_FREE = b"0000000000 00001 f \n"
_BEYOND = 20  # pt: the form's box is larger than the sheet, or its edge would blur the sheet's edge


@dataclass(frozen=True)
class Part:
    """Objects written one after another; `starts` are (number, offset) in order of numbers.

    `slots` are where the file's own id stands among them (24 letters each), `trailer` is what the
    file's trailer has to say of this part, `id` tells the part from all others.
    """

    objects: bytes
    starts: tuple[tuple[int, int], ...]
    slots: tuple[int, ...]
    trailer: bytes
    id: bytes

    def pack(self) -> bytes:
        """Return the part as bytes, for the store."""
        flat = [number for start in self.starts for number in start]
        head = struct.pack("<IIII", len(self.starts), len(self.slots), len(self.trailer), 0)
        lists = struct.pack(f"<{len(flat) + len(self.slots)}I", *flat, *self.slots)
        return head + lists + self.id + self.trailer + self.objects

    @classmethod
    def unpack(cls, data: bytes) -> Part:
        """Return the part that was packed."""
        starts, slots, trailer, _ = struct.unpack_from("<IIII", data)
        flat = struct.unpack_from(f"<{2 * starts + slots}I", data, 16)
        at = 16 + 4 * len(flat)
        return cls(
            objects=data[at + 16 + trailer :],
            starts=tuple(zip(flat[: 2 * starts : 2], flat[1 : 2 * starts : 2], strict=True)),
            slots=flat[2 * starts :],
            trailer=data[at + 16 : at + 16 + trailer],
            id=data[at : at + 16],
        )


def link(artwork: Part, imprint: Part) -> bytes:
    """Return the PDF of an artwork with an imprint in its place; both of one sheet.

    The file's id follows from both parts, so equal pieces have equal ids and no others do.
    """
    own = hashlib.sha256(artwork.id + imprint.id).digest()[:16]
    written = [_HEADER]
    start = 0
    for slot in artwork.slots:
        written += (artwork.objects[start:slot], base64.b64encode(own))
        start = slot + 24
    written += (artwork.objects[start:], imprint.objects)
    middle = len(_HEADER) + len(artwork.objects)
    entries = [_FREE] * (artwork.starts[-1][0] + 1)
    entries[0] = _HEAD_OF_FREE
    for base, part in ((len(_HEADER), artwork), (middle, imprint)):
        for number, offset in part.starts:
            entries[number] = b"%010d 00000 n \n" % (base + offset)
    written += (b"xref\n0 %d\n" % len(entries), *entries)
    identity = own.hex().encode()
    written.append(
        b"trailer\n<</Size %d/ID[<%b><%b>]%b>>\nstartxref\n%d\n%%%%EOF\n"
        % (len(entries), identity, identity, artwork.trailer, middle + len(imprint.objects))
    )
    return b"".join(written)


def artwork_part(compiled: bytes) -> Part:
    """Take the PDF of an artwork apart: a page that calls for its imprint."""
    with pikepdf.open(io.BytesIO(compiled)) as pdf:
        page, tree = _only_page(pdf), pdf.Root.StructTreeRoot
        document = tree.K[0]
        form, section, parents = (pdf.make_indirect(Dictionary()) for _ in range(3))
        page.Resources.XObject = Dictionary(Imprint=form)
        calls = pdf.make_stream(b"q /Imprint Do Q\n")
        page.Contents = Array([page.Contents, calls])
        document.K.append(section)
        numbers = tree.ParentTree.Nums
        tree.ParentTree.Nums = Array([*numbers.as_list(), 1, parents])
        tree.ParentTreeNextKey = 2
        writer = _Writer(ARTWORK_FROM)
        writer.know(form, FORM)
        writer.know(section, SECTION)
        writer.know(parents, PARENTS)
        writer.write(page, PAGE)
        writer.write(document, DOCUMENT)
        root, info = writer.refer(pdf.Root), writer.refer(pdf.trailer.Info)
        own = bytes(pdf.trailer.ID[0])  # 24 letters, which the metadata repeat
        return writer.part(b"/Root %b/Info %b" % (root, info), own)


def imprint_part(compiled: bytes) -> Part:
    """Take the PDF of an imprint apart: a form over the whole sheet and its section.

    The imprint must be compiled on a sheet of the piece's own size, where it will stand.
    """
    with pikepdf.open(io.BytesIO(compiled)) as pdf:
        page, tree = _only_page(pdf), pdf.Root.StructTreeRoot
        section, parents = tree.K[0], tree.ParentTree.Nums[1]
        form = page.Contents
        form.Type, form.Subtype = Name.XObject, Name.Form
        left, bottom, right, top = page.MediaBox.as_list()
        form.BBox = Array([left - _BEYOND, bottom - _BEYOND, right + _BEYOND, top + _BEYOND])
        form.Resources = page.Resources
        form.StructParents = 1
        document = pdf.make_indirect(Dictionary())
        section.S, section.P = Name.Sect, document
        for element in _elements(section):
            _move_content(element, page, form)
        writer = _Writer(IMPRINT_FROM)
        writer.know(page, PAGE)
        writer.know(document, DOCUMENT)
        writer.write(form, FORM)
        writer.write(section, SECTION)
        writer.write(parents, PARENTS)
        part = writer.part()
    if part.starts[-1][0] >= ARTWORK_FROM:
        raise ValueError(f"an imprint of more than {ARTWORK_FROM - 1} objects cannot be linked")
    return part


def _only_page(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Return the page of a PDF that has one, without anything that linking would have to move."""
    page = pdf.pages[0].obj
    lost = "/Annots" in page or "/First" in pdf.Root.get("/Outlines", {})
    if len(pdf.pages) != 1 or lost or "/ParentTree" not in pdf.Root.StructTreeRoot:
        raise ValueError("only a single page of tagged text, without links, can be linked")
    return page


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


class _Writer:
    """Writes out objects and all that they refer to, with numbers of ours."""

    def __init__(self, first: int) -> None:
        self._next = first
        self._numbers: dict[tuple[int, int], int] = {}
        self._queue: list[tuple[int, pikepdf.Object]] = []

    def know(self, value: pikepdf.Object, number: int) -> None:
        """Give an object a number that the other part writes."""
        self._numbers[value.objgen] = number

    def write(self, value: pikepdf.Object, number: int) -> None:
        """Write an object out under a number."""
        self.know(value, number)
        self._queue.append((number, value))

    def refer(self, value: pikepdf.Object) -> bytes:
        """Return a reference to an object, which is then written too."""
        if value.objgen not in self._numbers:
            self.write(value, self._next)
            self._next += 1
        return b"%d 0 R" % self._numbers[value.objgen]

    def part(self, trailer: bytes = b"", own: bytes = b"") -> Part:
        """Return all that has been written. `own` is the text that marks the slots."""
        written, starts, size = [], [], 0
        for number, value in self._queue:  # grows meanwhile
            data = b"%d 0 obj\n%b\nendobj\n" % (number, self._body(value))
            starts.append((number, size))
            written.append(data)
            size += len(data)
        objects = b"".join(written)
        slots = tuple(found.start() for found in re.finditer(re.escape(own), objects) if own)
        return Part(
            objects=objects,
            starts=tuple(sorted(starts)),
            slots=slots,
            trailer=trailer,
            id=hashlib.sha256(trailer + objects).digest()[:16],
        )

    def _body(self, value: pikepdf.Object) -> bytes:
        if isinstance(value, pikepdf.Stream):
            data = value.read_raw_bytes()
            head = self._dictionary(value.stream_dict)
            return b"%b\nstream\n%b\nendstream" % (head, data)
        return self._direct(value)

    def _value(self, value: object) -> bytes:
        if isinstance(value, pikepdf.Object) and value.is_indirect:
            return self.refer(value)
        return self._direct(value)

    def _direct(self, value: object) -> bytes:
        if isinstance(value, pikepdf.Dictionary):
            return self._dictionary(value)
        if isinstance(value, pikepdf.Array):
            return b"[%b]" % b" ".join(self._value(item) for item in value.as_list())
        if isinstance(value, pikepdf.Object):
            return value.unparse()
        if isinstance(value, bool):
            return b"true" if value else b"false"
        return b"null" if value is None else str(value).encode()

    def _dictionary(self, value: pikepdf.Object) -> bytes:
        pairs = (b"%b %b" % (key.encode(), self._value(item)) for key, item in value.items())
        return b"<<%b>>" % b"".join(pairs)
