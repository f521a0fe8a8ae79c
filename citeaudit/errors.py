"""What citeaudit raises. Every message says what went wrong, where, and what to do, in one line."""


class CiteauditError(Exception):
    """Anything that citeaudit can explain to its user; the command line prints it and exits with 2."""


class ReadError(CiteauditError):
    """A file cannot be read as a manuscript."""


class ConfigError(CiteauditError):
    """An option, a configuration or a source name makes no sense."""


class SourceError(CiteauditError):
    """A source did not answer, or not in a form that can be understood.

    The pipeline turns this into a resolution *not asked*; it never becomes *not found*.
    """


class OptionError(ConfigError):
    """One option makes no sense, or none beside another; `option` is its name on the command line ("--output")."""

    def __init__(self, option: str, message: str) -> None:
        super().__init__(message)
        self.option = option
