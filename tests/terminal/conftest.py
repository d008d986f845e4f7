"""Golden screens of a real terminal: `python -m pytest tests/terminal --rewrite-screens` writes them anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

SCREENS = Path(__file__).parent / "screens"


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Return a function that compares a screen with the golden one of this name."""

    def compare(name: str, screen: str) -> None:
        path = SCREENS / f"{name}.txt"
        if request.config.getoption("--rewrite-screens"):
            path.write_text(screen, encoding="utf-8", newline="\n")
        expected = path.read_text(encoding="utf-8")

        assert expected == screen, f"{path} differs; --rewrite-screens writes it anew"

    return compare
