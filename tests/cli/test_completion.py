"""A shell that asks gets the commands, and the names that fit where it asks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nnprep.cli.app import COMMANDS
from nnprep.cli.explain.topics import TOPICS
from nnprep.content.exercise_index import exercise_ids
from nnprep.content.library import load_cards
from nnprep.content.roots import packs_folder

PROGRAM = "import sys; sys.argv = ['nnprep']; from nnprep.__main__ import main; sys.exit(main())"


def offered(line: str) -> list[str]:
    """Return what nnprep offers bash for the last word of a line."""
    words = line.split(" ")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=dict(
            os.environ, _NNPREP_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=str(len(words) - 1)
        ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("nnprep ", tuple(COMMANDS)),
        ("nnprep che", ("check",)),
        ("nnprep exercise ", exercise_ids()),
        ("nnprep check back", ("backprop",)),
        ("nnprep hint forward --part ", ("forward",)),
        ("nnprep quiz --topic los", ("losses",)),
        ("nnprep quiz --deck ", ("classic", "modern", "all")),
        ("nnprep explain shap", ("shapes",)),
        ("nnprep explain dead-relu", ("dead-relu-recover",)),
        ("nnprep cards forget zero-w", ("zero-weights",)),
        ("nnprep path w", ("week",)),
        ("nnprep find ", ()),
    ],
)
def test_names_that_fit_are_offered(line: str, names: tuple[str, ...]) -> None:
    """Commands, exercises, parts, topics, decks, cards and paths, each where it's meant."""
    assert offered(line) == list(names)


def test_every_topic_and_card_can_be_explained() -> None:
    """`nnprep explain` is completed by topics and by the ids of cards."""
    assert offered("nnprep explain ") == [*TOPICS, *(card.id for card in load_cards())]


def test_packs_are_offered_where_they_are_removed() -> None:
    """`nnprep content remove` is completed by the names of packs, and by nothing else in their folder."""
    for name in ("kettles", "kettle-maths", ".new-1"):
        (packs_folder() / name).mkdir(parents=True)
    (packs_folder() / "kettle.txt").touch()

    assert offered("nnprep content remove kettle-") == ["kettle-maths"]
    assert offered("nnprep content remove ") == ["kettle-maths", "kettles"]


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_bash_completes(tmp_path: Path) -> None:
    """What `--install-completion` writes makes bash itself complete a name."""
    program = tmp_path / "nnprep"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m nnprep "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    environment = dict(os.environ, HOME=str(tmp_path), PATH=f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    # Which shell it is for is read from the processes above, and there may be none above the tests.
    install = f"{program} --install-completion bash; exit $?"
    installed = subprocess.run(
        ["bash", "-c", install], env=environment, capture_output=True, text=True, check=True
    )
    script = tmp_path / ".bash_completions" / "nnprep.sh"
    asked = "COMP_WORDS=(nnprep hin); COMP_CWORD=1; _nnprep_completion nnprep; echo ${COMPREPLY[@]}"
    done = subprocess.run(
        ["bash", "-c", f". {script}; {asked}"], env=environment, capture_output=True, text=True, check=True
    )

    assert str(script) in installed.stdout
    assert done.stdout == "hint\n"
