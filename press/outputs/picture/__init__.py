"""Small pictures of pieces, covers, and the contact sheet of all."""
