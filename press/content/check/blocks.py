"""Check that pages show what a body was meant to be: headings, paragraphs, lists, links.

The reader of bodies says what each line is; whatever it takes for words is shown as words. Here
it is told where somebody meant something else by them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from string import punctuation

from press.base import limits
from press.base.diag import Problem
from press.content.body.markup import DEEPEST, Block, is_rule, read_body
from press.content.check.wording import body_span
from press.content.parse import Document

_BEGINS = (  # how a line begins -> what somebody meant by it
    (re.compile(r">"), "quote"),
    (re.compile(r"[|]|:?-+:?\s*[|][\s:|-]*$"), "table"),
    (re.compile(r"~~~|```"), "block"),
    (re.compile(r"\[\^[^\[\]]+\]:"), "note"),
    (re.compile(r"\[[^\[\]]+\]:\s*<?data:"), "pasted"),
    (re.compile(r"\[(?!\^)[^\[\]]+\]:\s*(?!<?data:)"), "reference"),
    (re.compile(r"\[[ xX]?\]\s"), "box"),
    (re.compile(r"#{2,6}[^\s#]"), "heading"),
)
_RUNS_ON = (  # the same of every line but the first
    (re.compile(r"(?:[0-9]{1,2}(?:\.[0-9]{1,2})*(?:[.)/]|-(?=\s\D))|[a-zđ][).])\s"), "list"),
    (re.compile(r":\s"), "meaning"),
)
_SIGNS = re.compile(
    rf"\\[{re.escape(punctuation)}]|(?P<picture>!\[)|(?P<code>`+[^`]*`*)|(?P<note>\[\^[^\[\]\s]+\])"
    r"|(?P<struck>~~(?=[^\s~])[^~\n]+~~)|(?P<marked>==(?=[^\s=])[^=\n]+==)"
)
MOST_PARTS = 150  # of a body that is printed; a sheet has room for some sixty
MOST_TOLD = 5  # signs of a kind in a block: who sees five looks for the sixth
_LETTER = re.compile(  # that has been left as it was, because nobody would see it
    r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|shy|zwj|zwnj|lrm|rlm|ZeroWidthSpace|NoBreak);"
)
_WORDS = {  # construct -> what is wrong, and what to do
    "picture": ("pictures are not supported in bodies", "say it in words"),
    "code": ("code (`) is not supported in bodies", "take the ` out"),
    "block": ("code (between ~~~) is not supported in bodies", "take the ~~~ out"),
    "quote": ("quotes (>) are not supported in bodies", "take the > out; use quotation marks"),
    "rule": ("lines across the page (---) are not supported in bodies", "begin a part with ##"),
    "table": ("tables (|) are not supported in bodies", "write a list, one line each after a dash"),
    "list": (
        "this line of a list would run on in the text above it",
        "leave an empty line above it; an inner list stands two spaces further in",
    ),
    "meaning": (
        "this line would run on in the text above it, with its colon",
        "leave an empty line above it, and take the colon out",
    ),
    "note": (
        "footnotes ([^1]) are not supported in bodies",
        'write where it comes from in "sources", and what is to be read in the text itself',
    ),
    "heading": ("no space stands after the ##, so this is no heading", "write ## Nên làm"),
    "pasted": ("this line is a picture, written as letters", "take the whole line out"),
    "reference": (
        "addresses of links cannot stand apart from their words",
        "write both in one place: [words](https://…)",
    ),
    "box": ("boxes to tick ([ ]) are not supported in bodies", "take the [ ] out"),
    "struck": ("struck-out words (~~) are not supported in bodies", "take them out, or the ~~"),
    "marked": ("marked words (==) are not supported in bodies", "write **words** for bold"),
    "stars": (
        "these stars (**) make nothing bold, and would be shown",
        "no space stands between them and the words: **words**",
    ),
    "unseen": ("this stands for a letter that nobody sees", "take it out"),
    "deep": (
        f"lists stand at most {DEEPEST} deep within each other",
        "begin the line further to the left",
    ),
}


def blocks(file: Document) -> Iterator[Problem]:
    """Yield each picture, quote, table and the like, at its place."""
    yield from _length(file)
    for block in read_body(file.body).blocks:
        told = Counter[str]()
        for offset, name in _meant(block):
            told[name] += 1
            if told[name] <= (MOST_TOLD if name in _SIGNS.groupindex else 1):
                yield Problem(body_span(file, offset), "bad-value", *_WORDS[name])
        yield from _numbers(file, block)


def _length(file: Document) -> Iterator[Problem]:
    letters, parts = len(file.body), len(read_body(file.body).blocks)
    span, hint = body_span(file, 0), "shorten it, or part it in two"
    if letters > limits.BODY:
        message = limits.most("the text has letters:", letters, limits.BODY)
        yield Problem(span, "text-too-long", message, hint)
    elif parts > MOST_PARTS and file.source.name.startswith("messages/"):
        message = f"the text has {parts} paragraphs and points, the most is {MOST_PARTS}"
        yield Problem(span, "text-too-long", message, hint)


def _meant(block: Block) -> Iterator[tuple[int, str]]:
    """Yield where a block has what pages cannot show, with its name."""
    if block.too_deep:
        yield block.offset, "deep"
    for number, line in enumerate(block.lines):
        patterns = (*_BEGINS, *_RUNS_ON) if number else _BEGINS
        names = [name for pattern, name in patterns if pattern.match(line.text)]
        names += ["rule"] if is_rule(line.text) else []
        yield from ((line.offset, name) for name in names)
        if "block" not in names:
            yield from _signs(line.text, line.offset)
    if "**" in block.words and not any(is_rule(line.text) for line in block.lines):
        start = block.words.index("**")
        yield _place(block, block.words[start : start + 4]), "stars"
    if unseen := _LETTER.search(block.words):
        yield _place(block, unseen[0]), "unseen"


def _signs(text: str, offset: int) -> Iterator[tuple[int, str]]:
    """Yield where words have such signs, and those inside what is struck out or marked."""
    for found in _SIGNS.finditer(text):
        start, name = offset + found.start(), found.lastgroup
        if name:
            yield start, name
        if name in {"struck", "marked"}:
            yield from _signs(found[0][2:-2], start + 2)


def _place(block: Block, words: str) -> int:
    """Return where words stand in a block as written, or where it begins."""
    places = ((line.offset, line.text.find(words)) for line in block.lines)
    return next((offset + place for offset, place in places if place >= 0), block.offset)


def _numbers(file: Document, block: Block) -> Iterator[Problem]:
    """Yield a point whose number readers would not see; 1. 1. 1. counts up by itself."""
    if block.number not in {None, 1, block.shown}:
        message = f'this point has the number "{block.number}" and would be shown as {block.shown}'
        hint = "number lists without gaps; a list that starts anew needs a heading or words above"
        yield Problem(body_span(file, block.offset), "bad-value", message, hint)
