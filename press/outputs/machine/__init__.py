"""Files for machines: maps of the site, style sheets, scripts, the web font."""
