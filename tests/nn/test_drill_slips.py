"""What a drill says about a wrong answer is true: the mistake fits the question and leads to that answer."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from random import Random
from types import SimpleNamespace as Facts
from typing import Any

import numpy as np
import pytest

from nnprep.content.cards import Level
from nnprep.nn.drills.drill import generate
from nnprep.nn.drills.question import Question, same
from nnprep.nn.shapes.derivation import network

Mistake = Callable[[Any], Any]
"""Makes the described mistake with the numbers drawn; returns a list if several mistakes share a description."""


def p_of(q: Any) -> float:
    """Return σ(z) of a sigmoid neuron's question."""
    return float(1 / (1 + math.exp(-(np.dot(q.w, q.x) + q.b))))


def squared_error(q: Any) -> int:
    """Return z − y of the linear neuron's question."""
    return int(q.w * q.x + q.b - q.y)


def hidden_error(q: Any) -> tuple[int, int, int, int]:
    """Return z, a, slope and p − y of the question with a hidden ReLU."""
    z = q.w * q.x + q.b
    return z, max(z, 0), int(z > 0), q.v * max(z, 0) - q.y


def he(fan: float) -> float:
    """Return √(2/fan)."""
    return math.sqrt(2 / fan)


def scale(q: Any) -> float:
    """Return what turns a standard deviation into what is asked for."""
    return math.sqrt(3) if q.what == "limit" else 1.0


def right_of(q: Any) -> float:
    """Return the right standard deviation of an initialization question."""
    fan = {"He": q.fan_in / 2, "LeCun": q.fan_in, "Xavier": (q.fan_in + q.fan_out) / 2}[q.rule]
    return float(fan**-0.5)


def dimensions(q: Any) -> tuple[int, int]:
    """Return the directions and the width of a recurrent output."""
    return 1 + q.bidirectional, q.hidden * (1 + q.bidirectional)


NEURON: dict[str, Mistake] = {
    "the sign is wrong: it's prediction minus target": lambda q: -q.answer,
    "that's ∂L/∂w₁": lambda q: (p_of(q) - q.y) * q.x[0],
    "that's ∂L/∂w₂": lambda q: (p_of(q) - q.y) * q.x[1],
    "the sigmoid's slope cancels against the loss's": lambda q: q.answer * p_of(q) * (1 - p_of(q)),
    "you forgot the target": lambda q: p_of(q) * q.answer / (p_of(q) - q.y),
    "that's the sigmoid's slope; the loss's is missing": lambda q: (
        p_of(q) * (1 - p_of(q)) * q.answer / (p_of(q) - q.y)
    ),
    "it's prediction minus target, and the prediction is σ(z)": lambda q: (
        (np.dot(q.w, q.x) + q.b - q.y) * q.answer / (p_of(q) - q.y)
    ),
}
BEFORE = ("that's ∂L/∂w₁", "that's ∂L/∂w₂")


def weight_of_sigmoid(own: int) -> dict[str, Mistake]:
    """Return the mistakes about one of the two weights of the sigmoid neuron."""
    name = "x₁" if own == 0 else "x₂"
    return {
        f"you forgot the factor {name}": lambda q: p_of(q) - q.y,
        f"that's the other weight's; the factor here is {name}": lambda q: (p_of(q) - q.y) * q.x[1 - own],
        "the factor of a weight is its input, not the weight": lambda q: (p_of(q) - q.y) * q.w[own],
    } | {says: made for says, made in NEURON.items() if says not in BEFORE}


SQUARED: dict[str, Mistake] = {
    "the sign is wrong: it's prediction minus target": lambda q: -q.answer,
    "the ½ cancels the 2": lambda q: 2 * q.answer,
    "that's the loss itself": lambda q: squared_error(q) ** 2 / 2,
}
RELU: dict[str, Mistake] = {
    "the sign is wrong: it's prediction minus target": lambda q: -q.answer,
    "the ½ cancels the 2": lambda q: 2 * q.answer,
}


