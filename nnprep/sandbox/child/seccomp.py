"""seccomp (Linux 3.17): an unprivileged process gives up system calls, for good.

See seccomp(2). The list holds what is refused, not what is allowed, so that a new kernel or C library doesn't break
honest code; Landlock takes care of files. A refused call fails with EPERM, which Python raises as PermissionError.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from struct import pack
from typing import Any

PR_SET_NO_NEW_PRIVS = 38
SET_MODE_FILTER, ALL_THREADS = 1, 1
SECCOMP = {"x86_64": 317, "aarch64": 277}
ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
FIRST_X32 = 0x40000000

LOAD, EQUAL, AT_LEAST, ANY_BIT, MASK, RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
ANY = 0xFFFFFFFF
NUMBER, ARCH, FIRST_ARGUMENT = 0, 4, 16
ALLOW, KILL, ERROR = 0x7FFF0000, 0x80000000, 0x00050000
EPERM, ENOSYS = 1, 38

CLONE3 = 435
CLONE_THREAD = 0x10000
PR_SET_PDEATHSIG = 1
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
AF_UNIX, SOCK_STREAM = 1, 1
TIOCSTI, TIOCLINUX, FIOSETOWN, SIOCSPGRP = 0x5412, 0x541C, 0x8901, 0x8902
F_SETOWN, F_SETOWN_EX = 8, 15

Instruction = bytes

libc: Any = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None


def seal(*, writing: bool) -> bool:
    """Give up new processes, sockets, signals to others and the like; return whether that worked.

    With `writing`, also give up opening files for writing, for a kernel without Landlock.
    """
    machine = os.uname().machine
    if machine not in SECCOMP:
        return False
    program = b"".join(rules(machine, writing=writing))
    buffer = ctypes.create_string_buffer(program, len(program))
    description = pack("@HP", len(program) // 8, ctypes.addressof(buffer))
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return bool(libc.syscall(SECCOMP[machine], SET_MODE_FILTER, ALL_THREADS, description) == 0)


def rules(machine: str, *, writing: bool) -> Iterator[Instruction]:
    """Yield the filter program, which allows what it doesn't refuse."""
    column = list(SECCOMP).index(machine)
    yield step(LOAD, ARCH)
    yield step(EQUAL, ARCHITECTURE[machine], 1, 0)
    yield step(RETURN, KILL)
    yield step(LOAD, NUMBER)
    if machine == "x86_64":
        yield from refused(AT_LEAST, FIRST_X32)
    for numbers in REFUSED.values():
        if (number := numbers[column]) is not None:
            yield from refused(EQUAL, number)
    yield from refused(
        EQUAL, CLONE3, ENOSYS
    )  # C libraries then fall back to clone, whose flags a filter can see
    for numbers, body in conditions(writing=writing):
        if (number := numbers[column]) is not None:
            yield step(EQUAL, number, 0, len(body))
            yield from body
    yield step(RETURN, ALLOW)


def conditions(*, writing: bool) -> Iterator[tuple[tuple[int | None, int | None], list[Instruction]]]:
    """Yield the calls that depend on an argument: their numbers, and the instructions that decide."""
    own = os.getpid()
    yield (56, 220), only_if((0, ANY_BIT, CLONE_THREAD, ANY))  # clone
    yield (302, 261), only_if((2, EQUAL, 0, ANY), (2.5, EQUAL, 0, ANY))  # prlimit64, without a new limit
    yield (
        (53, 199),
        only_if((0, EQUAL, AF_UNIX, ANY), (1, EQUAL, SOCK_STREAM, 0xF)),
    )  # socketpair, for asyncio
    for numbers in ((62, 129), (234, 131), (200, 130)):  # kill, tgkill, tkill
        yield numbers, only_if((0, EQUAL, own, ANY))
    yield (157, 167), unless(0, EQUAL, PR_SET_PDEATHSIG)  # prctl
    yield (16, 29), unless(1, EQUAL, TIOCSTI, TIOCLINUX, FIOSETOWN, SIOCSPGRP)  # ioctl
    yield (72, 25), unless(1, EQUAL, F_SETOWN, F_SETOWN_EX)  # fcntl
    if writing:
        yield (257, 56), unless(2, ANY_BIT, WRITING)  # openat
        yield (2, None), unless(1, ANY_BIT, WRITING)  # open
        yield (85, None), [step(RETURN, ERROR | EPERM)]  # creat
        yield (437, 437), [step(RETURN, ERROR | ENOSYS)]  # openat2: a filter can't see its flags


