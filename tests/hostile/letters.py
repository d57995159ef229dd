"""What may befall letters: old encodings, Excel, what nobody sees, what no font has."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from random import Random

INVISIBLE = tuple(
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2066\u2069\u00ad\ufeff"
    "\u061c\u180e\ufff9\u034f\u2028\u2029\x0b\x0c\x1c\x85\x00\x08\x1b\x7f\ue000\uf0b7\uf0a7\ufdd0"
    "\uffff\U000e0041\U000f0000"
)
SPACES = tuple("\u00a0\u1680\u2002\u2003\u2007\u2009\u200a\u202f\u205f\u3000\u2800")
ODD = (  # words that look like words
    "Ðừng chờ",  # a letter of Iceland in place of Đ
    "ΝGHỆ ΑΝ",  # some letters Greek
    "Nghệ Аn",  # one letter Cyrillic
    "Ｇọi １１１",  # full width
    "𝗚ọ𝗶 𝟭𝟭𝟭",  # letters of mathematics
    "①②③ ⅕ ½ № ™ ㎏",
    "ﬁ ﬂ ﬃ",
    "Ngh\u1ec7\u0323 An",  # two dots
    "e\u0302\u0301 a\u0323\u0302",  # taken apart
    "a" + "\u0301" * 60,
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞",
    "العربية مرحبا",
    "עברית שלום",
    "ภาษาไทย สวัสดี",
    "ພາສາລາວ ສະບາຍດີ",
    "中文 日本語 한국어",
    "हिन्दी नमस्ते",
    "👍🏽 👩‍👩‍👧 🇻🇳 ⚠️ ✔ ✅ ❤️",
    "⚠ ✔ ✘ ➔ ★ ☎ ✉",
    "\U00020000 \U0001f9ff",
    "x" * 10_000,
    "ấ" * 3_000,
    "từ " * 2_000,
)
MARKUP = (
    "<b>đậm</b>",
    "<script>alert(1)</script>",
    "&lt;111&gt; &amp;amp; &#49;",
    "]]> <!-- x --> <?x?>",
    "{{ 7*7 }} {% raw %}",
    "#let x = 1 $x$ @ref *a* _b_ `c` // d",
    "\\n \\u0041 \\x41 \\",
    "%n %s {0} {name} {}",
    "$(id) `id` ; rm -rf / | cat",
    '=3+3 =HYPERLINK("http://x") +1 -1 @SUM(A1)',
    "../../../etc/passwd C:\\con\\nul",
    "'; DROP TABLE xa; --",
    "\"nháy\" 'đơn' “cong” ‘cong’ «Pháp» `ngược`",
    "a: b # c - d, e [f] {g} & *h !i |j >k %l @m",
)


@lru_cache(maxsize=1)
def naughty() -> tuple[str, ...]:
    """Return the public list of naughty strings."""
    path = Path(__file__).parent / "naughty" / "blns.json"
    found: list[str] = json.loads(path.read_text("utf-8"))
    return tuple(found)


def hostile(rng: Random) -> str:
    """Return a string that somebody's program was not ready for."""
    kind = rng.randrange(6)
    if kind == 0:
        return rng.choice(ODD)
    if kind == 1:
        return rng.choice(MARKUP)
    if kind == 2:
        mark = rng.choice(INVISIBLE + SPACES)
        return rng.choice((f"Gọi{mark}111", f"1{mark}1{mark}1", f"mua{mark} bán", f"{mark}"))
    return rng.choice(naughty())


def placed(rng: Random, text: str, added: str) -> str:
    """Return a text with a string at its start, in it, at its end or in its place."""
    cut = rng.choice((0, len(text) // 2, len(text), -1))
    if cut < 0:
        return added
    gap = rng.choice(("", " "))
    return f"{text[:cut]}{gap}{added}{gap}{text[cut:]}"


# Old encodings of Vietnamese, as programs show their bytes: source of both tables, the charts of
# TCVN 5712:1993 (fonts .VnTime) and VNI for Windows.

_PLAIN = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂĐÊÔƠƯ"
_TCVN = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ¡¢§£¤¥¦"
_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_HAT = {"\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä", "": "â"}
_BREVE = {"\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë", "": "ê"}
_WHOLE = {"đ": "ñ", "Đ": "Ñ", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}


def tcvn3(text: str) -> str:
    """Return a text as it looks when its bytes are in TCVN3."""
    return text.translate(str.maketrans(_PLAIN, _TCVN))


def vni(text: str) -> str:
    """Return a text as it looks when its bytes are in VNI."""
    return "".join(_vni(letter) for letter in text)


def _vni(letter: str) -> str:
    if letter in _WHOLE:
        return _WHOLE[letter]
    taken = unicodedata.normalize("NFD", letter)
    base, marks = taken[0], taken[1:]
    tone = next((mark for mark in marks if mark in _TONES), "")
    if "\u031b" in marks:  # a horn
        base = {"o": "ô", "u": "ö", "O": "Ô", "U": "Ö"}[base]
    if "\u0302" in marks or "\u0306" in marks:
        return base + (_HAT if "\u0302" in marks else _BREVE)[tone]
    return base + _TONES.get(tone, "")


def twice(text: str) -> str:
    """Return a text whose UTF-8 was read as code page 1252, and saved."""
    return "".join(bytes([byte]).decode("cp1252", "replace") if byte not in _NONE else chr(byte)
                   for byte in text.encode())  # fmt: skip


_NONE = frozenset((0x81, 0x8D, 0x8F, 0x90, 0x9D))


def excel(text: str) -> str:
    """Return a text as Excel's plain CSV leaves it: ? for what code page 1252 lacks."""
    return text.replace("Đ", "Ð").replace("đ", "ð").encode("cp1252", "replace").decode("cp1252")


def thinned(rng: Random, text: str, mark: str) -> str:
    """Return a text with a mark in the middle of some of its words."""
    return re.sub(r"(\w)(\w)", lambda m: m[1] + (mark if rng.random() < 0.2 else "") + m[2], text)


GARBLED = {
    "TCVN3": tcvn3,
    "VNI": vni,
    "UTF-8 read as 1252": twice,
    "Excel's plain CSV": excel,
}


CODECS = (
    *("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1258", "latin-1", "cp1252"),
    *("cp437", "gb18030", "utf-7"),
)


def encoded(rng: Random, text: str) -> tuple[bytes, str]:
    """Return a file's bytes in an encoding that may be its, and its name."""
    data = text.encode()
    changed = {
        "utf-8 NFD": unicodedata.normalize("NFD", text).encode(),
        "utf-8 CRLF": data.replace(b"\n", b"\r\n"),
        "utf-8 CR": data.replace(b"\n", b"\r"),
        "utf-8 NEL": text.replace("\n", "\x85\n", 3).encode(),
        "utf-8 two marks": f"\ufeff\ufeff{text}".encode(),
        "utf-8 mark inside": placed(rng, text, "\ufeff").encode(),
        "utf-8 torn": data[: rng.randrange(1, len(data))],
        "utf-8 NUL": data.replace(b"\n", b"\0\n", 2),
    }
    codec = rng.choice((*CODECS, *changed))
    if codec in changed:
        return changed[codec], codec
    return text.encode(codec, "replace"), codec
