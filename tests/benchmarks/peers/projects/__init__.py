"""Projects for whole tools: their settings and templates. The content is written into a copy."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

PROJECTS = Path(__file__).parent


def begin(name: str, folder: Path) -> None:
    """Put a fresh copy of a project into `folder`."""
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(PROJECTS / name, folder)


def save(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def yaml(fields: Mapping[str, object]) -> str:
    """Return front matter in YAML; JSON is YAML."""
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    return "\n".join(["---", *lines, "---", ""])


def linked(body: str) -> str:
    """Return Markdown with our `message:` and `page:` links as plain ones."""
    return re.sub(r"\]\((message|page):([a-z0-9-]+)\)", r"](../\2/)", body)
