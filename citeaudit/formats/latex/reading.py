r"""LaTeX, with the files that it reads by `\input` and its kin.

Every character keeps the place where it stands, in the file of the tree that holds it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from citeaudit.files import decode
from citeaudit.formats.latex import builds
from citeaudit.formats.latex.authors import authors
from citeaudit.formats.latex.pandoc import joined
from citeaudit.formats.latex.references import References
from citeaudit.formats.latex.tokens import Source
from citeaudit.formats.latex.walk import Walk
from citeaudit.model import Block, Manuscript
from citeaudit.text.patterns import lazy

_BODY = lazy(r"^[^%\n]*\\begin\s*\{document\}", re.MULTILINE)


def read(path: str, data: bytes, bibliography: Sequence[str] = ()) -> Manuscript:
    """Read LaTeX.

    Args:
        path: The name to put into locations; files that the document reads are sought in its folder.
        data: The bytes of the file.
        bibliography: Files with references, beside those that the document names.

    Raises:
        ReadError: The document cites, and its references are nowhere to be found.
    """
    text, notes = decode(data, path)
    walk = Walk(path)
    walk.preamble = _BODY.search(text) is not None
    try:
        real = os.fspath(Path(path).resolve())
    except (OSError, ValueError, RuntimeError):
        real = path
    source = Source(text, real=real, folder=walk.files.folder, preamble=walk.preamble)
    walk.files.keep_comments(source)
    walk.run(source)
    built = builds.build(walk)
    references = References(walk, bibliography, built)
    blocks = tuple(joined(_named(block, references), references.listed) for block in walk.drafts.blocks)
    return Manuscript(
        path=path,
        format="latex",
        title=walk.title,
        authors=authors(text),
        blocks=blocks,
        listed=references.listed,
        made_of_citations=references.made_of_citations,
        ordered_by_program=references.made_of_citations,
        listed_uncited=references.listed_uncited,
        unused_keys=references.unused_keys,
        repeated_keys=references.repeated_keys,
        unreadable=references.unreadable,
        unused=references.unused,
        notes=(*notes, *walk.notes(), *builds.differences(built, walk), *references.notes),
        unread=len(walk.unread) + len(builds.missed(built, walk)),
        comments=tuple(comment for found in walk.files.comments.values() for comment in found),
    )


def _named(block: Block, references: References) -> Block:
    """The block with the keys of its citations as the list has them."""
    if not block.marks:
        return block
    marks = (
        replace(mark, keys=tuple(dict.fromkeys(key for name in mark.keys for key in references.keys_of(name))))
        for mark in block.marks
    )
    return replace(block, marks=tuple(marks))
