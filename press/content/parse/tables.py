"""Read tables: TOML with the line of every key, CSV with the line of every row.

CSV comes from Excel in any of its moods: separated by comma, semicolon or tab, cells in quotes,
blank rows anywhere.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from press.base import limits
from press.base.diag import Problem, Reported, Span, gathered, nearest
from press.content.encoding.lost_letters import EXCEL_ERROR
from press.content.model.campaign import Marks
from press.content.parse.frontmatter import Document, cleaned
from press.content.parse.toml_errors import HEADER, KEY, NAME, bad_toml
from press.content.parse.toml_limits import before, beyond, within
from press.content.parse.yaml_losses import unwrapped
from press.content.resources import Source

_INLINE = re.compile(rf"[{{,]\s*({NAME})\s*=")
_MEND = "mend the cell or make its column wider, then save again; empty it if nobody knows"
_BREAK = re.compile(r"[^\s;]\s*\n\s*[^\s;]")  # between words, where no ; parts them
Line = tuple[Span, list[str]]  # the place of a row, and its cells as written
RESTORE = "take back the file as it was, and change single rows"


def toml(source: Source) -> Reported[Document | None]:
    """Return the tables of a TOML file with the place of every key, or None if it breaks."""
    values = yield from _values(source)
    if values is None:
        return None
    marks = Marks(span=Span(source.path, 1), keys=dict(_places(source)))
    problems = tuple(within(values, marks))
    yield from problems
    return None if problems else Document(source, cleaned(values), marks)


def _values(source: Source) -> Reported[dict[str, object] | None]:
    problems = tuple(before(source))
    yield from problems
    try:
        return None if problems else tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        yield bad_toml(source, str(error))
    except (RecursionError, ValueError):
        yield beyond(source)
    return None


def _places(source: Source) -> Iterator[tuple[str, Span]]:
    """Yield where tables and keys stand. Lines inside a multi-line text are nobody's keys."""
    table, quote = "", ""
    for number, line in enumerate(source.text.split("\n"), 1):
        fences = re.findall(r'"""|\'\'\'', line)
        if quote:
            quote = "" if quote in fences else quote
        elif header := HEADER.fullmatch(line):
            table = _dotted(header[1])
            yield table, Span(source.path, number, 1)
        elif key := KEY.match(line):
            yield from _key_places(source.path, table, number, key)
            quote = fences[0] if len(fences) == 1 else ""


def _key_places(path: str, table: str, line: int, key: re.Match[str]) -> Iterator[tuple[str, Span]]:
    """Yield where a key stands, the tables its dots imply, and the keys of an inline table."""
    name = _dotted(key[2])
    full = f"{table}.{name}" if table else name
    span = Span(path, line, len(key[1]) + 1)
    parts = full.split(".")
    for length in range(table.count(".") + 2 if table else 1, len(parts)):
        yield ".".join(parts[:length]), span
    yield full, span
    for inner in _INLINE.finditer(key[3]) if key[3].startswith("{") else ():
        yield f"{full}.{_dotted(inner[1])}", Span(path, line, key.start(3) + inner.start(1) + 1)


def _dotted(name: str) -> str:
    return ".".join(part.strip(" \t\"'") for part in name.split("."))


@dataclass(frozen=True)
class Row:
    """One row of a CSV file: its cells by column, in text, trimmed; which had several lines."""

    cells: Mapping[str, str]
    span: Span
    broken: frozenset[str] = frozenset()


def rows(
    source: Source, columns: Collection[str], needed: Collection[str]
) -> Reported[tuple[Row, ...]]:
    """Return the rows below the header that have something in them.

    A column nobody knows and a row with too many cells are problems, and the rest is still read;
    without a column that is needed nothing is.
    """
    lines, unread = gathered(_lines(source))
    if not lines:
        empty = Problem(Span(source.path), "empty-file", "the table is empty", RESTORE)
        yield from unread or (empty,)
        return ()
    (top, header), *rest = lines
    names = [cell.strip().lower() for cell in header]
    yield from _bad_header(top, names, columns, needed)
    if not set(needed) <= set(names):
        return ()
    yield from unread
    found = []
    for span, cells in rest:
        values = [" ".join(cell.split()) for cell in cells]
        flaws = tuple(_bad_row(span, values, cells, names))
        yield from flaws
        if not flaws:
            by_name = dict(zip(names, values, strict=False))
            named = zip(names, cells, strict=False)
            broken = frozenset(name for name, cell in named if _BREAK.search(cell))
            found.append(Row({name: by_name.get(name, "") for name in columns}, span, broken))
    return tuple(found)


