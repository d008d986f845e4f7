"""Guesses at the mistake in a debugging exercise."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnprep.content.library import find_exercise
from nnprep.content.yaml.mistake_reader import load_mistakes
from nnprep.errors import UsageError
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from nnprep.practice.guesses import answer, record_guess
from nnprep.practice.submissions import Target

EXERCISE = find_exercise("backprop")


def target(path: Path, *, debug: bool = True) -> Target:
    """Return a debugging file of backprop that exists."""
    path.write_text("# nnprep: backprop debug\n# handed out as 0123abcd\n", encoding="utf-8")
    return Target(path=path, exercise=EXERCISE, debug=debug, automatic=False)


def test_answer_compares_guesses_with_the_mistake(tmp_path: Path) -> None:
    """Guesses that were recorded since the start come back in order, each right or wrong."""
    file, mistake = target(tmp_path / "backprop_debug.py"), load_mistakes(EXERCISE)[0]
    start = {"file": str(file.path), "mistake": mistake.id, "debug": True, "handout": "0123abcd"}
    with History.open() as history:
        history.append(EventKind.START, file.subject, start)
    for text in ("a potato", mistake.say.split(". ")[0]):
        record_guess([file], text)
    found = answer(file, "0123abcd")

    assert found is not None
    assert (mistake.id, mistake.say) == (found.mistake, found.sentence)
    assert [("a potato", False), (mistake.say.split(". ")[0], True)] == [*map(tuple, found.guesses)]
    assert answer(file, "another") is None


def test_guess_needs_a_debugging_file_and_words(tmp_path: Path) -> None:
    """A guess at an ordinary exercise, or an empty one, is wrong usage."""
    with pytest.raises(UsageError, match="only works with a debugging exercise"):
        record_guess([target(tmp_path / "backprop.py", debug=False)], "a sign")
    with pytest.raises(UsageError, match="The guess is empty"):
        record_guess([target(tmp_path / "backprop_debug.py")], " ")
