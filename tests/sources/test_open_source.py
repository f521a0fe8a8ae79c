import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence

import pytest

from citeaudit import discover
from citeaudit.errors import ConfigError
from citeaudit.model import Location, NotAsked, NotFound, Record, Reference, Resolution
from citeaudit.sources import FirstAnswer, open_source


@pytest.mark.parametrize("offline", [True, False])
@pytest.mark.parametrize("name", ["crossref", "embedded"])
def test_sources_by_name(name: str, offline: bool) -> None:
    assert open_source(name, offline=offline).name == name


@pytest.mark.parametrize("name", ["", "http", "Crossref", "_adapter", "nowhere"])
def test_an_unknown_name_lists_the_choices(name: str) -> None:
    with pytest.raises(ConfigError, match=r"choose one of crossref, .*\bembedded") as raised:
        open_source(name)
    assert "http" not in str(raised.value).removeprefix(f"there is no source “{name}”")


@pytest.mark.parametrize("name", ["crossref:x", "embedded:", "embedded:C:\\works"])
def test_an_argument_that_is_not_taken(name: str) -> None:
    with pytest.raises(ConfigError, match="takes no argument"):
        open_source(name)


def test_an_argument_reaches_its_source(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []

    class Unit:
        @staticmethod
        def open_source(*, offline: bool, mailto: str, cache: object, argument: str = "none") -> Fixed:
            given.append(argument)
            return Fixed({})

    monkeypatch.setattr(discover, "names", lambda package: ("shelf",))
    monkeypatch.setattr(discover, "load", lambda package, name: Unit)
    for name in ("shelf", "shelf:a/b", "shelf:C:\\works"):
        assert open_source(name).name == "fixed"
    assert given == ["none", "a/b", "C:\\works"]


@pytest.mark.parametrize("mailto", ["nobody", "a b@example.org", "a@b\nX-Header: c"])
def test_a_mail_address_that_is_none(mailto: str) -> None:
    with pytest.raises(ConfigError, match="mail address"):
        open_source("crossref", mailto=mailto)


def test_an_address_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITEAUDIT_CROSSREF_URL", "localhost:8000")
    with pytest.raises(ConfigError, match="localhost:8000"):
        open_source("crossref")


def test_importing_sources_is_light() -> None:
    script = (
        "import sys, citeaudit.sources\n"
        "heavy = {'requests', 'requests_cache', 'habanero', 'rapidfuzz', 'platformdirs', 'sqlite3', 'citeaudit.matching'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


class Fixed:
    """A source that knows its answers by heart, and whom it was asked about."""

    name = "fixed"

    def __init__(self, answers: Mapping[int, Resolution]) -> None:
        self.answers = answers
        self.asked: list[int] = []

    def resolve(self, references: Sequence[Reference]) -> Iterator[tuple[int, Resolution]]:
        for reference in references:
            self.asked.append(reference.index)
            yield reference.index, self.answers[reference.index]


def test_the_next_source_is_asked_only_where_the_first_could_not_be() -> None:
    absent, outage, offline = (
        NotFound(asked=("fixed",)),
        NotAsked(reason="429", outage=True),
        NotAsked(reason="offline"),
    )
    first = Fixed({1: absent, 2: outage, 3: offline})
    second = Fixed({3: NotAsked(reason="not here")})
    references = [
        Reference(index=n, label=str(n), raw="", record=Record(), location=Location(path="p"), confidence=1.0)
        for n in (1, 2, 3)
    ]
    resolved = dict(FirstAnswer("both", [first, second]).resolve(references))
    assert resolved == {1: absent, 2: outage, 3: NotAsked(reason="not here")}
    assert second.asked == [3]
