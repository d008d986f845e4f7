# expect: nesterov-ignored
def sgd_momentum(w, g, v, lr, mu=0.9, nesterov=False):
    new = g + v * mu
    if nesterov:
        return w - lr * (v * mu + g), new
    return w - lr * new, new
