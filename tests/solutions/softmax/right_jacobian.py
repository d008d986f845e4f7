# The gradient the long way: the Jacobian of each row's log-softmax.
import numpy as np


def log_softmax(row):
    row = row - row.max()
    return row - np.log(np.exp(row).sum())


def softmax_cross_entropy(logits, y):
    losses, rows = [], []
    for row, label in zip(logits, y):
        logp = log_softmax(row)
        jacobian = np.eye(len(row)) - np.exp(logp)[np.newaxis, :]
        losses.append(-logp[label])
        rows.append(-jacobian[label] / len(y))
    return (float(np.mean(losses)), np.stack(rows))
