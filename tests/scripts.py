"""A tiny campaign in Lao, Hmong and Tai Viet. Its texts are there to be set, not to be read:
they greet, or say that they are a test. None is a translation of anything.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from press.base.text import ZWSP
from press.content.read.disk import ROOT, read_sources
from press.content.resources import Sources
from tests.conftest import TINY, overlaid
from tests.strategies import sources_of

FORMATS = (  # all shapes of sheets, and both sizes of labels
    "share", "poster-a3", "banner-4000x700", "leaflet-a5", "simple-a3", "notice-a3", "trifold-a4",
    "hotline-sticker", "mailbox-label", "led-320x96",
)  # fmt: skip


@dataclass(frozen=True)
class Script:
    """A language to test with: its name in itself, its typefaces, a word and a sentence of it."""

    tag: str
    name: str
    typeface: str
    word: str
    sentence: str
    marked: str  # a word whose letters bear marks above and below one another

    @property
    def table(self) -> str:
        """Its table of languages.toml."""
        faces = f'display = "{self.typeface}"\nreading = "{self.typeface}"\n'
        table = f'[{self.tag}]\nname = "{self.name}"\npath = "{self.tag}/"\n'
        return table + (faces if self.typeface else "")


SCRIPTS = {
    "lo": Script(
        "lo",
        "ພາສາລາວ",
        "Noto Sans Lao",
        "ທົດສອບ",
        "ນີ້ແມ່ນຂໍ້ຄວາມທົດສອບເທົ່ານັ້ນ",  # this is only a test text
        "ຢູ່ທີ່ນີ້ຜູ້ໜຶ່ງ",
    ),
    "mww": Script("mww", "Hmoob Dawb", "", "ntawv", "Qhov no yog ntawv sim xwb", "zoo"),
    "blt": Script(
        "blt",
        "ꪼꪕꪒꪾ",
        "Noto Sans Tai Viet",
        "ꪼꪕ",
        "ꪁꪫꪱꪣ ꪼꪕ ꪒꪾ ꪶꪎ ꪹꪀ ꪁꪲ꪿ ꪁꪴ",
        "ꪁꪲ꪿ꪁꪴꪒꪾ꫁ꪁꪳ꫁",
    ),
}


def in_scripts() -> Sources:
    """Return the content: Vietnamese, the other languages, one message, every shape of sheet."""
    real, tiny = read_sources(ROOT / "content"), read_sources(TINY)
    files = {
        "languages.toml": '[vi]\nname = "Tiếng Việt"\npath = ""\n'
        + "".join(script.table for script in SCRIPTS.values()),
        "formats.toml": _formats(_text(real, "formats.toml")),
        "campaign.toml": _in_each(_text(tiny, "campaign.toml")),
        "hotlines.toml": _in_each(_text(tiny, "hotlines.toml")),
        "strings/vi.toml": _text(real, "strings/vi.toml"),
        "strings/en.toml": "",
        "events.csv": "",
        "messages/goi-111/en.md": "",
        "pages/trinh-bao/en.md": "",
        "messages/viec-nhe-luong-cao/en.md": "",
        "messages/viec-nhe-luong-cao/vi.md": "",
        "messages/goi-111/vi.md": _text(tiny, "messages/goi-111/vi.md").partition("\nXem thêm")[0],
    }
    for script in SCRIPTS.values():
        files[f"strings/{script.tag}.toml"] = _strings(script, _text(real, "strings/vi.toml"))
        files[f"messages/goi-111/{script.tag}.md"] = message(script)
        page = f"title: {script.word}\nsummary: {script.sentence}"
        files[f"pages/trinh-bao/{script.tag}.md"] = f"---\n{page}\n---\n{script.sentence}\n"
    return overlaid(tiny, sources_of(files))


def message(script: Script) -> str:
    """Return a message of test texts; in the headline, invisible spaces part words."""
    word, sentence = script.word, script.sentence
    space = " " if " " in sentence else ""  # Lao has none, and its lines must break all the same
    long = space.join([sentence] * 3 + [script.marked])
    body = [f"{sentence} 111.", f"## {word} {script.marked}", *[f"{long} {word}."] * 2]
    body += [f"## {sentence}", "\n".join(f"- {text}" for text in (sentence, long, word))]
    front = {
        "topic": f"{word} 111",
        "headline": f"{script.marked} | {word}{' ' if word.isascii() else ZWSP}{word} | Mường Xén",
        "call": f"{word}, | {script.marked} 111",
        "subline": f"{long} {sentence}",
        "simple": f"{script.marked} | {word}",
        "led": f"{word} {script.marked} {word} 111".upper(),
        "summary": sentence,
        "points": [sentence, long, f"{word} +84 981 84 84 84"],
        "caption": sentence,
        "sms": f"{word} 111.",
        "hashtags": ["Sim"],
        "alt": sentence,
    }
    fields = (f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in front.items())
    return f"---\n{''.join(fields)}---\n" + "\n\n".join(body) + "\n"


def _text(sources: Sources, name: str) -> str:
    source = sources.get(name)
    assert source
    return source.text


def _in_each(toml: str) -> str:
    """Give a table of ours all languages in place of English."""

    def said(found: re.Match[str]) -> str:
        before, value = found[1] or "", found[2]
        words = '["{w}", "{w}"]' if value.startswith("[") else '"{w}"' if value != '""' else '""'
        lines = (f"{before}{s.tag} = {words.format(w=s.word)}" for s in SCRIPTS.values())
        return "\n".join(lines)

    return re.sub(r"(?m)^(\w+\.)?en = (.*)$", said, toml)


def _formats(toml: str) -> str:
    """Return some formats, made in all languages and of all messages."""
    tables = [table for table in re.split(r"(?m)^(?=\[)", toml) if table[1:].startswith(FORMATS)]
    names = ", ".join(f'{script.tag} = "{script.word}"' for script in SCRIPTS.values())
    tags = json.dumps(["vi", *SCRIPTS])
    text = "".join(table for table in tables if table[1:].partition("]")[0] in FORMATS)
    text = re.sub(r"(?m)^messages = .*\n", "", text)
    text = re.sub(r"(?m)^languages = .*$", f"languages = {tags}", text)
    text = re.sub(r"\[[^\[\]\n]*cham-dut[^\[\]\n]*\]", "true", text)
    return re.sub(r'(?m)^name = \{ (vi = ".*?"),.*$', rf"name = {{ \1, {names} }}", text)


def _strings(script: Script, toml: str) -> str:
    """Return a file of strings whose words are all the same; numbers and slots stay."""

    def word(found: re.Match[str]) -> str:
        return found[0] if found[0][0] in "{|0123456789" else script.word

    lines = []
    for line in toml.splitlines():
        key, _, value = line.partition(" = ")
        if value and key not in {"locale", "decimal_mark", "thousands_mark"}:
            said = re.sub(r"\{\w+\}|[|]|\d+|[^\s{}|\d]+", word, value.strip('"'))
            lines.append(f'{key} = "{said}"')
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"
