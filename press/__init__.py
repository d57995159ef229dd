"""Press: one message in Markdown, everything that reaches people, for every commune.

Seven stages, the same words in code and documentation:

    read -> parse -> check -> plan -> compose -> render -> write

    read     folder -> Sources, Resources          the only look at content, fonts and templates
    parse    Sources -> records              each value knows its line
    check    records -> Campaign             or ContentError with every problem found
    plan     Campaign -> Plan                every file of the site: its path and what it is about
    compose  job -> record                   of one file: all that shows and nothing else
    render   record -> bytes                 memoised in the store
    write    bytes -> a complete new site    switched in at once

Folders, each of which may import those before it: `base`, `media`, `content` (read, parse, check),
`site` (plan), `outputs` (compose and render, a folder for each kind of file), `preflight`, `build`
(what is stale, the processes, the store, write), `tools`, `cli`.

The words of the code:

    message   what the campaign says on one subject, in every language
    format    a kind of sheet or picture: poster-a3; its shape is a template of sheets
    variant   a file of one print piece: for shops, for offices, in black
    piece     a message on a format for one commune: a card (a picture) or a print
    artwork   the part of a piece that is the message's; `imprint`: the part that is the commune's
    face      the record of a piece: its artwork and its imprint
    job       one file of the site, as the plan has it (but `--jobs` are processes, and a job
              ticket is what a print shop is given)
    view      what a file is, which tells who makes it: commune, rss, ticket
    kind      under which word `manifest.json` and `plan` count it: page, feed, print
    group     files that are made together: those of one commune, or some that belong to none
    key       what a file was made from, as digests; `fingerprint`: that part of it that is code,
              templates, typefaces and libraries

docs/architecture.md has the picture, and says which folder to change for what.
"""

__version__ = "0.1.0"
