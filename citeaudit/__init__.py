"""citeaudit: a linter for citations and a small reference manager."""

__version__ = "0.1.0"