def below_relu(name: str, tail: Mistake) -> dict[str, Mistake]:
    """Return the mistakes about a derivative that passes the hidden ReLU; `tail` is x or 1."""

    def e(q: Any) -> tuple[int, int, int, int]:
        return hidden_error(q)

    return RELU | {
        "you forgot ReLU's slope, which is 0 here": lambda q: (
            e(q)[3] * q.v * tail(q) if not e(q)[2] else None
        ),
        "you forgot the outgoing weight v": lambda q: e(q)[3] * e(q)[2] * tail(q),
        f"that's ∂L/∂x; the factor of {name} is {'x' if name == 'w' else '1'}": lambda q: (
            e(q)[3] * q.v * e(q)[2] * q.w
        ),
        "you forgot the factor x" if name == "w" else "that's ∂L/∂w; the factor of b is 1": lambda q: (
            e(q)[3] * q.v * e(q)[2] * (1 if name == "w" else q.x)
        ),
        "ReLU's slope is 0 or 1, not its value": lambda q: e(q)[3] * q.v * e(q)[1] * tail(q),
        "ReLU's slope is 0 or 1, not z": lambda q: e(q)[3] * q.v * e(q)[0] * tail(q),
    }


FANS: dict[str, Mistake] = {
    "that's the variance; take the root": lambda q: right_of(q) ** 2,
    "that's He's rule": lambda q: scale(q) * he(q.fan_in) if q.rule != "He" else None,
    "that's LeCun's rule": lambda q: scale(q) * q.fan_in**-0.5 if q.rule != "LeCun" else None,
    "that's Xavier's rule": lambda q: scale(q) * he(q.fan_in + q.fan_out) if q.rule != "Xavier" else None,
    "Xavier's variance is 2/(fan_in + fan_out)": lambda q: (
        scale(q) * (q.fan_in + q.fan_out) ** -0.5 if q.rule == "Xavier" else None
    ),
    "He's rule counts the inputs: fan_in": lambda q: scale(q) * he(q.fan_out) if q.rule == "He" else None,
    "LeCun's rule counts the inputs: fan_in": lambda q: (
        scale(q) * q.fan_out**-0.5 if q.rule == "LeCun" else None
    ),
    "a filter sees all channels and the whole kernel": lambda q: [
        scale(q) * he(c) for c in (3, 16, 32, 64) if q.fan_in in (9 * c, 25 * c)
    ],
}
BLOCKS = {"rnn": 1, "gru": 3, "lstm": 4}


def recurrent_count(q: Any, **changed: Any) -> int:
    """Return the parameters of a recurrent layer with something changed."""
    q = Facts(**{**vars(q), **changed})
    directions, total, entering = 1 + q.bidirectional, 0, q.inputs
    for _ in range(q.layers):
        total += directions * BLOCKS[q.cell] * q.hidden * (entering + q.hidden + q.bias_vectors)
        entering = q.hidden * directions
    return total


def single_entering(q: Any) -> int:
    """Return the count when the second layer reads one direction only."""
    return int(recurrent_count(q) - 2 * BLOCKS[q.cell] * q.hidden**2)


def batch_of(q: Any) -> tuple[int, ...]:
    """Return the batch axes of a matrix product that works."""
    return tuple(q.answer[:-2])


def no_clash(q: Any) -> Any:
    """Return the shape of the product if the batch axes of one factor were taken, where the inner sizes agree."""
    assert q.first[-1] == q.second[-2]
    return [(q.first[0], q.first[1], q.second[2]), (q.second[0], q.first[1], q.second[2])]


def inner_clash(q: Any) -> Any:
    """Return the shape of a product whose inner sizes differ, ignoring them."""
    inner = q.second[-2] if len(q.second) > 1 else q.second[0]
    return (*q.first[:-1], *q.second[1:]) if q.first[-1] != inner else "the inner sizes agree"


