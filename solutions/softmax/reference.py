import numpy as np


def softmax_cross_entropy(logits, y):
    rows = np.arange(len(logits))
    # A softmax does not change when a row is shifted; with its maximum at 0,
    # no exponential overflows.
    shifted = logits - logits.max(axis=1, keepdims=True)  # (m, K)
    exps = np.exp(shifted)  # (m, K)
    # One of the K terms is exp(0) = 1, so the sum is at least 1 and its
    # logarithm is safe.
    totals = exps.sum(axis=1, keepdims=True)  # (m, 1)
    # The logarithm of a quotient is a difference: a probability too small to
    # store still has a logarithm.
    log_probs = shifted - np.log(totals)  # (m, K)
    # Each row is scored at its own label only, and the batch takes the mean.
    loss = -log_probs[rows, y].mean()
    # The slope of the softmax cancels against that of the logarithm:
    # prediction minus target is left.
    probs = exps / totals  # (m, K)
    one_hot = np.zeros_like(probs)  # (m, K)
    one_hot[rows, y] = 1
    # The loss is a mean over rows, so each row has a share of 1/m in the
    # gradient.
    dlogits = (probs - one_hot) / len(logits)  # (m, K)
    return float(loss), dlogits
