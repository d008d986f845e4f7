"""The loss and the gradients that `explain` prints belong together: one is the difference of the other."""

from __future__ import annotations

import numpy as np
import pytest

from nnprep.nn.lessons.backprop import worked
from nnprep.nn.lessons.small_network import HEADS
from nnprep.nn.shapes.backward import backward
from nnprep.nn.shapes.derivation import network
from nnprep.screens.explain.lessons import FORMULAS
from tests.nn.printed import WORDS, Page

NETWORKS = [
    ("5 4 3", ""),
    ("5 4 3", "sigmoid"),
    ("5 4 3", "linear"),
    ("5 4 1", "sigmoid"),
    ("3x4 5 3", ""),
    ("3x4 5:nobias 3", "linear"),
    ("3x4 linear:5 relu 3 softmax", ""),
    ("3x4 linear:5:nobias tanh 3 sigmoid", ""),
    ("3x4 linear:5 layernorm 3", ""),
    ("5 layernorm 4 layernorm tanh 3 softmax", ""),
    ("5 4 batchnorm tanh 3 softmax", ""),
    ("2x4x5 conv:3:2 sigmoid", ""),
    ("2x4x5 conv:3:2 softmax", ""),
    ("2x4x5 conv:3:2:nobias tanh conv:2:2x3", ""),
    ("2x4x5 conv:2:2 batchnorm relu flatten 3 softmax", ""),
    ("2x4x5 conv:2:2 softmax tanh conv:2:2 sigmoid", ""),
    ("5 4 softmax 3 softmax softmax", ""),
    ("5 softmax", ""),
    ("5 sigmoid", ""),
    ("5 relu", ""),
    ("2x3x3 softmax", ""),
]


@pytest.mark.parametrize(("words", "output"), NETWORKS)
def test_backward_lines_are_differences_of_the_loss(words: str, output: str) -> None:
    """Each printed gradient, executed, is the central difference of the printed loss, for every kind of input."""
    page = Page(network(words.split(), batch=4, output=output))
    lines = backward(page.net)

    assert lines
    for line in lines:
        wanted = page.difference(line.of)
        found = page.gradient(line)
        assert found.shape == wanted.shape, line.equation
        np.testing.assert_allclose(found, wanted, rtol=1e-5, atol=1e-8, err_msg=line.equation)


@pytest.mark.parametrize("loss", HEADS)
@pytest.mark.parametrize("sizes", [(2, 2, 2), (3, 4, 3), (2, 3)])
def test_worked_loss_is_its_formula(loss: str, sizes: tuple[int, ...]) -> None:
    """The loss of a worked example is the value of the formula next to it."""
    example = worked(sizes, loss=loss, seed=3)
    formula = FORMULAS[loss].format(p="p", m=len(example.X))
    found = eval(formula, {}, WORDS | {"p": example.layers[-1].a, "Y": example.Y})

    assert float(found) == pytest.approx(example.loss, rel=1e-12)


@pytest.mark.parametrize("loss", HEADS)
def test_worked_gradients_are_their_equations(loss: str) -> None:
    """Each gradient of a worked example is the value of the equation above it."""
    example = worked((3, 4, 2), activation="tanh", loss=loss, seed=1)
    names = WORDS | {"X": example.X, "Y": example.Y}
    for number, layer in enumerate(example.layers, start=1):
        names |= {f"W{number}": layer.W, f"z{number}": layer.z, f"a{number}": layer.a}
    for gradient in example.gradients:
        formula = gradient.equation.replace("'(", "_slope(")
        if formula.startswith("column sums of "):
            formula = f"sum({formula.removeprefix('column sums of ')}, axis=0, keepdims=True)"
        names[gradient.name] = eval(formula, {}, names)
        np.testing.assert_allclose(names[gradient.name], gradient.value, rtol=1e-12)
