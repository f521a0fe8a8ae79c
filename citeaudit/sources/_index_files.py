"""What lies in the folder of an index."""

CURRENT = "current"
"""The file that names the generation in use."""

INFO = "info.json"
"""The file in a generation that tells what it was built from."""


def notice_key(doi: str) -> str:
    """The key under which the notices on the work with a DOI, in lower case, are kept; keys of places have no colon.

    >>> notice_key("10.5555/s1")
    'notice:10.5555/s1'
    """
    return f"notice:{doi}"
