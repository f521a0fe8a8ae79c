"""A recording: every answer that a run used, in one file that can be committed, and read in place of the servers.

The file is JSON, one value a line, sorted by question, so that two recordings can be compared line by line. A question
is the name of the server, the path and the parameters: never an address of a server or of a person.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from citeaudit.errors import ConfigError

FORM = 1
"""Counted up when an older citeaudit could no longer read the file."""

_PRIVATE = frozenset({"mailto"})  # parameters that are a person's and change no answer
_TELL = "citeaudit-recording"  # the key by which a recording is known; its value is `FORM`


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Question:
    """What was asked: `server` is a name ("Crossref"), `path` stands below its address, `parameters` are sorted."""

    server: str
    path: str
    parameters: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, server: str, path: str, parameters: Mapping[str, str]) -> Self:
        """The question without what is private and without an order of its parameters.

        >>> Question.of("Crossref", "/works", {"rows": "5", "mailto": "someone@example.org"}).parameters
        (('rows', '5'),)
        """
        kept = sorted((name, str(value)) for name, value in parameters.items() if name not in _PRIVATE)
        return cls(server=server, path=path, parameters=tuple(kept))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a server said: HTTP `status`, time `retrieved` (UTC, ISO 8601), decoded JSON `content` (None unless 200)."""

    status: int
    retrieved: str
    content: Any = None


class Recording:
    """Answers by question. One that is being made grows; one that was read (it has a `name`) answers.

    Args:
        name: The file it was read from, as the user named it, for messages.

    """

    def __init__(self, answers: Mapping[Question, Kept] | None = None, *, name: str = "") -> None:
        self.name = name
        self.failure = ""  # why the first question that got no answer got none: the recording is not whole
        self._answers = dict(answers or {})

    def get(self, question: Question) -> Kept | None:
        """The answer to a question, None where it, or one of the DOIs in it, was not asked."""
        if question in self._answers:
            return self._answers[question]
        parts = [self._answers.get(part) for part in _by_doi(question).values()]
        return _joined([part for part in parts if part]) if parts and all(parts) else None

    def keep(self, question: Question, answer: Kept) -> None:
        """Add an answer; a question has one.

        The answer on many DOIs is kept by DOI, so that an author who adds a reference makes one answer new and not
        the fifty that happen to be asked for together with it.
        """
        works = _works(answer)
        for doi, part in _by_doi(question).items() if works is not None else ():
            found = [work for work in works or () if str(work.get("DOI")).casefold() == doi.casefold()]
            self._answers[part] = replace(answer, content=_list_of(found))
        if works is None or not _by_doi(question):
            self._answers[question] = answer

    def fail(self, reason: str) -> None:
        """Note that a question got no answer."""
        self.failure = self.failure or reason

    def add(self, other: Recording) -> None:
        """Take over what another one holds."""
        self._answers |= other._answers
        self.fail(other.failure)

    def released(self) -> Recording:
        """What was kept since the last time; it is held no longer."""
        kept, self._answers = Recording(self._answers), {}
        kept.fail(self.failure)
        return kept

    def dump(self) -> str:
        """The recording as text, ending in a line break; the same answers give the same text, in whatever order asked.

        Raises:
            ConfigError: An answer is nested too deeply to be written.

        """
        try:
            answers = [_as_object(question, self._answers[question]) for question in sorted(self._answers)]
            text = json.dumps({_TELL: FORM, "answers": answers}, ensure_ascii=False, indent=1)
        except RecursionError:
            raise ConfigError("an answer is nested too deeply to be recorded") from None
        # Half a character is legal in JSON and has no UTF-8; it goes back to the escape it came from.
        return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"

    @classmethod
    def load(cls, text: str, name: str) -> Self:
        """The recording in a text; `name` is its file, for messages.

        Raises:
            ConfigError: The text is not a recording, is damaged, or was written by a newer citeaudit.

        """
        try:
            content = json.loads(text)
        except json.JSONDecodeError as error:
            raise _damaged(name, f"line {error.lineno} is not JSON: {error.msg}") from None
        except (ValueError, RecursionError):
            raise _damaged(name, "it cannot be read as JSON") from None
        if not isinstance(content, dict) or _TELL not in content:
            raise ConfigError(f"{name}: is not a recording of citeaudit; make one with --record")
        if content[_TELL] != FORM:
            raise ConfigError(
                f"{name}: this citeaudit cannot read form {content[_TELL]!r:.20} of a recording; update it"
            )
        answers = content.get("answers")
        if not isinstance(answers, list):
            raise _damaged(name, "it has no list of answers")
        kept = {}
        for number, value in enumerate(answers, 1):
            try:
                question, answer = _from_object(value)
            except (KeyError, TypeError, AttributeError):
                raise _damaged(name, f"answer {number} is not as it was written") from None
            kept[question] = answer
        return cls(kept, name=name)

    @classmethod
    def read(cls, path: Path) -> Self:
        """The recording in a file.

        Raises:
            ConfigError: The file cannot be read, or is not a whole recording.

        """
        try:
            return cls.load(path.read_text(encoding="utf-8"), str(path))
        except OSError as error:
            raise ConfigError(f"{path}: the recording cannot be read ({error.strerror})") from None
        except UnicodeDecodeError:
            raise _damaged(str(path), "it is not UTF-8") from None


