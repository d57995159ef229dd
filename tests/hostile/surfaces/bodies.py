"""Bodies: what Word, chats and other Markdowns leave in a text, and floods of signs."""

from __future__ import annotations

from random import Random

from tests.hostile.case import Case, Name
from tests.hostile.content import names, text_of
from tests.hostile.letters import GARBLED, INVISIBLE, encoded, hostile, thinned

FILES = r"(messages|pages)/[^/]+/(vi|en)\.md"
WORD = "bảy mươi mốt"  # stands nowhere else: what becomes of it is seen

SNIPPETS = (
    f"111. Tổng đài {WORD}\n112. Công an",
    f"3) {WORD}\n4) hai",
    f"0. {WORD}\n1. hai",
    f"- {WORD}\n   - hai\n  - ba\n    - bốn",
    f"* {WORD}\n+ hai\n- ba",
    f"1. {WORD}\n\n   hai\n\n2. ba",
    f"1. một\n- {WORD}\n2. hai",
    f"• {WORD}\n• hai",
    f"◦ {WORD}\n▪ hai\n● ba\n– bốn\n— năm\n➢ sáu\n✓ bảy\no\ttám",
    f"\uf0b7 {WORD}\n\uf0a7 hai\n\uf0d8 ba",
    f"#NgheAn #Goi111 {WORD}",
    f"# {WORD} #\n## hai\n####### bảy",
    f"{WORD}\n===\n\nhai\n---\n\nba",
    f"một {WORD}  \nhai\\\nba",
    f"\\* \\_ \\~ \\= \\$ \\# {WORD} \\[x\\]",
    f"**{WORD}* hai_ __ba** ***bốn***",
    f"năm*{WORD}*sáu __bảy__tám 2*3*4 a_b_c",
    f"~~{WORD}~~ ==hai== ^ba^ ~bốn~ ++năm++",
    f"`{WORD}` ``hai ` ba``",
    f"```\n{WORD}\n```\n\n~~~ py\nhai\n~~~",
    f"    {WORD}\n\n\thai",
    f"> {WORD}\n>> hai\n\n- > ba",
    f"| a | b |\n|---|---|\n| {WORD} | 2 |",
    f"a | {WORD}\n--- | ---\n1 | 2",
    f"Theo luật[^1] {WORD}.\n\n[^1]: Nghị định 162.",
    f"[{WORD}][x] và [hai][]\n\n[x]: https://nghean.gov.vn 'tên'\n[hai]: https://a.vn",
    f"[x]: https://nghean.gov.vn/{WORD.replace(' ', '-')}",
    f'[{WORD}](https://nghean.gov.vn "tựa đề lạ")',
    f"[{WORD}](page:trinh-bao#dau) [b](message:goi-111) [c](page:khong-co) [d](<page:trinh-bao>)",
    f"[{WORD}](javascript:alert(1)) [b](data:text/html,x) [c](JaVaScRiPt:x) [d](//x.vn)",
    f"[{WORD}](HTTPS://NGHEAN.GOV.VN) [b](http://x.vn) [c](ftp://x) [d](tel:111)",
    f"[{WORD}](mailto:a@b.vn) [b](mailto:a@b.vn?cc=x)",
    f"[ {WORD} ]( https://x.vn ) [] () [b] (https://x.vn) [c](https://x.vn/a(b)c) [d](x y)",
    f"<https://nghean.gov.vn> https://nghean.gov.vn/a_b_c {WORD} <a@b.vn> www.x.vn",
    f"![{WORD}](anh.png) ![](data:image/png;base64,{'iVBORw0KGgo' * 4000})",
    f"![{WORD}][anh]\n\n[anh]: <data:image/png;base64,{'QUJD' * 3000}>",
    f"<p class=MsoNormal>{WORD}<o:p></o:p></p>",
    f"<!-- {WORD} --> <br> <span style='x'>hai</span> <img src=x onerror=alert(1)>",
    f"a < {WORD} > b <= c << d 3<4>2",
    f"&lt;{WORD}&gt; &amp; &nbsp; &#x110; &#0; &bogus;",
    f"- [ ] {WORD}\n- [x] hai",
    f"{WORD}\n: định nghĩa",
    f"*[UBND]: {WORD}\n\nUBND tỉnh",
    f"{{: .lop #ma }}\n\n{WORD} {{#ma}}",
    f"[TOC]\n\n{WORD}",
    f"!!! note\n    {WORD}",
    f"$$ {WORD} $$ \\( x \\) \\[ y \\]",
    f":smile: {WORD} :+1:",
    f"{WORD}\x0bhai\x0cba\u2028bốn\u2029năm\x85sáu",
    f"{WORD}\u00adhai ba\u200bbốn\ufeffnăm",
    f"Gọi １１１, 1\u200b1\u200b1, 1‑1‑1, (0)111, 1 1 1, 111\u20e3 {WORD}",
    f"\u202e{WORD}\u202c \u2067hai\u2069",
    f"***\n\n{WORD}\n\n- - -\n\n___",
    f"{WORD}\n{'-' * 3000}",
    f"Gọi 115 hoặc 0912 345 678 {WORD}",
    f"\t- {WORD}\n \t- hai",
    f"1. {WORD}\n1. hai\n1. ba\n\n1. bốn",
    f"{WORD} \\",
    f"+ {WORD}\n\n\n\n+ hai\n\n  ba\n\n      bốn",
    f"[[{WORD}]] ((hai)) {{{{ba}}}} <<bốn>> %%năm%%",
    f"---\ntiêu đề: {WORD}\n---",
    f"\u00a0\u00a0- {WORD}\n\u3000hai",
)
FLOODS = (
    *("[", "]", "(", "![", "*", "_", "`", ">", "- ", "  - ", "1. ", "#", "<", "&", "\\", "|", "~"),
    *("a*", "*a ", "_a_ ", "[a](", "[a]: ", "<a", "&#", "\n", "\n\n", " ", "\t", "à", "Ấ ", "111 "),
    *("[x][", "](", "**a*", "``", "à a ", "=\n", "-\n", "\u0301", "+84 ", "0 "),
)


