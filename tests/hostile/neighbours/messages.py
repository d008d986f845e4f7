# after right.py
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
IPC_RMID = 0
for number in range(1000):
    libc.msgctl(number, IPC_RMID, None)
    if ctypes.get_errno() == 1:
        raise PermissionError
