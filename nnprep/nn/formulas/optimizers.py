"""Update rules, one number at a time, and what they do on problems small enough to follow by hand."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from nnprep.named_tuple import NamedTuple

MOMENTUM = 0.9
DECAY = 0.9
BETA1, BETA2 = 0.9, 0.999
EPSILON = 1e-8
STEPS_AT_MOST = 100_000


class Optimizer:
    """One update rule for a list of parameters; `step` takes their gradient and returns their change."""

    def __init__(self, rule: str, lr: float, *, momentum: float = MOMENTUM) -> None:
        if rule not in RULES:
            raise ValueError(f"there is no optimizer {rule!r}; there are {', '.join(RULES)}")
        self.rule = RULES[rule]
        self.lr = lr
        self.momentum = momentum
        self.first: list[float] = []
        """Velocity, or the average of the gradients."""
        self.second: list[float] = []
        """Average or sum of the squared gradients."""
        self.steps = 0

    def step(self, gradient: Sequence[float]) -> list[float]:
        """Return the change of each parameter, one step on."""
        if not self.steps:
            self.first = [0.0] * len(gradient)
            self.second = [0.0] * len(gradient)
        self.steps += 1
        return [self.rule(self, index, g) for index, g in enumerate(gradient)]


def sgd(state: Optimizer, index: int, g: float) -> float:
    """Plain gradient descent: −η g."""
    return -state.lr * g


def heavy_ball(state: Optimizer, index: int, g: float) -> float:
    """Momentum (Polyak 1964): v ← μv + g, w ← w − ηv."""
    state.first[index] = state.momentum * state.first[index] + g
    return -state.lr * state.first[index]


def nesterov(state: Optimizer, index: int, g: float) -> float:
    """Nesterov momentum in the form of today's libraries: v ← μv + g, w ← w − η(g + μv)."""
    state.first[index] = state.momentum * state.first[index] + g
    return -state.lr * (g + state.momentum * state.first[index])


def rmsprop(state: Optimizer, index: int, g: float) -> float:
    """RMSProp: s ← ρs + (1 − ρ)g², w ← w − ηg / (√s + ε)."""
    state.second[index] = DECAY * state.second[index] + (1 - DECAY) * g * g
    return -state.lr * g / (math.sqrt(state.second[index]) + EPSILON)


def adagrad(state: Optimizer, index: int, g: float) -> float:
    """AdaGrad (Duchi et al. 2011): s ← s + g², w ← w − ηg / (√s + ε)."""
    state.second[index] += g * g
    return -state.lr * g / (math.sqrt(state.second[index]) + EPSILON)


def adam(state: Optimizer, index: int, g: float, *, corrected: bool = True) -> float:
    """Adam (Kingma and Ba 2015, algorithm 1): w ← w − η m̂ / (√v̂ + ε)."""
    state.first[index] = BETA1 * state.first[index] + (1 - BETA1) * g
    state.second[index] = BETA2 * state.second[index] + (1 - BETA2) * g * g
    m, v = state.first[index], state.second[index]
    if corrected:
        m /= 1 - BETA1**state.steps
        v /= 1 - BETA2**state.steps
    return -state.lr * m / (math.sqrt(v) + EPSILON)


def adam_uncorrected(state: Optimizer, index: int, g: float) -> float:
    """Adam without bias correction: the first step is √10 times too large."""
    return adam(state, index, g, corrected=False)


RULES: dict[str, Callable[[Optimizer, int, float], float]] = {
    "sgd": sgd, "momentum": heavy_ball, "nesterov": nesterov, "rmsprop": rmsprop, "adagrad": adagrad,
    "adam": adam, "adam-uncorrected": adam_uncorrected,
}  # fmt: skip


def constant_gradient(rule: str, steps: int, lr: float = 0.1, gradient: float = 1.0) -> float:
    """Return where a parameter that starts at 0 ends up after some steps with the same gradient."""
    optimizer = Optimizer(rule, lr)
    return sum(optimizer.step([gradient])[0] for _ in range(steps))


def adam_first_step(gradient: float = 1.0, lr: float = 0.01) -> float:
    """Return the size of Adam's first step: η, whatever the gradient's scale."""
    return abs(constant_gradient("adam", 1, lr, gradient))


def uncorrected_factor(beta1: float = BETA1, beta2: float = BETA2) -> float:
    """Return by what factor Adam's first step is too large without bias correction: (1 − β₁)/√(1 − β₂), 3.16."""
    return (1 - beta1) / math.sqrt(1 - beta2)


def momentum_limit(momentum: float = MOMENTUM, lr: float = 1.0) -> float:
    """Return the step that momentum reaches for a constant gradient of 1: η / (1 − μ), ten times η for 0.9."""
    return lr / (1 - momentum)


