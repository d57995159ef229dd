"""The ground: problems, digests, text, limits. Knows nothing of the rest of Press."""
