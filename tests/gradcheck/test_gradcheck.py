"""The gradient check itself, on losses whose gradients are known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnprep.errors import UsageError
from nnprep.gradcheck.check import compare
from nnprep.gradcheck.parameters import Point, point_of, with_data
from nnprep.gradcheck.verdicts import Compared, Verdict
from nnprep.sandbox.functions import RESERVED, Functions
from nnprep.sandbox.local import LocalPeer

Array = np.ndarray[Any, Any]
Case = tuple[Callable[..., Any], Callable[..., dict[str, Any]], Point]


def polynomial(rng: np.random.Generator) -> Case:
    """Return Σ c·u³ + u·M·v + d·v² with its gradient."""
    m, n = rng.integers(1, 5, 2)
    c, d, mixed = rng.standard_normal(m), rng.standard_normal(n), rng.standard_normal((m, n))

    def loss(u: Array, v: Array) -> Any:
        return (c * u**3).sum() + u @ mixed @ v + (d * v**2).sum()

    def gradient(u: Array, v: Array) -> dict[str, Any]:
        return {"u": 3 * c * u**2 + mixed @ v, "v": u @ mixed + 2 * d * v}

    return loss, gradient, Point((), {"u": rng.standard_normal(m), "v": rng.standard_normal(n)})


def network(rng: np.random.Generator) -> Case:
    """Return a net with one hidden layer, tanh or ReLU, and a softmax; the exact gradient by backpropagation."""
    m, n, h, k = rng.integers(2, 6, 4)
    X, y, relu = rng.standard_normal((m, n)), rng.integers(0, k, m), bool(rng.integers(2))

    def forward(W1: Array, b1: Array, W2: Array) -> tuple[Array, Array, Array]:
        z1 = X @ W1 + b1
        a1 = np.maximum(z1, 0) if relu else np.tanh(z1)
        z2 = a1 @ W2
        p = np.exp(z2 - z2.max(axis=1, keepdims=True))
        return z1, a1, p / p.sum(axis=1, keepdims=True)

    def loss(**weights: Array) -> Any:
        return -np.log(forward(**weights)[2][np.arange(m), y]).mean()

    def gradient(**weights: Array) -> dict[str, Any]:
        z1, a1, p = forward(**weights)
        p[np.arange(m), y] -= 1
        d2 = p / m
        d1 = (d2 @ weights["W2"].T) * ((z1 > 0) if relu else 1 - a1**2)
        return {"W1": X.T @ d1, "b1": d1.sum(axis=0), "W2": a1.T @ d2}

    shapes = {"W1": (n, h), "b1": (h,), "W2": (h, k)}
    return loss, gradient, Point((), {name: rng.standard_normal(shape) for name, shape in shapes.items()})


CASES = (polynomial, network)


def verdicts(case: Case, gradient: Callable[..., Any] | None = None) -> dict[str, Verdict]:
    found = compare(case[0], gradient or case[1], case[2])
    return {one.name: one.verdict for one in found}


@settings(max_examples=60)
@given(st.integers(0, 2**32 - 1), st.sampled_from(CASES))
def test_exact_gradient_is_right(seed: int, family: Callable[[np.random.Generator], Case]) -> None:
    """An exact gradient is right, whatever the smooth or kinked loss."""
    case = family(np.random.default_rng(seed))

    assert set(verdicts(case).values()) == {Verdict.RIGHT}


@settings(max_examples=60)
@given(
    st.integers(0, 2**32 - 1),
    st.sampled_from(CASES),
    st.sampled_from([lambda g: 1.01 * g, lambda g: g + 1e-3, lambda g: -g, lambda _: 0.0, lambda _: 7.0]),
)
def test_one_wrong_entry_is_never_right(
    seed: int, family: Callable[[np.random.Generator], Case], spoil: Callable[[float], float]
) -> None:
    """One entry scaled by 1.01, or replaced, takes the verdict right from its parameter and from no other.

    Unless the change is less than a millionth of the largest entry, which no difference need show.
    """
    rng = np.random.default_rng(seed)
    case = family(rng)
    name = str(rng.choice(list(case[2].keywords)))
    exact = case[1](**case[2].keywords)[name]
    place = tuple(rng.integers(0, exact.shape))

    def spoiled(**arguments: Any) -> dict[str, Any]:
        found = case[1](**arguments)
        found[name][place] = spoil(found[name][place])
        return found

    found = verdicts(case, spoiled)
    change = abs(spoil(exact[place]) - exact[place])
    own = found.pop(name)

    assert own is not Verdict.RIGHT or change <= 1e-6 * np.abs(exact).max()
    assert own is Verdict.RIGHT or change > 0
    assert set(found.values()) == {Verdict.RIGHT}


def squares(w: Array) -> Any:
    return 0.5 * (w**2).sum()


def only(loss: Callable[..., Any], gradient: Callable[..., Any], *arguments: Any) -> Compared:
    (found,) = compare(loss, gradient, Point(arguments, {}))
    return found


@pytest.mark.parametrize("size", [1e10, 1e13, 1e17])
@pytest.mark.parametrize("share", [0.0, 1.01])
def test_large_constant_hides_no_mistake(size: float, share: float) -> None:
    """A loss that is mostly a constant leaves a wrong gradient wrong, or undecided, but never right."""
    w = np.array([1.0, -2.0, 0.5])
    found = only(lambda w: size + squares(w), lambda w: share * w, w)

    assert found.verdict in (Verdict.WRONG, Verdict.CANNOT_TELL)
    if size == 1e17:
        assert found.verdict is Verdict.CANNOT_TELL
        assert found.remark.startswith("below the loss's own rounding, ")


def test_small_losses_hide_no_mistake() -> None:
    """A loss of 1e-12 is checked as strictly as one of 1."""
    w = np.array([1.0, -2.0, 0.5])

    assert only(lambda w: 1e-12 * squares(w), lambda w: 1e-12 * w, w).verdict is Verdict.RIGHT
    assert only(lambda w: 1e-12 * squares(w), lambda w: 0 * w, w).verdict is Verdict.WRONG


@pytest.mark.parametrize("spoil", [99.0, 1.01])
def test_one_entry_of_thousands(spoil: float) -> None:
    """One wrong entry that was not drawn is found along random directions, and named."""
    rng = np.random.default_rng(3)
    W = rng.standard_normal((50, 50))
    right = only(lambda W: np.sin(W).sum(), np.cos, W)

    def gradient(W: Array) -> Array:
        found = np.cos(W)
        found[37, 12] *= spoil
        return found

    wrong = only(lambda W: np.sin(W).sum(), gradient, W)

    assert (right.verdict, right.entries, right.size, right.directions) == (Verdict.RIGHT, 200, 2500, 8)
    assert (wrong.verdict, wrong.place) == (Verdict.WRONG, (37, 12))
    assert wrong.difference == pytest.approx(np.cos(W[37, 12]), rel=1e-5)


def test_all_of_two_hundred_entries() -> None:
    """Up to 200 entries each one is compared, without any draw."""
    found = only(squares, lambda w: w, np.linspace(-1, 1, 200))

    assert (found.entries, found.directions) == (200, 0)


def test_float32_loss() -> None:
    """A float32 loss gets a step that fits, and a mistake of one per cent is seen."""
    w = np.array([1.0, -2.0, 0.5])

    def loss(w: Array) -> Any:
        return squares(w.astype(np.float32))

    right, wrong = only(loss, lambda w: w, w), only(loss, lambda w: w * [1, 1.01, 1], w)

    assert (right.verdict, right.single) == (Verdict.RIGHT, True)
    assert 1e-3 < right.step < 0.1
    assert wrong.verdict is Verdict.WRONG


def test_float32_hides_small_entries() -> None:
    """An entry that float32 cannot resolve is not called right, and float32 is named."""
    w = np.array([1000.0, 0.01])
    found = only(lambda w: squares(w.astype(np.float32)), lambda w: w, w)

    assert found.verdict is Verdict.CANNOT_TELL
    assert "float32" in found.remark


def test_float32_gradient_of_a_float64_loss() -> None:
    """A gradient that was rounded to float32 is as right as float32 can be."""
    w = np.random.default_rng(0).standard_normal((10, 10))

    assert only(squares, lambda w: w.astype(np.float32), w).verdict is Verdict.RIGHT

    def canceled(w: Array) -> Array:
        return np.asarray((w.astype(np.float32) + np.float32(1)) - np.float32(1))

    assert only(squares, canceled, np.array([1.0, 1e-4])).verdict is Verdict.RIGHT
    assert only(squares, canceled, np.array([1.0, 1.1])).verdict is Verdict.RIGHT


@pytest.mark.parametrize("state", ["random", "counts", "after the gradient"])
def test_loss_with_two_values(state: str) -> None:
    """A loss that is random or keeps state is called so, and no kink is blamed."""
    rng, calls, trained = np.random.default_rng(0), [0], [0]

    def loss(w: Array) -> Any:
        calls[0] += 1
        extra = {"random": rng.random(), "counts": calls[0], "after the gradient": trained[0]}[state]
        return squares(w) + extra

    def gradient(w: Array) -> Array:
        trained[0] = 1
        return w

    found = only(loss, gradient, np.ones(3))

    assert found.verdict is Verdict.CANNOT_TELL
    assert found.remark.startswith("the loss returns two values at the same point")
    assert "kink" not in found.remark


@pytest.mark.parametrize(
    ("claimed", "verdict"),
    [(0.0, Verdict.CANNOT_TELL), (1.0, Verdict.CANNOT_TELL), (0.5, Verdict.RIGHT), (3.0, Verdict.WRONG)],
)
def test_relu_at_zero(claimed: float, verdict: Verdict) -> None:
    """At a kink every slope between the two sides may be meant, and no other."""
    found = only(lambda w: np.maximum(w, 0).sum(), lambda w: np.array([1.0, claimed]), np.array([1.0, 0.0]))

    assert found.verdict is verdict
    if verdict is Verdict.CANNOT_TELL:
        assert "the slope is 0 on the left and 1 on the right" in found.remark


def test_logarithm_near_zero() -> None:
    """A step that leaves the domain, or a loss that bends strongly, only asks for a smaller step."""
    w = np.array([1e-6, 1.0])

    assert only(lambda w: np.log(w).sum(), lambda w: 1 / w, w).verdict is Verdict.RIGHT
    assert only(lambda w: np.log(w).sum(), lambda w: [1.01, 1] / w, w).verdict is not Verdict.RIGHT


def test_gradient_that_is_zero() -> None:
    """A true gradient of zero is right: a dead layer, a bias before a normalization."""
    w = np.array([3.0, -1.0])

    assert only(lambda w: 5.0 + 0 * w.sum(), lambda w: 0 * w, w).verdict is Verdict.RIGHT
    assert (
        only(lambda w: ((w - w.mean()) ** 2).sum() - (w - w.mean()) @ w, lambda w: 0 * w, w).verdict
        is Verdict.RIGHT
    )


def test_entries_too_small_to_be_seen_are_counted() -> None:
    """An entry far below the loss's rounding does not make the others undecided, and is counted."""
    w = np.array([1.0, 2.0])
    tiny = np.array([1.0, 1e-14])
    found = only(lambda w: (tiny * w).sum(), lambda w: tiny * [1, 2], w)

    assert (found.verdict, found.unseen) == (Verdict.RIGHT, 1)


