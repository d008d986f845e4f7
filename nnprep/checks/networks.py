"""Checks for exercises whose learner writes a network class.

The class takes the sizes of its layers and `seed=`, and its objects hold lists `W` of (n_in, n_out) and `b` of
(1, n_out) arrays, one for each layer. `kind` is that class, `f.MLP` say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from nnprep.checks.compare import Tolerance, agree
from nnprep.checks.finite_differences import slopes_agree
from nnprep.checks.observations import absent, near
from nnprep.checks.ready_made import warnings_in
from nnprep.sandbox.failures import Raised
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.handles import attribute, made_with, read

Array = np.ndarray[Any, Any]
Kind = Callable[..., Any]

KINDS = {"i": "integers", "u": "integers", "f": "floats", "b": "booleans"}


def he_parameters(rng: np.random.Generator, sizes: Sequence[int]) -> tuple[list[Array], list[Array]]:
    """Draw weights as He does, N(0, 2 / n_in) (He et al., 2015, equation 10), and biases that aren't zero."""
    W = [rng.standard_normal(pair) * np.sqrt(2 / pair[0]) for pair in pairwise(sizes)]
    b = [0.3 * rng.standard_normal((1, n_out)) for n_out in sizes[1:]]
    return W, b


def layer_sizes(
    inputs: tuple[int, int], outputs: tuple[int, int]
) -> Callable[[np.random.Generator, bool], list[int]]:
    """Return a size for `drawn_cases`: a list of layer sizes with up to five hidden layers, or three wide ones.

    The numbers of inputs and outputs lie in these ranges, or beyond them if they're large; `(1, 1)` is always 1.
    """

    def draw(rng: np.random.Generator, large: bool) -> list[int]:
        hidden = rng.integers(17, 22, size=3) if large else rng.integers(1, 9, size=rng.integers(6))
        ranges = [
            (high, 3 * high) if large and low < high else (low, high) for low, high in (inputs, outputs)
        ]
        ends = [int(rng.integers(low, high + 1)) for low, high in ranges]
        return [ends[0], *hidden.tolist(), ends[1]]

    return draw


def relu_pre_activations(X: Array, W: Sequence[Array], b: Sequence[Array]) -> list[Array]:
    """Return the pre-activations of every layer, (m, n_out) each; ReLU stands between the layers."""
    Z: list[Array] = []
    for w, bias in zip(W, b, strict=True):
        Z.append((np.maximum(Z[-1], 0) if Z else X) @ w + bias)
    return Z


def network(kind: Kind, W: Sequence[Array], b: Sequence[Array], **settings: Any) -> Any:
    """Make the learner's network and give it these parameters."""
    return made_with(kind, [[len(W[0]), *(w.shape[1] for w in W)]], settings, W=W, b=b)


ASSIGNED = (
    "Assigning other arrays to W and b changes nothing that forward returns, so your layers seem to compute with "
    "their own arrays. Let forward and gradients read self.W and self.b, or make these properties that write "
    "through to the layers. Until then, the checks that set W and b say little about the rest."
)
"""What to say if parameters can't be assigned."""
STILL = "arrays that a step leaves as they were, though right gradients aren't zero there"

OLD_FOR_KNOWN = "the same for an X from before, new values for another one"
"""What is measured of results that are kept by the inputs alone."""
OLD_FOR_ANY = "the same, also for another X"
"""What is measured of a result that is kept whatever X is."""
OLD_FOR_SAME = "the same for the very array from before, new values for a copy of it"
"""What is measured of results that are kept as long as X is the same object."""
OUTDATED_OBJECT = (
    "Once other W and b are assigned, forward returns its old result for the very array X that it had before, and new "
    "values for a copy of X: your code keeps the result of an array, whatever W and b are by then. Compute it anew."
)
"""What to say of such a result."""
OUTDATED = (
    "Once other W and b are assigned, forward returns its old result for an X that it had before, and new values for "
    "another X: your code keeps results for each X, whatever W and b are by then. Compute them anew."
)
"""What to say of such results."""
OUTDATED_ANY = (
    "Once other W and b are assigned, forward returns its old result, even for another X. It should depend on X, W and "
    "b."
)
"""What to say of one result for all."""
OUTDATED_FOR = {OLD_FOR_SAME: OUTDATED_OBJECT, OLD_FOR_KNOWN: OUTDATED, OLD_FOR_ANY: OUTDATED_ANY}

CARRIED = "a new network's W[0], after a step along gradients of 0"
CARRIED_TEXT = "moved by 0.7 times another network's last move"
CARRIED_SENTENCE = (
    "A new network starts with the velocity of an earlier one: along gradients of 0, its first step moves W[0] by the "
    "momentum times the other network's last move. Keep velocities in attributes of self, and set them to 0 in "
    "__init__: what belongs to the class or the module, or is a default argument, all networks share."
)
"""What to say of velocities that networks share."""


