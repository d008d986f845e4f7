"""The line that each layer adds to a derivation: equation, shapes, counts, costs, notes."""

from __future__ import annotations

from typing import Any

import pytest

from nnprep.errors import UsageError
from nnprep.nn.formulas import activations
from nnprep.nn.shapes import budget, layer_syntax
from nnprep.nn.shapes.backward import backward, row_of
from nnprep.nn.shapes.derivation import LAYERS, batch_size, network, plain_sizes
from nnprep.nn.shapes.layer_syntax import USAGES
from nnprep.nn.shapes.network import Network, Step, written

LINES: dict[str, dict[str, Any]] = {
    "10 linear:4": {
        "equation": "z1 = X @ W1 + b1",
        "shapes": "(N,10) @ (10,4) + (1,4) -> (N,4)",
        "learned": {"W1": (10, 4), "b1": (1, 4)},
        "count": "10·4 + 4",
        "flops": 80,
        "input_flops": 80,
        "flops_count": "2·10·4",
        "torch": "Linear(10, 4).weight is (4,10), .bias (4,): x @ W.T + b",
    },
    "7x10 linear:4:nobias": {
        "equation": "z1 = X @ W1",
        "shapes": "(N,7,10) @ (10,4) -> (N,7,4)",
        "learned": {"W1": (10, 4)},
        "count": "10·4",
        "flops": 560,
        "input_flops": 560,
        "flops_count": "2·7·10·4",
        "torch": "Linear(10, 4, bias=False).weight is (4,10): x @ W.T",
    },
    "7x10 softmax": {"equation": "a = softmax(X)", "note": "over the classes: each row sums to 1"},
    "3x7x10 softmax": {
        "equation": "a = softmax(X, axis=1)",
        "shapes": "(N,3,7,10)",
        "note": "over the channels: at each pixel they sum to 1",
    },
    "3x7x10 flatten": {
        "equation": "f = flatten(X)",
        "shapes": "(N,3,7,10) -> (N,210)",
        "note": "3·7·10 = 210; the batch axis stays",
    },
    "40x50 flatten": {"note": "40·50 = 2,000; the batch axis stays"},
    "10 flatten": {"shapes": "(N,10) -> (N,10)", "note": ""},
    "10 dropout:0.25": {
        "equation": "d = dropout(X, 0.25)",
        "shapes": "(N,10)",
        "note": "training only: survivors are divided by 0.75",
    },
    "10 batchnorm": {
        "equation": "n1 = γ1 * normal(X) + β1",
        "shapes": "(1,10) * (N,10) + (1,10)",
        "learned": {"γ1": (1, 10), "β1": (1, 10)},
        "count": "2·10",
        "note": "normal(X) = (X - mean) / √(var + ε), ε = 1e-5, over axis 0; running mean and variance, 2·10, are kept "
        "but not learned",
        "torch": "weight and bias are γ and β (10,); the buffers also hold a counter",
    },
    "3x7x10 batchnorm": {
        "shapes": "(1,3,1,1) * (N,3,7,10) + (1,3,1,1)",
        "learned": {"γ1": (1, 3, 1, 1), "β1": (1, 3, 1, 1)},
        "count": "2·3",
        "note": "normal(X) = (X - mean) / √(var + ε), ε = 1e-5, over axes 0, 2, 3; running mean and variance, 2·3, are "
        "kept but not learned",
    },
    "7x10 layernorm": {
        "equation": "n1 = γ1 * normal(X) + β1",
        "shapes": "(10,) * (N,7,10) + (10,)",
        "learned": {"γ1": (10,), "β1": (10,)},
        "count": "2·10",
        "note": "normal(X) = (X - mean) / √(var + ε), ε = 1e-5, over the last axis: each row on its own, no running "
        "statistics",
        "torch": "",
    },
    "3x7x10 conv:4:3x5:s2:p1": {
        "equation": "z1 = conv(X, W1, b1)",
        "shapes": "(N,3,7,10), (4,3,3,5), (4,) -> (N,4,4,4)",
        "learned": {"W1": (4, 3, 3, 5), "b1": (4,)},
        "count": "4·(3·3·5 + 1)",
        "flops": 5760,
        "input_flops": 5760,
        "flops_count": "2·4·4·4·3·3·5",
        "field": (3, 5),
        "note": "⌊(7 + 2·1 − 1·(3 − 1) − 1)/2⌋ + 1 = 4, ⌊(10 + 2·1 − 1·(5 − 1) − 1)/2⌋ + 1 = 4; "
        "sees 3x5 of the image: 1 + 1·(3 − 1)·1 = 3, 1 + 1·(5 − 1)·1 = 5",
        "torch": "same shapes: weight (F, C/g, KH, KW), bias (F,)",
    },
    "4x7x10 conv:6:2:g2:d3:nobias": {
        "equation": "z1 = conv(X, W1)",
        "shapes": "(N,4,7,10), (6,2,2,2) -> (N,6,4,7)",
        "learned": {"W1": (6, 2, 2, 2)},
        "count": "6·2·2·2",
        "flops": 2688,
        "input_flops": 2688,
        "flops_count": "2·6·4·7·2·2·2",
        "field": (4, 4),
        "note": "⌊(7 + 2·0 − 3·(2 − 1) − 1)/1⌋ + 1 = 4, ⌊(10 + 2·0 − 3·(2 − 1) − 1)/1⌋ + 1 = 7; "
        "sees 4x4 of the image: 1 + 3·(2 − 1)·1 = 4",
        "torch": "same shapes: weight (F, C/g, KH, KW), bias=False",
    },
    "3x7x10 pool:2x3": {
        "equation": "p = maxpool2x3(X)",
        "shapes": "(N,3,7,10) -> (N,3,3,3)",
        "field": (2, 3),
        "note": "⌊(7 + 2·0 − 1·(2 − 1) − 1)/2⌋ + 1 = 3, ⌊(10 + 2·0 − 1·(3 − 1) − 1)/3⌋ + 1 = 3; "
        "sees 2x3 of the image: 1 + 1·(2 − 1)·1 = 2, 1 + 1·(3 − 1)·1 = 3",
    },
    "3x7x10 avgpool:2:s1:p1": {
        "equation": "p = avgpool2x2(X)", "shapes": "(N,3,7,10) -> (N,3,8,11)", "field": (2, 2),
    },
    "7 embedding:100:8": {
        "equation": "e1 = E1[X]",
        "shapes": "(100,8) at (N,7) -> (N,7,8)",
        "learned": {"E1": (100, 8)},
        "count": "100·8",
        "flops": 0,
        "note": "a lookup, not a multiplication; the gradient is zero in every row that wasn't looked up",
        "torch": "same shape: weight (V, D)",
    },
    "7x10 rnn:3:bi": {
        "equation": "h1 = rnn(X)",
        "shapes": "(N,7,10) -> (N,7,6)",
        "learned": {
            "W1": (10, 3), "U1": (3, 3), "b1": (1, 3), "W1<-": (10, 3), "U1<-": (3, 3), "b1<-": (1, 3),
        },
        "count": "2·1·3·(10 + 3 + 1)",
        "flops": 1092,
        "input_flops": 840,
        "flops_count": "2·7·(2·1·3·(10 + 3))",
        "inner": 42,
        "inner_count": "2·7·3",
        "note": "one block: h_t = tanh(x_t @ W + h @ U + b), where h is the previous state; W (10,1·3), U (3,1·3), "
        "b (1,1·3); last h (2,N,3)",
        "torch": "two bias vectors per block: 90 parameters; weights (3, …); (N,7,10) needs batch_first=True",
    },
    "7x10 gru:4": {
        "count": "3·4·(10 + 4 + 1)",
        "inner": 84,
        "input_flops": 1680,
        "torch": "two bias vectors per block: 192 parameters; weights (12, …); (N,7,10) needs batch_first=True; "
        "its candidate has r * (h @ Un + bn')",
    },
    "7x10 lstm:4:l3": {
        "learned": {
            "W1.1": (10, 16), "U1.1": (4, 16), "b1.1": (1, 16), "W1.2": (4, 16), "U1.2": (4, 16), "b1.2": (1, 16),
            "W1.3": (4, 16), "U1.3": (4, 16), "b1.3": (1, 16),
        },
        "count": "4·4·(10 + 4 + 1) + 4·4·(4 + 4 + 1) + 4·4·(4 + 4 + 1)",
        "flops": 6720,
        "input_flops": 2240,
        "inner": 476,
        "inner_count": "15·7·4 + 2·7·4",
    },
    "7x8 attention:2": {
        "equation": "o1 = attention(X)",
        "shapes": "softmax(Q @ K.swapaxes(2, 3) / √4) @ V: (N,2,7,7) @ (N,2,7,4) -> (N,7,8)",
        "learned": {
            "W1q": (8, 8), "W1k": (8, 8), "W1v": (8, 8), "W1o": (8, 8),
            "b1q": (1, 8), "b1k": (1, 8), "b1v": (1, 8), "b1o": (1, 8),
        },
        "count": "4·8·8 + 4·8",
        "flops": 5152,
        "input_flops": 2688,
        "flops_count": "2·4·7·8·8 + 4·7·7·8",
        "inner": 420,
        "inner_count": "4·7·8 + 2·2·7·7",
        "torch": "in_proj_weight holds Wq, Wk, Wv as (24,8); (N,7,8) needs batch_first=True",
    },
    "7x8 attention:2:nobias": {
        "learned": {"W1q": (8, 8), "W1k": (8, 8), "W1v": (8, 8), "W1o": (8, 8)},
        "count": "4·8·8",
        "torch": "in_proj_weight holds Wq, Wk, Wv as (24,8); bias=False; (N,7,8) needs batch_first=True",
    },
    "3x10 conv1d:4:2:s3": {
        "equation": "z1 = conv1d(X, W1, b1)",
        "shapes": "(N,3,10), (4,3,2), (4,) -> (N,4,3)",
        "learned": {"W1": (4, 3, 2), "b1": (4,)},
        "count": "4·(3·2 + 1)",
        "flops": 144,
        "input_flops": 144,
        "flops_count": "2·4·3·3·2",
        "field": (2,),
        "note": "⌊(10 + 2·0 − 1·(2 − 1) − 1)/3⌋ + 1 = 3; sees 2 of the signal: 1 + 1·(2 − 1)·1 = 2",
        "torch": "same shapes: weight (F, C/g, K), bias (F,)",
    },
    "2x4x5x6 conv3d:3:1x2x3:nobias": {
        "equation": "z1 = conv3d(X, W1)",
        "shapes": "(N,2,4,5,6), (3,2,1,2,3) -> (N,3,4,4,4)",
        "learned": {"W1": (3, 2, 1, 2, 3)},
        "count": "3·2·1·2·3",
        "flops": 4608,
        "input_flops": 4608,
        "flops_count": "2·3·4·4·4·2·1·2·3",
        "field": (1, 2, 3),
        "torch": "same shapes: weight (F, C/g, KD, KH, KW), bias=False",
    },
    "3x7x10 conv:4:4x3:same:d2": {
        "shapes": "(N,3,7,10), (4,3,4,3), (4,) -> (N,4,7,10)",
        "learned": {"W1": (4, 3, 4, 3), "b1": (4,)},
        "count": "4·(3·4·3 + 1)",
        "flops": 20160,
        "input_flops": 20160,
        "field": (7, 5),
        "note": "⌊(7 + 6 − 2·(4 − 1) − 1)/1⌋ + 1 = 7, ⌊(10 + 4 − 2·(3 − 1) − 1)/1⌋ + 1 = 10; same adds d(k − 1) zeros "
        "along an axis; sees 7x5 of the image: 1 + 2·(4 − 1)·1 = 7, 1 + 2·(3 − 1)·1 = 5",
    },
    "3x7x10 convt:4:3x2:s2:p1:o1": {
        "equation": "z1 = conv.T(X, W1, b1)",
        "shapes": "(N,3,7,10), (3,4,3,2), (4,) -> (N,4,14,19)",
        "learned": {"W1": (3, 4, 3, 2), "b1": (4,)},
        "count": "3·4·3·2 + 4",
        "flops": 10080,
        "input_flops": 10080,
        "flops_count": "2·7·10·3·4·3·2",
        "note": "(7 − 1)·2 − 2·1 + 1·(3 − 1) + 1 + 1 = 14, (10 − 1)·2 − 2·1 + 1·(2 − 1) + 1 + 1 = 19; "
        "each input value adds its multiple of the kernel to the output",
        "torch": "same shapes: weight has the input's channels first, (C, F/g, …)",
    },
    "3x7x10 pool:2:s3:p1:ceil": {
        "equation": "p = maxpool2x2(X)",
        "shapes": "(N,3,7,10) -> (N,3,3,4)",
        "field": (2, 2),
        "note": "⌈(7 + 2·1 − 1·(2 − 1) − 1)/3⌉ + 1 − 1 = 3, ⌈(10 + 2·1 − 1·(2 − 1) − 1)/3⌉ + 1 − 1 = 4; a window that "
        "would start in the padding at the end is left out; sees 2x2 of the image: 1 + 1·(2 − 1)·1 = 2",
        "torch": "ceil_mode=True",
    },
    "3x7x10 avgpool:2:ceil": {"shapes": "(N,3,7,10) -> (N,3,4,5)", "field": (2, 2)},
    "7x10 transpose": {
        "equation": "t = X.swapaxes(1, 2)",
        "shapes": "(N,7,10) -> (N,10,7)",
        "note": "sequence layers read (tokens, width), conv1d reads (channels, length)",
    },
    "6x7x10 groupnorm:2": {
        "equation": "n1 = γ1 * normal(X) + β1",
        "shapes": "(1,6,1,1) * (N,6,7,10) + (1,6,1,1)",
        "learned": {"γ1": (1, 6, 1, 1), "β1": (1, 6, 1, 1)},
        "count": "2·6",
        "note": "normal(X) = (X - mean) / √(var + ε), ε = 1e-5, over 3 of 6 channels and all positions: each sample on "
        "its own, no running statistics",
        "torch": "weight and bias are γ and β (6,)",
    },
    "7x10 rmsnorm": {
        "equation": "n1 = γ1 * rms(X)",
        "shapes": "(10,) * (N,7,10)",
        "learned": {"γ1": (10,)},
        "count": "10",
        "note": "rms(X) = X / √(mean(X²) + ε) over the last axis: no mean is subtracted, and there is no β",
    },
    "7x10 lstm:4:l2:p3:bi": {
        "shapes": "(N,7,10) -> (N,7,6)",
        "learned": {
            f"{name}1.{layer}{way}": shape
            for layer, width in ((1, 10), (2, 6))
            for way in ("", "<-")
            for name, shape in {"W": (width, 16), "U": (3, 16), "b": (1, 16), "P": (4, 3)}.items()
        },
        "count": "2·(4·4·(10 + 3 + 1) + 4·3) + 2·(4·4·(6 + 3 + 1) + 4·3)",
        "flops": 10528,
        "input_flops": 4480,
        "flops_count": "2·7·(2·(4·4·(10 + 3) + 4·3) + 2·(4·4·(6 + 3) + 4·3))",
        "inner": 714,
        "inner_count": "24·7·4 + 1·7·6",
        "torch": "two bias vectors per block: 880 parameters; weights (16, …); (N,7,10) needs batch_first=True; "
        "proj_size=3",
    },
    "7x8 attention:4:k2": {
        "equation": "o1 = attention(X)",
        "shapes": "softmax(Q @ K.swapaxes(2, 3) / √2) @ V: (N,4,7,7) @ (N,4,7,2) -> (N,7,8)",
        "learned": {
            "W1q": (8, 8), "W1k": (8, 4), "W1v": (8, 4), "W1o": (8, 8),
            "b1q": (1, 8), "b1k": (1, 4), "b1v": (1, 4), "b1o": (1, 8),
        },
        "count": "2·8·8 + 2·8·4 + 2·8 + 2·4",
        "flops": 4256,
        "input_flops": 1792,
        "flops_count": "2·7·(2·8·8 + 2·8·4) + 4·7·7·8",
        "inner": 560,
        "inner_count": "2·7·8 + 2·7·4 + 2·4·7·7",
        "note": "grouped queries: K and V have 2 heads of 2 columns, each for 2 heads of queries: K.repeat(2, axis=1); "
        "the cache holds 2·4 numbers per token, not 2·8",
    },
    "7x8 attention:2:k1:nobias": {
        "learned": {"W1q": (8, 8), "W1k": (8, 4), "W1v": (8, 4), "W1o": (8, 8)},
        "count": "2·8·8 + 2·8·4",
    },
    "7x8 swiglu:5": {
        "equation": "s1 = (silu(X @ W1g) * (X @ W1u)) @ W1d",
        "shapes": "(N,7,8) @ (8,5) twice, (N,7,5) @ (5,8) -> (N,7,8)",
        "learned": {"W1g": (8, 5), "W1u": (8, 5), "W1d": (5, 8)},
        "count": "3·8·5",
        "flops": 1680,
        "input_flops": 1120,
        "flops_count": "2·7·3·8·5",
        "inner": 140,
        "inner_count": "4·7·5",
    },
    "8 swiglu:5": {
        "shapes": "(N,8) @ (8,5) twice, (N,5) @ (5,8) -> (N,8)",
        "learned": {"W1g": (8, 5), "W1u": (8, 5), "W1d": (5, 8)},
        "count": "3·8·5",
        "flops": 240,
        "input_flops": 160,
        "inner": 20,
        "inner_count": "4·5",
    },
    "7x10 last": {"equation": "l = X[:, -1]", "shapes": "(N,7,10) -> (N,10)", "note": "position 7 of 7"},
}  # fmt: skip
"""The only layer behind an input, and what its line holds; numbers worked out by hand from the equations."""


