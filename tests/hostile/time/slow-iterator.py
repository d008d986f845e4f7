import time


def forward(X, W1, b1, W2, b2):
    yield X
    time.sleep(3600)
