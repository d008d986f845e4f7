"""Every loss with its formula, its gradient, when to use it, and a worked number."""

from __future__ import annotations

from dataclasses import dataclass

from nnprep.nn.formulas import losses


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One loss of one sample."""

    name: str
    formula: str
    gradient: str
    """With respect to the logit z, or to the prediction p if there is no logit."""
    use: str
    example: str
    """The inputs of the worked number."""
    value: float
    slope: tuple[float, ...]
    """The gradient in the example."""


def entries() -> tuple[Entry, ...]:
    """Return the losses, classification first."""
    return (*classification(), *regression())


def classification() -> tuple[Entry, ...]:
    logits = (2.0, 1.0, 0.0)
    p = losses.softmax(logits)
    return (
        Entry(
            name="cross-entropy",
            formula="ln Σ e^z_k − z_y",
            gradient="p − y",
            use="one of K classes; takes logits, softmax inside",
            example="z = (2, 1, 0), y = 0",
            value=losses.cross_entropy(logits, 0),
            slope=tuple(losses.cross_entropy_slope(logits, 0, k) for k in range(3)),
        ),
        Entry(
            name="with label smoothing 0.1",
            formula="(1 − ε) CE + ε mean_k(−ln p_k)",
            gradient="p − ((1 − ε) y + ε/K)",
            use="less overconfidence; it never reaches 0",
            example="z = (2, 1, 0), y = 0",
            value=losses.cross_entropy(logits, 0, 0.1),
            slope=tuple(p[k] - (0.9 * (k == 0) + 0.1 / 3) for k in range(3)),
        ),
        Entry(
            name="binary cross-entropy",
            formula="ln(1 + e^z) − y z",
            gradient="σ(z) − y",
            use="yes or no, and each label of a multi-label task",
            example="z = 2, y = 1",
            value=losses.binary_cross_entropy(2, 1),
            slope=(losses.binary_cross_entropy_slope(2, 1),),
        ),
        Entry(
            name="focal, γ = 2",
            formula="−(1 − p_t)^γ ln p_t",
            gradient="±(1 − p_t)^γ (γ p_t ln p_t − (1 − p_t)), + for y = 1",
            use="many easy negatives, as in object detection",
            example="z = 2, y = 1",
            value=losses.focal_loss(2, 1),
            slope=(losses.focal_loss_slope(2, 1),),
        ),
    )


def regression() -> tuple[Entry, ...]:
    return (
        Entry(
            name="mean squared error",
            formula="mean (p − y)²",
            gradient="2(p − y)/n",
            use="regression where large errors matter most",
            example="p = (1, 2), y = (1.5, 1)",
            value=losses.mean_squared_error((1, 2), (1.5, 1)),
            slope=(2 * (1 - 1.5) / 2, 2 * (2 - 1) / 2),
        ),
        Entry(
            name="mean absolute error",
            formula="mean |p − y|",
            gradient="sign(p − y)/n",
            use="regression with outliers; predicts the median",
            example="p = (1, 2), y = (1.5, 1)",
            value=losses.mean_absolute_error((1, 2), (1.5, 1)),
            slope=(-0.5, 0.5),
        ),
        Entry(
            name="Huber, δ = 1",
            formula="½e² within δ, δ(|e| − ½δ) beyond",
            gradient="e within δ, δ sign(e) beyond",
            use="regression: squared near zero, absolute far out",
            example="e = 3",
            value=losses.huber(3),
            slope=(1.0,),
        ),
    )


def initial_losses(classes: tuple[int, ...] = (2, 3, 10, 100, 1000)) -> list[tuple[int, float, float]]:
    """Return K, ln K (the loss of an untrained network), and the floor when softmax is applied twice."""
    return [(k, losses.initial_loss(k), losses.double_softmax_floor(k)) for k in classes]


def epsilon_caps(epsilons: tuple[float, ...] = (1e-15, 1e-12, 1e-8, 1e-7)) -> list[tuple[float, float]]:
    """Return ε and the largest loss that −ln(p + ε) can report."""
    return [(epsilon, losses.epsilon_cap(epsilon)) for epsilon in epsilons]


def saturation(z: float = -10.0, y: float = 1.0) -> tuple[float, float]:
    """Return the slopes of half squared error and of cross-entropy at a confidently wrong logit."""
    return losses.squared_sigmoid_slope(z, y), losses.binary_cross_entropy_slope(z, y)


HEADS = (
    ("a number", "1, no activation", "mean squared, absolute or Huber"),
    ("yes or no", "1 logit", "binary cross-entropy on the logit"),
    ("one of K classes", "K logits", "cross-entropy on the logits"),
    ("any of K labels", "K logits", "K binary cross-entropies"),
    ("a count", "1, log-rate", "Poisson: e^z − y z"),
)
"""Target, last layer, loss."""
