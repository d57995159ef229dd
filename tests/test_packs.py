"""Packs: open anywhere, hold what they say, and are the same every time."""

from __future__ import annotations

import hashlib
import io
import shutil
import struct
import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from press.content.model.campaign import Campaign
from press.content.model.variant import VARIANTS
from press.content.resources import Resources
from press.outputs.pack.compose import Packs
from press.outputs.pack.record import Pack
from press.outputs.pack.render import AT_ONCE, SUMS, render_pack
from press.outputs.registry import make_plan, planned
from press.outputs.shared.parts import Parts
from press.outputs.shared.templates import Templates
from press.site import paths

CODE = "16813"
TOOLS = (  # those that are there
    ("unzip", "-t"),
    ("bsdtar", "-tf"),
    (sys.executable, "-m", "zipfile", "-t"),
)


def composed(campaign: Campaign, resources: Resources) -> Pack:
    (job,) = (j for j in make_plan(campaign).jobs if j.kind == "pack" and j.commune == CODE)
    return Packs(Parts(campaign, resources.pictograms), planned(campaign)).compose(job)


def written(pack: Pack, resources: Resources) -> bytes:
    sums = {path: hashlib.sha256(path.encode() * 99).hexdigest() for path in pack.files}
    read = {path: path.encode() * 99 for path in pack.files}.__getitem__
    return b"".join(render_pack(pack, Templates(resources.templates), read, sums))


@pytest.fixture(scope="module")
def pack(tiny: Campaign, resources: Resources) -> Pack:
    return composed(tiny, resources)


@pytest.fixture(scope="module")
def archive(pack: Pack, resources: Resources) -> ZipFile:
    return ZipFile(io.BytesIO(written(pack, resources)))


def read(archive: ZipFile, name: str) -> str:
    return archive.read(name).decode("utf-8-sig")


def test_a_pack_holds_every_piece_of_its_commune_and_no_other(
    pack: Pack, archive: ZipFile, tiny: Campaign
) -> None:
    jobs = [j for j in make_plan(tiny).jobs if j.view == "piece" and j.commune == CODE]

    tickets = [path for name, path in pack.pieces if "/" not in name]
    assert sorted(pack.files) == sorted([*(job.path for job in jobs), *tickets])
    for job in jobs:
        folder = VARIANTS[job.variant].word if job.variant else "anh"
        name = f"an-pham/{job.message}/{folder}/{job.path.rpartition('/')[2]}"
        assert archive.read(name) == job.path.encode() * 99


def test_it_opens_and_its_checksums_hold(archive: ZipFile) -> None:
    assert archive.testzip() is None
    lines = archive.read(SUMS).decode("ascii").splitlines()
    sums = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}

    assert sums.keys() == set(archive.namelist()) - {SUMS}
    assert all(hashlib.sha256(archive.read(name)).hexdigest() == sums[name] for name in sums)


def test_names_are_safe_on_windows(archive: ZipFile) -> None:
    names = archive.namelist()

    assert len({name.casefold() for name in names}) == len(names)
    for member in archive.infolist():
        assert member.filename.isascii()
        assert member.filename.encode("cp437").decode("cp1258") == member.filename
        assert not set(member.filename) & set('\\:*?"<>|')
        assert ".." not in member.filename.split("/")
        assert len(member.filename) < 160


def test_pieces_are_stored_and_texts_are_packed(archive: ZipFile) -> None:
    for member in archive.infolist():
        kind = ZIP_DEFLATED if member.filename.endswith(".txt") else ZIP_STORED
        assert member.compress_type == kind
        assert member.date_time == (1980, 1, 1, 0, 0, 0)


