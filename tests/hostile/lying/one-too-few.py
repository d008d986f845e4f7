# after right.py
right = forward


def forward(X, W1, b1, W2, b2):
    return right(X, W1, b1, W2, b2)[:3]