def derived(words: str, batch: int | None = None) -> Network:
    return network(words.split(), batch=batch)


@pytest.mark.parametrize("words", LINES)
def test_line_of_a_layer(words: str) -> None:
    """A layer's line holds its equation, shapes, counts, costs and remarks; what isn't named is empty."""
    step = derived(words).steps[0]
    empty = {
        "learned": {},
        "count": "",
        "flops": 0,
        "input_flops": 0,
        "inner": 0,
        "inner_count": "",
        "field": None,
    }
    expected = LINES[words]
    full = empty | expected if "shapes" in expected else expected
    found = {name: getattr(step, name) for name in full}
    if "learned" in found:
        found["learned"] = {tensor.name: tensor.shape for tensor in step.learned}

    assert found == full
    assert (step.word, step.source) == (words.split()[1], "X")
    assert step.shapes.endswith(written(step.output, "N")) or step.input == step.output


def test_every_layer_has_a_usage() -> None:
    """The layers that can be derived are those that the usage lists, with every activation and softmax."""
    assert set(LAYERS) == set(USAGES)
    assert set(layer_syntax.ACTIVATIONS) == {*activations.ACTIVATIONS, "softmax"}


def steps(words: str) -> tuple[Step, ...]:
    return derived(words).steps


def test_image_that_is_not_square() -> None:
    """Height comes before width everywhere: input, output, receptive field, jump and padding of a 7x10 image."""
    net = derived("3x7x10 conv:4:3x1 pool:1x2 conv:2:1x4:p1 flatten 5")

    assert net.input == (3, 7, 10)
    assert net.sizes is None
    assert [step.output for step in net.steps] == [(4, 5, 10), (4, 5, 5), (2, 7, 4), (56,), (5,)]
    assert [step.field for step in net.steps] == [(3, 1), (3, 2), (3, 8), None, None]
    assert [step.shapes for step in net.steps[1:4]] == [
        "(N,4,5,10) -> (N,4,5,5)", "(N,4,5,5), (2,4,1,4), (2,) -> (N,2,7,4)", "(N,2,7,4) -> (N,56)",
    ]  # fmt: skip
    assert net.stored == 210 + 200 + 100 + 56 + 56 + 5


