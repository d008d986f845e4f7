# The first version of the algorithm: out is a valid average after every block.
import numpy as np


def flash_attention(Q, K, V, block):
    n, d = Q.shape
    out = np.zeros((n, V.shape[1]))
    l = np.zeros((n, 1))
    m = np.full((n, 1), -np.inf)
    Kt = K.T / np.sqrt(d)
    j = 0
    while j < len(V):
        S = Q @ Kt[:, j : j + block]
        m_tile = S.max(1, keepdims=True)
        m_new = np.where(m > m_tile, m, m_tile)
        P = np.exp(S - m_tile)
        a, b = l * np.exp(m - m_new), np.exp(m_tile - m_new)
        l = a + b * P.sum(1, keepdims=True)
        out = (a * out + b * (P @ V[j : j + block])) / l
        m = m_new
        j += block
    return out, np.squeeze(m + np.log(l), 1)
