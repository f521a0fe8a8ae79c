"""What lies in the folder of an index."""

CURRENT = "current"
"""The file that names the generation in use."""

INFO = "info.json"
"""The file in a generation that tells what it was built from."""
