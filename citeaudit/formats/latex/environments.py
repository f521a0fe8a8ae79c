"""Environments: lists, tables, floats, formulas, and those in which nothing is text."""

from __future__ import annotations

import re
from collections.abc import Callable

from citeaudit.formats.latex import citations, formulas, items, pandoc
from citeaudit.formats.latex.commands import ENVIRONMENT_ARGUMENTS, FLOATS, LISTS, MATHS, TABLES, VERBATIM
from citeaudit.formats.latex.macros import put_at
from citeaudit.formats.latex.state import Frame, State
from citeaudit.formats.latex.symbols import symbol
from citeaudit.formats.latex.tokens import Token, plain
from citeaudit.model import BlockKind, Style
from citeaudit.text.patterns import lazy

_FILE_CONTENTS = lazy(r"\s*(?:\[[^\]]*\])?\s*\{([^{}]+)\}[^\n]*\n?")
_DIMENSION = lazy(r"\s*-?[\d.]+\s*(?:\\?\w+)")
_VERB = lazy(r"\*?(?:\[[^\]\n]*\])?(?:\{(?P<language>[^{}\n]*)\})?(?P<sign>[^\sA-Za-z{*])(?P<body>.*?)(?P=sign)")
_BRACED = lazy(r"\s*\{((?:[^{}\\\n]|\\.|\{[^{}\n]*\}|\n(?!\s*\n))*)\}")
_WITH_OPTIONS = frozenset(("lstlisting", "Verbatim", "BVerbatim", "LVerbatim", "tcblisting", "minted"))
_CAPTIONED = lazy(r"\[(?:[^\[\]{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\]")
_CAPTION = lazy(r"(?:^|[\s,])(?:caption|title)\s*=\s*")
"""The option that is text, of listings and boxes."""

_ESCAPED = lazy(r"\\([%#&_{}~$])")


def begin(walk: State, token: Token) -> None:
    r"""Take `\\begin` and what it opens."""
    name = plain(walk.stream.braced())
    bare = name.rstrip("*")
    if bare == "document":
        walk.preamble = walk.stream.at_is_letter = False
        for source in walk.stream.open_files():
            source.preamble = False
        walk.frames.clear()
        walk.open_names.clear()
        walk.short = 0
        return
    if bare in VERBATIM:
        options = _options(walk) if bare in _WITH_OPTIONS else None
        if _skip(walk, token, name):
            caption(walk, token, options)
        else:
            walk.note(f"{walk.where(token)}: \\begin{{{name}}} has no end; what follows was read as text")
        return
    if walk.preamble or (bare in MATHS and formulas.environment(walk, token, bare)):
        return
    _text_environment(walk, token, name, bare)


def _options(walk: State) -> list[Token] | None:
    """The options of an environment without text, where they hold a caption."""
    source = walk.stream.source()
    if source is None or not (match := _CAPTIONED.match(source.text, source.at)):
        return None
    return walk.stream.optional() if _CAPTION.search(match[0][1:]) else None


def caption(walk: State, token: Token, options: list[Token] | None) -> None:
    r"""Take the caption that stands in options: `\\lstinputlisting[caption={[Short.]Long \\cite{hall2015}.}]{file}`."""
    found = [] if walk.preamble else _captioned(options or [])
    if not found:
        return
    walk.drafts.enter(BlockKind.LEGEND)
    walk.stream.push([*found, token._replace(kind="close", text="}", fixed=True)])
    walk.stream.optional()
    walk.open_frame(Frame(on_close=walk.drafts.leave, depth=len(walk.drafts.stack)))


def listing(walk: State, token: Token) -> None:
    r"""Take `\\lstinputlisting[…]{file}`, of which only the caption is text."""
    options = walk.stream.optional()
    if token.text == "inputminted":
        walk.stream.braced()
    walk.stream.braced()
    caption(walk, token, options)


