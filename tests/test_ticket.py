"""Job tickets: every file for the shop, with its true sums, in a form that both parts agree on."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from press.content.model.campaign import Campaign
from press.content.resources import Resources
from press.outputs.piece.compose import Faces
from press.outputs.registry import make_plan
from press.outputs.shared.parts import Parts
from press.outputs.ticket.compose import Orders
from press.outputs.ticket.record import Design, Ticket
from press.outputs.ticket.render import SHORT_SUM, Tickets, entries
from press.outputs.tools import Tools
from press.site.plan import Job
from tests.composing import SHEETS
from tests.conftest import memory
from tests.sites import copied, run

CODE = "16813"
PLACE = "16813-muong-xen"
BANNER = """
variants = { shop = true, outlines = ["goi-111"], office = true }
scale = 10
quantity = 40
standard = "x-4"
material = { vi = "Bạt hiflex", en = "Flex banner" }
finishing = { vi = "Viền mép, khoen cách nhau 50 cm", en = "Hemmed" }
"""


@pytest.fixture(scope="module")
def banners(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with tiny content, one banner drawn at 1:10, and its site."""
    folder = copied(built, tmp_path_factory.mktemp("tickets"))
    formats = folder / "content" / "formats.toml"
    formats.write_text(formats.read_text("utf-8").strip() + BANNER, encoding="utf-8")
    communes = folder / "content" / "communes.csv"
    row = "Xã Tà Cạ,,,,,"
    filled = "Xã Tà Cạ,Khối 1,0238 3875 111,ubnd@muongxen.example,,"
    text = communes.read_text("utf-8-sig")
    assert row in text
    communes.write_text(text.replace(row, filled), encoding="utf-8")
    result = run(folder)
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="module")
def ticket(banners: Path) -> bytes:
    return (banners / "site" / "xa" / PLACE / f"phieu-in_{PLACE}.pdf").read_bytes()


@pytest.fixture(scope="module")
def rows(banners: Path) -> list[dict[str, str]]:
    return table(banners / "site" / "xa" / PLACE / f"phieu-in_{PLACE}.csv")


@pytest.fixture(scope="module")
def shop_files(banners: Path) -> dict[str, Path]:
    """What the commune's shop gets, by name."""
    manifest = json.loads((banners / "site" / "manifest.json").read_bytes())
    found = (
        banners / "site" / file["path"]
        for file in manifest["files"]
        if file["commune"] == CODE and file["variant"] in {"shop", "outlines"}
    )
    return {path.name: path for path in found}


def table(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def text_of(data: bytes) -> str:
    """Return the text of all pages, with every gap as one space."""
    with pypdfium2.PdfDocument(data) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).split())


def test_the_table_has_every_file_for_the_shop_with_its_true_sum_and_size(
    rows: list[dict[str, str]], shop_files: dict[str, Path]
) -> None:
    assert {row["Tên tệp"] for row in rows} == set(shop_files)
    assert len(rows) == len(shop_files) == 7
    for row in rows:
        data = shop_files[row["Tên tệp"]].read_bytes()
        assert row["Mã kiểm tra SHA-256"] == hashlib.sha256(data).hexdigest()
        assert int(row["Dung lượng (byte)"]) == len(data)


def test_the_form_has_every_file_for_the_shop_with_the_beginning_of_its_sum(
    ticket: bytes, rows: list[dict[str, str]], shop_files: dict[str, Path]
) -> None:
    text = text_of(ticket)
    for number, name in enumerate((row["Tên tệp"] for row in rows), 1):
        assert name in text
        data = shop_files[name].read_bytes()
        size = f"{round(len(data) / 1024)} KB"
        assert f"{number} · {size} · SHA-256 {hashlib.sha256(data).hexdigest()[:16]}" in text


def test_the_form_names_the_commune_and_when_to_hang(ticket: bytes) -> None:
    text = text_of(ticket)

    assert text.count("UBND xã Mường Xén") == 2  # on the cover and at the foot of the next page
    assert "Ủy ban nhân dân tỉnh Nghệ An" in text
    assert "tiny.nghean.gov.vn/x/16813" in text
    assert "01/7/2025" in text  # campaign.toml: window
    assert "30/9/2025" in text
    assert "0238 3875 111" in text
    assert "ubnd@muongxen.example" in text
    assert "Khối 1" in text


