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

from press.media import pdf as linker
from press.media.objects import Part
from press.media.pdf import artwork_part, imprint_part, link

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


def compiled(body: str, top: int = 20, title: str = "Thử", standard: str = "ua-1") -> bytes:
    source = SHEET.format(title=title, top=top, body=body).encode()
    made = typst.Compiler(font_paths=FONTS, ignore_system_fonts=True).compile(
        source,
        format="pdf",
        timestamp=0,
        pdf_standards=standard,  # type: ignore[arg-type]
        pdf_tags=standard == "ua-1",
    )
    assert isinstance(made, bytes)
    return made


ARTWORK = artwork_part(compiled("#heading(bookmarked: false)[Đừng đi một mình] *Gọi ngay*"))
IMPRINT = imprint_part(compiled("UBND xã Mường Xén #strong[111]", top=150))
SHOP_ARTWORK = artwork_part(compiled("Đừng đi một mình", standard="1.4"))
SHOP_IMPRINT = imprint_part(compiled("UBND xã Mường Xén", top=150, standard="1.4"))


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
    data = link(SHOP_ARTWORK, SHOP_IMPRINT)
    start = int(data.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    head, count = data[start:].split(b"\n", 2)[:2]
    entries = data[start + len(head) + len(count) + 2 :].split(b"trailer")[0]
    rows = [entries[at : at + 20] for at in range(0, len(entries), 20)]

    assert data.startswith(b"%PDF-1.4")
    assert (head, count) == (b"xref", b"0 %d" % len(rows))
    for number, row in enumerate(rows):
        offset, generation, kind = row.split()
        if kind == b"n":
            assert data[int(offset) :].startswith(b"%d 0 obj\n" % number)
        else:
            assert generation == (b"00001" if number else b"65535")


def test_every_entry_of_the_table_as_a_stream_leads_to_its_object() -> None:
    data = link(ARTWORK, IMPRINT)
    start = int(data.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    count = int(data[start:].split(b"/Size ", 1)[1].split(b"/")[0])
    table = data[start:].split(b"stream\n", 1)[1][: 6 * count]
    rows = [
        (row[0], row[1:4], row[4:]) for row in (table[i : i + 6] for i in range(0, 6 * count, 6))
    ]
    streams = {number for number, row in enumerate(rows) if row[0] == 1}

    assert data.startswith(b"%PDF-1.7")
    for number, (kind, first, _) in enumerate(rows):
        value = int.from_bytes(first, "big")
        if kind == 1:
            assert data[value:].startswith(b"%d 0 obj\n" % number)
        else:
            assert value in ({0} if kind == 0 else streams)


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


def test_a_file_of_many_pages_is_one_structure_in_which_every_page_has_its_imprint() -> None:
    artwork = artwork_part(compiled("Một] #page[Hai] #page[Ba"))
    imprint = imprint_part(compiled("Tri Lễ] #page[] #page[111"))
    with pikepdf.open(io.BytesIO(link(artwork, imprint))) as pdf:
        tree = pdf.Root.StructTreeRoot
        entries: list[Any] = list(tree.ParentTree.Nums.as_list())
        parents = dict(zip(entries[::2], entries[1::2], strict=True))

        assert pdf.check_pdf_syntax() == []
        assert sorted(parents) == list(range(6))
        for index, page in enumerate(pdf.pages):
            form = page.Resources.XObject.Imprint
            assert form.StructParents == 3 + index
            assert len(parents[3 + index]) == len(marked(form.read_bytes()))
            for owner in parents[3 + index].as_list():
                assert owner.Pg.objgen == page.objgen
                assert content_of(owner, form)


@pytest.mark.parametrize(
    "body",
    ['#link("https://a.example/")[Bốn]', "#heading[Ba]", ""],
    ids=["a link", "an outline", "no text"],
)
def test_what_linking_would_lose_is_refused(body: str) -> None:
    with pytest.raises(ValueError, match=r"only pages without|without any text"):
        artwork_part(compiled(body))


def test_an_imprint_of_too_many_objects_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linker.Numbers, "artwork", 12)
    with pytest.raises(ValueError, match="12 objects or more"):
        imprint_part(compiled("Một"))
