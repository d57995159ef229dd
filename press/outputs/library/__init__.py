"""The library of materials and its shelves."""
