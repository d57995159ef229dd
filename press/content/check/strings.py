"""Check the files of strings: the words that outputs ask for, in every language, no others."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping

from press.base.diag import Problem, nearest
from press.content.model.campaign import Strings
from press.content.parse import Parsed
from press.content.resources import Resources, Words

KINDS = ("xa", "phuong", "dac_khu")


def strings(parsed: Parsed, resources: Resources) -> Iterator[Problem]:
    """Yield what the files of strings lack, have too much, or fill with other slots."""
    master = parsed.strings.get(parsed.master)
    for language in parsed.languages:
        if said := parsed.strings.get(language.tag):
            yield from _kinds(said)
            yield from _say(said, master, resources.words.slots)
            yield from _counts(said, resources.words)
            if master and said is not master:
                yield from _audiences(said, master)


def _kinds(strings: Strings) -> Iterator[Problem]:
    for kind in sorted(set(KINDS) - set(strings.kinds)):
        yield Problem(strings.marks.at("kinds"), "missing-key", f'"kinds" needs "{kind}"')
    for kind, text in strings.kinds.items():
        span = strings.marks.at(f"kinds.{kind}")
        if kind not in KINDS:
            message = f'there is no kind of commune "{kind}"'
            yield Problem(span, "unknown-key", message, nearest(kind, KINDS))
        elif _slots(text) != ["name"]:
            message = f'"kinds.{kind}" must hold {{name}} once, for the name of the commune'
            yield Problem(span, "bad-value", message, "for example: xã {name}")


def _say(
    strings: Strings, master: Strings | None, wanted: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    for key, slots in wanted.items():
        span = strings.marks.at(f"say.{key}")
        if key in strings.say:
            if _slots(strings.say[key]) != sorted(slots):
                filled = ", ".join(f"{{{slot}}}" for slot in sorted(slots)) or "no braces"
                message = f'"say.{key}" must hold {filled}' + (", each once" if slots else "")
                yield Problem(span, "bad-value", message, "what stands in braces is filled in")
        elif master and key in master.say:
            message = f'"say.{key}" is not translated: {master.say[key]}'
            yield Problem(span, "missing-translation", message)
        else:
            yield Problem(span, "missing-key", f'"say" needs "{key}"')
    for key in strings.say.keys() - wanted.keys():
        message = f'nothing shows "say.{key}"'
        yield Problem(strings.marks.at(f"say.{key}"), "unknown-key", message, nearest(key, wanted))


def _slots(text: str) -> list[str] | None:
    """Return the names of the places to fill, sorted; None if braces are not in pairs."""
    try:
        found = list(string.Formatter().parse(text))
    except ValueError:
        return None
    odd = any(spec or conversion for _, _, spec, conversion in found)
    return None if odd else sorted(name for _, name, _, _ in found if name is not None)


def _counts(strings: Strings, words: Words) -> Iterator[Problem]:
    for key, wanted in words.counts.items():
        count = len(strings.say.get(key, "").split())
        if key in strings.say and count != wanted:
            message = f'"say.{key}" must be {wanted} words, not {count}'
            yield Problem(strings.marks.at(f"say.{key}"), "bad-value", message)
    for key, wanted in words.points.items():
        count = len(strings.say.get(key, "").split("|"))
        if key in strings.say and count != wanted:
            message = f'"say.{key}" must be {wanted} points with | between them, not {count}'
            yield Problem(strings.marks.at(f"say.{key}"), "bad-value", message)


def _audiences(strings: Strings, master: Strings) -> Iterator[Problem]:
    added = strings.audiences.keys() - master.audiences.keys()
    meant = {nearest(key, master.audiences) for key in added}
    for key in master.audiences.keys() - strings.audiences.keys():
        if f'did you mean "{key}"?' in meant:
            continue  # misspelt in one of the two
        span = strings.marks.at(f"audiences.{key}")
        message = f'"audiences.{key}" is not translated: {master.audiences[key]}'
        yield Problem(span, "missing-translation", message)
    for key in added:
        message = f'"audiences.{key}" is not in {master.language}.toml'
        hint = nearest(key, master.audiences)
        yield Problem(strings.marks.at(f"audiences.{key}"), "unknown-key", message, hint)