def _captioned(options: list[Token]) -> list[Token]:
    """The tokens of the option that is a caption, in braces or up to the next comma."""
    for place, piece in enumerate(options):
        match = _CAPTION.search(piece.text) if piece.kind == "text" else None
        if match is None:
            continue
        rest = piece.text[match.end() :]
        behind = options[place + 1 :]
        if rest:
            behind = [piece._replace(text=rest, offset=piece.offset + match.end()), *behind]
        depth = 0
        for end, following in enumerate(behind):
            depth += (following.kind == "open") - (following.kind == "close")
            if depth == 0 and following.kind == "close" and behind[0].kind == "open":
                return behind[1:end]
            if depth == 0 and following.kind == "text" and "," in following.text:
                return [*behind[:end], following._replace(text=following.text.partition(",")[0])]
        return behind
    return []


def _text_environment(walk: State, token: Token, name: str, bare: str) -> None:
    drafts, stream = walk.drafts, walk.stream
    on_close: Callable[[], None] = drafts.finish
    if name in TABLES or bare in TABLES:
        count = TABLES.get(name, TABLES.get(bare, 1))
        for _ in range(count):
            stream.optional()
            stream.braced(long=True)
        drafts.enter(BlockKind.TABLE)
        on_close = drafts.leave
    elif bare in FLOATS:
        stream.optional()
        for _ in range(ENVIRONMENT_ARGUMENTS.get(bare, 0)):
            stream.optional()
            stream.braced()
        drafts.enter(BlockKind.PARAGRAPH)
        on_close = drafts.leave
    elif name in LISTS or bare in LISTS:
        stream.optional()
        drafts.finish()
        walk.lists.append([LISTS.get(name, LISTS.get(bare, "-")), 0])
        on_close = _end_list(walk)
    elif (of_references := _of_references(walk, token, bare)) is not None:
        on_close = of_references
    else:
        drafts.finish()
        title = stream.optional()
        for _ in range(ENVIRONMENT_ARGUMENTS.get(bare, 0)):
            stream.braced()
            stream.optional()
        if title and any(piece.kind == "command" and walk.citing.cites(piece.text) for piece in title):
            stream.push([*title, token._replace(kind="text", text=" ", fixed=True)])
    _open(walk, name, on_close)
    if (made := walk.macros.environments.get(name)) is not None and not walk.macros.exhausted:
        walk.frames[-1].closing = made.closing
        walk.macros.put_in(made.opening, token)


def _of_references(walk: State, token: Token, bare: str) -> Callable[[], None] | None:
    """Begin a list of references, or a part that has one of its own. Returns what ends it; None where it is neither."""
    stream = walk.stream
    if bare == "thebibliography":
        stream.braced(long=True)
        return _references(walk)
    if bare in pandoc.LISTS:
        stream.braced()
        stream.braced()
        return _references(walk, by_program=True)
    if bare in citations.QUOTING:
        return citations.displayed_quotation(walk, token._replace(text=bare))
    if bare not in items.PARTS:
        return None
    walk.drafts.finish()
    return items.begin_part(walk, token, bare)


def _open(walk: State, name: str, on_close: Callable[[], None]) -> None:
    walk.open_frame(Frame(name=name or "?", on_close=on_close, depth=len(walk.drafts.stack)))


def _end_list(walk: State) -> Callable[[], None]:
    depth = len(walk.lists)

    def close() -> None:
        del walk.lists[depth - 1 :]
        walk.drafts.finish()

    return close


def _references(walk: State, *, by_program: bool = False) -> Callable[[], None]:
    walk.unwind()
    walk.drafts.finish()
    outer = walk.in_list
    walk.in_list = len(walk.frames) + 1
    walk.in_csl_list = by_program

    def close() -> None:
        walk.end_item()
        walk.in_list, walk.in_csl_list = outer, False
        walk.printed_lists += 1
        walk.drafts.finish()

    return close


