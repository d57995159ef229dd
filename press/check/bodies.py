"""Check the Markdown below the fields: no raw HTML, no link that runs code or leads nowhere."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from press.check.blocks import PICTURE
from press.check.texts import body_span
from press.diag import Problem, Span, nearest
from press.kit import Kit
from press.model import Message
from press.parse import Document, Parsed

_TAG = re.compile(r"<(?!https?://)[a-zA-Z/!?][^>\s]*")
_LINK = re.compile(  # [words](address), [name]: address, <http://address>
    r"\]\(\s*<?([^)>\n\"]*)|^ {0,3}\[[^\]\n]+\]:\s*<?(\S+)|<(http://[^>\s]*)>", re.MULTILINE
)
_CODE = re.compile(r"(?:javascript|data|vbscript|file):")
_WEB = ("https://", "mailto:")


def bodies(parsed: Parsed, kit: Kit) -> Iterator[Problem]:
    """Yield every tag and link that must not or cannot be shown."""
    ids = {kind: _ids(parsed, kind) for kind in ("message", "page")}
    hidden = {message.id for message in parsed.messages if not is_shown(message, kit)}
    for file in parsed.documents:
        yield from _tags(file)
        body = PICTURE.sub(lambda found: " " * len(found[0]), file.body)  # said in blocks.py
        for found in _LINK.finditer(body):
            group = found.lastindex or 1
            target = html.unescape(found[group]).strip()
            yield from _link(body_span(file, found.start(group)), target, ids, hidden)


def is_shown(message: Message, kit: Kit) -> bool:
    """Return whether a message is ready and today is one of its days."""
    return (
        message.status == "ready"
        and message.publish <= kit.today
        and (message.expires is None or kit.today < message.expires)
    )


def _ids(parsed: Parsed, kind: str) -> set[str]:
    """Return the ids of all folders, right or wrong: a link to a faulty message is no fault."""
    return set(parsed.ids(f"{kind}s"))


def _tags(file: Document) -> Iterator[Problem]:
    for found in _TAG.finditer(file.body):
        message = f'"{found[0]}" looks like HTML, which is not allowed here'
        hint = "write it in Markdown: **bold**, ## heading, - list"
        yield Problem(body_span(file, found.start()), "unsafe-html", message, hint)


def _link(span: Span, target: str, ids: dict[str, set[str]], hidden: set[str]) -> Iterator[Problem]:
    scheme, _, name = target.partition(":")
    if _CODE.match(re.sub(r"[\s\x00-\x1f]", "", target).lower()):
        yield Problem(span, "unsafe-html", f'a link must not begin with "{scheme}:"')
    elif scheme in ids:
        name, sign, place = name.partition("#")
        if name not in ids[scheme]:
            hint = nearest(name, ids[scheme])
            yield Problem(span, "broken-link", f'there is no {scheme} "{name}"', hint)
        elif sign:
            message = f'a link cannot lead to a place inside a {scheme}: "#{place}"'
            yield Problem(span, "broken-link", message, f"write {scheme}:{name}")
        elif scheme == "message" and name in hidden:
            message = f'the message "{name}" is a draft or outside its days, so nothing to link to'
            hint = "it will be shown as plain text"
            yield Problem(span, "broken-link", message, hint, "warning")
    elif not target.startswith(_WEB):
        hint = "write page:<id>, message:<id> or an address with https://; phone numbers plainly"
        yield Problem(span, "broken-link", f'"{target}" leads nowhere', hint)
