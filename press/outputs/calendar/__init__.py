"""Calendars, and the page of events."""
