r"""Citation commands: which keys they name, and the marker that stands for them in the text.

The marker is what the author typed in a form that can be read: `\\citep[see][p.~3]{smith2015,lee2016}` leaves
"[see smith2015, lee2016, p. 3]", and `\\citet{smith2015}` "[smith2015]", since what a style makes of it is not known.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from citeaudit.formats.latex.commands import NOT_CITING, takes_volume
from citeaudit.formats.latex.state import State, Unread
from citeaudit.formats.latex.symbols import LIGATURES, symbol
from citeaudit.formats.latex.tokens import Token, plain
from citeaudit.model import Mark
from citeaudit.text.patterns import lazy

_MULTIPLE = lazy(r".*[Cc]ite[a-z]*s", re.DOTALL)
_TEXTUAL = lazy(r"[cC]itets?|[tT]extcites?|(?:short)?citeA|citeasnoun|[cC]iteauthor|citeyear(?:par)?")
QUOTING = frozenset(("displaycquote", "foreigndisplaycquote", "hyphendisplaycquote"))
"""Environments of csquotes that name the source of what they quote."""
_TWO_KEYS = frozenset(("apud", "apudonline"))
"""abnTeX's citations of one work as another cites it."""
_NO_SUSPECT = lazy(
    r"(?:gls|acr?)[A-Za-z]*|[A-Za-z]*ref(?:s|range)?|(?:text|math)[a-z]*|[fhm]box|makebox|framebox|u?line|underline|uline|sout|hl|ul|code",
    re.IGNORECASE,
)
"""Commands that name acronyms and labels, or set type, whatever stands in them."""
_MACRO = lazy(r"\\[A-Za-z@]")
_LIKE_A_KEY = lazy(r"(?=[^,]*[A-Za-z])(?=[^,]*[\d:_/])[^\s{}\\,%#~=.]{3,100}(?:,\s*[^\s{}\\,%#~=]{3,100})*")
"""What an unknown command may name: "hall2015", "hall_sleep,moss2016"; it is looked up in the bibliographies."""
_STARRED_KEY = lazy(r"\*+(?:\[[^\]]*\])*")
_SEEMS_TO_CITE = lazy(r"(?<!ex)(?<!cal)(?<!ra)(?<!eu)[Cc]ite(?!e)|CITE")
"""What citations have in their names, but for words such as "excited" and "calcite"."""
_KEY = lazy(r"[^\s{}\\,%#~]{1,150}")
_MOST_PARTS = 200
"""Groups of keys in one command of many; a real one has three."""
_LONGEST_NOTE = 300
"""Characters of a note on a citation that are shown in its marker."""


@dataclass(frozen=True, slots=True)
class Part:
    """Keys with the notes before and behind them; `keys` are (key, token it stands in, offset)."""

    before: str
    after: str
    keys: tuple[tuple[str, Token, int], ...]


def parts(walk: State, command: Token) -> tuple[list[Part], int]:
    """What a citation command cites, and the offset behind its last argument. The command was just read."""
    stream = walk.stream
    stream.star()
    found: list[Part] = []
    end = command.end
    multiple = _MULTIPLE.fullmatch(command.text) is not None
    if multiple:  # notes on the whole come first, in round brackets
        stream.optional("(", ")")
        stream.optional("(", ")")
    if takes_volume(command.text):
        stream.optional()
        stream.braced()
    while len(found) < (_MOST_PARTS if multiple else 1):
        angle = stream.optional("<", ">")  # apacite: \cite<see>[p. 3]{key}
        first = stream.optional()
        second = stream.optional() if first is not None else None
        group = stream.braced()
        if group is None:
            if first and not found:
                stream.push(first)
            break
        if angle is not None:
            first, second = angle, first
        before, after = (note_text(first), note_text(second)) if second is not None else ("", note_text(first))
        if angle is not None and second is None:
            before, after = after, ""
        keys = tuple(_keys(walk.macros.spelled(group)))
        found.append(Part(before, after, keys))
        end = max(end, group[-1].end + 1) if group and not (group[-1].fixed or command.fixed) else end
        if group and group[-1].source is not command.source:
            end = command.end
    return found, end


def _keys(tokens: list[Token]) -> list[tuple[str, Token, int]]:
    """Keys with the token and the offset each begins at."""
    found: list[tuple[str, Token, int]] = []
    key, where, offset = "", None, 0
    for token in tokens:
        at = 0
        for piece in re.split(r"(,)", " " if token.kind in ("space", "tie", "par") else token.raw.strip("{}")):
            if piece == ",":
                if where is not None:
                    found.append((key, where, offset))
                key, where = "", None
            elif piece.strip() or where is not None:
                if where is None:
                    where = token
                    offset = token.offset if token.fixed else token.offset + at + len(piece) - len(piece.lstrip())
                key += piece
            at += len(piece)
    if where is not None:
        found.append((key, where, offset))
    bare = [(_STARRED_KEY.sub("", re.sub(r"\s+", " ", key).strip()).strip(), token, at) for key, token, at in found]
    return [cited for cited in bare if cited[0]]


def _known_keys(walk: State, command: Token, found: list[Part]) -> list[Part]:
    r"""The parts without keys that a macro would print which is not known, "\\x" of a loop; these were not read."""
    unknown = tuple(key for part in found for key, _, _ in part.keys if _MACRO.search(key))
    if not unknown:
        return found
    walk.unread.append(Unread(command.text, unknown, walk.where(command)))
    return [replace(part, keys=tuple(key for key in part.keys if key[0] not in unknown)) for part in found]


