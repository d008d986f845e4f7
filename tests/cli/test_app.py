"""The table of commands."""

from __future__ import annotations

import pytest

from nnprep.cli.app import COMMANDS
from nnprep.cli.explain.topics import TOPICS
from tests.cli.conftest import Nnprep


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(nnprep: Nnprep, command: str) -> None:
    """Each entry of the table leads to a command whose help shows how it is used."""
    done = nnprep(command, "--help")

    assert (done.code, done.err) == (0, "")
    assert f"Usage: nnprep {command}" in done.out
    assert f"nnprep {command}" in done.out.partition("Example")[2]


def test_help_lists_every_command_with_its_line(nnprep: Nnprep) -> None:
    """`nnprep --help` shows the table, and `nnprep explain --help` the topics."""
    listed = " ".join(nnprep("--help").out.split())
    topics = " ".join(nnprep("explain", "--help").out.split())

    for name, entry in COMMANDS.items():
        assert f"{name} {entry.line}" in listed
    for name, line in TOPICS.items():
        assert f"{name} {line}" in topics


def test_unknown_command_lists_the_closest(nnprep: Nnprep) -> None:
    """A typo gets the command that was probably meant, first."""
    done = nnprep("chekc")

    assert done.code == 2
    assert "There is no command called 'chekc'. Valid names: check," in done.err
