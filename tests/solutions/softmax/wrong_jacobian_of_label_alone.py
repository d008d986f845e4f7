# expect: gradient-through-label-probs
import numpy as np


def softmax_cross_entropy(logits, y):
    rows = np.arange(len(logits))
    # Differences of one-byte integers would wrap around. float32 stays float32.
    logits = logits if logits.dtype.kind == "f" else logits.astype(float)
    # Shifting a row doesn't change its softmax. With the maximum at 0, no
    # exponential overflows.
    shifted = logits - logits.max(axis=1, keepdims=True)  # (m, K)
    exps = np.exp(shifted)  # (m, K)
    # One of the K terms is exp(0) = 1, so the sum is at least 1 and its log is
    # safe.
    totals = exps.sum(axis=1, keepdims=True)  # (m, 1)
    # The log of a quotient is a difference, so even a probability too small to
    # store has a finite log.
    log_probs = shifted - np.log(totals)  # (m, K)
    # Each row is scored only at its own label, then averaged over the batch.
    loss = -log_probs[rows, y].mean()
    # The softmax's slope cancels against that of the logarithm, leaving
    # prediction minus target.
    probs = exps / totals  # (m, K)
    one_hot = np.zeros_like(probs)  # (m, K)
    one_hot[rows, y] = 1
    # The loss is a mean over rows, so each row's share of the gradient is 1/m.
    outer = np.zeros_like(probs)
    outer[rows, y] = -1 / probs[rows, y]
    jacobian = probs[:, :, None] * (np.eye(probs.shape[1]) - probs[:, None, :])
    dlogits = np.einsum("mi,mij->mj", outer, jacobian) / len(logits)
    return float(loss), dlogits
