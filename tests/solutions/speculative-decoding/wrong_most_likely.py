# expect: argmax-not-draw
import numpy as np


def residual(p, q):
    r = np.maximum(p - q, 0)
    return r / np.sum(r) if np.sum(r) > 0 else np.array(p)


def speculative_step(p, q, draft, u, v):
    kept = []
    for row_p, row_q, token, chance in zip(p, q, draft, u):
        if chance < min(1, row_p[token] / row_q[token]):
            kept.append(token)
            continue
        return kept + [int(np.argmax(residual(row_p, row_q)))]
    return kept + [int(np.argmax(p[-1]))]
