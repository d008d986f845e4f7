import os

while True:
    for descriptor in range(3, 16):
        try:
            os.write(descriptor, b"nnpa" + bytes(8))
        except OSError:
            continue
