# expect: not-interleaved-back
import numpy as np


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    theta = np.exp(np.arange(0, d, 2) * (-np.log(base) / d))
    m_theta = positions[:, np.newaxis] * theta[np.newaxis, :]
    x_even = x[..., 0::2]
    x_odd = x[..., 1::2]
    return np.concatenate(
        (
            x_even * np.cos(m_theta) - x_odd * np.sin(m_theta),
            x_even * np.sin(m_theta) + x_odd * np.cos(m_theta),
        ),
        axis=-1,
    )
