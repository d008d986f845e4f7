"""What a network costs: floating-point operations, stored activations, bytes of training state.

One multiply-add counts as two operations; bias additions and activations are left out, as usual.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from nnprep.nn.formulas.parameters import both

STATE_FLOATS = {"sgd": 0, "momentum": 1, "rmsprop": 1, "adagrad": 1, "adam": 2}
"""Numbers that an optimizer remembers per parameter."""
IRREDUCIBLE, A, ALPHA, B, BETA = 1.8172, 482.01, 0.3478, 2085.43, 0.3658
"""The scaling law's constants as fitted by Besiroglu et al. (2024) to the runs of Hoffmann et al. (2022)."""


def mlp_forward_flops(sizes: Sequence[int], batch: int = 1) -> int:
    """Return the operations of a forward pass: 2 · m · Σ n_in · n_out."""
    return 2 * batch * sum(n_in * n_out for n_in, n_out in pairwise(sizes))


def mlp_backward_flops(sizes: Sequence[int], batch: int = 1) -> int:
    """Return the operations of a backward pass: dW for every layer, dX for every layer but the first."""
    return 2 * mlp_forward_flops(sizes, batch) - 2 * batch * sizes[0] * sizes[1]


def mlp_training_flops(sizes: Sequence[int], batch: int = 1) -> int:
    """Return the operations of one training step: forward plus backward, about three times forward."""
    return mlp_forward_flops(sizes, batch) + mlp_backward_flops(sizes, batch)


def mlp_stored_floats(sizes: Sequence[int], batch: int = 1) -> int:
    """Return the numbers in X and every pre-activation and activation: m · (n₀ + 2 Σ n_l)."""
    return batch * (sizes[0] + 2 * sum(sizes[1:]))


def mlp_needed_floats(sizes: Sequence[int], batch: int = 1) -> int:
    """Return the numbers that the backward pass of a ReLU network needs: m · Σ n_l; the mask comes from A."""
    return batch * sum(sizes)


def conv_flops(
    images: int,
    channels: int,
    filters: int,
    kernel: int | Sequence[int],
    output: int | Sequence[int],
    groups: int = 1,
) -> int:
    """Return the operations of a 2-D convolution with output OH, OW: 2 · N · F · OH · OW · C/g · KH · KW."""
    kernel_height, kernel_width = both(kernel)
    height, width = both(output)
    return 2 * images * filters * height * width * (channels // groups) * kernel_height * kernel_width


def attention_flops(batch: int, heads: int, tokens: int, head_width: int) -> int:
    """Return the operations of Q Kᵀ and of weights times V: 4 · B · h · T² · d, without the projections."""
    return 4 * batch * heads * tokens**2 * head_width


def attention_share(tokens: int, width: int) -> float:
    """Return the share of scores and weighted sums in a block's operations, T / (T + 6D), with a 4D hidden layer.

    Those take 4T²D, the four projections 8TD² and the feed-forward network 16TD². A causal mask is not exploited.
    """
    return tokens / (tokens + 6 * width)


def training_floats(parameters: int, optimizer: str = "adam") -> int:
    """Return weights, gradients and optimizer state in numbers: P · (2 + 0, 1 or 2)."""
    return parameters * (2 + STATE_FLOATS[optimizer])


def training_bytes(parameters: int, optimizer: str = "adam", itemsize: int = 4) -> int:
    """Return weights, gradients and optimizer state in bytes: 16 per parameter with Adam in float32."""
    return training_floats(parameters, optimizer) * itemsize


def state_floats(parameters: int, optimizer: str = "adam") -> int:
    """Return the numbers an optimizer remembers: 0 for sgd, P for momentum, rmsprop, adagrad, 2P for adam."""
    return parameters * STATE_FLOATS[optimizer]


def kv_cache_bytes(
    layers: int, kv_heads: int, head_width: int, tokens: int, batch: int = 1, itemsize: int = 2
) -> int:
    """Return the bytes of the keys and values of every layer and token: 2 · L · h · d · T · B · itemsize."""
    return 2 * layers * kv_heads * head_width * tokens * batch * itemsize


def expert_capacity(tokens: int, experts: int, factor: float, chosen: int = 1) -> int:
    """Return the tokens one expert takes at most: ⌈factor · k · tokens / experts⌉ (Fedus et al. 2022, equation 3)."""
    return math.ceil(factor * chosen * tokens / experts)


def training_compute(parameters: float, tokens: float) -> float:
    """Return the operations of training a language model, about 6 N D (Kaplan et al. 2020, section 2.1).

    Two for each parameter and token in the forward pass and four in the backward pass; attention scores are left out.
    """
    return 6 * parameters * tokens


def scaling_loss(parameters: float, tokens: float) -> float:
    """Return the loss that the scaling law predicts in nats: E + A/N^α + B/D^β (Hoffmann et al. 2022, equation 2).

    The constants are those that Besiroglu et al. (2024) fitted to the same runs.
    """
    return IRREDUCIBLE + A / math.pow(parameters, ALPHA) + B / math.pow(tokens, BETA)


def best_parameters(compute: float) -> float:
    """Return the N with the least scaling loss where 6 N D operations are given (Hoffmann et al. 2022, equation 4)."""
    scale = math.pow(ALPHA * A / (BETA * B), 1 / (ALPHA + BETA))
    return scale * math.pow(compute / 6, BETA / (ALPHA + BETA))


def device_bytes(parameters: float, devices: int, stage: int) -> float:
    """Return the bytes of weights, gradients and Adam's state on each device (Rajbhandari et al. 2020, figure 1).

    Mixed precision keeps 2 + 2 + 12 bytes per parameter. Stage 0 copies all, as data parallelism does; stage 1 shares
    out the optimizer's state, stage 2 the gradients too, stage 3 the weights too.
    """
    parts = ((12, 1), (2, 2), (2, 3))
    return parameters * sum(size / (devices if stage >= shared_from else 1) for size, shared_from in parts)


def all_reduce_bytes(size: float, devices: int) -> float:
    """Return the bytes that each device sends in a ring all-reduce of a buffer: 2 (n − 1)/n of it."""
    return 2 * (devices - 1) / devices * size


def pipeline_bubble(stages: int, micro_batches: int) -> float:
    """Return the share of time that a pipeline stage idles: (p − 1) / (m + p − 1) (Huang et al. 2019, section 2.3)."""
    return (stages - 1) / (micro_batches + stages - 1)


def overall_speedup(share: float, factor: float) -> float:
    """Return how much faster all becomes if a share of the time gets faster by a factor (Amdahl 1967)."""
    return 1 / (1 - share + share / factor)


def central_difference_passes(parameters: int) -> int:
    """Return the forward passes of a numerical gradient by central differences: 2P."""
    return 2 * parameters


NUMBERS = (
    mlp_forward_flops, mlp_backward_flops, mlp_training_flops, mlp_stored_floats, mlp_needed_floats,
    conv_flops, attention_flops, attention_share, training_floats, training_bytes, state_floats, kv_cache_bytes,
    expert_capacity, training_compute, scaling_loss, best_parameters, device_bytes, all_reduce_bytes, pipeline_bubble,
    overall_speedup, central_difference_passes,
)  # fmt: skip
