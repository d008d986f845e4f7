# expect: continues-after-rejection
import numpy as np


def residual(p, q):
    r = np.clip(p - q, 0, 1)
    s = r.sum()
    if s == 0:
        return p + 0.0
    return r / s


def choose(probs, v):
    c = np.cumsum(probs)
    if v >= c[-1]:
        return int(np.nonzero(probs)[0][-1])
    return int(np.argmax(c > v))


def speculative_step(p, q, draft, u, v):
    result = []
    for i in range(len(draft)):
        t = draft[i]
        if u[i] < min(1, p[i][t] / q[i][t]):
            result.append(t)
        else:
            result.append(choose(residual(p[i], q[i]), v))
    result.append(choose(p[-1], v))
    return result
