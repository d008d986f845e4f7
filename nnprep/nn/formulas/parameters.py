"""How many numbers each kind of layer learns: one formula each, tested against real arrays and PyTorch.

Samples are rows: `W` is (n_in, n_out), `b` is (1, n_out). All results are exact integers of any size.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

GATES = {"rnn": 1, "gru": 3, "lstm": 4}
"""How many blocks of weights one step of a recurrent layer has: its gates and its candidate."""


def mlp_weights(sizes: Sequence[int]) -> int:
    """Return the weights of a fully connected network: Σ n_in · n_out."""
    return sum(n_in * n_out for n_in, n_out in pairwise(sizes))


def mlp_biases(sizes: Sequence[int]) -> int:
    """Return the biases of a fully connected network: one per unit that isn't an input."""
    return sum(sizes[1:])


def mlp_parameters(sizes: Sequence[int], bias: bool = True) -> int:
    """Return the parameters of a fully connected network: Σ (n_in + 1) · n_out, 899 for 10-64-3."""
    return mlp_weights(sizes) + (mlp_biases(sizes) if bias else 0)


def conv_parameters(
    channels: int, filters: int, kernel: int | Sequence[int], groups: int = 1, bias: bool = True
) -> int:
    """Return the parameters of a 2-D convolution: F · (C/g · KH · KW + 1), whatever the image size."""
    height, width = both(kernel)
    return filters * (channels // groups * height * width + bias)


def transposed_conv_parameters(
    channels: int, filters: int, kernel: int | Sequence[int], bias: bool = True
) -> int:
    """Return the parameters of a transposed 2-D convolution: C · F · KH · KW + F."""
    height, width = both(kernel)
    return channels * filters * height * width + filters * bias


def separable_conv_parameters(channels: int, filters: int, kernel: int) -> int:
    """Return the parameters of a depthwise and a 1×1 convolution, both with bias: C(K² + 1) + F(C + 1)."""
    return conv_parameters(channels, channels, kernel, groups=channels) + conv_parameters(
        channels, filters, 1
    )


def embedding_parameters(vocabulary: int, width: int) -> int:
    """Return the parameters of an embedding table: one row of `width` numbers per entry."""
    return vocabulary * width


def attention_parameters(
    width: int, bias: bool = True, key_width: int | None = None, value_width: int | None = None
) -> int:
    """Return the parameters of multi-head attention: 4D² + 4D, for any number of heads.

    These are the query, key, value and output projections; heads split the columns of the same matrices. Keys and
    values may have other widths: D² + D·D_k + D·D_v + D² + 4D.
    """
    keys = width if key_width is None else key_width
    values = width if value_width is None else value_width
    return width * (width + keys + values + width) + 4 * width * bias


def lora_parameters(inputs: int, outputs: int, rank: int) -> int:
    """Return what a low-rank update of one matrix learns: r · (n_in + n_out) (Hu et al. 2022)."""
    return rank * (inputs + outputs)


def encoder_parameters(width: int, hidden: int) -> int:
    """Return the parameters of a Transformer encoder layer: attention, a D-F-D network, two layer norms."""
    return (
        attention_parameters(width) + mlp_parameters([width, hidden, width]) + 2 * layernorm_parameters(width)
    )


def recurrent_parameters(
    cell: str,
    inputs: int,
    hidden: int,
    layers: int = 1,
    bidirectional: bool = False,
    bias_vectors: int = 1,
    projection: int = 0,
) -> int:
    """Return the parameters of an "rnn", "gru" or "lstm": g · H · (D + H + bias_vectors) per layer.

    With a projection to width P, a layer has g · H · (D + P + bias_vectors) + H · P, and P is its output's width.

    Textbooks have one bias vector per block, a gate or a candidate; PyTorch has two (`bias_vectors=2`), one for the
    input and one for the hidden state. A second layer reads the output of the first, of width H or 2H.
    """
    directions, state = 2 if bidirectional else 1, projection or hidden
    total = 0
    for layer in range(layers):
        entering = inputs if layer == 0 else state * directions
        total += directions * GATES[cell] * hidden * (entering + state + bias_vectors)
        total += directions * hidden * projection
    return total


def rnn_parameters(inputs: int, hidden: int, bias_vectors: int = 1) -> int:
    """Return the parameters of a plain recurrent layer: H(D + H + 1); PyTorch has two bias vectors."""
    return recurrent_parameters("rnn", inputs, hidden, bias_vectors=bias_vectors)


def gru_parameters(inputs: int, hidden: int, bias_vectors: int = 1) -> int:
    """Return the parameters of a GRU layer: 3H(D + H + 1); PyTorch has two bias vectors."""
    return recurrent_parameters("gru", inputs, hidden, bias_vectors=bias_vectors)


def lstm_parameters(inputs: int, hidden: int, bias_vectors: int = 1) -> int:
    """Return the parameters of an LSTM layer: 4H(D + H + 1); PyTorch has two bias vectors."""
    return recurrent_parameters("lstm", inputs, hidden, bias_vectors=bias_vectors)


def batchnorm_parameters(channels: int) -> int:
    """Return what batch normalization learns: γ and β, 2C. Its running statistics are not learned."""
    return 2 * channels


def batchnorm_buffers(channels: int, counter: bool = False) -> int:
    """Return what batch normalization keeps without learning it: running mean and variance, 2C (and a counter)."""
    return 2 * channels + counter


def layernorm_parameters(width: int) -> int:
    """Return what layer normalization learns: γ and β, one pair per feature, 2D."""
    return 2 * width


def groupnorm_parameters(channels: int) -> int:
    """Return what group normalization learns: γ and β for each channel, 2C, for any number of groups."""
    return 2 * channels


def swiglu_parameters(width: int, hidden: int) -> int:
    """Return the parameters of a SwiGLU feed-forward network: gate, up and down, 3DF without biases (Shazeer 2020)."""
    return 3 * width * hidden


def rmsnorm_parameters(width: int) -> int:
    """Return what root-mean-square normalization learns: γ only, D."""
    return width


def both(size: int | Sequence[int]) -> tuple[int, int]:
    """Return height and width of a size, which is one number if both are the same."""
    if isinstance(size, int):
        return size, size
    height, width = size
    return height, width


NUMBERS = (
    mlp_parameters, mlp_weights, mlp_biases, conv_parameters, transposed_conv_parameters,
    separable_conv_parameters, embedding_parameters, attention_parameters, lora_parameters, encoder_parameters,
    recurrent_parameters, rnn_parameters, gru_parameters, lstm_parameters, batchnorm_parameters,
    batchnorm_buffers, layernorm_parameters, groupnorm_parameters, rmsnorm_parameters, swiglu_parameters,
)  # fmt: skip
