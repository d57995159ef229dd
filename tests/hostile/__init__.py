"""Attacks: what no input, no signal and no full disk may bring about."""
