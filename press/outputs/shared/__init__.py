"""What several kinds of output share: texts, links, pictures on offer, the typesetter."""
