"""Make a site: what is out of date, the work spread over processes, the switch."""
