"""References of convolution and recurrence agree with PyTorch if it's installed, and with their definitions."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnprep.content.library import find_exercise


def reference(id: str) -> dict[str, Any]:
    """Run the reference of an exercise."""
    path = find_exercise(id).solution / "reference.py"
    names: dict[str, Any] = {"__name__": "reference"}
    exec(compile(path.read_text(encoding="utf-8"), "reference.py", "exec", dont_inherit=True), names)
    return names


@pytest.mark.parametrize(("stride", "pad", "kernel"), [(1, 0, (3, 2)), (2, 1, (3, 3)), (3, 2, (2, 4))])
def test_convolution_agrees_with_pytorch(stride: int, pad: int, kernel: tuple[int, int]) -> None:
    """Images through the reference are images through `torch.nn.functional.conv2d`."""
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(stride)
    values = [rng.standard_normal(shape) for shape in ((2, 3, 7, 8), (4, 3, *kernel), (4,))]
    theirs = torch.nn.functional.conv2d(*map(torch.tensor, values), stride=stride, padding=pad)

    np.testing.assert_allclose(
        reference("conv2d")["conv2d_forward"](*values, stride, pad), theirs.numpy(), rtol=1e-9, atol=1e-12
    )


def test_output_size_counts_the_places_of_the_kernel() -> None:
    """The formula gives the number of places at which a dilated kernel lies within the padded row."""
    size_of = reference("conv2d")["conv2d_out"]
    for size in range(1, 12):
        for kernel, stride, pad, dilation in np.ndindex(4, 4, 3, 3):
            row = size + 2 * pad
            taps = np.arange(kernel + 1) * (dilation + 1)
            places = [start for start in range(0, row, stride + 1) if start + taps[-1] < row]
            if places:
                assert size_of(size, kernel + 1, stride + 1, pad, dilation + 1) == len(places)


def test_recurrent_network_agrees_with_pytorch() -> None:
    """States and all gradients of the reference are those of `torch.nn.RNN` with the same weights."""
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(4)
    x, h0, Wx, Wh, b = (rng.standard_normal(s) for s in ((6, 3, 2), (3, 5), (2, 5), (5, 5), (5,)))
    dhs = rng.standard_normal((6, 3, 5))
    layer = torch.nn.RNN(2, 5, dtype=torch.float64)
    with torch.no_grad():
        for own, ours in zip(layer.parameters(), (Wx.T, Wh.T, b, np.zeros(5)), strict=True):
            own.copy_(torch.tensor(ours))
    inputs = [torch.tensor(x, requires_grad=True), torch.tensor(h0[None], requires_grad=True)]
    theirs, _ = layer(*inputs)
    theirs.backward(torch.tensor(dhs))
    hs, cache = reference("rnn-bptt")["rnn_forward"](x, h0, Wx, Wh, b)
    dx, dh0, dWx, dWh, db = reference("rnn-bptt")["rnn_backward"](dhs, cache)
    pairs = [(hs, theirs.detach()), (dx, inputs[0].grad), (dh0[None], inputs[1].grad)]
    pairs += zip((dWx.T, dWh.T, db), [each.grad for each in layer.parameters()][:3], strict=True)
    for mine, other in pairs:
        np.testing.assert_allclose(mine, other.numpy(), rtol=1e-9, atol=1e-12)


def test_lstm_step_agrees_with_pytorch() -> None:
    """A step of the reference is a step of `torch.nn.LSTMCell` with the same weights, blocks in its order."""
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(5)
    x, h, c, Wx, Wh, b = (rng.standard_normal(s) for s in ((4, 3), (4, 5), (4, 5), (3, 20), (5, 20), (20,)))
    cell = torch.nn.LSTMCell(3, 5, dtype=torch.float64)
    with torch.no_grad():
        for own, ours in zip(cell.parameters(), (Wx.T, Wh.T, b, np.zeros(20)), strict=True):
            own.copy_(torch.tensor(ours))
        theirs = cell(torch.tensor(x), (torch.tensor(h), torch.tensor(c)))
    for mine, other in zip(reference("lstm-cell")["lstm_step"](x, h, c, Wx, Wh, b), theirs, strict=True):
        np.testing.assert_allclose(mine, other.numpy(), rtol=1e-9, atol=1e-12)
