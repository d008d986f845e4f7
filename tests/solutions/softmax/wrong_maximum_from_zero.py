# expect: max-or-zero
# nnprep: softmax
import numpy as np

def softmax_cross_entropy(logits, y):
    logits = np.asarray(logits)
    m, K = logits.shape
    dlogits = np.empty((m, K), dtype=np.float32 if logits.dtype == np.float32 else np.float64)
    loss = 0.0
    for i in range(m):
        biggest = 0.0
        for k in range(K):
            if logits[i, k] > biggest:
                biggest = float(logits[i, k])
        e = np.array([np.exp(float(v) - biggest) for v in logits[i]])
        loss += biggest + np.log(e.sum()) - float(logits[i, y[i]])
        dlogits[i] = e / e.sum()
        dlogits[i, y[i]] -= 1.0
    dlogits /= m
    return float(loss / m), dlogits
