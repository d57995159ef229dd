"""Gather proofs into a sheet: proved files -> ProofSheet. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from press.base.digest import digest
from press.content.model.campaign import Campaign
from press.content.model.format import is_long
from press.outputs.shared.names import variant_name
from press.preflight import CHECKS, Finding
from press.tools.proof.proofs import Proof
from press.tools.proof.record import Item, ProofSheet, Remark

STATES = ("new", "changed", "same")


def proof_sheet(
    campaign: Campaign, proved: Iterable[Proof], before: Mapping[str, str], *, by: str
) -> ProofSheet:
    """Return the sheet of some files. `before` has what each was made from on the last sheet.

    `by` is what a group has in common: `message`, or `commune` where one format is looked at.
    """
    groups: dict[str, list[Item]] = {}
    for one in proved:
        groups.setdefault(_heading(campaign, one, by), []).append(_item(campaign, one, before))
    ranked = {
        name: tuple(sorted(items, key=lambda item: STATES.index(item.state)))
        for name, items in groups.items()
    }
    order = sorted(ranked, key=lambda name: STATES.index(ranked[name][0].state))
    return ProofSheet(
        title=campaign.settings.title[campaign.master.tag],
        day=campaign.today.isoformat(),
        groups=tuple((name, ranked[name]) for name in order),
        checks=tuple(sorted(CHECKS.items())),
    )


def picture_path(one: Proof) -> str:
    """Return the path of a file's picture beside the sheet."""
    return f"pictures/{digest(one.job.path)[:16]}.png"


def where(finding: Finding) -> str:
    """Return the place of a finding as people measure it."""
    place = f"page {finding.page}"
    if finding.at:
        place += f", {finding.at[0]:g} mm from the left, {finding.at[1]:g} mm from the top"
    return place


def _heading(campaign: Campaign, one: Proof, by: str) -> str:
    commune = next((c for c in campaign.communes if c.code == one.job.commune), None)
    name = f"{commune.code} {commune.name}" if commune else ""
    return name if by == "commune" else f"{one.job.message} · {name}"


def _item(campaign: Campaign, one: Proof, before: Mapping[str, str]) -> Item:
    form = next(form for form in campaign.formats if form.id == one.job.format)
    tag = campaign.master.tag
    of = variant_name(campaign.strings[tag].say, one.job.variant)
    told = (
        form.name[tag], f"{form.width:g} × {form.height:g} {form.unit}",
        f"1:{form.scale}" if form.scale > 1 else "", of, one.job.language or "",
        f"{one.weight / 1000:.0f} KB",
    )  # fmt: skip
    known = before.get(one.job.path)
    return Item(
        picture=picture_path(one),
        size=one.size,
        long=is_long(*one.size),
        name=one.job.path.rpartition("/")[2],
        about=" · ".join(part for part in told if part),
        state="new" if known is None else "same" if known == one.key else "changed",
        remarks=tuple(
            Remark(found.level, found.code, f"{found.message} ({where(found)})")
            for found in one.findings
        ),
        spots=tuple((100 * x, 100 * y) for x, y in one.spots),
    )