def weights_of(net: Any) -> dict[str, Any]:
    """Return the lists `W` and `b` of a network, as one request."""
    return dict(zip("Wb", read((net, "W"), (net, "b")), strict=True))


def assignable(net: Any, X: Array, W: Sequence[Array], b: Sequence[Array]) -> None:
    """Observe that `net.forward`, X of (m, n_in), computes with parameters that are assigned later."""
    this = held(net, X)
    before = net.forward(this)
    net.W, net.b = W, b
    same = agree(before, net.forward(this))
    alone = same and not agree(before, net.forward(X))
    rows = same and not alone and isinstance(before, np.ndarray) and before.ndim > 0
    other = net.forward(X[::-1]) if rows else before
    found = "the same" if same else "new values"
    if alone:
        found = OLD_FOR_SAME
    elif rows and agree(before, other):
        found = OLD_FOR_ANY
    elif rows and not agree(before[::-1], other):
        found = OLD_FOR_KNOWN
    near("what forward returns once other W and b are assigned", found, "new values")


def held(net: Any, value: Any) -> Any:
    """Return a value as the argument of a call that stays the same object from call to call; else as it is.

    Arguments cross as copies, so the object holds this one; a class with slots doesn't let it.
    """
    try:
        net.held_for_a_check = value
    except Raised:
        return value
    return attribute(net, "held_for_a_check")


def separate_layers(kind: Kind, sizes: Sequence[int], other: Sequence[int]) -> dict[str, Any]:
    """Observe that all biases are zero, and that a second network leaves the lists of the first alone.

    Return what describes the arrays of the first: their shapes and dtypes.
    """
    count = len(sizes) - 1
    net = kind(sizes)
    W, b = weights_of(net).values()
    kind(other)
    gained = len(net.W) - len(W)
    # If networks share their lists, the length of these depends on how many were made before.
    W, b = (W[-count:], b[-count:]) if gained else (W, b)
    near("arrays that a second network adds to the W of the first", gained, 0)
    near("rows of biases that are all zero", sum(bool(np.all(bias == 0)) for bias in b), count)
    # Not np.unique: it imports numpy.ma, which takes longer than all checks of this part.
    near("different numbers among the biases", len(set(np.concatenate([np.ravel(x) for x in b]).tolist())), 1)
    dtypes = {str(np.asarray(array).dtype) for array in [*W, *b]}
    return {
        "shapes in W": [str(np.shape(w)) for w in W],
        "shapes in b": [str(np.shape(bias)) for bias in b],
        "dtype of W and b": ", ".join(sorted(dtypes)),
    }


def trains_as_assigned(kind: Kind, sizes: Sequence[int], X: Array, y: Array, **settings: Any) -> None:
    """Observe that a training step moves what a network made itself as it moves the same numbers once assigned.

    This finds layers that share an array, because assigned arrays are never shared, and arrays that never move.
    """
    made = kind(sizes, **settings)
    first = {name: [np.asarray(array) for array in arrays] for name, arrays in weights_of(made).items()}
    net = network(kind, *first.values(), **settings)
    for each in (made, net):
        each.train_step(X, y)
    after, moved = weights_of(net), weights_of(made)
    absent(STILL, unmoved(first, moved))
    for name, mine in moved.items():
        assigned = after[name]
        for k, (one, other) in enumerate(zip(mine, assigned, strict=True)):
            # In words: the numbers themselves depend on what the class draws.
            same = "the same" if agree(other, one) else "others"
            near(f"numbers of {name}[{k}] after a step, made by your class or assigned", same, "the same")


def starts_at_rest(
    kind: Kind, W: Sequence[Array], b: Sequence[Array], gW: Sequence[Array], gb: Sequence[Array]
) -> None:
    """Observe that a step along gradients of zero moves no W[0] of a new network, after another one's step."""
    settings = {"lr": 0.2, "momentum": 0.7}
    other = network(kind, W, b, **settings)
    other.step(gW, gb)
    move = other.W[0] - W[0]
    net = network(kind, W, b, **settings)
    net.step([0 * g for g in gW], [0 * g for g in gb])
    mine = net.W[0] - W[0]
    carried = agree(0.7 * move, mine, Tolerance(1e-6, 1e-9))
    near(CARRIED, "as before" if not np.any(mine) else CARRIED_TEXT if carried else "others", "as before")


