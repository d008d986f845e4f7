import multiprocessing


def forward(X, W1, b1, W2, b2):
    with multiprocessing.Pool(2) as pool:
        return pool.map(abs, [1, 2])
