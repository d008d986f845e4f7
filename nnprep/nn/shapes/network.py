"""The facts of a derivation: the tensors that a layer learns, the line it adds, the network they make up."""

from __future__ import annotations

import math

from nnprep.named_tuple import NamedTuple

Shape = tuple[int, ...]
"""Sizes of one sample's axes, without the batch axis in front."""


class Tensor(NamedTuple):
    """One array that a layer learns."""

    name: str
    """Its name in equations, such as `W1`."""
    shape: Shape
    """Its shape, which is also the shape of its gradient."""

    @property
    def size(self) -> int:
        """How many numbers it holds."""
        return math.prod(self.shape)


class Step(NamedTuple):
    """One line of a derivation: what a layer computes, with which shapes and at what cost."""

    word: str
    """The layer as it is written, such as `conv:16:3:p1`."""
    layer: str
    """The kind of layer: `linear`, `conv`, `relu` …"""
    source: str
    """The name of its input."""
    name: str
    """The name of its result, such as `z1`."""
    equation: str
    """`z1 = X @ W1 + b1`."""
    shapes: str
    """The same line in shapes: `(N,10) @ (10,64) + (1,64) -> (N,64)`."""
    input: Shape
    output: Shape
    channels: bool = False
    """Whether the output's first axis holds channels, as in images: the other axes are positions."""
    learned: tuple[Tensor, ...] = ()
    count: str = ""  # type: ignore[assignment] # hides the method of tuples
    """The parameters as a sum of products: `10·64 + 64`."""
    flops: int = 0
    """Operations for one sample's forward pass; a multiply-add counts as two."""
    flops_count: str = ""
    """The same as a product, without the batch: `2·10·64`."""
    inner: int = 0
    """Numbers of one sample that the layer keeps for its backward pass besides its result, such as gates."""
    inner_count: str = ""
    """The same as a sum of products: `4·7·8 + 2·2·7·7`."""
    input_flops: int = 0
    """Operations for the gradient of its input, which the first layer skips: nobody needs the gradient of data."""
    field: Shape | None = None
    """The input window that one output value sees: height and width of an image; None without one."""
    note: str = ""
    """What an interviewer would want to hear about this line, if anything."""
    torch: str = ""
    """What PyTorch calls it and where its shapes or counts differ; empty if nothing does."""

    @property
    def parameters(self) -> int:
        """How many numbers the layer learns."""
        return sum(tensor.size for tensor in self.learned)

    @property
    def stored(self) -> int:
        """How many numbers of one sample are held: the result, and what the layer keeps inside."""
        return math.prod(self.output) + self.inner


class Network(NamedTuple):
    """Layers one after the other."""

    input: Shape
    batch: int | None
    """Samples in a batch; None if N stands for any number."""
    steps: tuple[Step, ...]
    sizes: tuple[int, ...] | None
    """The sizes of a plain fully connected network; None if layers were spelled out."""

    @property
    def parameters(self) -> int:
        """How many numbers the network learns."""
        return sum(step.parameters for step in self.steps)

    @property
    def rows(self) -> str:
        """The batch size as written in shapes: `N` or `32`."""
        return "N" if self.batch is None else str(self.batch)

    @property
    def flops(self) -> int:
        """Operations for one sample's forward pass."""
        return sum(step.flops for step in self.steps)

    @property
    def backward_flops(self) -> int:
        """Operations for one sample's backward pass: twice forward, less the gradient of the input."""
        first = next((step for step in self.steps if step.learned), None)
        return 2 * self.flops - (first.input_flops if first else 0)

    @property
    def stored(self) -> int:
        """Numbers of one sample that are held when the input and every result are kept."""
        return math.prod(self.input) + sum(step.stored for step in self.steps)


def written(shape: Shape, rows: str | None = None) -> str:
    """Return a shape as text, with `rows` as batch axis in front if there is one: `(N,64)`."""
    parts = [*([] if rows is None else [rows]), *map(str, shape)]
    return f"({parts[0]},)" if len(parts) == 1 else f"({','.join(parts)})"
