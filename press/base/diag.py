"""Problems in content: where, which, what is wrong, what to do.

`ContentError` is for people and carries every problem found; any other exception is our own bug.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Generator, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar


@dataclass(frozen=True, order=True)
class Span:
    """A place in a source file. Lines and columns count from 1; 0 means the file as a whole."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, in words staff can act on. `code` is greppable: `unknown-key`."""

    span: Span
    code: str
    message: str
    hint: str = ""
    severity: str = "error"

    def __str__(self) -> str:
        line = f"{self.span}: {self.severity}[{self.code}]: {_shortened(self.message)}"
        return f"{line}\n  hint: {_shortened(self.hint)}" if self.hint else line


T = TypeVar("T")
P = TypeVar("P")

# What finds problems yields them. What also has a result is a generator that returns it, and
# is called by `result = yield from …`; whoever only looks for problems runs through it.
Reported = Generator[Problem, None, T]


def gathered(found: Generator[P, None, T]) -> tuple[T, tuple[P, ...]]:
    """Run what yields problems to its end: its result, and its problems in their order."""
    problems: list[P] = []
    while True:
        try:
            problems.append(next(found))
        except StopIteration as end:
            return end.value, tuple(problems)


def each(found: Iterable[Reported[T | None]]) -> Reported[tuple[T, ...]]:
    """Run through several of these: the results of all that have one."""
    results = []
    for one in found:
        result = yield from one
        if result is not None:
            results.append(result)
    return tuple(results)


_LONG_WORD = re.compile(r"(\S{60})\S{180,}(\S{20})")
_LONGEST = 1500
_EXCERPT = 90  # characters


def _shortened(text: str) -> str:
    """Return a text without what nobody reads: the middle of a picture pasted as letters."""
    text = _LONG_WORD.sub(r"\1…\2", text)
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half]} … {text[-half:]}"


_READING = frozenset(  # codes of files that cannot be read: what others say may follow from them
    (
        *("unreadable", "not-utf8", "bad-yaml", "bad-toml", "bad-csv", "too-large"),
        *("empty-file", "unknown-file"),
    )
)


FEW = 10  # of one kind in one file: what stands in more places has one cause


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return each problem once: first what keeps a file from being read, then by place.

    Of very many of one kind in one file, the first few are told, and how many more there are.
    """

    def order(problem: Problem) -> tuple[bool, Problem]:
        lost = problem.code == "missing-file" and not problem.span.line
        return not (lost or problem.code in _READING), problem

    found = sorted(set(problems), key=order)
    kinds = Counter(map(_kind, found))
    seen: Counter[tuple[str, str, str]] = Counter()
    told = []
    for problem in found:
        kind = _kind(problem)
        seen[kind] += 1
        if seen[kind] <= FEW or kinds[kind] == FEW + 1:
            told.append(problem)
        elif seen[kind] == FEW + 1:
            more = f"from here on, {kinds[kind] - FEW:,} more places of this file are like these"
            told.append(replace(problem, message=more, hint=""))
    return tuple(told)


def _kind(problem: Problem) -> tuple[str, str, str]:
    return problem.span.path, problem.code, problem.severity


class ContentError(Exception):
    """The content cannot be built. Carries every problem in order, each one once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


MOST_NAMES = 5_000  # among which it is worth a second to look for the nearest


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest known word, or all of a few, or nothing."""
    names = sorted(known)
    if len(names) > MOST_NAMES:
        return ""
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f'did you mean "{close[0]}"?'
    return f"known: {', '.join(names)}" if 0 < len(names) <= 15 else ""


def excerpt(line: str) -> str:
    """Return what a problem shows of a line: without its key and quotes, a long one cut short."""
    value = re.sub(r"^\s*(?:[\w.-]+\s*[:=]\s+|- )?|\s+$", "", line).strip("\"'")
    value = "".join(letter for letter in value if letter.isprintable())
    return value if len(value) <= _EXCERPT else f"{value[:_EXCERPT].rpartition(' ')[0]} …"


def counted(number: int, one: str, many: str = "") -> str:
    """Return "1 problem", "2 problems"; `many` where that is more than an s."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
