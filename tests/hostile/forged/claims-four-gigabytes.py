import os
import struct

for descriptor in range(3, 16):
    try:
        os.write(descriptor, struct.pack("<3scII", b"nnp", b"l", 1, 2**32 - 1) + b"x" * 1000)
    except OSError:
        continue
