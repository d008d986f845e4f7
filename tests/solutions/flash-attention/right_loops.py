# One query and one key at a time, with floats: the online softmax in its plainest form.
import math

import numpy as np


def flash_attention(Q, K, V, block):
    out = np.zeros((Q.shape[0], V.shape[1]))
    lse = []
    for t, q in enumerate(Q.tolist()):
        m, total, acc = -math.inf, 0.0, [0.0] * V.shape[1]
        for begin in range(0, len(K), block):
            tile = []
            for s in range(begin, min(begin + block, len(K))):
                tile.append(math.fsum(a * b for a, b in zip(q, K[s].tolist())) / math.sqrt(len(q)))
            new = max([m, *tile])
            old = math.exp(m - new) if m > -math.inf else 0.0
            total, acc = total * old, [a * old for a in acc]
            for s, score in enumerate(tile, begin):
                p = math.exp(score - new)
                total += p
                acc = [a + p * float(v) for a, v in zip(acc, V[s])]
            m = new
        out[t] = [a / total for a in acc]
        lse.append(m + math.log(total))
    return out, np.array(lse)
