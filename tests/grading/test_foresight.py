"""What checks ask of the reference, they ask of any code: so it can be asked for in advance."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnprep.content.library import find_exercise, load_exercises
from nnprep.grading.answer_key import KeyInTheMaking
from nnprep.grading.judge import judge
from nnprep.sandbox.foresight import RecordedFunctions
from nnprep.sandbox.functions import Functions, Step
from nnprep.sandbox.handles import Handle, outgoing_to
from nnprep.sandbox.parent.child_process import ChildPeer
from nnprep.sandbox.predictions import PredictingFunctions
from nnprep.sandbox.wire.encoder import encode

OTHER = 1.0 + 2.0**-10
"""The factor of other numbers."""
SUBMISSIONS = Path(__file__).parents[1] / "solutions"


class KeepingFunctions(RecordedFunctions):
    """The reference; it keeps its answers, too."""

    def begin(self) -> None:
        """Begin with a check."""
        super().begin()
        self.kept: list[tuple[Any, ...]] = []
        self.before = [*self.calls], [*self.journal], {*self.methods}

    def answered(self, request: list[Any]) -> tuple[Any, tuple[str, ...], tuple[str, ...], float]:
        """Carry out a request, and keep the answer."""
        answer = super().answered(request)
        self.kept.append(answer)
        return answer


class Otherwise(BaseException):
    """There are no more answers, or the request is another one."""


class OtherAnswers(Functions):
    """Gives a check the answers of the reference again, with other numbers."""

    def __init__(self, reference: KeepingFunctions) -> None:
        super().__init__(reference.peer)
        self.answers, self.number = reference.kept, 0
        self.bodies = [each.body for each in reference.foreseen]
        self.calls, self.journal, self.methods = reference.before

    def answered(self, request: list[Any]) -> tuple[Any, tuple[str, ...], tuple[str, ...], float]:
        """Answer a request that was foreseen; the last of these must be the last one."""
        if self.number == len(self.bodies):
            raise Otherwise
        assert encode(request, outgoing_to([]), layout=True) == self.bodies[self.number]
        result, changed, warnings, seconds = self.answers[self.number]
        self.number += 1
        step = Step(request)
        step.result, step.answered, step.changed = self.others(result), True, changed
        self.journal.append(step)
        return step.result, changed, warnings, seconds

    def others(self, value: Any) -> Any:
        """Return an answer with other numbers that aren't whole."""
        if type(value) is Handle:
            return Handle(self, value._number, value._type_name)
        if isinstance(value, np.ndarray | np.generic) and value.dtype.kind in "fc":
            return np.multiply(value, OTHER, dtype=value.dtype)
        if type(value) in (float, complex):
            return value * OTHER
        if isinstance(value, list | tuple):
            return type(value)(map(self.others, value))
        return {key: self.others(each) for key, each in value.items()} if type(value) is dict else value


@pytest.mark.parametrize(
    "exercise",
    [
        pytest.param(each.id, marks=() if each.id in ("autograd", "mlp", "one-hot") else pytest.mark.proof)
        for each in load_exercises()
    ],
)
def test_same_requests_after_other_numbers(exercise: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check asks for what was foreseen, in this order, and if it is foreseen as a whole, for nothing else."""
    monkeypatch.setattr("nnprep.grading.answer_key.RecordedFunctions", KeepingFunctions)
    making = KeyInTheMaking(find_exercise(exercise), 1, foreseeing=True)
    reference = making._f
    assert isinstance(reference, KeepingFunctions)
    whole = 0
    for check in making.checks:
        foresight = making.run_until(check)
        others = OtherAnswers(reference)
        try:
            with np.errstate(all="ignore"):
                check.trace(others, 1)
        except Otherwise:
            assert not foresight.whole, check.name
        assert others.number == len(foresight.requests), check.name
        whole += foresight.whole
    assert whole or exercise in ("beam-search", "gradient-check")  # these pass functions


def judged(file: str, monkeypatch: pytest.MonkeyPatch, *, ahead: bool) -> tuple[list[Any], int]:
    """Return the outcomes of a submission, and how often its process began anew."""
    anew: list[ChildPeer] = []
    begin_anew = ChildPeer.begin_anew

    def counted(peer: ChildPeer) -> None:
        anew.append(peer)
        begin_anew(peer)

    with monkeypatch.context() as patch:
        patch.setattr(ChildPeer, "begin_anew", counted)
        if not ahead:
            patch.setattr(PredictingFunctions, "look_ahead", lambda *_: None)
        path = SUBMISSIONS / file
        peer = ChildPeer.start(path.read_bytes())
        report = judge(find_exercise(path.parent.name), path.name, peer, seed=5, explaining=False)
    outcomes: Sequence[Any] = report.outcomes
    return [(each.check, each.status, each.message) for each in outcomes], len(anew)


@pytest.mark.parametrize(
    ("file", "times"),
    [
        ("activations/wrong_softmax-no-keepdims.py", 1),  # the check stops at a shape
        ("mlp/wrong_bias_from_weights.py", 0),
        ("linear-layer/wrong_kept_in_a_global.py", 0),
    ],
)
def test_same_outcomes_as_one_by_one(file: str, times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked ahead changes no outcome; if a check goes another way, all begins anew."""
    assert judged(file, monkeypatch, ahead=True) == (judged(file, monkeypatch, ahead=False)[0], times)
