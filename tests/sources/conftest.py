from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from citeaudit.sources._manners import Manners
from tests.sources.registries import FakeRegistries
from tests.sources.server import FakeCrossref


@dataclass
class Clock:
    """Time that passes only when somebody sleeps."""

    now_s: float = 1000.0
    sleeps: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.now_s += seconds

    def manners(self, *, tries: int = 3, read_timeout_s: float = 10.0, most_bytes: int = 1_000_000) -> Manners:
        return Manners(tries=tries, read_timeout_s=read_timeout_s, most_bytes=most_bytes, clock=self, sleep=self.sleep)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server() -> Iterator[FakeCrossref]:
    fake = FakeCrossref()
    yield fake
    fake.stop()


@pytest.fixture
def registries(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeRegistries]:
    """Crossref, doi.org, DataCite and Europe PMC on one server."""
    fake = FakeRegistries()
    for name in ("CROSSREF", "DOI", "DATACITE", "EUROPEPMC"):
        monkeypatch.setenv(f"CITEAUDIT_{name}_URL", fake.url)
    yield fake
    fake.stop()


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "stored"


@pytest.fixture(autouse=True)
def own_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No proxy, no address and no cache of whoever runs the tests."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "CITEAUDIT_CROSSREF_URL"):
        monkeypatch.delenv(name, raising=False)
    for name in ("DOI", "DATACITE", "EUROPEPMC"):  # a test that forgets them must not reach the network
        monkeypatch.setenv(f"CITEAUDIT_{name}_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("CITEAUDIT_CACHE", str(tmp_path / "default"))
