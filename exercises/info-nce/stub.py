# nnprep: info-nce
"""InfoNCE: the contrastive loss of two batches of embeddings.

Row i of A and row i of B belong together, say an image and its caption. Every other pair in the batch is a negative
example. The logits compare all pairs:

    S[i, j] = cosine of the angle between A[i] and B[j], divided by the temperature

    loss = half of (the mean cross-entropy of the rows of S + the mean cross-entropy of its columns)

Row i is a classification with the label i, and so is column i. Write `info_nce`, which returns the loss, and
`info_nce_logit_grad`, which returns its gradient with respect to S.

Conventions
    Both cross-entropies are means over the m rows or columns, with natural logarithms.
    The gradient is with respect to S, after dividing by the temperature.
    All arrays are float64. No row is zero. Temperatures are above 0 and may be as low as 0.001: nothing may overflow.
    Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest info_nce.py)

    >>> A = np.array([[2.0, 0.0], [0.0, 1.0]])
    >>> B = np.array([[3.0, 0.0], [3.0, 4.0]])
    >>> round(info_nce(A, B, temperature=0.5), 6)
    0.298736
    >>> np.round(info_nce_logit_grad(A, B, temperature=0.5), 6).tolist()
    [[-0.107307, 0.177834], [0.071796, -0.142323]]
    >>> round(info_nce(np.ones((3, 2)), np.ones((3, 2)), temperature=0.1), 6)
    1.098612
    >>> info_nce(A[:1], B[:1], temperature=0.5), info_nce_logit_grad(A[:1], B[:1], temperature=0.5).tolist()
    (0.0, [[0.0]])
"""

import numpy as np


def info_nce(A, B, temperature):
    """Return the loss, a float.

    A            (m, d)  embeddings
    B            (m, d)  their partners, row by row
    temperature  float   above 0
    """
    raise NotImplementedError


def info_nce_logit_grad(A, B, temperature):
    """Return the gradient with respect to the logits S, (m, m): entry [i, j] belongs to A[i] and B[j]."""
    raise NotImplementedError
