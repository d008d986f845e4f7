import numpy as np


def softmax_cross_entropy(logits, y):
    rows = np.arange(len(logits))
    # Shifting a row doesn't change its softmax; with the maximum at 0, no
    # exponential overflows.
    shifted = logits - logits.max(axis=1, keepdims=True)  # (m, K)
    exps = np.exp(shifted)  # (m, K)
    # One of the K terms is exp(0) = 1, so the sum is at least 1 and its
    # logarithm is safe.
    totals = exps.sum(axis=1, keepdims=True)  # (m, 1)
    # The log of a quotient is a difference, so even a probability that
    # underflows has a finite log.
    log_probs = shifted - np.log(totals)  # (m, K)
    # Only the log-probability of each row's label counts; average over rows.
    loss = -log_probs[rows, y].mean()
    # The slopes of softmax and logarithm cancel, which leaves prediction
    # minus target.
    probs = exps / totals  # (m, K)
    one_hot = np.zeros_like(probs)  # (m, K)
    one_hot[rows, y] = 1
    # The loss is a mean over rows, so each row's gradient is divided by m.
    dlogits = (probs - one_hot) / len(logits)  # (m, K)
    return float(loss), dlogits