@pytest.mark.parametrize(
    ("words", "shown"), [("2x7x10 conv:1:8x3:p1", "8x3"), ("2x7x10 conv:1:3x11:p1", "3x11")]
)
def test_window_beyond_one_axis_is_noted(words: str, shown: str) -> None:
    """A window that exceeds the image along one axis only sees padding too."""
    assert f"sees {shown} of the image" in steps(words)[0].note
    assert steps(words)[0].note.endswith(", more than its 7x10: the rest is padding")


def test_strides_add_up_along_each_axis() -> None:
    """The jump grows by the strides of its own axis: halving the width, then the height, doubles both."""
    fields = [step.field for step in steps("1x8x8 pool:1x2 pool:2x1 conv:1:2")]

    assert fields == [(1, 2), (2, 2), (4, 4)]


def test_window_as_large_as_the_image() -> None:
    """A kernel may be as large as the padded image, and a window as large as the image sees no padding."""
    assert steps("2x7x10 conv:1:7x10")[0].output == (1, 1, 1)
    assert "padding" not in steps("2x7x10 conv:1:7x10")[0].note
    assert steps("2x7x10 conv:1:9x12:p1")[0].output == (1, 1, 1)
    with pytest.raises(UsageError, match="kernel is 10, but the image height is 7 with padding 1 on both sides; "
                       "expected at most 9"):  # fmt: skip
        derived("2x7x10 conv:1:10x12:p1")


