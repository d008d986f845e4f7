"""What a submission's process gives up, and what it reports about that."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from struct import unpack

import pytest

from nnprep.sandbox.child import seccomp
from nnprep.sandbox.child.linux import anyone_can_read
from nnprep.sandbox.limits import Limits
from nnprep.sandbox.parent.child_process import ChildPeer

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="seccomp and Landlock are Linux's")

ALLOWED, REFUSED, MISSING, KILLED = (
    seccomp.ALLOW,
    seccomp.ERROR | seccomp.EPERM,
    seccomp.ERROR | seccomp.ENOSYS,
    seccomp.KILL,
)


def decision(
    machine: str, number: int, *arguments: int, writing: bool = False, arch: int | None = None
) -> int:
    """Run the filter as the kernel does (classic BPF, see seccomp(2)), and return its decision on one call."""
    architecture = seccomp.ARCHITECTURE[machine] if arch is None else arch
    filled = [*arguments, *[0] * (6 - len(arguments))]
    data = [number, architecture, 0, 0]
    for argument in filled:
        data += [argument & 0xFFFFFFFF, argument >> 32]
    program = [unpack("<HBBI", step) for step in seccomp.rules(machine, writing=writing)]
    position, register = 0, 0
    while True:
        code, yes, no, value = program[position]
        position += 1
        if code == seccomp.LOAD:
            register = data[value // 4]
        elif code == seccomp.MASK:
            register &= value
        elif code == seccomp.RETURN:
            return int(value)
        else:
            holds = {
                seccomp.EQUAL: register == value,
                seccomp.AT_LEAST: register >= value,
                seccomp.ANY_BIT: bool(register & value),
            }[code]
            position += yes if holds else no


X86, ARM = "x86_64", "aarch64"
OWN = os.getpid()
HIGH = 1 << 40

CALLS = [
    ("read", X86, 0, (), ALLOWED),
    ("mmap", X86, 9, (), ALLOWED),
    ("futex", ARM, 98, (), ALLOWED),
    ("fork", X86, 57, (), REFUSED),
    ("execve", X86, 59, (), REFUSED),
    ("execve", ARM, 221, (), REFUSED),
    ("socket", X86, 41, (2, 1, 0), REFUSED),
    ("socket", ARM, 198, (2, 1, 0), REFUSED),
    ("unlinkat", ARM, 35, (), REFUSED),
    ("fchmodat2", ARM, 452, (), REFUSED),
    ("a new thread", X86, 56, (0x3D0F00,), ALLOWED),
    ("a new process", X86, 56, (0x1200011,), REFUSED),
    ("a new process", ARM, 220, (17,), REFUSED),
    ("clone3", X86, 435, (), MISSING),
    ("clone3", ARM, 435, (), MISSING),
    ("reading a limit", X86, 302, (0, 7, 0, HIGH), ALLOWED),
    ("setting a limit", X86, 302, (0, 7, 1, 0), REFUSED),
    ("setting a limit, high address", X86, 302, (0, 7, HIGH, 0), REFUSED),
    ("a pair of streams", X86, 53, (1, 1 | 0o2000000, 0), ALLOWED),
    ("a pair of datagrams", X86, 53, (1, 2, 0), REFUSED),
    ("a pair on the network", X86, 53, (2, 1, 0), REFUSED),
    ("a signal to itself", X86, 62, (OWN, 9), ALLOWED),
    ("a signal to everybody", X86, 62, (0xFFFFFFFF, 9), REFUSED),
    ("a signal to its own thread", ARM, 131, (OWN, OWN, 6), ALLOWED),
    ("a signal to init", ARM, 129, (1, 9), REFUSED),
    ("prctl, its name", X86, 157, (15,), ALLOWED),
    ("prctl, no signal with its parent", X86, 157, (1, 0), REFUSED),
    ("ioctl, the window", X86, 16, (0, 0x5413), ALLOWED),
    ("ioctl, typing into a terminal", X86, 16, (0, 0x5412), REFUSED),
    ("fcntl, a flag", ARM, 25, (0, 2), ALLOWED),
    ("fcntl, who gets signals", ARM, 25, (0, 8), REFUSED),
    ("a call of the x32 interface", X86, 0x40000000 + 59, (), REFUSED),
    ("openat for writing", X86, 257, (0, 0, 1), ALLOWED),
]


@pytest.mark.parametrize(("what", "machine", "number", "arguments", "says"), CALLS)
def test_filter(what: str, machine: str, number: int, arguments: tuple[int, ...], says: int) -> None:
    """Each call is allowed or refused by its number and arguments, on both architectures."""
    assert decision(machine, number, *arguments) == says, what


@pytest.mark.parametrize("machine", [X86, ARM])
@pytest.mark.parametrize("name", seccomp.REFUSED)
def test_refused(name: str, machine: str) -> None:
    """Every call of the table is refused on each architecture that has it, whatever its arguments."""
    number = seccomp.REFUSED[name][machine == ARM]

    assert number is None or decision(machine, number, OWN) == REFUSED


@pytest.mark.parametrize("column", [0, 1])
def test_no_number_stands_twice(column: int) -> None:
    """No two names share a number: one of them would be a typo."""
    numbers = [pair[column] for pair in seccomp.REFUSED.values() if pair[column] is not None]

    assert len(numbers) == len(set(numbers))


MUST_BE_REFUSED = {
    name: numbers
    for name, *numbers in (
        ("fork", 57, None),
        ("vfork", 58, None),
        ("execve", 59, 221),
        ("execveat", 322, 281),
        ("setsid", 112, 157),
        ("setpgid", 109, 154),
        ("unshare", 272, 97),
        ("setns", 308, 268),
        ("ptrace", 101, 117),
        ("process_vm_readv", 310, 270),
        ("process_vm_writev", 311, 271),
        ("process_madvise", 440, 440),
        ("pidfd_open", 434, 434),
        ("pidfd_getfd", 438, 438),
        ("pidfd_send_signal", 424, 424),
        ("rt_sigqueueinfo", 129, 138),
        ("rt_tgsigqueueinfo", 297, 240),
        ("migrate_pages", 256, 238),
        ("move_pages", 279, 239),
        ("setpriority", 141, 140),
        ("ioprio_set", 251, 30),
        ("sched_setaffinity", 203, 122),
        ("sched_setscheduler", 144, 119),
        ("sched_setparam", 142, 118),
        ("sched_setattr", 314, 274),
        ("socket", 41, 198),
        ("unlinkat", 263, 35),
        ("memfd_create", 319, 279),
        ("shmget", 29, 194),
        ("shmat", 30, 196),
        ("shmctl", 31, 195),
        ("semget", 64, 190),
        ("semop", 65, 193),
        ("semctl", 66, 191),
        ("semtimedop", 220, 192),
        ("msgget", 68, 186),
        ("msgsnd", 69, 189),
        ("msgrcv", 70, 188),
        ("msgctl", 71, 187),
        ("mq_open", 240, 180),
        ("mq_unlink", 241, 181),
        ("io_uring_setup", 425, 425),
        ("userfaultfd", 323, 282),
        ("setrlimit", 160, 164),
        ("bpf", 321, 280),
    )
}
"""Numbers of the kernel's own tables, written down a second time: x86_64 and aarch64."""


