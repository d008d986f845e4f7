"""The README shows what nnprep prints, names every command, and its own commands are those that CI runs."""

from __future__ import annotations

import re

from nnprep.cli.app import COMMANDS
from tests.readme import BLOCK, README, ROOT, drawn

TEXT = README.read_text(encoding="utf-8")


def test_screens_are_current() -> None:
    """Every screen in the README is what its command prints now; `python -m tests.readme` draws them again."""
    assert len(BLOCK.findall(TEXT)) >= 5
    assert drawn(TEXT) == TEXT


def test_every_command_is_shown() -> None:
    """No command is left out of the README."""
    for command in COMMANDS:
        assert f"nnprep {command}" in TEXT, command


def test_python_alone_is_enough() -> None:
    """The two commands for Python alone differ only in what they run, and CI runs the second as it stands."""
    lines = re.findall(r"^ *(python3 -m venv \.venv && \.venv/bin/pip install .*)$", TEXT, re.M)

    assert [line.rpartition("&& ")[2] for line in lines] == [
        ".venv/bin/nnprep quiz",
        ".venv/bin/python -m pytest",
    ]
    assert len({line.rpartition("&& ")[0] for line in lines}) == 1
    assert "README.md" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_pictures_exist() -> None:
    """Every picture that the README shows is in the project."""
    for path in re.findall(r"!\[[^]]*\]\(([^)]+)\)", TEXT):
        assert (ROOT / path).is_file(), path
