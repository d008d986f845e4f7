"""Known mistakes read without PyYAML are what the strict reader reads, or they aren't read at all."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from nnprep.content.exercise_finder import find_exercise, find_mistakes
from nnprep.content.exercise_index import exercise_ids
from nnprep.content.exercises import MISTAKES
from nnprep.content.roots import SOLUTIONS, built_in
from nnprep.content.yaml.mistake_reader import read_mistakes
from nnprep.content.yaml.plain_mistakes import plain_mistakes
from nnprep.errors import ContentError
from tests.content.garbled_text import garbled


@pytest.mark.parametrize("id", exercise_ids())
def test_built_in_mistakes_need_no_parser(id: str) -> None:
    """Every built-in file is in the plain form, and reads as it does strictly."""
    path = built_in() / SOLUTIONS / id / MISTAKES

    assert list(plain_mistakes(path.read_text(encoding="utf-8"))) == read_mistakes(path)[0]


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.proof) for seed in range(2, 12))])
@pytest.mark.parametrize("id", ["one-hot", "metrics", "activations"])
def test_garbled_files_are_never_read_differently(seed: int, id: str, tmp_path: Path) -> None:
    """Of files with an error somewhere, none is accepted that is invalid, or means something else."""
    whole = (built_in() / SOLUTIONS / id / MISTAKES).read_text(encoding="utf-8")
    entries = whole.removeprefix("- ").split("\n- ")[:12]
    path, rng, accepted = tmp_path / MISTAKES, random.Random(seed), 0
    for _ in range(400):
        some = rng.sample(entries, 3)
        path.write_text(
            garbled("".join(f"- {each.rstrip()}\n" for each in some), rng), encoding="utf-8", newline=""
        )
        try:
            mistakes = plain_mistakes(path.read_text(encoding="utf-8"))
        except ValueError:
            continue
        accepted += 1
        assert (list(mistakes), []) == read_mistakes(path)

    assert 40 < accepted < 360


def test_unusual_form_takes_the_strict_reader(tmp_path: Path) -> None:
    """A file in another form is read all the same, and an invalid one is an error with its place."""
    exercise = find_exercise("softmax")
    text = (exercise.solution / MISTAKES).read_text(encoding="utf-8")
    own = exercise._replace(solution=tmp_path)
    (tmp_path / MISTAKES).write_text(f"# a comment\n{text}", encoding="utf-8")
    read = find_mistakes(own)

    assert [each._replace(line=each.line - 1) for each in read] == list(find_mistakes(exercise))

    (tmp_path / MISTAKES).write_text(text.replace("level: ", "level: x", 1), encoding="utf-8")
    with pytest.raises(ContentError, match=r"mistakes\.yaml:2:10"):
        find_mistakes(own)