def test_huge_number() -> None:
    """An integer beyond float64 is called huge."""
    assert "huge" in only(lambda w: w * w, lambda w: 10**400, 1.0).remark


STRUCTURES: dict[str, tuple[Point, Callable[..., Any], Callable[..., Any], set[str]]] = {
    "two numbers, a list": (
        Point((1.5, 2.5), {}), lambda w, b: w * w * b, lambda w, b: [2 * w * b, w * w], {"argument 1", "argument 2"},
    ),
    "two numbers, an array": (
        Point((1.5, 2.5), {}), lambda w, b: w * w * b, lambda w, b: np.array([2 * w * b, w * w]),
        {"argument 1", "argument 2"},
    ),
    "a list of numbers": (
        Point(([1.5, 2.5],), {}), lambda p: p[0] ** 2 * p[1], lambda p: [2 * p[0] * p[1], p[0] ** 2], {"argument 1"},
    ),
    "a list of dicts": (
        Point(([{"W": np.eye(2), "b": np.ones(2)}, {"W": np.eye(2), "b": np.ones(2)}],), {}),
        lambda net: sum((layer["W"] ** 3).sum() + (layer["b"] ** 2).sum() for layer in net),
        lambda net: [{"W": 3 * layer["W"] ** 2, "b": 2 * layer["b"]} for layer in net],
        {f"argument 1[{i}][{name!r}]" for i in range(2) for name in "Wb"},
    ),
    "a dict of dicts": (
        Point((), {"params": {"W": np.eye(2), "n": 2}}), lambda params: squares(params["W"]),
        lambda params: {"params": params}, {"params['W']"},
    ),
    "the dict inside": (
        Point((), {"params": {"W": np.eye(2), "b": np.ones(2)}}),
        lambda params: squares(params["W"]) + squares(params["b"]), lambda params: dict(params),
        {"params['W']", "params['b']"},
    ),
    "flat, of a nested one": (
        Point(((np.eye(2), np.ones(3)), np.ones(2)), {}),
        lambda pair, c: squares(pair[0]) + squares(pair[1]) + squares(c), lambda pair, c: [*pair, c],
        {"argument 1[0]", "argument 1[1]", "argument 2"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STRUCTURES)
def test_structures(name: str) -> None:
    """Parameters in lists, tuples and dicts are matched with gradients of the same structure, or a flat list."""
    point, loss, gradient, names = STRUCTURES[name]
    found = compare(loss, gradient, point)

    assert {one.name: one.verdict for one in found} == dict.fromkeys(names, Verdict.RIGHT)


def test_tie_is_refused() -> None:
    """With two arguments of the same shape and one gradient, nothing is guessed, unless one of them is data."""
    point = Point((np.eye(3) * 2, np.ones((3, 3))), {})

    def loss(X: Array, W: Array) -> Any:
        return squares(X @ W)

    def gradient(X: Array, W: Array) -> Array:
        return np.asarray(X.T @ X @ W)

    with pytest.raises(
        UsageError, match="could be that of argument 1, or of argument 2: return one for each"
    ):
        compare(loss, gradient, point)
    with pytest.raises(UsageError, match="a dict by argument name"):
        compare(loss, gradient, Point((), {"X": point.arguments[0], "W": point.arguments[1]}))
    (found,) = compare(loss, gradient, with_data(point, ["1"]))
    both = compare(loss, lambda X, W: (None, gradient(X, W)), point)

    assert (found.name, found.verdict) == ("argument 2", Verdict.RIGHT)
    assert [one.verdict for one in both] == [Verdict.NOT_CHECKED, Verdict.RIGHT]


def test_what_was_not_checked_is_named() -> None:
    """A parameter without a gradient is listed, and so are integers that got one."""
    point = Point((), {"W": np.eye(2), "b": np.ones(2), "c": np.array([1, 2])})
    found = compare(
        lambda W, b, c: squares(W) + squares(b) + squares(c), lambda W, b, c: {"W": W, "c": 1.0 * c}, point
    )

    assert {one.name: one.verdict for one in found} == {
        "W": Verdict.RIGHT, "b": Verdict.NOT_CHECKED, "c": Verdict.NOT_CHECKED,
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_a_function_may_have_any_name(name: str) -> None:
    """A point that has the name of something that `f` has itself is the learner's own function."""
    peer = LocalPeer(f"def {name}():\n    return 1.0, 2.0\n")
    peer.load()

    assert point_of(Functions(peer), name) == Point((1.0, 2.0), {})
