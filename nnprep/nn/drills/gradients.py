"""Questions about the gradients of one neuron, or of two in a row."""

from __future__ import annotations

from random import Random

from nnprep.content.cards import Level
from nnprep.nn.drills.question import ASKED_DIGITS, THREE_DIGITS, Answer, Question, question
from nnprep.nn.formulas.activations import sigmoid

Slips = list[tuple[Answer, str]]
SIGN = "the sign is wrong: it's prediction minus target"
HALF = "the ½ cancels the 2"
NO_TARGET = "you forgot the target"
SLOPE = "ReLU's slope is 0 or 1, not {}"


def gradients(rng: Random, level: Level) -> Question:
    """Ask for one derivative of one neuron."""
    kinds = {Level.EASY: linear_neuron, Level.MEDIUM: relu_chain, Level.HARD: sigmoid_neuron}
    return kinds[level](rng, level)


def linear_neuron(rng: Random, level: Level) -> Question:
    """Ask for a derivative of ½(wx + b − y)²."""
    x, w = rng.choice((-3, -2, 2, 3, 4)), rng.choice((-2, -1, 1, 2))
    b, y = rng.choice((-1, 0, 1)), rng.choice((-2, 0, 1, 3, 5))
    while w * x + b == y:
        y += 1
    z = w * x + b
    error = z - y
    what = rng.choice(("dw", "db", "dx"))
    factor, letter = {"dw": (x, "x"), "db": (1, ""), "dx": (w, "w")}[what]
    answer = error * factor
    formula = f"(z − y)·{letter} = ({z} − {y})·{factor}" if letter else f"z − y = {z} − {y}"
    others: dict[str, Slips] = {
        "dw": [(error, "you forgot the factor x"), (error * w, "that's ∂L/∂x; the factor of w is x")],
        "dx": [(error, "you forgot the factor w"), (error * x, "that's ∂L/∂w; the factor of x is w")],
        "db": [(error * x, "that's ∂L/∂w; nothing multiplies b"), (error * w, "that's ∂L/∂x")],
    }
    return question(
        f"z = wx + b and L = ½(z − y)², with x = {x}, w = {w}, b = {b}, y = {y}. What is ∂L/∂{what[1]}?",
        answer,
        f"{formula} = {answer}".replace("− -", "+ "),
        [
            *others[what],
            (-answer, SIGN),
            (2 * answer, HALF),
            (z * factor, NO_TARGET),
            (0.5 * error * error, "that's the loss itself"),
        ],
        facts={"what": what, "kind": "squared", "x": x, "w": w, "b": b, "y": y},
    )


def relu_chain(rng: Random, level: Level) -> Question:
    """Ask for a derivative through a hidden ReLU."""
    x, w, v = rng.choice((1, 2, 3)), rng.choice((-2, -1, 1, 2, 3)), rng.choice((-3, -2, 2, 4))
    b, y = rng.choice((-1, 1)), rng.choice((-1, 0, 2, 5))
    while w * x + b == 0 or v * max(w * x + b, 0) == y:
        b, y = b + 2, y + 1
    z = w * x + b
    a, slope = max(z, 0), int(z > 0)
    error = v * a - y
    what = rng.choice(("dw", "dv", "db"))
    if what == "dv":
        answer = error * a
        formula = f"(p − y)·a = {error}·{a} = {answer}"
        slips = outgoing_slips(error, x, w, v, z)
    else:
        factor = x if what == "dw" else 1
        answer = error * v * slope * factor
        times = ("·x", f"·{x}") if what == "dw" else ("", "")
        formula = f"(p − y)·v·relu'(z){times[0]} = {error}·{v}·{slope} (z = {z}){times[1]} = {answer}"
        slips = incoming_slips(what, error, x, w, v, z)
    return question(
        f"z = wx + b, a = relu(z), p = va, L = ½(p − y)², with x = {x}, w = {w}, b = {b}, v = {v}, y = {y}. What is "
        f"∂L/∂{what[1]}?",
        answer,
        formula,
        [(-answer, SIGN), (2 * answer, HALF), *slips],
        facts={"what": what, "kind": "relu", "x": x, "w": w, "b": b, "v": v, "y": y},
    )


