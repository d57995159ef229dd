"""Parse content/communes.csv: one row, one Commune.

Excel drops the zeros of codes and numbers; both are caught here, with the way to prevent it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from press.base.diag import Problem, Reported, Span, each, gathered, nearest
from press.content import contacts
from press.content.model.campaign import Commune, Marks
from press.content.parse.schema import record
from press.content.parse.tables import RESTORE, Row, rows
from press.content.resources import Source

NEEDED = ("code", "kind", "name")
PHONES = ("phone", "police_phone", "border_post_phone")
LISTS = ("merged_from", "former_districts", "aliases")  # of names, with ; between them
COLUMNS = (*NEEDED, "lao_border", "coastal", *LISTS, "address", "email", *PHONES)
KINDS = {"xã": "xa", "phường": "phuong", "đặc khu": "dac_khu"}
YES = frozenset({"yes", "true", "x", "1", "có"})
NO = frozenset({"", "no", "false", "0", "không", "maybe"})  # maybe: nobody has confirmed it
_TWO = re.compile(r"(?i)(?:xã|phường|thị trấn)\s.*\s(?:xã|phường|thị trấn)\s")
MOST_SHOWN = 60  # letters of a value in a message
_NO_CODE = "this row has no code"
_GO = "a code is five digits; if this row is a total or a note, take it out"
_AS_TEXT = "in Excel, format the column as Text before you type or paste"


def communes(source: Source) -> Reported[tuple[Commune, ...]]:
    """Return the communes of a table; rows with a problem are left out."""
    table, problems = gathered(rows(source, COLUMNS, NEEDED))
    yield from problems
    if not table and not problems:
        message = "the table has no row below the names of its columns"
        yield Problem(Span(source.path), "empty-file", message, RESTORE)
    return (yield from each(map(_commune, table)))


def _commune(row: Row) -> Reported[Commune | None]:
    problems = tuple(_no_commune(row)) or tuple(p for check in _CHECKS for p in check(row))
    yield from problems
    if problems:
        return None
    values = {
        **row.cells,
        "kind": KINDS.get(row.cells["kind"].lower(), row.cells["kind"].lower()),
        "lao_border": row.cells["lao_border"].lower() in YES,
        "coastal": row.cells["coastal"].lower() in YES,
        **{name: _names(row, name) for name in LISTS},
    }
    return (yield from record(Commune, values, Marks(span=row.span)))


def _no_commune(row: Row) -> Iterator[Problem]:
    """Yield the one problem of a row that is a total or a note, or that lost its code."""
    code = row.cells["code"]
    if not any(map(str.isdigit, code)):
        message = f'this row has "{code[:MOST_SHOWN]}" in place of a code' if code else _NO_CODE
        yield Problem(row.span, "bad-code", message, _GO)


def _names(row: Row, column: str) -> list[str]:
    return [name.strip() for name in row.cells[column].split(";") if name.strip()]


def _code(row: Row) -> Iterator[Problem]:
    code = row.cells["code"]
    if not re.fullmatch("[0-9]{5}", code):
        lost = re.fullmatch("[0-9]{1,4}", code)
        hint = f"if Excel dropped the zeros it is {code:0>5}: {_AS_TEXT}" if lost else _AS_TEXT
        yield Problem(row.span, "bad-code", f'the code "{code}" is not five digits', hint)


def _kind(row: Row) -> Iterator[Problem]:
    kind = row.cells["kind"]
    if kind.lower() not in {*KINDS, *KINDS.values()}:
        message = f'a commune is a xã, phường or đặc khu, not "{kind}"'
        yield Problem(row.span, "bad-value", message, nearest(kind.lower(), KINDS))


def _name(row: Row) -> Iterator[Problem]:
    if not row.cells["name"]:
        yield Problem(row.span, "missing-key", "the commune has no name")
    if row.cells["name"].lower().startswith(tuple(f"{kind} " for kind in (*KINDS, "thị trấn"))):
        message = f'the name "{row.cells["name"]}" begins with the kind of the commune'
        yield Problem(row.span, "bad-value", message, "leave that to the column kind")


def _flags(row: Row) -> Iterator[Problem]:
    for name in ("lao_border", "coastal"):
        if row.cells[name].lower() not in YES | NO:
            message = f'"{name}" must be yes or empty, not "{row.cells[name]}"'
            yield Problem(row.span, "bad-value", message)


def _contacts(row: Row) -> Iterator[Problem]:
    """Yield what nobody could call or write to, and names that are none."""
    judged = [(name, contacts.phone, row.cells[name]) for name in PHONES]
    judged += [("email", contacts.email, row.cells["email"])]
    judged += [("name", contacts.place_name, row.cells["name"])]
    for column in ("merged_from", "former_districts"):
        judged += [(column, contacts.place_name, name) for name in _names(row, column)]
    for column, judge, value in judged:
        if value and (flaw := judge(value)):
            message = f'"{column}": "{value[:MOST_SHOWN]}" {flaw.wrong}'
            yield Problem(row.span, "bad-value", message, flaw.hint)


def _lists(row: Row) -> Iterator[Problem]:
    """Yield lists in which two names would become one."""
    for column in LISTS:
        if column in row.broken or any(map(_TWO.search, _names(row, column))):
            message = f'"{column}": two names without a ; between them would be read as one'
            yield Problem(row.span, "bad-value", message, "all on one line: Xã Một; Xã Hai")


def _aliases(row: Row) -> Iterator[Problem]:
    for alias in _names(row, "aliases"):
        if alias.isdecimal() and not re.fullmatch("[0-9]{5}", alias):
            message = f'the former code "{alias}" is not five digits'
            hint = f"if Excel dropped the zeros it is {alias:0>5}: {_AS_TEXT}"
            yield Problem(row.span, "bad-code", message, hint if len(alias) < 5 else _AS_TEXT)


_CHECKS: tuple[Callable[[Row], Iterator[Problem]], ...] = (
    _code,
    _kind,
    _name,
    _flags,
    _contacts,
    _lists,
    _aliases,
)
