# An observer object, as quantization toolkits have it.
import numpy as np


class Observer:
    def __init__(self, qmin, qmax):
        self.qmin, self.qmax = qmin, qmax

    def affine(self, x):
        low, high = min(float(np.amin(x)), 0.0), max(float(np.amax(x)), 0.0)
        scale = (high - low) / (self.qmax - self.qmin)
        if scale == 0.0:
            return 1.0, 0
        # From the other end: hi has the last code.
        return scale, int(np.clip(round(self.qmax - high / scale), self.qmin, self.qmax))

    def cast(self, codes):
        return np.minimum(np.maximum(codes, self.qmin), self.qmax).astype(np.int8)


def quantize(x):
    observer = Observer(-128, 127)
    scale, zero = observer.affine(x)
    return observer.cast(np.around(np.divide(x, scale)) + zero), scale, zero


def dequantize(q, scale, zero):
    return np.multiply(np.subtract(q, zero, dtype=np.float64), scale)


def quantize_per_channel(W):
    observer = Observer(-127, 127)
    scales = np.maximum(W.max(axis=0), -W.min(axis=0)) / 127
    scales = scales + (scales == 0)
    return observer.cast(np.rint(W / scales[np.newaxis, :])), scales
