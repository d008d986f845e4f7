# expect: no-max-math
import math

import numpy as np


def softmax_cross_entropy(logits, y):
    loss, rows = 0.0, []
    for row, label in zip(logits, y):
        exps = [math.exp(v) for v in row]
        total = sum(exps)
        loss += math.log(total) - row[label]
        rows.append([e / total - (k == label) for k, e in enumerate(exps)])
    return loss / len(y), (np.array(rows) / len(y)).astype(np.result_type(logits, np.float32))
