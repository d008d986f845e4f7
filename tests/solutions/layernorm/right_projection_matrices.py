# nnprep: layernorm
# Other algebra: centering is the matrix P = I - 11'/D, and the Jacobian of one row is (P - h h'/D) / sigma.
import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    single = x.dtype == gamma.dtype == beta.dtype == np.float32
    D = x.shape[-1]
    X = x.astype(np.float64)
    X = X - X[..., :1]                      # a shift changes nothing and keeps the product below accurate
    P = np.eye(D) - np.full((D, D), 1.0 / D)
    C = X @ P
    sigma = np.sqrt(np.linalg.norm(C, axis=-1) ** 2 / D + eps)
    H = C / sigma[..., None]
    out = H * gamma + beta
    if single:
        out = out.astype(np.float32)
    return out, dict(H=H, sigma=sigma, P=P, gamma=np.array(gamma), single=single)


def layernorm_backward(dout, cache):
    H, sigma, P = cache["H"], cache["sigma"], cache["P"]
    D = H.shape[-1]
    J = (P - H[..., :, None] * H[..., None, :] / D) / sigma[..., None, None]
    dx = (J @ (dout * cache["gamma"])[..., None])[..., 0]
    dgamma = (dout * H).reshape(-1, D).sum(0)
    dbeta = dout.reshape(-1, D).sum(0)
    if cache["single"]:
        return dx.astype(np.float32), dgamma.astype(np.float32), dbeta.astype(np.float32)
    return dx.astype(np.float64), dgamma, dbeta.astype(np.float64)
