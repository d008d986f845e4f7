# after right.py
import threading
from concurrent.futures import ThreadPoolExecutor

right = forward


def forward(X, W1, b1, W2, b2):
    with ThreadPoolExecutor(8) as pool:
        rows = list(pool.map(lambda i: right(X[i : i + 1], W1, b1, W2, b2), range(len(X))))
    assert threading.current_thread() is threading.main_thread()
    return tuple(np.concatenate(parts) for parts in zip(*rows))
