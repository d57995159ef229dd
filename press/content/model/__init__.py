"""The records of content, checked for form."""
