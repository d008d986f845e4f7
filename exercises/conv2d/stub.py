# nnprep: conv2d
"""The forward pass of a convolution layer.

Write `conv2d_out`, the number of positions of a kernel along one axis, then `conv2d_forward`, a whole layer on a batch
of images.

Conventions
    Images are (N, C, H, W): batch, channels, height, width. Filters are (F, C, KH, KW): each sees all channels.
    As in all deep-learning libraries, the kernel isn't flipped: each output is the sum of a window times the filter,
    plus the filter's bias. (Strictly speaking, that's a cross-correlation.)
    Add pad rows and columns of zeros on all four sides. The stride is the same in both directions.
    Leave out windows that don't fully fit into the padded image.
    x, w and b are float64. Pixels may also be integers, which give the same results as equal floats.
    Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest conv2d.py)

    >>> conv2d_out(5, 3), conv2d_out(5, 3, stride=2), conv2d_out(5, 3, pad=1), conv2d_out(5, 3, dilation=2)
    (3, 2, 5, 1)
    >>> x = np.arange(12.0).reshape(1, 1, 3, 4)
    >>> w = np.array([[[[1.0, 0.0], [0.0, 2.0]]]])
    >>> b = np.array([0.5])
    >>> out = conv2d_forward(x, w, b, stride=1, pad=0)
    >>> out.shape
    (1, 1, 2, 3)
    >>> out[0, 0].tolist()
    [[10.5, 13.5, 16.5], [22.5, 25.5, 28.5]]
    >>> conv2d_forward(x, w, b, stride=2, pad=1)[0, 0].tolist()
    [[0.5, 4.5, 0.5], [16.5, 25.5, 7.5]]
"""

import numpy as np


def conv2d_out(size, kernel, stride=1, pad=0, dilation=1):
    """Return how many positions a kernel has along one axis, an int.

    size      int  the axis, without padding
    kernel    int  how many weights the kernel has along it
    stride    int  steps from one position to the next
    pad       int  zeros added on each side
    dilation  int  steps from one weight to the next: 1 means no gaps, 2 skips one number between two weights
    """
    raise NotImplementedError


def conv2d_forward(x, w, b, stride, pad):
    """Return out, (N, F, OH, OW), with OH and OW as conv2d_out says (no dilation here).

    x       (N, C, H, W)    the images
    w       (F, C, KH, KW)  the filters
    b       (F,)            one bias for each filter
    stride  int
    pad     int
    """
    raise NotImplementedError
