# nnprep: rope
import numpy as np


def rope(x, positions, base=10000.0):
    *lead, T, d = x.shape
    w = np.power(float(base), -np.arange(0, d, 2) / d)
    ang = np.einsum('t,i->ti', np.asarray(positions, float), w)
    c, s = np.cos(ang), np.sin(ang)
    R = np.array([[c, -s], [s, c]])                       # (2, 2, T, d/2)
    pairs = x.reshape(*lead, T, d // 2, 2)
    return np.einsum('uvti,...tiv->...tiu', R, pairs).reshape(x.shape)
