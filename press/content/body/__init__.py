"""The bodies of messages and pages: Markdown as staff write it -> blocks."""
