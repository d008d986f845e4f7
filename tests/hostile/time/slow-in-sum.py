# after right.py
import time

right = forward


def forward(X, W1, b1, W2, b2):
    time.sleep(0.25)  # each call is within its limit, all together are not
    return right(X, W1, b1, W2, b2)
