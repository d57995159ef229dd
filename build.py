"""Build the campaign: python build.py --help."""

if __name__ == "__main__":  # worker processes load this file too, and need not load the rest
    from press.cli import main

    main()
