r"""LaTeX that pandoc or Org wrote with citeproc: the list is printed already, and citations are words with links to it.

The list is an environment `CSLReferences`, with or without a heading; its entries begin with `\bibitem[\citeproctext]{ref-hall2015}`,
or, until pandoc 3.1, with `\hypertarget{ref-hall2015}{}`. Citations are `\citeproc{ref-hall2015}{Hall 2015}`, in older versions
`\hyperlink{ref-hall2015}{Hall 2015}`, or plain words where links were not asked for. Org has `cslbibliography`, with
`\cslbibitem{1}{Hall …}` and `\cslcitation{1}{Hall 2015}`.

Source: citeproc-el, `org-latex`; pandoc's template `default.latex` and its LaTeX writer, versions 2.11 to 3.6.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from citeaudit.formats._shared.crossreferences import Cited, Keys, marks
from citeaudit.formats.latex import items
from citeaudit.formats.latex.state import State
from citeaudit.formats.latex.tokens import Token, plain
from citeaudit.model import Block, Listed, Mark

LISTS = frozenset(("CSLReferences", "cslreferences", "cslbibliography"))
_TARGET = "ref-"
_LINKED = "\1"
"""What a key begins with in a mark that stands for a link, until the list is known."""


def citation(walk: State, token: Token) -> None:
    r"""Take `\citeproc{ref-hall2015}{Hall 2015}`."""
    _link(walk, plain(walk.stream.braced()))


def hyperlink(walk: State, token: Token) -> None:
    r"""Take `\hyperlink{ref-hall2015}{Hall 2015}`, and any other, of which only the words are text."""
    name = plain(walk.stream.braced())
    if name.startswith(_TARGET):
        _link(walk, name)


def _link(walk: State, name: str) -> None:
    draft = walk.drafts.now
    start = draft.length
    key = name.removeprefix(_TARGET)

    def close() -> None:
        if walk.drafts.now is draft and draft.length > start:
            draft.marks.append(Mark(start, draft.length, (_LINKED + key,)))

    walk.argument(close)


def target(walk: State, token: Token) -> None:
    r"""Take `\hypertarget{ref-hall2015}{}` or `\label{ref-hall2015}`, with which an entry of such a list begins."""
    walk.stream.optional(spaced=False)
    name = plain(walk.stream.braced())
    if walk.in_csl_list and name.startswith(_TARGET):
        items.open_item(walk, name, None)


def around_target(walk: State, token: Token) -> None:
    r"""Take `\vadjust pre{…}`, of which nothing is printed here but what it may begin."""
    walk.stream.skip_space()
    following = walk.stream.next()
    if following is not None and not (following.kind == "text" and following.text.strip() == "pre"):
        walk.stream.push([following])
    walk.stream.push(walk.stream.braced(long=True) or [])


def item(walk: State, token: Token) -> None:
    r"""Take `\cslbibitem{1}{Hall A. Sleep. …}`."""
    key = plain(walk.stream.braced())
    if walk.in_csl_list:
        items.open_item(walk, key, None)


def left_margin(walk: State, token: Token) -> None:
    r"""Take `\CSLLeftMargin{1.}`, the number of an entry."""
    label = plain(walk.stream.braced())
    if walk.item is not None:
        walk.item = (walk.item[0], label)


def joined(block: Block, listed: Sequence[Listed]) -> Block:
    """The block with the links side by side joined to one citation each, as they are printed: "(Hall 2015; Moss 2019)".

    Links that lead out of the list are no citations.
    """
    if not any(key.startswith(_LINKED) for mark in block.marks for key in mark.keys):
        return block
    content = block.text.content
    sequence = tuple(reference.key for reference in listed)
    by_label: dict[str, tuple[str, ...]] = {}
    for reference in listed:
        if reference.label:
            by_label[reference.label] = (*by_label.get(reference.label, ()), reference.key)
    order: Mapping[str, int] = {key: place for place, key in enumerate(sequence)}
    keys = Keys(of={}, sequence=sequence, order=order, by_label=by_label)
    cited, others = [], []
    for mark in block.marks:
        (key,) = mark.keys if len(mark.keys) == 1 else ("",)
        if not key.startswith(_LINKED):
            others.append(mark)
        elif key[1:] in order and (printed := content[mark.start : mark.end].rstrip()):
            cited.append(Cited(mark.start, mark.start + len(printed), (key[1:],)))
    found = [*others, *marks(content, cited, keys)]
    return replace(block, marks=tuple(sorted(found, key=lambda mark: mark.start)))
