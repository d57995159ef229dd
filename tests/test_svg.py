"""Logos come from any drawing program: they are drawn as browsers draw them, or refused."""

from __future__ import annotations

import math
import re

import pytest
from fontTools.pens.areaPen import AreaPen
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path
from hypothesis import given
from hypothesis import strategies as st

from press.base.outline import Layer, Step
from press.content.read.disk import ROOT
from press.media.svg import UnfitError, layers, outline

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256">'
BOX = (("M", 10.0, 20.0), ("L", 40.0, 20.0), ("L", 40.0, 60.0), ("L", 10.0, 60.0))
BOX_CLOSED = (*BOX, ("L", 10.0, 20.0), ("Z",))
sides = st.floats(1, 60)
angles = st.floats(-360, 360)


def drawn(inside: str, head: str = HEAD) -> tuple[Layer, ...]:
    return layers(f"{head}{inside}</svg>")


def steps_of(inside: str) -> tuple[Step, ...]:
    (layer,) = drawn(inside)
    return layer.outline.steps


def area(steps: tuple[Step, ...]) -> float:
    pen = AreaPen()
    calls = {"M": pen.moveTo, "L": pen.lineTo, "C": pen.curveTo, "Q": pen.qCurveTo}
    for letter, *values in steps:
        if letter == "Z":
            pen.closePath()
        else:
            calls[str(letter)](*zip(values[::2], values[1::2], strict=True))
    return abs(float(pen.value))


def faults(inside: str, head: str = HEAD) -> list[str]:
    with pytest.raises(UnfitError) as raised:
        drawn(inside, head)
    return [fault.message for fault in raised.value.faults]


@given(rx=sides, ry=sides, angle=angles)
def test_ellipses_and_rectangles_keep_their_area_however_they_lie(
    rx: float, ry: float, angle: float
) -> None:
    turn = f'transform="translate(128,128) rotate({angle})"'
    round_one = steps_of(f'<ellipse rx="{rx}" ry="{ry}" {turn}/>')
    straight = steps_of(f'<rect x="{-rx}" y="{-ry}" width="{2 * rx}" height="{2 * ry}" {turn}/>')

    rounded = 0.015 * 2 * (rx + ry)  # corners stand in hundredths, so each edge within 0.0071
    assert area(round_one) == pytest.approx(math.pi * rx * ry, rel=0.002, abs=rounded)
    assert area(straight) == pytest.approx(4 * rx * ry, rel=0.002, abs=rounded)


@given(a=st.floats(-1, 1), b=st.floats(-1, 1), c=st.floats(-1, 1), d=st.floats(-1, 1))
def test_a_transform_changes_an_area_by_its_determinant(
    a: float, b: float, c: float, d: float
) -> None:
    inside = f'<g transform="matrix({a} {b} {c} {d} 128 128)"><circle r="60"/></g><circle r="2"'
    found = drawn(f'{inside} cx="9" cy="9"/>')

    expected = math.pi * 3600 * abs(a * d - b * c)
    assert area(found[0].outline.steps) == pytest.approx(expected, rel=0.01, abs=3)


@pytest.mark.parametrize(
    "same",
    [
        '<path d="M10 20h30v40h-30z"/>',
        '<path d="m10,20 30,0 0,40-30,0Z"/>',
        '<path d="M1e1 2.0E1L40 20 40 60 10 60Z"/>',
        '<rect x="10" y="20" width="30" height="40"/>',
        '<rect x="10px" y="15pt" width="30" height="40"/>',
        '<polygon points="10,20 40,20 40,60 10,60"/>',
        '<polyline points="10 20 40 20,40 60,10 60"/>',
        '<g transform="translate(10)"><rect width="30" height="40" y="20"/></g>',
        '<g transform="translate(-10,-20) scale(2)"><path d="M10 20h15v20H10z"/></g>',
        '<rect x="10" y="20" width="30" height="40" transform="rotate(360 7 7)"/>',
        '<rect x="10" y="20" width="30" height="40" style="fill:#0a0b0c;stroke:none"/>',
        "<style>.a, .b { fill: #123 } .c{fill:none}</style>"
        '<rect class="b" x="10" y="20" width="30" height="40"/><circle class="c" r="900"/>',
        '<title>x</title><defs><circle r="90"/></defs><symbol><rect width="9" height="9"/></symbol>'
        '<g display="none"><text>x</text></g><g visibility="hidden"><circle r="900"/></g>'
        '<rect x="10" y="20" width="30" height="40"/>',
        '<g fill="none"><path d="M0 0h999v999"/><path fill="black" d="M10 20h30v40h-30z"/></g>',
    ],
)
def test_the_same_shape_is_the_same_however_it_is_written(same: str) -> None:
    assert steps_of(same) == BOX_CLOSED


