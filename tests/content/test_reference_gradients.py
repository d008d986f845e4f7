"""Gradients that references return are the slopes of their losses, by central differences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pytest

from nnprep.content.library import find_exercise

Array = np.ndarray[Any, Any]
STEP = 1e-5


class Case(NamedTuple):
    """A loss, and what the reference says of its slopes."""

    exercise: str
    loss: Callable[[dict[str, Any], Sequence[Array]], float]
    """From the functions of the reference and the moving arrays to a number."""
    gradients: Callable[[dict[str, Any], Sequence[Array]], Sequence[Array]]
    """From the same to one gradient for each moving array."""
    shapes: tuple[tuple[int, ...], ...]


WEIGHTS = np.random.default_rng(7).standard_normal((5, 6))

STATES = np.random.default_rng(8).standard_normal((4, 3, 5))

CASES = (
    Case(
        "lora",
        lambda f, v: float(np.sum(WEIGHTS * f["lora_forward"](v[0], v[1], v[2], v[3], 3.0))),
        lambda f, v: with_none(f["lora_backward"](WEIGHTS, v[0], v[1], v[2], v[3], 3.0), 1),
        ((5, 4), (4, 6), (4, 2), (2, 6)),
    ),
    Case(
        "dpo",
        lambda f, v: f["dpo_loss"](v[0], v[1], WEIGHTS[0], WEIGHTS[1], 0.7)[0],
        lambda f, v: f["dpo_loss"](v[0], v[1], WEIGHTS[0], WEIGHTS[1], 0.7)[1:],
        ((6,), (6,)),
    ),
    Case(
        "info-nce",
        lambda f, v: on_logits(f, "info_nce", v[0]),
        lambda f, v: [on_logits(f, "info_nce_logit_grad", v[0])],
        ((5, 5),),
    ),
    Case(
        "grpo",
        lambda f, v: f["clipped_loss"](0.3 * v[0], WEIGHTS[0] / 9, WEIGHTS[1], 0.2)[0],
        lambda f, v: [0.3 * f["clipped_loss"](0.3 * v[0], WEIGHTS[0] / 9, WEIGHTS[1], 0.2)[1]],
        ((6,),),
    ),
    Case(
        "rnn-bptt",
        lambda f, v: float(np.sum(STATES * f["rnn_forward"](*v)[0])),
        lambda f, v: f["rnn_backward"](STATES, f["rnn_forward"](*v)[1]),
        ((4, 3, 2), (3, 5), (2, 5), (5, 5), (5,)),
    ),
)


def on_logits(f: dict[str, Any], name: str, S: Array) -> Any:
    """Call a function of `info-nce` with logits instead of embeddings."""
    f["similarities"] = lambda A, *_: A
    return f[name](S, S, 1.0)


def with_none(gradients: Sequence[Array], place: int) -> list[Any]:
    """Put a None where the reference returns no gradient, because that array is fixed."""
    return [*gradients[:place], None, *gradients[place:]]


def functions_of(exercise: str) -> dict[str, Any]:
    source = (find_exercise(exercise).solution / "reference.py").read_text(encoding="utf-8")
    names: dict[str, Any] = {}
    exec(compile(source, "reference.py", "exec", dont_inherit=True), names)
    return names


def slopes(loss: Callable[[Sequence[Array]], float], values: Sequence[Array], place: int) -> Array:
    """Return the central difference of a loss in each entry of one of its arrays."""
    found = np.zeros(values[place].shape)
    for entry in np.ndindex(found.shape):
        ends = []
        for step in (STEP, -STEP):
            moved = [value.copy() for value in values]
            moved[place][entry] += step
            ends.append(loss(moved))
        found[entry] = (ends[0] - ends[1]) / (2 * STEP)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.exercise)
def test_gradients_are_slopes(case: Case) -> None:
    """Each entry of each gradient agrees with the central difference of the loss, for five draws."""
    f = functions_of(case.exercise)
    for seed in range(5):
        rng = np.random.default_rng(seed)
        values = [rng.standard_normal(shape) for shape in case.shapes]
        for place, gradient in enumerate(case.gradients(f, values)):
            if gradient is not None:
                numerical = slopes(lambda moved: case.loss(f, moved), values, place)
                np.testing.assert_allclose(gradient, numerical, rtol=1e-6, atol=1e-8)
