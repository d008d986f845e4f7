"""References compute what their tasks print, learn what they should, and agree with PyTorch if it's installed."""

from __future__ import annotations

import ast
import doctest
from typing import Any

import numpy as np
import pytest

from nnprep.content.edits import edited
from nnprep.content.exercises import Edit, Exercise
from nnprep.content.library import find_exercise, load_exercises

XOR = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
LABELS = np.array([0, 1, 1, 0])


def text(exercise: Exercise) -> str:
    return (exercise.solution / "reference.py").read_text(encoding="utf-8")


def names_of(source: str) -> dict[str, Any]:
    """Run a file of the project's own content."""
    names: dict[str, Any] = {"__name__": "reference"}
    exec(compile(source, "reference.py", "exec", dont_inherit=True), names)
    return names


def task(exercise: Exercise) -> str:
    """Return the docstring of a stub."""
    stub = (exercise.folder / "stub.py").read_text(encoding="utf-8")
    return ast.get_docstring(ast.parse(stub)) or ""


RUNNABLE = [exercise for exercise in load_exercises() if ">>>" in task(exercise)]


@pytest.mark.parametrize("exercise", RUNNABLE, ids=lambda exercise: exercise.id)
def test_worked_example_is_right(exercise: Exercise) -> None:
    """What the task shows at a prompt is what the reference answers."""
    names = names_of(text(exercise))
    example = doctest.DocTestParser().get_doctest(task(exercise), names, exercise.id, None, None)
    told: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(example, out=told.append)

    assert "".join(told) == ""
    assert result.attempted > 5


def test_a_wrong_number_in_a_worked_example_fails() -> None:
    """The test above can fail: one digit is enough."""
    exercise = find_exercise("mlp")
    wrong = task(exercise).replace("0.677476", "0.677477")
    example = doctest.DocTestParser().get_doctest(wrong, names_of(text(exercise)), "wrong", None, None)

    assert doctest.DocTestRunner(verbose=False).run(example, out=lambda _: None).failed == 2


def test_xor_is_learnt_from_the_weights_of_the_check() -> None:
    """From the weights that the hidden check sets, thirty epochs are enough."""
    exercise = find_exercise("mlp")
    checks = names_of((exercise.solution / "checks.py").read_text(encoding="utf-8"))
    net = names_of(text(exercise))["MLP"]([2, 3, 1], lr=0.5, momentum=0.9)
    net.W, net.b = [W.copy() for W in checks["XOR_W"]], [b.copy() for b in checks["XOR_B"]]
    nearest = np.inf
    for _ in range(30):
        net.train_step(XOR, LABELS)
        nearest = min(nearest, np.abs(net.Z[0]).min())

    assert net.predict(XOR).tolist() == LABELS.tolist()
    assert nearest > 1e-2


def test_xor_is_learnt_with_tanh_from_every_seed() -> None:
    """With tanh in the hidden layer no unit dies, so no seed fails."""
    exercise = find_exercise("mlp")
    hidden = Edit(
        line="self.A.append(np.maximum(self.Z[-1], 0))",
        change="np.maximum(self.Z[-1], 0)",
        to="np.tanh(self.Z[-1])",
    )
    slope = Edit(
        line="delta = (delta @ self.W[k].T) * (Z[k - 1] > 0)", change="(Z[k - 1] > 0)", to="(1 - A[k] ** 2)"
    )
    MLP = names_of(edited(text(exercise), [hidden, slope]))["MLP"]
    for seed in range(10):
        net = MLP([2, 8, 1], lr=0.5, momentum=0.9, seed=seed)
        net.fit(XOR, LABELS, 150)

        assert net.predict(XOR).tolist() == LABELS.tolist()


