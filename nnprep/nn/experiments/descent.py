"""Optimizers side by side: four steps by hand, and a valley that is a hundred times steeper than it is long."""

from __future__ import annotations

from dataclasses import dataclass

from nnprep.nn.formulas.costs import STATE_FLOATS
from nnprep.nn.formulas.optimizers import (
    BETA1,
    BETA2,
    DECAY,
    MOMENTUM,
    RULES,
    constant_gradient,
    optimal_learning_rate,
    optimal_momentum,
    quadratic_path,
    settling,
    stable_learning_rate,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Descent:
    """One optimizer's way through the valley ½(κx² + y²) from (1, 1)."""

    name: str
    rule: str
    lr: float
    momentum: float
    reached: float
    """Steps until the value is below 1e-6; infinite where it never is."""
    steps: float
    """Until it stays there; infinite where it never does."""
    end: float
    """The value that was reached in the end; above a million millions it diverges."""
    path: tuple[tuple[float, float], ...]
    """(x, y) at the start and after each step; x is the steep direction."""


def four_steps(lr: float = 0.1) -> list[tuple[str, tuple[float, ...], str]]:
    """Return each optimizer's position after 1 to 4 steps with gradient 1, and what it remembers."""
    return [
        (rule, tuple(constant_gradient(rule, steps, lr) for steps in (1, 2, 3, 4)), FORMULAS[rule])
        for rule in RULES
    ]


def descents(curvature: float = 100.0, drawn: int = 60) -> list[Descent]:
    """Return the usual suspects in the valley; learning rates are scaled to its stability limit 2/κ."""
    limit = stable_learning_rate(curvature)
    mu, eta = optimal_momentum(curvature), optimal_learning_rate(curvature)
    chosen = (
        ("gradient descent, timid", "sgd", 0.05 * limit, 0.9),
        ("gradient descent, best", "sgd", 2 / (curvature + 1), 0.9),
        ("gradient descent, too bold", "sgd", 1.005 * limit, 0.9),
        ("momentum 0.9", "momentum", 0.5 * limit, 0.9),
        (f"momentum {mu:.4f}, best", "momentum", eta, mu),
        ("Nesterov 0.9", "nesterov", 0.5 * limit, 0.9),
        ("RMSProp", "rmsprop", 0.01, 0.9),
        ("Adam", "adam", 0.1, 0.9),
        ("Adam, small steps", "adam", 0.01, 0.9),
    )
    found = [
        (settling(rule, lr, momentum, curvature), (name, rule, lr, momentum))
        for name, rule, lr, momentum in chosen
    ]
    return [
        Descent(
            name=name,
            rule=rule,
            lr=lr,
            momentum=momentum,
            reached=reached,
            steps=steps,
            end=end,
            path=tuple(quadratic_path(rule, lr, drawn, momentum=momentum, curvature=curvature)),
        )
        for (reached, steps, end), (name, rule, lr, momentum) in found
    ]


FORMULAS = {
    "sgd": "w − η g",
    "momentum": "v ← μ v + g, then w − η v",
    "nesterov": "v ← μ v + g, then w − η (g + μ v)",
    "rmsprop": "s ← ρ s + (1 − ρ) g², then w − η g / (√s + ε)",
    "adagrad": "s ← s + g², then w − η g / (√s + ε)",
    "adam": "m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², m' = m / (1 − β₁ᵗ), v' = v / (1 − β₂ᵗ), "
    "then w − η m' / (√v' + ε)",
    "adam-uncorrected": "Adam without the divisions by 1 − βᵗ",
}
SETTINGS = (
    f"Here μ = {MOMENTUM}, ρ = {DECAY}, β₁ = {BETA1}, β₂ = {BETA2}, ε = 1e-8, t the step. AdamW also takes "
    "η λ w away from w itself (decoupled weight decay): no gradient, so nothing divides it by √v'."
)
"""What the letters stand for in every number shown (AdamW: Loshchilov and Hutter 2019, algorithm 2)."""
STATE = {rule: STATE_FLOATS.get(rule.removesuffix("-uncorrected"), 1) for rule in RULES}
"""Numbers remembered for each parameter."""
DRAWN = (
    "gradient descent, best",
    "momentum 0.9",
    "RMSProp",
    "Adam",
)
