"""Check the Markdown below the fields: no raw HTML, no link that runs code or leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import printable, punctuation
from typing import NamedTuple
from urllib.parse import quote

from press.base.diag import Problem, Span, nearest
from press.base.text import phone_like
from press.content import contacts
from press.content.body.inline import AUTOLINK, Link
from press.content.body.markup import Block, read_body
from press.content.check.wording import body_span
from press.content.model.campaign import Message
from press.content.parse import Document, Parsed
from press.content.resources import Resources

_TAG = re.compile(
    rf"\\[{re.escape(punctuation)}]|((?<!\]\()(?<!\]: )<(?!(?:{AUTOLINK})>)[a-zA-Z/!?][^>\s]*)"
)
_PICTURE = re.compile(r"!\[[^\[\]]*\]")  # told elsewhere
_CODE = re.compile(r"(?:javascript|data|vbscript|file):")
_HOST = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_CALL = re.compile(r"(?:\W|gọi|bấm|số|ngay|call|dial|now)*", re.IGNORECASE)
_ADDRESS = re.compile(rf"[\w.+-]+@{_HOST.pattern}|(?<=://){_HOST.pattern}|www\.{_HOST.pattern}")
_NOWHERE = "write page:<id>, message:<id> or an address with https://; phone numbers plainly"


class _Known(NamedTuple):
    """What there is to link to."""

    ids: dict[str, set[str]]  # of messages and pages, right or wrong
    hidden: set[str]  # messages that nobody sees today


def bodies(parsed: Parsed, resources: Resources) -> Iterator[Problem]:
    """Yield every tag and link that must not or cannot be shown."""
    hidden = {message.id for message in parsed.messages if not is_shown(message, resources)}
    known = _Known({kind: _ids(parsed, kind) for kind in ("message", "page")}, hidden)
    for file in parsed.documents:
        yield from _tags(file)
        for block in read_body(file.body).blocks:
            yield from _links(file, block, known)


def is_shown(message: Message, resources: Resources) -> bool:
    """Return whether a message is ready and today is one of its days."""
    return (
        message.status == "ready"
        and message.publish <= resources.today
        and (message.expires is None or resources.today < message.expires)
    )


def _ids(parsed: Parsed, kind: str) -> set[str]:
    """Return the ids of all folders, right or wrong: a link to a faulty message is no fault."""
    return set(parsed.ids(f"{kind}s"))


def _tags(file: Document) -> Iterator[Problem]:
    for found in _TAG.finditer(file.body):
        if found[1]:
            message = f'"{found[1]}" looks like HTML, which is not allowed here'
            hint = "write it in Markdown: **bold**, ## heading, - list"
            yield Problem(body_span(file, found.start()), "unsafe-html", message, hint)


def _links(file: Document, block: Block, known: _Known) -> Iterator[Problem]:
    last = block.lines[-1]
    here, end = block.offset, last.offset + len(last.text)
    for link in block.links:
        place = file.body.find(link.target, here, end)
        if place < 0:  # written with escapes
            place = file.body.find("](", here, end) + 2
        here = max(here, place)
        span = body_span(file, here)
        yield from _link(span, link.target, known)
        yield from _misleading(span, link)
        if link.title:
            message = f'nobody would see the title of this link: "{link.title}"'
            yield Problem(span, "broken-link", message, "write it among the words of the link")
    if "](" in _PICTURE.sub("", block.words):
        place = file.body.find("](", block.offset)
        message = "this link cannot be read"
        hint = "[words](address): words without brackets in them, an address without spaces"
        yield Problem(body_span(file, place), "broken-link", message, hint)


def _link(span: Span, target: str, known: _Known) -> Iterator[Problem]:
    scheme, _, name = target.partition(":")
    if _CODE.match(re.sub(r"[\s\x00-\x1f]", "", target).lower()):
        yield Problem(span, "unsafe-html", f'a link must not begin with "{scheme}:"')
    elif scheme in known.ids:
        yield from _own(span, scheme, name, known)
    elif not target.startswith(("https://", "mailto:")):
        yield Problem(span, "broken-link", f'"{target}" leads nowhere', _NOWHERE)
    elif flaw := _flaw(target):
        yield Problem(span, "broken-link", f'"{target}" {flaw.wrong}', flaw.hint)


def _misleading(span: Span, link: Link) -> Iterator[Problem]:
    """Yield why somebody who presses these words would reach what they do not say."""
    hint = "write other words, such as the name of who is reached"
    called = next((number for _, number in phone_like(link.words)), "")
    if called and _CALL.fullmatch(link.words.replace(called, "")):
        message = f'whoever presses "{link.words}" would not call it: it leads to "{link.target}"'
        hint = "write the number plainly, outside of links: then it can be called"
        yield Problem(span, "broken-link", message, hint)
    shown = _ADDRESS.search(link.words)
    if shown and shown[0].lower() not in link.target.lower():
        message = f'this link shows "{shown[0]}" and leads to "{link.target}"'
        yield Problem(span, "broken-link", message, hint)


def _own(span: Span, scheme: str, name: str, known: _Known) -> Iterator[Problem]:
    name, sign, place = name.partition("#")
    if name not in known.ids[scheme]:
        hint = nearest(name, known.ids[scheme])
        yield Problem(span, "broken-link", f'there is no {scheme} "{name}"', hint)
    elif sign:
        message = f'a link cannot lead to a place inside a {scheme}: "#{place}"'
        yield Problem(span, "broken-link", message, f"write {scheme}:{name}")
    elif scheme == "message" and name in known.hidden:
        message = f'the message "{name}" is a draft or outside its days, so nothing to link to'
        hint = "it will be shown as plain text"
        yield Problem(span, "broken-link", message, hint, "warning")


def _flaw(target: str) -> contacts.Flaw | None:
    """Return what is wrong with an address. Behind its host browsers encode letters with marks."""
    if not (host := re.match(r"https://[^/?#]*", target)):
        return contacts.link(target)
    return contacts.web(host[0] + quote(target[host.end() :], safe=printable))
