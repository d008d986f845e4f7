# after right.py
import numpy as np

right = forward
A = np.random.default_rng(0).standard_normal((150, 150))
assert np.allclose(np.linalg.inv(A) @ A, np.eye(150))
np.linalg.svd(A)
np.linalg.eig(A)
np.fft.fft2(A)
np.polynomial.Polynomial.fit(range(5), range(5), 2)
np.random.seed(0)
np.random.randn(3)
np.testing.assert_allclose(A, A)


def forward(X, W1, b1, W2, b2):
    np.linalg.qr(X.T)
    return right(X, W1, b1, W2, b2)
