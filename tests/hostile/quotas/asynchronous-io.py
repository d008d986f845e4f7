import ctypes
import platform

libc = ctypes.CDLL(None, use_errno=True)
number = {"x86_64": 206, "aarch64": 0}[platform.machine()]
if libc.syscall(number, ctypes.c_long(65536), ctypes.byref(ctypes.c_ulong())) < 0:
    raise OSError(ctypes.get_errno(), "io_setup")
