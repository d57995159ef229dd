"""Render the library: a page like others."""

from press.outputs.page.render import renderer

__all__ = ["renderer"]
