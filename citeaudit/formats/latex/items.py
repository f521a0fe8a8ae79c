r"""What a document reads and lists: `\\input`, `\\bibliography`, `\\bibitem`."""

from __future__ import annotations

from citeaudit.formats.latex.state import Resource, State
from citeaudit.formats.latex.tokens import Token, plain
from citeaudit.model import BlockKind

INPUTS = frozenset("input include subfile subfileinclude".split())
_OWN_PAGES = frozenset("include subfile subfileinclude includefrom subincludefrom".split())
IMPORTS = frozenset("import subimport includefrom subincludefrom inputfrom subinputfrom".split())


def begin_item(walk: State, token: Token) -> None:
    """Begin an entry of a list of references."""
    walk.end_item()
    label = walk.stream.optional()
    key = plain(walk.stream.braced())
    if walk.in_list:
        walk.close_frames(walk.in_list)
    walk.drafts.enter(BlockKind.PARAGRAPH)
    walk.item = (key, None if label is None else plain(label))


def resource(walk: State, token: Token) -> None:
    """Take the name of a bibliography."""
    options = plain(walk.stream.optional())
    names = plain(walk.stream.braced())
    if token.text == "putbib":
        names = options
    if "remote" in options and token.text != "putbib":
        walk.note(f"{walk.where(token)}: {names} is not in the folder; it was not asked for")
        return
    for name in names.split(",") if token.text in ("bibliography", "putbib") else [names]:
        if name.strip():
            walk.resources.append(Resource(name.strip(), walk.where(token), token.source.folder))


def include(walk: State, token: Token) -> None:
    r"""Read the file that `\\input` and its kin name."""
    folder = ""
    if token.text in IMPORTS:
        folder = plain(walk.stream.braced())
    group = walk.stream.braced()
    name = _bare_name(walk) if group is None else plain(group)
    name = "/".join(part for part in (folder.rstrip("/"), name.strip('"')) if part)
    found = walk.files.include(
        name, walk.where(token), walk.stream.open_files(), near=token.source.folder, quiet=walk.preamble
    )
    if found is not None:
        found.preamble = walk.preamble
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
