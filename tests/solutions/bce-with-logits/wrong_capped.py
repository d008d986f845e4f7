# expect: eps-1e-12
import numpy as np



def bce_with_logits(z, y):
    y = y.reshape(z.shape)
    p = 1 / (1 + np.exp(-z))
    eps = 1e-12
    loss = -np.mean(y * np.log(p + eps) + (1 - y) * np.log(1 - p + eps))
    return loss, ((p - y) / len(z)).astype(np.result_type(z, np.float32))
