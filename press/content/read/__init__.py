"""Read the disk: the folder of content, and what the installation brings."""
