# Plain Python floats and loops.
def residual(p, q):
    gaps = [max(float(a) - float(b), 0.0) for a, b in zip(p, q)]
    total = sum(gaps)
    if total == 0.0:
        return [float(a) for a in p]
    return [gap / total for gap in gaps]


def inverse_cdf(weights, v):
    running, last = 0.0, None
    for token, weight in enumerate(weights):
        running += weight
        if weight > 0:
            last = token
        if running > v:
            return token
    return last


def speculative_step(p, q, draft, u, v):
    kept = []
    for position, token in enumerate(draft):
        accept = min(1.0, p[position][token] / q[position][token])
        if u[position] < accept:
            kept.append(token)
        else:
            kept.append(inverse_cdf(residual(p[position], q[position]), v))
            break
    else:
        kept.append(inverse_cdf(p[len(draft)], v))
    return kept
