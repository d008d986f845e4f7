"""A late module is the module itself, loaded by the first who asks something of it."""

from __future__ import annotations

import importlib
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from nnprep.late_modules import LATE, LateModule, defer

SLOW = "import time\ntime.sleep(0.05)\nimport sys\nsys.loads = getattr(sys, 'loads', 0) + 1\nvalue = 7\n"


@pytest.fixture
def name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of a module that takes a while to load, and counts how often it was."""
    (tmp_path / "slow_sample.py").write_text(SLOW, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "loads", 0, raising=False)
    yield "slow_sample"
    sys.modules.pop("slow_sample", None)


def test_imports_load_nothing(name: str) -> None:
    """However often it's imported, a module loads when one of its names is used, and is a usual module then."""
    defer([name])
    module = importlib.import_module(name)
    exec(f"import {name}\nimport {name} as other")
    assert (type(module), sys.loads) == (LateModule, 0)  # type: ignore[attr-defined]

    assert 7 == module.value
    assert (type(module), sys.loads) == (type(sys), 1)  # type: ignore[attr-defined]
    assert importlib.import_module(name) is module


def test_threads_wait_for_each_other(name: str) -> None:
    """Of several threads, one loads the module, and none sees half of it."""
    defer([name])
    module, values = importlib.import_module(name), list[object]()
    threads = [threading.Thread(target=lambda: values.append(module.value)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [7] * 8 == values
    assert 1 == sys.loads  # type: ignore[attr-defined]


def test_failure_is_the_modules_own(name: str, tmp_path: Path) -> None:
    """A module that can't be loaded raises its own error, each time it's used."""
    (tmp_path / "slow_sample.py").write_text("raise ImportError('no libraries')\n", encoding="utf-8")
    defer([name])
    module = importlib.import_module(name)

    for _ in range(2):
        with pytest.raises(ImportError, match="no libraries"):
            _ = module.value


def test_loaded_and_missing_modules_stay_as_they_are() -> None:
    """What is loaded isn't loaded again, and what this Python lacks isn't made up."""
    before = importlib.import_module("subprocess")
    defer(["subprocess", "no_such_module"])

    assert sys.modules["subprocess"] is before
    assert "no_such_module" not in sys.modules


def test_late_modules_are_whole() -> None:
    """Every module that is loaded late can be imported as well, or isn't there."""
    for each in LATE:
        assert importlib.import_module(each).__name__ == each