@pytest.mark.parametrize(
    "head",
    [
        '<svg viewBox="0,0,512,512">',
        '<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512">',
        '<svg width="50mm" height="50mm" viewBox="0 0 512 512">',
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><svg viewBox="0 0 512 512">',
        '<?xml version="1.0" encoding="UTF-16"?><s:svg xmlns:s="http://www.w3.org/2000/svg" '
        'viewBox="0 0 512 512"><s:rect x="20" y="40" width="60" height="80"/></s:svg>',
    ],
)
def test_any_square_is_brought_to_ours(head: str) -> None:
    whole = head if "s:rect" in head else f'{head}<path d="M20 40h60v80h-60z"/></svg>'

    assert layers(whole)[0].outline.steps == BOX_CLOSED


def test_layers_keep_their_order_their_rules_and_what_is_white() -> None:
    found = drawn(
        '<circle cx="128" cy="128" r="120"/><g transform="translate(64 64) scale(.5)">'
        '<path fill="#fff" d="M128 20L160 100 246 100 52 236Z"/></g>'
        '<g fill-rule="evenodd"><path style="fill:black" d="M99 99h20v20h-20zm5 5h9v9h-9z"/></g>'
    )

    assert [layer.paper for layer in found] == [False, True, False]
    assert [layer.outline.rule for layer in found] == ["non-zero", "non-zero", "even-odd"]
    assert area(found[0].outline.steps) == pytest.approx(math.pi * 120**2, rel=0.001)
    assert found[1].outline.steps[:3] == (("M", 128, 74), ("L", 144, 114), ("L", 187, 114))


def test_a_traced_picture_stands_upright() -> None:
    inside = (
        '<g transform="translate(0,256) scale(0.1,-0.1)"><path d="M1280 2400L2400 160 160 160z"/>'
    )

    assert steps_of(inside + "</g>")[:2] == (("M", 128, 16), ("L", 240, 240))


def test_pictograms_of_ours_are_drawn_as_their_path_says() -> None:
    for path in sorted((ROOT / "assets" / "pictograms").glob("*.svg")):
        text, pen = path.read_text("utf-8"), RecordingPen()
        (data,) = re.findall(r' d="([^"]+)"', text)
        parse_path(data, pen)
        found = outline(text)

        assert found.rule == "non-zero"
        assert len(found.steps) == sum(name != "endPath" for name, _ in pen.value)
        assert found.steps[0][1:] == pytest.approx(pen.value[0][1][0], abs=0.005)
        assert found.steps[-2][-2:] == pytest.approx(pen.value[-2][1][-1], abs=0.005)


