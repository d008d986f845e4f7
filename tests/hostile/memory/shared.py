import ctypes

libc = ctypes.CDLL(None, use_errno=True)
if libc.shmget(0, 2**30, 0o1600) < 0:
    raise OSError(ctypes.get_errno(), "shmget")
