"""Reference strings: the list cut into entries, an entry read into a record."""
