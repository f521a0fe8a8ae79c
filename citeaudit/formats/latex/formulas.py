"""Formulas in running text."""

from __future__ import annotations

from citeaudit.formats.latex.state import State
from citeaudit.formats.latex.symbols import formula, raised
from citeaudit.formats.latex.tokens import Token, plain, written
from citeaudit.model import Style

_ENDS = {"(": ")", "[": "]"}


def take(walk: State, opening: Token) -> None:
    r"""Take a formula between dollars, or in `\(…\)` and `\[…\]`; the sign that opens it was just read."""
    found = _until(walk, opening, "")
    if found is None:
        if opening.kind == "math":
            walk.emit(opening.text, opening)
        return
    emit(walk, opening, found, display=opening.text in ("$$", "["))


def environment(walk: State, opening: Token, name: str) -> bool:
    r"""Take a formula that is an environment; False, nothing taken, where it has no end."""
    found = _until(walk, opening, name)
    if found is None:
        return False
    emit(walk, opening, found, display=True)
    return True


def emit(walk: State, opening: Token, tokens: list[Token], *, display: bool) -> None:
    """Add a formula to the text; what it cites comes behind it."""
    body, citing = _parted(walk, tokens)
    draft = walk.drafts.now
    if display:
        draft.space(opening.source, opening.offset)
    latex = written(body).strip()
    place = next((token for token in body if token.kind != "space"), opening)
    if (script := raised(latex)) is not None:
        sign, content = script
        style = Style.SUPERSCRIPT if sign == "^" else Style.SUBSCRIPT
        place = next((token for token in body if content and content[0] in token.text), place)
        at = place.offset if place.fixed else place.offset + max(0, place.text.find(content[:1]))
    else:
        content, style, at = formula(latex), Style.MATH, place.offset
    if content:
        draft.open(style)
        draft.add(content, place.source, at, fixed=place.fixed)
        draft.next_place = None
        draft.close(style)
    if display:
        draft.space(opening.source, opening.offset)
    walk.stream.push(citing)


def _parted(walk: State, tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """The formula without its citations, and these."""
    body: list[Token] = []
    citing: list[Token] = []
    inside, depth = False, 0
    for token in tokens:
        if not inside and token.kind == "command" and walk.citing.cites(token.text):
            inside, depth = True, 0
        if not inside:
            body.append(token)
            continue
        citing.append(token)
        depth += (token.kind == "open") - (token.kind == "close")
        inside = not (token.kind == "close" and depth <= 0)
    return body, citing


def _until(walk: State, opening: Token, name: str) -> list[Token] | None:
    """The tokens up to what closes the formula; None, all put back, where its paragraph or the text ends before."""
    stream, depth = walk.stream, 0
    found: list[Token] = []
    limit = stream.limit
    while (token := stream.next()) is not None and len(found) < limit:
        macro = walk.macros.meaning(token.text) if token.kind == "command" and not token.original else None
        if macro is not None and not macro.parameters:
            if not walk.macros.expand(token):
                found.append(token)
            continue
        if depth <= 0 and _closes(token, opening, name):
            if name:
                ended = stream.braced()
                if plain(ended).rstrip("*") != name:
                    found += [token, *(ended or [])]
                    continue
            elif opening.text == "$" and token.text == "$$":
                stream.push([token._replace(text="$", offset=token.offset + 1)])
            return found
        found.append(token)
        depth += (token.kind == "open") - (token.kind == "close")
        if (token.kind == "par" and not name) or depth < 0:
            break
        if token.kind == "command" and token.text in ("section", "subsection", "bibliography"):
            break
    else:
        if token is not None:
            found.append(token)
    stream.wasted += len(found)
    stream.push(found)
    return None


def _closes(token: Token, opening: Token, name: str) -> bool:
    if name:
        return token.kind == "command" and token.text == "end"
    if opening.kind == "math":
        return token.kind == "math" and (token.text == opening.text or opening.text == "$")
    return token.kind == "command" and token.text == _ENDS[opening.text]
