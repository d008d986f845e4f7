"""How a language model's next token is chosen: temperature, nucleus, drafts. Probabilities are lists (V,)."""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.nn.formulas.losses import softmax


def softmax_at(logits: Sequence[float], index: int, temperature: float) -> float:
    """Return one probability of softmax(z / T), counted from 0; T > 0."""
    return softmax([z / temperature for z in logits])[index]


def nucleus_size(probabilities: Sequence[float], mass: float) -> int:
    """Return how many tokens top-p keeps: the fewest likeliest ones that reach the mass (Holtzman et al. 2020)."""
    kept, total = 0, 0.0
    for probability in sorted(probabilities, reverse=True):
        if total >= mass:
            break
        kept, total = kept + 1, total + probability
    return kept


def acceptance_rate(target: Sequence[float], draft: Sequence[float]) -> float:
    """Return how often a drafted token is accepted: Σ min(p, q) (Leviathan et al. 2023, theorem 3.5)."""
    return sum(min(p, q) for p, q in zip(target, draft, strict=True))


def speculative_share(target: Sequence[float], draft: Sequence[float], index: int) -> float:
    """Return the probability that speculative sampling emits a token, which is the target's p (ibid., appendix A.1).

    The draft proposes it and it is accepted, min(p, q), or another one is rejected and it is drawn from the rest,
    max(0, p − q) rescaled to 1.
    """
    accepted = min(target[index], draft[index])
    rest = sum(max(0.0, p - q) for p, q in zip(target, draft, strict=True))
    if not rest:
        return accepted
    return accepted + (1 - acceptance_rate(target, draft)) * max(0.0, target[index] - draft[index]) / rest


def tokens_per_check(rate: float, drafted: int) -> float:
    """Return the tokens expected from one pass of the target: (1 − α^(γ+1)) / (1 − α) (ibid., equation 1)."""
    return sum(rate**accepted for accepted in range(drafted + 1))


NUMBERS = (softmax_at, nucleus_size, acceptance_rate, speculative_share, tokens_per_check)
