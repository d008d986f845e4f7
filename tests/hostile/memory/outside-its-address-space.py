import os

for _ in range(10_000):
    os.write(os.memfd_create("hidden"), bytes(2**20))
