# after right.py
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
for segment in range(1000):
    libc.shmat(segment, None, 0)
    if ctypes.get_errno() == 1:
        raise PermissionError
