"""Letters: which are kept, which were lost, and which encoding of old a text is in."""