def unmoved(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    """Yield which arrays W[k] and b[k] a step with ReLU left as they were, though their gradients aren't zero.

    A layer whose units are all inactive rightly keeps its parameters, so others that moved tell that it had an error.
    """
    W, b = (
        [not agree(one, other) for one, other in zip(before[name], after[name], strict=False)]
        for name in "Wb"
    )
    if not any(W + b):
        yield "W and b"
        return
    for k, (weights, biases) in enumerate(zip(W, b, strict=False)):
        if not biases and (weights or k == len(b) - 1):
            yield f"b[{k}]"
        if not weights and (W[k - 1] or b[k - 1] if k else biases):
            yield f"W[{k}]"


def he_spread(kind: Kind, sizes: Sequence[int], seed: int, limits: Sequence[float]) -> None:
    """Observe that each W has the standard deviation sqrt(2 / n_in), within its limit, and no two equal columns.

    For the output layer, which no ReLU follows, sqrt(1 / n_in) is right too. Sizes should differ so much that n_out, or
    the size of another layer, gives other numbers.
    """
    W = kind(sizes, seed=seed).W[1 - len(sizes) :]
    for k, (n_in, limit) in enumerate(zip(sizes[:-1], limits, strict=True)):
        share = np.std(W[k]) / np.sqrt(2 / n_in)
        xavier = k == len(W) - 1 and abs(share - np.sqrt(0.5)) < limit
        wanted = np.sqrt(0.5) if xavier else 1.0
        name = f"standard deviation of W[{k}], divided by sqrt(2/{n_in})"
        near(name, share, wanted, limit / wanted, relative=True)
    near("share of W[1] above zero", np.mean(W[1] > 0), 0.5, 0.04)
    columns = {column.tobytes() for column in np.asarray(W[0]).T}
    near("different units in the first layer", len(columns), sizes[1])


def he_output_spread(kind: Kind, sizes: Sequence[int], seed: int, limit: float) -> None:
    """Observe that the last W has the standard deviation sqrt(2 / n_in)."""
    n_in = sizes[-2]
    share = np.std(kind(sizes, seed=seed).W[-1]) / np.sqrt(2 / n_in)
    near(f"standard deviation of the last W, divided by sqrt(2/{n_in})", share, 1.0, limit, relative=True)


def normal_tails(kind: Kind, sizes: Sequence[int], seed: int) -> None:
    """Observe that about 1 of 22 weights of the first of two layers lies beyond two standard deviations.

    So do normal draws; of uniform draws none does.
    """
    W = kind(sizes, seed=seed).W[-2]
    beyond = np.mean(np.abs(W - np.mean(W)) > 2 * np.std(W))
    near("share of W[0] beyond two standard deviations", beyond, 0.0455, 0.02)


def repeatable_seed(kind: Kind, sizes: Sequence[int], seed: int) -> None:
    """Observe that a seed repeats its weights, 0 like any other, and that other seeds and other layers differ.

    The first two layers must have weights of one shape.
    """
    count = len(sizes) - 1
    first, again, zero, other = (kind(sizes, seed=s).W[-count:] for s in (seed, seed, 0, 0))
    near("share of weights that are equal in two networks of one seed", equal_share(first, again), 1.0)
    near("share of weights that are equal in two networks of seed 0", equal_share(zero, other), 1.0)
    near("share of weights that are equal in networks of two seeds", equal_share(first, other), 0.0)
    near("share of weights that are equal in W[0] and W[1]", equal_share(first[:1], first[1:2]), 0.0)


def equal_share(one: Sequence[Any], other: Sequence[Any]) -> float:
    """Return the share of entries that two lists of arrays have in common; 0 if any shapes differ."""
    pairs = list(zip(one, other, strict=False))
    if any(np.shape(a) != np.shape(b) for a, b in pairs):
        return 0.0
    return float(np.mean(np.concatenate([np.equal(a, b).ravel() for a, b in pairs])))


def own_slopes(
    net: Any,
    X: Array,
    y: Array,
    W: Sequence[Array],
    b: Sequence[Array],
    along: Sequence[Sequence[Array]],
) -> None:
    """Observe that `net.gradients` gives the slopes of `net.loss` at W and b, which it holds, along directions."""
    net.forward(X)
    gW, gb = net.gradients(X, y)

    def loss(moved: list[Array]) -> float:
        net.W, net.b = moved[: len(W)], moved[len(W) :]
        return net.loss(X, y)  # type: ignore[no-any-return]

    slopes_agree("the loss", loss, [*W, *b], [*gW, *gb], along)


def quiet_methods(f: Functions, net: Any, X: Array, y: Array) -> None:
    """Observe that NumPy doesn't warn in `forward`, `loss` and `gradients`."""
    for name, call in (("forward", net.forward), ("loss", net.loss), ("gradients", net.gradients)):
        call(*((X,) if name == "forward" else (X, y)))
        absent(f"warnings of {name}", warnings_in(f.calls[-1:]))


def kind_of_numbers(value: Any, otherwise: str = "no numbers") -> str:
    """Return `integers`, `floats` or `booleans` for an array; `otherwise` for anything else."""
    return KINDS.get(np.asarray(value).dtype.kind, otherwise)