@pytest.mark.parametrize(("id", "name", "last"), [("mlp", "MLP", 1), ("multiclass", "SoftmaxMLP", 4)])
def test_loss_and_gradients_agree_with_pytorch(id: str, name: str, last: int) -> None:
    """Loss and gradients are those of PyTorch's own loss from logits, in float64."""
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(0)
    net = names_of(text(find_exercise(id)))[name]([3, 5, 4, last], seed=1)
    net.b = [0.3 * rng.standard_normal(b.shape) for b in net.b]
    X, y = rng.standard_normal((6, 3)), rng.permutation(np.arange(6) % max(last, 2))
    parameters = [torch.tensor(p, requires_grad=True) for p in [*net.W, *net.b]]
    z = torch.tensor(X)
    for k in range(3):
        z = (torch.relu(z) if k else z) @ parameters[k] + parameters[3 + k]
    losses = torch.nn.functional
    if last == 1:
        loss = losses.binary_cross_entropy_with_logits(z, torch.tensor(y[:, None], dtype=torch.float64))
    else:
        loss = losses.cross_entropy(z, torch.tensor(y))
    loss.backward()
    gW, gb = net.gradients(X, y)

    assert net.loss(X, y) == pytest.approx(loss.item(), rel=1e-12)
    for mine, theirs in zip([*gW, *gb], parameters, strict=True):
        np.testing.assert_allclose(mine, theirs.grad.numpy(), rtol=1e-9, atol=1e-12)


def test_two_sigmoid_layers_agree_with_pytorch() -> None:
    """`forward` and `backprop` are what PyTorch computes for the same network and its mean cross-entropy."""
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(1)
    X, y = rng.standard_normal((7, 4)), rng.permutation(np.arange(7) % 2).astype(float)
    values = [rng.standard_normal(shape) for shape in ((4, 3), (1, 3), (3, 1), (1, 1))]
    W1, b1, W2, b2 = (torch.tensor(value, requires_grad=True) for value in values)
    z1 = torch.tensor(X) @ W1 + b1
    a1 = torch.sigmoid(z1)
    z2 = a1 @ W2 + b2
    a2 = torch.sigmoid(z2)
    torch.nn.functional.binary_cross_entropy(a2, torch.tensor(y[:, None])).backward()

    mine = names_of(text(find_exercise("forward")))["forward"](X, *values)
    for array, tensor in zip(mine, (a2, a1, z1, z2), strict=True):
        np.testing.assert_allclose(array, tensor.detach().numpy(), rtol=1e-12)
    gradients = names_of(text(find_exercise("backprop")))["backward"](X, y, values[2], mine[1], mine[0])
    for array, tensor in zip(gradients, (W1, b1, W2, b2), strict=True):
        np.testing.assert_allclose(array, tensor.grad.numpy(), rtol=1e-9, atol=1e-12)


def test_softmax_cross_entropy_agrees_with_pytorch() -> None:
    """Loss and gradient from logits, ordinary and extreme."""
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(2)
    ours = names_of(text(find_exercise("softmax")))["softmax_cross_entropy"]
    for scale in (1.0, 30.0, 1e3):
        logits, y = scale * rng.standard_normal((6, 5)), rng.integers(0, 5, 6)
        z = torch.tensor(logits, requires_grad=True)
        loss = torch.nn.functional.cross_entropy(z, torch.tensor(y))
        loss.backward()
        mine, gradient = ours(logits, y)

        assert mine == pytest.approx(loss.item(), rel=1e-12)
        np.testing.assert_allclose(gradient, z.grad.numpy(), rtol=1e-9, atol=1e-12)


def test_activations_agree_with_pytorch() -> None:
    """Values and slopes are those of PyTorch, from its own differentiation."""
    torch = pytest.importorskip("torch")
    ours = names_of(text(find_exercise("activations")))
    z = np.array([-30.0, -2.0, -0.5, 0.3, 1.0, 4.0, 30.0])

    def slope(function: Any) -> Any:
        tensor = torch.tensor(z, requires_grad=True)
        function(tensor).sum().backward()
        return tensor.grad.numpy()

    tensor = torch.tensor(z)
    leaky = torch.nn.functional.leaky_relu(tensor, 0.01).numpy()
    jacobian = torch.autograd.functional.jacobian(lambda t: torch.softmax(t, 0), tensor).numpy()
    pairs = [
        (ours["sigmoid"](z), torch.sigmoid(tensor).numpy()),
        (ours["sigmoid_grad"](z), slope(torch.sigmoid)),
        (ours["relu"](z), torch.relu(tensor).numpy()),
        (ours["relu_grad"](z), slope(torch.relu)),
        (ours["leaky_relu"](z), leaky),
        (ours["tanh_grad"](z), slope(torch.tanh)),
        (ours["softmax"](z), torch.softmax(tensor, 0).numpy()),
        (ours["softmax_jacobian"](z), jacobian),
    ]
    for mine, theirs in pairs:
        np.testing.assert_allclose(mine, theirs, rtol=1e-9, atol=1e-15)
