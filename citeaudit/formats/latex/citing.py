r"""Which commands cite: those of packages, those that a document declares, those of its further lists.

multibib's `\newcites{supp}{Supplement}` makes a second list with commands of its own: `\citesupp`, `\citepsupp`,
`\nocitesupp`, `\bibliographysupp`. biblatex's `\DeclareCiteCommand{\seecite}` makes a single command.
"""

from __future__ import annotations

from collections.abc import Iterable

from citeaudit.formats.latex.commands import is_citation

_OF_LISTS = frozenset("nocite bibliography bibliographystyle".split())
"""Commands beside the citations that each list has for itself."""


class Citing:
    """The citation commands of a document."""

    def __init__(self) -> None:
        self.lists: list[str] = []
        self.declared: set[str] = set()

    def add_lists(self, names: Iterable[str]) -> None:
        r"""Take the names of `\newcites`."""
        self.lists += [name for name in names if name.isalpha() and name not in self.lists]
        self.lists.sort(key=len, reverse=True)

    def parted(self, name: str) -> tuple[str, str]:
        r"""The command that a command of a further list stands for, and that list; "" is the list of all others.

        >>> citing = Citing()
        >>> citing.add_lists(["supp", "web"])
        >>> [citing.parted(name) for name in ("citepsupp", "nociteweb", "citep", "foosupp")]
        [('citep', 'supp'), ('nocite', 'web'), ('citep', ''), ('foosupp', '')]
        """
        for ending in self.lists:
            bare = name.removesuffix(ending)
            if bare != name and (bare in _OF_LISTS or is_citation(bare)):
                return bare, ending
        return name, ""

    def cites(self, name: str) -> bool:
        """Whether the command called `name` cites what its argument names."""
        return name in self.declared or is_citation(self.parted(name)[0])
