# after right.py
import os

for descriptor in range(64):
    try:
        os.set_blocking(descriptor, False)
        os.read(descriptor, 2**20)
    except OSError:
        pass
