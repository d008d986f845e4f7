# expect: velocity-not-returned
def sgd_momentum(w, g, v, lr, mu=0.9, nesterov=False):
    new = mu * v + g
    w = w - lr * (mu * new + g) if nesterov else w - lr * new
    return w, v
