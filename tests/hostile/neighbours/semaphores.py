# after right.py
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
IPC_RMID = 0
for number in range(1000):
    libc.semctl(number, 0, IPC_RMID)
    if ctypes.get_errno() == 1:
        raise PermissionError
