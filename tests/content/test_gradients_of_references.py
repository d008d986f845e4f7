"""Gradients of references are central differences, and what they compute agrees with PyTorch if it's installed."""

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


def linear_regression(names: dict[str, Any], rng: np.random.Generator) -> list[Any]:
    """Loss, parameters and gradients of the exercise."""
    X, y, w = rng.standard_normal((7, 3)), rng.standard_normal(7), rng.standard_normal(3)
    function = names["loss_and_grads"]
    _, *gradients = function(X, y, w, 0.7)
    return [lambda w, b: function(X, y, w, float(b))[0], [w, np.array(0.7)], gradients]


def logistic_regression(names: dict[str, Any], rng: np.random.Generator) -> list[Any]:
    """Loss with a penalty, parameters and gradients of the exercise."""
    X, y, w = rng.standard_normal((7, 3)), rng.permutation(np.arange(7) % 2), rng.standard_normal(3)
    function = names["loss_and_grads"]
    _, *gradients = function(X, y, w, 0.7, 0.3)
    return [lambda w, b: function(X, y, w, float(b), 0.3)[0], [w, np.array(0.7)], gradients]


def bce_with_logits(names: dict[str, Any], rng: np.random.Generator) -> list[Any]:
    """Loss, logits and gradient of the exercise."""
    z, y = rng.standard_normal((6, 1)), rng.random(6)
    function = names["bce_with_logits"]
    return [lambda moved: function(moved, y)[0], [z], [function(z, y)[1]]]


def batchnorm(names: dict[str, Any], rng: np.random.Generator) -> list[Any]:
    """The sum of dout * out, the parameters and the gradients of the exercise."""
    x, gamma, beta = rng.standard_normal((6, 3)), 1 + rng.random(3), rng.standard_normal(3)
    dout, start = rng.standard_normal((6, 3)), (np.zeros(3), np.ones(3))
    forward = names["batchnorm_forward"]
    gradients = names["batchnorm_backward"](dout, forward(x, gamma, beta, *start, training=True)[3])
    return [
        lambda *moved: np.sum(dout * forward(*moved, *start, training=True)[0]),
        [x, gamma, beta],
        gradients,
    ]


def dropout(names: dict[str, Any], rng: np.random.Generator) -> list[Any]:
    """The sum of dout * out with one mask, x and the gradient of the exercise."""
    x, dout, seed = rng.standard_normal((4, 3)), rng.standard_normal((4, 3)), int(rng.integers(1000))

    def forward(moved: Any) -> Any:
        return names["dropout_forward"](moved, 0.3, True, np.random.default_rng(seed))

    return [
        lambda moved: np.sum(dout * forward(moved)[0]),
        [x],
        [names["dropout_backward"](dout, forward(x)[1])],
    ]


def linear_layer(names: dict[str, Any], rng: np.random.Generator) -> list[Any]:
    """The sum of dout * out, the parameters and the gradients of the exercise, for two leading axes."""
    x, W, b = rng.standard_normal((2, 3, 4)), rng.standard_normal((4, 3)), rng.standard_normal(3)
    dout, forward = rng.standard_normal((2, 3, 3)), names["linear_forward"]
    gradients = names["linear_backward"](dout, forward(x, W, b)[1])
    return [lambda *moved: np.sum(dout * forward(*moved)[0]), [x, W, b], gradients]


def embedding(names: dict[str, Any], rng: np.random.Generator) -> list[Any]:
    """The sum of dout * out, the table and its gradient, with tokens that repeat and others that don't occur."""
    E, idx, dout = rng.standard_normal((6, 3)), rng.integers(0, 5, (2, 4)), rng.standard_normal((2, 4, 3))
    return [
        lambda moved: np.sum(dout * names["embedding_forward"](moved, idx)),
        [E],
        [names["embedding_backward"](dout, idx, 6)],
    ]


def rms_norm(names: dict[str, Any], rng: np.random.Generator) -> list[Any]:
    """The sum of dout * out, the parameters and the gradients of the exercise, for two leading axes."""
    x, g, dout = rng.standard_normal((2, 3, 4)), 1 + rng.random(4), rng.standard_normal((2, 3, 4))
    forward = names["rmsnorm_forward"]
    gradients = names["rmsnorm_backward"](dout, forward(x, g, 0.01)[1])
    return [lambda *moved: np.sum(dout * forward(*moved, 0.01)[0]), [x, g], gradients]


