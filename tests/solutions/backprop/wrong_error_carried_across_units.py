# expect: error-carried-across-units
import numpy as np


def backward(X, y, W2, a1, a2):
    m, units = a1.shape
    error = a2 - np.asarray(y, dtype=a2.dtype).reshape(m, 1)
    dW2, db2 = np.dot(a1.T, error) / m, error.mean(axis=0, keepdims=True)
    flow = error[:, 0].copy()
    columns, biases = [], []
    for unit in range(units):
        slope = a1[:, unit] - a1[:, unit] ** 2
        flow *= W2[unit, 0] * slope
        columns.append(X.T @ flow / m)
        biases.append(flow.mean())
    return np.column_stack(columns), np.array([biases], dtype=X.dtype), dW2, db2
