"""References compute what their tasks print, learn what they should, and agree with PyTorch where it is installed."""

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
    """Return the text with which a stub begins."""
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


def test_a_wrong_number_in_a_worked_example_is_found() -> None:
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
