# Plain Python: a sorted list of pairs, loops, math.exp.
import math


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    out = [0.0] * len(z)
    if temperature == 0:
        best = max(range(len(z)), key=lambda i: z[i])
        out[best] = 1.0
        return out
    ranked = sorted(range(len(z)), key=lambda i: (-z[i], i))
    if top_k is not None and top_k < len(ranked):
        ranked = ranked[:top_k]
    top = z[ranked[0]]
    e = {i: math.exp((z[i] - top) / temperature) for i in ranked}
    total = sum(e.values())
    chosen, mass = [], 0.0
    for i in ranked:
        chosen.append(i)
        mass += e[i] / total
        if top_p is not None and mass >= top_p:
            break
    left = sum(e[i] for i in chosen)
    for i in chosen:
        out[i] = e[i] / left
    return out


def sample(probs, u):
    running, last = 0.0, 0
    for i, p in enumerate(probs):
        if p == 0:
            continue
        running += p
        last = i
        if u < running:
            return i
    return last