def test_added_activations_have_no_word() -> None:
    """A line has the word that it was written as; what completes plain sizes was not written."""
    assert [step.word for step in derived("10 64:nobias 3").steps] == ["64:nobias", "", "3", ""]


@pytest.mark.parametrize("words", ["10 4", "7x8 attention:2", "7x10 lstm:4:l2:bi", "3x7x10 conv:6:3:g3"])
def test_costs_are_whole_numbers(words: str) -> None:
    """Operations, parameters and stored numbers are integers, which are printed without a decimal point."""
    step = steps(words)[0]

    assert {type(each) for each in (step.flops, step.input_flops, step.parameters, step.stored)} == {int}


def test_head_that_is_tied() -> None:
    """A tied head learns nothing of its own, works as hard as any, and adds to the gradient of the table."""
    net = derived("7 embedding:20:8 tanh tied")
    head = net.steps[-1]

    assert (head.equation, head.shapes) == ("z2 = a1 @ E1.T", "(N,7,8) @ (8,20) -> (N,7,20)")
    assert (net.parameters, head.learned, head.flops, net.backward_flops) == (160, (), 2240, 4480)
    assert "an untied head would add 8·20 = 160 weights" in head.note
    assert [(line.equation, line.shapes) for line in backward(net) if line.of in ("E1", "a1")] == [
        ("dE1 = dz2.reshape(-1, 20).T @ a1.reshape(-1, 8)", "(20,N·7) @ (N·7,8) -> (20,8)"),
        ("da1 = dz2 @ E1", "(N,7,20) @ (20,8) -> (N,7,8)"),
        ("dE1 += de1 added up by token", "(N,7,8) -> (20,8)"),
    ]


