"""Editions: a print run for all communes in one file."""
