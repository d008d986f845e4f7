# after right.py
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
libc.mq_unlink(b"/of-another-program")
if ctypes.get_errno() in (1, 13):
    raise PermissionError
