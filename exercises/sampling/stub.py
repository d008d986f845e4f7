# nnprep: sampling
"""Sampling the next token: temperature, top-k, top-p, and the draw.

A language model returns one logit for each token of its vocabulary. Write `filter_logits`, which turns them into the
distribution to draw from, and `sample`, which draws.

`filter_logits` works in this order:

    1. Divide the logits by the temperature.
    2. top_k: keep the top_k largest. If top_k exceeds the number of tokens, keep them all.
    3. Take the softmax of the tokens that are left.
    4. top_p: keep the smallest set of most likely tokens whose total, after step 3, is at least top_p. At least one
       token stays. Divide by the total, so the probabilities sum to 1 again.

Conventions
    Among equal logits the lower index comes first, both for top_p and for top_k, which keeps exactly k tokens.
    Temperature 0 puts all the mass on the largest logit, or the first of several, whatever top_k and top_p are.
    None turns a filter off. A removed token has probability 0, and tokens keep their places.
    Arrays are float64. Logits may be large, and a removed token may come with a logit of minus infinity.
    `sample` uses the number u that it's given and no random numbers of its own.
    Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest sampling.py)

    >>> z = np.log(np.array([1.0, 8.0, 4.0, 2.0, 1.0]))
    >>> np.round(filter_logits(z), 6).tolist()
    [0.0625, 0.5, 0.25, 0.125, 0.0625]
    >>> np.round(filter_logits(z, temperature=0.5), 6).tolist()
    [0.011628, 0.744186, 0.186047, 0.046512, 0.011628]
    >>> np.round(filter_logits(z, top_k=2), 6).tolist()
    [0.0, 0.666667, 0.333333, 0.0, 0.0]
    >>> np.round(filter_logits(z, top_p=0.8), 6).tolist()
    [0.0, 0.571429, 0.285714, 0.142857, 0.0]
    >>> np.round(filter_logits(z, top_k=2, top_p=0.6), 6).tolist()
    [0.0, 1.0, 0.0, 0.0, 0.0]
    >>> filter_logits(z, temperature=0).tolist()
    [0.0, 1.0, 0.0, 0.0, 0.0]
    >>> [int(sample(np.array([0.0, 0.25, 0.75]), u)) for u in (0.0, 0.2, 0.25, 0.9)]
    [1, 1, 2, 2]
"""

import numpy as np


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    """Return the probabilities of the next token, in the order of z.

    z            (V,)          logits, float64
    temperature  float         0 or more
    top_k        int or None   at least 1
    top_p        float or None above 0, at most 1

    probs        (V,)          sums to 1
    """
    raise NotImplementedError


def sample(probs, u):
    """Return the token that u picks: the smallest index whose cumulative probability is greater than u.

    probs  (V,)   sums to 1, up to rounding; some may be 0
    u      float  0 <= u < 1

    A token of probability 0 is never picked. If rounding leaves even the total at u or below, it's the last token whose
    probability is positive. An int, of Python or of NumPy.
    """
    raise NotImplementedError
