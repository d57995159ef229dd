"""Glyphs: no text of staff reaches paper unless its typefaces have every letter of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from press.base.diag import ContentError
from press.content.check import _campaign, check
from press.content.check.glyphs import glyphs
from press.content.model.campaign import Campaign
from press.content.parse import Parsed, parse
from press.content.read.disk import ROOT, read_sources
from press.content.resources import Resources, Source, Sources
from press.outputs.composer import Composer
from press.outputs.edition.record import Edition
from press.outputs.piece.record import Artwork, Face, Imprint
from press.outputs.registry import make_plan
from press.outputs.ticket.record import Ticket
from press.outputs.ticket.render import entries
from tests.composing import FINGERPRINTS
from tests.conftest import overlaid
from tests.strategies import sources_of

RARE = 0x4E00  # the first of twenty thousand letters that none of our typefaces has


@pytest.fixture(scope="module")
def printed(tiny_sources: Sources) -> Sources:
    """The tiny content with all real formats, every contact and a sponsor."""
    formats = read_sources(ROOT / "content").get("formats.toml")
    table = tiny_sources.get("communes.csv")
    campaign = tiny_sources.get("campaign.toml")
    assert formats
    assert table
    assert campaign
    head, *rows = table.text.strip().split("\n")
    names = head.split(",")
    filled = {"address": "Khối 2", "phone": "0238 3842 111", "email": "a@b.vn"}
    lines = [
        ",".join(filled.get(name, cell) for name, cell in zip(names, row.split(","), strict=True))
        for row in rows
    ]
    partner = '\n[partners.hoi]\nname = { vi = "Hội Phụ nữ", en = "Women’s Union" }\nlogo = "hoi"\n'
    partner += "sponsor = true\n"
    logo = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256"><path d="M0,0H9V9Z"/></svg>'
    )
    return overlaid(
        tiny_sources,
        sources_of(
            {
                "formats.toml": _for_all(formats.text),
                "communes.csv": "\n".join([head, *lines, ""]),
                "campaign.toml": campaign.text + partner,
                "logos/hoi.svg": logo,
            }
        ),
    )


def _for_all(formats: str) -> str:
    """Return formats that are made of every message."""
    lists = re.compile(r'\["[^]]+\]')
    lines = (
        lists.sub("true", line) if line.startswith("variants") else line
        for line in formats.split("\n")
        if not line.startswith("messages")
    )
    return "\n".join(lines)


def places(parsed: Parsed) -> Iterator[tuple[str, str]]:
    """Yield (file, text) of each text that staff wrote: fields, cells and blocks of bodies."""
    for file in parsed.documents:
        ids = file.source.name == "formats.toml"  # of shapes, units and the like: none is printed
        for _, text in file.texts():
            if len(text) > 1 and not (ids and re.fullmatch(r"[a-z0-9×x_-]+", text)):
                yield file.source.name, text
        yield from ((file.source.name, line) for line in file.body.split("\n") if len(line) > 3)
    for name in ("communes.csv", "events.csv"):
        source = parsed.sources.get(name)
        rows = source.text.split("\n")[1:] if source else []
        yield from ((name, cell) for row in rows for cell in row.split(",") if len(cell) > 1)


Edits = dict[str, tuple[str, int]]  # letter -> the file and the place it is put in


def lettered(sources: Sources, edits: Edits) -> Sources:
    """Return the content with each letter in its place."""
    texts = {source.name: source.text for source in sources.files}
    for letter, (name, place) in sorted(edits.items(), key=lambda item: -item[1][1]):
        texts[name] = texts[name][:place] + letter + texts[name][place:]
    return sources_of(texts)


def edits_of(sources: Sources) -> Edits:
    """Return a rare letter of its own for every text of staff whose file may have it."""
    edits: dict[Source, Edits] = {}
    for number, (name, text) in enumerate(places(parse(sources))):
        source = sources.get(name)
        start = text.split("\n")[0][:12].strip("#*- ")
        found = re.search(rf"(?<!\w){re.escape(start)}", source.text if source else "")
        if source and found and len(start) > 1:
            edits.setdefault(source, {})[chr(RARE + number)] = (name, found.start() + 1)
    return {
        letter: place
        for source, own in edits.items()
        for letter, place in (own if fits(source, own) else _fitting(source, own)).items()
    }


def _fitting(source: Source, edits: Edits) -> Edits:
    return {letter: place for letter, place in edits.items() if fits(source, {letter: place})}


def fits(source: Source, edits: Edits) -> bool:
    """Return whether a file has its form with the letters too."""
    file = sources_of({source.name: source.text})
    return faults(file) == faults(lettered(file, edits))


def faults(sources: Sources) -> int:
    """Return how much is wrong with the form of a file."""
    own = {source.path for source in sources.files}
    return sum(problem.span.path in own for problem in parse(sources).problems)


def without_names(sources: Sources, edits: Edits, resources: Resources) -> Edits:
    """Return the edits but those of names that something else must have, as of colours."""
    with pytest.raises(ContentError) as raised:
        check(parse(lettered(sources, edits)), resources)
    lines = {source.path: source.text.split("\n") for source in lettered(sources, edits).files}
    strict = re.compile("unknown-(?!number)|bad-value|broken-link|missing-file")
    broken = "".join(
        lines[problem.span.path][problem.span.line - 1]
        for problem in raised.value.problems
        if strict.match(problem.code) and problem.span.path in lines
    )
    return {letter: place for letter, place in edits.items() if letter not in broken}


def drawn(campaign: Campaign, resources: Resources) -> Iterator[str]:
    """Yield every text that is drawn: of pieces, editions and job tickets."""
    composer = Composer(campaign, resources, FINGERPRINTS)
    for job in make_plan(campaign).jobs:
        record = composer.compose(job) if job.kind in {"card", "print", "data"} else None
        if isinstance(record, Face):
            yield from (*texts(record.artwork), *texts(record.imprint))
        elif isinstance(record, Edition):
            yield from (*texts(record.artwork), *texts(record.imprints))
        elif isinstance(record, Ticket):
            told = dict.fromkeys(record.files, (1, "0"))
            yield from (*texts(record.order), *texts(entries(record, told)))


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from texts(tuple(value.values()))
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif hasattr(value, "__dataclass_fields__"):
        heard = {
            Artwork: ("alt",),
            Imprint: ("link_alt", "link", "logos"),
        }.get(type(value), ())
        for name in value.__dataclass_fields__:
            if name not in heard:
                yield from texts(getattr(value, name))


def test_a_letter_that_no_typeface_has_is_told_or_reaches_no_paper(
    printed: Sources, resources: Resources
) -> None:
    edits = without_names(printed, edits_of(printed), resources)
    parsed = parse(lettered(printed, edits))
    found = list(glyphs(parsed, resources))

    told = set("".join(problem.message for problem in found))
    reached = set("".join(drawn(_campaign(parsed, resources), resources))) & edits.keys()
    assert {edits[letter]: letter for letter in reached - told} == {}
    assert len(reached) > 60
    assert all(problem.span.line and problem.span.column for problem in found)


@pytest.mark.parametrize(
    ("words", "letters"),
    [
        ("⚠️ Cảnh báo", "⚠"),  # what changes a picture is told with it
        ("👨‍👩‍👧", "👨👩👧"),
        ("Có \uf0fc", "\uf0fc"),
        ("✔ Có, ✔ có", "✔"),
        ("&#9888; Cảnh báo", "⚠"),
        ("## Gọi → 111\n\nMột → hai.", "→→"),  # of headings and of the text
        ("\uf0b7\tGọi 111\n\uf0b7\tKể lại", ""),  # bullets of Word
        ("Một\tdòng\u2028khác.", ""),
    ],
)
def test_letters_of_bodies_are_told_at_their_place(
    tiny_sources: Sources, resources: Resources, words: str, letters: str
) -> None:
    source = tiny_sources.get("messages/goi-111/vi.md")
    assert source
    edited = sources_of({source.name: f"{source.text}\n{words}\n"})
    found = list(glyphs(parse(overlaid(tiny_sources, edited)), resources))

    told = [re.findall(r'"(.+)" \(U\+(\w+)', problem.message)[0][1] for problem in found]
    assert [chr(int(code, 16)) for code in told] == list(letters)
    line = source.text.count("\n") + 2
    assert all(problem.span.line in {line, line + 2} for problem in found)
