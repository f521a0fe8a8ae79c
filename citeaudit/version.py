"""The version, in one place: the package, reports and what servers are told of who asks."""

__version__ = "0.1.0"