def note_text(tokens: list[Token] | None) -> str:
    """A note as characters."""
    found = []
    for token in tokens or ():
        match token.kind:
            case "text" | "other":
                found.append(LIGATURES.get(token.text, token.text))
            case "ligature":
                found.append(LIGATURES[token.text])
            case "space" | "tie" | "par":
                found.append(" ")
            case "command":
                found.append(symbol(token.text) or "")
            case "bracket":
                found.append(token.text.translate({ord("["): "(", ord("]"): ")"}))
    return re.sub(r"\s+", " ", "".join(found)).strip()[:_LONGEST_NOTE]


def cite(walk: State, command: Token, found: list[Part], end: int, owner: str = "") -> None:
    """Put the marker of a citation into the text, and its mark; `owner` is the list that it cites, "" where there is one."""
    draft = walk.drafts.now
    keys = tuple(walk.use(key, command, owner) for part in found for key, _, _ in part.keys)
    if not keys:
        return
    fixed = command.fixed
    start = draft.length
    draft.add("[", command.source, command.offset, fixed=fixed)
    for number, part in enumerate(found):
        if number:
            draft.add("; ", command.source, command.offset, fixed=True)
        if part.before:
            draft.add(f"{part.before} ", command.source, command.offset, fixed=True)
        for place, (key, token, offset) in enumerate(part.keys):
            if place:
                draft.add(", ", token.source, offset, fixed=True)
            draft.add(key, token.source, offset, fixed=fixed or token.fixed)
        if part.after:
            draft.add(f", {part.after}", command.source, command.offset, fixed=True)
    draft.add("]", command.source, command.offset if fixed else max(command.offset, end - 1), fixed=fixed)
    draft.marks.append(
        Mark(start, draft.length, tuple(dict.fromkeys(keys)), _TEXTUAL.fullmatch(command.text) is not None)
    )


def citation(walk: State, token: Token) -> None:
    """Take a citation."""
    name, owner = walk.citing.parted(token.text)
    command = token._replace(text=name)
    found, end = parts(walk, command)
    if name in _TWO_KEYS and found:  # abnTeX: \apud{hall2015}{moss2016}, the one as the other cites it
        group = walk.stream.braced()
        found.append(Part("", "", tuple(_keys(walk.macros.spelled(group)))))
    elif name in ("citefield", "citename", "citelist"):
        walk.stream.braced()
    if not walk.preamble:
        cite(walk, command, _known_keys(walk, command, found), end, owner)


def beside_text(walk: State, tokens: list[Token] | None) -> None:
    r"""Keep what is cited where no text is read, in a `\\todo` or the entry of a glossary: the list has it, no sentence cites it."""
    inside, depth = False, 0
    keys: list[Token] = []
    for token in tokens or ():
        if token.kind == "command" and walk.citing.cites(token.text):
            inside, keys = True, []
        elif inside and token.kind == "open":
            depth += 1
        elif inside and token.kind == "close":
            depth -= 1
            inside = depth > 0
            for key, place, _ in [] if inside else _keys(walk.macros.spelled(keys)):
                walk.use(key, place, cited=False)
        elif inside and depth:
            keys.append(token)


def may_cite(walk: State, token: Token) -> None:
    """Keep what an unknown command names, where it looks like keys; nothing is taken."""
    inside = plain(walk.stream.short_group())
    if _LIKE_A_KEY.fullmatch(inside) and not _NO_SUSPECT.fullmatch(token.text):
        keys = tuple(key.strip() for key in inside.split(","))
        walk.suspects.append(Unread(token.text, keys, walk.where(token)))


def unread(walk: State, token: Token) -> bool:
    """Take a command that seems to cite and that nothing defines; False, nothing taken, where what follows is not a list of keys."""
    if walk.preamble or not _SEEMS_TO_CITE.search(token.text) or token.text in NOT_CITING:
        return False
    stream = walk.stream
    starred = stream.star()
    notes = [note for note in (stream.optional(), stream.optional()) if note is not None]
    group = stream.braced()
    keys = tuple(key for key, _, _ in _keys(walk.macros.spelled(group)))
    if keys and all(_KEY.fullmatch(key) for key in keys):
        walk.unread.append(Unread(token.text, keys, walk.where(token)))
        return True
    if group is not None:
        sign = token._replace(kind="open", text="{", fixed=True)
        stream.push([sign, *group, sign._replace(kind="close", text="}")])
    return starred or bool(notes) or group is not None


def displayed_quotation(walk: State, token: Token) -> Callable[[], None]:
    r"""Begin `\\begin{displaycquote}[p. 3]{smith2015}`. Returns what ends it, with the citation."""
    walk.drafts.finish()
    if token.text.startswith(("foreign", "hyphen")):
        walk.stream.braced()
    found, end = parts(walk, token)
    walk.stream.optional()

    def close() -> None:
        walk.emit(" ", token)
        cite(walk, token, _known_keys(walk, token, found), end)
        walk.drafts.finish()

    return close


def quotation(walk: State, token: Token) -> None:
    r"""Take a quotation with its source: `\\textcquote[p. 3]{smith2015}{text}`."""
    if token.text.startswith(("foreign", "hyphen")):
        walk.stream.braced()
    found, end = parts(walk, token)
    walk.stream.optional()
    walk.emit("“", token)

    def close() -> None:
        walk.emit("” ", token)
        cite(walk, token, found, end)

    walk.argument(close)
