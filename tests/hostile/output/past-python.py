# after right.py
import os

for descriptor in (1, 2):
    for _ in range(100):
        os.write(descriptor, b"x" * 100_000)
