"""Press: one message in Markdown, everything that reaches people, for every commune.

Seven stages, the same words in code and documentation:

    read -> parse -> check -> plan -> compose -> render -> write

    read     folder -> Sources, Resources   the only look at content, fonts and templates
    parse    Sources -> records             each value knows its line
    check    records -> Campaign            or ContentError with every problem found
    plan     Campaign -> Plan               every file of the site: its path and what it is about
    compose  job -> record                  all that shows in a file and nothing else
    render   record -> bytes                kept in the store by digest
    write    bytes -> a complete new site   switched in at once

The folders, who may import whom, and why: docs/architecture.md.
"""

__version__ = "0.1.0"
