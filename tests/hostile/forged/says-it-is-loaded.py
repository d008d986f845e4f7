import os
import struct
import time

for descriptor in range(3, 16):
    try:
        os.write(descriptor, struct.pack("<3scII", b"nnp", b"l", 1, 4) + b"null")
    except OSError:
        continue
time.sleep(3600)
