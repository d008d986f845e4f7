"""`nnprep drill symptoms`: choices, free text, and what is remembered."""

from __future__ import annotations

import io
import re
import sys
from functools import cache
from random import Random

import pytest

from nnprep.content.library import load_exercises
from nnprep.learner.history.log import History
from nnprep.practice.symptom_drill import SymptomQuestion, symptom_question
from tests.cli.conftest import Nnprep

SEED = 5


@cache
def asked() -> SymptomQuestion:
    """Return what is asked with this seed; made only where these tests are run."""
    return symptom_question(load_exercises(), None, Random(f"{SEED} 0"))


def test_choices(nnprep: Nnprep, monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter answers, anything else is asked again, and the result is in the history."""
    letter = "abcd"[asked().options.index(asked().mistake)]
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"?\n{letter}\n"))
    done = nnprep("drill", "symptoms", "--seed", str(SEED), "--count", "1")
    with History.open() as history:
        (event,) = history.events()

    assert 0 == done.code
    assert "Type a letter from a to d" in done.out
    assert "1 of 1 right" in done.out
    assert ("drill symptoms", True) == (event.subject, event.data["right"])
    assert f"{asked().exercise.id}: {asked().mistake.id}" == event.data["what"]


def test_enter_shows_the_letter_of_the_answer(nnprep: Nnprep, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who only presses Enter sees which choice it was."""
    letter = "abcd"[asked().options.index(asked().mistake)]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n"))
    done = nnprep("drill", "symptoms", "--seed", str(SEED), "--count", "1")

    assert f"\n {letter}  {asked().mistake.say[:20]}" in done.out


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("{say}\n", 1),
        ("something else entirely\ny\n", 1),
        ("something else entirely\nn\n", 0),
        ("\n", 0),
    ],
)
def test_free_text(nnprep: Nnprep, monkeypatch: pytest.MonkeyPatch, typed: str, right: int) -> None:
    """Free text is confirmed by meaning; where that isn't sure, both are shown and the learner decides."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed.format(say=asked().mistake.say)))
    done = nnprep("drill", "symptoms", "--seed", str(SEED), "--count", "1", "--no-choice")

    assert f"{right} of 1 right" in done.out
    assert asked().mistake.say.split()[0] in done.out
    assert ("Did you mean the same?" in done.out) == typed.startswith("something")


def test_exercises_may_be_named(nnprep: Nnprep) -> None:
    """Behind `symptoms` stand exercises to ask about, in any spelling; a drill's family isn't one."""
    for seed in range(2):
        done = nnprep("drill", "symptoms", "conv2d", "count_params", "--seed", str(seed), "--count", "1")
        assert re.search(r"^ 1 · (conv2d|count-params) · ", done.out, re.MULTILINE)

    done = nnprep("drill", "symptoms", "conv")
    assert (2, "") == (done.code, done.out)
    assert "no exercise called 'conv'" in done.err


def test_no_json(nnprep: Nnprep) -> None:
    """What a mistake does is nothing for programs."""
    assert 2 == nnprep("drill", "symptoms", "--json").code