def end(walk: State, token: Token) -> None:
    r"""Take `\\end`; one that ends nothing is ignored."""
    name = plain(walk.stream.braced())
    if name == "document":
        files = walk.stream.open_files()
        if len(files) > 1:
            walk.stream.close_file()
        else:
            walk.stream.feeds.clear()
        return
    if walk.preamble or not walk.open_names[name]:
        return
    for at in range(len(walk.frames) - 1, -1, -1):
        if walk.frames[at].name == name:
            if closing := walk.frames[at].closing:
                walk.frames[at].closing = ()
                walk.stream.push([*(put_at(piece, token) for piece in closing), *_again(token, name)])
                return
            walk.close_frames(at)
            return


def _again(token: Token, name: str) -> list[Token]:
    r"""The same `\end` once more, for behind what the document puts before it."""
    fixed = token._replace(fixed=True)
    return [
        fixed,
        fixed._replace(kind="open", text="{"),
        fixed._replace(kind="text", text=name),
        fixed._replace(kind="close", text="}"),
    ]


def item(walk: State, token: Token) -> None:
    r"""Take `\\item`."""
    for at in range(len(walk.frames) - 1, -1, -1):  # groups left open in the item before
        if walk.frames[at].name:
            walk.close_frames(at + 1)
            break
    own = walk.stream.optional()
    state = walk.lists[-1]
    kind, marker = str(state[0]), str(state[0])
    if own is not None and kind:
        marker = plain(own) if len(own) < 20 else ""
    elif kind == "1":
        state[1] = int(state[1]) + 1
        marker = f"{state[1]}."
    walk.drafts.begin(BlockKind.LIST_ITEM, marker=marker)
    if own is not None and not kind:
        walk.stream.push([*own, token._replace(kind="text", text=" ", fixed=True)])


def new_line(walk: State, token: Token) -> None:
    """Take a line break: the end of a row in a table, a space elsewhere."""
    walk.stream.star()
    space = walk.stream.optional(spaced=False)
    if space is not None and not _DIMENSION.fullmatch(plain(space)):
        left, right = token._replace(kind="other", text="["), token._replace(kind="other", text="]")
        walk.stream.push([left, *space, right])
    if walk.drafts.kinds[-1] is BlockKind.TABLE:
        walk.drafts.finish()
    else:
        walk.drafts.now.space(token.source, token.offset)


def _skip(walk: State, token: Token, name: str) -> bool:
    """Go past an environment without text; False where it has no end."""
    source = walk.stream.source()
    if source is None:
        return True
    if (source.order, name) in walk.endless:
        return False
    stop = source.text.find(f"\\end{{{name}}}", source.at)
    if stop < 0:
        walk.endless.add((source.order, name))
        return False
    start = source.at
    source.at = stop + len(name) + 6
    if name.rstrip("*") == "filecontents" and (match := _FILE_CONTENTS.match(source.text, start, stop)):
        line = source.place(match.end())[0]
        called = match[1].strip().replace("\\jobname", walk.job)
        walk.embedded.setdefault(called, (source.text[match.end() : stop], line, source.path, source.order))
    return True


def verbatim_argument(walk: State, token: Token) -> None:
    r"""Take `\\verb|…|`, `\\url{…}`, `\\href{…}{…}`, whose arguments hold signs that elsewhere mean something."""
    name, source = token.text, walk.stream.source()
    if name in ("verb", "lstinline", "mintinline"):
        if source is not None and (match := _VERB.match(source.text, source.at)):
            source.at = match.end()
            walk.drafts.now.add(match["body"], source, match.start("body"))
        return
    if source is not None and (match := _BRACED.match(source.text, source.at)):
        source.at = match.end()
        address, offset = match[1], match.start(1)
    else:
        tokens = walk.stream.braced()
        address, source, offset = plain(tokens), token.source, token.offset
    address = re.sub(r"\s+", "", _ESCAPED.sub(r"\1", address)).replace("\\", symbol("textbackslash") or "")
    if name == "href":
        walk.argument(style=Style.LINK, target=address)
        return
    if name == "doi" and not address.startswith("http"):
        walk.drafts.now.add("doi:", source, offset, fixed=True)
    walk.drafts.now.open(Style.LINK, address)
    walk.drafts.now.add(address, source, offset, fixed=token.fixed)
    walk.drafts.now.next_place = None
    walk.drafts.now.close(Style.LINK)
