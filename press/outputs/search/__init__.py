"""The index by which the site is searched."""
