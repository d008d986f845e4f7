"""What NumPy itself says about a drill's question: arrays are made and measured, no formula is repeated."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from nnprep.nn.drills.question import Question


def answer(question: Question) -> Any:
    """Return the answer by making the arrays that the question is about."""
    facts = dict(question.facts)
    return FAMILIES[question.family](facts.pop("what"), facts)


def sizes_of(*shapes: tuple[int, ...]) -> int:
    """Return how many numbers arrays of these shapes hold."""
    return sum(np.empty(shape, dtype=np.int8).size for shape in shapes)


def layers_of(sizes: list[int], *, bias: bool = True) -> list[tuple[int, ...]]:
    """Return the shapes of the weights and biases that can be multiplied with a batch."""
    x = np.zeros((1, sizes[0]))
    shapes: list[tuple[int, ...]] = []
    for n_in, n_out in pairwise(sizes):
        weights, biases = np.zeros((n_in, n_out)), np.zeros((1, n_out))
        x = x @ weights + biases
        shapes += [weights.shape, biases.shape] if bias else [weights.shape]
    return shapes


def mlp(what: str, facts: dict[str, Any]) -> Any:
    """Answer a question about a fully connected network."""
    sizes = facts["sizes"]
    if what == "parameters":
        return sizes_of(*layers_of(sizes, bias=facts["bias"]))
    batch = facts["batch"]
    if what == "activations":
        return sizes_of(*((batch, n) for n in sizes))
    # One operation for each product of two numbers and one for adding it up.
    forward = sum(2 * sizes_of((batch, n_in, n_out)) for n_in, n_out in pairwise(sizes))
    if what == "forward flops":
        return forward
    weight_gradients = sum(2 * sizes_of((n_in, batch, n_out)) for n_in, n_out in pairwise(sizes))
    passed_on = sum(2 * sizes_of((batch, n_out, n_in)) for n_in, n_out in pairwise(sizes[1:]))
    return forward + weight_gradients + passed_on


def conv(what: str, facts: dict[str, Any]) -> Any:
    """Answer a question about a convolution."""
    if what == "parameters":
        kernel = (facts["filters"], facts["channels"] // facts["groups"], *facts["kernel"])
        return sizes_of(kernel) + (sizes_of((facts["filters"],)) if facts["bias"] else 0)
    if what == "output":
        padded = np.pad(np.zeros(facts["size"]), facts["padding"])
        reach = facts["dilation"] * (facts["kernel"] - 1) + 1
        return len(sliding_window_view(padded, reach)[:: facts["stride"], :: facts["dilation"]])
    if what == "flops":
        c, k, p = facts["channels"], facts["kernel"], facts["padding"]
        padded = np.pad(np.zeros((facts["size"],) * 2), p)
        windows = sliding_window_view(padded, (k, k))
        return int(2 * facts["images"] * facts["filters"] * c * windows.size)
    if what == "receptive field":
        seen: Any = np.eye(400, dtype=bool)  # rows: outputs; columns: the pixels they see
        for kernel, stride in facts["layers"]:
            rows = sliding_window_view(np.arange(len(seen)), kernel)[::stride]
            seen = seen[rows].any(axis=1)
        return int(seen[0].sum())
    if what == "separable parameters":
        c, f, k = facts["channels"], facts["filters"], facts["kernel"]
        return sizes_of((c, 1, k, k), (c,), (f, c, 1, 1), (f,))
    if what == "transposed parameters":
        c, f, k = facts["channels"], facts["filters"], facts["kernel"]
        return sizes_of((c, f, k, k), (f,))
    n, k, s = facts["size"], facts["kernel"], facts["stride"]
    full = np.zeros((n - 1) * s + k)
    for place in range(n):
        full[place * s : place * s + k] += 1
    assert full.all()
    cut = full[facts["padding"] : len(full) - facts["padding"]]
    return len(np.pad(cut, (0, facts["output_padding"])))


def embedding(what: str, facts: dict[str, Any]) -> Any:
    """Answer a question about an embedding."""
    table = np.empty((facts["vocabulary"], facts["width"]), dtype=np.int8)
    if what == "output":
        return tuple(table[np.zeros(facts["ids"], dtype=int)].shape)
    if what == "parameters":
        return table.size
    return table.size if facts["tied"] else table.size + table.T.size + sizes_of((facts["vocabulary"],))


def attention(what: str, facts: dict[str, Any]) -> Any:
    """Answer a question about attention."""
    if what in ("output", "weights", "scores"):
        return attended(what, **facts)
    if what == "flops":
        b, h, t, d = facts["batch"], facts["heads"], facts["tokens"], facts["head_width"]
        return 2 * sizes_of((b, h, t, t, d)) * 2
    width = facts["width"]
    keys, values = facts.get("keys", width), facts.get("values", width)
    projections = [(width, width), (keys, width), (values, width), (width, width)]
    biases = [(width,)] * 4 if facts.get("bias", True) else []
    if what != "encoder parameters":
        return sizes_of(*projections, *biases)
    norms = [(width,)] * 4
    return sizes_of(*projections, *biases, *layers_of([width, facts["hidden"], width]), *norms)


def attended(what: str, batch: int, queries: int, keys: int, width: int, heads: int) -> Any:
    """Return the shape of attention's output, averaged weights or scores."""

    def split(x: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        return x.reshape(batch, -1, heads, width // heads).swapaxes(1, 2)

    q, k = split(np.ones((batch, queries, width))), split(np.ones((batch, keys, width)))
    scores = q @ k.swapaxes(-1, -2)
    if what == "scores":
        return scores.shape
    if what == "weights":
        return scores.mean(axis=1).shape
    return (scores @ k).swapaxes(1, 2).reshape(batch, queries, width).shape


def recurrent(what: str, facts: dict[str, Any]) -> Any:
    """Answer a question about a recurrent layer by running one over time, with plain additions for gates."""
    gates = {"rnn": 1, "gru": 3, "lstm": 4}[facts["cell"]]
    hidden, directions = facts["hidden"], 2 if facts["bidirectional"] else 1
    batch, tokens = facts.get("batch", 1), facts.get("tokens", 1)
    x, shapes, states = np.zeros((batch, tokens, facts["inputs"])), [], []
    for _ in range(facts["layers"]):
        outputs = []
        for _ in range(directions):
            W, U = np.zeros((x.shape[-1], gates * hidden)), np.zeros((hidden, gates * hidden))
            b = np.zeros((facts.get("bias_vectors", 1), gates * hidden))
            h, over_time = np.zeros((batch, hidden)), []
            for t in range(tokens):
                h = (x[:, t] @ W + h @ U + b.sum(axis=0)).reshape(batch, gates, hidden).sum(axis=1)
                over_time.append(h)
            shapes += [W.shape, U.shape, b.shape]
            states.append(h)
            outputs.append(np.stack(over_time, axis=1))
        x = np.concatenate(outputs, axis=-1)
    if what == "parameters":
        return sizes_of(*shapes)
    return np.stack(states).shape if what == "state" else x.shape


def normalization(what: str, facts: dict[str, Any]) -> Any:
    """Answer a question about a normalization layer."""
    if what in ("batchnorm", "buffers"):
        x = np.zeros((2, facts["channels"], *facts.get("size", [3, 3])))
        return x.mean(axis=(0, 2, 3)).size + x.var(axis=(0, 2, 3)).size
    if what == "groupnorm":
        x = np.zeros((2, facts["channels"], 3, 3))
        x.reshape(2, facts["groups"], -1).mean(axis=2)
        return 2 * sizes_of((x.shape[1],))
    if what == "rmsnorm":
        return sizes_of((facts["width"],))
    if what == "layernorm":
        return sizes_of(tuple(facts["shape"])) * 2
    kernel = (facts["channels"], facts["before"], facts["kernel"], facts["kernel"])
    return sizes_of(kernel, (facts["channels"],), (facts["channels"],))


def broadcasting(what: str, facts: dict[str, Any]) -> Any:
    """Answer a question about shapes."""
    if what == "chain":
        return None  # a chain of layers is compared by the tests of shapes
    try:
        if what == "element-wise":
            return np.broadcast_shapes(facts["first"], facts["second"])
        if what == "matmul":
            return np.shape(np.ones(facts["first"]) @ np.ones(facts["second"]))
        x = np.ones(facts["shape"])
        return (x - x.mean(axis=facts["axis"], keepdims=facts["keepdims"])).shape
    except ValueError:
        return None


def memory(what: str, facts: dict[str, Any]) -> Any:
    """Answer a question about bytes."""
    if what == "activation bytes":
        x = np.zeros((facts["batch"], facts["sizes"][0]), dtype=np.float32)
        kept = [x]
        for n in facts["sizes"][1:]:
            z = kept[-1] @ np.zeros((kept[-1].shape[1], n), dtype=np.float32)
            kept += [z, np.maximum(z, 0)]
        return sum(array.nbytes for array in kept)
    count = sizes_of(*layers_of(facts["sizes"])) if facts["sizes"] else facts["count"]
    arrays = 2 + {"sgd": 0, "momentum": 1, "adam": 2}[facts["optimizer"]]
    return int(np.zeros((arrays, count), dtype=np.float32).nbytes)


def gradients(what: str, facts: dict[str, Any]) -> Any:
    """Answer a question about one neuron by a central difference."""
    kind = facts.pop("kind")

    def loss(**values: Any) -> float:
        v = facts | values
        if kind == "sigmoid":
            z = v.get("z", np.dot(v["w"], v["x"]) + v["b"])
            p = 1 / (1 + np.exp(-z))
            return float(-(v["y"] * np.log(p) + (1 - v["y"]) * np.log(1 - p)))
        z = v["w"] * v["x"] + v["b"]
        p = v["v"] * max(z, 0.0) if kind == "relu" else z
        return float(0.5 * (p - v["y"]) ** 2)

    name = what.removeprefix("d")
    h = 1e-5
    if name == "z":
        z = float(np.dot(facts["w"], facts["x"]) + facts["b"])
        return (loss(z=z + h) - loss(z=z - h)) / (2 * h)
    if name in ("w1", "w2"):
        up, down = list(facts["w"]), list(facts["w"])
        up[int(name[1]) - 1] += h
        down[int(name[1]) - 1] -= h
        return (loss(w=up) - loss(w=down)) / (2 * h)
    return (loss(**{name: facts[name] + h}) - loss(**{name: facts[name] - h})) / (2 * h)


def initialization(what: str, facts: dict[str, Any]) -> Any:
    """Answer a question about fresh weights from the variance that keeps a signal's."""
    fans = {"He": facts["fan_in"] / 2, "LeCun": facts["fan_in"]}
    fan = fans.get(facts["rule"], np.mean([facts["fan_in"], facts["fan_out"]]))
    if what == "std":
        return float(fan**-0.5)
    # The limit whose uniform distribution has that variance: a²/3 = 1/fan.
    return float(np.sqrt(3 / fan))


FAMILIES: dict[str, Callable[[str, dict[str, Any]], Any]] = {
    "mlp": mlp, "conv": conv, "embedding": embedding, "attention": attention, "recurrent": recurrent,
    "normalization": normalization, "broadcasting": broadcasting, "memory": memory, "gradients": gradients,
    "initialization": initialization,
}  # fmt: skip
