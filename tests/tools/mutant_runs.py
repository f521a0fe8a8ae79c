"""Runs of a package's tests on changed code: in copies of the checkout, in forked processes.

- The working tree is only read. The tests are the doctests of the package and its folder of tests, quickest first, up to
  the first failure. Hypothesis tries the same examples each time and does not shrink. More than three times the processor
  time of the unchanged run (and 5 s) is a timeout.
- One process imports pytest and large libraries, but nothing of citeaudit, and is forked for each run: for short tests
  that halves the time.
- Before the first mutant the unchanged package must pass, and a module of the same size and time that divides by zero must
  fail in every copy. Otherwise the tests would import another citeaudit, or stale bytecode, and nothing would be told.
"""

from __future__ import annotations

import compileall
import json
import math
import multiprocessing
import os
import queue
import shutil
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from py_compile import PycInvalidationMode
from typing import Any

MEMORY = 4 << 30
"""Bytes that a run may ask for: a mutant that collects without end must not take the machine with it."""

LONGEST = 900
"""Seconds of processor time for the unchanged tests of a package; the slowest take 20."""

PRELOADED = [
    "cosmic_ray.mutating",
    "pytest",
    "hypothesis",
    "hypothesis.internal.conjecture.engine",
    "numpy",
    "rapidfuzz",
    "yaml",
]
"""Imported once. The first is for this tool, whose main module every forked process imports."""


@dataclass(frozen=True, slots=True)
class Package:
    """What is changed and what tests it, as paths below the checkout."""

    name: str
    modules: list[str]
    tests: list[str]


class _Quickest:
    """Plugin of pytest: puts the quickest tests first, and measures them."""

    def __init__(self, seconds: dict[str, float]) -> None:
        self.seconds, self.measured = seconds, Counter[str]()

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        items.sort(key=lambda test: self.seconds.get(test.nodeid, 0.0))

    def pytest_runtest_logreport(self, report: Any) -> None:
        self.measured[report.nodeid] += report.duration


def _run_pytest(copy: Path, tests: list[str], clean: Path) -> None:
    """In a process of its own: run tests on a copy, end with the status of pytest. `clean` keeps the unchanged run."""
    import resource  # not on Windows

    limit, seconds = json.loads(clean.read_text()) if clean.exists() else (LONGEST, {})
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
    signal.alarm(4 * limit)  # for a run that waits and takes no processor time
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    os.chdir(copy)
    sys.dont_write_bytecode = True
    os.environ.update(PYTHONPATH=str(copy), PYTHONDONTWRITEBYTECODE="1")
    sys.path.insert(0, str(copy))
    for name in [name for name in sys.modules if name.split(".")[0] in {"citeaudit", "tests"}]:
        del sys.modules[name]
    import hypothesis
    import pytest

    settings, phases = hypothesis.settings, (hypothesis.Phase.explicit, hypothesis.Phase.generate)
    settings.register_profile("mutants", settings.get_profile("ci"), phases=phases)
    settings.load_profile("mutants")
    order = _Quickest(seconds)
    status = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--assert=plain", *tests], plugins=[order])
    if status == 0 and not clean.exists():
        clean.write_text(json.dumps([math.ceil(5 + 3 * time.process_time()), order.measured]))
    os._exit(status)


class Laboratory:
    """Copies of the checkout, one for each worker, and the runs in them."""

    def __init__(self, root: Path, folder: Path, workers: int) -> None:
        self.root, self.folder = root, folder
        self.forks = multiprocessing.get_context("forkserver")
        self.forks.set_forkserver_preload(PRELOADED)
        self.copies: queue.SimpleQueue[Path] = queue.SimpleQueue()
        for number in range(workers):
            copy = folder / f"copy{number}"
            left = shutil.ignore_patterns(".git", ".venv", ".*cache", ".hypothesis", "__pycache__", "build", "dist")
            shutil.copytree(root, copy, ignore=left)
            # Bytecode that is compared with its source by a hash: quick, and it cannot hide a mutant as times can.
            compileall.compile_dir(copy, quiet=2, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
            self.copies.put(copy)

    def run(self, package: Package, path: str, code: str, *, doctests: bool = True) -> str:
        """What becomes of a module with other code, written without a change of its time: caught, survived, timeout."""
        copy = self.copies.get()
        module, before = copy / path, (copy / path).read_bytes()
        times = (module.stat().st_atime_ns, module.stat().st_mtime_ns)
        try:
            module.write_text(code, encoding="utf-8")
            os.utime(module, ns=times)
            tests = [*(package.modules if doctests else []), *package.tests]
            clean = self.folder / package.name.replace("/", ".")
            process = self.forks.Process(target=_run_pytest, args=(copy, tests, clean))
            process.start()
            process.join()
        finally:
            module.write_bytes(before)
            os.utime(module, ns=times)
            self.copies.put(copy)
        if process.exitcode == 0:
            return "survived"
        return "timeout" if process.exitcode in {-signal.SIGXCPU, -signal.SIGALRM} else "caught"

    def prepare(self, package: Package) -> None:
        """The runs that must pass (the second with the quickest tests first), and those that must fail."""
        if not package.modules or not package.tests:
            sys.exit(f"There is no code or there are no tests of {package.name}. Nothing was examined.")
        sizes = {path: (self.root / path).stat().st_size for path in package.modules}
        path = max(package.modules, key=lambda path: sizes[path])
        code = (self.root / path).read_text(encoding="utf-8")
        if {self.run(package, path, code) for _ in range(2)} != {"survived"}:
            sys.exit(f"The tests of {package.name} fail without a mutant. Nothing was examined.")
        # The copies are handed out in turn: each is tried.
        broken = "1/0#".ljust(sizes[path], "#")
        if {self.run(package, path, broken, doctests=False) for _ in range(self.copies.qsize())} != {"caught"}:
            sys.exit(f"{path} divides by zero and no test of {package.name} fails. Nothing was examined.")
