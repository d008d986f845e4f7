"""Golden screens of a real terminal: `python -m pytest tests/sessions --rewrite-screens` rewrites them."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from nnprep.cli.app import run

SCREENS = Path(__file__).parent / "screens"


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Return a function that compares a screen with the golden one of this name."""

    def compare(name: str, screen: str) -> None:
        path = SCREENS / f"{name}.txt"
        if request.config.getoption("--rewrite-screens"):
            path.write_text(screen, encoding="utf-8", newline="\n")
        expected = path.read_text(encoding="utf-8")

        assert expected == screen, f"{path} differs; --rewrite-screens rewrites it"

    return compare


@dataclass(frozen=True)
class Done:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Return a function that runs a command with lines as its input, without a terminal."""
    monkeypatch.setenv("NNPREP_CONTENT", str(SCREENS.parent / "content"))

    def typed(*words: str, given: str = "") -> Done:
        capsys.readouterr()
        stream = io.TextIOWrapper(io.BytesIO(given.encode("utf-8")), encoding="utf-8")
        monkeypatch.setattr("sys.stdin", stream)
        code = run(words)
        return Done(code, *capsys.readouterr())

    return typed
