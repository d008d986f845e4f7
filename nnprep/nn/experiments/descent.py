"""Optimizers side by side: four steps by hand, and a race through a valley a hundred times steeper than long."""

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
    """One optimizer's path through the valley ½(κx² + y²) from (1, 1)."""

    name: str
    rule: str
    lr: float
    momentum: float
    reached: float
    """Steps until the value is below 1e-6; infinite if it never is."""
    steps: float
    """Steps until it stays there; infinite if it never does."""
    end: float
    """The final value; above 1e12 it diverges."""
    path: tuple[tuple[float, float], ...]
    """(x, y) at the start and after each step; x is the steep direction."""


def four_steps(lr: float = 0.1) -> list[tuple[str, tuple[float, ...], str]]:
    """Return each optimizer's position after 1 to 4 steps with gradient 1, and its formula."""
    return [
        (rule, tuple(constant_gradient(rule, steps, lr) for steps in (1, 2, 3, 4)), FORMULAS[rule])
        for rule in RULES
    ]


def descents(curvature: float = 100.0, drawn: int = 60) -> list[Descent]:
    """Return the usual optimizers in the valley; learning rates are scaled to its stability limit 2/κ."""
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
    return [descent(*each, curvature, drawn) for each in chosen]


def descent(name: str, rule: str, lr: float, momentum: float, curvature: float, drawn: int) -> Descent:
    """Return one optimizer's descent, with the first `drawn` steps of its path."""
    reached, steps, end = settling(rule, lr, momentum, curvature)
    return Descent(
        name=name,
        rule=rule,
        lr=lr,
        momentum=momentum,
        reached=reached,
        steps=steps,
        end=end,
        path=tuple(quadratic_path(rule, lr, drawn, momentum=momentum, curvature=curvature)),
    )


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
    f"Here μ = {MOMENTUM}, ρ = {DECAY}, β₁ = {BETA1}, β₂ = {BETA2}, ε = 1e-8, and t is the step. AdamW also subtracts "
    "η λ w from w itself (decoupled weight decay): that isn't part of the gradient, so nothing divides it by √v'."
)
"""The letters behind every number shown (AdamW: Loshchilov and Hutter 2019, algorithm 2)."""
STATE = {rule: STATE_FLOATS.get(rule.removesuffix("-uncorrected"), 1) for rule in RULES}
"""Numbers that each rule remembers per parameter."""
DRAWN = ("gradient descent, best", "momentum 0.9", "RMSProp", "Adam")
