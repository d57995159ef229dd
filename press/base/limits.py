"""How much a file of content may hold: far above any real need, far below what stops a machine.

`docs/limits.md` says the same to staff; a test compares. What is beyond a limit is refused at its
place, before anything is made of it.
"""

from __future__ import annotations

from datetime import date

FILE = 32_000_000  # bytes of one file
FIELDS = 50_000  # characters above the body of a message or page, and of a file of TOML times ten
TOML = 10 * FIELDS
BODY = 50_000  # characters of the text below the fields
TEXT = 10_000  # characters of one text: a field, or a cell of a table
KEYS = 5_000  # names in one file
ITEMS = 500  # of one list
DEPTH = 8  # lists and tables in one another
DIGITS = 15  # of one number
ROWS = 120_000  # of one table
CELLS = 200  # of one row
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
CODE = "too-large"  # of problems that tell of a limit


def most(what: str, count: int, limit: int) -> str:
    """Return in words that something goes beyond its limit."""
    return f"{what} {count:,}, the most is {limit:,}"
