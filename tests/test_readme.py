"""README and tour show what nnprep prints and name every command; the README's own commands are those CI runs."""

from __future__ import annotations

import re

from nnprep.cli.app import COMMANDS
from tests.readme import BLOCK, EXERCISES, QUESTIONS, README, ROOT, TOUR, drawn

TEXT = README.read_text(encoding="utf-8")
TOUR_TEXT = TOUR.read_text(encoding="utf-8")


def test_screens_are_current() -> None:
    """Every screen is what its command prints now; `python -m tests.readme` draws them again."""
    assert len(BLOCK.findall(TOUR_TEXT)) >= 5
    assert drawn(TOUR_TEXT) == TOUR_TEXT


def test_readme_is_current() -> None:
    """So are the README's own screens, and the numbers of questions, traps and exercises."""
    assert BLOCK.search(TEXT)
    assert QUESTIONS.search(TEXT)
    assert EXERCISES.search(TEXT)
    assert drawn(TEXT) == TEXT


def test_readme_is_short() -> None:
    """Nobody reads a long one: what takes longer stands in the tour."""
    assert len(TEXT.splitlines()) <= 150


def test_every_command_is_shown() -> None:
    """No command is left out."""
    for command in COMMANDS:
        assert f"nnprep {command}" in TEXT, command


def test_python_alone_is_enough() -> None:
    """One command runs nnprep without a developer's tools, one runs the tests; CI runs the second as it stands."""
    lines = re.findall(r"^ *(python3 -m venv \.venv && \.venv/bin/pip install .*)$", TEXT, re.M)

    assert [line.rpartition("&& ")[2] for line in lines] == [
        ".venv/bin/nnprep quiz",
        ".venv/bin/python -m pytest",
    ]
    assert "[dev]" not in lines[0]
    assert "README.md" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_links_lead_somewhere() -> None:
    """Every picture and page that they lead to is in the project."""
    for page, text in ((README, TEXT), (TOUR, TOUR_TEXT)):
        for path in re.findall(r"\]\(([^)]+)\)", text):
            assert path.startswith("https://") or (page.parent / path).is_file(), path
