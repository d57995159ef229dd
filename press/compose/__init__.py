"""Compose: job -> all that shows of one file and nothing else. Pure; decides what, never how."""