def test_a_pack_is_written_as_it_is_read(pack: Pack, resources: Resources) -> None:
    """However large it is, hardly more of it is held than the largest member."""
    member = b"x" * (AT_ONCE // 3)
    size = read_bytes = most = 0

    def read(_path: str) -> bytes:
        nonlocal read_bytes, most
        read_bytes += len(member)
        most = max(most, read_bytes - size)
        return member

    templates = Templates(resources.templates)
    for part in render_pack(pack, templates, read, dict.fromkeys(pack.files, "")):
        size += len(part)

    assert size > 10 * AT_ONCE / 3
    assert most <= AT_ONCE + 2 * len(member)


def test_headers_say_the_same_at_both_places(pack: Pack, resources: Resources) -> None:
    """Some readers go by the local header, some by the central directory."""
    data = written(pack, resources)
    with ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist():
            local = data[member.header_offset : member.header_offset + 30]
            sizes = struct.unpack("<III", local[14:26])

            assert sizes == (member.CRC, member.compress_size, member.file_size)
            assert not member.flag_bits


@pytest.mark.parametrize("tool", [tool for tool in TOOLS if shutil.which(tool[0])])
def test_other_programs_open_it(
    tool: tuple[str, ...], pack: Pack, resources: Resources, tmp_path: Path
) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(written(pack, resources))

    subprocess.run([*tool, path], check=True, capture_output=True)  # noqa: S603 - our own words


def test_texts_are_as_notepad_wants_them(archive: ZipFile) -> None:
    for name in archive.namelist():
        if name.endswith(".txt") and name != SUMS:
            data = archive.read(name)
            assert data.startswith(b"\xef\xbb\xbf"), name
            assert data.count(b"\r\n") == data.count(b"\n"), name
            assert data.endswith(b"\r\n"), name


def test_making_it_twice_gives_the_same_bytes(tiny: Campaign, resources: Resources) -> None:
    assert written(composed(tiny, resources), resources) == written(
        composed(tiny, resources), resources
    )


def test_captions_lead_to_the_page_of_this_commune(archive: ZipFile, tiny: Campaign) -> None:
    for language, prefix in (("vi", ""), ("en", "en/")):
        caption = read(archive, f"loi-dang/goi-111_{language}.txt")
        chat = read(archive, f"loi-dang/goi-111_{language}_zalo.txt")
        for text in (caption, chat):
            assert f"{tiny.settings.base_url}{prefix}xa/16813-muong-xen/goi-111/" in text
        assert "#NgheAn" in caption


def test_a_text_message_is_of_this_commune_and_on_one_line(archive: ZipFile) -> None:
    sms = read(archive, "loi-dang/goi-111_vi_sms.txt")

    assert sms == "UBND xã Mường Xén: Nghi có mua bán người, chưa biết chắc cũng cứ gọi 111.\r\n"


def test_texts_of_messages_are_whole(archive: ZipFile, tiny: Campaign) -> None:
    for message in tiny.messages:
        for tag, text in message.translations.items():
            shown = read(archive, f"noi-dung/{message.id}_{tag}.txt")
            assert text.subline in shown
            assert all(point in shown for point in text.points)
            assert "**" not in shown


def test_the_guide_names_the_commune_its_sizes_and_the_only_number(
    archive: ZipFile, tiny: Campaign
) -> None:
    guide = read(archive, "DOC-TRUOC.txt")

    assert "Xã Mường Xén" in guide
    assert "100 %" in guide
    assert "Áp phích A3: 297 × 420 mm, chừa xén 3 mm mỗi cạnh" in guide
    assert tiny.hotline.number in guide
    assert "Mường Xén commune" in read(archive, "README.txt")
    for words in (tiny.settings.licence, *tiny.settings.issuer.values()):
        assert words in read(archive, "GIAY-PHEP.txt")


def test_a_sheet_drawn_smaller_says_so(tiny: Campaign, resources: Resources) -> None:
    formats = tuple(
        form.model_copy(update={"scale": 10}) if form.id.startswith("banner") else form
        for form in tiny.formats
    )
    small = composed(tiny.model_copy(update={"formats": formats}), resources)
    guide = read(ZipFile(io.BytesIO(written(small, resources))), "DOC-TRUOC.txt")

    assert "TỶ LỆ 1:10, phải in lớn gấp 10 lần" in guide


def test_the_plan_says_where_the_pack_is(tiny: Campaign) -> None:
    commune = next(c for c in tiny.communes if c.code == CODE)

    assert paths.pack(commune) == "xa/16813-muong-xen/bo-tai-lieu_16813-muong-xen.zip"


def test_the_ticket_to_fill_in_and_sign_is_the_pdf(tiny: Campaign, resources: Resources) -> None:
    pdf, table = composed(tiny, resources).guides[0].tickets

    assert (pdf, table) == ("phieu-in_16813-muong-xen.pdf", "phieu-in_16813-muong-xen.csv")
