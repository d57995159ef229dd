"""Press: one message in Markdown, everything that reaches people, for every commune.

Eight stages, the same words in code, documentation and log:

    read -> parse -> check -> plan -> compose -> render -> write -> publish

    read     folder -> Sources, Kit          the only look at content, fonts and templates
    parse    Sources -> records              each value knows its line
    check    records -> Campaign             or ContentError with every problem found
    plan     Campaign -> Plan                every file of the site: its path and what it is about
    compose  job -> Face, Page, Feed, Pack   all that shows and nothing else
    render   that record -> bytes            memoised in the store
    write    bytes -> a complete new site    switched in at once

`run` is the list of stages; `model` holds the records of content, `faces` those of output.
Who may import whom is a test: tests/test_architecture.py.
"""

__version__ = "0.1.0"
