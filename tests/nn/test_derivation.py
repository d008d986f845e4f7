"""Derivations of shapes: whole networks, the backward pass, the budget, and every bad input."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnprep.errors import UsageError
from nnprep.nn.shapes import budget
from nnprep.nn.shapes.backward import backward, loss
from nnprep.nn.shapes.derivation import batch_size, network, plain_sizes
from nnprep.nn.shapes.layer_syntax import USAGES, grammar
from nnprep.nn.shapes.network import written

PLAIN = ["10", "64", "3"]


def test_whiteboard_lines() -> None:
    """The derivation of 10-64-3 has symbols, shapes and products, and ends at 899."""
    net = network(PLAIN)

    assert [(step.equation, step.shapes, step.count) for step in net.steps] == [
        ("z1 = X @ W1 + b1", "(N,10) @ (10,64) + (1,64) -> (N,64)", "10·64 + 64"),
        ("a1 = relu(z1)", "(N,64)", ""),
        ("z2 = a1 @ W2 + b2", "(N,64) @ (64,3) + (1,3) -> (N,3)", "64·3 + 3"),
        ("a2 = softmax(z2)", "(N,3)", ""),
    ]
    assert net.parameters == 899


def test_batch_size_replaces_n() -> None:
    """A batch size replaces N everywhere."""
    steps = network(PLAIN, batch=32).steps

    assert steps[0].shapes == "(32,10) @ (10,64) + (1,64) -> (32,64)"
    assert not any("N" in step.shapes for step in steps)


def test_backward_pass_of_the_example() -> None:
    """Every gradient of 10-64-3, last layer first, with the shape of what it belongs to."""
    lines = backward(network(PLAIN, batch=32))

    assert [(line.equation, line.shape) for line in lines] == [
        ("dz2 = (a2 - Y) / 32", "(32,3)"),
        ("dW2 = a1.T @ dz2", "(64,3)"),
        ("db2 = column sums of dz2", "(1,3)"),
        ("da1 = dz2 @ W2.T", "(32,64)"),
        ("dz1 = da1 * relu'(z1)", "(32,64)"),
        ("dW1 = X.T @ dz1", "(10,64)"),
        ("db1 = column sums of dz1", "(1,64)"),
    ]


@pytest.mark.parametrize(
    ("output", "name", "delta"),
    [
        ("softmax", "cross-entropy", "dz2 = (a2 - Y) / N"),
        ("sigmoid", "binary cross-entropy", "dz2 = (a2 - Y) / N"),
        ("linear", "half squared error", "dz2 = (z2 - Y) / N"),
    ],
)
def test_output_brings_its_loss(output: str, name: str, delta: str) -> None:
    """Each output comes with the loss whose first gradient is prediction minus target."""
    net = network(PLAIN, output=output)

    assert loss(net)[0] == name
    assert backward(net)[0].equation == delta


EVERYTHING = [
    "10 64 3",
    "3x32x32 conv:16:3:p1 batchnorm relu pool:2 conv:8:5:s2 tanh avgpool:2 flatten dropout:0.5 10 softmax",
    "12 embedding:100:16 attention:4 layernorm lstm:8:l2:bi gru:8 rnn:4 last 2 sigmoid",
    "7x10 lstm:20 3",
    "4x8x8 conv:8:3x1:g2:d2:nobias gelu flatten 3:nobias",
    "5 relu",
    "5 3 relu softmax 2 tanh",
    "3x40 conv1d:8:5:same groupnorm:2 pool:3:s2:ceil transpose attention:4:k2 rmsnorm swiglu:12 lstm:6:l2:p3:bi last 2",
    "2x8x9x10 conv3d:4:3:p1 batchnorm relu pool:2:ceil convt:3:2:s2 flatten 2",
]


@pytest.mark.parametrize("words", EVERYTHING)
def test_every_parameter_has_a_gradient_of_its_shape(words: str) -> None:
    """Exactly the learned tensors get a gradient, each once and with its own shape."""
    net = network(words.split())
    learned = {tensor.name: written(tensor.shape) for step in net.steps for tensor in step.learned}
    found = [(line.of, line.shape) for line in backward(net) if line.learned]

    assert sorted(found) == sorted(learned.items())


@pytest.mark.parametrize("words", EVERYTHING)
def test_every_result_has_its_own_name(words: str) -> None:
    """No two lines define the same name, and each reads what the previous line defined."""
    steps = network(words.split()).steps
    names = ["X", *(step.name for step in steps)]

    assert len(set(names)) == len(names)
    assert [step.source for step in steps] == names[:-1]


def test_convolution_network() -> None:
    """A small image classifier: parameters, sizes and the receptive field, layer by layer."""
    net = network(["1x28x28", "conv:8:3", "pool:2", "conv:16:3", "pool:2", "flatten", "10"])

    assert net.parameters == 5258
    assert [step.output for step in net.steps] == [
        (8, 26, 26), (8, 13, 13), (16, 11, 11), (16, 5, 5), (400,), (10,),
    ]  # fmt: skip
    assert [step.field for step in net.steps[:4]] == [(3, 3), (4, 4), (8, 8), (10, 10)]
    assert "⌊(28 + 2·0 − 1·(3 − 1) − 1)/1⌋ + 1 = 26" in net.steps[0].note


def test_counts_are_sums_of_what_is_learned() -> None:
    """Each printed sum of products evaluates to the count of that line."""
    for words in EVERYTHING:
        for step in network(words.split()).steps:
            if step.learned:
                assert eval(step.count.replace("·", "*")) == step.parameters, step
            if step.flops:
                assert eval(step.flops_count.replace("·", "*")) == step.flops, step


@pytest.mark.parametrize("batch", [None, 4, 2000])
@pytest.mark.parametrize("words", [*EVERYTHING, "7 embedding:100:8 attention:2 last 3 softmax"])
def test_budget_formulas_give_their_numbers(words: str, batch: int | None) -> None:
    """Every printed formula of memory and operations evaluates to the amount behind it."""
    net = network(words.split(), batch=batch)
    for item in [*budget.flops(net), *budget.memory(net)]:
        if item.formula != "all layers":
            formula = item.formula.replace(",", "").replace("·", "*").replace("−", "-")
            assert eval(formula) == item.amount, item
    assert eval(budget.stored(net).replace("·", "*")) == net.stored


def test_stored_numbers_are_those_of_the_arrays() -> None:
    """Attention keeps Q, K, V, scores, weights and heads; an LSTM its four blocks and its cells, layer by layer."""
    D, T, h, H = 16, 12, 4, 8
    attention, lstm = (network(words.split()) for words in ("12x16 attention:4", "12x16 lstm:8:l2:bi"))
    qkv, heads = np.zeros((3, T, D)), np.zeros((T, D))
    scores = np.zeros((2, h, T, T))
    blocks, cells, below = np.zeros((2, 2, T, 4 * H)), np.zeros((2, 2, T, H)), np.zeros((T, 2 * H))

    assert attention.stored == 2 * T * D + qkv.size + heads.size + scores.size
    assert lstm.stored == T * D + T * 2 * H + blocks.size + cells.size + below.size
    assert budget.stored(network(["10", "64", "3"])) == "10 + 2·64 + 2·3"


def test_sums_in_notes_give_their_numbers() -> None:
    """The sums that notes print evaluate to the output sizes and receptive fields."""
    net = network(["3x33x40", "conv:4:5x3:s2:p2", "pool:2", "conv:8:3:d2", "avgpool:3:s2:p1", "conv:4:1x3"])
    for step in net.steps:
        sums = re.findall(r"(⌊[^⌋]+⌋[ +·\d]*|\d+ \+ \d+·\(\d+ − \d+\)·\d+) = (\d+)", step.note)
        assert {int(result) for _, result in sums} == {*step.output[1:], *(step.field or ())}
        for printed, result in sums:
            plain = printed.replace("⌊", "floor(").replace("⌋", ")").replace("·", "*").replace("−", "-")
            assert eval(plain, {"floor": math.floor}) == int(result), step.note


def test_scores_are_most_of_a_long_sequence() -> None:
    """The activations of attention over 512 tokens hold 2·12·512² numbers for scores and weights alone."""
    net = network(["512", "embedding:50257:768", "attention:12"], batch=8)

    assert net.steps[1].inner == 4 * 512 * 768 + 2 * 12 * 512**2


@pytest.mark.parametrize(
    ("words", "options", "layers"),
    [
        ("7x10 64 3", {}, ["linear", "relu", "linear", "softmax"]),
        ("10 64:nobias 3", {}, ["linear", "relu", "linear", "softmax"]),
        ("10 linear:64 linear:3", {}, ["linear", "linear"]),
        ("10 64 linear:3", {}, ["linear", "linear"]),
        ("10 64 3", {"output": "linear", "activation": "tanh"}, ["linear", "tanh", "linear"]),
    ],
)
def test_only_sizes_alone_are_completed(words: str, options: dict[str, str], layers: list[str]) -> None:
    """Plain sizes get activations, for vectors and tokens, with a bias or without; spelled-out layers never do."""
    assert [step.layer for step in network(words.split(), **options).steps] == layers  # type: ignore[arg-type]


@pytest.mark.parametrize("option", [{"bias": False}, {"activation": "tanh"}, {"output": "sigmoid"}])
def test_options_for_sizes_are_refused_elsewhere(option: dict[str, Any]) -> None:
    """An option that would do nothing is refused, with the words that would do it."""
    with pytest.raises(UsageError, match="only complete plain sizes, but these layers are spelled out"):
        network(["3x8x8", "flatten", "10"], **option)


def noted(words: str, layer: str) -> tuple[str, str]:
    """Return the note and the PyTorch remark of the first such layer."""
    step = next(step for step in network(words.split(), batch=1).steps if step.layer == layer)
    return step.note, step.torch


def test_remarks_come_from_neighbors() -> None:
    """A bias before batchnorm, the last step of both directions, and softmax inside and at the end get remarks."""
    assert "batchnorm subtracts it again" in noted("3x8x8 conv:4:3 batchnorm", "conv")[0]
    assert "batchnorm" not in noted("3x8x8 conv:4:3:nobias batchnorm", "conv")[0]
    assert "has seen only one token" in noted("7x10 lstm:4:bi last", "last")[0]
    assert "has seen" not in noted("7x10 lstm:4 last", "last")[0]
    assert noted("10 softmax linear:3", "softmax")[1] == ""
    assert "before CrossEntropyLoss" in noted("10 linear:3 softmax", "softmax")[1]
    assert "a1.transpose(1, 2)" in noted("7x10 tanh 3 tanh softmax", "softmax")[1]
    assert "before BCEWithLogitsLoss" in noted("10 linear:3 sigmoid", "sigmoid")[1]
    assert "a batch of 1" in noted("10 batchnorm 3", "batchnorm")[0]


def test_attention_is_written_as_it_runs() -> None:
    """The printed product of queries, keys and values runs on arrays of the printed shapes."""
    shapes = network(["7x8", "attention:2"], batch=3).steps[0].shapes
    formula, _, sizes = shapes.partition(": ")
    weights, values, output = (
        tuple(map(int, found.split(","))) for found in re.findall(r"\(([\d,]+)\)", sizes)
    )
    Q, K, V = np.ones((3, *values))
    names = {"Q": Q, "K": K, "V": V, "softmax": lambda scores: np.broadcast_to(scores, weights)}

    assert eval(formula.replace("√4", "2"), names).shape == values
    assert output == (3, 7, 8)


def test_torch_remarks_are_of_the_layer_at_hand() -> None:
    """Layers without biases need bias=False; sequences with the batch axis first need batch_first."""
    assert noted("10 linear:3:nobias", "linear")[1] == "Linear(10, 3, bias=False).weight is (3,10): x @ W.T"
    assert noted("3x8x8 conv:4:3:nobias", "conv")[1].endswith("bias=False")
    assert "bias=False" in noted("7x8 attention:2:nobias", "attention")[1]
    for layer in ("rnn", "gru", "lstm"):
        assert "batch_first=True" in noted(f"7x10 {layer}:4", layer)[1]
    assert "last h and c" in noted("7x10 lstm:4", "lstm")[0]
    assert "c_t = f * c + i * g" in noted("7x10 lstm:4", "lstm")[0]
    assert "two gates and a candidate" in noted("7x10 gru:4", "gru")[0]


def test_window_may_exceed_the_image() -> None:
    """A note says when a receptive field exceeds the image and sees padding, and shows how it grew."""
    net = network(["3x8x8", "conv:4:5:p2", "pool:2", "conv:4:5:p2"])

    assert "sees 5x5 of the image: 1 + 1·(5 − 1)·1 = 5" in net.steps[0].note
    assert (
        "sees 14x14 of the image: 6 + 1·(5 − 1)·2 = 14, more than its 8x8: the rest is padding"
        in net.steps[2].note
    )


@settings(max_examples=40)
@given(sizes=st.lists(st.integers(1, 30), min_size=2, max_size=5), batch=st.integers(1, 6))
def test_shapes_are_those_of_arrays(sizes: list[int], batch: int) -> None:
    """The shapes of all lines are those of NumPy arrays computed by the same equations."""
    net = network([str(n) for n in sizes], batch=batch)
    names: dict[str, Any] = {"X": np.zeros((batch, sizes[0])), "relu": abs, "softmax": abs}
    for step in net.steps:
        names |= {tensor.name: np.zeros(tensor.shape) for tensor in step.learned}
        name, _, formula = step.equation.partition(" = ")
        names[name] = eval(formula, {}, names)
        assert names[name].shape == (batch, *step.output)


def test_memory_and_operations() -> None:
    """The budget of 10-64-3 with a batch of 32: bytes with each optimizer, operations of each pass."""
    net = network(PLAIN, batch=32)
    held = {item.what: item.amount for item in budget.memory(net)}
    done = {item.what: item.amount for item in budget.flops(net)}

    assert (held["weights"], held["gradients"], held["state of Adam"]) == (3596, 3596, 7192)
    assert (held["together with Adam"], held["together with SGD"]) == (14384, 7192)
    assert held["activations, batch of 32"] == 18432
    assert budget.memory(net, "float64")[-1].amount == 36864
    assert (done["forward"], done["backward"], done["training step"]) == (53248, 65536, 118784)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("0 3", "The input, '0': input size is 0; expected a whole number from 1 to 10,000,000."),
        ("-3 4", "The input, '-3': input size is -3; expected a whole number from 1"),
        ("10 1.5 3", "Layer 1, '1.5': units is '1.5'; expected a whole number"),
        ("ten 3", "The input, 'ten': expected the input's shape first, such as 10, 7x10 or 3x32x32."),
        ("10 64 ten", "Layer 2, 'ten': there is no such layer; the nearest"),
        ("10 64 bn 3", "Layer 2, 'bn': there is no such layer; nnprep calls it batchnorm."),
        ("10 upsample", "Layer 1, 'upsample': there is no such layer; the layers are linear, conv, pool,"),
        ("3x8x8 conv:4:3:s2:s3", "Layer 1, 'conv:4:3:s2:s3': stride is given twice."),
        ("7x10 lstm:4:bi:bi", "Layer 1, 'lstm:4:bi:bi': bi is given twice."),
        ("10 64 embedding:9:8", "embedding reads token ids, which only the input holds; put it first"),
        ("10 1000000000", "Layer 1, '1000000000': units is 1,000,000,000; expected a whole number from 1"),
        ("10 " + "1000000000 " * 10, "Layer 1, '1000000000': units is 1,000,000,000; expected"),
        ("10 foo", "Layer 1, 'foo': there is no such layer; the nearest is pool."),
        (
            "3x8x8 conv:4:9",
            "Layer 1, 'conv:4:9': kernel is 9, but the image height is 8; expected at most 8.",
        ),
        ("3x8x8 conv:4:3:d5", "kernel is 3 at dilation 5, spanning 11, but the image height is 8"),
        ("3x8x9 conv:4:3x12:p1", "kernel is 12, but the image width is 9 with padding 1 on both sides"),
        ("3x8x8 conv:4", "Layer 1, 'conv:4': kernel is missing; expected conv:FILTERS:KERNEL"),
        ("3x8x8 conv:0:3", "filters is 0; expected a whole number from 1"),
        ("3x8x8 conv:4:3:s0", "stride is 0; expected a whole number from 1"),
        ("3x8x8 conv:4:3:z1", "'z1' is not understood; expected conv:FILTERS:KERNEL"),
        (
            "3x8x8 conv:4:3:g2",
            "groups is 2; expected a divisor of the 3 input channels and of the 4 filters.",
        ),
        ("3x8x8 pool:4:p3", "padding is 3; expected at most half the kernel, 2."),
        ("3x8x8 10", "a linear layer needs vectors, but its input is (N,3,8,8); put flatten before it."),
        ("10 conv:3:3", "conv needs an image (channels, height, width), but its input is (N,10)."),
        ("10 lstm:4", "lstm needs a sequence (tokens, width), written 7x10, but its input is (N,10)."),
        ("7x10 lstm:4:l99", "layers is 99; expected at most 20."),
        ("7x10 attention:3", "heads is 3; expected a divisor of the width 10."),
        ("7x10 embedding:3:3", "embedding needs token ids (tokens,), but its input is (N,7,10)."),
        ("7x10 batchnorm", "batchnorm needs vectors or images, but its input is (N,7,10); use layernorm."),
        (
            "3x8x8 layernorm",
            "layernorm needs vectors, but its input is (N,3,8,8); use batchnorm or groupnorm.",
        ),
        ("10 dropout:1", "rate is '1'; expected a number of at least 0 and below 1."),
        ("10 dropout:nan", "rate is 'nan'; expected a number of at least 0 and below 1."),
        ("10 64:foo", "'foo' is not understood; expected UNITS or UNITS:nobias."),
        ("10 ²", "Layer 1, '²': units is '²'; expected a whole number"),
        ("3x3x3x3x3 10", "expected at most four sizes: channels x depth x height x width."),
        ("3x 10", "input size is ''; expected a whole number"),
        ("10 --bogus", "Layer 1, '--bogus': there is no such layer"),
        ("10", "A network needs an input and at least one layer"),
        ("1 " * 300, "300 layers are too many to explain; the limit is 200."),
    ],
)
def test_nonsense_is_one_clear_line(words: str, says: str) -> None:
    """Bad input gets one line: which layer, which number, what was expected."""
    with pytest.raises(UsageError) as error:
        network(words.split())

    assert says in error.value.sentence
    assert "\n" not in error.value.sentence


@pytest.mark.parametrize("text", ["0", "-1", "x", "1.5", "99999999999"])
def test_bad_batch_size_is_refused(text: str) -> None:
    """An invalid batch size is refused with what was expected."""
    with pytest.raises(UsageError, match=r"The batch size is .*; expected a whole number from 1"):
        batch_size(text)


def test_sizes_say_which_one_is_wrong() -> None:
    """An error in a list of sizes names the first invalid one."""
    with pytest.raises(UsageError, match="Size 2 of 3 is 'x'; expected"):
        plain_sizes(["3", "x", "1"], "nnprep explain")


def test_usages_are_the_grammar() -> None:
    """Each usage line parses into the layer's numbers, options and flags."""
    assert grammar(USAGES["conv"]) == (
        ["filters", "kernel"], {"s": "stride", "p": "padding", "d": "dilation", "g": "groups"},
        ["same", "nobias"],
    )  # fmt: skip
    assert all(usage.split(":")[0].split("[")[0] == name for name, usage in USAGES.items())
