# expect: no-max-and-log-of-softmax + narrow-logits
import numpy as np


def softmax_cross_entropy(logits, y):
    num_train = logits.shape[0]

    scores = np.exp(logits)
    scores_sum = np.sum(scores, axis=1).reshape(-1, 1)
    prob_out = scores / scores_sum

    dX = prob_out.copy()
    dX[np.arange(num_train), y] -= 1
    dX /= num_train

    loss = prob_out[np.arange(num_train), y]
    loss = np.sum(-np.log(loss))
    loss /= num_train
    return float(loss), dX
