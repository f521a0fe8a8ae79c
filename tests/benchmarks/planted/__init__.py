"""A public benchmark: citation errors planted in openly licensed articles, found or not by a command line tool."""