def step(code: int, value: int, yes: int = 0, no: int = 0) -> Instruction:
    """Return one instruction; `yes` and `no` say how many to skip after a comparison."""
    return pack("<HBBI", code, yes, no, value)


def refused(code: int, value: int, error: int = EPERM) -> tuple[Instruction, Instruction]:
    """Refuse the calls whose number satisfies a comparison."""
    return step(code, value, 0, 1), step(RETURN, ERROR | error)


def argument(position: float) -> Instruction:
    """Load the lower half of an argument, counted from 0; `2.5` is the upper half of the third."""
    return step(LOAD, FIRST_ARGUMENT + int(8 * position))


def only_if(*tests: tuple[float, int, int, int]) -> list[Instruction]:
    """Allow a call only if all tests hold; each is position, comparison, value, and a mask for the argument."""
    body = [step(RETURN, ALLOW), step(RETURN, ERROR | EPERM)]
    for position, code, value, mask in reversed(tests):
        body[:0] = [argument(position), step(MASK, mask), step(code, value, 0, len(body) - 1)]
    return body


def unless(position: float, code: int, *values: int) -> list[Instruction]:
    """Refuse a call if an argument compares with one of these values; allow it otherwise."""
    body = [argument(position)]
    for value in values:
        body += [step(code, value, 0, 1), step(RETURN, ERROR | EPERM)]
    return [*body, step(RETURN, ALLOW)]


REFUSED: dict[str, tuple[int | None, int | None]] = {
    # new processes, and other processes
    "fork": (57, None),
    "vfork": (58, None),
    "execve": (59, 221),
    "execveat": (322, 281),
    "setsid": (112, 157),
    "setpgid": (109, 154),
    "unshare": (272, 97),
    "setns": (308, 268),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "kcmp": (312, 272),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    "setpriority": (141, 140),
    "ioprio_set": (251, 30),
    "sched_setaffinity": (203, 122),
    "sched_setscheduler": (144, 119),
    "sched_setparam": (142, 118),
    "sched_setattr": (314, 274),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    # network
    "socket": (41, 198),
    "connect": (42, 203),
    "bind": (49, 200),
    "listen": (50, 201),
    "accept": (43, 202),
    "accept4": (288, 242),
    # files
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, None),
    "fchown": (93, 55),
    "lchown": (94, None),
    "fchownat": (260, 54),
    "utime": (132, None),
    "utimes": (235, None),
    "utimensat": (280, 88),
    "futimesat": (261, None),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "setxattrat": (463, 463),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "removexattrat": (466, 466),
    "file_setattr": (469, 469),
    "unlink": (87, None),
    "unlinkat": (263, 35),
    "rename": (82, None),
    "renameat": (264, 38),
    "renameat2": (316, 276),
    "mkdir": (83, None),
    "mkdirat": (258, 34),
    "rmdir": (84, None),
    "link": (86, None),
    "linkat": (265, 37),
    "symlink": (88, None),
    "symlinkat": (266, 36),
    "mknod": (133, None),
    "mknodat": (259, 33),
    "truncate": (76, 45),
    # memory that no limit counts and that other programs share, and risky parts of the kernel
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "shmctl": (31, 195),
    "semget": (64, 190),
    "semop": (65, 193),
    "semctl": (66, 191),
    "semtimedop": (220, 192),
    "msgget": (68, 186),
    "msgsnd": (69, 189),
    "msgrcv": (70, 188),
    "msgctl": (71, 187),
    "mq_open": (240, 180),
    "mq_unlink": (241, 181),
    "io_uring_setup": (425, 425),
    "io_setup": (206, 0),
    "inotify_init": (253, None),
    "inotify_init1": (294, 26),
    "userfaultfd": (323, 282),
    "setrlimit": (160, 164),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "open_by_handle_at": (304, 265),
    "fanotify_init": (300, 262),
}
"""Numbers on x86_64 and aarch64; None if the architecture never had the call."""
