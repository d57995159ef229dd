"""What is beyond a limit is told at its place; the limits that staff read are those that hold."""

from __future__ import annotations

import re

import pytest

from press.base import limits
from press.base.diag import gathered
from press.content.check.references import LARGEST, LONGEST
from press.content.parse.communes import communes
from press.content.parse.frontmatter import document
from press.content.parse.tables import toml
from press.content.read.disk import ROOT
from press.content.resources import Source

HEADER = "code,kind,name"
BOMB = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcd", "bcde"))  # noqa: B905


def test_staff_read_the_limits_that_hold() -> None:
    told = (ROOT / "docs" / "limits.md").read_text("utf-8")
    numbers = [int(found.replace(",", "")) for found in re.findall(r"\| ([\d,]+) \|", told)]

    assert numbers == [
        *(limits.FILE, limits.FIELDS, limits.TOML, limits.BODY, limits.TEXT, limits.KEYS),
        *(limits.ITEMS, limits.DEPTH, limits.DIGITS, limits.ROWS, limits.CELLS, LARGEST, LONGEST),
    ]
    assert f"from {limits.FIRST_DAY.year} to {limits.LAST_DAY.year}" in told


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ("a: " + "[" * 300 + "]" * 300, "2:12"),
        ("a:\n" + "".join(f"{'  ' * n}- \n" for n in range(99)), "11:17"),
        ("a: " + "x" * (limits.TEXT + 1), "2:4"),
        ("a: " + "9" * 5000, "2:4"),
        ("x" * (limits.TEXT + 1) + ": a", None),
        ("a: [" + "x, " * limits.KEYS + "x]", "2:"),
        ("a: x\n" * limits.FIELDS, "2:1"),
    ],
)
def test_fields_beyond_a_limit_are_a_problem_at_their_place(fields: str, where: str | None) -> None:
    file, found = gathered(document(Source("a.md", f"---\n{fields}\n---\nb\n")))

    assert file is None
    assert len(found) == 1
    if where:
        assert found[0].code == limits.CODE
        assert str(found[0].span).startswith(f"a.md:{where}")


@pytest.mark.parametrize(
    "fields",
    [
        *(BOMB, "a: *b", "a: &b c", "a: !!omap [b: c]", "a: ! b", "a: !!binary eA==", "? [a]\n: b"),
        *("? {a: b}\n: c", "a: b\n...\nc: d", "%YAML 1.1", "--- a", 'a: "\\ud800"', 'a: "\\0"'),
        *("a: !!set {b, c}", ": a", "- a", "a", "!!python/object:x.y {}", "&a b: c", "a: \x00"),
    ],
)
def test_what_only_yaml_knows_is_a_located_problem(fields: str) -> None:
    file, found = gathered(document(Source("a.md", f"---\n{fields}\n---\nb\n")))

    assert file is None
    assert [problem.code for problem in found] == ["bad-yaml"]
    assert found[0].span.line >= 2


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("a = " + "[" * 3000 + "]" * 3000, limits.CODE),
        ("a = " + "{b=" * 3000 + "1" + "}" * 3000, limits.CODE),
        ("a = " + "[" * 20 + "]" * 20, limits.CODE),
        ("a = " + "1" * 5000, limits.CODE),
        ("a = 1" + "0" * limits.DIGITS, limits.CODE),
        ("a" + ".a" * 5000 + " = 1", limits.CODE),
        ("[" + "a." * 5000 + "a]", limits.CODE),
        ('a = "' + "x" * (limits.TEXT + 1) + '"', limits.CODE),
        ("a = [" + "1," * (limits.ITEMS + 1) + "]", limits.CODE),
        ("a = 1 # " + "x" * limits.TOML, limits.CODE),
        ('a = "\\u0000"', "bad-toml"),
    ],
)
def test_toml_beyond_a_limit_is_a_problem_at_its_line(line: str, code: str) -> None:
    file, found = gathered(toml(Source("a.toml", f"# a\n{line}\n")))

    assert file is None
    assert [problem.code for problem in found] == [code]
    assert str(found[0].span) == "a.toml" or found[0].span.line == 2


@pytest.mark.parametrize(
    ("rows", "where", "code"),
    [
        ("16681,xã," + "x" * (limits.TEXT + 1), "c.csv:2", limits.CODE),
        ("16681,xã," + "x" * 140_000, "c.csv:2", "bad-csv"),
        ("16681,xã,A" + "," * limits.CELLS, "c.csv:2", limits.CODE),
        ("16681,xã,A\n" * 21, "c.csv:22", limits.CODE),
    ],
)
def test_a_table_beyond_a_limit_is_a_problem_at_its_row(
    monkeypatch: pytest.MonkeyPatch, rows: str, where: str, code: str
) -> None:
    monkeypatch.setattr(limits, "ROWS", 20)
    _, problems = gathered(communes(Source("c.csv", f"{HEADER}\n{rows}\n")))

    assert [(str(problem.span), problem.code) for problem in problems] == [(where, code)]
