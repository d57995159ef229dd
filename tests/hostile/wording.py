"""How problems are told: with a place, in words that staff know, one for each cause."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.base.diag import FEW, Problem
from tests.hostile.case import Case, Verdict
from tests.hostile.content import base
from tests.hostile.words import hidden

LONGEST = 600  # letters of a problem with its hint
READ = 60  # problems of a case that are looked at: more are a failure by their number
MANY = 2 * (FEW + 1)  # problems that one change may have, of one kind or two
LIBRARIES = re.compile(
    r"Traceback|\b\w+(?:Error|Exception|Panic)\b|pydantic|ruamel|yaml\.|tomllib|[Tt]ypst|nh3|jinja"
    r"|NoneType|NaN\b|out of range|recursion|codec|[Ee]rrno|<class|object at 0x|\bdict\b|\btuple\b"
    r"|\bNone\b|unhashable|iterable|not supported between|divide by zero|scanner|lxml"
    r"|fontTools|\bstr\b"
)
# Told of a file, not of a line.
WHOLE = frozenset(
    {"missing-file", "unknown-file", "same-path", "unknown-language"}
    | {"unreadable", "empty-file", "too-large", "not-utf8", "wrong-encoding"}
)


def wording(case: Case, found: tuple[Problem, ...], verdict: Verdict) -> None:
    """Add to a verdict what is wrong with how problems are told, and with how many there are."""
    for problem in found[:READ]:
        for kind, detail in _faults(case, problem):
            verdict.fail(kind, detail)
    if len(found) > MANY * case.changes:
        verdict.fail("cascade", f"{len(found)} problems: {', '.join(verdict.codes)}")


def _faults(case: Case, problem: Problem) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with how a problem is told."""
    told = str(problem)
    name = problem.span.path.partition("/")[2]
    data = case.files.get(name, base().get(name)) or b""
    lineless = not problem.span.line and problem.code not in WHOLE and _has_lines(data)
    if lineless or not problem.span.path:
        yield "no-place", told
    elif problem.span.line > 1 + re.sub(rb"\r\n?", b"\n", data).count(b"\n") and b"\0" not in data:
        yield "no-place", f"beyond the end of the file: {told}"
    own = re.sub(r'"[^"]*"', "", f"{problem.message} {problem.hint}")
    written = b" ".join(d for d in case.files.values() if d).decode("utf-8", "replace")
    for sign in LIBRARIES.finditer(own):
        if sign[0] not in written:
            yield "library-words", f"{sign[0]!r} in {told}"
            break
    if len(told) > LONGEST:
        yield "long-message", f"{len(told)} letters: {told[:200]}"
    if seen := hidden(told):
        yield "hidden-in-message", seen


def _has_lines(data: bytes) -> bool:
    """Tell whether a file has any lines that a problem could be on."""
    return data.count(b"\n") > 1 and bool(data.strip(b" ,;\t\r\n\xef\xbb\xbf"))
