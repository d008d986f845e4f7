"""Questions about the gradients of one neuron."""

from __future__ import annotations

from random import Random

from nnprep.content.cards import Level
from nnprep.nn.drills.question import Answer, Question, question
from nnprep.nn.formulas.activations import sigmoid

TOLERANCE = 5e-3
"""Relative error allowed: an answer rounded to three significant digits is off by at most 0.005 of 1.00."""
ASKED = " Three digits are enough."


def gradients(rng: Random, level: Level) -> Question:
    """Ask for one derivative of one neuron."""
    return {Level.EASY: linear_neuron, Level.MEDIUM: relu_chain, Level.HARD: sigmoid_neuron}[level](
        rng, level
    )


def linear_neuron(rng: Random, level: Level) -> Question:
    """Ask for a derivative of ½(wx + b − y)²."""
    x, w = rng.choice((-3, -2, 2, 3, 4)), rng.choice((-2, -1, 1, 2))
    b, y = rng.choice((-1, 0, 1)), rng.choice((-2, 0, 1, 3, 5))
    while w * x + b == y:
        y += 1
    z = w * x + b
    error = z - y
    which = rng.choice(("dw", "db", "dx"))
    answers = {"dw": error * x, "db": error, "dx": error * w}
    names = {"dw": "∂L/∂w", "db": "∂L/∂b", "dx": "∂L/∂x"}
    formulas = {
        "dw": f"(z − y)·x = ({z} − {y})·{x} = {answers['dw']}",
        "db": f"z − y = {z} − {y} = {error}",
        "dx": f"(z − y)·w = ({z} − {y})·{w} = {answers['dx']}",
    }
    target = {"dw": z * x, "db": z, "dx": z * w}[which]
    slips: list[tuple[Answer, str]] = [
        (-answers[which], "the sign: prediction minus target"),
        (2 * answers[which], "the ½ takes the 2 away"),
        (target, "you forgot the target"),
        (0.5 * error * error, "that is the loss itself"),
    ]
    others = {
        "dw": [(error, "you forgot the factor x"), (error * w, "that is ∂L/∂x; the factor of w is x")],
        "dx": [(error, "you forgot the factor w"), (error * x, "that is ∂L/∂w; the factor of x is w")],
        "db": [(error * x, "that is ∂L/∂w; nothing multiplies b"), (error * w, "that is ∂L/∂x")],
    }
    return question(
        "gradients",
        level,
        f"z = wx + b and L = ½(z − y)², with x = {x}, w = {w}, b = {b}, y = {y}. What is {names[which]}?",
        answers[which],
        formulas[which].replace("− -", "+ "),
        [*others[which], *slips],
        what=which,
        kind="squared",
        x=x,
        w=w,
        b=b,
        y=y,
    )


def relu_chain(rng: Random, level: Level) -> Question:
    """Ask for a derivative through a hidden ReLU."""
    x, w, v = rng.choice((1, 2, 3)), rng.choice((-2, -1, 1, 2, 3)), rng.choice((-3, -2, 2, 4))
    b, y = rng.choice((-1, 1)), rng.choice((-1, 0, 2, 5))
    z = w * x + b
    while z == 0 or v * max(z, 0) == y:
        b, y = b + 2, y + 1
        z = w * x + b
    a = max(z, 0)
    prediction = v * a
    error, mask = prediction - y, 1 if z > 0 else 0
    which = rng.choice(("dw", "dv", "db"))
    answers = {"dw": error * v * mask * x, "dv": error * a, "db": error * v * mask}
    names = {"dw": "∂L/∂w", "dv": "∂L/∂v", "db": "∂L/∂b"}
    slope = f"{mask} (z = {z})"
    formulas = {
        "dw": f"(p − y)·v·relu'(z)·x = {error}·{v}·{slope}·{x} = {answers['dw']}",
        "dv": f"(p − y)·a = {error}·{a} = {answers['dv']}",
        "db": f"(p − y)·v·relu'(z) = {error}·{v}·{slope} = {answers['db']}",
    }
    slips: list[tuple[Answer, str]] = [
        (-answers[which], "the sign: prediction minus target"),
        (2 * answers[which], "the ½ takes the 2 away"),
    ]
    if which == "dv":
        slips += [
            (error * z, "v multiplies the activation, not the pre-activation"),
            (error * v, "the factor of v is a"),
            (error, "you forgot the factor a"),
            (error * x, "the factor of v is a, not x"),
            (error * w, "the factor of v is a, not w"),
        ]
    else:
        tail = x if which == "dw" else 1
        slips += [
            (error * v * tail, "you forgot ReLU's slope, which is 0 here"),
            (error * mask * tail, "you forgot the outgoing weight v"),
            (
                error * v * mask * w,
                f"that is ∂L/∂x; the factor of {which[1]} is {'x' if which == 'dw' else '1'}",
            ),
            (
                error * v * mask * (1 if which == "dw" else x),
                "you forgot the factor x" if which == "dw" else "that is ∂L/∂w; the factor of b is 1",
            ),
            (error * v * a * tail, "ReLU's slope is 0 or 1, not its value"),
            (error * v * z * tail, "ReLU's slope is 0 or 1, not z"),
        ]
    return question(
        "gradients",
        level,
        f"z = wx + b, a = relu(z), p = va, L = ½(p − y)², with x = {x}, w = {w}, b = {b}, v = {v}, y = {y}. What is "
        f"{names[which]}?",
        answers[which],
        formulas[which],
        slips,
        what=which,
        kind="relu",
        x=x,
        w=w,
        b=b,
        v=v,
        y=y,
    )


