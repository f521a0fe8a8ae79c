"""How a local index is made: Crossref's records from files, streamed, in bounded memory, resumable.

A file holds one record a line, or one object with all records in its list "items" (the yearly public data file), plain or
compressed with gzip.
"""

from __future__ import annotations

import gzip
import json
import shutil
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import orjson

from citeaudit.errors import ReadError
from citeaudit.matching.keys import position_keys, title_words
from citeaudit.sources._crossref_work import SELECT
from citeaudit.sources._index_files import CURRENT, INFO, notice_key
from citeaudit.text.patterns import lazy

_COMMIT_EVERY = 500_000  # records
_MEMORY_BYTES = 200_000_000  # tantivy's buffer, which bounds what a build holds in memory
_TAG = lazy(r"</?[A-Za-z][^<>]*>")  # markup in titles, and not “p < 0.05”
_MOST_NAMED = 20  # damaged places; all are counted
_STATE = "building.json"  # where an unfinished build says how far it came


@dataclass(slots=True, kw_only=True)
class Built:
    """What a build did: how many records were taken, how many passed over for want of a DOI, which places were damaged.

    `notices` counts the records that tell of notices: those they are, or those on them.

    `damaged` names the first of them as "file:line: what"; `damaged_count` counts all.
    """

    works: int = 0
    notices: int = 0
    without_doi: int = 0
    damaged_count: int = 0
    damaged: list[str] = field(default_factory=list)
    resumed_at: int = 0

    def damage(self, place: str) -> None:
        """Count a damaged place, and name it if not too many are named."""
        self.damaged_count += 1
        if len(self.damaged) < _MOST_NAMED:
            self.damaged.append(place)


Progress = Callable[[int, int], None]
"""Called with the bytes read and the bytes of all files."""


def build(folder: Path, files: Sequence[Path], *, progress: Progress | None = None) -> Built:
    """Make an index of files in `folder`, in place of one that may be there.

    A build that was broken off is taken up where it was last kept, if the files are the same.

    Raises:
        ReadError: A file cannot be read, or the folder cannot be written.

    """
    import tantivy

    for file in files:
        if not file.is_file():
            raise ReadError(f"{file}: there is no such file")
    signature = [[file.name, file.stat().st_size] for file in files]
    partial = folder / "partial"
    state = _kept(partial, signature)
    built = Built(**state["built"]) if state else Built()
    try:
        if not state:
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir(parents=True)
        index = tantivy.Index.open(str(partial)) if state else tantivy.Index(_schema(tantivy), path=str(partial))
        writer = index.writer(heap_size=_MEMORY_BYTES)
        built.resumed_at = done = built.works
        skip = state["lines"] if state else 0
        lines = 0
        for lines, fields in enumerate(_records(files, built, skip, progress), skip + 1):
            if fields is None:
                continue
            writer.add_document(_document(tantivy, fields))
            built.works += 1
            built.notices += bool(fields.get("updated-by") or fields.get("update-to"))
            if built.works - done >= _COMMIT_EVERY:
                writer.commit()
                done = built.works
                _keep(partial, signature, lines, built)
        writer.commit()
        writer.wait_merging_threads()
        if not built.works:
            shutil.rmtree(partial, ignore_errors=True)
            raise ReadError(f"{_names(files)}: no record of a work is in it; citeaudit reads Crossref's JSON")
        return _take_over(folder, partial, files, built)
    except OSError as error:
        raise ReadError(f"{folder}: the index cannot be written ({error.strerror or error})") from None
    except ValueError as error:
        if "Lock" in str(error):
            raise ReadError(f"{folder}: another build is under way there; wait for it or name another folder") from None
        raise


def _names(files: Sequence[Path]) -> str:
    return str(files[0]) if len(files) == 1 else f"{files[0]} and {len(files) - 1} more"


