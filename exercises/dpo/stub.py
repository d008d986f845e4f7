# nnprep: dpo
"""Direct preference optimization (DPO): the loss and its gradients.

For each of m prompts, people preferred one answer, w, to another one, l. You train the policy pi to agree, without
moving far from a fixed reference model. The inputs are four log-probabilities per prompt, those of the two whole
answers under the policy and under the reference:

    z    = beta · ((pi_w - ref_w) - (pi_l - ref_l))
    loss = the mean of -log(sigmoid(z)) over the m pairs

Write `dpo_loss`, which returns the loss and its gradients with respect to pi_w and pi_l. The reference is fixed, so
it has none.

Conventions
    Each array is (m,), float64. The log-probability of a long answer can be -3000.
    The gradients are those of the mean.
    Stable: finite and exact even for z = 1000 or -1000, without a warning. A pair with z = -1000 has a loss of 1000.
    Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest dpo.py)

    >>> pi_w, pi_l = np.array([-10.0, -12.0]), np.array([-12.0, -11.0])
    >>> ref_w, ref_l = np.array([-11.0, -12.0]), np.array([-11.0, -13.0])
    >>> loss, d_pi_w, d_pi_l = dpo_loss(pi_w, pi_l, ref_w, ref_l, beta=0.5)
    >>> round(float(loss), 6)
    0.813262
    >>> np.round(d_pi_w, 6).tolist()
    [-0.067235, -0.182765]
    >>> np.round(d_pi_l, 6).tolist()
    [0.067235, 0.182765]
    >>> float(dpo_loss(np.array([-3000.0]), np.array([-2000.0]), np.zeros(1), np.zeros(1), beta=1.0)[0])
    1000.0
"""

import numpy as np


def dpo_loss(pi_w, pi_l, ref_w, ref_l, beta):
    """Return (loss, d_pi_w, d_pi_l).

    pi_w   (m,)    log-probabilities of the chosen answers under the policy
    pi_l   (m,)    of the rejected answers under the policy
    ref_w  (m,)    of the chosen answers under the reference
    ref_l  (m,)    of the rejected answers under the reference
    beta   float   above 0

    loss            float
    d_pi_w, d_pi_l  (m,)  the gradients with respect to pi_w and pi_l
    """
    raise NotImplementedError
