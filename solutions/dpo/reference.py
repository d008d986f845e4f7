import numpy as np


def dpo_loss(pi_w, pi_l, ref_w, ref_l, beta):
    m = len(pi_w)
    # How much more the policy prefers the chosen answer than the reference does.
    z = beta * ((pi_w - ref_w) - (pi_l - ref_l))  # (m,)
    # -log σ(z) is softplus(-z), which is computed without exp(1000).
    loss = np.logaddexp(0, -z).mean()
    # Its slope is -σ(-z): pairs clearly in the right order hardly count.
    # log σ(-z) = -softplus(z), so this exponential can't overflow.
    d = -beta * np.exp(-np.logaddexp(0, z)) / m  # (m,)
    return loss, d, -d