def last_step(
    rule: str, steps: int, gradient: float = 1.0, spike: float | None = None, lr: float = 0.1
) -> float:
    """Return the size of the last of some steps with the same gradient, after one with a spike if there is one."""
    optimizer = Optimizer(rule, lr)
    gradients = ([] if spike is None else [spike]) + [gradient] * steps
    return abs([optimizer.step([each])[0] for each in gradients][-1])


def cosine_rate(step: int, steps: int, peak: float, warmup: int = 0, floor: float = 0.0) -> float:
    """Return the learning rate after linear warm-up and cosine decay to a floor (Loshchilov and Hutter 2017, eq. 5)."""
    if step < warmup:
        return peak * step / warmup
    done = (step - warmup) / (steps - warmup)
    return floor + 0.5 * (peak - floor) * (1 + math.cos(math.pi * done))


def noise_floor(lr: float) -> float:
    """Return the variance at which SGD on ½x² stays, with gradient noise of variance 1: η / (2 − η).

    x ← (1 − η)x − ηε repeats its own variance v if v = (1 − η)²v + η².
    """
    return lr / (2 - lr)


def stable_learning_rate(curvature: float, momentum: float = 0.0) -> float:
    """Return the learning rate above which a quadratic diverges: 2(1 + μ)/λ_max for heavy-ball momentum."""
    return 2 * (1 + momentum) / curvature


def quadratic_path(
    rule: str, lr: float, steps: int, *, momentum: float = MOMENTUM, curvature: float = 100.0
) -> list[tuple[float, float]]:
    """Return the positions on ½(curvature·x² + y²) from (1, 1): the start, then one per step."""
    optimizer = Optimizer(rule, lr, momentum=momentum)
    x, y = 1.0, 1.0
    path = [(x, y)]
    for _ in range(steps):
        dx, dy = optimizer.step([curvature * x, y])
        x, y = x + dx, y + dy
        path.append((x, y))
    return path


class Settling(NamedTuple):
    """When a descent gets low; steps are infinite if it never does."""

    reached: float
    """The step at which the value is below the mark for the first time."""
    settled: float
    """The step from which it stays there: momentum and Adam overshoot."""
    end: float
    """The last value that was computed."""


def settling(
    rule: str, lr: float, momentum: float = MOMENTUM, curvature: float = 100.0, below: float = 1e-6
) -> Settling:
    """Return when ½(100x² + y²) from (1, 1) gets below 1e-6, and when it stays there.

    It counts as staying there after as many steps as it took to get there, and at least a thousand.
    """
    optimizer = Optimizer(rule, lr, momentum=momentum)
    x, y = 1.0, 1.0
    reached, above, loss = math.inf, 0, 0.5 * (curvature + 1)
    for step in range(1, STEPS_AT_MOST + 1):
        dx, dy = optimizer.step([curvature * x, y])
        x, y = x + dx, y + dy
        loss = 0.5 * (curvature * x * x + y * y)
        if loss >= below:
            above = step
        else:
            reached = min(reached, step)
            if step - above > max(1000, above):
                return Settling(reached, above + 1, loss)
        if loss > 1e12:
            return Settling(reached, math.inf, loss)
    return Settling(reached, above + 1 if STEPS_AT_MOST - above > 1000 else math.inf, loss)


def quadratic_steps(
    rule: str, lr: float, momentum: float = MOMENTUM, curvature: float = 100.0, below: float = 1e-6
) -> float:
    """Return the steps until ½(100x² + y²) from (1, 1) is below 1e-6; infinity if it never is."""
    return settling(rule, lr, momentum, curvature, below).reached


def optimal_momentum(curvature: float = 100.0) -> float:
    """Return the best heavy-ball μ for ½(κx² + y²): ((√κ − 1)/(√κ + 1))², 0.6694 at 100 (Polyak 1964)."""
    return ((math.sqrt(curvature) - 1) / (math.sqrt(curvature) + 1)) ** 2


def optimal_learning_rate(curvature: float = 100.0) -> float:
    """Return the best heavy-ball η for ½(κx² + y²): (2/(√κ + 1))², 0.03306 for κ = 100 (Polyak 1964)."""
    return (2 / (math.sqrt(curvature) + 1)) ** 2


def optimal_quadratic_steps(curvature: float = 100.0) -> float:
    """Return the steps that heavy-ball momentum needs on that quadratic with the best μ and η."""
    return quadratic_steps(
        "momentum", optimal_learning_rate(curvature), optimal_momentum(curvature), curvature
    )


NUMBERS = (
    optimal_momentum, optimal_learning_rate, optimal_quadratic_steps, constant_gradient, adam_first_step,
    uncorrected_factor, momentum_limit, last_step, cosine_rate, noise_floor, stable_learning_rate, quadratic_steps,
)  # fmt: skip
