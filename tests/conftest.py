"""Keeps every test away from the developer's own history, terminal settings and content."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.contributing import write_examples

# Two workers whose small matrices run on two threads each spin while they wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that rewrites the golden screens, to be reviewed as a diff."""
    parser.addoption("--rewrite-screens", action="store_true", help="write tests/sessions/screens anew")


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test an empty home for nnprep and an environment that does not change screens."""
    monkeypatch.setenv("NNPREP_HOME", str(tmp_path / "nnprep-home"))
    for name in (
        "NNPREP_CONTENT",
        "NO_COLOR",
        "FORCE_COLOR",
        "COLUMNS",
        "LINES",
        "CLICOLOR",
        "CLICOLOR_FORCE",
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a content folder with the card, the exercise and the solution that CONTRIBUTING.md shows."""
    return write_examples(tmp_path / "content")