# Crossref's list of works for DOIs, `/works?filter=doi:A,doi:B&rows=2`; no other question is for several things at once.


def _by_doi(question: Question) -> dict[str, Question]:
    """A question for DOIs as one question for each DOI; empty for other questions."""
    parameters = dict(question.parameters)
    filters = parameters.get("filter", "").split(",")
    if not all(part.startswith("doi:") for part in filters):
        return {}
    return {
        part.removeprefix("doi:"): replace(
            question, parameters=tuple(sorted({**parameters, "filter": part, "rows": "1"}.items()))
        )
        for part in filters
    }


def _works(answer: Kept) -> list[dict[str, Any]] | None:
    """The works in an answer, None where it is not a list of works."""
    message = answer.content.get("message") if isinstance(answer.content, dict) else None
    works = message.get("items") if isinstance(message, dict) else None
    return works if isinstance(works, list) and all(isinstance(work, dict) for work in works) else None


def _list_of(works: list[dict[str, Any]]) -> dict[str, Any]:
    message = {"items": works, "total-results": len(works)}
    return {"status": "ok", "message-type": "work-list", "message": message}


def _joined(parts: list[Kept]) -> Kept:
    """One answer of several; it is as old as the oldest."""
    works = [work for part in parts for work in _works(part) or ()]
    return Kept(status=200, retrieved=min(part.retrieved for part in parts), content=_list_of(works))


def _damaged(name: str, why: str) -> ConfigError:
    return ConfigError(
        f"{name}: is not a recording of citeaudit, or a damaged one ({why}); make it again with --record"
    )


def _as_object(question: Question, answer: Kept) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "server": question.server,
        "path": question.path,
        "parameters": dict(question.parameters),
        "status": answer.status,
        "retrieved": answer.retrieved,
    }
    return fields | ({"content": _sorted(answer.content)} if answer.status == 200 else {})


def _sorted(content: Any) -> Any:
    """The same JSON value with its names in order, so that a server's whims make no difference."""
    if isinstance(content, dict):
        return {name: _sorted(content[name]) for name in sorted(content)}
    if isinstance(content, list):
        return [_sorted(value) for value in content]
    return content


def _from_object(fields: Any) -> tuple[Question, Kept]:
    question = Question.of(_text(fields["server"]), _text(fields["path"]), fields["parameters"])
    status = fields["status"]
    if type(status) is not int or not all(isinstance(value, str) for value in fields["parameters"].values()):
        raise TypeError
    content = fields["content"] if status == 200 else None
    return question, Kept(status=status, retrieved=_text(fields["retrieved"]), content=content)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
