"""What others would use instead of us, doing the same job on the same words.

    eval "$(sh tests/benchmarks/peers/setup.sh DIR)"     installs the peers and names them
    python -m tests.benchmarks.peers                     measures them all, prints one table

Each function yields a `Rate` for each peer, or `Missing` with the reason. `Inputs` come from
`read_inputs` of `peers.content`, which needs the project's own packages; this module does not.
"""

from __future__ import annotations

from tests.benchmarks.peers.packs import packs
from tests.benchmarks.peers.pages import pages
from tests.benchmarks.peers.pieces import cards, pdfs
from tests.benchmarks.peers.records import Inputs, Missing, Rate

__all__ = ["Inputs", "Missing", "Rate", "cards", "packs", "pages", "pdfs"]
