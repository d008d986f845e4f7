# nnprep: rope
# Other algebra, Meta's code: neighbors are the real and the imaginary part, turning is a product.
import numpy as np


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    theta = np.exp(-np.log(base) * np.arange(0, d, 2) / d)
    phase = np.outer(np.asarray(positions, dtype=np.float64), theta)
    z = np.array(x, dtype=np.float64, order="C", copy=True).view(np.complex128)
    z = z * (np.cos(phase) + 1j * np.sin(phase))
    return z.view(np.float64)
