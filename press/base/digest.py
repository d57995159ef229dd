"""Digests of records: equal records have equal digests, on any machine, in any process.

A record is a frozen dataclass; its digest covers its type's name and every field, so what a
record cannot see can never be missing from a cache key. Records nest: a nested record counts by
its own digest, worked out once, so a face made of shared parts costs two hashes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import Field, is_dataclass
from functools import cached_property
from typing import Any, ClassVar


class Shown:
    """Base of the frozen dataclasses that compose hands to render."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the record, in hexadecimal."""
        values = [getattr(self, name) for name in self.__dataclass_fields__]
        return digest(type(self).__name__, *values)

    @property
    def drawn_by(self) -> str:
        """The fingerprint of what draws it, where that depends on what shows; else nothing."""
        return ""

    @property
    def parts(self) -> tuple[str, str]:
        """The digests of the two parts that its file is linked from; most are of one part."""
        return self.digest, ""


def digest(*values: object) -> str:
    """Return the SHA-256 of some plain values and records, in hexadecimal."""
    return hashlib.sha256(b"".join([canonical(value) for value in values])).hexdigest()


def canonical(value: object) -> bytes:
    """Return bytes that differ whenever values differ: each is tagged with type and length."""
    if isinstance(value, str):
        body = value.encode()
        return b"s%d:%b" % (len(body), body)
    if isinstance(value, Shown):
        return b"r" + value.digest.encode()
    if isinstance(value, (tuple, list)):
        body = b"".join([canonical(item) for item in value])
        return b"l%d:%b" % (len(body), body)
    if value is None or isinstance(value, (int, float)):
        return f"{type(value).__name__}{value};".encode()
    if isinstance(value, bytes):
        return b"b%d:%b" % (len(value), value)
    if isinstance(value, Mapping):
        return canonical(sorted(value.items()))
    detail = "make it a Shown" if is_dataclass(value) else "use plain values"
    raise TypeError(f"{type(value).__name__} has no digest: {detail}")
