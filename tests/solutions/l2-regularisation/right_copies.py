# In place, in copies; and a map instead of a loop.
import copy
import math


def l2_loss_and_grads(data_loss, grads_W, weights, lam):
    result = copy.deepcopy(grads_W)
    for k in range(len(weights)):
        result[k] += weights[k] * lam
    squares = map(lambda W: float((W * W).sum()), weights)
    return data_loss + math.fsum(squares) * lam * 0.5, result
