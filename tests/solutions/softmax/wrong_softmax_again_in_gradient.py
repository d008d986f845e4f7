# expect: derived:error
import numpy as np


def probabilities(scores):
    top = scores.max(axis=1, keepdims=True)
    weights = np.exp(scores - top)
    return weights / weights.sum(axis=1, keepdims=True)


def softmax_cross_entropy(logits, y):
    scores = np.asarray(logits)
    scores = scores if scores.dtype.kind == "f" else scores.astype(float)
    picks = (np.arange(scores.shape[0]), y)
    centered = scores - scores.max(axis=1, keepdims=True)
    row_losses = np.log(np.exp(centered).sum(axis=1)) - centered[picks]
    slope = probabilities(probabilities(scores))
    slope[picks] -= 1
    return float(np.mean(row_losses)), slope / scores.shape[0]