def aligned_left(q: Any) -> Any:
    """Return the element-wise shape when axes are added at the right."""
    longest = max(len(q.first), len(q.second))
    return np.broadcast_shapes(*((*s, *[1] * (longest - len(s))) for s in (q.first, q.second)))


def longest_of(q: Any) -> list[Any]:
    """Return the shapes that have the most axes."""
    return [s for s in (q.first, q.second) if len(s) == max(len(q.first), len(q.second))]


def clash(q: Any) -> Any:
    """Return both shapes where the operation raises."""
    return [q.first, q.second] if q.answer is None else "it does not raise"


def chained(q: Any, words: str = "") -> list[tuple[int, ...]]:
    """Return the shape of the input and of every result of a chain."""
    net = network((words or " ".join(q.words)).split(), batch=q.batch)
    return [(q.batch, *net.input), *((q.batch, *step.output) for step in net.steps)]


def windows(q: Any, **changed: int) -> float:
    """Return how many steps a kernel can make, a fraction where the last one does not fit."""
    q = Facts(**{**vars(q), **changed})
    return float((q.size + 2 * q.padding - q.dilation * (q.kernel - 1) - 1) / q.stride)


def bytes_of(*numbers: int) -> Mistake:
    """Return a mistake that counts so many bytes for each parameter."""
    return lambda q: [number * q.count for number in numbers]


def bare(q: Any) -> Any:
    """Return the bytes without biases."""
    arrays = {"sgd": 2, "momentum": 3, "adam": 4}[q.optimizer]
    return 4 * arrays * sum(a * b for a, b in zip(q.sizes, q.sizes[1:], strict=False))


