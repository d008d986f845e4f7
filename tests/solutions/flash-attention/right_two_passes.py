# First the maximum over all blocks, then the sums; the sum rides along as one more column of the values.
import numpy as np


def blocks(length, size):
    edges = [*range(0, length, size), length]
    return [slice(a, b) for a, b in zip(edges[:-1], edges[1:])]


def flash_attention(Q, K, V, block):
    scale = Q.shape[1] ** -0.5
    widened = np.concatenate([V, np.ones((len(V), 1))], axis=1)
    cuts = blocks(len(K), block)
    m = np.max([np.max(np.einsum("td,sd->ts", Q, K[c]) * scale, axis=1) for c in cuts], axis=0)
    sums = sum(np.exp(np.einsum("td,sd->ts", Q, K[c]) * scale - m[:, None]) @ widened[c] for c in cuts)
    return [sums[:, :-1] / sums[:, -1:], np.log(sums[:, -1]) + m]
