"""Digests of records: equal records have equal digests, on any machine, in any process.

A record is a frozen dataclass; its digest covers its type's name and every field, so what a
record cannot see can never be missing from a cache key. Records nest: a nested record counts by
its own digest, worked out once, so a face made of shared parts costs two hashes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cached_property


class Shown:
    """Base of the frozen dataclasses that compose hands to render."""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the record, in hexadecimal."""
        return digest(type(self).__name__, *(getattr(self, f.name) for f in fields(self)))  # type: ignore[arg-type]


def digest(*values: object) -> str:
    """Return the SHA-256 of some plain values and records, in hexadecimal."""
    hasher = hashlib.sha256()
    for value in values:
        hasher.update(canonical(value))
    return hasher.hexdigest()


def canonical(value: object) -> bytes:
    """Return bytes that differ whenever values differ: each is tagged with type and length."""
    if isinstance(value, Shown):
        return b"r" + value.digest.encode()
    if isinstance(value, (tuple, list)):
        body = b"".join(canonical(item) for item in value)
        return b"l%d:%b" % (len(body), body)
    if isinstance(value, Mapping):
        return canonical(sorted(value.items()))
    if isinstance(value, bytes):
        return b"b%d:%b" % (len(value), value)
    if value is None or isinstance(value, (str, int, float)):
        body = str(value).encode()
        return b"%b%d:%b" % (type(value).__name__.encode(), len(body), body)
    detail = "make it a Shown" if is_dataclass(value) else "use plain values"
    raise TypeError(f"{type(value).__name__} has no digest: {detail}")
