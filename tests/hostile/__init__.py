"""Hostile content: seeded damage to every file that people or machines hand in, and its judge.

A case is the tests' tiny campaign with one or a few mutations laid over it, made from nothing but
`surface`, `seed` and number. It must be built right or told in words that staff understand. A case
fails on any exception that is no problem of content, on more than 5 s or 1 GB, on hidden letters
in an output, on a problem without a place or in words of a library, on many problems for one
cause, and on silent loss: words that somebody wrote and that no output shows and no problem tells.

    python -m tests.hostile --cases 30000 --seed 7            all surfaces, a table of figures
    python -m tests.hostile --cases 500 --surface tables --jobs 2
    python -m tests.hostile --only tables:7:41                one case, told in full, with its
                                                              content in .press/hostile/

`pytest tests/hostile` judges one case of each kind of harm. A failure prints `surface:seed:number`,
which is what `--only` takes. There is no list of known failures: a red case is a fault.

`surfaces/` makes cases, `claims` reads what a case says (in its own plain way, not the product's),
`outputs` what the product made of it, `expected` which output must show which field, and `judge`
compares. The Big List of Naughty Strings in `naughty/` is MIT, its licence beside it.
"""
