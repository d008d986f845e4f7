# nnprep: grpo
"""Group-relative policy optimization (GRPO): advantages and the clipped loss.

For each prompt the policy has written a group of G answers, and each answer has a reward. There is no value network: an
answer is good if it beats the others in its group. Write `group_advantages`:

    advantage = (reward - mean of the group) / (standard deviation of the group + 1e-8)

The policy then learns from its own answers, without moving too far from where it was. Write `clipped_loss`:

    ratio = exp(logp_new - logp_old)
    loss  = -mean( min( ratio · adv, clipped ratio · adv ) )       clipped to 1 - clip .. 1 + clip

Its second result is the gradient with respect to logp_new.

Conventions
    One row of rewards is one group. The standard deviation is the biased one (divide by G), and 1e-8 is added to
    it, not to the variance. A group with equal rewards has advantages of 0.
    logp_new, logp_old and adv hold one number for each of m samples. The loss is a mean, and so is its gradient.
    The gradient at a ratio of exactly 1 - clip or 1 + clip isn't checked.
    All arrays are float64. Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest grpo.py)

    >>> group_advantages(np.array([[1.0, 0.0, 0.0, 1.0], [2.0, 2.0, 2.0, 2.0]])).round(6).tolist()
    [[1.0, -1.0, -1.0, 1.0], [0.0, 0.0, 0.0, 0.0]]
    >>> group_advantages(np.array([[1.0, 2.0, 6.0]])).round(6).tolist()
    [[-0.92582, -0.46291, 1.38873]]
    >>> logp_new = np.log(np.array([1.5, 1.5, 0.5, 0.5]))
    >>> adv = np.array([2.0, -2.0, 2.0, -2.0])
    >>> loss, d_logp_new = clipped_loss(logp_new, np.zeros(4), adv, clip=0.2)
    >>> round(float(loss), 6)
    0.3
    >>> (d_logp_new + 0.0).round(6).tolist()
    [0.0, 0.75, -0.25, 0.0]
"""

import numpy as np


def group_advantages(rewards):
    """Return the advantages, (n, G).

    rewards  (n, G)  of G answers to each of n prompts
    """
    raise NotImplementedError


def clipped_loss(logp_new, logp_old, adv, clip=0.2):
    """Return (loss, d_logp_new).

    logp_new  (m,)   log-probabilities under the policy being trained
    logp_old  (m,)   under the policy that wrote the answers
    adv       (m,)   advantages
    clip      float  half the width of the band around a ratio of 1

    loss        float
    d_logp_new  (m,)  the gradient with respect to logp_new
    """
    raise NotImplementedError
