"""Loss functions of one sample and their gradients, from logits, with the standard library alone."""

from __future__ import annotations

import math
from collections.abc import Sequence

from nnprep.nn.formulas.activations import sigmoid, softplus


def softmax(logits: Sequence[float]) -> list[float]:
    """Return the softmax of logits (K,) as K probabilities; the largest logit is subtracted first."""
    top = max(logits)
    powers = [math.exp(z - top) for z in logits]
    total = sum(powers)
    return [power / total for power in powers]


def softmax_of(logits: Sequence[float], index: int) -> float:
    """Return one probability of the softmax of the logits, counted from 0."""
    return softmax(logits)[index]


def log_sum_exp(logits: Sequence[float]) -> float:
    """Return ln Σ e^z without overflow."""
    top = max(logits)
    return top + math.log(sum(math.exp(z - top) for z in logits))


def cross_entropy(logits: Sequence[float], label: int, smoothing: float = 0.0) -> float:
    """Return −Σ t_k ln p_k with t one-hot at `label`, or smoothed: t = (1 − ε) one-hot + ε/K."""
    total = log_sum_exp(logits)
    uniform = sum(total - z for z in logits) / len(logits)
    return (1 - smoothing) * (total - logits[label]) + smoothing * uniform


def cross_entropy_slope(logits: Sequence[float], label: int, index: int) -> float:
    """Return ∂L/∂z_index of softmax cross-entropy for one sample: p − y."""
    return softmax(logits)[index] - (1.0 if index == label else 0.0)


def binary_cross_entropy(z: float, y: float) -> float:
    """Return the loss of one logit: softplus(z) − y·z."""
    return softplus(z) - y * z


def binary_cross_entropy_slope(z: float, y: float) -> float:
    """Return ∂L/∂z of sigmoid cross-entropy for one sample: p − y with p = σ(z)."""
    return sigmoid(z) - y


def squared_sigmoid_slope(z: float, y: float) -> float:
    """Return ∂/∂z of ½(σ(z) − y)²: (p − y) p (1 − p), which vanishes when p saturates."""
    p = sigmoid(z)
    return (p - y) * p * sigmoid(-z)


def largest_squared_sigmoid_slope() -> float:
    """Return the largest size of (p − y) p (1 − p): 4/27, at p = 1/3 for y = 1."""
    return max((1 - p) * p * (1 - p) for p in (i / 3000 for i in range(3001)))


def focal_loss(z: float, y: int, gamma: float = 2.0) -> float:
    """Return −(1 − p_t)^γ ln p_t of one logit (Lin et al. 2017, equation 4)."""
    signed = z if y else -z
    return float(sigmoid(-signed) ** gamma) * softplus(-signed)


def focal_loss_slope(z: float, y: int, gamma: float = 2.0) -> float:
    """Return ∂/∂z of the focal loss: ±(1 − p_t)^γ (γ p_t ln p_t − (1 − p_t))."""
    signed = z if y else -z
    p, log_p = sigmoid(signed), -softplus(-signed)
    slope = sigmoid(-signed) ** gamma * (gamma * p * log_p - sigmoid(-signed))
    return float(slope if y else -slope)


def mean_squared_error(predictions: Sequence[float], targets: Sequence[float]) -> float:
    """Return the mean of (ŷ − y)²."""
    return sum((p - t) ** 2 for p, t in zip(predictions, targets, strict=True)) / len(targets)


def mean_absolute_error(predictions: Sequence[float], targets: Sequence[float]) -> float:
    """Return the mean of |ŷ − y|."""
    return sum(abs(p - t) for p, t in zip(predictions, targets, strict=True)) / len(targets)


def huber(error: float, delta: float = 1.0) -> float:
    """Return ½e² within δ of zero and δ(|e| − ½δ) beyond (Huber 1964)."""
    size = abs(error)
    return 0.5 * size**2 if size <= delta else delta * (size - 0.5 * delta)


def huber_location(values: Sequence[float], delta: float = 1.0) -> float:
    """Return the constant with the smallest total Huber loss: the mean for a large δ, the median for a small one."""
    low, high = min(values), max(values)
    for _ in range(200):
        middle = (low + high) / 2
        if sum(max(-delta, min(delta, middle - each)) for each in values) > 0:
            high = middle
        else:
            low = middle
    return (low + high) / 2


def mean_surprise(truth: Sequence[float], model: Sequence[float]) -> float:
    """Return the cross-entropy of two distributions (K,) in nats: H(p, q) = −Σ p_k ln q_k, with p the truth."""
    return -sum(p * math.log(q) for p, q in zip(truth, model, strict=True) if p)


def kl_divergence(truth: Sequence[float], model: Sequence[float]) -> float:
    """Return KL(p ‖ q) = H(p, q) − H(p) of two distributions (K,) in nats (Kullback and Leibler 1951)."""
    return mean_surprise(truth, model) - mean_surprise(truth, truth)


def gaussian_kl(mean: float, std: float) -> float:
    """Return KL(N(μ, σ²) ‖ N(0, 1)) of one coordinate: ½(μ² + σ² − 1 − ln σ²) (Kingma and Welling 2014, appendix B)."""
    return 0.5 * (mean**2 + std**2 - 1 - math.log(std**2))


def dpo_loss(chosen: float, rejected: float, beta: float = 0.1) -> float:
    """Return −ln σ(β(chosen − rejected)) (Rafailov et al. 2023, equation 7).

    Each argument is ln π(y|x) − ln π_ref(y|x) of one answer, under the policy and the reference.
    """
    return softplus(-beta * (chosen - rejected))


def initial_loss(classes: int) -> float:
    """Return ln K, the cross-entropy of a network that knows nothing about K balanced classes."""
    return math.log(classes)


def double_softmax_floor(classes: int) -> float:
    """Return the smallest cross-entropy when softmax is applied twice: ln(1 + (K − 1)/e), 1.4612 for K = 10."""
    return math.log(1 + (classes - 1) / math.e)


def epsilon_cap(epsilon: float) -> float:
    """Return −ln ε, the largest loss that −ln(p + ε) can report: 34.54 for 1e-15."""
    return -math.log(epsilon)


def prior_logit(probability: float) -> float:
    """Return ln(p / (1 − p)), the output bias that starts at the base rate: −4.595 at 1 %."""
    return math.log(probability / (1 - probability))


def reweighted_probability(probability: float, base_rate: float, new_base_rate: float) -> float:
    """Return a calibrated probability after the base rate moved and the classes look as before (Saerens et al. 2002).

    The odds are multiplied by the ratio of the new and the old prior odds.
    """
    odds = prior_logit(probability) + prior_logit(new_base_rate) - prior_logit(base_rate)
    return float(sigmoid(odds))


NUMBERS = (
    softmax_of, log_sum_exp, cross_entropy, cross_entropy_slope, binary_cross_entropy,
    binary_cross_entropy_slope, squared_sigmoid_slope, largest_squared_sigmoid_slope, focal_loss,
    mean_squared_error, mean_absolute_error, huber, huber_location, mean_surprise, kl_divergence, gaussian_kl, dpo_loss,
    initial_loss, double_softmax_floor, epsilon_cap, prior_logit, reweighted_probability,
)  # fmt: skip
