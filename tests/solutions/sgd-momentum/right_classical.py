# The classical form: the learning rate and the minus inside the velocity.
def sgd_momentum(w, g, v, lr, mu=0.9, nesterov=False):
    v = mu * v - lr * g
    if nesterov:
        return w + mu * v - lr * g, v
    return w + v, v
