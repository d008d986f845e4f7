# expect: sign
import numpy as np


def bce_with_logits(z, y):
    z = z.astype(np.result_type(z, np.float32))
    y = y.reshape(z.shape).astype(z.dtype)
    likelihood = y * z - np.maximum(z, 0) - np.log1p(np.exp(-np.abs(z)))
    p = np.exp(-np.logaddexp(np.zeros_like(z), -z))
    return likelihood.mean(), (p - y) / y.size
