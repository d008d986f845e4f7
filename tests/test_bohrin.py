"""Judges what bohrin, an open standard for testing graders, says that a correct grader must refuse."""

from __future__ import annotations

import pytest

from nnprep.content.exercises import STUB, Exercise
from nnprep.content.library import load_exercises
from nnprep.grading.judge import judge
from nnprep.grading.report import Status
from nnprep.sandbox.parent.child_process import ChildPeer

task = pytest.importorskip("bohrin.ir.task", reason="bohrin is not installed")
battery = pytest.importorskip("bohrin.mutate.battery", reason="bohrin is not installed")

EXERCISES = load_exercises()


@pytest.mark.proof
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_every_candidate_is_refused(exercise: Exercise) -> None:
    """Programs that do no work, end early, equal everything or answer for one input only never pass."""
    reference = (exercise.solution / "reference.py").read_text(encoding="utf-8")
    prompt = (exercise.folder / STUB).read_text(encoding="utf-8")
    candidates = battery.battery(task.Task(id=exercise.id, prompt=prompt, reference=reference)).candidates

    accepted = []
    for candidate in candidates:
        with ChildPeer.start(candidate.payload.text.encode()) as peer:
            if judge(exercise, "candidate.py", peer, seed=1).status is Status.PASSED:
                accepted.append(candidate.payload.text)

    assert len(candidates) >= 4
    assert accepted == []