def outgoing_slips(error: int, x: int, w: int, v: int, z: int) -> Slips:
    """Return wrong answers for ∂L/∂v, the weight behind the ReLU."""
    return [
        (error * z, "v multiplies the activation, not the pre-activation"),
        (error * v, "the factor of v is a"),
        (error, "you forgot the factor a"),
        (error * x, "the factor of v is a, not x"),
        (error * w, "the factor of v is a, not w"),
    ]


def incoming_slips(what: str, error: int, x: int, w: int, v: int, z: int) -> Slips:
    """Return wrong answers for ∂L/∂w or ∂L/∂b, in front of the ReLU."""
    a, slope = max(z, 0), int(z > 0)
    factor, other, spoken, mixed_up = 1, x, "1", "that's ∂L/∂w; the factor of b is 1"
    if what == "dw":
        factor, other, spoken, mixed_up = x, 1, "x", "you forgot the factor x"
    return [
        (error * v * factor, "you forgot ReLU's slope, which is 0 here"),
        (error * slope * factor, "you forgot the outgoing weight v"),
        (error * v * slope * w, f"that's ∂L/∂x; the factor of {what[1]} is {spoken}"),
        (error * v * slope * other, mixed_up),
        (error * v * a * factor, SLOPE.format("its value")),
        (error * v * z * factor, SLOPE.format("z")),
    ]


def sigmoid_neuron(rng: Random, level: Level) -> Question:
    """Ask for a derivative of the sigmoid cross-entropy of a neuron with two inputs."""
    z = 0.0
    while abs(z) < 0.05:
        x = [rng.choice((-2, -1, 1, 2, 3)), rng.choice((-3, -1, 1, 2))]
        w = [rng.choice((-0.5, -0.25, 0.25, 0.5, 1.0)), rng.choice((-0.5, -0.25, 0.25, 0.5))]
        b, y = rng.choice((-0.1, 0.0, 0.1, 0.2)), rng.choice((0, 1))
        z = round(w[0] * x[0] + w[1] * x[1] + b, 10)
    p = sigmoid(z)
    what = rng.choice(("dz", "dw1", "dw2", "db"))
    factor = {"dw1": x[0], "dw2": x[1]}.get(what, 1)
    answer = (p - y) * factor
    name = {"dz": "z", "dw1": "w₁", "dw2": "w₂", "db": "b"}[what]
    times = f"·{factor}" if what.startswith("dw") else ""
    return question(
        f"z = w·x + b, p = σ(z), L = cross-entropy of p and y, with x = ({x[0]}, {x[1]}), w = ({w[0]:g}, {w[1]:g}), "
        f"b = {b:g}, y = {y}. Then z = {z:g} and σ(z) = {p:.6f}. What is ∂L/∂{name}? {ASKED_DIGITS}",
        answer,
        f"(p − y){times} = ({p:.6f} − {y}){times} = {answer:.6f}",
        [
            *factor_slips(what, p - y, x, w),
            (-answer, SIGN),
            (answer * p * (1 - p), "the sigmoid's slope cancels against the loss's"),
            (p * factor, NO_TARGET),
            (p * (1 - p) * factor, "that's the sigmoid's slope; the loss's is missing"),
            ((z - y) * factor, "it's prediction minus target, and the prediction is σ(z)"),
        ],
        tolerance=THREE_DIGITS,
        facts={"what": what, "kind": "sigmoid", "x": x, "w": w, "b": b, "y": y},
    )


def factor_slips(what: str, error: float, x: list[int], w: list[float]) -> Slips:
    """Return the derivatives that have another factor than the one asked for."""
    if not what.startswith("dw"):
        return [(error * x[0], "that's ∂L/∂w₁"), (error * x[1], "that's ∂L/∂w₂")]
    own = int(what[2]) - 1
    letter = ("x₁", "x₂")[own]
    return [
        (error, f"you forgot the factor {letter}"),
        (error * x[1 - own], f"that's the other weight's; the factor here is {letter}"),
        (error * w[own], "the factor of a weight is its input, not the weight"),
    ]
