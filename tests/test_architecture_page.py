"""docs/architecture.md and its picture show the house as it is; `python -m tests.draw_architecture` redraws both."""

from __future__ import annotations

from tests.draw_architecture import PAGE, PICTURE, missing, page, picture

TEXT = PAGE.read_text(encoding="utf-8")


def test_tree_is_current() -> None:
    """The tree lists every room with the question it answers, and its files."""
    assert page() == TEXT


def test_picture_is_current() -> None:
    """The picture shows the rooms on their floors, each with what it imports."""
    assert picture() == PICTURE.read_text(encoding="utf-8")


def test_every_step_exists() -> None:
    """Each step of the three ways names a file and a function that exist."""
    assert TEXT.count("`nnprep/") >= 15
    assert missing(TEXT) == []


def test_missing_step_is_seen() -> None:
    """A file or a function that doesn't exist is found."""
    text = "1. `nnprep/nowhere.py`, `x()`\n2. `nnprep/errors.py`, `nothing()`: and\n3. `nnprep/errors.py`, `plural()`"
    assert missing(text) == ["nnprep/nowhere.py x", "nnprep/errors.py nothing"]
