"""Tests: one file for each module, the laws, and a miniature site for every user error."""
