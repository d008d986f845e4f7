"""The table of commands."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from nnprep.cli.app import COMMANDS, GROUPS
from nnprep.cli.boundary import in_rows
from nnprep.cli.explain.topics import TOPICS
from tests.cli.conftest import Nnprep


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(nnprep: Nnprep, command: str) -> None:
    """Each entry of the table leads to a command whose help shows how it is used, on one screen."""
    done = nnprep(command, "--help")

    assert (done.code, done.err) == (0, "")
    assert f"Usage: nnprep {command}" in done.out
    assert f"nnprep {command}" in done.out.partition("Example")[2]
    assert len(done.out.splitlines()) <= 23


def test_help_lists_every_command_with_its_line(nnprep: Nnprep) -> None:
    """`nnprep --help` shows the table, and `nnprep explain --help` the topics."""
    listed = " ".join(nnprep("--help").out.split())
    topics = " ".join(nnprep("explain", "--help").out.split())

    for name, entry in COMMANDS.items():
        assert f"{name} {entry.line}" in listed
    for name, line in TOPICS.items():
        assert f"{name} {line}" in topics


def test_words_that_a_command_does_not_take(nnprep: Nnprep) -> None:
    """Somebody who types how many cards they want reads how to say it."""
    assert "nnprep quiz doesn't take '12'. Did you mean --count 12?" in nnprep("quiz", "12").err
    assert "nnprep stats doesn't take '12'.\n" in nnprep("stats", "12").err
    assert "nnprep quiz doesn't take 'twelve cards'.\n" in nnprep("quiz", "twelve", "cards").err
    assert (
        "next   nnprep quiz --ask 'adam weight decay'"
        in nnprep("quiz", "--ask", "adam", "weight", "decay").err
    )
    assert "'foo'. Valid names: " in nnprep("history", "foo").err


def test_option_of_another_command(nnprep: Nnprep) -> None:
    """An option that one other command has leads there; what several have, or none, is unknown."""
    done = nnprep("check", "--debug", "mlp")
    assert (2, "nnprep check has no --debug; nnprep exercise has.") == (
        done.code,
        done.err.splitlines()[0].removeprefix("nnprep: "),
    )
    assert done.err.endswith("next   nnprep exercise --debug mlp\n")
    assert "No such option: --force" in nnprep("quiz", "--force").err
    assert "No such option: --nonsense" in nnprep("quiz", "--nonsense").err


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("chek", "check"),
        ("check sofmax --seed 3", "check softmax --seed 3"),
        ("exercise soft_max", "exercise softmax"),
        ("exercise --level=meduim --todo", "exercise --level=medium --todo"),
        ("quiz --cuont 5", "quiz --count 5"),
        ("history exprot", "history export"),
        ("check min.py 'a b'", "check mine.py 'a b'"),
        ("nonsense", "--help"),
    ],
)
def test_misspelled_name_is_corrected_in_the_whole_line(
    nnprep: Nnprep, folder: Path, typed: str, right: str
) -> None:
    """A command, an exercise, a value, an option or a file: below the error is the line to paste."""
    (folder / "mine.py").touch()
    done = nnprep(*shlex.split(typed))

    assert (done.code, done.err.splitlines()[-1]) == (2, f"  next   nnprep {right}")


def test_option_without_its_value(nnprep: Nnprep) -> None:
    """The next step is the help of the command that was typed."""
    done = nnprep("stats", "--html")

    assert "next   nnprep stats --help" in done.err


def test_help_fits_a_screen(nnprep: Nnprep) -> None:
    """All commands, in groups, with the prompt below them, on 80 columns and 24 rows."""
    rows = nnprep("--help").out.splitlines()

    assert len(rows) <= 23
    assert all(len(row) < 80 for row in rows)
    assert all(group in rows for group in GROUPS)


def test_errors_are_broken_between_words() -> None:
    """In a terminal of any width an error has whole words, and a long path stays one word."""
    path = "/a/very-long/path/" + "x" * 50
    rows = in_rows(f"nnprep: {path} can't be read, because it is a folder.\nAnother line.", 40).split("\n")

    assert path in rows
    assert all(len(row) < 40 for row in rows if path not in row)
    assert " ".join(rows) == f"nnprep: {path} can't be read, because it is a folder. Another line."


def test_of_many_names_the_nearest_are_listed(nnprep: Nnprep) -> None:
    """Nobody reads 190 names to find the one that was meant."""
    done = nnprep("explain", "dead-relu")

    assert "Valid names: dead-relu-recover" in done.err
    assert done.err.count(",") <= 3
    assert " more." in done.err


def test_unknown_command_lists_the_closest(nnprep: Nnprep) -> None:
    """A typo gets the command that was probably meant, first."""
    done = nnprep("chekc")

    assert done.code == 2
    assert "There is no command called 'chekc'. Valid names: check," in done.err
