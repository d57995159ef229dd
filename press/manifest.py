"""The manifest: every file of the site with what it is, by the contract of the design. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from press import __version__
from press.model import Campaign, Format
from press.plan import Job
from press.render.feed import TYPES as FEED_TYPES
from press.write import Made

TYPES = {
    "css": "text/css",
    "html": "text/html",
    "json": "application/json",
    "pdf": "application/pdf",
    "png": "image/png",
    "txt": "text/plain",
    "xml": "application/xml",
    "zip": "application/zip",
}


def manifest(campaign: Campaign, jobs: Iterable[Job], files: Mapping[str, Made]) -> bytes:
    """Return manifest.json, one file a line so that people and `diff` can read it."""
    formats = {form.id: form for form in campaign.formats}
    head = {
        "manifest_version": 1,
        "campaign": campaign.settings.id,
        "today": campaign.today.isoformat(),
        "press": __version__,
    }
    entries = (_entry(job, files[job.path], formats) for job in jobs)
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    top = json.dumps(head, ensure_ascii=False, indent=1)[:-2]
    return f'{top},\n "files": [\n{lines}\n]}}\n'.encode()


def _entry(job: Job, made: Made, formats: Mapping[str, Format]) -> dict[str, object]:
    form = formats.get(job.format or "") if job.kind in {"card", "print"} else None
    suffix = job.path.rpartition(".")[2]
    return {
        "path": job.path,
        "kind": job.kind,
        "type": FEED_TYPES[job.view] if job.kind == "feed" else TYPES[suffix],
        "sha256": made.sha256,
        "bytes": made.bytes,
        "language": job.language,
        "message": job.message,
        "commune": job.commune,
        "format": job.format,
        "variant": None,
        "width": _whole(form.width) if form else None,
        "height": _whole(form.height) if form else None,
        "unit": form.unit if form else None,
        "scale": form.scale if form else None,
    }


def _whole(length: float) -> float:
    """Return 1200 for 1200.0."""
    return int(length) if length.is_integer() else length
