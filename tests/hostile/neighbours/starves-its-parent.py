# after right.py
import ctypes
import os

IOPRIO_SET = {"x86_64": 251, "aarch64": 30}[os.uname().machine]
idle = 3 << 13
if ctypes.CDLL(None, use_errno=True).syscall(IOPRIO_SET, 1, os.getppid(), idle):
    raise OSError(ctypes.get_errno(), "ioprio_set")
