"""What no file for print may hold: fonts left out, locks, actions, and what PDF/X rules out.

Looks at every object of the file, whether a page uses it or not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from press.preflight.document import Document
from press.preflight.fonts import is_embedded
from press.preflight.painted import text_marks
from press.preflight.report import Expected, Finding, fail

CHECKS = {
    "font-missing": "every font is embedded",
    "live-font": "a file in outlines has no fonts",
    "pdfx-locked": "the file is not encrypted",
    "pdfx-actions": "there are no actions and no JavaScript",
    "pdfx-annotations": "no annotation touches the bleed box",
    "pdfx-forbidden": "there is no LZW, PostScript, OPI, alternate or referenced picture",
    "pdfx-halftone": "there are no transfer curves, and no halftones but the device's own",
    "pdfx-transparency": "an X-1a file has no transparency",
    "pdfx-managed": "an X-1a file has no colours that depend on a profile",
}

_ACTIONS = {
    "/GoTo", "/GoToR", "/GoToE", "/Launch", "/Thread", "/URI", "/Sound", "/Movie", "/Hide",
    "/Named", "/SubmitForm", "/ResetForm", "/ImportData", "/JavaScript", "/SetOCGState",
}  # fmt: skip
_MANAGED = {"/ICCBased", "/Lab", "/CalRGB", "/CalGray"}


def check(proof: Document, expected: Expected) -> Iterator[Finding]:
    """Find objects that do not belong into the file."""
    everything = tuple(_values(proof.pdf))
    dictionaries: list[pikepdf.Object] = [
        value for value in everything if isinstance(value, Dictionary)
    ]
    yield from _fonts(proof, expected, dictionaries)
    if not expected.shop:
        return
    if proof.pdf.is_encrypted:
        yield fail("pdfx-locked", "the file is encrypted")
    yield from _annotations(proof.pdf)
    rules = _RULES + (_RULES_X1A if expected.standard == "x-1a" else ())
    for code, what, breaks in rules:
        count = sum(map(breaks, dictionaries))
        if count:
            yield fail(code, f"{count} objects of the file have {what}; none may")
    if expected.standard == "x-1a":
        spaces = [v for v in everything if isinstance(v, Array) and len(v) > 1]
        managed = {str(v[0])[1:] for v in spaces if str(v[0]) in _MANAGED}
        if managed:
            yield fail("pdfx-managed", f"colours are {', '.join(sorted(managed))}; X-1a has none")


def _values(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield every dictionary, array and stream's dictionary of the file, nested ones too."""
    queue: list[pikepdf.Object] = [pdf.trailer, *pdf.objects]
    while queue:
        value = queue.pop()
        if isinstance(value, Stream):
            value = value.stream_dict
        if isinstance(value, Dictionary):
            kids: Sequence[pikepdf.Object] = list(value.values())
        elif isinstance(value, Array):
            kids = list(value.as_list())
        else:
            continue
        yield value
        queue += [k for k in kids if isinstance(k, Dictionary | Array) and not k.is_indirect]


def _fonts(
    proof: Document, expected: Expected, dictionaries: list[pikepdf.Object]
) -> Iterator[Finding]:
    fonts = [value for value in dictionaries if value.get("/Type") == Name.Font]
    for font in fonts:
        if not is_embedded(font):
            name = str(font.get("/BaseFont", "/unnamed"))[1:]
            yield fail("font-missing", f"the font {name} is not embedded")
    if expected.outlines and fonts:
        texts = [text for page in proof.pages for text in text_marks(page)]
        page, at = (texts[0].page, (texts[0].x, texts[0].y)) if texts else (1, None)
        roots = sum("/Encoding" in font or "/FirstChar" in font for font in fonts)
        yield fail("live-font", f"the file in outlines has {roots} live fonts, not 0", page, at)


def _annotations(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    for number, page in enumerate(pdf.pages, 1):
        left, bottom, right, top = (float(side) for side in page.bleedbox.as_list())
        for annotation in page.obj.get("/Annots", Array()).as_list():
            x0, y0, x1, y1 = (float(side) for side in annotation.Rect.as_list())
            across, up = min(x0, x1) < right and max(x0, x1) > left, min(y0, y1) < top
            if across and up and max(y0, y1) > bottom:
                kind = str(annotation.get("/Subtype", "/"))[1:]
                yield fail("pdfx-annotations", f"a {kind} annotation is inside the bleed", number)


def _acts(value: pikepdf.Object) -> bool:
    return "/AA" in value or "/JS" in value or str(value.get("/S", "")) in _ACTIONS


def _is_lzw(value: pikepdf.Object) -> bool:
    named = value.get("/Filter", Array())
    filters = named.as_list() if isinstance(named, Array) else [named]
    return any(str(name) in {"/LZWDecode", "/LZW"} for name in filters)


def _is_foreign(value: pikepdf.Object) -> bool:
    postscript = "/PS" in {str(value.get("/Subtype", "")), str(value.get("/Subtype2", ""))}
    referenced = "/Ref" in value and value.get("/Subtype") == Name.Form
    return postscript or referenced or any(key in value for key in ("/OPI", "/Alternates"))


def _bends_tones(value: pikepdf.Object) -> bool:
    """A transfer function, which a soft mask may have, or a halftone of its own."""
    if value.get("/S") in {Name.Alpha, Name.Luminosity}:
        return False
    halftone = value.get("/HT", Name.Default)
    odd = "/HalftoneType" in value and int(value.HalftoneType) not in {1, 5}
    return (
        "/TR" in value
        or value.get("/TR2", Name.Default) != Name.Default
        or "/HTP" in value
        or "/HalftoneName" in value
        or odd
        or (isinstance(halftone, Name) and halftone != Name.Default)
    )


def _is_see_through(value: pikepdf.Object) -> bool:
    modes = value.get("/BM", Name.Normal)
    known = {"/Normal", "/Compatible"}
    return (
        value.get("/SMask", Name("/None")) != Name("/None")
        or any(_below_one(value.get(key)) for key in ("/ca", "/CA"))
        or (str(modes) not in known if isinstance(modes, Name) else True)
        or value.get("/S") == Name.Transparency
    )


def _below_one(value: object) -> bool:
    """Whether it is an opacity that lets something through; names under the key are no opacity."""
    return not isinstance(value, pikepdf.Object | None) and float(str(value)) < 1


Rule = tuple[str, str, Callable[[pikepdf.Object], bool]]
_RULES: tuple[Rule, ...] = (
    ("pdfx-actions", "an action or JavaScript", _acts),
    ("pdfx-forbidden", "LZW compression", _is_lzw),
    ("pdfx-forbidden", "PostScript, OPI, alternates or references", _is_foreign),
    ("pdfx-halftone", "a transfer curve or a halftone", _bends_tones),
)
_RULES_X1A: tuple[Rule, ...] = (("pdfx-transparency", "transparency", _is_see_through),)
