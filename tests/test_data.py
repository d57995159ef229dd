"""What pages load: lean style sheets and scripts that say what their sources say, in one name."""

from __future__ import annotations

import re

import pytest

from press.content.model.campaign import Campaign
from press.content.resources import Resources
from press.outputs.machine.render import lean
from tests.test_pages import Site, rendered

SOURCE = """\
// What it is for.
/* And how:
   in two lines. */

(() => {
  "use strict";

  const address = "https://111.vn/*"; // beside code
  // Why.
  const many = 4 /* of them */ * 2;
})();
/* one */ .two { color: red; } /* three */
"""
LEAN = """\
(() => {
"use strict";
const address = "https://111.vn/*"; // beside code
const many = 4 /* of them */ * 2;
})();
/* one */ .two { color: red; } /* three */
"""


@pytest.fixture(scope="module")
def site(tiny: Campaign, resources: Resources) -> Site:
    return rendered(tiny, resources)


def test_only_what_nobody_runs_is_left_out() -> None:
    assert lean(SOURCE) == LEAN


def code(source: str) -> list[str]:
    """Return the lines of a source that are not comments from their first letter to their last."""
    lines, inside = [], False
    for line in map(str.strip, source.split("\n")):
        inside = inside or (line.startswith("/*") and line.find("*/") in {-1, len(line) - 2})
        if line and not inside and not line.startswith("//"):
            lines.append(line)
        inside = inside and not line.endswith("*/")
    return lines


def test_no_line_of_code_is_lost_or_changed(resources: Resources) -> None:
    sources = [
        text for name, text in resources.templates.items() if name.startswith(("css/", "js/"))
    ]
    assert len(sources) > 7
    for source in sources:
        assert lean(source).removesuffix("\n").split("\n") == code(source)


def test_comments_and_indentation_do_not_travel(site: Site, resources: Resources) -> None:
    for path, source in (("assets/site.css", "css/site.css"), ("assets/site.js", "js/site.js")):
        made, written = site.files[path].decode(), resources.templates[source]
        assert len(made) < len(written)
        assert not re.search(r"^(\s|/\*|//|$)", made.removesuffix("\n"), re.MULTILINE)


def test_scripts_share_one_name(site: Site, resources: Resources) -> None:
    """None makes another, and what is loaded as data is put into it."""
    for name, source in resources.templates.items():
        if name.startswith("js/"):
            assert set(re.findall(r"(?:window|self)\.(\w+) (?:\?\?)?=", source)) <= {
                "press",
                "name",
            }
            assert re.match(r"(//.*\n)*\(\(\) => \{\n  \"use strict\";\n", source), name
            assert source.endswith("\n})();\n")
    loaded = [path for path in site.files if re.search(r"(names-\w+|noi|dung-luong)\.js$", path)]
    assert len(loaded) > 3
    for path in loaded:
        assert re.match(r"window\.press\.(names|places|bytes) ?= ?[\[{]", site.files[path].decode())
    assert site.files["sw.js"].startswith(b'self.press = {"VERSION": "')
