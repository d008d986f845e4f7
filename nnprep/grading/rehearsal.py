"""Which requests checks make whatever the code answers: they are known before a submission runs.

What depends on an answer isn't known, and must not be: a request made from the reference's answers would tell a
submission what is right. So the checks run again on answers whose numbers were changed, and only requests that stay the
same count.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from nnprep.checks.api import Check
from nnprep.content.exercises import Exercise
from nnprep.content.trusted_code import bounded
from nnprep.grading.reference import reference_text
from nnprep.named_tuple import NamedTuple
from nnprep.sandbox.backend import Answer
from nnprep.sandbox.functions import Call, Functions, Step
from nnprep.sandbox.local import LocalPeer
from nnprep.sandbox.parent.bundles import Series

TRIES = 2
"""How often the answers are changed."""
FUNCTION = b'["c",'
"""In a request that passes a function: the code may call it before it answers."""


class Rehearsed(NamedTuple):
    """What one check asks of the reference, and of any code that gives the same answers."""

    series: Series
    calls: tuple[Call, ...]
    journal: tuple[Step, ...]
    methods: frozenset[tuple[str, str]]
    """What the check added to those of `f`."""


class RecordingPeer(LocalPeer):
    """The reference, and what it was asked."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.requests: list[bytes] = []

    def request(self, body: bytes, answer: Answer) -> tuple[bytes, float]:
        """Answer one request."""
        self.requests.append(bytes(body))
        return super().request(body, answer)


class BlurredFunctions(Functions):
    """The same with other numbers in each answer."""

    def __init__(self, peer: RecordingPeer, rng: np.random.Generator) -> None:
        super().__init__(peer)
        self.rng = rng

    def read(self, answer: bytes) -> tuple[Any, tuple[str, ...], tuple[str, ...]]:
        """Read an answer."""
        value, changed, warnings = super().read(answer)
        return blurred(value, self.rng), changed, warnings


def rehearsal(
    exercise: Exercise, checks: Sequence[Check], seed: int, earlier: Sequence[Rehearsed] = ()
) -> tuple[Rehearsed, ...]:
    """Return the known requests of each check, in order, and what else it leaves behind. Raises ContentError.

    `earlier` are checks that the same code has been through before.
    """
    source = reference_text(exercise)
    with bounded(exercise.solution):
        peer = RecordingPeer(source)
        peer.load()
        f = Functions(peer)
        remember(f, earlier)
        rehearsed = []
        for check in checks:
            before = list(f.calls), list(f.journal), set(f.methods), len(peer.executor.objects)
            first = len(peer.requests)
            check.trace(f, seed)
            requests = peer.requests[first:]
            known = [FUNCTION not in body for body in requests]
            for number in range(TRIES):
                other = RecordingPeer(source)
                other.load()
                other.executor.objects.update(dict.fromkeys(range(1, before[3] + 1)))
                again = BlurredFunctions(other, np.random.default_rng([seed, number]))
                again.calls, again.journal, again.methods = list(before[0]), list(before[1]), set(before[2])
                check.trace(again, seed)
                same = [one == another for one, another in zip(requests, other.requests, strict=False)]
                if len(other.requests) != len(requests):  # from there on, it's another way through the check
                    same = same[: same.index(False)] if False in same else same
                known = [one and another for one, another in zip(known, same, strict=False)]
            rehearsed.append(
                Rehearsed(
                    Series(
                        tuple(body if each else None for body, each in zip(requests, known, strict=False)),
                        whole=len(known) == len(requests),
                    ),
                    tuple(f.calls[len(before[0]) :]),
                    tuple(f.journal[len(before[1]) :]),
                    frozenset(f.methods - before[2]),
                )
            )
        return tuple(rehearsed)


def remember(f: Functions, earlier: Sequence[Rehearsed]) -> None:
    """Count what was asked in earlier checks as asked: who was called a hundred times needn't be again."""
    for each in earlier:
        f.calls += each.calls
        f.journal += each.journal


def blurred(value: Any, rng: np.random.Generator) -> Any:
    """Return a value with other numbers."""
    if isinstance(value, np.ndarray | np.generic | bool | int | float | complex):
        array = np.asarray(value)
        if array.dtype.kind == "b":
            other = ~array
        elif array.dtype.kind in "iu":
            other = array + rng.integers(1, 4, array.shape).astype(array.dtype)
        elif array.dtype.kind in "fc":
            other = (array * rng.uniform(0.5, 2.0, array.shape) + rng.uniform(0.1, 0.3)).astype(array.dtype)
        else:
            return value
        return other if isinstance(value, np.ndarray) else np.asarray(other)[()].item()
    if isinstance(value, list | tuple):
        items = [blurred(item, rng) for item in value]
        return items if isinstance(value, list) else tuple(items)
    return {key: blurred(item, rng) for key, item in value.items()} if isinstance(value, dict) else value
