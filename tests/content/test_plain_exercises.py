"""An exercise read without PyYAML is what the strict reader reads, or it isn't read at all."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from nnprep.content.exercise_index import exercise_ids, plain_exercise
from nnprep.content.roots import built_in
from nnprep.content.yaml.exercise_reader import read_exercise
from tests.content.garbled_text import garbled


@pytest.mark.parametrize("id", exercise_ids())
def test_built_in_exercises_need_no_parser(id: str) -> None:
    """Every built-in exercise is in the plain form, and reads as it does strictly."""
    assert plain_exercise(id) == read_exercise(built_in(), id)[0]


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.proof) for seed in range(2, 12))])
def test_garbled_files_are_never_read_differently(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of files with an error somewhere, none is accepted that is invalid, or means something else."""
    for top in ("exercises", "solutions"):
        shutil.copytree(built_in() / top / "backprop", tmp_path / top / "backprop")
    monkeypatch.setattr("nnprep.content.exercise_index.content_roots", lambda: (tmp_path,))
    path, rng = tmp_path / "exercises" / "backprop" / "exercise.yaml", random.Random(seed)
    whole, accepted = path.read_text(encoding="utf-8"), 0
    for _ in range(400):
        path.write_text(garbled(whole, rng), encoding="utf-8", newline="")
        exercise = plain_exercise("backprop")
        if exercise is not None:
            accepted += 1
            assert exercise == read_exercise(tmp_path, "backprop")[0]

    assert 40 < accepted < 360
