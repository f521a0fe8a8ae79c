"""The configuration: which file counts, what each key says, and what is said of keys that are wrong."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import get_type_hints

import pytest

from citeaudit.auditing import config
from citeaudit.auditing.config import Settings
from citeaudit.errors import ConfigError
from citeaudit.model import Severity
from citeaudit.rules.running import Setting, checks

FULL = """
select = ["wrong-doi", "uncited-reference"]
ignore = ["citation-order"]
fail-on = "warning"
source = "index:works"
offline = true
mailto = "editor@example.org"
bibliography = ["refs.bib"]
allow-incomplete = true
expected-faults = 0.02
baseline = "known.json"
waivers = "waivers.toml"

[checks.uncited-reference]
severity = "info"
enabled = false

[[paths]]
patterns = ["drafts/", "*.tex"]
ignore = ["uncited-reference"]
fail-on = "never"
offline = false

[paths.checks.uncited-reference]
severity = "error"
"""


def written(folder: Path, text: str, name: str = "citeaudit.toml") -> str:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    config.forget()
    return str(path)


def test_every_key(tmp_path: Path) -> None:
    written(tmp_path, FULL)
    assert config.of_manuscript(str(tmp_path / "paper.md")) == Settings(
        select=("wrong-doi", "uncited-reference"),
        ignore=("citation-order",),
        fail_on="warning",
        source=f"index:{tmp_path / 'works'}",
        offline=True,
        mailto="editor@example.org",
        bibliography=(str(tmp_path / "refs.bib"),),
        allow_incomplete=True,
        expected_faults=0.02,
        baseline=str(tmp_path / "known.json"),
        waivers=str(tmp_path / "waivers.toml"),
        checks={"uncited-reference": Setting(severity=Severity.INFO, enabled=False)},
    )


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("drafts/a.md", True),
        ("drafts/deep/a.md", True),
        ("a.tex", True),
        ("deep/a.tex", True),
        ("a.md", False),
        ("x/drafts/a.md", False),
    ],
)
def test_settings_of_paths(tmp_path: Path, name: str, fits: bool) -> None:
    written(tmp_path, FULL)
    settings = config.of_manuscript(str(tmp_path / name))
    assert (settings.fail_on == "never") is fits
    assert settings.offline is not fits
    assert settings.ignore == (("citation-order", "uncited-reference") if fits else ("citation-order",))
    severity = Severity.ERROR if fits else Severity.INFO
    assert settings.checks["uncited-reference"] == Setting(severity=severity, enabled=False)
    assert settings.select == ("wrong-doi", "uncited-reference")


def test_options_of_paths_add_up(tmp_path: Path) -> None:
    text = "[checks.claim-mismatch]\nerror = 1\nwarning = 0.8\n\n[[paths]]\npatterns = ['*.tex']\nchecks.claim-mismatch.warning = 0.57\n"
    written(tmp_path, text)
    plain, paper = (
        config.of_manuscript(str(tmp_path / name)).of_checks()["claim-mismatch"].options for name in ("a.md", "a.tex")
    )
    assert plain is not None
    assert paper is not None
    assert (plain.error, plain.warning, paper.error, paper.warning) == (1.0, 0.8, 1.0, 0.57)
    assert type(plain.error) is float


def test_the_nearest_wins(tmp_path: Path) -> None:
    paper = str(tmp_path / "a" / "b" / "paper.md")
    written(tmp_path, '[tool.citeaudit]\nfail-on = "info"\n', "pyproject.toml")
    assert config.of_manuscript(paper).fail_on == "info"
    written(tmp_path, 'fail-on = "never"\n')  # of two in a folder citeaudit's own
    assert config.of_manuscript(paper).fail_on == "never"
    written(tmp_path / "a" / "b", '[project]\nname = "citeaudit-talk"\n', "pyproject.toml")  # does not speak of it
    assert config.of_manuscript(paper).fail_on == "never"
    written(tmp_path / "a" / "b", "this is [ no TOML", "pyproject.toml")
    assert config.of_manuscript(paper).fail_on == "never"
    written(tmp_path / "a", "[tool.citeaudit]\n", "pyproject.toml")  # an empty one counts
    assert config.of_manuscript(paper) == Settings()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('selct = ["wrong-doi"]', "selct is not a key of the configuration; did you mean “select”?"),
        ("xyzzy = 1", "xyzzy is not a key of the configuration; the keys are select, ignore, fail-on,"),
        ('fail_on = "error"', "fail_on is not a key of the configuration; did you mean “fail-on”?"),
        ('select = ["wrong-dio"]', "select names “wrong-dio”, and there is no such check; did you mean “wrong-doi”?"),
        ('select = "wrong-doi"', "select has to be a list of texts"),
        ("ignore = [3]", "ignore has to be a list of texts"),
        ('offline = "yes"', "offline has to be true or false"),
        ("source = 3", "source has to be a text in quotation marks"),
        ("expected-faults = 2", "expected-faults has to be a share of citations from 0.0001 to 0.5; 0.02 expects two"),
        ("expected-faults = 0", "expected-faults has to be a share of citations from 0.0001 to 0.5; 0.02 expects two"),
        ("expected-faults = 0.00009", "expected-faults has to be a share of citations"),
        ("expected-faults = 0.51", "expected-faults has to be a share of citations"),
        ("expected-faults = nan", "expected-faults has to be a share of citations"),
        ("expected-faults = true", "expected-faults has to be a share of citations"),
        ('expected-faults = "many"', "expected-faults has to be a share of citations"),
        ('baseline = ""', "baseline has to be a text in quotation marks"),
        ('fail-on = "warn"', "fail-on has to be one of error, warning, info, never"),
        ("checks = 3", "checks has to be a table"),
        ("[checks.nope]", "checks names “nope”, and there is no such check"),
        ('checks.wrong-doi = "error"', "checks.wrong-doi has to be a table"),
        ('[checks.wrong-doi]\nseverity = "never"', "checks.wrong-doi.severity has to be one of error, warning, info"),
        ("[checks.wrong-doi]\nenabled = 1", "checks.wrong-doi.enabled has to be true or false"),
        ("[checks.wrong-doi]\nsevrity = 1", "checks.wrong-doi.sevrity is not an option; did you mean “severity”?"),
        ("[checks.wrong-doi]\nxyzzy = 1", "checks.wrong-doi.xyzzy is not an option; wrong-doi has severity, enabled"),
        ("[checks.claim-mismatch]\nerror = true", "checks.claim-mismatch.error has to be a number"),
        ("[paths]", "paths has to be written [[paths]]"),
        ("[[paths]]\noffline = true", "paths[1].patterns is missing"),
        ('[[paths]]\npatterns = "a"', "paths[1].patterns has to be a list"),
        ("[[paths]]\npatterns = []\noffline = 3", "paths[1].offline has to be true or false"),
        ("[tool.citeaudit]", "here keys stand by themselves; [tool.citeaudit] is for pyproject.toml"),
        ("select = [", "this is not TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, problem: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as raised:
        config.of_manuscript(str(tmp_path / "paper.md"))
    message = str(raised.value)
    assert message.startswith(f"{path}: {problem}")
    assert "\n" not in message
    if not text.startswith(("[", "select = [")) or text.startswith(("[checks", "[[")):  # the same in a shared file
        shared = "\n".join(
            line.replace("[[", "[[tool.citeaudit.") if line.startswith("[[") else line.replace("[", "[tool.citeaudit.", 1)
            if line.startswith("[") else line
            for line in text.splitlines()
        )  # fmt: skip
        (tmp_path / "citeaudit.toml").unlink()
        written(tmp_path, shared if "[tool." in shared else f"[tool.citeaudit]\n{text}", "pyproject.toml")
        with pytest.raises(ConfigError, match=r"pyproject\.toml: tool\.citeaudit\."):
            config.of_manuscript(str(tmp_path / "paper.md"))


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        config.load(str(tmp_path / "none.toml"))
    (tmp_path / "latin.toml").write_bytes(b'mailto = "\xe9"')
    with pytest.raises(ConfigError, match="is not UTF-8"):
        config.load(str(tmp_path / "latin.toml"))
    with pytest.raises(ConfigError, match=r"it has no \[tool.citeaudit\]"):
        config.load(written(tmp_path, "[project]\n", "pyproject.toml"))


OPTIONS = [
    (check, option, get_type_hints(check.options)[option.name])
    for check in checks()
    for option in dataclasses.fields(check.options)
]


@pytest.mark.parametrize(("check", "option", "kind"), OPTIONS, ids=lambda value: getattr(value, "name", None))
def test_every_option_of_every_check_can_be_set(tmp_path: Path, check: object, option: object, kind: object) -> None:
    default = option.default  # type: ignore[attr-defined]
    written_as = (
        str(default).lower()
        if kind is bool
        else repr(default)
        if not isinstance(default, tuple)
        else repr(list(default))
    )
    key = option.name.replace("_", "-")  # type: ignore[attr-defined]
    name = check.name  # type: ignore[attr-defined]
    path = written(tmp_path, f"[checks.{name}]\n{key} = {written_as}\n")
    loaded = config.load(path)
    assert loaded is not None
    assert loaded.settings.of_checks()[name].options == check.options()  # type: ignore[attr-defined]


@pytest.mark.parametrize("share", ["0.0001", "0.5"])
def test_the_bounds_of_expected_faults_are_within(tmp_path: Path, share: str) -> None:
    written(tmp_path, f"expected-faults = {share}")
    assert config.of_manuscript(str(tmp_path / "paper.md")).expected_faults == float(share)


def test_expected_faults_change_the_chance_of_a_claim(tmp_path: Path) -> None:
    from citeaudit.auditing.examining import audit
    from tests.sleep_manuscript import REFERENCES, manuscript

    paper = tmp_path / "paper.md"
    paper.write_text(manuscript(REFERENCES), encoding="utf-8")
    chances = []
    for share in (0.005, 0.02):
        written(tmp_path, f"expected-faults = {share}")
        report = audit(paper, offline=True, source="embedded")
        chances.append([claim.mismatch or 0.0 for claim in report.audit.claims])
    assert all(few < many for few, many in zip(*chances, strict=True))
