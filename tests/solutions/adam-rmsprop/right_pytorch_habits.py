# nnprep: adam-rmsprop
import numpy as np

# exp_avg, addcdiv and friends; every in-place operation works on a copy.


def rmsprop(w, g, s, lr, rho=0.99, eps=1e-8):
    param, square_avg = w.copy(), s.copy()
    square_avg *= rho
    square_avg += (1 - rho) * (g * g)
    denom = np.sqrt(square_avg)
    denom += eps
    param -= lr * (g / denom)
    return param, square_avg


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    param, exp_avg, exp_avg_sq = w.copy(), m.copy(), v.copy()
    if weight_decay != 0:
        param *= 1 - lr * weight_decay

    exp_avg += (1 - beta1) * (g - exp_avg)              # lerp_
    exp_avg_sq *= beta2
    exp_avg_sq += (1 - beta2) * g * g

    bias_correction1 = 1 - beta1 ** t
    bias_correction2_sqrt = (1 - beta2 ** t) ** 0.5
    step_size = lr / bias_correction1
    denom = np.sqrt(exp_avg_sq) / bias_correction2_sqrt + eps
    param -= step_size * exp_avg / denom
    return param, exp_avg, exp_avg_sq
