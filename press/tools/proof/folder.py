"""Make a proof: prove files, print what is wrong, and write the sheet into a folder of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import click

from press.build.files import own_folder, read_plain
from press.build.progress import Progress
from press.build.staleness import Project
from press.build.store import Store, replace_file
from press.outputs.shared.templates import Templates
from press.site.plan import Job
from press.tools.proof.proofs import Proof, proofs
from press.tools.proof.render import proof_html, proof_pdf
from press.tools.proof.sheet import picture_path, proof_sheet, where

KNOWN = "proof.json"  # what each file of the last sheet was made from


def make_proof(
    project: Project, store: Store, out: Path, jobs: Sequence[Job], processes: int
) -> int:
    """Write the proof sheet of some pieces and return how many files must not be printed."""
    campaign = project.campaign
    own_folder(out / "pictures")
    with Progress(len(jobs), quiet=False) as progress:
        found = proofs(project, store, jobs, processes)
        proved = list(_shown(found, out, progress, store.tmp))
    by = "commune" if len({job.format for job in jobs}) == 1 else "message"
    sheet = proof_sheet(campaign, proved, _known(out), by=by)
    html = proof_html(sheet, Templates(project.resources.templates))
    replace_file(out / "index.html", [html.encode()], store.tmp)
    replace_file(out / "proof.pdf", [proof_pdf(sheet, project.resources.root, out)], store.tmp)
    keys = {one.job.path: one.key for one in proved}
    replace_file(out / KNOWN, [json.dumps(keys, indent=1, sort_keys=True).encode()], store.tmp)
    failed = sheet.count("fail")
    click.echo(
        f"{len(proved):,} files: {failed:,} fail, {sheet.count('warn'):,} to look at; "
        f"see {out / 'index.html'}"
    )
    return failed


def _shown(proved: Iterator[Proof], out: Path, progress: Progress, tmp: Path) -> Iterator[Proof]:
    """Keep the picture of each file, and print what is wrong with it."""
    for one in proved:
        replace_file(out / picture_path(one), [one.picture], tmp)
        for found in one.findings:
            line = f"{one.job.path}: {found.level}[{found.code}]: {found.message} ({where(found)})"
            click.echo(line, err=True)
        progress.step(1)
        yield one


def _known(out: Path) -> dict[str, str]:
    """Return what the files of the last sheet were made from."""
    with suppress(OSError, ValueError, AttributeError, RecursionError):
        known = json.loads(read_plain(out / KNOWN))
        return {str(path): str(key) for path, key in known.items()}
    return {}
