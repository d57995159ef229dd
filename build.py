"""Build the campaign: python build.py --help."""

if __name__ == "__main__":  # worker processes load this file too, and need not load the rest
    from press.build.stop import obey

    obey()  # before the rest is loaded, which takes a while

    from press.cli.commands import main

    main()
