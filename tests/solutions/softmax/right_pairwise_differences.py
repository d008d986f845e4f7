# Every probability is one over a sum of exponentials of differences. Warns on huge logits, but the result is right.
import numpy as np


def softmax_cross_entropy(logits, y):
    n = len(y)
    with np.errstate(all="ignore"):
        differences = logits[:, :, None] * 1.0 - logits[:, None, :]
        differences = np.where(np.isnan(differences), 0.0, differences)
        P = 1.0 / np.exp(-differences).sum(axis=2)
    hot = y[:, None] == np.arange(logits.shape[1])
    own = -differences[hot]
    top = own.max(axis=1)
    loss = (top + np.log(np.exp(own - top[:, None]).sum(axis=1))).mean()
    return loss, ((P - hot) / n).astype(np.result_type(logits.dtype, np.float32))
