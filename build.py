"""Build the campaign: `python build.py`, or `python build.py --help`."""

from press.cli import main

if __name__ == "__main__":
    main()