def make(name: Name) -> Case:
    """Return a case in which the text below the fields is damaged."""
    rng = name.random
    file = rng.choice(names(FILES))
    text = text_of(file)
    head, body = text[: text.index("\n---\n") + 5], text[text.index("\n---\n") + 5 :]
    kind = rng.choice(
        ("snippet",) * 6
        + ("flood", "nested", "hostile", "hostile", "thin", "garbled", "cut", "bytes")
    )
    garbled = ""
    if kind == "snippet":
        added = rng.sample(SNIPPETS, rng.choice((1, 1, 1, 2)))
        body, note = _inserted(rng, body, added), f"{added!r:.200}"
    elif kind == "flood":
        sign, count = rng.choice(FLOODS), rng.choice((50, 1_000, 20_000, 200_000))
        body, note = body + f"\n{WORD} " + sign * count + "\n", f"{sign!r} × {count}"
    elif kind == "nested":
        body, note = _nested(rng, body)
    elif kind == "hostile":
        added = [hostile(rng) for _ in range(rng.choice((1, 1, 3)))]
        body, note = _inserted(rng, body, added), f"{added!r:.200}"
    elif kind == "thin":
        mark = rng.choice(INVISIBLE)
        body, note = thinned(rng, body, mark), f"{mark!r} in words"
    elif kind == "garbled":
        how = rng.choice(sorted(GARBLED))
        garbled = f"the body is {how}" if file.endswith("vi.md") else ""
        body, note = GARBLED[how](body), how
    elif kind == "cut":
        body, note = body[: rng.randrange(len(body))], "cut"
    else:
        data, note = encoded(rng, text)
        return Case(name, {file: data}, f"{file}: encoded: {note}")
    data = (head + body).encode("utf-8", "surrogatepass")
    return Case(name, {file: data}, f"{file}: {kind}: {note}", garbled)


def _inserted(rng: Random, body: str, added: list[str]) -> str:
    parts = body.strip("\n").split("\n\n")
    for text in added:
        place = rng.randrange(len(parts) + 1)
        gap = rng.choice(("", "", "\n")) if place else ""
        parts.insert(place, gap + text)
    return rng.choice(("\n\n", "\n\n", "\n\n\n", "\n")).join(parts) + "\n"


def _nested(rng: Random, body: str) -> tuple[str, str]:
    depth = rng.choice((5, 30, 120, 300, 1_000))
    kind = rng.choice(("list", "numbers", "quotes", "links", "strong"))
    deep = {
        "list": "".join(f"{'  ' * n}- mục {n}\n" for n in range(depth)),
        "numbers": "".join(f"{'   ' * n}1. mục {n}\n" for n in range(depth)),
        "quotes": ">" * depth + f" {WORD}\n",
        "links": "[" * depth + WORD + "](https://a.vn)" * depth,
        "strong": "*" * depth + WORD + "*" * depth,
    }[kind]
    return f"{body}\n{deep}\n", f"{kind} {depth} deep"