def test_a_file_drawn_smaller_is_shouted(ticket: bytes, rows: list[dict[str, str]]) -> None:
    text = text_of(ticket)

    assert "4000 × 700 mm" in text
    assert "Tệp vẽ theo tỷ lệ 1:10: phải in lớn gấp 10 lần" in text
    assert {(row["Loại ấn phẩm"], row["Phải in lớn gấp (lần)"]) for row in rows} == {
        ("Áp phích A3", "1"),
        ("Băng rôn 4 × 0,7 m", "10"),
    }


def test_the_form_tells_material_finishing_and_quantity(
    ticket: bytes, rows: list[dict[str, str]]
) -> None:
    assert "Bạt hiflex · Viền mép, khoen cách nhau 50 cm · In một mặt · PDF/X-4" in text_of(ticket)
    banners = [row for row in rows if row["Loại ấn phẩm"].startswith("Băng rôn")]
    for row in banners:
        assert (row["Chất liệu"], row["Số lượng"], row["Chuẩn tệp"]) == (
            "Bạt hiflex",
            "40",
            "PDF/X-4",
        )
        assert (row["Chiều rộng thành phẩm (mm)"], row["Chiều cao thành phẩm (mm)"]) == (
            "4000",
            "700",
        )


def test_excel_opens_the_table(banners: Path) -> None:
    data = (banners / "site" / "xa" / PLACE / f"phieu-in_{PLACE}.csv").read_bytes()
    head, *lines = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))

    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == len(lines) + 1
    assert len(set(head)) == len(head)
    assert all(len(line) == len(head) for line in lines)


def test_the_form_is_sound_tagged_and_has_title_and_language(ticket: bytes) -> None:
    with pikepdf.open(io.BytesIO(ticket)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.get_warnings() == []
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "vi"
        assert b"pdfuaid:part" in pdf.Root.Metadata.read_bytes()
        assert str(pdf.docinfo["/Title"]) == "Phiếu in - Phòng, chống mua bán người"
        assert sum(len(page.get_images()) for page in pdf.pages) == 6  # designs
        kinds = [str(element.S) for element in elements(pdf.Root.StructTreeRoot.K[0])]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 2
    assert "/TH" in kinds
    assert "/Sect" in kinds


def elements(element: Any) -> list[Any]:
    below = (
        kid for kid in element.get("/K", []) if isinstance(kid, pikepdf.Object) and "/S" in kid
    )
    return [element, *(found for kid in below for found in elements(kid))]


def test_the_pack_has_both_in_its_root_and_says_so(banners: Path, ticket: bytes) -> None:
    with ZipFile(banners / "site" / "xa" / PLACE / f"bo-tai-lieu_{PLACE}.zip") as archive:
        sums = archive.read("SHA256SUMS.txt").decode()
        assert archive.read(f"phieu-in_{PLACE}.pdf") == ticket
        assert f"{hashlib.sha256(ticket).hexdigest()}  phieu-in_{PLACE}.pdf\n" in sums
        assert f"phieu-in_{PLACE}.csv" in archive.namelist()
        assert f"phieu-in_{PLACE}.pdf" in archive.read("DOC-TRUOC.txt").decode()
        assert "phieu-in_*" in archive.read("README.txt").decode()


def test_some_messages_alone_are_all_there_is_on_the_ticket(banners: Path) -> None:
    options = ("--commune", CODE, "--message", "goi-111")
    assert run(banners, *options, site="some").exit_code == 0
    names = [row["Tên tệp"] for row in table(banners / "some/xa" / PLACE / f"phieu-in_{PLACE}.csv")]

    assert len(names) == 4
    assert all(name.startswith("goi-111_") for name in names)


def test_a_campaign_without_files_for_shops_has_no_tickets(tiny: Campaign) -> None:
    office = tuple(form.model_copy(update={"variants": {"office": True}}) for form in tiny.formats)
    jobs = make_plan(tiny.model_copy(update={"formats": office})).jobs

    assert not [job for job in jobs if job.view.startswith("ticket")]


# Of one ticket, its parts.


def composed(campaign: Campaign, resources: Resources, view: str) -> Any:
    faces = Faces(campaign, resources.pictograms, SHEETS)
    orders = Orders(Parts(campaign, resources.pictograms), faces)
    return orders.compose(Job("", "data", view, "vi", commune=CODE))


def picture(*_: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 420), "#b3141d").save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="module")
def tickets(resources: Resources) -> Tickets:
    return Tickets(Tools(resources.root, b"", {}, memory()), "a fingerprint")


