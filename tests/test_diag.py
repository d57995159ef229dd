"""Problems are reported in one way: whoever finds one yields it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from press.base.diag import Problem, Reported, Span, each, gathered

MODULES = sorted((Path(__file__).parent.parent / "press").rglob("*.py"))
LISTS = re.compile(r"\b(?:list|List|MutableSequence)\[(?:Problem|Fault)\]")


def handed(source: str) -> list[str]:
    """Return the functions that are given a list of problems or faults, to add to it."""
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        for given in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
        if given.annotation and LISTS.search(ast.unparse(given.annotation))
    ]


def problem(number: int) -> Problem:
    return Problem(Span("a", number), "bad-value", f"{number}")


def doubled(number: int) -> Reported[int | None]:
    """Return the double of an even number; an odd one is a problem."""
    if number % 2:
        yield problem(number)
        return None
    return 2 * number


def test_no_function_is_handed_a_list_of_problems() -> None:
    assert handed("def f(a: int, *, problems: list[Problem]) -> None: ...") == ["f"]
    assert {path: found for path in MODULES if (found := handed(path.read_text("utf-8")))} == {}


def test_what_is_reported_is_a_result_and_every_problem_in_order() -> None:
    assert gathered(doubled(4)) == (8, ())
    assert gathered(doubled(3)) == (None, (problem(3),))
    assert gathered(each(map(doubled, (3, 0, 4, 1)))) == ((0, 8), (problem(3), problem(1)))
