"""`nnprep check` in its plain forms is run without typer, and asks for what it asks for with it."""

from __future__ import annotations

from typing import Any

import pytest

from nnprep.__main__ import run
from nnprep.cli.app import run as run_with_typer
from nnprep.cli.check.plain import plain_check

PLAIN = (
    "check",
    "check backprop",
    "check a.py b.py --json",
    "check --json --all a.py",
    "check --exercise mlp a.py",
    "check a.py --seed 007 --exercise mlp --seed 12",
)


@pytest.mark.parametrize("line", PLAIN)
def test_same_with_and_without_typer(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files, options and exit code are the same."""
    asked: list[Any] = []

    def judge(*words: Any, **options: Any) -> int:
        assert options.pop("child", None) is None  # there is no such file
        asked.append((words, options))
        return 1

    monkeypatch.setattr("nnprep.cli.check.run.run_check", judge)

    assert (run(line.split()), run_with_typer(line.split())) == (1, 1)
    assert plain_check(line.split()[1:]) is not None
    assert asked[0] == asked[1]


@pytest.mark.parametrize(
    "line",
    [
        "--help",
        "a.py -- -b.py",
        "a.py --exercise",
        "a.py --exercise --json",
        "a.py --seed=5",
        "a.py --seed -1",
        "a.py --seed x",
        "a.py --seed ٣",
        "a.py --watch",
        "a.py --part forward",
        "a.py --jsno",
        f"a.py --seed {10**40}",
    ],
)
def test_other_forms_are_left_to_typer(line: str) -> None:
    """What needs another option, or is wrong, is understood or refused by typer."""
    assert plain_check(line.split()) is None
