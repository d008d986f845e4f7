# expect: split-without-transpose
import numpy as np


def mha(X, Wq, Wk, Wv, Wo, heads, mask=None):
    B, T, D = X.shape
    d_k = D // heads
    Q = np.matmul(X, Wq).reshape(B, heads, T, d_k)
    K = np.matmul(X, Wk).reshape(B, heads, T, d_k)
    V = np.matmul(X, Wv).reshape(B, heads, T, d_k)
    scores = np.matmul(Q, K.transpose(0, 1, 3, 2)) / np.sqrt(d_k)
    if mask is not None:
        if mask.ndim == 3:
            mask = mask[:, None, :, :]
        scores = np.where(mask, scores, -np.inf)
    top = np.max(scores, axis=-1, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    attn = np.exp(scores - top)
    norm = attn.sum(axis=-1, keepdims=True)
    attn = np.divide(attn, norm, out=np.zeros_like(attn), where=norm != 0)
    out = np.matmul(attn, V)
    return out.transpose(0, 2, 1, 3).reshape(B, T, D) @ Wo
