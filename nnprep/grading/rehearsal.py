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
from nnprep.sandbox.backend import Answer
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.local import LocalPeer
from nnprep.sandbox.parent.bundles import Series

TRIES = 2
"""How often the answers are changed."""
FUNCTION = b'["c",'
"""In a request that passes a function: the code may call it before it answers."""


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


def rehearsal(exercise: Exercise, checks: Sequence[Check], seed: int) -> tuple[Series, ...]:
    """Return the known requests of each check, in order. Raises ContentError."""
    source = reference_text(exercise)
    with bounded(exercise.solution):
        peer = RecordingPeer(source)
        peer.load()
        f = Functions(peer)
        series = []
        for check in checks:
            before = list(f.calls), list(f.journal), set(f.methods), len(peer.executor.objects)
            first = len(peer.requests)
            check.trace(f, seed)
            requests = peer.requests[first:]
            known = next((k for k, body in enumerate(requests) if FUNCTION in body), len(requests))
            for number in range(TRIES):
                other = RecordingPeer(source)
                other.load()
                other.executor.objects.update(dict.fromkeys(range(1, before[3] + 1)))
                again = BlurredFunctions(other, np.random.default_rng([seed, number]))
                again.calls, again.journal, again.methods = list(before[0]), list(before[1]), set(before[2])
                check.trace(again, seed)
                pairs = zip(requests[:known], other.requests, strict=False)
                same = [one == another for one, another in pairs]
                known = same.index(False) if False in same else len(same)
            series.append(Series(tuple(requests[:known]), whole=known == len(requests)))
        return tuple(series)


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
