def sgd_momentum(w, g, v, lr, mu=0.9, nesterov=False):
    # lr stays out of the velocity, so that a lower one works at once.
    v = mu * v + g
    # Nesterov looks one step ahead along the new velocity.
    step = g + mu * v if nesterov else v
    # New arrays: the caller may still need the old ones.
    return w - lr * step, v
