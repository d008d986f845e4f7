import fcntl
import os
import signal
import socket
import struct

FIOSETOWN, F_SETSIG = 0x8901, 10
receiver, sender = socket.socketpair()
fcntl.ioctl(receiver, FIOSETOWN, struct.pack("i", os.getppid()))
fcntl.fcntl(receiver, F_SETSIG, int(signal.SIGKILL))
fcntl.fcntl(receiver, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
sender.send(b"x")
