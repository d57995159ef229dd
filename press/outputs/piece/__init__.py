"""Pieces: cards and print files, an artwork with an imprint in its place."""