def test_signal_has_its_channels_first() -> None:
    """Behind conv1d, norms, softmax, losses and pooling know channels; transpose makes tokens of them, and back."""
    net = derived(
        "3x10 conv1d:4:3:same batchnorm softmax pool:2 transpose rmsnorm transpose conv1d:2:5 groupnorm:1"
    )
    lines = {step.layer: step for step in net.steps}

    assert [step.output for step in net.steps] == [
        (4, 10), (4, 10), (4, 10), (4, 5), (5, 4), (5, 4), (4, 5), (2, 1), (2, 1),
    ]  # fmt: skip
    assert "over axes 0, 2;" in lines["batchnorm"].note
    assert lines["softmax"].note == "over the channels: at each step they sum to 1"
    assert [step.field for step in net.steps] == [(3,), None, None, (4,), None, None, None, None, None]
    assert row_of(net) == "step"
    assert backward(net)[0].equation == "dn5 = (n5 - Y) / (N*1)"
    assert backward(derived("3x4x5x6 conv3d:2:1 softmax"))[0].equation == "dz1 = (a1 - Y) / (N*4*5*6)"


def test_backward_of_newer_layers() -> None:
    """Equations of the gradients of SwiGLU, RMS norm, group norm and a transposed convolution."""
    tokens = {line.of: line for line in backward(derived("7x8 4 rmsnorm swiglu:5 relu"))}
    image = {line.of: line for line in backward(derived("3x4x4 conv:6:1 groupnorm:2 convt:2:3:s2"))}

    assert [tokens[name].equation for name in ("W3d", "W3u", "W3g", "n2", "γ2", "z1")] == [
        "dW3d = h.T @ ds3.reshape(-1, 4); h = silu(g) * u",
        "dW3u = n2.reshape(-1, 4).T @ du; du = dh * silu(g), dh = ds3.reshape(-1, 4) @ W3d.T",
        "dW3g = n2.reshape(-1, 4).T @ dg; dg = dh * u * silu'(g)",
        "dn2 = dg @ W3g.T + du @ W3u.T",
        "dγ2 = sums of dn2 * rms(z1) over axes 0, 1",
        "dz1 = (d - rms(z1) * mean(d * rms(z1))) / √(mean(z1²) + ε); d = γ2 * dn2, means over axis -1",
    ]
    assert tokens["W3g"].shapes == "(4,N·7) @ (N·7,5) -> (4,5)"
    assert tokens["n2"].shapes == "(N·7,5) @ (5,4) twice -> (N,7,4)"
    assert image["W3"].equation == "dW3 = conv(dz3, n2)"
    assert image["n2"].equation == "dn2 = conv(dz3, W3)"
    assert image["z1"].equation.endswith("d = γ2 * dn2, means over each group")


def test_memory_by_layer() -> None:
    """Weights, weights with Adam and activations of each layer add up to the budget of the network."""
    net = network(["3x4x4", "conv:2:3:same", "relu", "flatten", "5"], batch=10)

    assert [tuple(row) for row in budget.memory_by_layer(net, "float16")] == [
        ("X", "input", 0, 0, 960),
        ("z1", "conv", 112, 448, 640),
        ("a1", "relu", 0, 0, 640),
        ("f1", "flatten", 0, 0, 640),
        ("z2", "linear", 330, 1320, 100),
        ("all", "", 442, 1768, 2980),
    ]
    for item in budget.memory(net, "float16"):
        whole = budget.memory_by_layer(net, "float16")[-1]
        wanted = {"weights": whole.weights, "together with Adam": whole.with_adam}
        assert item.amount == wanted.get(item.what, item.amount)
    assert budget.memory(net, "float16")[-1].amount == 2980


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            "3x8x8 conv:4:3:same:s2",
            "same sets the padding, for a stride of 1; leave out the stride and the padding",
        ),
        (
            "3x8x8 conv:4:3x3x3",
            "the kernel has 3 sizes; expected one for each axis of the image, height x width",
        ),
        (
            "3x9 conv1d:4:3x3",
            "the kernel has 2 sizes; expected one for each axis of the signal, length, or one",
        ),
        (
            "3x8x8 conv3d:4:3",
            "conv3d needs a volume (channels, depth, height, width), written 3x16x32x32, but",
        ),
        ("7 embedding:9:8 conv1d:4:3", "but its input is (tokens, width) (N,7,8); put transpose before it"),
        ("3x9 conv1d:4:3 lstm:4", "but its input is (channels, length) (N,4,7); put transpose before it"),
        ("3x9 conv1d:4:3 5", "a linear layer needs vectors, but its input is (N,4,7); put flatten before it"),
        ("3x9 conv1d:4:3 swiglu:5", "swiglu needs vectors, but its input is (N,4,7); put flatten before it"),
        ("3x8x8 transpose", "transpose needs two axes, (tokens, width) or (channels, length), but its input"),
        ("3x8x8 convt:4:3:s2:o2", "output_padding is 2; expected less than the stride or the dilation"),
        ("3x8x8 convt:4:3:p5", "padding is 5, which leaves nothing of the output: 0x0"),
        (
            "3x8x8 convt:4:3:g2",
            "groups is 2; expected a divisor of the 3 input channels and of the 4 filters",
        ),
        ("3x8x8 pool:10:s2:ceil", "kernel is 10, but the image height is 8; expected at most 9"),
        ("3x8x8 groupnorm:2", "groups is 2; expected a divisor of the 3 channels"),
        ("7x8 groupnorm:2", "groupnorm needs vectors or images, but its input is (N,7,8); use layernorm"),
        ("3x8x8 rmsnorm", "rmsnorm needs vectors, but its input is (N,3,8,8); use batchnorm or groupnorm"),
        ("7x10 lstm:4:p4", "projection is 4; expected less than the hidden size 4"),
        ("7x10 gru:4:p2", "'p2' is not understood; expected gru:HIDDEN[:lLAYERS][:bi]"),
        ("7x12 attention:6:k4", "kv_heads is 4; expected a divisor of the 6 heads"),
        ("7x8 tied", "tied needs an embedding before it, whose table is also the head's weights"),
        ("7 embedding:9:8 4 tied", "tied needs the width of the embedding, 8, but its input is (N,7,4)"),
    ],
)
def test_newer_layers_refuse_what_does_not_fit(words: str, says: str) -> None:
    """Each error says which number or axis is wrong and what was expected."""
    with pytest.raises(UsageError) as error:
        derived(words)

    assert says in error.value.sentence