def sigmoid_neuron(rng: Random, level: Level) -> Question:
    """Ask for a derivative of sigmoid cross-entropy of a neuron with two inputs."""
    z = 0.0
    while abs(z) < 0.05:
        x = [rng.choice((-2, -1, 1, 2, 3)), rng.choice((-3, -1, 1, 2))]
        w = [rng.choice((-0.5, -0.25, 0.25, 0.5, 1.0)), rng.choice((-0.5, -0.25, 0.25, 0.5))]
        b, y = rng.choice((-0.1, 0.0, 0.1, 0.2)), rng.choice((0, 1))
        z = round(w[0] * x[0] + w[1] * x[1] + b, 10)
    p = sigmoid(z)
    which = rng.choice(("dz", "dw1", "dw2", "db"))
    factor = {"dz": 1, "dw1": x[0], "dw2": x[1], "db": 1}[which]
    weight = {"dw1": w[0], "dw2": w[1]}.get(which, 1.0)
    answer = (p - y) * factor
    names = {"dz": "∂L/∂z", "dw1": "∂L/∂w₁", "dw2": "∂L/∂w₂", "db": "∂L/∂b"}
    times = f"·{factor}" if which.startswith("dw") else ""
    one, two = (p - y) * x[0], (p - y) * x[1]
    factors: list[tuple[Answer, str]] = [(one, "that is ∂L/∂w₁"), (two, "that is ∂L/∂w₂")]
    if which.startswith("dw"):
        own, others = ("x₁", two) if which == "dw1" else ("x₂", one)
        factors = [
            (p - y, f"you forgot the factor {own}"),
            (others, f"that is the other weight's; the factor here is {own}"),
            ((p - y) * weight, "the factor of a weight is its input, not the weight"),
        ]
    return question(
        "gradients",
        level,
        f"z = w·x + b, p = σ(z), L = cross-entropy of p and y, with x = ({x[0]}, {x[1]}), w = ({w[0]:g}, {w[1]:g}), "
        f"b = {b:g}, y = {y}. Then z = {z:g} and σ(z) = {p:.6f}. What is {names[which]}?{ASKED}",
        answer,
        f"(p − y){times} = ({p:.6f} − {y}){times} = {answer:.6f}",
        [
            *factors,
            (-answer, "the sign: prediction minus target"),
            (answer * p * (1 - p), "the sigmoid's slope cancels against the loss's"),
            (p * factor, "you forgot the target"),
            (p * (1 - p) * factor, "that is the sigmoid's slope; the loss's is missing"),
            ((z - y) * factor, "prediction minus target, and the prediction is σ(z)"),
        ],
        tolerance=TOLERANCE,
        what=which,
        kind="sigmoid",
        x=x,
        w=w,
        b=b,
        y=y,
    )
