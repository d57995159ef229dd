"""Laws of a build, on the tiny campaign and real disks: what stands is what clean would make."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from press.build.ledger import parsed
from press.build.lock import locked
from press.build.site import Site
from tests.conftest import Clean
from tests.sites import edit, run, tree

CANARY = "chim yến"
CONTRACT = """
    path kind type sha256 bytes language message commune format variant width height unit scale
"""


def test_the_manifest_lists_every_file_and_nothing_else_is_there(built: Path) -> None:
    manifest = json.loads((built / "site" / "manifest.json").read_bytes())
    found = tree(built / "site")
    del found["manifest.json"]

    assert {file["path"]: file["sha256"] for file in manifest["files"]} == found
    for file in manifest["files"]:
        assert (built / "site" / file["path"]).stat().st_size == file["bytes"]


def test_the_manifest_keeps_its_contract(built: Path) -> None:
    manifest = json.loads((built / "site" / "manifest.json").read_bytes())
    files = [file for file in manifest["files"] if file["kind"] == "print"]
    banner = next(file for file in files if file["format"] == "banner-4000x700")

    assert (manifest["manifest_version"], manifest["today"]) == (1, "2025-07-15")
    assert list(banner) == CONTRACT.split()
    assert (banner["kind"], banner["type"], banner["unit"]) == ("print", "application/pdf", "mm")


def test_an_unchanged_build_makes_and_draws_nothing(project: Path) -> None:
    before = tree(project / "site")
    result = run(project)

    assert ", 0 made, 0 removed, 0 drawn," in result.output
    assert tree(project / "site") == before


def rename_commune(content: Path) -> None:
    edit(content / "communes.csv", ",Mường Xén,", ",Mường Xen,")


def change_headline(content: Path) -> None:
    edit(content / "messages" / "goi-111" / "vi.md", "headline: ", "headline: Này, ")


def drop_message(content: Path) -> None:
    shutil.rmtree(content / "messages" / "viec-nhe-luong-cao")
    for path in content.rglob("*.md"):
        text = path.read_text("utf-8")
        path.write_text(text.replace("message:viec-nhe-luong-cao", "page:trinh-bao"), "utf-8")


def change_hotline_hours(content: Path) -> None:
    edit(content / "hotlines.toml", "Miễn phí", "Không mất tiền")


def drop_commune(content: Path) -> None:
    edit(content / "communes.csv", "16732,", "16733,")


def rename_format(content: Path) -> None:
    edit(content / "formats.toml", "Áp phích A3", "Áp phích khổ A3")


def change_words(content: Path) -> None:
    edit(content / "strings" / "vi.toml", "Thoát nhanh", "Thoát ngay")


@pytest.mark.parametrize("change", [rename_commune, change_headline, change_hotline_hours])
def test_an_incremental_build_equals_a_clean_one(
    project: Path, clean: Clean, change: Callable[[Path], None]
) -> None:
    before = tree(project / "site")
    change(project / "content")
    assert run(project, "--remove").exit_code == 0

    assert tree(project / "site") != before
    assert tree(project / "site") == clean(project / "content")


@pytest.mark.parametrize("change", [drop_message, drop_commune, rename_format, change_words])
def test_an_incremental_build_equals_one_that_makes_all_of_what_was_drawn(
    project: Path, change: Callable[[Path], None]
) -> None:
    """Little of these edits is drawn, so the other build may have the drawings."""
    before = tree(project / "site")
    change(project / "content")
    assert run(project, "--remove").exit_code == 0
    assert run(project, site="again").exit_code == 0

    assert tree(project / "site") != before
    assert tree(project / "site") == tree(project / "again")


def test_the_day_of_the_manifest_is_the_day_of_the_build(project: Path) -> None:
    result = run(project, "--today", "2025-07-16")
    manifest = json.loads((project / "site" / "manifest.json").read_bytes())

    assert ", 0 made," in result.output
    assert manifest["today"] == "2025-07-16"


def test_a_day_before_the_first_message_has_a_site_of_its_own(project: Path) -> None:
    assert run(project, "--today", "2025-01-01").exit_code == 0

    assert (project / "site" / "index.html").exists()


def test_a_name_too_long_for_a_piece_is_a_problem_of_its_row(project: Path) -> None:
    edit(project / "content" / "communes.csv", ",Mường Xén,", f",{'Mường Xén ' * 6},")
    result = run(project)

    assert result.exit_code == 1
    assert "communes.csv:" in result.output
    assert "error[text-too-long]: the name of who speaks is about" in result.output


def test_a_card_over_its_weight_is_refused(project: Path) -> None:
    edit(project / "content" / "formats.toml", "max_bytes = 300_000", "max_bytes = 1_000")
    result = run(project)

    assert result.exit_code == 1
    assert "error[card-too-heavy]" in result.output


def test_a_switch_that_fails_leaves_the_site(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(project / "site")
    change_headline(project / "content")
    rename = Path.rename

    def held(path: Path, target: Path) -> Path:
        if path.name == ".site.press-new":
            raise PermissionError(13, "in use")
        return rename(path, target)

    with monkeypatch.context() as windows:
        windows.setattr("press.build.site.swap", lambda *_: False)
        windows.setattr(Path, "rename", held)
        assert run(project).exit_code == 3
    assert tree(project / "site") == before

    monkeypatch.setattr("press.build.site.swap", lambda *_: False)
    assert ", 0 drawn," in run(project).output  # it goes on from what was made
    assert tree(project / "site") != before
    assert not (project / ".site.press-old").exists()


def test_a_lost_manifest_is_written_again(project: Path) -> None:
    before = tree(project / "site")
    (project / "site" / "manifest.json").unlink()
    assert run(project).exit_code == 0

    assert tree(project / "site") == before


def test_a_new_contact_remakes_one_commune(project: Path) -> None:
    before = tree(project / "site")
    rows = (project / "content" / "communes.csv").read_text("utf-8-sig").splitlines()
    head = rows[0].split(",")
    changed = []
    for row in rows:
        cells = row.split(",")
        if cells[0] == "16813":
            cells[head.index("email")] = "lienhe@muongxen.example"
        changed.append(",".join(cells))
    (project / "content" / "communes.csv").write_text("\n".join(changed), encoding="utf-8")
    result = run(project)
    after = tree(project / "site")
    touched = {path for path in after if before.get(path) != after[path]} - {"manifest.json"}

    assert result.exit_code == 0
    assert touched
    assert all("16813" in path for path in touched)


def test_a_draft_is_nowhere(project: Path) -> None:
    path = project / "content" / "messages" / "goi-111" / "vi.md"
    edit(path, "status: ready", "status: draft")
    edit(path, "summary: ", f"summary: {CANARY} ")
    assert run(project, "--remove").exit_code == 0
    texts = [p.read_bytes() for p in (project / "site").rglob("*") if p.is_file()]

    assert not [
        path for path in tree(project / "site") if path.rpartition("/")[2].startswith("goi-111")
    ]
    assert not any(CANARY.encode() in text for text in texts)


def test_a_file_that_somebody_changed_is_made_again(project: Path) -> None:
    before = tree(project / "site")
    (project / "site" / "index.html").write_text("hỏng", encoding="utf-8")
    assert run(project).exit_code == 0

    assert tree(project / "site") == before


def test_problems_leave_the_site_as_it_was(project: Path) -> None:
    before = tree(project / "site")
    edit(project / "content" / "messages" / "goi-111" / "vi.md", "headline: ", "titel: ")
    result = run(project)

    assert result.exit_code == 1
    assert "error[unknown-key]" in result.output
    assert "was left as it was" in result.output
    assert tree(project / "site") == before


def test_a_text_that_does_not_fit_is_found_where_it_stands(project: Path) -> None:
    before = tree(project / "site")
    path = project / "content" / "messages" / "goi-111" / "vi.md"
    edit(path, "headline: ", "headline: " + "Một câu dài quá sức chịu đựng của tấm biển " * 5)
    for command in ("check", "build"):
        result = run(project, command)
        assert result.exit_code == 1
        assert "messages/goi-111/vi.md:" in result.output
        assert "error[text-too-long]: the headline is about" in result.output

    assert tree(project / "site") == before


def test_a_foreign_file_is_reported_and_not_removed(project: Path) -> None:
    foreign = project / "site" / "thu-rieng.docx"
    foreign.write_text("của tôi", encoding="utf-8")
    change_headline(project / "content")
    result = run(project)

    assert result.exit_code == 1
    assert "error[foreign-file]" in result.output
    assert foreign.exists()


def test_a_folder_that_is_no_site_is_not_overwritten(project: Path) -> None:
    (project / "tai-lieu").mkdir()
    (project / "tai-lieu" / "luan-van.docx").write_text("quý", encoding="utf-8")
    result = run(project, site="tai-lieu")

    assert result.exit_code == 1
    assert (project / "tai-lieu" / "luan-van.docx").read_text("utf-8") == "quý"


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_stopped_build_goes_on_where_it_was(
    project: Path, clean: Clean, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    before = tree(project / "site")
    change_headline(project / "content")
    note = Site.note
    noted: list[str] = []
    remade: list[str] = []

    def stop(site: Site, line: bytes) -> None:
        if len(noted) == after:
            raise KeyboardInterrupt
        noted.append(parsed(line).name)
        note(site, line)

    with monkeypatch.context() as stopped:
        stopped.setattr(Site, "note", stop)
        assert run(project).exit_code == 130
    assert tree(project / "site") == before

    def note_again(site: Site, line: bytes) -> None:
        remade.append(parsed(line).name)
        note(site, line)

    monkeypatch.setattr(Site, "note", note_again)
    assert ", 0 drawn," in run(project).output
    assert not set(remade) & set(noted)
    assert tree(project / "site") == clean(project / "content")


def test_a_site_that_was_taken_away_comes_back(
    project: Path,
    clean: Clean,
) -> None:
    before = tree(project / "site")
    change_headline(project / "content")
    assert run(project).exit_code == 0
    shutil.rmtree(project / "site")
    assert run(project).exit_code == 0

    # Files of the index are named by what is in them.
    after = {path for path in tree(project / "site") if not path.startswith("pagefind/")}
    assert after == {path for path in before if not path.startswith("pagefind/")}
    assert tree(project / "site") == clean(project / "content")


def test_a_spare_that_was_tampered_with_does_no_harm(built: Path, project: Path) -> None:
    headline = project / "content" / "messages" / "goi-111" / "vi.md"
    text = headline.read_text("utf-8")
    change_headline(project / "content")
    assert run(project).exit_code == 0
    spare = project / ".site.press-new" / "404.html"
    spare.write_text("hỏng", encoding="utf-8")  # and with it the file of the site
    headline.write_text(text, encoding="utf-8")
    assert run(project).exit_code == 0

    assert tree(project / "site") == tree(built / "site")


def test_what_a_killed_build_left_never_gets_into_the_site(
    project: Path,
    clean: Clean,
) -> None:
    change_headline(project / "content")
    new = project / ".site.press-new" / "xa"
    new.mkdir(parents=True, exist_ok=True)
    (new / "nua.png").write_bytes(b"half")
    (new / "index.html").write_bytes(b"half")
    assert run(project).exit_code == 0

    assert "nua.png" not in str(tree(project / "site"))
    assert tree(project / "site") == clean(project / "content")


def test_a_stopped_build_leaves_nothing_when_its_reason_is_gone(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    headline = project / "content" / "messages" / "goi-111" / "vi.md"
    text = headline.read_text("utf-8")
    change_headline(project / "content")
    with monkeypatch.context() as broken:
        broken.setattr("press.build.run.manifest", None)
        assert run(project).exit_code == 3
    headline.write_text(text, encoding="utf-8")

    assert ", 0 made, 0 removed, 0 drawn," in run(project).output
    assert not (project / ".site.press-new").exists()
    assert not list((project / ".press").glob("*.journal.*"))


def test_a_build_killed_in_the_middle_of_the_switch_is_put_right(project: Path) -> None:
    before = tree(project / "site")
    (project / "site").rename(project / ".site.press-old")
    assert run(project).exit_code == 0

    assert tree(project / "site") == before
    assert not (project / ".site.press-old").exists()


def test_two_builds_at_once_do_not_touch_each_other(project: Path) -> None:
    before = tree(project / "site")
    change_headline(project / "content")
    with locked(project / ".press" / "lock"):
        result = run(project)

    assert result.exit_code == 1
    assert "error[busy]" in result.output
    assert tree(project / "site") == before


def test_one_commune_alone_makes_a_site_of_its_own(project: Path) -> None:
    assert run(project, "--commune", "16813", site="one").exit_code == 0
    packs = [path for path in tree(project / "one") if path.endswith(".zip")]

    assert [path.split("/")[1][:5] for path in packs] == ["16813"]


@pytest.mark.parametrize("option", [["--commune", "99999"], ["--message", "goi-112"]])
def test_unknown_names_are_wrong_usage(project: Path, option: list[str]) -> None:
    result = run(project, *option)

    assert result.exit_code == 2
    assert "error[unknown-" in result.output


def test_a_draft_that_is_asked_for_says_that_it_is_one(project: Path) -> None:
    edit(project / "content" / "messages" / "goi-111" / "vi.md", "status: ready", "status: draft")
    result = run(project, "--message", "goi-111")

    assert result.exit_code == 2
    assert 'error[hidden-message]: the message "goi-111" is a draft' in result.output


def test_wrong_usage_has_its_own_status(project: Path) -> None:
    assert run(project, "--jobs", "0").exit_code == 2
    assert run(project, "--today", "mai").exit_code == 2


def test_our_own_failures_leave_a_log_and_status_three(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    change_headline(project / "content")
    before = tree(project / "site")
    monkeypatch.setattr("press.build.site.Site.write", full)
    result = run(project)

    assert result.exit_code == 3
    assert "the disk is full" in result.output
    assert "Traceback" in (project / ".press" / "error.log").read_text("utf-8")
    assert tree(project / "site") == before


@pytest.mark.skipif(sys.platform == "win32", reason="limits are POSIX")
def test_a_disk_that_takes_no_large_file_leaves_the_site_and_says_why(
    project: Path, clean: Clean
) -> None:
    import resource  # noqa: PLC0415 - not on Windows

    before = tree(project / "site")
    change_headline(project / "content")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, limits[1]))
    try:
        result = run(project)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert result.exit_code == 3
    assert "larger than its disk allows" in result.output
    assert tree(project / "site") == before
    assert run(project).exit_code == 0
    assert tree(project / "site") == clean(project / "content")


def test_a_half_written_draft_stops_nobody(project: Path) -> None:
    folder = project / "content" / "messages" / "moi-viet"
    folder.mkdir()
    (folder / "vi.md").write_text("---\nstatus: draft\nheadline: Chưa xong\n---\n", "utf-8")
    result = run(project)

    assert result.exit_code == 0
    assert "moi-viet/vi.md:1: warning[missing-key]" in result.output


def test_a_format_without_room_is_a_problem_of_its_sizes(project: Path) -> None:
    path = project / "content" / "formats.toml"
    edit(path, "imprint = 900", "imprint = 100")
    result = run(project)

    assert result.exit_code == 1
    assert "formats.toml:" in result.output
    assert "leave no room at all" in result.output


def test_plan_says_what_is_out_of_date(project: Path) -> None:
    assert "       0 to make" in run(project, "plan").output
    change_headline(project / "content")

    assert "       0 to make" not in run(project, "plan").output.splitlines()[-2]


def test_check_finds_nothing_wrong_and_writes_no_site(project: Path) -> None:
    result = run(project, "check", site="none")

    assert result.exit_code == 0
    assert "no problems" in result.output
    assert not (project / "none").exists()


def test_a_cut_table_leaves_the_site_as_it_was_until_somebody_says_remove(
    project: Path,
) -> None:
    before = tree(project / "site")
    table = project / "content" / "communes.csv"
    rows = table.read_text("utf-8-sig").splitlines(keepends=True)
    table.write_text("".join(row for row in rows if "16732" not in row), encoding="utf-8")
    for options in ([], ["--clean"]):
        result = run(project, *options)
        assert result.exit_code == 1
        assert "error[would-remove]: 1 printed address" in result.output
        assert "was left as it was" in result.output
        assert tree(project / "site") == before

    assert "warning[would-remove]" in run(project, "plan").output
    for ledger in (project / ".press").glob("site-*.jsonl"):
        ledger.unlink()  # the manifest knows as well
    assert "error[would-remove]: 1 printed address" in run(project).output
    assert run(project, "--remove").exit_code == 0
    assert not (project / "site" / "x" / "16732").exists()
    assert run(project).exit_code == 0


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_that_no_calendar_reaches_is_wrong_usage(project: Path, day: str) -> None:
    result = run(project, "--today", day)

    assert result.exit_code == 2
    assert "is not from 1900 to 2199" in result.output


@pytest.mark.parametrize("day", ["1900-01-01", "2199-12-31"])
def test_the_first_and_the_last_day_have_sites(project: Path, day: str) -> None:
    assert run(project, "--today", day, site="far").exit_code == 0


def test_more_processes_than_processors_and_any_room_are_taken_as_meant(project: Path) -> None:
    huge = ["--jobs", "9" * 30, "--keep", "9" * 30]

    assert run(project, *huge).exit_code == 0


def test_one_is_not_told_of_as_many(project: Path) -> None:
    result = run(project, "check", "--commune", "16813", "--message", "goi-111", site="none")

    assert "1 message, 1 commune: no problems" in result.output
