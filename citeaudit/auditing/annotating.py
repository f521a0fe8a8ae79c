"""What `audit` writes for people in files of their own: annotated copies, and letters in Word."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from citeaudit import formats
from citeaudit.errors import ConfigError, ReadError
from citeaudit.files import write, write_bytes
from citeaudit.model import Report

_LETTER = "letter"  # the only form of a report that has a template
_WORD = ".docx"  # the ending by which a letter is asked for as a Word file
_FIRST_BYTES = 1024  # the mark of a zip or PDF file stands in them
_LARGEST_TEMPLATE_BYTES = 1_000_000  # a template is a few kilobytes; a manuscript named by mistake is larger


def check_annotate(annotate: Path | None, files: Sequence[str], written: Collection[Path | None]) -> None:
    """Say what is wrong with `--annotate` before anything is read, where it can be known.

    Args:
        annotate: Where the copy goes; None where none was asked for.
        files: The manuscripts.
        written: What else is written.

    Raises:
        ConfigError: The copy cannot be made, or must not be made there.
    """
    if annotate is None:
        return
    if len(files) > 1:
        raise _wrong(f"{annotate} can be the copy of one manuscript; name one FILE")
    manuscript = Path(files[0])
    if _same(annotate, manuscript):
        raise _wrong(f"{annotate} is the manuscript itself, which is never changed; name another file for the copy")
    if any(_same(annotate, other) for other in written if other is not None):
        raise _wrong(f"{annotate} is the file of a report, too; name another file for the copy")
    if annotate.is_dir():
        raise _wrong(f"{annotate} is a folder; name a file in it")
    if not annotate.resolve().parent.is_dir():
        raise _wrong(f"there is no folder {annotate.parent}; make it first")
    try:
        with manuscript.open("rb") as file:
            first = file.read(_FIRST_BYTES)
    except (OSError, ValueError):
        return  # the reader says what is wrong with it
    suffixes = formats.holding_comments(first)
    if not suffixes:
        raise _wrong(f"{manuscript} is not a Word file or a PDF; only these can hold comments")
    own = manuscript.suffix.lower()
    endings = (own,) if own in suffixes else suffixes[:1]  # a .docm named .docx is not opened by Word
    if annotate.suffix.lower() not in endings:
        raise _wrong(f"{annotate} must end in {endings[0]}, for {manuscript} is such a file")


def _wrong(message: str) -> ConfigError:
    return ConfigError(f"--annotate: {message}")


def _same(first: Path, second: Path) -> bool:
    """Whether two names lead to one file, through links, too."""
    try:
        return first.resolve() == second.resolve() or first.samefile(second)
    except OSError:
        return False


def write_annotated(report: Report, file: str, annotate: Path) -> None:
    """Write the annotated copy of a manuscript, whole or not at all.

    Raises:
        CiteauditError: The manuscript cannot be read again, or the copy cannot be written.
    """
    try:
        data = Path(file).read_bytes()
    except OSError as error:
        raise ReadError(f"{file}: cannot be read again ({error.strerror})") from None
    write_bytes(formats.annotate(report, data), annotate)


def letter_options(format: str, template: str | None) -> dict[str, object]:
    """What a letter should know of `--template`, which is read and tried here.

    Raises:
        ConfigError: The template cannot be read, or is broken.
    """
    if template is None:
        return {}
    if format != _LETTER:
        raise ConfigError("--template: a template is for --format letter")
    from citeaudit.reports import letter

    try:
        with Path(template).open("rb") as file:
            data = file.read(_LARGEST_TEMPLATE_BYTES + 1)
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{template}: the template cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{template}: this is not a template, for it is not UTF-8") from None
    if len(data) > _LARGEST_TEMPLATE_BYTES:
        raise ConfigError(f"{template}: this is not a template, for it is longer than a megabyte")
    letter.check_template(text, template)
    return {"template": text, "name": template}


def write_report(format: str, parts: Iterable[str], output: Path | None) -> None:
    """Write a report as text, or a letter as a Word file where the name says so."""
    if format != _LETTER or output is None or output.suffix.lower() != _WORD:
        write(parts, output)
        return
    text = "".join(parts)
    if not text:  # the manuscript could not be read, which was said
        return
    from citeaudit.reports.letter import to_word

    write_bytes(to_word(text), output)