def test_sizes_are_those_of_plain_vectors_only() -> None:
    """Only plain sizes behind a vector are a fully connected network; the same sizes behind tokens are not."""
    assert derived("7 10 3").sizes == (7, 10, 3)
    assert derived("7x10 10 3").sizes is None
    assert derived("7 linear:10 3").sizes is None
    assert derived("3x7x10 flatten 3").sizes is None


def test_limits_are_inclusive() -> None:
    """The largest depth, stack of layers and pooling padding are accepted, one more is refused."""
    assert len(network(["1", *["1:nobias"] * 199]).steps) == 398
    assert steps("7x10 rnn:2:l20")[0].parameters == 10 * 2 + 2 * 2 + 2 + 19 * (2 * 2 + 2 * 2 + 2)
    assert steps("2x7x10 pool:4:p2")[0].output == (2, 2, 3)
    for words, says in (
        ("1 " * 201, "201 layers are too many"),
        ("7x10 rnn:2:l21", "layers is 21; expected at most 20"),
        ("2x7x10 pool:4x2:p2", "padding is 2; expected at most half the kernel, 1"),
        (
            "2x7x10 conv:4:3:g4",
            "groups is 4; expected a divisor of the 2 input channels and of the 4 filters",
        ),
        (
            "2x7x10 conv:3:3:g2",
            "groups is 2; expected a divisor of the 2 input channels and of the 3 filters",
        ),
        ("7x9 attention:2", "heads is 2; expected a divisor of the width 9"),
    ):
        with pytest.raises(UsageError, match=says):
            derived(words)


def test_single_row_warning_is_about_vectors_and_a_batch_of_one() -> None:
    """Only batch normalization of single vectors normalizes to zero."""

    def note(words: str, batch: int | None) -> str:
        return derived(words, batch=batch).steps[0].note

    assert note("10 batchnorm", 1).endswith(
        "a batch of 1 normalizes to zero, and PyTorch refuses to train on it"
    )
    for words, batch in (("10 batchnorm", 2), ("10 batchnorm", None), ("3x7x10 batchnorm", 1)):
        assert "batch of 1" not in note(words, batch)


def test_note_of_attention_and_of_an_lstm() -> None:
    """Attention says what it keeps and that heads cost no parameters; an LSTM says which last states it returns."""
    attention, lstm = steps("7x8 attention:2")[0].note, steps("7x10 lstm:4:l2:bi")[0].note

    assert attention.startswith("Q, K, V, scores, weights and the outputs of the heads are kept")
    assert "; the number of heads doesn't change the parameters: heads split the columns" in attention
    assert attention.endswith(" of the same matrices")
    assert lstm.endswith("W (10,4·4), U (4,4·4), b (1,4·4); last h and c, each (4,N,4)")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("10 attention:2", "attention needs a sequence"),
        ("10 last", "last needs a sequence"),
        ("10 gru:4", "gru needs a sequence"),
        ("7x10 pool:2", "pool needs an image"),
        ("10 avgpool:2", "avgpool needs an image"),
        ("3x8x8 pool:5:p3", r"expected at most half the kernel, 2\.$"),
    ],
)
def test_errors_name_the_layer(words: str, says: str) -> None:
    """A layer that doesn't fit its input is named, and what is said about the kernel is a whole number."""
    with pytest.raises(UsageError, match=says):
        derived(words)


@pytest.mark.parametrize(
    "words",
    [
        "3x7x10 conv:4:2 batchnorm relu pool:2 dropout:0.5 flatten 5",
        "7 embedding:20:8 attention:2:nobias rnn:3:bi lstm:5:l2 gru:4 layernorm last 2:nobias",
        "3x7x10 avgpool:2 conv:2:1 sigmoid",
        "7x10 4 softmax 3 tanh",
        "10 dropout:0.5 relu",
    ],
)
@pytest.mark.parametrize("batch", [None, 6])
def test_a_gradient_has_the_shape_of_its_value(words: str, batch: int | None) -> None:
    """The gradient of each result has its shape, with the batch size in front, in every kind of layer."""
    net = derived(words, batch)
    shapes = {step.name: written(step.output, net.rows) for step in net.steps}
    gradients = [line for line in backward(net) if not line.learned]

    assert gradients
    assert [(line.of, shapes[line.of]) for line in gradients] == [(line.of, line.shape) for line in gradients]


