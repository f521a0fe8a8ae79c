"""The rule book: one file a check. The file name is the check's name."""
