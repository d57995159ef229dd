"""Which files a site has and where they stand. Pure."""
