import ctypes
import platform

libc = ctypes.CDLL(None, use_errno=True)
number = {"x86_64": 294, "aarch64": 26}[platform.machine()]
if libc.syscall(number, 0) < 0:
    raise OSError(ctypes.get_errno(), "inotify_init1")
