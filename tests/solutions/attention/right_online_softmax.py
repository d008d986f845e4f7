# nnprep: attention
import numpy as np

# Other algebra: flash-attention style. Keys are read one by one, with a running maximum and a running sum.


def attention(Q, K, V, mask=None):
    Tk = K.shape[-2]
    rows = Q.shape[:-1]
    if mask is None:
        mask = np.ones((1, Tk), dtype=bool)
    mask = np.broadcast_to(mask, rows + (Tk,))
    root = np.sqrt(Q.shape[-1])

    best = np.full(rows, -np.inf)
    norm = np.zeros(rows)
    acc = np.zeros(rows + (V.shape[-1],))
    all_scores = np.full(rows + (Tk,), -np.inf)

    for j in range(Tk):
        s = (Q * K[..., j:j + 1, :]).sum(-1) / root
        s = np.where(mask[..., j], s, -np.inf)
        all_scores[..., j] = s
        new_best = np.maximum(best, s)
        safe = np.where(new_best == -np.inf, 0.0, new_best)
        shrink = np.exp(best - safe)
        p = np.exp(s - safe)
        norm = norm * shrink + p
        acc = acc * shrink[..., None] + p[..., None] * V[..., j:j + 1, :]
        best = new_best

    nothing = norm == 0
    best = np.where(nothing, 0.0, best)
    norm = np.where(nothing, 1.0, norm)
    weights = np.exp(all_scores - best[..., None]) / norm[..., None]
    return acc / norm[..., None], weights


def causal_mask(T):
    r = np.arange(T)
    return r[None, :] <= r[:, None]