def cells(source: Source) -> list[Line]:
    """Return the cells of the header, then those of each row that can be read."""
    return gathered(_lines(source))[0]


def _lines(source: Source) -> Reported[list[Line]]:
    """Return the first line and the cells of every row that is not blank."""
    delimiter = _delimiter(source.text)
    reader = csv.reader(io.StringIO(source.text), delimiter=delimiter, strict=True)
    line = 1
    found: list[Line] = []
    try:
        for cells in reader:
            if any(map(str.strip, cells)) and (found or not cells[0].startswith("sep=")):
                if len(found) > limits.ROWS:
                    yield _too_large(Span(source.path, line), "rows", limits.ROWS)
                    break
                found.append((Span(source.path, line), cells))
            line = reader.line_num + 1
    except csv.Error as error:
        span = Span(source.path, line)
        too_long = "field limit" in str(error)
        yield _unclosed(span) if too_long else _bad_quotes(source, span, delimiter)
    return found


def _too_large(span: Span, what: str, limit: int) -> Problem:
    message = f"the table has more than {limit:,} {what}"
    return Problem(span, limits.CODE, message)


def _unclosed(span: Span) -> Problem:
    message = "the table cannot be read from here on"
    hint = "a quotation mark is opened and not closed; inside quotes, write it twice"
    return Problem(span, "bad-csv", message, hint)


def _bad_quotes(source: Source, span: Span, delimiter: str) -> Problem:
    """Return the problem of a row whose quotation marks do not fit, with the right form."""
    line = source.lines[span.line - 1]
    for cell in line.split(delimiter):
        text = cell.strip()
        if (
            text.startswith('"')
            and text.count('"') % 2 == 0
            and '"' in text[1:-1].replace('""', "")
        ):
            right = '"' + unwrapped(text).replace('""', '"').replace('"', '""') + '"'
            message = "a quotation mark ends this cell before its end"
            return Problem(span, "bad-csv", message, f"inside quotes, write it twice: {right}")
    return _unclosed(span)


def _bad_row(
    span: Span, values: list[str], cells: list[str], names: list[str]
) -> Iterator[Problem]:
    """Yield why a row cannot be taken as it is. Cells too few are empty ones, which Excel drops."""
    if len(cells) > limits.CELLS:
        yield _too_large(span, "columns", limits.CELLS)
    elif len(values) > len(names):
        yield _too_many(span, len(values), len(names))
    elif any(value and not name for value, name in zip(values, names, strict=False)):
        message = "a cell of this row stands below a column without a name"
        yield Problem(span, "unknown-key", message, "give the column its name in the first row")
        names[:] = [name or "-" for name in names]  # once is enough
    for name, value, cell in zip(names, values, cells, strict=False):
        if EXCEL_ERROR.fullmatch(value):
            message = f'"{name}": "{value}" is what Excel shows in place of a value'
            yield Problem(span, "bad-value", message, _MEND)
        elif len(value) > limits.TEXT:
            message = limits.most(f'"{name}" has characters:', len(value), limits.TEXT)
            yield Problem(span, limits.CODE, message)
        elif "\n" in cell and any(_looks_like_row(x, names) for x in cell.split("\n")[1:]):
            yield _unclosed(span)


def _looks_like_row(line: str, names: list[str]) -> bool:
    """Tell whether a line inside a cell is a row that a quotation mark has swallowed."""
    return max(line.count(sign) for sign in ",;\t") * 2 >= len(names)


def _delimiter(text: str) -> str:
    """Return what separates the cells of the header: whichever of , ; tab it has most of."""
    lines = (line for line in text.split("\n") if line.strip(" ,;\t"))
    header = next((line for line in lines if not line.startswith("sep=")), "")
    return max(",;\t", key=header.count)


def _bad_header(
    span: Span, names: list[str], columns: Collection[str], needed: Collection[str]
) -> Iterator[Problem]:
    missing = [f'"{name}"' for name in needed if name not in names]
    for name in names if not missing else ():
        if name and name not in columns:
            message = f'the table has no column "{name}"'
            yield Problem(span, "unknown-key", message, nearest(name, columns))
        elif name and names.count(name) > 1:
            yield Problem(span, "duplicate-key", f'the column "{name}" is there twice')
    if missing:
        found = ", ".join(filter(None, names))
        hint = f"the first row names the columns; this one has: {found}"[:300]
        what = "columns" if missing[1:] else "a column"
        yield Problem(span, "missing-key", f"the table needs {what} {', '.join(missing)}", hint)


def _too_many(span: Span, cells: int, columns: int) -> Problem:
    message = f"this row has {cells} cells, but there are {columns} columns"
    return Problem(span, "bad-value", message, "a cell with a comma inside must stand in quotes")
