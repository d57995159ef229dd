"""Judge a case: build it as far as records go, and say what must not be."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields as fields_of
from datetime import date
from functools import lru_cache
from itertools import islice, pairwise
from pathlib import Path

from press.base.diag import ContentError, Problem, Reported, gathered
from press.base.digest import Shown
from press.base.outline import Outline
from press.content import parse as parsing
from press.content.check import check
from press.content.model.campaign import Message, Record, StandingPage
from press.content.parse import Parsed, parse
from press.content.read.disk import ROOT, read_resources, read_sources
from press.content.resources import Resources, Source
from press.outputs.piece.render import Pieces
from press.outputs.shared.typesetting import Sheets, UnfitError
from tests.hostile.case import Case, Verdict
from tests.hostile.claims import Claim, cells_of, claims, fields, split
from tests.hostile.content import CODE, base, restore, write
from tests.hostile.expected import places
from tests.hostile.limits import MEGABYTES, SECONDS, TooSlowError, limited
from tests.hostile.outputs import Outputs
from tests.hostile.wording import wording
from tests.hostile.words import hidden, joined, words

TODAY = date(2025, 7, 15)
FEW = 2  # losses told of one file
DRAWN = 25  # of so many accepted cases one is drawn


@lru_cache(maxsize=1)
def resources() -> Resources:
    """Return the resources of the day, read once."""
    return read_resources(TODAY)


@lru_cache(maxsize=1)
def remember() -> None:
    """Have files that a case leaves alone taken apart once for all cases: a third of the time."""
    for name in ("document", "toml"):
        setattr(parsing, name, _remembering(getattr(parsing, name)))


def _remembering(read: Callable[[Source], Reported[object]]) -> Callable[[Source], object]:
    @lru_cache(maxsize=64)
    def kept(source: Source) -> tuple[object, tuple[Problem, ...]]:
        return gathered(read(source))

    def again(source: Source) -> Reported[object]:
        result, problems = kept(source)
        yield from problems
        return result

    return again


@lru_cache(maxsize=1)
def sheets() -> Sheets:
    """Return the compiler that draws."""
    return Sheets(ROOT, resources().profile)


def judge(case: Case, folder: Path, *, draw: bool = False) -> Verdict:
    """Return what became of a case. `folder` holds the campaign as it should be, then again."""
    verdict = Verdict(case.name, case.note, changes=case.changes)
    remember()
    write(folder, case.files)
    try:
        with limited() as taken:
            judged(case, folder, verdict, draw=draw)
    except TooSlowError:
        verdict.fail("slow", f"stopped after {SECONDS:.0f} s\n{_where()}")
    except MemoryError:
        verdict.fail("memory", f"more than {MEGABYTES:.0f} MB\n{_where()}")
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a panic of Rust is no Exception
        verdict.fail("exit-3", f"{type(error).__name__}: {str(error)[:160]}\n{_where()}")
    finally:
        restore(folder, case.files)
    verdict.seconds, verdict.megabytes = taken.seconds, taken.megabytes
    return verdict


def _where() -> str:
    """Return the last calls of ours on the way to what went wrong."""
    calls = [line for line in traceback.format_exc().splitlines() if "/press/" in line]
    return "\n".join(calls[-2:])


def judged(case: Case, folder: Path, verdict: Verdict, *, draw: bool) -> None:
    """Build a case, adding to its verdict."""
    sources = read_sources(folder)
    parsed = parse(sources)
    try:
        checked = check(parsed, resources())
        found: tuple[Problem, ...] = checked.warnings
        outputs = Outputs(checked.campaign, resources(), _codes(case))
        verdict.accepted = True
    except ContentError as error:
        found = error.problems
    verdict.codes = tuple(sorted({problem.code for problem in found}))
    verdict.problems = tuple(map(str, found))
    wording(case, found, verdict)
    if case.garbled and not found:
        verdict.fail("garbled", case.garbled)
    if verdict.accepted:
        told = {problem.span.path.partition("/")[2] for problem in found}
        _outputs(case, parsed, outputs, told, verdict)
        if draw or case.name.number % DRAWN == 0:
            _draw(case, outputs, verdict)


def _codes(case: Case) -> tuple[str, ...]:
    """Return the communes whose files are made: those in whose rows something has changed."""
    table = case.files.get("communes.csv")
    if table is None:
        return (CODE,)
    was = list(cells_of(base()["communes.csv"].decode("utf-8-sig")))
    rows = cells_of(table.decode("utf-8", "replace"))
    return tuple(row.get("code", "").strip() for row in rows if row not in was) or (CODE,)


# Outputs.


def _outputs(
    case: Case, parsed: Parsed, outputs: Outputs, told: set[str], verdict: Verdict
) -> None:
    for place, tag, about in sorted(outputs.texts, key=lambda key: key[0] == "rest"):
        if seen := hidden(outputs.texts[place, tag, about]):
            verdict.fail("hidden", f"{place} {tag} {about}: {seen}")
            break
    for name, data in {**base(), **case.files}.items():
        if data is not None and name not in told and _is_shown(name, parsed):
            lost = filter(None, (_loss(claim, outputs) for claim in claims(name, data)))
            for detail in islice(lost, FEW):
                verdict.fail("loss", f"{name}: {detail}")
            _fields(name, data, parsed, verdict)
    if case.box:
        covered = tuple(round(value) for value in _box(parsed.logos["16813"]))
        if max(abs(a - b) for a, b in zip(covered, case.box, strict=True)) > 1:
            verdict.fail("drawn-wrong", f"the logo covers {covered}, not {case.box}")


def _box(drawing: object) -> tuple[float, float, float, float]:
    """Return what the outlines of a drawing cover, their curves taken at 24 places."""
    points: list[complex] = []
    for letter, *numbers in (step for outline in _outlines(drawing) for step in outline.steps):
        values = [float(number) for number in numbers]
        given = [complex(*pair) for pair in zip(values[::2], values[1::2], strict=True)]
        if given:
            points += given if letter in {"M", "L"} else _curve([points[-1], *given])
    xs, ys = [point.real for point in points], [point.imag for point in points]
    return min(xs), min(ys), max(xs), max(ys)


def _outlines(value: object) -> Iterator[Outline]:
    """Yield every outline in a record."""
    if isinstance(value, Outline):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _outlines(item)
    elif isinstance(value, Shown):
        for item in fields_of(value):
            yield from _outlines(getattr(value, item.name))


def _curve(controls: list[complex]) -> list[complex]:
    """Return points of a Bézier curve, by de Casteljau."""
    found = []
    for step in range(1, 25):
        points = controls
        while len(points) > 1:
            points = [a + (b - a) * step / 24 for a, b in pairwise(points)]
        found.append(points[0])
    return found


def _is_shown(name: str, parsed: Parsed) -> bool:
    """Tell whether a file is not that of a draft, or of a message outside its days."""
    if not name.startswith("messages/"):
        return True
    message = next((m for m in parsed.messages if m.id == name.split("/")[1]), None)
    return message is None or (
        message.status == "ready"
        and message.publish <= TODAY
        and (message.expires is None or message.expires > TODAY)
    )


def _loss(claim: Claim, outputs: Outputs) -> str:
    """Return what of a claim an output does not show."""
    wanted = joined(claim.text)
    if claim.field == "body":
        wanted = wanted.strip()  # a sign of Markdown may stand inside a word
    for place in claim.places if wanted else ():
        if not outputs.shows(place, claim.tag, claim.about, wanted):
            return f'{claim.field}: "{" ".join(claim.text.split())[:160]}" is not in {place}'
    return ""


def _fields(name: str, data: bytes, parsed: Parsed, verdict: Verdict) -> None:
    """Find items of a list that have become one, and values that were read as something else."""
    folder, about, file = (*name.split("/"), "", "")[:3]
    found: Iterable[Message | StandingPage] = (
        parsed.messages if folder == "messages" else parsed.pages
    )
    record = next((item for item in found if item.id == about), None)
    if record is None or folder not in {"messages", "pages"}:
        return
    texts: Mapping[str, Record] = record.translations
    text, first = texts.get(file.removesuffix(".md"), record), file == f"{parsed.master}.md"
    for field in fields(split(data.decode("utf-8", "replace"))[0]):
        owner = text if field.name in type(text).model_fields else record if first else None
        if owner and field.name in type(owner).model_fields:
            value = getattr(owner, field.name)
            if field.listed and len(field.texts) != len(value):
                detail = f"{len(field.texts)} items are written, {len(value)} are shown"
                verdict.fail("joined", f"{name}: {field.name}: {detail}")
            elif not places(type(owner), field.name) and not _is_read(field.texts, value):
                verdict.fail("misread", f"{name}: {field.name}: {field.texts} is read as {value}")


def _is_read(texts: tuple[str, ...], value: object) -> bool:
    """Tell whether a value that is shown nowhere has all the words that are written for it."""
    written = " ".join(texts)
    if isinstance(value, int) and " " not in written.strip():
        return True  # numbers may be written in more than one way
    return set(words(written)) <= set(words(str(value)))


def _draw(case: Case, outputs: Outputs, verdict: Verdict) -> None:
    """Draw a card and a poster in full, so that Typst and the fonts see the case."""
    pieces = Pieces(sheets(), lambda _key, make: make())
    verdict.drawn = True
    about = next((name.split("/")[1] for name in case.files if name.startswith("messages/")), "")
    for face in outputs.faces(("share", "poster-a3"), about):
        try:
            pieces.link(face)
        except UnfitError:
            verdict.codes += ("text-too-long",)
