"""How large the output of a layer is, and how much of the input one of its values sees."""

from __future__ import annotations

from collections.abc import Sequence


def conv_output(size: int, kernel: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    """Return ⌊(n + 2p − d(k − 1) − 1) / s⌋ + 1, the output size of a convolution or pooling on one axis."""
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1


def pool_output(size: int, kernel: int, stride: int, padding: int = 0) -> int:
    """Return ⌈(n + 2p − k) / s⌉ + 1, the output size of pooling with ceil_mode on one axis.

    One less where the last window would start in the padding behind the input, as in PyTorch.
    """
    windows = -(-(size + 2 * padding - kernel) // stride) + 1
    return windows - ((windows - 1) * stride >= size + padding)


def transposed_conv_output(
    size: int, kernel: int, stride: int = 1, padding: int = 0, output_padding: int = 0, dilation: int = 1
) -> int:
    """Return (n − 1)s − 2p + d(k − 1) + output_padding + 1, the output size of a transposed convolution."""
    return (size - 1) * stride - 2 * padding + dilation * (kernel - 1) + output_padding + 1


def receptive_field(layers: Sequence[Sequence[int]]) -> int:
    """Return how many inputs one output sees along an axis; each layer is [kernel, stride(, dilation)].

    r grows by d(k − 1) · jump, and the jump by the stride: three 3×3 convolutions see 7.
    """
    field, jump = 1, 1
    for kernel, *rest in layers:
        stride, dilation = [*rest, *[1, 1][len(rest) :]]
        field += dilation * (kernel - 1) * jump
        jump *= stride
    return field


def effective_width(layers: int, kernel: int = 3, share: float = 0.95) -> int:
    """Return how many central inputs hold a share of all influence on one output, in layers of equal weights.

    The influence of n such layers of stride 1 is an average of averages, so it nears a bell curve (Luo et al. 2016).
    """
    influence = [1.0]
    for _ in range(layers):
        padded = [0.0] * (kernel - 1) + influence + [0.0] * (kernel - 1)
        influence = [sum(padded[i : i + kernel]) / kernel for i in range(len(padded) - kernel + 1)]
    center = len(influence) // 2
    reach = 0
    while sum(influence[center - reach : center + reach + 1]) < share:
        reach += 1
    return 2 * reach + 1


def broadcast_shapes(first: Sequence[int], second: Sequence[int]) -> tuple[int, ...] | None:
    """Return the shape of an element-wise operation by NumPy's rule, or None if it raises.

    Shapes are aligned at the right; along each axis, sizes must be equal or one of them 1.
    """
    length = max(len(first), len(second))
    left = (*[1] * (length - len(first)), *first)
    right = (*[1] * (length - len(second)), *second)
    if any(a != b and 1 not in (a, b) for a, b in zip(left, right, strict=True)):
        return None
    return tuple(b if a == 1 else a for a, b in zip(left, right, strict=True))


NUMBERS = (conv_output, pool_output, transposed_conv_output, receptive_field, effective_width)