def _schema(tantivy: Any) -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("doi", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("word", tokenizer_name="whitespace", index_option="freq")
    builder.add_bytes_field("record", stored=True, indexed=False)
    return builder.build()


def _document(tantivy: Any, fields: dict[str, Any]) -> Any:
    title = _text(fields.get("title"))
    subtitle = _text(fields.get("subtitle"))
    page = str(fields.get("page") or "")
    document = tantivy.Document()
    document.add_text("doi", str(fields["DOI"]).lower())
    people = fields.get("author") or fields.get("editor") or [{}]
    person = people[0] if isinstance(people, list) and people and isinstance(people[0], dict) else {}
    family = str(person.get("family") or person.get("name") or "")
    places = {page.partition("-")[0], str(fields.get("article-number") or "")}
    volume = str(fields.get("volume") or "")
    found = {
        key
        for year in _years(fields) or [None]
        for place in places | {""}  # one key needs no page
        for key in position_keys(family, year, volume, place)
    }
    for key in sorted(found) + _noticed_keys(fields):
        document.add_text("key", key)
    document.add_text("word", " ".join(title_words(f"{title} {subtitle}")))
    document.add_bytes(
        "record", orjson.dumps({name: fields[name] for name in SELECT if fields.get(name) or _tells(name, fields)})
    )
    return document


def _noticed_keys(fields: dict[str, Any]) -> list[str]:
    """The keys under which a notice is found from the works it is about."""
    updates = fields.get("update-to")
    own = str(fields["DOI"]).lower()
    dois = (
        {str(update.get("DOI") or "").lower() for update in updates if isinstance(update, dict)}
        if isinstance(updates, list)
        else ()
    )
    return sorted(notice_key(doi) for doi in dois if doi and doi != own)


def _tells(name: str, fields: dict[str, Any]) -> bool:
    """Whether an empty field tells something: a list without notices says that there are none."""
    return name == "updated-by" and fields.get(name) == []


def _text(value: Any) -> str:
    first = value[0] if isinstance(value, list) and value else value
    text = first if isinstance(first, str) else ""
    return _TAG.sub("", text) if "<" in text else text


def _years(fields: dict[str, Any]) -> list[int | None]:
    found: list[int | None] = []
    for name in ("issued", "published-print", "published", "published-online"):
        parts = fields.get(name)
        parts = parts.get("date-parts") if isinstance(parts, dict) else None
        first = parts[0] if isinstance(parts, list) and parts else None
        if isinstance(first, list) and first and isinstance(first[0], int):
            found.append(first[0])
    return list(dict.fromkeys(found))


# --------------------------------------------------------------------------- reading


def _records(
    files: Sequence[Path], built: Built, skip: int, progress: Progress | None
) -> Iterator[dict[str, Any] | None]:
    """The records of files in order, the first `skip` left out; None for what is not a record of a work."""
    total = sum(file.stat().st_size for file in files)
    before = 0
    for file in files:
        with file.open("rb") as raw:
            number = 0
            for number, value in enumerate(_values(file, raw, built), 1):
                if skip:
                    skip -= 1
                    continue
                if progress and number % 5_000 == 0:
                    progress(before + raw.tell(), total)
                yield _fields(value, built, f"{file}:{number}")
        before += file.stat().st_size
        if progress:
            progress(before, total)


def _fields(value: Any, built: Built, place: str) -> dict[str, Any] | None:
    if isinstance(value, bytes):
        if not value.strip():
            return None
        try:
            value = orjson.loads(value)
        except orjson.JSONDecodeError as error:
            built.damage(f"{place}: {error}")
            return None
    if isinstance(value, dict) and isinstance(value.get("message"), dict):
        value = value["message"]
    if not isinstance(value, dict):
        built.damage(f"{place}: not a record")
        return None
    if not isinstance(value.get("DOI"), str) or not value["DOI"].strip():
        built.without_doi += 1
        return None
    return value


def _values(file: Path, raw: IO[bytes], built: Built) -> Iterator[Any]:
    """Lines of a file, or the members of its list "items"."""
    compressed = raw.read(2) == b"\x1f\x8b"
    raw.seek(0)
    try:
        with gzip.GzipFile(fileobj=raw) if compressed else nullcontext(raw) as stream:
            rest = stream.read(4096)
            if _ITEMS.match(rest):
                yield from _items(rest + stream.read(), file, built)
                return
            while chunk := stream.read(1 << 20):
                *lines, rest = (rest + chunk).split(b"\n")
                yield from lines
            yield from rest.split(b"\n")
    except (EOFError, OSError, zlib.error) as error:
        built.damage(f"{file}: broken off here ({error}); what came before was taken")


_ITEMS = lazy(rb'\s*\{\s*"items"\s*:\s*\[')  # a file of the yearly public data begins so


def _items(content: bytes, file: Path, built: Built) -> Iterator[Any]:
    """The records of one object {"items": […]}; files of the yearly data hold a few thousand each."""
    try:
        yield from orjson.loads(content)["items"]
    except orjson.JSONDecodeError as error:
        built.damage(f"{file}: {error}; nothing of this file was taken")


# --------------------------------------------------------------------------- keeping


def _kept(partial: Path, signature: list[list[Any]]) -> dict[str, Any] | None:
    try:
        state: dict[str, Any] = json.loads((partial / _STATE).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return state if state.get("files") == signature else None


def _keep(partial: Path, signature: list[list[Any]], lines: int, built: Built) -> None:
    counts = {name: getattr(built, name) for name in ("works", "notices", "without_doi", "damaged_count", "damaged")}
    new = partial / f"{_STATE}.new"
    new.write_text(json.dumps({"files": signature, "lines": lines, "built": counts}), encoding="utf-8")
    new.replace(partial / _STATE)


def _take_over(folder: Path, partial: Path, files: Sequence[Path], built: Built) -> Built:
    """Make the finished build the generation in use, and remove the one before."""
    (partial / _STATE).unlink(missing_ok=True)
    size = sum(path.stat().st_size for path in partial.iterdir() if path.is_file())
    summary = {
        "works": built.works, "bytes": size, "files": [file.name for file in files], "damaged": built.damaged_count,
        "without_doi": built.without_doi, "notices": built.notices, "built": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
    }  # fmt: skip
    (partial / INFO).write_text(json.dumps(summary, indent=1), encoding="utf-8")
    earlier = sorted(folder.glob("generation-*"))
    number = max([int(path.name.rpartition("-")[2]) for path in earlier], default=0) + 1
    partial.rename(folder / f"generation-{number}")
    new = folder / f"{CURRENT}.new"
    new.write_text(f"generation-{number}\n", encoding="utf-8")
    new.replace(folder / CURRENT)
    for path in earlier:
        shutil.rmtree(path, ignore_errors=True)
    return built
