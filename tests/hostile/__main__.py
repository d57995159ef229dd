"""Judge many cases by hand and print the figures; see the package."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.hostile.case import Name, Verdict
from tests.hostile.content import write
from tests.hostile.crew import judged, prepared
from tests.hostile.judge import judge
from tests.hostile.plan import names_of
from tests.hostile.surfaces import SURFACES


def main() -> int:
    """Return 0 if no case failed."""
    asked = _arguments()
    if asked.only:
        return _only(Name(*_parts(asked.only)))
    names = names_of(asked.cases, asked.seed, asked.surface)
    verdicts: list[Verdict] = []
    for verdict in judged(names, asked.jobs):
        verdicts.append(verdict)
        for failure in verdict.failures if asked.verbose else ():
            print(
                f"{verdict.name} {failure.kind}: {failure.detail}\n    {verdict.note}", flush=True
            )
    print(table(verdicts))
    print(kinds(verdicts))
    return 1 if any(verdict.failures for verdict in verdicts) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("--cases", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--surface", action="append", choices=sorted(SURFACES))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", metavar="SURFACE:SEED:CASE")
    parser.add_argument("--verbose", "-v", action="store_true", help="tell each failure at once")
    return parser.parse_args()


def _parts(text: str) -> tuple[str, int, int]:
    surface, seed, number = text.split(":")
    return surface, int(seed), int(number)


def _only(name: Name) -> int:
    """Judge one case, tell all of it, and leave its content in a folder."""
    surface = SURFACES[name.surface]
    case = surface.make(name)
    out = Path(".press") / "hostile" / str(name).replace(":", "-")
    shutil.rmtree(out, ignore_errors=True)
    write(prepared(out), case.files)
    parent = Path(tempfile.mkdtemp(prefix="hostile-"))
    try:
        folder = prepared(parent)
        drawn = {"draw": True} if surface.judge is judge else {}
        verdict = surface.judge(case, folder, **drawn)
    finally:
        shutil.rmtree(parent, ignore_errors=True)
    print(
        f"{name}: {case.note}\n"
        f"{'accepted' if verdict.accepted else 'told'}, {verdict.seconds:.2f} s"
    )
    print("\n".join(verdict.problems))
    for failure in verdict.failures:
        print(f"FAILED {failure.kind}: {failure.detail}")
    print(f"its content is in {out}/content")
    return 1 if verdict.failures else 0


def table(verdicts: list[Verdict]) -> str:
    """Return the figures of each surface, and of all."""
    rows = [f"{'surface':8} {'cases':>6} {'accepted':>8} {'told':>6} {'failed':>6} {'drawn':>5}"
            f" {'mean ms':>7} {'slowest s':>9} {'MB':>5} {'most told':>9}"]  # fmt: skip
    for surface in (*SURFACES, "all"):
        some = [v for v in verdicts if surface in {v.name.surface, "all"}]
        if some:
            rows.append(_row(surface, some))
    codes = Counter(code for verdict in verdicts for code in verdict.codes)
    told = ", ".join(f"{code} {count}" for code, count in codes.most_common())
    return "\n".join([*rows, f"told by code: {told}"])


def _row(surface: str, some: list[Verdict]) -> str:
    accepted = sum(verdict.accepted for verdict in some)
    failed = sum(bool(verdict.failures) for verdict in some)
    told = sum(bool(verdict.problems) and not verdict.accepted for verdict in some)
    mean = sum(verdict.seconds for verdict in some) / len(some) * 1000
    return (
        f"{surface:8} {len(some):6} {accepted:8} {told:6} {failed:6} {sum(v.drawn for v in some):5}"
        f" {mean:7.0f} {max(v.seconds for v in some):9.2f} {max(v.megabytes for v in some):5.0f}"
        f" {max(len(v.problems) / v.changes for v in some):9.0f}"
    )


def kinds(verdicts: list[Verdict]) -> str:
    """Return the kinds of failure, with how many and the first of each surface."""
    found: dict[tuple[str, str], list[tuple[Verdict, str]]] = {}
    for verdict in verdicts:
        for failure in verdict.failures:
            found.setdefault((failure.kind, verdict.name.surface), []).append(
                (verdict, failure.detail)
            )
    rows = []
    for (kind, surface), some in sorted(found.items()):
        verdict, detail = min(some, key=lambda pair: len(pair[0].note))
        rows.append(
            f"{kind} × {len(some)} in {surface}: {verdict.name} {verdict.note}\n    {detail}"
        )
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main())
