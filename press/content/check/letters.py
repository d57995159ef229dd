"""Check that letters are letters: none lost, none of an encoding of old, no hidden marks in words.

Looks at files as they were written, so lines and columns are those of an editor. What one mishap
did to a file is one problem, at the first place, that says how far it goes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from press.base.diag import Problem, Span, excerpt
from press.content.encoding.clean import clean, is_ordinary, refused, with_dashes
from press.content.encoding.legacy import legacy
from press.content.encoding.lost_letters import SAVE_AGAIN, TYPE_AGAIN, foreign, lost
from press.content.parse import Parsed
from press.content.parse.tables import cells
from press.content.resources import Source

VIETNAMESE = "vi"  # the language whose spelling is known
_NAMES = re.compile(r"kind|name|merged_from|former_districts|address|place_vi")  # columns of names
_EXAMPLES = 3  # places that a problem shows


@dataclass(frozen=True, order=True)
class Damage:
    """A line or a cell that is not what somebody wrote: what happened, what it shows and means."""

    span: Span
    code: str
    cause: str
    shown: str
    hint: str
    meant: str = ""


@dataclass(frozen=True)
class _Piece:
    """A line of a file, or a cell of a table."""

    span: Span
    text: str
    language: str
    is_cell: bool = False
    is_name: bool = False


def damages(parsed: Parsed) -> tuple[Damage, ...]:
    """Return what is damaged in all files, line by line, and in texts that escapes stand for."""
    tags = [language.tag for language in parsed.languages]
    files = [source for source in parsed.sources.files if not source.path.endswith(".svg")]
    found = [damage for source in files for damage in _in_file(source, tags)]
    return tuple(sorted([*found, *_escaped(parsed)]))


def letters(found: Iterable[Damage]) -> Iterator[Problem]:
    """Yield one problem for all places of a file where the same happened."""
    by_cause = sorted(found, key=_cause)
    for (_, code, cause), group in groupby(by_cause, key=_cause):
        places = list(group)
        message = f"{cause}: {_examples(place.shown for place in places)}{_extent(places)}"
        meant = _examples(place.meant for place in places if place.meant)
        hint = f"did you mean {meant}? {places[0].hint}" if meant else places[0].hint
        yield Problem(places[0].span, code, message, hint)


def _examples(texts: Iterable[str]) -> str:
    return ", ".join(f'"{text}"' for text in list(dict.fromkeys(texts))[:_EXAMPLES])


def _extent(places: list[Damage]) -> str:
    """Return on how many lines it is, if on more than one, or on which if they are few."""
    lines = list(dict.fromkeys(place.span.line for place in places))
    if len(lines) == 1:
        return ""
    if len(lines) > _EXAMPLES:
        what = "rows of this table" if places[0].span.path.endswith(".csv") else "lines"
        return f" and more, on {len(lines)} {what}"
    return f", on lines {', '.join(map(str, lines))}"


def _cause(damage: Damage) -> tuple[str, str, str]:
    return damage.span.path, damage.code, damage.cause


def without_echoes(problems: Iterable[Problem], found: Collection[Damage]) -> Iterator[Problem]:
    """Yield the problems that do not merely follow from damaged letters on the same line."""
    hidden = {(damage.span.path, damage.span.line) for damage in found}
    spoiled = {
        (damage.span.path, damage.span.line)
        for damage in found
        if damage.code != "hidden-character"
    }
    for problem in problems:
        place = problem.span.path, problem.span.line
        if place not in spoiled and not (place in hidden and problem.code == "glyph-missing"):
            yield problem


def _in_file(source: Source, tags: list[str]) -> Iterator[Damage]:
    table = source.path.endswith(".csv")
    for piece in _cells(source, tags) if table else _lines(source, tags):
        found = _lost(piece) or _encoded(piece)
        if not found and not is_ordinary(piece.text):
            found = _hidden(piece) or _foreign(piece)
        if found:
            yield found


def _lines(source: Source, tags: list[str]) -> Iterator[_Piece]:
    """Yield the lines of a file, each in the language of its file or its key."""
    name = source.name.rpartition("/")[2].split(".")
    of_file = next((part for part in name[:-1] if part in tags), VIETNAMESE)
    of_key = re.compile(rf"(?:^|[\s{{.,])({'|'.join(map(re.escape, tags)) or VIETNAMESE})\s*=")
    written = with_dashes(f".{name[-1]}", source.written)
    for number, line in enumerate(written.split("\n"), 1):
        remark = name[-1] != "md" and line.lstrip().startswith("#")
        keys = of_key.findall(line) if name[-1] == "toml" else []
        language = next((key for key in keys if key != VIETNAMESE), of_file)
        if line and not remark:
            yield _Piece(Span(source.path, number, 1), line, language)


def _cells(source: Source, tags: list[str]) -> Iterator[_Piece]:
    """Yield the cells of a table below its header, each in the language of its column."""
    written, lines = replace(source, text=source.written), source.written.split("\n")
    header: list[str] = []
    for span, row in cells(written):
        for column, cell in zip(header, row, strict=False):
            tag = column.rpartition("_")[2]
            language = tag if tag in tags else VIETNAMESE
            place = replace(span, column=lines[span.line - 1].find(cell) + 1)
            is_name = bool(_NAMES.fullmatch(column))
            yield _Piece(place, cell, language, is_cell=True, is_name=is_name)
        header = header or [clean(cell).strip().lower() for cell in row]


def _encoded(piece: _Piece) -> Damage | None:
    found = legacy(piece.text, vietnamese=piece.language == VIETNAMESE)
    if not found:
        return None
    cause = f"this text is garbled, it is {found.encoding}"
    shown, meant = excerpt(piece.text), excerpt(found.text)
    return Damage(piece.span, "wrong-encoding", cause, shown, found.hint, meant)


def _lost(piece: _Piece) -> Damage | None:
    vietnamese = piece.language == VIETNAMESE
    word = lost(clean(piece.text), vietnamese=vietnamese, is_name=piece.is_name)
    return _of_word(piece, word) if word else None


def _foreign(piece: _Piece) -> Damage | None:
    word = piece.language == VIETNAMESE and foreign(clean(piece.text), is_name=piece.is_name)
    return _of_word(piece, word) if word else None


def _of_word(piece: _Piece, word: str) -> Damage:
    span = replace(piece.span, column=max(piece.span.column, 1) + max(piece.text.find(word), 0))
    items = (item.strip() for item in piece.text.split(";"))
    shown = next((item for item in items if word in item), word) if piece.is_cell else word
    hint = SAVE_AGAIN if piece.is_cell else TYPE_AGAIN
    return Damage(span, "letters-lost", "letters are lost or wrong", excerpt(shown), hint)


def _hidden(piece: _Piece) -> Damage | None:
    for found in refused(piece.text):
        span = replace(piece.span, column=max(piece.span.column, 1) + found.start())
        return _hidden_at(span, piece.text, found)
    return None


def _hidden_at(span: Span, text: str, found: re.Match[str]) -> Damage:
    before = re.search(r"[^\W_]*$", text[: found.start()])
    after = re.match(r"[^\W_]*", text[found.end() :])
    halves = before[0] if before else "", after[0] if after else ""
    points = " ".join(f"U+{ord(letter):04X}" for letter in found[0])
    shown = f"{halves[0]}[{points}]{halves[1]}"
    code, letter = "hidden-character", found[0][0]
    if all(halves) and not {"\u200b", "\ufeff"}.isdisjoint(found[0]):
        cause = "a mark that nobody sees stands inside a word"
        hint = f'write a space, or join them: "{" ".join(halves)}" or "{"".join(halves)}"'
    elif "\ue000" <= letter <= "\uf8ff" or letter >= "\U000f0000":
        cause = "a sign of a font like Wingdings, which no other font has"
        hint = "write a word or a common sign; in a list, - before each line"
    else:
        cause = "a character that no text has"
        hint = "delete it with the letters beside it, and type those again"
    return Damage(span, code, cause, shown, hint)


def _escaped(parsed: Parsed) -> Iterator[Damage]:
    """Yield what is refused in values that were written as escapes, like "\\\\ufeff"."""
    for file in parsed.documents:
        for key, text in file.texts():
            for found in refused(text):
                if found[0] not in file.source.written:
                    yield _hidden_at(file.marks.at(key), text, found)
                    break
