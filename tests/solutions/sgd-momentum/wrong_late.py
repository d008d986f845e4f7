# expect: uses-old-velocity
def sgd_momentum(w, g, v, lr, mu=0.9, nesterov=False):
    direction = v
    if nesterov:
        direction = g + mu * v
    return w - lr * direction, mu * v + g
