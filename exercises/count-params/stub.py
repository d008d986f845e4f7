# nnprep: count-params
"""The parameters of a fully connected network.

A network is given by the sizes of its layers, inputs first: [784, 256, 10] has 784 inputs, one hidden layer
of 256 units and 10 outputs. Layer k computes

    zk = a(k-1) @ Wk + bk        ak = f(zk)        and a0 is X

Write `count_params`, then `mlp_shapes`.

Conventions
    Rows are samples, so Wk is (n_in, n_out) and bk is (1, n_out).
    Every unit is connected to every unit of the previous layer, and to nothing else.
    `sizes` is a list of at least two positive integers; for count_params it may also be a NumPy array.
    The count must be right however narrow the array's integer type is. It should be exact however wide the layers are.
    Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example
    count_params([4, 5, 2])              37
    count_params([4, 5, 2], bias=False)  30

    mlp_shapes([4, 5, 2], batch=8)
        [("X", (8, 4)), ("W1", (4, 5)), ("b1", (1, 5)), ("z1", (8, 5)), ("a1", (8, 5)),
                        ("W2", (5, 2)), ("b2", (1, 2)), ("z2", (8, 2)), ("a2", (8, 2))]
"""


def count_params(sizes, bias=True):
    """Return the number of parameters the network learns, as an int.

    sizes  list of int, or integer array of any width; length at least 2
    bias   bool; False for a network without biases
    """
    raise NotImplementedError


def mlp_shapes(sizes, batch):
    """Return a list of (name, shape) pairs: X, then W, b, z and a for layer 1, then for layer 2 and so on.

    sizes  list of int, length at least 2
    batch  int, the number of rows of X

    A name is a str such as "W1"; a shape is a tuple of two ints.
    """
    raise NotImplementedError
