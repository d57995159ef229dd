"""What composers know: a campaign, with what many of its files share made once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from press.base.outline import Outline
from press.content.model.campaign import Campaign
from press.outputs.piece.compose import Faces
from press.outputs.registry import planned
from press.outputs.shared.parts import Parts
from press.site.plan import Plan


class Context:
    """A campaign for composers. `sheets` has the fingerprint of what draws each shape of sheet."""

    def __init__(
        self, campaign: Campaign, pictograms: Mapping[str, Outline], sheets: Mapping[str, str]
    ) -> None:
        self.campaign = campaign
        self._pictograms = pictograms
        self._sheets = sheets

    @cached_property
    def plan(self) -> Plan:
        """Every file of its site."""
        return planned(self.campaign)

    @cached_property
    def parts(self) -> Parts:
        """What pages, feeds and packs share."""
        return Parts(self.campaign, self._pictograms)

    @cached_property
    def faces(self) -> Faces:
        """The faces of pieces."""
        return Faces(self.campaign, self._pictograms, self._sheets)