SHAPE = '<path d="M10 20h30v40h-30z"'


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ("<text>A</text>", "letters (<text>)"),
        ("<image/>", "a photo or scan (<image>)"),
        ("<use/>", "a copy of another shape (<use>)"),
        ("<svg/>", "a picture in the picture (<svg>)"),
        ("<switch/>", "<switch>"),
        ("<foreignObject/>", "<foreignObject>"),
        ('<circle cx="9" cy="9" r="9" fill="none" stroke="#000"/>', "<circle> has a line around"),
        ('<g style="stroke:red"><path d="M0 0h9"/></g>', "<path> has a line around it"),
        ('<line x2="9" stroke="black"/>', "<line> has a line around it"),
        (f'{SHAPE} clip-path="url(#a)"/>', '<path> has "clip-path"'),
        (f'{SHAPE} style="mask:url(#a)"/>', '<path> has "mask"'),
        (f'{SHAPE} filter="url(#a)"/>', '<path> has "filter"'),
        (f'{SHAPE} opacity=".5"/>', '<path> has "opacity"'),
        (f'{SHAPE} fill-opacity="0.5"/>', '<path> has "fill-opacity"'),
        (f'{SHAPE} fill="url(#grad)"/>', 'filled with "url(#grad)"'),
        (f'{SHAPE} fill="blak"/>', 'filled with "blak"'),
        (f'{SHAPE} style="transform:scale(2)"/>', 'the style "transform"'),
        (f'{SHAPE} transform="scale(2"/>', "the transform breaks"),
        (f'{SHAPE} transform="rotate(1 2)"/>', 'the transform "rotate"'),
        (f"<style>path{{fill:none}}</style>{SHAPE}/>", 'a rule for "path"'),
        (f"<style>@media print{{.a{{}}}}</style>{SHAPE}/>", "is not plain"),
        (f'{SHAPE}/>{SHAPE} fill="red"/>', "the colours #000000, #ff0000"),
        (f'{SHAPE} fill="#FFF"/>', "all of the logo is white"),
        ("", "nothing in the picture"),
        ('<rect width="0" height="9"/>', "nothing in the picture"),
        ('<circle cx="200" cy="128" r="120"/>', "<circle> goes 25.0% beyond the square"),
        ('<rect x="-64" width="9" height="9"/>', "<rect> goes 25.0% beyond the square"),
        ('<path d="M0 0L1e308 9 9 9"/>', "no number that can be drawn"),
        ('<path d="M0 0 NaN 9"/>', "the path breaks"),
        ('<path d="L0 0 9 9"/>', "the path breaks"),
        ('<path d="M0 0L9"/>', "the path lacks a number"),
        ('<circle r="1e999"/>', "no number that can be drawn"),
        ('<circle r="50%"/>', "no length"),
        ('<rect width="-9" height="9"/>', "a size is less than nothing"),
        ('<polygon points="1 2 3"/>', "without its partner"),
        ("<path", "broken from here on"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_its_name(inside: str, message: str) -> None:
    found = faults(inside)

    assert len(found) == 1
    assert message in found[0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "this is not SVG"),
        ("<html/>", "not an SVG picture"),
        ('<svg viewBox="0 0 100 200"/>', "100 × 200, it must be a square"),
        ('<svg viewBox="0 0 nan 9"/>', "does not say how large"),
        ("<svg/>", "does not say how large"),
        ('<svg viewBox="0 0 9 9" transform="scale(2)"/>', 'has "transform"'),
        ('<!DOCTYPE s [<!ENTITY a "aaaa">]><svg/>', 'abbreviation of its own, "a"'),
        (f"{HEAD}{' ' * 500_000}</svg>", "500,068 characters"),
        (f"{HEAD}{'<g>' * 5_000}", "more than 5,000 parts"),
        (f'{HEAD}<path d="M0 0{"h1v1" * 99_999}"/></svg>', "more than 60,000 numbers"),
        (f'{HEAD}<path d="M0 0{"h1v1" * 6_000}"/></svg>', "more than 10,000 lines and curves"),
        (f'{HEAD}<polygon points="{"1 " * 99_999}"/></svg>', "more than 60,000 numbers"),
        (f"{HEAD}<style>{' ' * 400_000}x</style></svg>", "not plain"),
        (f'{HEAD}<rect fill="rgb({" " * 400_000}"/></svg>', "no plain colour"),
        (f'{HEAD}<rect width="1{" " * 400_000}x"/></svg>', "no length"),
        (f'{HEAD}<path d="M0 0{" " * 400_000}x"/></svg>', "breaks"),
    ],
)
def test_what_is_no_logo_says_so_soon(text: str, message: str) -> None:
    with pytest.raises(UnfitError) as raised:
        layers(text)

    assert message in str(raised.value)


def test_every_fault_is_told_with_its_place() -> None:
    inside = (
        '\n<circle r="9" cx="9" cy="9" stroke="#000"/>\n<g>\n  <text>ỷ</text><use/></g>\n<text/>'
    )

    with pytest.raises(UnfitError) as raised:
        drawn(inside)

    assert [(fault.line, fault.column) for fault in raised.value.faults] == [
        (2, 1),
        (4, 3),
        (4, 17),
    ]


@given(st.text(max_size=60), st.sampled_from(["d", "transform", "points", "style", "fill", "r"]))
def test_no_attribute_breaks_the_reader(text: str, name: str) -> None:
    escaped = re.sub(r'[<&"]', "", text)
    for element in ("path", "circle", "polygon"):
        try:
            found = drawn(f'<{element} {name}="{escaped}"/>')
        except UnfitError:
            continue
        assert found


@given(st.text(alphabet='<>/svgpathd="MLZ0123 viewBox&;!-[]', max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    for whole in (text, f"{HEAD}{text}</svg>"):
        try:
            assert layers(whole)
        except UnfitError:
            continue
