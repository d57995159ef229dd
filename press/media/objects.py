"""Objects of a PDF written out with numbers of ours: the half of a linker that takes apart.

Source: ISO 32000-1, 7.3 (objects), 7.5.7 (object streams: many objects deflated as one).
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from dataclasses import dataclass

import pikepdf


@dataclass(frozen=True)
class Part:
    """Objects written one after another; `starts` are (number, offset) in order of numbers.

    `inside` are the numbers of those that stand in an object stream, whose own number is `stream`.
    `slots` are where the file's own id stands among the objects (24 letters each), `trailer` is
    what the file's trailer has to say of this part, `id` tells the part from all others, `pages`
    is how many it has, `version` is 17 for PDF 1.7.
    """

    objects: bytes
    starts: tuple[tuple[int, int], ...]
    stream: int
    inside: tuple[int, ...]
    slots: tuple[int, ...]
    trailer: bytes
    id: bytes
    pages: int
    version: int

    def pack(self) -> bytes:
        """Return the part as bytes, for the store."""
        flat = [number for start in self.starts for number in start]
        counts = (len(self.starts), len(self.inside), len(self.slots), len(self.trailer))
        numbers = (*flat, *self.inside, *self.slots)
        told = (*counts, self.stream, self.pages, self.version)
        head = struct.pack(f"<7I{len(numbers)}I", *told, *numbers)
        return head + self.id + self.trailer + self.objects

    @classmethod
    def unpack(cls, data: bytes) -> Part:
        """Return the part that was packed."""
        starts, inside, slots, trailer, stream, pages, version = struct.unpack_from("<7I", data)
        numbers = struct.unpack_from(f"<{2 * starts + inside + slots}I", data, 28)
        flat, rest = numbers[: 2 * starts], numbers[2 * starts :]
        at = 28 + 4 * len(numbers)
        return cls(
            objects=data[at + 16 + trailer :],
            starts=tuple(zip(flat[::2], flat[1::2], strict=True)),
            stream=stream,
            inside=rest[:inside],
            slots=rest[inside:],
            trailer=data[at + 16 : at + 16 + trailer],
            id=data[at : at + 16],
            pages=pages,
            version=version,
        )


class Writer:
    """Writes out objects and all that they refer to; `compact` puts what it can into one stream."""

    def __init__(self, first: int, *, compact: bool) -> None:
        self._next = first
        self._compact = compact
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

    def part(self, pdf: pikepdf.Pdf, trailer: bytes = b"", own: bytes = b"") -> Part:
        """Return all that has been written. `own` is the text that marks the slots."""
        written: list[bytes] = []
        starts: list[tuple[int, int]] = []
        inside: list[tuple[int, bytes]] = []
        size = 0

        def put(number: int, body: bytes) -> None:
            nonlocal size
            starts.append((number, size))
            written.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
            size += len(written[-1])

        for number, value in self._queue:  # grows meanwhile
            body = self._body(value)
            if self._compact and not isinstance(value, pikepdf.Stream):
                inside.append((number, body))
            else:
                put(number, body)
        if inside:
            put(self._next, _object_stream(inside))
        objects = b"".join(written)
        marks = re.finditer(re.escape(own), objects) if own else ()
        slots = tuple(found.start() for found in marks)
        return Part(
            objects=objects,
            starts=tuple(sorted(starts)),
            stream=self._next if inside else 0,
            inside=tuple(number for number, _ in inside),
            slots=slots,
            trailer=trailer,
            id=hashlib.sha256(trailer + objects).digest()[:16],
            pages=len(pdf.pages),
            version=int(pdf.pdf_version.replace(".", "")),
        )

    def _body(self, value: pikepdf.Object) -> bytes:
        if isinstance(value, pikepdf.Stream):
            data = value.read_raw_bytes()
            head = self._dictionary(value.stream_dict, Length=len(data))
            return b"%b\nstream\n%b\nendstream" % (head, data)
        return self._direct(value)

    def _value(self, value: object) -> bytes:
        if isinstance(value, pikepdf.Object):
            return self.refer(value) if value.is_indirect else self._direct(value)
        if isinstance(value, bool):
            return b"true" if value else b"false"
        return b"null" if value is None else str(value).encode()

    def _direct(self, value: pikepdf.Object) -> bytes:
        told = value.unparse(resolved=True)
        if b" R" not in told:  # it refers to nothing
            return told
        if isinstance(value, pikepdf.Dictionary):
            return self._dictionary(value)
        if isinstance(value, pikepdf.Array):
            return b"[%b]" % b" ".join(self._value(item) for item in value.as_list())
        return told

    def _dictionary(self, value: pikepdf.Object, **also: int) -> bytes:
        items = dict(value.items()) | {f"/{key}": number for key, number in also.items()}
        pairs = (b"%b %b" % (key.encode(), self._value(item)) for key, item in items.items())
        return b"<<%b>>" % b"".join(pairs)


def _object_stream(objects: list[tuple[int, bytes]]) -> bytes:
    """Return the object stream that holds some objects, none of which is a stream."""
    index, at = [], 0
    for number, body in objects:
        index.append(b"%d %d" % (number, at))
        at += len(body) + 1
    head = b" ".join(index) + b"\n"
    data = zlib.compress(head + b"\n".join(body for _, body in objects), 9)
    return b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (
        len(objects),
        len(head),
        len(data),
        data,
    )
