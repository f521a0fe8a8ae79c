"""The rule book: what a check is, how checks run, and what may be let through."""