@pytest.mark.parametrize("name", MUST_BE_REFUSED)
def test_numbers(name: str) -> None:
    """The table has everything that must be refused, with the kernel's numbers."""
    assert list(seccomp.REFUSED.get(name, ())) == MUST_BE_REFUSED[name]


@pytest.mark.parametrize(
    ("machine", "number", "arguments", "says"),
    [
        (X86, 257, (0, 0, os.O_RDONLY), ALLOWED),
        (X86, 257, (0, 0, os.O_RDWR), REFUSED),
        (X86, 257, (0, 0, os.O_CREAT), REFUSED),
        (X86, 2, (0, os.O_WRONLY), REFUSED),
        (X86, 85, (), REFUSED),
        (ARM, 56, (0, 0, os.O_WRONLY), REFUSED),
        (ARM, 56, (0, 0, os.O_RDONLY), ALLOWED),
        (ARM, 437, (), MISSING),
    ],
)
def test_filter_without_landlock(machine: str, number: int, arguments: tuple[int, ...], says: int) -> None:
    """Without Landlock, no file can be opened for writing."""
    assert decision(machine, number, *arguments, writing=True) == says


def test_another_architecture() -> None:
    """A system call of another architecture's table ends the process."""
    assert decision(X86, 0, arch=0x40000003) == KILLED


@linux
def test_without_landlock(tmp_path: Path) -> None:
    """On a kernel without Landlock, files can be read but not written, and the report says so."""
    script = (
        "import sys\nfrom nnprep.sandbox.child import landlock, linux\nlandlock.version = lambda: 0\nimport os\n"
        "isolation = {}\nlinux.enter(isolation, '/', os.getppid())\nprint(isolation['files'])\n"
        "open(sys.argv[1]).read()\n"
        "for attempt in (lambda: open(sys.argv[1], 'a'), lambda: os.unlink(sys.argv[1]), os.fork):\n"
        "    try:\n        attempt()\n    except PermissionError:\n        print('refused')\n"
    )
    file = tmp_path / "file"
    file.write_text("x")

    done = subprocess.run([sys.executable, "-c", script, file], capture_output=True, text=True, check=False)

    assert done.stdout.split("\n")[0].startswith("half open"), done.stderr
    assert done.stdout.count("refused") == 3
    assert file.read_text() == "x"


@linux
def test_with_a_second_thread() -> None:
    """Landlock closes files for one thread only, so the report doesn't call them closed if there is another."""
    script = (
        "import os, threading\nfrom nnprep.sandbox.child import linux\n"
        "threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "isolation = {}\nlinux.enter(isolation, '/', os.getppid())\nprint(isolation.get('files'), flush=True)\n"
        "os._exit(0)\n"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert done.stdout.startswith("half open"), done.stderr


@linux
def test_record() -> None:
    """Every entry about files, network and processes starts with open, half open or closed."""
    with ChildPeer.start(b"", limits=Limits(memory=700 << 20)) as peer:
        peer.load()

    assert set(peer.isolation) == {"system", "files", "network", "processes", "memory", "user", "level"}
    assert peer.isolation["memory"] == "at most 700 MiB"
    for name in ("files", "network", "processes"):
        assert peer.isolation[name].startswith(("closed", "half open", "open"))
    assert peer.isolation["level"] in ("wall", "fence")


def test_who_can_read(tmp_path: Path) -> None:
    """Every user can read a file only if every user can enter all folders above it."""
    folder = tmp_path / "folder"
    folder.mkdir()
    file = folder / "file"
    file.write_text("x")

    assert not anyone_can_read(str(tmp_path / "missing"))
    file.chmod(0o600)
    assert not anyone_can_read(str(file))
    file.chmod(0o644)
    folder.chmod(0o700)
    assert not anyone_can_read(str(file))
    assert anyone_can_read("/") or os.name != "posix"
