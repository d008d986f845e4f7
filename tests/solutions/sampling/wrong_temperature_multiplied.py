# expect: temperature-multiplies
import math
import numpy as np


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    n = len(z)
    result = np.zeros(n)
    ranked = sorted(range(n), key=lambda i: (-z[i], i))
    if temperature == 0:
        result[ranked[0]] = 1.0
        return result
    if top_k is not None:
        ranked = ranked[:top_k]
    peak = z[ranked[0]]
    w = [math.exp((z[i] - peak) * temperature) for i in ranked]
    s = sum(w)
    p = [v / s for v in w]
    if top_p is not None:
        total, stop = 0.0, len(p)
        for r, v in enumerate(p):
            total += v
            if total >= top_p:
                stop = r + 1
                break
        ranked, p = ranked[:stop], [v / total for v in p[:stop]]
    for i, v in zip(ranked, p):
        result[i] = v
    return result


def sample(probs, u):
    total, last = 0.0, None
    for i, v in enumerate(probs):
        total += v
        if v > 0:
            last = i
        if total > u:
            return i
    return last
