# expect: ema
def sgd_momentum(w, g, v, lr, mu=0.9, nesterov=False):
    v = v + (1 - mu) * (g - v)
    if nesterov:
        return w - lr * (g + mu * v), v
    return w - lr * v, v
