r"""The parameters of a macro, and the signature by which `\NewDocumentCommand` gives them.

Source: xparse, "Specifying arguments": `m` is needed, `o` and `O{default}` stand in brackets, `s` is a star, `d()` and its kin name
the signs around an argument; `+`, `!` and `>{…}` say how one is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from citeaudit.text.patterns import lazy

if TYPE_CHECKING:
    from citeaudit.formats.latex.tokens import Token

MOST_PARAMETERS = 9
"""TeX has no more."""

_ARGUMENT = lazy(
    r"\s*(?:>\s*\{[^{}]*\}\s*|[+!]\s*)*(?:(?P<plain>[mosv])|O\s*\{(?P<default>[^{}]*)\}"
    r"|(?P<signs>[dr])\s*(?P<left>[^\s\w])\s*(?P<right>[^\s\w])|[DR]\s*(?P<first>[^\s\w])\s*(?P<last>[^\s\w])\s*\{[^{}]*\})"
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: "m" is needed, "o" may be left out, "s" is a star, "r" and "d" stand between two signs.

    `default` is what one that was left out stands for, in tokens or in words; None where the macro asks whether it was given.
    """

    kind: str = "m"
    default: tuple[Token, ...] | str | None = None
    left: str = ""
    right: str = ""

    @property
    def is_needed(self) -> bool:
        """Whether each call has it."""
        return self.kind in "mr"


def of_document_command(signature: str) -> tuple[Parameter, ...] | None:
    """The parameters of a signature; None where it has some of another kind.

    >>> [parameter.kind for parameter in of_document_command("s O{} +m d<>") or ()]
    ['s', 'o', 'm', 'd']
    """
    found: list[Parameter] = []
    position, signature = 0, signature.rstrip()
    while position < len(signature):
        match = _ARGUMENT.match(signature, position)
        if match is None or len(found) == MOST_PARAMETERS:
            return None
        position = match.end()
        if match["plain"]:
            found.append(Parameter({"v": "m"}.get(match["plain"], match["plain"])))
        elif match["default"] is not None:
            found.append(Parameter("o", match["default"]))
        else:
            found.append(
                Parameter(match["signs"] or "d", None, match["left"] or match["first"], match["right"] or match["last"])
            )
    return tuple(found)
