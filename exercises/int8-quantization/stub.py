# nnprep: int8-quantization
"""Quantization to int8, with a zero point or per channel.

You store a number x as an 8-bit code q, so that x is about scale · (q - zero). Write three functions.

`quantize` uses all 256 codes for the range of an array, extended to contain 0 (asymmetric, per tensor):

    lo, hi = min(x, 0), max(x, 0)           over the whole array
    scale  = (hi - lo) / 255
    zero   = round(-128 - lo / scale)       a whole number, the code of 0.0
    q      = round(x / scale) + zero        clipped to -128 ... 127

`dequantize` converts codes back. `quantize_per_channel` gives each column of a weight matrix its own scale, the largest
magnitude in the column divided by 127. It needs no zero point (symmetric): its codes run from -127 to 127.

Conventions
    x and W are float64. x has any shape. q is int8, and q of `quantize` has the shape of x.
    Halves round to the even neighbor, as in np.rint and np.round.
    If all of x is 0, return zeros, scale 1.0 and zero 0. A column of zeros has scale 1.0.
    `dequantize` returns float64.
    Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest int8_quantization.py)

    >>> q, scale, zero = quantize(np.array([-1.0, 0.0, 0.5, 4.1]))
    >>> q.tolist(), q.dtype.name, round(scale, 6), zero
    ([-128, -78, -53, 127], 'int8', 0.02, -78)
    >>> np.round(dequantize(q, scale, zero), 6).tolist()
    [-1.0, 0.0, 0.5, 4.1]
    >>> quantize(np.array([[2.0, 3.0]]))[0].tolist()
    [[42, 127]]
    >>> q, scales = quantize_per_channel(np.array([[1.0, 0.0], [-2.54, 0.0], [0.5, 0.0]]))
    >>> q.tolist()
    [[50, 0], [-127, 0], [25, 0]]
    >>> np.round(scales, 6).tolist()
    [0.02, 1.0]
"""

import numpy as np


def quantize(x):
    """Return (q, scale, zero) for a float64 array of any shape.

    q      int8, the shape of x
    scale  float
    zero   int
    """
    raise NotImplementedError


def dequantize(q, scale, zero):
    """Return the numbers that int8 codes stand for, a float64 array of the shape of q."""
    raise NotImplementedError


def quantize_per_channel(W):
    """Return (q, scales) for a float64 matrix W of shape (n, k), whose columns are the outputs.

    q       (n, k)  int8
    scales  (k,)    float64
    """
    raise NotImplementedError