def told(ticket: Ticket) -> dict[str, tuple[int, str]]:
    return {path: (2**20, hashlib.sha256(path.encode()).hexdigest()) for path in ticket.files}


def with_designs(ticket: Ticket, count: int, ratio: float) -> Ticket:
    """Return the ticket with one lot of so many designs, each of two files."""
    names = [f"{number}_ap-phich_vi_nha-in" for number in range(count)]
    designs = tuple(
        Design(f"Mẫu {name}", "English", ((f"{name}.pdf", ""), (f"{name}-khong-phong.pdf", "Nét")))
        for name in names
    )
    lot = replace(ticket.order.lots[0], designs=designs, ratio=ratio)
    return replace(
        ticket,
        order=replace(ticket.order, lots=(lot,)),
        pictures=ticket.pictures[:1] * count,
        files=tuple(f"{name}{kind}.pdf" for name in names for kind in ("", "-khong-phong")),
    )


def test_days_that_are_over_are_left_to_be_filled_in_by_hand(
    tiny: Campaign, resources: Resources, tickets: Tickets
) -> None:
    last, told_of = date(2025, 9, 30), ("01/7/2025", "30/9/2025")
    for today, days in ((last, told_of), (last + timedelta(days=1), ("", ""))):
        campaign = tiny.model_copy(update={"today": today})
        ticket = composed(campaign, resources, "ticket")
        shown = text_of(tickets.render(ticket, told(ticket)))
        row = composed(campaign, resources, "ticket-csv").rows[0]

        assert "Ngày treo" in shown
        assert "Ngày gỡ" in shown
        assert (ticket.order.start, ticket.order.end) == days == row[-3:-1]
        assert ("30/9/2025" in shown) == bool(days[1])


@pytest.mark.parametrize(
    ("count", "ratio"),
    [
        *((count, 1.5) for count in (1, 2, 26, 27, 28, 29, 90)),
        (2, 0.3),
        (29, 0.3),
        (2, 5.7),
        (29, 5.7),
    ],
)
def test_any_number_of_designs_makes_a_ticket(
    tiny: Campaign, resources: Resources, tickets: Tickets, count: int, ratio: float
) -> None:
    ticket = with_designs(composed(tiny, resources, "ticket"), count, ratio)
    text = text_of(tickets.render(ticket, told(ticket)))

    for path in ticket.files:
        assert path in text
        assert told(ticket)[path][1][:SHORT_SUM] in text
    assert f"{2 * count} · 1,0 MB" in text


def test_neither_part_writes_over_the_other(
    tiny: Campaign, resources: Resources, tickets: Tickets
) -> None:
    plain = composed(tiny, resources, "ticket")
    filled = replace(plain, address="Khối 1, xã Mường Xén " * 9, phone="0238 3875 111", email="a@b")
    ticket = with_designs(filled, 9, 5.7)
    pictures = {"pictures": [list(picture())] * 9}
    artwork = dark(tickets.drawn(ticket.order, "artwork", pictures))
    imprint = dark(tickets.drawn(ticket.order, "imprint", entries(ticket, told(ticket))))

    assert len(artwork) == len(imprint) == len(dark(tickets.render(ticket, told(ticket)))) == 2
    for one, other in zip(artwork, imprint, strict=True):
        assert ImageChops.lighter(one, other).getextrema() == (255, 255)


def dark(data: bytes) -> list[Image.Image]:
    """Return the pages of a PDF as pictures in which only letters and dark planes are black."""
    with pypdfium2.PdfDocument(data) as document:
        pages = [page.render(scale=2, grayscale=True).to_pil() for page in document]
    return [page.point(lambda light: 0 if light < 110 else 255) for page in pages]
