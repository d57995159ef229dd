"""Take a body apart: Markdown -> the tree of its blocks, as pages will have them."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown


def markdown_reader() -> Markdown:
    """Return a reader of bodies, a fresh one for each: it remembers what it has read."""
    return Markdown(extensions=["sane_lists"], tab_length=2)


def blocks_of(body: str) -> Element:
    """Return the paragraphs, lists and headings of a body, their texts still as written."""
    reader = markdown_reader()
    lines = body.split("\n")
    for step in reader.preprocessors:
        lines = step.run(lines)
    root = Element("body")
    reader.parser.parseChunk(root, "\n".join(lines))
    return root
