"""What staff write: a folder of content -> Campaign. The stages read, parse and check."""
