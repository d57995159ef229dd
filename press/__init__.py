"""Press: one message in Markdown, everything that reaches people, for every commune.

Seven stages, the same words in code and documentation:

    read -> parse -> check -> plan -> compose -> render -> write

    read     folder -> Sources, Kit          the only look at content, fonts and templates
    parse    Sources -> records              each value knows its line
    check    records -> Campaign             or ContentError with every problem found
    plan     Campaign -> Plan                every file of the site: its path and what it is about
    compose  job -> Face, Page, Feed, Pack   all that shows and nothing else
    render   that record -> bytes            memoised in the store
    write    bytes -> a complete new site    switched in at once

`survey` finds what is out of date, `removal` what people would lose, `run` brings it up to date,
`make` makes the files of one group of files after another; `composer` says who composes which
file. `model` (with `settings`, `formats`, `events`) holds the records of content, `faces` those of
pieces, `views` those of pages, feeds, calendars, packs and tickets. `facets` says on which shelves
of the library a piece stands, `moves` what sends on from a former address, `index` runs the search
engine's indexer. `preflight` finds what is wrong with a print file, knowing nothing of how it was
made; `proof` links files, has them looked at and lays out the sheet. `usb` packs a site that needs
no server, `visits` reads logs. `options` are those that every command has. `clean` says which
characters are kept, `limits` how much is read; `files` and `trust` touch what is ours alone,
`workers` and `stop` see that no process is left; `contacts` knows what can be called, written to
and opened, `svg` draws logos, `installed` reads what the installation brings.
Who may import whom is a test: tests/test_architecture.py.
"""

__version__ = "0.1.0"
