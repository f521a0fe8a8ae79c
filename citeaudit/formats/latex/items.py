r"""What a document reads and lists: `\\input`, `\\bibliography`, `\\bibitem`, and the parts that have lists of their own."""

from __future__ import annotations

from collections.abc import Callable

from citeaudit.formats.latex.state import Resource, State
from citeaudit.formats.latex.tokens import Token, plain
from citeaudit.model import BlockKind
from citeaudit.text.patterns import lazy

INPUTS = frozenset("input include subfile subfileinclude InputIfFileExists".split())
_OWN_PAGES = frozenset("include subfile subfileinclude includefrom subincludefrom".split())
IMPORTS = frozenset("import subimport includefrom subincludefrom inputfrom subinputfrom".split())
RESOURCES = frozenset(
    "bibliography nobibliography addbibresource addglobalbib addsectionbib putbib defaultbibliography".split()
)
_LABEL = lazy(r"\blabel\s*=\s*([^,\]]+)")
"""What sections call a bibliography: `\addbibresource[label=mine]{supp.bib}`."""
_OF_ONE_FILE = frozenset(("addbibresource", "addglobalbib", "addsectionbib"))
PARTS = frozenset("refsection bibunit btUnit btSect".split())
"""Environments with a list of their own; bibtopic's `btSect` names its bibliography."""


def begin_item(walk: State, token: Token) -> None:
    """Begin an entry of a list of references."""
    label = walk.stream.optional()
    key = plain(walk.stream.braced())
    open_item(walk, key, None if label is None else plain(label))


def open_item(walk: State, key: str, label: str | None) -> None:
    """Begin an entry whose key is known; pandoc puts "ref-" before keys."""
    walk.end_item()
    if walk.in_list:
        walk.close_frames(walk.in_list)
    walk.drafts.enter(BlockKind.PARAGRAPH)
    walk.item = (key.removeprefix("ref-") if walk.in_csl_list else key, label)


# --------------------------------------------------------------------------- bibliographies


def resource(walk: State, token: Token) -> None:
    """Take the name of a bibliography."""
    command, owner = walk.citing.parted(token.text)
    starred = walk.stream.star()
    options = walk.stream.optional()
    if command == "putbib":
        names = walk.name(options)
    elif starred and command == "nobibliography":
        return
    else:
        names = walk.name(walk.stream.braced())
    if "remote" in plain(options) and command != "putbib":
        walk.note(f"{walk.where(token)}: {names} is not in the folder; it was not asked for")
        return
    if label := _LABEL.search(plain(options)):
        walk.labels[label[1].strip("{}")] = names
    add_resources(
        walk,
        names if command not in _OF_ONE_FILE else names.replace(",", "\0"),
        token,
        "" if command in ("addbibresource", "addglobalbib", "defaultbibliography") else owner,
        shared=command == "addglobalbib",
        default=command in ("addbibresource", "defaultbibliography"),
    )


def add_resources(
    walk: State, names: str, token: Token, owner: str = "", *, shared: bool = False, default: bool = False
) -> None:
    """Keep the names of bibliographies, with commas between them, for the list called `owner`, "" for that of this part."""
    part = "" if default or shared else owner or token.source.part or walk.part
    for name in names.split(","):
        if name.strip():
            bare = name.replace("\0", ",").strip()
            bare = walk.labels.get(bare, bare)
            walk.resources.append(Resource(bare, walk.where(token), token.source.folder, part, shared))


def further_lists(walk: State, token: Token) -> None:
    r"""Take multibib's `\newcites{supp,web}{Supplement, Web pages}`."""
    walk.stream.optional()
    walk.citing.add_lists(name.strip() for name in walk.name(walk.stream.braced()).split(","))
    walk.stream.braced()


def declared(walk: State, token: Token) -> None:
    r"""Take a citation command that biblatex is told of: `\DeclareCiteCommand{\seecite}…`."""
    walk.stream.star()
    tokens = walk.stream.group() or []
    names = [part.text for part in tokens if part.kind == "command"]
    if len(names) == 1:
        walk.citing.declared.add(names[0])
    walk.stream.optional()
    for _ in range(2 if "Multi" in token.text else 4):
        walk.stream.braced(long=True)


def entry_set(walk: State, token: Token) -> None:
    r"""Take biblatex's `\defbibentryset{both}{hall2015,moss2016}`: the first key stands for the others."""
    name = plain(walk.stream.braced())
    keys = [key.strip() for key in walk.name(walk.stream.braced()).split(",") if key.strip()]
    if name and keys:
        walk.sets[name] = tuple(keys)


# --------------------------------------------------------------------------- parts with a list of their own


def begin_part(walk: State, token: Token, kind: str) -> Callable[[], None]:
    r"""Begin `\begin{refsection}[supp.bib]` or a unit. Returns what ends it."""
    before = walk.part
    named = walk.name(walk.stream.optional())
    if kind == "btSect":
        add_resources(walk, walk.name(walk.stream.braced()), token, default=True)
    else:
        walk.new_part(kind)
        add_resources(walk, named if kind == "refsection" else "", token)

    def close() -> None:
        walk.part = before
        walk.drafts.finish()

    return close


def next_part(walk: State, token: Token) -> None:
    r"""Take `\newrefsection[supp.bib]`, which lasts to the next, and `\endrefsection`."""
    walk.drafts.finish()
    if token.text == "endrefsection":
        walk.part = ""
        return
    walk.new_part("refsection")
    add_resources(walk, walk.name(walk.stream.optional()), token)


def units(walk: State, token: Token) -> None:
    r"""Take `\bibliographyunit[\chapter]`: each chapter has its own list."""
    walk.part_begins_with = plain(walk.stream.optional()).lstrip("\\").strip()
    walk.part = ""


# --------------------------------------------------------------------------- files


def include(walk: State, token: Token) -> None:
    r"""Read the file that `\\input` and its kin name."""
    folder = ""
    if token.text in IMPORTS:
        walk.stream.star()
        folder = walk.name(walk.stream.braced())
    group = walk.stream.braced()
    name = _bare_name(walk) if group is None else walk.name(group)
    name = "/".join(part for part in (folder.rstrip("/"), name.strip('"')) if part)
    found = walk.files.include(
        name,
        walk.where(token),
        walk.stream.open_files(),
        near=token.source.folder,
        quiet=walk.preamble or token.text == "InputIfFileExists",
    )
    if found is not None:
        found.preamble = walk.preamble
        own = token.text in _OWN_PAGES and "chapterbib" in walk.packages
        found.part = name if own else token.source.part
        if token.text in _OWN_PAGES and not walk.preamble:
            walk.paragraph(token)
            walk.stream.push([token._replace(kind="par", text="\n\n")])
        walk.stream.feeds.append(found)


def _bare_name(walk: State) -> str:
    r"""A name without braces, up to the next space: `\\input part`."""
    walk.stream.skip_space()
    name = ""
    while (token := walk.stream.next()) is not None and token.kind in ("text", "other", "ligature", "tie"):
        word, space, rest = token.text.partition(" ")
        name += word
        if space:
            offset = token.offset if token.fixed else token.offset + len(word)
            walk.stream.push([token._replace(text=space + rest, offset=offset)])
            return name
    if token is not None:
        walk.stream.push([token])
    return name
