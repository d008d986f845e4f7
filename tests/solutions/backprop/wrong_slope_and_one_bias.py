# expect: slope-alone + db1-total
import numpy as np


def backward(X, y, W2, a1, a2):
    rows = len(X)
    to_out = a2 - np.reshape(y, (-1, 1)).astype(a2.dtype)
    to_hidden = a1 - a1**2
    bias = np.full((1, a1.shape[1]), to_hidden.sum() / rows, dtype=X.dtype)
    return X.T @ to_hidden / rows, bias, a1.T @ to_out / rows, to_out.sum(axis=0, keepdims=True) / rows
