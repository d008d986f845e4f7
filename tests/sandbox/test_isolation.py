"""What a submission's process gives up, and what it reports about that."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from struct import unpack

import pytest

from nnprep.cli.app import run
from nnprep.content.library import find_exercise
from nnprep.grading.reference import reference_text
from nnprep.learner.history.log import History
from nnprep.sandbox.child import seccomp
from nnprep.sandbox.child.isolation import level
from nnprep.sandbox.child.linux import anyone_can_read
from nnprep.sandbox.failures import Raised
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.levels import LEVELS, missing_features, weakness
from nnprep.sandbox.limits import Limits
from nnprep.sandbox.parent.child_process import ChildPeer
from nnprep.sandbox.parent.process import WallError
from tests.sandbox.weak import age_landlock, take_away

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
    ("ioctl, who gets signals", X86, 16, (3, 0x8901), REFUSED),
    ("ioctl, who gets signals", ARM, 29, (3, 0x8901), REFUSED),
    ("ioctl, who gets signals of a socket", X86, 16, (3, 0x8902), REFUSED),
    ("ioctl, who gets signals, high bits", X86, 16, (3, HIGH | 0x8902), REFUSED),
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
        ("io_setup", 206, 0),
        ("inotify_init", 253, None),
        ("inotify_init1", 294, 26),
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

    assert set(peer.isolation) - {"missing"} == {
        "system",
        "files",
        "network",
        "processes",
        "memory",
        "user",
        "level",
    }
    assert peer.isolation["memory"] == "at most 700 MiB"
    for name in ("files", "network", "processes"):
        assert peer.isolation[name].startswith(("closed", "half open", "open"))
    assert peer.isolation["level"] in LEVELS


@pytest.mark.parametrize(
    ("files", "network", "processes", "limited", "word"),
    [
        ("closed", "closed", "closed", True, "wall"),
        ("closed", "closed", "closed", False, "wall without limits"),
        ("half open", "closed", "closed", True, "window"),
        ("half open", "closed", "closed", False, "window"),
        ("half open", "half open", "open", True, "gate"),
        ("closed", "open", "closed", True, "gate"),
        ("open", "closed", "closed", True, "fence"),
        ("open", "open", "closed", True, "fence"),
        ("open", "open", "open", True, "fence"),
        ("open", "open", "open", False, "open"),
    ],
)
def test_level(files: str, network: str, processes: str, limited: bool, word: str) -> None:
    """Only what closes files, network and processes, with limits, is a wall; each weaker state has its own word."""
    fences = {"files": files, "network": network, "processes": processes}

    assert level(fences, limited=limited) == word
    assert word in LEVELS
    assert bool(weakness(fences | {"level": word})) is (word != "wall")


STATES = [
    ((), "wall"),
    (("limits",), "wall without limits"),
    (("Landlock",), "window"),
    (("Landlock", "limits"), "window"),
    (("seccomp",), "gate"),
    (("Landlock", "seccomp"), "fence"),
    (("Landlock", "seccomp", "limits"), "open"),
]
"""Which features of the kernel are missing, and what is left."""


@linux
@pytest.mark.parametrize(("missing", "word"), STATES)
def test_states(missing: tuple[str, ...], word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a feature of the kernel, code still runs, the level has its word, and the feature is named."""
    take_away(monkeypatch, *missing)

    with ChildPeer.start(b"def f(): return 1") as peer:
        peer.load()

        assert Functions(peer).f() == 1
        assert peer.isolation["level"] == word
        assert {name for name, _ in missing_features(peer.isolation)} == set(missing)


ATTEMPTS = """
import os, socket
def reads(path): return len(open(path).read())
def writes(path): open(path, "a").close()
def forks():
    if os.fork() == 0: os._exit(0)
def connects(): socket.socket()
def changes_mode(path): os.chmod(path, 0o644)
"""


