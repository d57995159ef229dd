"""Logos: shapes that are no paths, moved and scaled ones, entities, and paths without end."""

from __future__ import annotations

from random import Random

from tests.hostile.case import Case, Name

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256">'
SQUARE = "M32 32H224V224H32Z"

SHAPES = (  # what is drawn, and the box it covers on the square of 256
    (f'<path d="{SQUARE}"/>', (32, 32, 224, 224)),
    ("<path d='M32 32H224V224H32Z'/>", (32, 32, 224, 224)),
    ('<path d="M32,32 l192,0 0,192 -192,0z"/>', (32, 32, 224, 224)),
    ('<path d="M32 32h192v192h-192z" transform="translate(16 8)"/>', (48, 40, 240, 232)),
    ('<path d="M0 0H64V64H0Z" transform="scale(2) translate(10,10)"/>', (20, 20, 148, 148)),
    ('<g transform="translate(100,0)"><path d="M0 0H64V64H0Z"/></g>', (100, 0, 164, 64)),
    ('<g transform="matrix(1 0 0 1 20 30)"><g><path d="M0 0H64V64H0Z"/></g></g>', (20, 30, 84, 94)),
    (
        '<path d="M-20 -20H20V20H-20Z" transform="rotate(45 0 0) translate(128)"/>',
        (62, 62, 119, 119),
    ),
    ('<circle cx="128" cy="128" r="96"/>', (32, 32, 224, 224)),
    ('<ellipse cx="128" cy="100" rx="96" ry="50"/>', (32, 50, 224, 150)),
    ('<rect x="32" y="48" width="100" height="50"/>', (32, 48, 132, 98)),
    ('<rect x="32" y="48" width="100" height="50" rx="10"/>', (32, 48, 132, 98)),
    ('<polygon points="128,32 224,224 32,224"/>', (32, 32, 224, 224)),
    ('<polyline points="128,32 224,224 32,224"/>', (32, 32, 224, 224)),
    (f'<path d="{SQUARE}" fill="none"/><path d="M64 64H128V128H64Z"/>', (64, 64, 128, 128)),
    (
        f'<path d="{SQUARE}" style="display:none"/><path d="M64 64H128V128H64Z"/>',
        (64, 64, 128, 128),
    ),
    (f'<defs><path id="a" d="{SQUARE}"/></defs><path d="M64 64H128V128H64Z"/>', (64, 64, 128, 128)),
    (
        f'<clipPath id="c"><path d="{SQUARE}"/></clipPath><path d="M64 64H128V128H64Z"/>',
        (64, 64, 128, 128),
    ),
    (f'<!-- <path d="{SQUARE}"/> --><path d="M64 64H128V128H64Z"/>', (64, 64, 128, 128)),
    ('<path d="M32 128A96 96 0 0 1 224 128A96 96 0 0 1 32 128Z"/>', (32, 32, 224, 224)),
    ('<path d="M64 64H128V128H64Z"/><path d="M150 150 h 20 v 20 h -20 z"/>', (64, 64, 170, 170)),
    ('<path d="M64 64C64 0 128 0 128 64S192 128 192 64Z"/>', (64, 16, 192, 112)),
)
LEFT_OUT = (  # beside a shape that can be drawn
    f'<path d="{SQUARE}" stroke="#000" stroke-width="20" fill="none"/>',
    '<line x1="0" y1="0" x2="256" y2="256" stroke="red"/>',
    '<text x="20" y="100">Nghệ An</text>',
    '<image href="http://x.vn/a.png" width="256" height="256"/>',
    "<foreignObject><p>chữ</p></foreignObject>",
)
REFUSED = (  # cannot be drawn in one colour, or is no drawing: must not pass untold
    *LEFT_OUT,
    '<image href="data:image/png;base64,iVBORw0KGgo="/>',
    '<use href="#a"/>',
    "<script>alert(1)</script>",
    "",
    "<path/>",
    '<path d=""/>',
    '<path d="M"/>',
    '<path d="chữ"/>',
    '<path d="M0 0L"/>',
    '<path d="M1e999 0L0 0Z"/>',
    '<path d="MnaN 0L0 inf Z"/>',
    '<path d="M0 0Z"/>',
    '<path d="M9999 9999H99999V99999Z"/>',
    '<path d="M-500 -500H900V900H-500Z"/>',
    '<path d="M0 0A0 0 0 2 2 5 5"/>',
    '<path d="L5 5"/>',
    '<g><path d="M0 0H9V9Z"/>',
    '<pattern id="p"><path d="M0 0H9V9Z"/></pattern><rect width="99" height="99" fill="url(#p)"/>',
)
LAUGHS = f'<!ENTITY a0 "{"a" * 1000}">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9)
)
HEADS = (
    *("<svg>", '<svg viewBox="0 0 512 512">', '<svg viewBox="0,0,256,256">', "", "<html>"),
    *('<svg width="256" height="256">', "<svg viewBox='0 0 256 256'>"),
    '<svg viewBox="0 0 256 256" xmlns:x="y"><x:path d="M0 0"/>',
    '<?xml version="1.0" encoding="UTF-16"?>' + HEAD,
    '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + HEAD + "<title>&b;</title>",
    '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + HEAD + "<title>&x;</title>",
    f"<!DOCTYPE svg [{LAUGHS}]>{HEAD}<title>&a8;</title>",
)


def make(name: Name) -> Case:
    """Return a case with the logo of a commune, and sometimes that of a partner."""
    rng = name.random
    kind = rng.choice(("shape", "shape", "refused", "refused", "head", "flood", "torn", "pair"))
    box, garbled, head, inside = None, "", HEAD, ""
    if kind in {"shape", "pair"}:
        inside, covered = rng.choice(SHAPES)
        x0, y0, x1, y1 = covered
        box = (float(x0), float(y0), float(x1), float(y1))
        if kind == "pair":
            added = rng.choice(LEFT_OUT)
            inside, garbled, box = inside + added, f"left out: {added}", None
    elif kind == "refused":
        inside = rng.choice(REFUSED)
        garbled = f"cannot be drawn: {inside}"
    elif kind == "head":
        head, inside = rng.choice(HEADS), f'<path d="{SQUARE}"/>'
    elif kind == "flood":
        inside = _flood(rng)
    else:
        svg = f'{HEAD}<path d="{SQUARE}"/></svg>'
        inside = svg[len(HEAD) : rng.randrange(len(svg))]
    note = f"{kind}: {head[:50]}{inside[:120]}"
    data = f"{head}{inside}</svg>\n".encode()
    return Case(name, {"logos/16813.svg": data}, note, garbled, box=box)


def _flood(rng: Random) -> str:
    count = rng.choice((1_000, 20_000, 200_000))
    return rng.choice(
        (
            f'<path d="M0 0{"L9 9" * count}Z"/>',
            f'<path d="M0 0{" 5" * count}Z"/>',
            '<path d="M0 0H9V9Z"/>' * min(count, 20_000),
            "<g>" * count + f'<path d="{SQUARE}"/>' + "</g>" * count,
            f'<path d="M0 0{"1" * count}L5 5Z"/>',
            f"<path {'d ' * count}",
            f'<path{" " * count}d="{SQUARE}"/>',
            f'<path d="{"z" * count}"/>',
        )
    )
