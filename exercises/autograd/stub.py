# nnprep: autograd
"""Automatic differentiation in reverse mode, for single numbers.

A `Value` holds a number and remembers which values it was computed from. After `out.backward()`, the `grad` of every
value that out depends on is the derivative of out with respect to it.

Write the class `Value`, with the operations

    a + b    a - b    a * b    a / b    -a    a ** n    a.tanh()    a.relu()    a.exp()

and the method `backward`. In a + b, a - b, a * b and a / b, one side may be a plain number. In a ** n, n always is.

Conventions
    Operations return new Values and change nothing. A value may be used any number of times, even twice in one
    operation.
    The slope of relu at 0 is 0.
    grad is 0.0 at first. backward() starts over each time: it replaces gradients from earlier calls.
    Results may be thousands of operations deep. Process each operation once: after 50 times x = x + x, walking every
    path from the result to the input would take years.
    You may give __init__ more parameters, and write the operations with whatever methods you like.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest autograd.py)

    >>> a, b = Value(2.0), Value(-3.0)
    >>> out = a * b + a ** 2
    >>> out.data
    -2.0
    >>> out.backward()
    >>> a.grad, b.grad                        # b + 2a, and a
    (1.0, 2.0)
    >>> share = 1 / (1 + a)
    >>> share.backward()
    >>> round(share.data, 4), round(a.grad, 4)
    (0.3333, -0.1111)
    >>> x = Value(0.5)
    >>> y = (2 * x).tanh() - x.exp().relu()
    >>> y.backward()
    >>> round(y.data, 4), round(x.grad, 4)
    (-0.8871, -0.8088)
"""

import math


class Value:
    """A number that knows how it was computed.

    data  float  the number
    grad  float  the derivative of the value on which backward() was called with respect to this one
    """

    def __init__(self, data):
        """Create an input: a value that wasn't computed from others."""
        raise NotImplementedError

    # The operations: __add__, __radd__, __sub__ and so on; tanh, relu and exp.

    def backward(self):
        """Set the grad of this value, 1.0, and of every value that it depends on. Returns nothing."""
        raise NotImplementedError
