"""`python -m citeaudit`: the command line."""

from citeaudit.cli import main

if __name__ == "__main__":
    main()
