import numpy as np


def group_advantages(rewards):
    # An answer is compared with the other answers to its own prompt.
    centered = rewards - rewards.mean(axis=1, keepdims=True)  # (n, G)
    # Equal rewards teach nothing: with the small number they give 0, not 0/0.
    return centered / (rewards.std(axis=1, keepdims=True) + 1e-8)


def clipped_loss(logp_new, logp_old, adv, clip=0.2):
    m = len(adv)
    # The difference first: the exponentials of long answers would underflow.
    ratio = np.exp(logp_new - logp_old)  # (m,)
    plain = ratio * adv
    capped = np.clip(ratio, 1 - clip, 1 + clip) * adv
    # Pessimistic: leaving the band earns nothing more, but coming back is
    # never blocked.
    loss = -np.minimum(plain, capped).mean()
    # d ratio / d logp_new is the ratio itself, and the capped term is constant
    # outside the band. Inside, the two are equal and the slope is not zero.
    d_logp_new = -np.where(plain <= capped, plain, 0.0) / m
    return loss, d_logp_new
