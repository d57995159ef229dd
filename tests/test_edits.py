"""An edit of code makes anew what it shows in, and what a clean build would make."""

from __future__ import annotations

from pathlib import Path

from tests.edits import build, clean, differing, house
from tests.sites import tree

# A method of a record that only templates call, one that only other records call, and the like.
EDITS = {
    "press/outputs/shared/elements.py": ("{address}\">')", '{address}" class="x">\')'),
    "press/outputs/page/record.py": ('offer.of("print")', 'offer.of("card")'),
    "press/outputs/search/pagefind.py": ("sort_keys=True", "sort_keys=True, indent=1"),
    "press/base/text.py": ("1024))} KB", "1024))} kB"),
    "press/outputs/shared/templates.py": ("<span>{}</span>", "<b>{}</b>"),
    "templates/pack/README.txt": ("\n", "\nEdited.\n"),
}


def test_edits_of_code_make_what_a_clean_build_makes(tmp_path: Path) -> None:
    folder = house(tmp_path / "house")
    assert build(folder).returncode == 0
    before = tree(folder / "site")
    for path, (old, new) in EDITS.items():
        text = (folder / path).read_text("utf-8")
        assert old in text, path
        (folder / path).write_text(text.replace(old, new, 1), "utf-8")
    assert build(folder).returncode == 0
    wanted = clean(folder)

    assert wanted is not None
    assert len(differing(before, wanted)) > 40
    assert differing(tree(folder / "site"), wanted) == set()