def test_remarks_are_joined() -> None:
    """A remark from a neighbor follows what the layer says itself, and PyTorch's remark likewise."""
    conv, _ = steps("3x7x10 conv:4:3 batchnorm")
    last = steps("7x10 lstm:4:bi last")[1]
    softmax = steps("7x10 linear:4 softmax")[1]

    assert conv.note.endswith("; its bias does nothing: batchnorm subtracts it again, so write nobias")
    assert (
        last.note
        == "position 7 of 7; for the backward direction this is its first step, which has seen only one token"
    )
    assert softmax.torch == (
        "leave it out before CrossEntropyLoss, which takes logits; it expects the classes on axis 1: z1.transpose(1, 2)"
    )
    assert steps("10 linear:4 batchnorm")[0].note == (
        "its bias does nothing: batchnorm subtracts it again, so write nobias"
    )
    assert steps("10 relu batchnorm")[0].note == ""


@pytest.mark.parametrize(
    ("words", "row", "start"),
    [
        ("10 4 3", "sample", "dz2 = (a2 - Y) / N"),
        ("7x10 4 3", "token", "dz2 = (a2 - Y) / (N*7)"),
        ("3x7x10 conv:2:1 softmax", "pixel", "dz1 = (a1 - Y) / (N*7*10)"),
        ("3x7x10 conv:2:1", "pixel", "dz1 = (z1 - Y) / (N*7*10)"),
        ("5 softmax", "sample", "dX = (a - Y) / N"),
        ("5 relu", "sample", "da = (a - Y) / N"),
    ],
)
def test_loss_is_averaged_over_rows(words: str, row: str, start: str) -> None:
    """The first gradient divides by the rows: samples, tokens or pixels."""
    net = derived(words)

    assert row_of(net) == row
    assert backward(net)[0].equation == start


def test_backward_of_an_image_network() -> None:
    """Equations, shapes and shapes of gradients through convolution, normalization, pooling and flattening."""
    net = derived("3x7x10 conv:4:2 batchnorm relu pool:2 dropout:0.5 flatten 5", batch=6)

    assert [(line.equation, line.shapes, line.shape) for line in backward(net)] == [
        ("dz3 = (z3 - Y) / 6", "(6,5)", "(6,5)"),
        ("dW3 = f2.T @ dz3", "(48,6) @ (6,5) -> (48,5)", "(48,5)"),
        ("db3 = column sums of dz3", "(6,5) -> (1,5)", "(1,5)"),
        ("df2 = dz3 @ W3.T", "(6,5) @ (5,48) -> (6,48)", "(6,48)"),
        ("dd2 = df2.reshape(-1, 4, 3, 4)", "(6,48) -> (6,4,3,4)", "(6,4,3,4)"),
        ("dp2 = dd2 * the same scaled mask", "(6,4,3,4) -> (6,4,3,4)", "(6,4,3,4)"),
        ("da2 = dp2 at the maxima", "(6,4,3,4) -> (6,4,6,9)", "(6,4,6,9)"),
        ("dn2 = da2 * relu'(n2)", "(6,4,6,9) * (6,4,6,9)", "(6,4,6,9)"),
        ("dγ2 = sums of dn2 * normal(z1) over axes 0, 2, 3", "(6,4,6,9) -> (1,4,1,1)", "(1,4,1,1)"),
        ("dβ2 = sums of dn2 over axes 0, 2, 3", "(6,4,6,9) -> (1,4,1,1)", "(1,4,1,1)"),
        (
            "dz1 = (d - mean(d) - normal(z1) * mean(d * normal(z1))) / √(var + ε); d = γ2 * dn2, "
            "means over axes 0, 2, 3",
            "(6,4,6,9)", "(6,4,6,9)",
        ),
        ("dW1 = conv(X, dz1)", "(6,3,7,10) * (6,4,6,9) -> (4,3,2,2)", "(4,3,2,2)"),
        ("db1 = channel sums of dz1", "(6,4,6,9) -> (4,)", "(4,)"),
    ]  # fmt: skip


def test_backward_of_a_sequence_network() -> None:
    """Recurrent layers, attention, embeddings and the last position hand their gradients on."""
    net = derived("7 embedding:20:8 attention:2:nobias rnn:3 last 2:nobias")

    assert [(line.equation, line.shapes) for line in backward(net)] == [
        ("dz4 = (z4 - Y) / N", "(N,2)"),
        ("dW4 = l3.T @ dz4", "(3,N) @ (N,2) -> (3,2)"),
        ("dl3 = dz4 @ W4.T", "(N,2) @ (2,3) -> (N,3)"),
        ("dh3 = dl3 at the last position, 0 before", "(N,3) -> (N,7,3)"),
        ("dW3 = summed over time", "(N,7,3) -> (8,3)"),
        ("dU3 = summed over time", "(N,7,3) -> (3,3)"),
        ("db3 = summed over time", "(N,7,3) -> (1,3)"),
        ("do2 = through rnn(dh3)", "(N,7,3) -> (N,7,8)"),
        *((f"dW2{kind} = through softmax and products", "(N,7,8) -> (8,8)") for kind in "qkvo"),
        ("de1 = through attention(do2)", "(N,7,8) -> (N,7,8)"),
        ("dE1 = de1 added up by token", "(N,7,8) -> (20,8)"),
    ]


