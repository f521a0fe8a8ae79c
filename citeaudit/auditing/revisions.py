"""A manuscript as it was at a revision of git, with the files that it may read."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from citeaudit.errors import ConfigError
from citeaudit.projects import archives, of_document

_READ_BESIDE = frozenset(
    ".tex .latex .ltx .sty .cls .bib .bbl .bcf .json .yaml .yml .ris .md .markdown .qmd .rmd .myst .tsv .txt .typ .rst .org".split()
)
"""Endings of files that a manuscript may read; pictures and data are left where they are."""

_LARGEST_BESIDE_BYTES = 20_000_000  # a larger file is hardly text that a manuscript reads
_OF_A_HOOK = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
)  # they mean another folder than the manuscript's


@contextmanager
def as_it_was(file: str, revision: str, bibliography: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]] | None]:
    """The manuscript at a revision, in a temporary folder.

    Args:
        file: The manuscript as it is.
        revision: Anything that git takes for a commit.
        bibliography: Files with its references; those in the same repository are given as they were, too.

    Yields:
        Its path, and those of its bibliographies; None if it is known to git, but was not there at the revision.

    Raises:
        ConfigError: There is no git, no repository, or no such revision, or git does not know the file.
    """
    real = Path(file).resolve()
    if archives.parts(file):
        raise ConfigError(f"{file}: --diff knows nothing of what lies in an archive; unpack it into a repository")
    if not (real.is_file() or real.is_dir()):
        raise ConfigError(f"{file}: there is no such file")
    repository = _Repository(file, real if real.is_dir() else real.parent)
    commit = repository.commit(revision)
    name = repository.name(real)
    named = {given: repository.name(Path(given).resolve()) for given in bibliography}
    projects = [repository.name(Path(project.folder or os.curdir).resolve()) for project in of_document(file)]
    beside = name if real.is_dir() else str(Path(name).parent)
    entries = repository.entries(commit, [beside, *filter(None, projects), *filter(None, named.values())])
    if name not in entries and not any(path.startswith(f"{name}/") for path in entries):
        if not repository.git("ls-files", "--", name):
            raise ConfigError(f"{file}: git does not track this file, so --diff cannot say what changed in it")
        yield None
        return
    wanted = {
        path: blob
        for path, (blob, size) in entries.items()
        if path == name
        or path in named.values()
        or (Path(path).suffix.lower() in _READ_BESIDE and size <= _LARGEST_BESIDE_BYTES)
    }
    with tempfile.TemporaryDirectory(prefix="citeaudit-") as folder:
        for path, data in repository.contents(wanted):
            target = Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        old = (os.fspath(Path(folder, path)) if (path := named[given]) in wanted else given for given in bibliography)
        yield os.fspath(Path(folder, name)), tuple(old)


class _Repository:
    def __init__(self, file: str, folder: Path) -> None:
        self.file = file
        self.program = shutil.which("git")
        if self.program is None:
            raise ConfigError("--diff needs git, and there is no such program")
        self.root = folder
        top = self.git("rev-parse", "--show-toplevel")
        if not top:
            raise ConfigError(f"{file}: --diff needs a git repository, and this file is in none")
        self.root = Path(os.fsdecode(top.rstrip(b"\n"))).resolve()

    def git(self, *args: str, input: bytes | None = None) -> bytes:
        """What git answers; nothing where it fails."""
        assert self.program is not None
        done = subprocess.run(
            [self.program, "-C", os.fspath(self.root), *args],
            capture_output=True,
            input=input,
            stdin=None if input is not None else subprocess.DEVNULL,
            check=False,
            env={name: value for name, value in os.environ.items() if name not in _OF_A_HOOK},
        )
        return done.stdout if done.returncode == 0 else b""

    def commit(self, revision: str) -> str:
        found = self.git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if not found:
            hint = "a clone for continuous integration may have to fetch more of the history"
            raise ConfigError(f"--diff: the repository of {self.file} has no revision “{revision}”; {hint}")
        return found.decode().strip()

    def name(self, path: Path) -> str:
        """The path in the repository; "" outside."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else ""

    def entries(self, commit: str, paths: Sequence[str]) -> dict[str, tuple[str, int]]:
        """The files in these folders and of these names, with the blob and the size of each; links are none."""
        paths = () if "." in paths else paths
        listed = self.git("--literal-pathspecs", "ls-tree", "-r", "-l", "-z", "--full-tree", commit, "--", *paths)
        found = {}
        for line in listed.split(b"\0"):
            attributes, _, path = line.partition(b"\t")
            mode, _, rest = attributes.partition(b" ")
            if path and mode in (b"100644", b"100755"):
                _, blob, size = rest.split()
                found[os.fsdecode(path)] = blob.decode(), int(size)
        return found

    def contents(self, blobs: dict[str, str]) -> Iterator[tuple[str, bytes]]:
        """The bytes of files."""
        answer = self.git("cat-file", "--batch", input="".join(f"{blob}\n" for blob in blobs.values()).encode())
        at = 0
        for path in blobs:
            end = answer.index(b"\n", at)
            size = int(answer[at:end].split()[2])
            yield path, answer[end + 1 : end + 1 + size]
            at = end + size + 2  # a line feed follows
