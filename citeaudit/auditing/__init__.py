"""The use case, for the command line, the language server and programs alike: from a file and a plan to a report."""
