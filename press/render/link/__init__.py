"""Bands of pictures, encoded once and linked into as many pictures as there are pieces."""