@linux
@pytest.mark.parametrize(
    ("missing", "can"),
    [
        ((), set()),
        (("Landlock",), {"reads"}),
        (("seccomp",), {"forks", "connects", "changes_mode"}),
        (("Landlock", "seccomp"), {"reads", "writes", "forks", "connects", "changes_mode"}),
    ],
)
def test_what_each_state_lets_through(
    missing: tuple[str, ...], can: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A submission can do what docs/isolation.md says of each state, and nothing else."""
    take_away(monkeypatch, *missing)
    # Not in tmp_path, which no other user can enter.
    path = Path("/tmp") / f"nnprep-isolation-{os.getpid()}"
    path.write_text("x")
    path.chmod(0o666)
    if os.geteuid() == 0:
        os.chown(path, 65534, 65534)
    done = set()
    try:
        with ChildPeer.start(ATTEMPTS.encode(), limits=Limits(file_size=1)) as peer:
            peer.load()
            functions = Functions(peer)
            if os.geteuid() == 0 and peer.isolation["user"] != "nobody":
                os.chown(path, 0, 0)
            for name, arguments in (
                ("reads", [str(path)]),
                ("writes", [str(path)]),
                ("forks", []),
                ("connects", []),
                ("changes_mode", [str(path)]),
            ):
                try:
                    getattr(functions, name)(*arguments)
                    done.add(name)
                except Raised:
                    continue
    finally:
        path.unlink()

    assert done == can


SIGNALS = """
import fcntl, os, signal, socket, struct
def kills(): os.kill(os.getppid(), signal.SIGKILL)
def group(): os.killpg(os.getpgid(os.getppid()), signal.SIGKILL)
def queues(): __import__("ctypes").CDLL(None, use_errno=True).sigqueue(os.getppid(), 9, 0) and refuse()
def owns(request):
    receiver, sender = socket.socketpair()
    fcntl.ioctl(receiver, request, struct.pack("i", os.getppid()))
    fcntl.fcntl(receiver, 10, int(signal.SIGKILL))
    fcntl.fcntl(receiver, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
    sender.send(b"x")
def refuse(): raise PermissionError
"""


@linux
@pytest.mark.parametrize("abi", [1, 3, 5])
def test_older_kernels(abi: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before Linux 6.12, Landlock stops no signals; there is a wall all the same, and the parent can't be killed."""
    age_landlock(monkeypatch, abi)

    with ChildPeer.start(SIGNALS.encode()) as peer:
        peer.load()
        functions = Functions(peer)

        assert peer.isolation["level"] == "wall"
        for function, arguments in (
            (functions.kills, []),
            (functions.group, []),
            (functions.queues, []),
            (functions.owns, [0x8901]),
            (functions.owns, [0x8902]),
        ):
            with pytest.raises(Raised, match="PermissionError"):
                function(*arguments)


@linux
@pytest.mark.parametrize(
    ("system", "processes", "memory"),
    [
        ("darwin", "closed", "open: macOS"),
        ("win32", "open", "open"),
        ("freebsd14", "open", "at most 1024 MiB"),
    ],
)
def test_other_systems(system: str, processes: str, memory: str) -> None:
    """Where files can't be closed, the report claims no more than the limits that the system enforces."""
    script = (
        "import json, os, sys\nfrom nnprep.sandbox.child import isolation\nfrom nnprep.sandbox.limits import Limits\n"
        f"sys.platform = {system!r}\nconfig = Limits()._asdict() | {{'parent': os.getppid()}}\n"
        "print(json.dumps(isolation.enter(config, '/')))\n"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    fences = json.loads(done.stdout)
    assert fences["level"] == ("fence" if system == "freebsd14" else "open")
    assert fences["processes"].startswith(processes)
    assert fences["memory"].startswith(memory)
    assert "files" in dict(missing_features(fences))


def test_levels_are_documented() -> None:
    """docs/isolation.md has a row for each level, in their order."""
    text = (Path(__file__).parents[2] / "docs" / "isolation.md").read_text(encoding="utf-8")
    rows = [line.split("`")[1] for line in text.splitlines() if line.startswith("| `")]

    assert rows == list(LEVELS)


@linux
def test_nothing_runs_without_the_required_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    """If a wall is required and the system has none, not even the top level of the file runs."""
    take_away(monkeypatch, "Landlock")

    with ChildPeer.start(b"print('ran')", limits=Limits(wall_required=True)) as peer:
        with pytest.raises(WallError, match="missing: Landlock") as caught:
            peer.load()

        assert caught.value.exit_code == 3
        assert peer.printed == ""


@linux
def test_required_wall_that_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the wall stands, requiring it changes nothing."""
    take_away(monkeypatch)
    with ChildPeer.start(b"def f(): return 1", limits=Limits(wall_required=True)) as peer:
        peer.load()

        assert Functions(peer).f() == 1


@pytest.fixture
def right(tmp_path: Path) -> str:
    """Write a right solution and return its path."""
    path = tmp_path / "forward.py"
    path.write_text(reference_text(find_exercise("forward")), encoding="utf-8")
    return str(path)


@linux
def test_check_says_when_there_is_no_wall(
    right: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`check` judges without full isolation, and says so in one sentence; behind a wall it says nothing of it."""
    take_away(monkeypatch)
    assert run(["check", right]) == 0
    walled = capsys.readouterr().out
    take_away(monkeypatch, "Landlock")
    assert run(["check", right]) == 0
    weak = " ".join(capsys.readouterr().out.split())

    assert "without full isolation" not in walled
    assert "Your code ran without full isolation (window): it can read your files" in weak


@linux
def test_require_wall(
    right: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`check --require-wall` judges behind a wall; on a weaker system it ends with 3 and remembers no attempt."""
    take_away(monkeypatch)
    assert run(["check", right, "--require-wall", "--json"]) == 0
    with History.open() as history:
        before = len(history.events())
    capsys.readouterr()
    take_away(monkeypatch, "seccomp")
    code = run(["check", right, right, "--require-wall", "--json"])
    out, err = capsys.readouterr()
    with History.open() as history:
        after = len(history.events())

    assert (code, out, after) == (3, "", before)
    assert "Nothing was run: this system allows no wall, only: gate (missing: seccomp)." in err
    assert "nnprep doctor" in err


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