TABLE: dict[tuple[str, str], dict[str, Mistake]] = {
    ("attention", "output"): {
        "there's one output per query, not per key": lambda q: (q.batch, q.keys, q.width),
        "the heads are concatenated again": lambda q: (q.batch, q.heads, q.queries, q.width // q.heads),
        "that's one head; all of them are concatenated": lambda q: (
            q.batch,
            q.queries,
            q.width // q.heads,
        ),
        "those are the weights of the keys; the output uses them to mix the values": lambda q: (
            q.batch,
            q.queries,
            q.keys,
        ),
        "those are the scores of all heads, before the values": lambda q: (
            q.batch,
            q.heads,
            q.queries,
            q.keys,
        ),
    },
    ("attention", "weights"): {
        "rows are queries, columns are keys": lambda q: (q.batch, q.keys, q.queries),
        "the heads are averaged": lambda q: (q.batch, q.heads, q.queries, q.keys),
        "keys come from the other sequence": lambda q: (q.batch, q.queries, q.queries),
        "those are the outputs; weights say how much each key counts": lambda q: (
            q.batch,
            q.queries,
            q.width,
        ),
    },
    ("attention", "scores"): {
        "rows are queries, columns are keys": lambda q: (q.batch, q.heads, q.keys, q.queries),
        "each head has its own scores": lambda q: (q.batch, q.queries, q.keys),
        "keys come from the other sequence": lambda q: (q.batch, q.heads, q.queries, q.queries),
        "those are the queries of each head, not yet multiplied by the keys": lambda q: (
            q.batch,
            q.heads,
            q.queries,
            q.width // q.heads,
        ),
        "those are the outputs; scores have one number per key": lambda q: (q.batch, q.queries, q.width),
    },
    ("attention", "cross parameters"): {
        "keys and values have their own widths": lambda q: 4 * q.width**2 + 4 * q.width,
        "you forgot the biases": lambda q: q.width * (2 * q.width + q.keys + q.values),
        "you forgot the output projection": lambda q: q.width * (q.width + q.keys + q.values) + 3 * q.width,
        "you forgot the output projection's weights": lambda q: (
            q.width * (q.width + q.keys + q.values) + 4 * q.width
        ),
        "values have their own width": lambda q: q.width * (2 * q.width + 2 * q.keys) + 4 * q.width,
    },
    ("recurrent", "output"): {
        "the outputs of both directions are concatenated": lambda q: (q.batch, q.tokens, q.hidden),
        "that's one token; the output has all of them": lambda q: (q.batch, dimensions(q)[1]),
        "that's the final state; the output has all tokens": lambda q: (
            q.layers * dimensions(q)[0],
            q.batch,
            q.hidden,
        ),
        "the batch is the first axis here": lambda q: (q.tokens, q.batch, dimensions(q)[1]),
        "the width is the number of hidden units": lambda q: (q.batch, q.tokens, q.inputs),
        "only the last layer's output comes out": lambda q: (q.batch, q.tokens, q.layers * dimensions(q)[1]),
    },
    ("recurrent", "state"): {
        "those are the outputs at all tokens": lambda q: (q.batch, q.tokens, dimensions(q)[1]),
        "the state keeps an axis of layers and directions, even for one of each": lambda q: (
            (q.batch, dimensions(q)[1])
        ),
        "the batch is the second axis of the state, whatever the input's": lambda q: (
            q.batch,
            q.layers * dimensions(q)[0],
            q.hidden,
        ),
        "the width is the number of hidden units": lambda q: (q.layers * dimensions(q)[0], q.batch, q.inputs),
        "each direction has its own row in the state": lambda q: (q.layers, q.batch, 2 * q.hidden),
    },
    ("recurrent", "parameters"): {
        "that's with two bias vectors per block": lambda q: recurrent_count(q, bias_vectors=2),
        "that's with one bias vector per block": lambda q: recurrent_count(q, bias_vectors=1),
        "you forgot the biases": lambda q: recurrent_count(q, bias_vectors=0),
        # What a layer of another kind would have; the description names the layer that was asked for.
        "a plain recurrent layer has one block": lambda q: (
            [recurrent_count(q, cell=c) for c in ("gru", "lstm")] if q.cell == "rnn" else None
        ),
        "a GRU has three blocks: two gates and a candidate": lambda q: (
            [recurrent_count(q, cell=c) for c in ("rnn", "lstm")] if q.cell == "gru" else None
        ),
        "an LSTM has four blocks: three gates and a candidate": lambda q: (
            [recurrent_count(q, cell=c) for c in ("rnn", "gru")] if q.cell == "lstm" else None
        ),
        "each direction has its own weights": lambda q: recurrent_count(q, bidirectional=False),
        "you forgot the second layer": lambda q: recurrent_count(q, layers=1),
        "the second layer reads both directions: 2H inputs": single_entering,
        "you forgot the weights from hidden to hidden": lambda q: (
            recurrent_count(q) - q.layers * (1 + q.bidirectional) * BLOCKS[q.cell] * q.hidden**2
        ),
    },
    ("broadcasting", "element-wise"): {
        "you aligned the shapes at the left; NumPy aligns at the right": aligned_left,
        "aligned at the right, two sizes differ and neither is 1: it raises": clash,
        "only a size of 1 stretches": lambda q: [
            tuple(
                max(pair)
                for pair in zip(
                    *((*[1] * (len(longest_of(q)[0]) - len(s)), *s) for s in (q.first, q.second)), strict=True
                )
            )
        ],
        "it broadcasts silently: sizes of 1 stretch, missing axes are added at the left": lambda q: [None],
        "(m,1) and (m,) make (m,m), not (m,)": lambda q: (
            q.answer[:1] if {q.first, q.second} == {(q.answer[0], 1), (q.answer[0],)} else "other shapes"
        ),
        "sizes of 1 stretch in both": longest_of,
        "the result has as many axes as the longer shape": lambda q: min(q.first, q.second, key=len),
        "you put the axes of one after those of the other, as in an outer product": lambda q: (
            *q.first,
            *q.second,
        ),
        "no axis disappears in an element-wise operation": lambda q: [s[1:] for s in longest_of(q)],
    },
    ("broadcasting", "matmul"): {
        "the inner sizes agree, so it doesn't raise": lambda q: [None],
        "the inner sizes agree and the batch axes broadcast, so it doesn't raise": lambda q: [None],
        "that's the element-wise product": lambda q: np.broadcast_shapes(q.first, q.second),
        "a vector's axis disappears: no axis of 1 is left": lambda q: (
            (*q.answer, 1) if len(q.second) == 1 else (1, *q.answer) if len(q.first) == 1 else "no vector"
        ),
        "the rows come from the first": lambda q: (
            q.second if len(q.second) == 1 else (*batch_of(q), q.second[-2], q.answer[-1])
        ),
        "the columns come from the second": lambda q: q.first if len(q.first) == 1 else None,
        "the last axis comes from the second": lambda q: (*q.answer[:-1], q.first[-1]),
        "rows come from the first, columns from the second": lambda q: q.answer[::-1],
        "the batch axes stay": lambda q: q.answer[-2:] if batch_of(q) else None,
        "batch axes are matched, not combined": lambda q: (*q.first[:-2], *q.second[:-2], *q.answer[-2:]),
        "a batch axis of 1 stretches": lambda q: (*q.first[:-2], *q.answer[-2:]) if 1 in q.first else None,
        "that's first.T @ second; nothing is transposed for you": lambda q: (q.first[-1], *q.second[1:]),
        "batch axes are matched, not combined: they differ and neither is 1": lambda q: (
            q.first[0],
            q.second[0],
            q.first[1],
            q.second[2],
        ),
    },
    ("broadcasting", "centered"): {
        "it broadcasts": lambda q: [None],
        "without keepdims the mean loses its axis, and the rest doesn't fit": lambda q: (
            q.shape if not q.keepdims and q.answer is None else "it fits"
        ),
        "that's the shape of the mean": lambda q: (
            np.ones(q.shape).mean(axis=q.axis, keepdims=q.keepdims).shape
        ),
        "nothing is transposed": lambda q: q.shape[::-1],
    },
    ("broadcasting", "chain"): {
        "that's the shape one layer earlier": lambda q: chained(q)[-2],
        "the batch axis stays": lambda q: q.answer[1:],
        "you forgot the padding": lambda q: chained(q, re.sub(":p[12]", "", " ".join(q.words)))[-1],
        "each filter gives one output channel": lambda q: (q.batch, int(q.words[0][0]), *q.answer[2:]),
        "channels come first, then height and width": lambda q: (q.batch, *q.answer[2:], q.answer[1]),
        "flatten multiplies all axes of a sample": lambda q: (
            (q.batch, chained(q)[-2][1]) if q.words[-1] == "flatten" else None
        ),
        "last keeps the width of one token, not the tokens": lambda q: (
            (q.batch, int(q.words[0])) if q.words[-1] == "last" else None
        ),
        "last removes the token axis": lambda q: (q.batch, 1, q.answer[1]) if q.words[-1] == "last" else None,
        "each token keeps its own vector": lambda q: (q.batch, q.answer[1]),
        "tokens come first, then their width": lambda q: (q.batch, q.answer[2], q.answer[1]),
        "every token comes out, not only the last": lambda q: (q.batch, q.answer[2]),
    },
    ("conv", "output"): {
        "you forgot the + 1 at the end": lambda q: q.answer - 1,
        "you rounded up; the last window must fit": lambda q: math.ceil(windows(q)) + 1,
        "you forgot the stride": lambda q: windows(q, stride=1) + 1,
        "you counted one window too many": lambda q: q.answer + 1,
        "you padded one side only": lambda q: math.floor(windows(q, size=q.size - q.padding)) + 1,
        "you forgot the padding": lambda q: math.floor(windows(q, padding=0)) + 1,
        "you forgot the dilation": lambda q: (
            math.floor(windows(q, dilation=1)) + 1 if q.dilation > 1 else None
        ),
        "you placed the windows side by side, but they overlap": lambda q: (
            (q.size + 2 * q.padding) // q.kernel if q.stride < q.kernel else None
        ),
        "a stride above 1 shrinks the image": lambda q: q.size if q.stride > 1 else None,
        "only padding by half the kernel keeps the size": lambda q: q.size if q.stride == 1 else None,
    },
    ("embedding", "parameters with head"): {
        "tied weights are counted once": lambda q: 2 * q.vocabulary * q.width if q.tied else None,
        "you forgot the biases of the output layer": lambda q: (
            2 * q.vocabulary * q.width if not q.tied else None
        ),
        "tied weights are counted once, and there's no bias": lambda q: (
            [2 * q.vocabulary * q.width + n for n in (q.vocabulary, q.width)] if q.tied else None
        ),
        "the output layer has one bias per token, not per feature": lambda q: (
            2 * q.vocabulary * q.width + q.width if not q.tied else None
        ),
        "you counted a bias, but there is none": lambda q: q.vocabulary * (q.width + 1) if q.tied else None,
        "you tied the weights": lambda q: q.vocabulary * (q.width + 1) if not q.tied else None,
        "you tied the weights, but each layer has its own": lambda q: (
            q.vocabulary * q.width if not q.tied else None
        ),
        "an embedding has no bias": lambda q: q.vocabulary * q.width + q.width,
    },
    ("gradients", "sigmoid dz"): NEURON,
    ("gradients", "sigmoid db"): NEURON,
    ("gradients", "sigmoid dw1"): weight_of_sigmoid(0),
    ("gradients", "sigmoid dw2"): weight_of_sigmoid(1),
    ("gradients", "squared dw"): SQUARED
    | {
        "you forgot the factor x": squared_error,
        "that's ∂L/∂x; the factor of w is x": lambda q: squared_error(q) * q.w,
        "you forgot the target": lambda q: (q.w * q.x + q.b) * q.x,
    },
    ("gradients", "squared dx"): SQUARED
    | {
        "you forgot the factor w": squared_error,
        "that's ∂L/∂w; the factor of x is w": lambda q: squared_error(q) * q.x,
        "you forgot the target": lambda q: (q.w * q.x + q.b) * q.w,
    },
    ("gradients", "squared db"): SQUARED
    | {
        "that's ∂L/∂w; nothing multiplies b": lambda q: squared_error(q) * q.x,
        "that's ∂L/∂x": lambda q: squared_error(q) * q.w,
        "you forgot the target": lambda q: q.w * q.x + q.b,
    },
    ("gradients", "relu dw"): below_relu("w", lambda q: q.x),
    ("gradients", "relu db"): below_relu("b", lambda q: 1),
    ("gradients", "relu dv"): RELU
    | {
        "v multiplies the activation, not the pre-activation": lambda q: (
            hidden_error(q)[3] * hidden_error(q)[0]
        ),
        "the factor of v is a": lambda q: hidden_error(q)[3] * q.v,
        "you forgot the factor a": lambda q: hidden_error(q)[3],
        "the factor of v is a, not x": lambda q: hidden_error(q)[3] * q.x,
        "the factor of v is a, not w": lambda q: hidden_error(q)[3] * q.w,
    },
    ("initialization", "std"): FANS
    | {"that's the uniform limit, √3 times the standard deviation": lambda q: math.sqrt(3) * right_of(q)},
    ("initialization", "limit"): FANS
    | {"that's the standard deviation; the limit is √3 times as large": right_of},
    ("memory", "training bytes sgd"): {
        "that's a count of numbers; a float32 takes 4 bytes": bytes_of(2),
        "that's only the weights, or only the gradients": bytes_of(4),
        "plain SGD keeps no velocity": bytes_of(12),
        "that's for float64, or it includes Adam's two moments, which SGD doesn't keep": bytes_of(16),
        "you forgot the biases": bare,
    },
    ("memory", "training bytes momentum"): {
        "that's a count of numbers; a float32 takes 4 bytes": bytes_of(3),
        "that's one of three: weights, gradients, velocity": bytes_of(4),
        "one of three is missing: weights, gradients or velocity": bytes_of(8),
        "momentum keeps one number per parameter; Adam keeps two": bytes_of(16),
        "that's for float64": bytes_of(24),
        "you forgot the biases": bare,
    },
    ("memory", "training bytes adam"): {
        "that's one of four, or a count of numbers instead of bytes": bytes_of(4),
        "two of four are missing: weights, gradients, Adam's two moments": bytes_of(8),
        "one of four is missing: weights, gradients, or one of Adam's two moments": bytes_of(12),
        "that's for float64": bytes_of(32),
        "you forgot the biases": bare,
    },
}
"""For each kind of question, every description it may show and the mistake that it describes."""
SOME_SIZES: tuple[tuple[str, Mistake], ...] = (
    ("the inner sizes agree, but the batch axes", no_clash),
    ("the inner sizes", inner_clash),
)
"""Descriptions that continue with the sizes drawn."""


def kind_of(question: Question) -> str:
    """Return what a question asks for, with its variant."""
    facts = question.facts
    if question.family == "gradients":
        return f"{facts['kind']} {facts['what']}"
    return (
        f"{facts['what']} {facts['optimizer']}" if facts["what"] == "training bytes" else str(facts["what"])
    )


@pytest.mark.parametrize("family", sorted({family for family, _ in TABLE}))
def test_descriptions_are_true(family: str) -> None:
    """Each description is in the table of its question, and making its mistake again gives the wrong answer."""
    seen = set()
    for seed in range(900):
        question = generate(family, list(Level)[seed % 3], Random(seed))
        table = TABLE.get((family, kind_of(question)))
        if table is None:
            continue
        facts = Facts(**{**question.facts, "answer": question.answer})
        for slip in question.slips:
            seen.add((kind_of(question), slip.says))
            made = table.get(slip.says) or next(
                (m for text, m in SOME_SIZES if slip.says.startswith(text)), None
            )
            assert made is not None, (question.ask, question.code, slip)
            results = made(facts)
            results = results if isinstance(results, list) else [results]
            assert any(
                same(result, slip.answer, question.tolerance or 1e-9)
                and (result is None) == (slip.answer is None)
                for result in results
            ), (question.ask, question.code, slip, results)
    missing = {(kind, says) for (f, kind), table in TABLE.items() if f == family for says in table} - seen

    assert {says for _, says in missing} <= RARE


RARE = {"you forgot the target", "only a size of 1 stretches", "that's the element-wise product"}
"""Mistakes that lead to the right answer, or to that of another mistake, in most questions."""


def test_raising_product_says_what_does_not_fit() -> None:
    """If a product raises, the formula names either the inner sizes or the batch axes, never both."""
    formulas = [
        question.formula
        for question in (generate("broadcasting", Level.HARD, Random(seed)) for seed in range(900))
        if question.facts["what"] == "matmul" and question.answer is None
    ]

    assert any("differ: raises" in formula for formula in formulas)
    assert any("agree, batch axes" in formula and "do not: raises" in formula for formula in formulas)
    assert not any(" or " in formula for formula in formulas)


@pytest.mark.parametrize("family", ["gradients", "initialization"])
def test_three_digits_are_enough(family: str) -> None:
    """An answer rounded to three significant digits is right, and the question says that three are enough."""
    for seed in range(600):
        question = generate(family, list(Level)[seed % 3], Random(seed))
        if isinstance(question.answer, float):
            assert "Three digits are enough." in question.ask
            assert same(float(f"{question.answer:.3g}"), question.answer, question.tolerance), question
