import numpy as np


def flash_attention(Q, K, V, block):
    T, d = Q.shape
    # Of all keys read so far: the largest score of each query, and two sums of
    # exp(score - top), one plain and one that weighs the values.
    top = np.full(T, -np.inf)
    total = np.zeros(T)
    acc = np.zeros((T, V.shape[1]))
    for start in range(0, len(K), block):
        # A slice ends where the array does, so the last block may be shorter.
        keys, values = K[start : start + block], V[start : start + block]
        scores = Q @ keys.T / np.sqrt(d)  # (T, block)
        new = np.maximum(top, scores.max(axis=1))
        # Sums made with the old maximum shrink to the new one. At first there
        # is nothing to shrink, and exp(-inf) is 0.
        shrink = np.exp(top - new)  # (T,)
        p = np.exp(scores - new[:, None])  # (T, block)
        total = total * shrink + p.sum(axis=1)
        acc = acc * shrink[:, None] + p @ values
        top = new
    # Both sums carry the factor exp(-top): it cancels in the ratio, and comes
    # back in the logarithm.
    return acc / total[:, None], top + np.log(total)
