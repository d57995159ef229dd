"""Laws of linking PDFs: whatever the two parts are, the file is one sound document of both."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from press.render.link import pdf as linker
from press.render.link.pdf import Part, artwork_part, imprint_part, link

ROOT = Path(__file__).parent.parent
FONTS = typst.Fonts(
    include_system_fonts=False,
    include_embedded_fonts=False,
    font_paths=[str(ROOT / "assets" / "fonts")],
)
SHEET = """
#set document(title: "{title}")
#set page(width: 300pt, height: 200pt, margin: 0pt, bleed: 9pt)
#set text(font: "Noto Sans", lang: "vi")
#place(dx: 20pt, dy: {top}pt)[{body}]
"""
words = st.from_regex(r"[aăâbcdđeêghiklmnoôơpqrstuưvxyạộựểẫ]+( [nhưẫộ]+)*", fullmatch=True)


def compiled(body: str, top: int = 20, title: str = "Thử") -> bytes:
    source = SHEET.format(title=title, top=top, body=body).encode()
    made = typst.Compiler(font_paths=FONTS, ignore_system_fonts=True).compile(
        source, format="pdf", timestamp=0, pdf_standards="ua-1"
    )
    assert isinstance(made, bytes)
    return made


ARTWORK = artwork_part(compiled("#heading(bookmarked: false)[Đừng đi một mình] *Gọi ngay*"))
IMPRINT = imprint_part(compiled("UBND xã Mường Xén #strong[111]", top=150))


@pytest.fixture
def linked() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(link(ARTWORK, IMPRINT))) as pdf:
        yield pdf


def elements(element: Any) -> Iterator[Any]:
    yield element
    for kid in element.K.as_list():
        if isinstance(kid, pikepdf.Object) and "/S" in kid:
            assert kid.P.objgen == element.objgen
            yield from elements(kid)


def marked(content: bytes) -> set[int]:
    """Return the numbers of marked content in a page description."""
    return {int(found) for found in re.findall(rb"/MCID (\d+)", content)}


def test_it_is_sound_and_nothing_in_it_had_to_be_repaired(linked: pikepdf.Pdf) -> None:
    assert linked.check_pdf_syntax() == []
    assert linked.get_warnings() == []
    assert len(linked.pages) == 1


def test_every_entry_of_the_table_leads_to_its_object() -> None:
    data = link(ARTWORK, IMPRINT)
    start = int(data.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    head, count = data[start:].split(b"\n", 2)[:2]
    entries = data[start + len(head) + len(count) + 2 :].split(b"trailer")[0]
    rows = [entries[at : at + 20] for at in range(0, len(entries), 20)]

    assert (head, count) == (b"xref", b"0 %d" % len(rows))
    for number, row in enumerate(rows):
        offset, generation, kind = row.split()
        if kind == b"n":
            assert data[int(offset) :].startswith(b"%d 0 obj\n" % number)
        else:
            assert generation == (b"00001" if number else b"65535")


def test_both_parts_are_in_one_structure_and_all_marked_content_has_its_element(
    linked: pikepdf.Pdf,
) -> None:
    tree, page = linked.Root.StructTreeRoot, linked.pages[0]
    form = page.Resources.XObject.Imprint
    (document,) = tree.K.as_list()
    numbers: list[Any] = list(tree.ParentTree.Nums.as_list())
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))

    assert [element.S for element in elements(document)].count("/Sect") == 1
    assert [page.StructParents, form.StructParents, tree.ParentTreeNextKey] == [0, 1, 2]
    for stream, place in ((page.Contents[0], 0), (form, 1)):
        owners = parents[place].as_list()
        assert marked(stream.read_bytes()) == set(range(len(owners)))
        for number, owner in enumerate(owners):
            assert owner.Pg.objgen == page.objgen
            assert number in content_of(owner, form if place else None)


def content_of(element: Any, form: Any) -> set[int]:
    """Return the numbers of an element's content, which stands in the form or in the page."""
    if form is None:
        return {kid for kid in element.K.as_list() if isinstance(kid, int)}
    references = [kid for kid in element.K.as_list() if not isinstance(kid, int)]
    assert all(kid.Stm.objgen == form.objgen for kid in references)
    return {kid.MCID for kid in references}


def test_each_file_has_an_id_of_its_own_and_equal_pieces_have_equal_bytes() -> None:
    others = [imprint_part(compiled(f"UBND xã {name}", top=150)) for name in ("Tri Lễ", "Na Ngoi")]
    files = [link(ARTWORK, part) for part in (IMPRINT, *others)]
    ids = set()
    for data in files:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            first, second = (bytes(part) for part in pdf.trailer.ID.as_list())
            assert first == second
            assert base64.b64encode(first) in pdf.Root.Metadata.read_bytes()
            ids.add(first)

    assert len(ids) == 3
    assert link(ARTWORK, IMPRINT) == files[0]


def test_what_an_artwork_says_of_the_document_stays() -> None:
    with pikepdf.open(io.BytesIO(compiled("Một", title="Gọi 111"))) as pdf:
        profile = pdf.make_stream(b"profile", N=4)
        intent = pikepdf.Dictionary(S=pikepdf.Name.GTS_PDFX, DestOutputProfile=profile)
        pdf.Root.OutputIntents = pikepdf.Array([intent])
        changed = io.BytesIO()
        pdf.save(changed, deterministic_id=True)
    with pikepdf.open(io.BytesIO(link(artwork_part(changed.getvalue()), IMPRINT))) as pdf:
        assert pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes() == b"profile"
        assert pdf.Root.Lang == "vi"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.trailer.Info.Title == "Gọi 111"
        assert pdf.pages[0].TrimBox.as_list() == [9, 9, 309, 209]


@given(words, words)
def test_any_two_parts_make_a_sound_file_with_the_words_of_both(above: str, below: str) -> None:
    parts = artwork_part(compiled(above)), imprint_part(compiled(below, top=150))
    with pikepdf.open(io.BytesIO(link(*parts))) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.get_warnings() == []
    for part in parts:
        assert Part.unpack(part.pack()) == part


@pytest.mark.parametrize(
    "body",
    ["] #pagebreak() #[Hai", '#link("https://a.example/")[Bốn]', "#heading[Ba]", ""],
    ids=["two pages", "a link", "an outline", "nothing"],
)
def test_what_linking_would_lose_is_refused(body: str) -> None:
    with pytest.raises(ValueError, match="only a single page"):
        artwork_part(compiled(body))


def test_an_imprint_of_too_many_objects_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linker, "ARTWORK_FROM", 12)
    with pytest.raises(ValueError, match="more than 11 objects"):
        imprint_part(compiled("Một"))
