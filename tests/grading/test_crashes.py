"""What common exceptions mean, told from the message and the line."""

from __future__ import annotations

import numpy as np
import pytest

from nnprep.grading.feedback.crashes import crash_meaning


@pytest.mark.parametrize(
    ("message", "line", "words"),
    [
        (
            "TypeError: 'numpy.float64' object cannot be interpreted as an integer",
            "line 24, in one_hot: Y = np.zeros((len(y), y.max() + 1))",
            "A float stands where a whole number is needed",
        ),
        (
            "ValueError: shapes (4,3) and (1,4) not aligned: 3 (dim 1) != 1 (dim 0)",
            "line 9, in forward: z1 = np.dot(W1, X) + b1",
            "(1, 4) times (4, 3) does. Samples are rows here",
        ),
        (
            "ValueError: shapes (5,3) and (5,3) not aligned: 3 (dim 1) != 5 (dim 0)",
            "line 4, in backward: dz1 = np.dot(da1, slope)",
            "entry by entry it is *",
        ),
        (
            "ValueError: shapes (5,3) and (5,1) not aligned: 3 (dim 1) != 5 (dim 0)",
            "line 4, in backward: dW2 = np.dot(a1, dz2)",
            "with the first one transposed",
        ),
        (
            "ValueError: shapes (5,1) and (3,1) not aligned: 1 (dim 1) != 3 (dim 0)",
            "line 4, in backward: da1 = np.dot(dz2, W2)",
            "with the second one transposed",
        ),
        (
            "OverflowError: Python integer 200 out of bounds for int8",
            "line 9, in f: i * K + y[i]",
            "A signed integer of 8 bits can't be 200",
        ),
        (
            "IndexError: arrays used as indices must be of integer (or boolean) type",
            "line 9, in one_hot: np.eye(K)[y]",
            "An index in line 9 isn't of an integer type",
        ),
        (
            "ValueError: matmul: Input operand 1 has a mismatch in its core dimension 0, with …",
            "line 9, in forward: z1 = W1 @ X + b1",
            "W1 @ X is right where samples are columns. Here they are rows: X @ W1.",
        ),
        (
            "ValueError: operands could not be broadcast together with shapes (5,20) (5,5) (5,20)",
            "line 9, in gradients: d -= one_hot(y)",
            "(5, 20) and (5, 5) don't broadcast",
        ),
        (
            "ValueError: operands could not be broadcast together with shapes (4,3) (4,)",
            "line 9, in softmax: p = e / s",
            "If it's a sum, mean or maximum over that axis, keepdims=True keeps it",
        ),
        (
            "IndexError: too many indices for array: array is 1-dimensional, but 2 were indexed",
            "line 9, in backward: a2[i, 0] - y[i, 0]",
            "The array has one axis here, and the line takes 2 indices of it",
        ),
        (
            "IndexError: index 5 is out of bounds for axis 1 with size 5",
            "line 9, in f: p[y, rows]",
            "Axis 1 has 5 entries, numbered from 0, so 5 is outside",
        ),
        (
            "OverflowError: Python integer 300 out of bounds for uint8",
            "line 9, in f: i * K + y[i]",
            "An unsigned integer of 8 bits can't be 300",
        ),
        (
            "ValueError: matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
            "(n?,k),(k,m?)->(n?,m?) (size 1 is different from 5)",
            "line 9, in f: dz1 = dz2 @ self.W2.T",
            "The inner sizes of a matrix product differ, 5 and 1",
        ),
        (
            "ValueError: cannot reshape array of size 12 into shape (4,)",
            "line 9, in f: z.reshape(4)",
            "12 entries don't fill the shape (4,)",
        ),
        (
            "AttributeError: 'list' object has no attribute 'shape'",
            "line 9, in f: sizes.shape[0]",
            "A list isn't an array, so it has no shape.",
        ),
        (
            "TypeError: can't multiply sequence by non-int of type 'float'",
            "line 2, in MLP.step: self.vW = self.momentum * self.vW",
            "A list or a tuple isn't an array",
        ),
        (
            "ValueError: assignment destination is read-only",
            "line 9, in forward: X[:] = 0",
            "Line 9 writes into a read-only array. Arguments may be",
        ),
        (
            "ValueError: shapes (5,3) and (4,5) not aligned: 3 (dim 1) != 4 (dim 0)",
            "line 9, in backward: dW1 = np.dot(dz1, a0)",
            "(4, 5) times (5, 3) does.",
        ),
        ("IndexError: arrays used as indices must be of integer (or boolean) type", "", ".astype(int)"),
    ],
)
def test_meaning(message: str, line: str, words: str) -> None:
    """Shapes that don't fit, lists, and float indices are explained."""
    assert words in crash_meaning(message, line)


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ("ValueError: shapes (5,3) and (7,2) not aligned: 3 (dim 1) != 7 (dim 0)", "np.dot(a, b)"),
        ("ValueError: matmul: … a mismatch in its core dimension 0", "line 1, in f: z = a1 @ W2 @ X"),
        ("ValueError: matmul: … a mismatch in its core dimension 0", "line 1, in f: err = self.W[k] @ err"),
        ("ValueError: matmul: … a mismatch in its core dimension 0", "line 1, in f: z = W1 @ X.T"),
        ("ValueError: anything else", "x = W1 @ X"),
        ("ZeroDivisionError: division by zero", "1 / 0"),
    ],
)
def test_nothing_is_guessed(message: str, line: str) -> None:
    """Where no other product fits, or the message says something else, nothing is said."""
    assert crash_meaning(message, line) == ""


def test_the_messages_are_numpys_own() -> None:
    """The patterns match what the installed NumPy raises."""
    with pytest.raises(ValueError, match="not aligned") as dot:
        np.dot(np.ones((5, 3)), np.ones((5, 3)))
    with pytest.raises(ValueError, match="core dimension") as matmul:
        np.ones((4, 3)) @ np.ones((1, 4))
    with pytest.raises(ValueError, match="ambiguous") as truth:
        bool(np.ones(3) > 0)

    assert crash_meaning(str(dot.value), "np.dot(a, b)")
    assert crash_meaning(str(matmul.value), "z = W1 @ X")
    assert crash_meaning(str(truth.value), "if z > 0:")