def test_backward_of_tokens_and_inner_softmax() -> None:
    """Tokens become rows of a weight gradient, and a softmax inside passes through its Jacobian."""
    lines = {line.of: line for line in backward(derived("7x10 4 softmax 3 tanh"))}
    pixels = {line.of: line for line in backward(derived("2x7x10 conv:3:1 softmax conv:2:1"))}

    assert lines["W2"].equation == "dW2 = a1.reshape(-1, 4).T @ dz2.reshape(-1, 3)"
    assert lines["W2"].shapes == "(4,N·7) @ (N·7,3) -> (4,3)"
    assert lines["b2"].shapes == "(N·7,3) -> (1,3)"
    assert lines["a1"].shapes == "(N,7,3) @ (3,4) -> (N,7,4)"
    assert lines["z1"].equation == "dz1 = a1 * (da1 - sum(da1 * a1, axis=-1, keepdims=True))"
    assert lines["z1"].shapes == "(N,7,4)"
    assert pixels["z1"].equation == "dz1 = a1 * (da1 - sum(da1 * a1, axis=1, keepdims=True))"
    assert pixels["a1"].equation == "da1 = conv.T(dz2, W2)"
    assert pixels["a1"].shapes == "(N,2,7,10) * (2,3,1,1) -> (N,3,7,10)"


def test_errors_offer_a_next_step() -> None:
    """Every error names the command that helps."""
    for words, next_step in (
        ("10", "nnprep explain shapes 10 64 3"),
        ("10 ten", "nnprep explain shapes --help"),
        ("x 10", "nnprep explain shapes --help"),
    ):
        with pytest.raises(UsageError) as error:
            derived(words)
        assert error.value.next_step == next_step


def test_errors_of_bare_sizes_offer_a_next_step() -> None:
    """An invalid batch size or plain size names the command that helps, too."""
    with pytest.raises(UsageError) as batch:
        batch_size("0")
    with pytest.raises(UsageError) as plain:
        plain_sizes(["3", "x"], "nnprep explain init")

    assert batch.value.next_step == "nnprep explain shapes --help"
    assert plain.value.next_step == "nnprep explain init"


def test_equal_layers_are_stored_several_times() -> None:
    """What equal layers keep is written once, times their number, in brackets if it is a sum."""
    net = derived("7x8 attention:2 attention:2")

    assert budget.stored(net) == "3·7·8 + 2·(4·7·8 + 2·2·7·7)"
    assert net.stored == 3 * 7 * 8 + 2 * (4 * 7 * 8 + 2 * 2 * 7 * 7)


def test_numbers_have_sizes() -> None:
    """Half precision takes two bytes, single four, double eight."""
    assert budget.ITEM_SIZES == {"float16": 2, "bfloat16": 2, "float32": 4, "float64": 8}


def test_budget_of_one_sample_and_of_a_batch() -> None:
    """Names, formulas and amounts of memory and operations, with a batch size and without."""
    one, batch = network(["2", "3", "1"]), network(["2", "3", "1"], batch=2000)

    assert [(item.what, item.formula, item.amount) for item in budget.memory(one, "float16")] == [
        ("weights", "13 · 2", 26),
        ("gradients", "13 · 2", 26),
        ("state of SGD", "0 · 13 · 2", 0),
        ("state of momentum", "1 · 13 · 2", 26),
        ("state of Adam", "2 · 13 · 2", 52),
        ("together with SGD", "2 · 13 · 2", 52),
        ("together with momentum", "3 · 13 · 2", 78),
        ("together with Adam", "4 · 13 · 2", 104),
        ("activations, one sample", "1 · 10 · 2", 20),
    ]
    assert [(item.what, item.formula, item.amount) for item in budget.flops(batch)] == [
        ("z1", "2,000·2·2·3", 24_000),
        ("z2", "2,000·2·3·1", 12_000),
        ("forward", "all layers", 36_000),
        ("backward", "2·36,000 − 24,000", 48_000),
        ("training step", "36,000 + 48,000", 84_000),
    ]
    assert budget.flops(one)[0].formula == "2·2·3"
    assert budget.memory(batch)[-1].what == "activations, batch of 2000"
    assert budget.flops(network(["7", "embedding:9:4", "2"]))[-2].formula == "2·112"
    assert budget.flops(network(["7x8", "attention:2"], batch=3))[0].formula == "3·(2·4·7·8·8 + 4·7·7·8)"


def test_data_needs_no_gradient() -> None:
    """The backward pass costs twice the forward pass, less the gradient of the input of the first learned layer."""
    assert derived("10 relu 4 3").backward_flops == 2 * (80 + 24) - 80
    assert derived("7x8 attention:2").backward_flops == 2 * 5152 - 2688
    assert derived("10 relu").backward_flops == 0


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (999_999, "999,999 B"), (10**6, "1.0 MB"), (3_762_336, "3.8 MB"), (10**9 - 1, "1,000.0 MB"),
        (10**9, "1.0 GB"), (10**12, "1.0 TB"), (25 * 10**14, "2,500.0 TB"),
    ],
)  # fmt: skip
def test_bytes_are_readable(count: int, text: str) -> None:
    """Bytes are shown in the largest unit of a power of a thousand, from a megabyte on."""
    assert budget.readable(count) == text


def test_shapes_are_written_like_tuples() -> None:
    """A shape with one axis keeps its comma; the batch axis comes first."""
    assert [written((4,)), written((4, 3)), written((4,), "N"), written((), "N")] == [
        "(4,)",
        "(4,3)",
        "(N,4)",
        "(N,)",
    ]
