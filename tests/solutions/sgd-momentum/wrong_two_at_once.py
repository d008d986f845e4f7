# expect: ascent + nesterov-without-mu
def sgd_momentum(w, g, v, lr, mu=0.9, nesterov=False):
    v = g + mu * v
    if nesterov:
        return w + lr * (v + g), v
    return w + lr * v, v