def gelu_silu(names: dict[str, Any], rng: np.random.Generator) -> list[Any]:
    """The weighted sum of both activations, their pre-activations and the gradients by their slopes."""
    z, weights = rng.standard_normal((2, 6)), rng.standard_normal((2, 6))

    def loss(*moved: Any) -> Any:
        return sum(
            np.sum(w * names[name](each))
            for name, w, each in zip(("gelu", "silu"), weights, moved, strict=True)
        )

    slopes = [names["gelu_grad"](z[0]), names["silu_grad"](z[1])]
    return [loss, list(z), [w * slope for w, slope in zip(weights, slopes, strict=True)]]


def l2_regularisation(names: dict[str, Any], rng: np.random.Generator) -> list[Any]:
    """The penalty alone, the weights of two layers and the penalty's gradients."""
    weights, function = [rng.standard_normal((3, 4)), rng.standard_normal((4, 2))], names["l2_loss_and_grads"]
    nothing = [np.zeros(W.shape) for W in weights]
    return [
        lambda *moved: function(0.0, nothing, moved, 0.3)[0],
        weights,
        function(0.0, nothing, weights, 0.3)[1],
    ]


def autograd(names: dict[str, Any], rng: np.random.Generator) -> list[Any]:
    """An expression with every operation, of three numbers away from ReLU's kink, and their gradients."""
    numbers = [np.array(x) for x in 0.5 + rng.random(3)]

    def result(values: Any) -> Any:
        a, b, c = values
        shared = a * b - 2 / c
        return (shared + a).tanh() * (1 - shared**3).exp() + (a * 2).relu() / b - (-c).relu() + c**-0.5

    values = [names["Value"](float(x)) for x in numbers]
    result(values).backward()
    return [
        lambda *moved: result([names["Value"](float(x)) for x in moved]).data,
        numbers,
        [value.grad for value in values],
    ]


GRADIENTS = {
    "linear-regression": linear_regression,
    "logistic-regression": logistic_regression,
    "bce-with-logits": bce_with_logits,
    "autograd": autograd,
    "batchnorm": batchnorm,
    "dropout": dropout,
    "linear-layer": linear_layer,
    "gelu-silu": gelu_silu,
    "embedding": embedding,
    "l2-regularisation": l2_regularisation,
    "rms-norm": rms_norm,
}
"""For each exercise with a gradient: a function that draws a case and returns the loss as a function of the parameters,
the parameters, and their gradients by the reference."""


@pytest.mark.parametrize("id", GRADIENTS)
def test_gradients_are_central_differences(id: str) -> None:
    """Every entry of every gradient of a reference is the slope of its loss, on five draws."""
    names = reference(id)
    for seed in range(5):
        loss, parameters, gradients = GRADIENTS[id](names, np.random.default_rng(seed))
        for k, gradient in enumerate(gradients):
            numerical = np.zeros(np.shape(parameters[k]))
            for index in np.ndindex(numerical.shape):
                up, down = ([p.copy() for p in parameters] for _ in range(2))
                up[k][index] += 1e-5
                down[k][index] -= 1e-5
                numerical[index] = (loss(*up) - loss(*down)) / 2e-5
            error = np.linalg.norm(gradient - numerical)

            assert error <= 1e-6 * (np.linalg.norm(gradient) + np.linalg.norm(numerical))


def test_linear_regression_descends_as_pytorch_does() -> None:
    """Twelve steps of the reference are twelve steps of `torch.optim.SGD` on the mean squared error."""
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(3)
    X, y = rng.standard_normal((7, 3)), rng.standard_normal(7)
    w, b = torch.zeros(3, dtype=torch.float64), torch.zeros((), dtype=torch.float64)
    w.requires_grad_()
    b.requires_grad_()
    optimizer = torch.optim.SGD([w, b], lr=0.1)
    losses = []
    for _ in range(12):
        optimizer.zero_grad()
        loss = torch.nn.functional.mse_loss(torch.tensor(X) @ w + b, torch.tensor(y))
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    mine = reference("linear-regression")["fit"](X, y, 0.1, 12)

    np.testing.assert_allclose(mine[0], w.detach().numpy(), rtol=1e-9)
    np.testing.assert_allclose([mine[1], *mine[2]], [b.item(), *losses], rtol=1e-9)


def test_logistic_regression_agrees_with_pytorch() -> None:
    """Loss and gradients are those of PyTorch's own loss from logits plus the penalty, ordinary and extreme."""
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(4)
    for scale in (1.0, 300.0):
        X, y = scale * rng.standard_normal((7, 3)), rng.permutation(np.arange(7) % 2)
        w = torch.tensor(rng.standard_normal(3), requires_grad=True)
        b = torch.tensor(0.4, dtype=torch.float64, requires_grad=True)
        cross_entropy = torch.nn.functional.binary_cross_entropy_with_logits
        loss = (
            cross_entropy(torch.tensor(X) @ w + b, torch.tensor(y, dtype=torch.float64)) + 0.35 * (w**2).sum()
        )
        loss.backward()
        value, dw, db = reference("logistic-regression")["loss_and_grads"](X, y, w.detach().numpy(), 0.4, 0.7)

        assert value == pytest.approx(loss.item(), rel=1e-12)
        np.testing.assert_allclose(dw, w.grad.numpy(), rtol=1e-9, atol=1e-12)
        assert db == pytest.approx(b.grad.item(), rel=1e-9, abs=1e-12)


