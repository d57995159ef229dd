"""Packs: all that a commune may want, in one zip."""
