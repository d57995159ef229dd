"""Bytes of one kind each: PDF, PNG, SVG, QR codes, web fonts. Knows no campaign."""
