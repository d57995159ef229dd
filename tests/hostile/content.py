"""The campaign that damage is done to: tiny content, real words, formats that show every text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from press.content.read.disk import ROOT
from tests.conftest import TINY

ADDED = ("simple-a3", "led-320x96", "notice-a3")  # show what the formats of tiny content do not
CODE = "16813"  # the commune whose files are made in every case
ADDRESS = "Khối 1, đường Ba Mươi, xã Mường Xén"  # of its office, which tiny content lacks


@lru_cache(maxsize=1)
def base() -> Mapping[str, bytes]:
    """Return the files of a campaign that is right, by name."""
    files = _below(ROOT / "content" / "strings", "strings/") | _below(TINY, "")
    real = _below(ROOT / "content" / "strings", "strings/")
    files |= {name: data for name, data in real.items() if name.endswith(".toml")}
    formats = (ROOT / "content" / "formats.toml").read_text("utf-8")
    tables = re.split(r"(?m)^(?=\[)", formats)
    wanted = [table for table in tables if table.startswith(tuple(f"[{name}]" for name in ADDED))]
    added = "".join(re.sub(r"(?m)^messages = .*\n|^#.*\n", "", table) for table in wanted)
    files["formats.toml"] += b"\n" + added.encode()
    contacts = f'"{ADDRESS}",111,ubnd@muongxen.gov.vn,,'
    table = files["communes.csv"].decode()
    files["communes.csv"] = re.sub(r"(Xã Tà Cạ,).*", rf"\g<1>{contacts}", table).encode()
    return dict(sorted(files.items()))


def _below(folder: Path, prefix: str) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {prefix + path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def text_of(name: str) -> str:
    """Return the text of a file of the campaign, without a byte order mark."""
    return base()[name].decode("utf-8-sig")


def names(pattern: str) -> list[str]:
    """Return the names of the files that a pattern matches."""
    return [name for name in base() if re.fullmatch(pattern, name)]


def write(folder: Path, files: Mapping[str, bytes | None]) -> None:
    """Put files into a folder, in place of those that are there."""
    for name, data in files.items():
        path = folder / name
        if data is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def restore(folder: Path, files: Mapping[str, bytes | None]) -> None:
    """Undo `write`."""
    write(folder, {name: base().get(name) for name in files})
