"""Whatever a submission returns is judged: no value of its own becomes an internal error."""

from __future__ import annotations

import warnings
from functools import cache

import pytest

from nnprep.content.exercise_index import exercise_ids
from nnprep.content.library import find_exercise
from nnprep.grading.answer_key import AnswerKey
from nnprep.grading.judge import judge
from nnprep.grading.reference import reference_text
from nnprep.grading.report import Status
from nnprep.grading.shared_key import shared_key
from nnprep.sandbox.local import LocalPeer

ODD = [
    "10**400",
    "-10**400",
    "float('nan')",
    "1j",
    "'text'",
    "b'bytes'",
    "{1: 2, 'a': 3, None: 4}",
    "{(1, 2): np.ones(3)}",
    "{}",
    "[]",
    "[[1], [1, 2]]",
    "[[[[[[[[[[1.0]]]]]]]]]]",
    "(None, [None])",
    "range(3)",
    "iter([1, 2])",
    "np.array(['a', 'b'])",
    "np.array([None, 1], dtype=object)",
    "np.array(['2020-01-01'], dtype='datetime64[D]')",
    "np.zeros(2, dtype=[('a', float)])",
    "np.zeros((0, 3))",
    "np.zeros(())",
    "np.full((3, 1), 1e308)",
    "np.full((3, 1), -np.inf)",
    "np.full((3, 1), 2**63, dtype=np.uint64)",
    "np.full((3, 1), 1 + 1j)",
    "np.full((3, 1), 6e4, dtype=np.float16)",
    "np.ones((3, 1), dtype=bool)",
    "np.ma.masked_array([1.0, 2.0], mask=[True, False])",
    "np.matrix([[1.0]])",
    "np.broadcast_to(1.0, (1000, 100))",
    "np.random.default_rng(0)",
    "lambda x: x",
    "type('Net', (), {'W': 1})()",
    "backward",
]


@cache
def key() -> AnswerKey:
    """Return what all of them are compared with."""
    return shared_key(find_exercise("backprop"), 2)


@pytest.mark.parametrize(
    "odd", [pytest.param(odd, marks=pytest.mark.proof if n % 18 else ()) for n, odd in enumerate(ODD)]
)
def test_odd_value_fails(odd: str) -> None:
    """An odd value alone, or one beside three right ones, is wrong, and not an error of nnprep."""
    exercise = find_exercise("backprop")
    right = reference_text(exercise).replace("def backward", "def right")
    reports = [
        judge(
            exercise,
            "mine.py",
            LocalPeer(f"{right}\n\ndef backward(X, y, W2, a1, a2):\n    return {returned}\n"),
            seed=2,
            key=key(),
            diagnosing=returned != odd,  # the one that takes long
        )
        for returned in (odd, f"[{odd}, *right(X, y, W2, a1, a2)[1:]]")
    ]

    for report in reports:
        assert report.status in (Status.FAILED, Status.CRASHED)
        assert report.diagnosis == ()


CHANGING = """
calls = [0]


def odd(value):
    calls[0] += 1
    if isinstance(value, np.ndarray) and value.ndim:
        return np.concatenate([value.ravel(), np.zeros(calls[0] % 3)])
    if isinstance(value, tuple):
        return tuple(map(odd, value))
    if isinstance(value, list):
        return [(each, each[:1]) if np.ndim(each) and calls[0] % 2 else each for each in map(odd, value)]
    return value
"""
CHANGED = "\n{name} = (lambda right: lambda *a, **k: odd(right(*a, **k)))({name})\n"


@pytest.mark.parametrize(
    "id",
    [pytest.param(id, marks=() if id in ("dropout", "mlp") else pytest.mark.proof) for id in exercise_ids()],
)
def test_answers_of_changing_shapes_are_judged(id: str) -> None:
    """Answers whose shapes and forms change from call to call are no error of nnprep's, and Python warns of nothing."""
    exercise = find_exercise(id)
    names = [name for part in exercise.parts for name in part.functions if not name.endswith("__init__")]
    source = reference_text(exercise) + CHANGING + "".join(CHANGED.format(name=name) for name in names)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        report = judge(exercise, "mine.py", LocalPeer(source), seed=7)

    assert not [text for text in report.symptoms if "couldn't analyze" in text or "couldn't compare" in text]
    assert not [str(each.message) for each in caught]


def test_a_mistake_that_python_warns_of_is_tried_in_silence() -> None:
    """That a derived mistake makes code such as None[0] is nothing that a learner wrote."""
    exercise = find_exercise("dropout")
    source = reference_text(exercise).replace("x * mask, mask", "x * mask * 1.5, mask")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        judge(exercise, "mine.py", LocalPeer(source), seed=7)

    assert not [str(each.message) for each in caught]