def test_bce_with_logits_agrees_with_pytorch() -> None:
    """Loss and gradient are PyTorch's, for ordinary and extreme logits and soft labels."""
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(5)
    for scale in (1.0, 30.0, 800.0):
        z, y = scale * rng.standard_normal((6, 1)), rng.random((6, 1))
        tensor = torch.tensor(z, requires_grad=True)
        loss = torch.nn.functional.binary_cross_entropy_with_logits(tensor, torch.tensor(y))
        loss.backward()
        value, dz = reference("bce-with-logits")["bce_with_logits"](z, y.ravel())

        assert value == pytest.approx(loss.item(), rel=1e-12)
        np.testing.assert_allclose(dz, tensor.grad.numpy(), rtol=1e-9, atol=1e-12)


def test_batchnorm_agrees_with_pytorch() -> None:
    """Outputs, running statistics and gradients are those of `torch.nn.BatchNorm1d`, in training and at inference."""
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(6)
    forward, backward = (reference("batchnorm")[f"batchnorm_{name}"] for name in ("forward", "backward"))
    layer = torch.nn.BatchNorm1d(4, eps=1e-3, momentum=0.2, dtype=torch.float64)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(1 + rng.random(4)))
        layer.bias.copy_(torch.tensor(rng.standard_normal(4)))
    gamma, beta = (p.detach().numpy().copy() for p in (layer.weight, layer.bias))
    mean, var = np.zeros(4), np.ones(4)
    for training in (True, True, False):
        x, dout = 3 + rng.standard_normal((8, 4)), rng.standard_normal((8, 4))
        layer.train(training)
        layer.zero_grad()
        tensor = torch.tensor(x, requires_grad=True)
        theirs = layer(tensor)
        theirs.backward(torch.tensor(dout))
        out, mean, var, cache = forward(x, gamma, beta, mean, var, training, 0.2, 1e-3)
        pairs = [(out, theirs.detach()), (mean, layer.running_mean), (var, layer.running_var)]
        if training:
            pairs += zip(
                backward(dout, cache), (tensor.grad, layer.weight.grad, layer.bias.grad), strict=True
            )
        for mine, other in pairs:
            np.testing.assert_allclose(mine, other.numpy(), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", ["SGD", "Nesterov", "RMSprop", "Adam", "AdamW"])
def test_optimizers_walk_as_in_pytorch(name: str) -> None:
    """Six steps of a reference are six steps of PyTorch's optimizer of that name."""
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(7)
    momentum, others = reference("sgd-momentum")["sgd_momentum"], reference("adam-rmsprop")
    start, gradients = rng.standard_normal(5), rng.standard_normal((6, 5))
    weights = torch.tensor(start, requires_grad=True)
    walks: dict[str, tuple[Any, Any]] = {
        "SGD": (
            torch.optim.SGD([weights], lr=0.05, momentum=0.8),
            lambda w, g, v, *_: momentum(w, g, v, 0.05, 0.8),
        ),
        "Nesterov": (
            torch.optim.SGD([weights], lr=0.05, momentum=0.8, nesterov=True),
            lambda w, g, v, *_: momentum(w, g, v, 0.05, 0.8, nesterov=True),
        ),
        "RMSprop": (
            torch.optim.RMSprop([weights], lr=0.05, alpha=0.9, eps=1e-3),
            lambda w, g, s, *_: others["rmsprop"](w, g, s, 0.05, 0.9, 1e-3),
        ),
        "Adam": (
            torch.optim.Adam([weights], lr=0.05, betas=(0.8, 0.95), eps=1e-3),
            lambda w, g, m, v, t: others["adam"](w, g, m, v, t, 0.05, 0.8, 0.95, 1e-3),
        ),
        "AdamW": (
            torch.optim.AdamW([weights], lr=0.05, weight_decay=0.3),
            lambda w, g, m, v, t: others["adam"](w, g, m, v, t, 0.05, weight_decay=0.3),
        ),
    }
    optimizer, step = walks[name]
    w, state = start, [np.zeros(5)] * (2 if "Adam" in name else 1)
    for t, g in enumerate(gradients, 1):
        weights.grad = torch.tensor(g)
        optimizer.step()
        w, *state = step(w, g, *state, t)

        np.testing.assert_allclose(w, weights.detach().numpy(), rtol=1e-9)
