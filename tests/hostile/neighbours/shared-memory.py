# after right.py
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
SHM_STAT = 13
status = ctypes.create_string_buffer(512)
for index in range(100):
    segment = libc.shmctl(index, SHM_STAT, status)
    if segment < 0 and ctypes.get_errno() == 1:
        raise PermissionError
    if segment >= 0:
        address = libc.shmat(segment, None, 0)
        if address not in (None, 2**64 - 1):
            ctypes.memmove(address, b"OVERWRITTEN", 11)
