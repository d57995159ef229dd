"""Render: a record of what shows -> bytes. Knows records only, never content."""
