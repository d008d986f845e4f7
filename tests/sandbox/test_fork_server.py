"""Children of a warm process are closed in as well as any other, and have nothing of each other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from nnprep.content.library import find_exercise
from nnprep.grading.judge import judge
from nnprep.sandbox.failures import Died, TimedOut
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.limits import MEBIBYTE, Limits
from nnprep.sandbox.parent.child_process import ChildPeer
from nnprep.sandbox.parent.fork_server import AVAILABLE, ForkServer
from nnprep.sandbox.parent.process import WallError
from tests.corpus import PATIENT, SHORT, Submission, submissions
from tests.sandbox.weak import sealed

pytestmark = pytest.mark.skipif(not AVAILABLE, reason="only on Linux")

CORPUS = submissions()
SAMPLE = (
    "processes/forks",
    "processes/kills-everybody",
    "memory/four-gigabytes",
    "descriptors/reads-from-all",
    "reading/looks-around",
    "neighbours/shared-memory",
    "forged/floods",
    "exits/os-exit",
    "honest/asyncio",
    "honest/inspect",
    "patching/numpy",
    "time/endless-loop",
)
"""What the normal run judges; the others are proofs."""


@pytest.fixture(scope="module")
def server() -> Iterator[ForkServer]:
    """Return a warm process."""
    with ForkServer(Limits()) as server:
        yield server


def forked(server: ForkServer, source: str, call: float = 60.0) -> ChildPeer:
    """Return a child that has loaded a file."""
    peer = ChildPeer(source.encode(), "submission", Limits(call=call), server.start)
    peer.load()
    return peer


def test_isolation_is_the_same(server: ForkServer) -> None:
    """Both ways to start a child end behind the same fences."""
    with ChildPeer.start(b"") as fresh, forked(server, "") as warm:
        fresh.load()

        assert fresh.isolation == warm.isolation


INSIDE = """
import gc, os, resource, signal, sys, threading
import numpy as np

def open_files():
    alive = []
    for number in range(200):
        try:
            os.fstat(number)
            alive.append(number)
        except OSError:
            pass
    return len(alive)

def limits():
    names = ["CPU", "FSIZE", "NOFILE", "CORE", "AS", "NPROC"]
    return [list(resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))) for name in names]

def state():
    return {
        "own": [name for name in sys.modules if name.startswith("nnprep")],
        "argv": sys.argv,
        "environment": sorted(os.environ),
        "folder": os.getcwd(),
        "group": os.getpid() == os.getpgid(0) == os.getsid(0),
        "threads": threading.active_count(),
        "users": list(os.getresuid()),
        "groups": os.getgroups(),
        "path": sys.path,
        "mask": sorted(map(int, signal.pthread_sigmask(signal.SIG_BLOCK, []))),
        "sockets": [type(each).__name__ for each in gc.get_objects() if "ocket" in type(each).__name__],
    }

def draw():
    return np.random.rand(3)
"""


def test_child_has_what_a_fresh_one_has(server: ForkServer) -> None:
    """Files, limits, user, environment, modules of nnprep: a forked child has what a fresh one has, and no more."""
    with ChildPeer.start(INSIDE.encode()) as fresh, forked(server, INSIDE) as warm:
        fresh.load()
        plain, copied = Functions(fresh), Functions(warm)

        for name in ("state", "limits", "open_files"):
            assert getattr(copied, name)() == getattr(plain, name)(), name


def test_children_share_no_generator(server: ForkServer) -> None:
    """NumPy's global generator differs between two children, as between two processes."""
    with forked(server, INSIDE) as one, forked(server, INSIDE) as other:
        assert list(Functions(one).draw()) != list(Functions(other).draw())


def test_what_one_child_changes_no_other_sees(server: ForkServer) -> None:
    """A child that patches NumPy and its own modules patches them for itself only."""
    with forked(server, "import numpy as np, builtins\nnp.exp = builtins.sorted = None") as peer:
        assert peer.alive
    with forked(server, "import numpy as np\ndef f(): return len(sorted(np.exp(np.zeros(3))))") as peer:
        assert Functions(peer).f() == 3


def test_limits_hold(server: ForkServer) -> None:
    """Time and memory end as they do for a fresh child, and the next one isn't harmed."""
    with forked(server, "def f():\n    while True: pass", call=0.3) as peer, pytest.raises(TimedOut):
        Functions(peer).f()
    with forked(server, "import os\ndef f(): os._exit(7)") as peer, pytest.raises(Died, match="exit code 7"):
        Functions(peer).f()
    crashing = "import os, signal\ndef f(): os.kill(os.getpid(), signal.SIGSEGV)"
    with forked(server, crashing) as peer, pytest.raises(Died, match=r"crashed \(SIGSEGV\)"):
        Functions(peer).f()
    with forked(server, "def f(): return 5") as peer:
        assert Functions(peer).f() == 5


def test_nothing_is_left(server: ForkServer) -> None:
    """A closed child is gone, its number is free, and no descriptor stays open here."""
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    numbers = []
    for _ in range(5):
        with forked(server, "") as peer:
            numbers.append(peer._process.pid)

    assert not [number for number in numbers if Path(f"/proc/{number}").exists()]
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208


def test_server_that_died() -> None:
    """Without a server there is no child; whoever waits for an old one is told that it is gone."""
    with ForkServer(Limits()) as server:
        peer = forked(server, "def f(): return 5")
        os.kill(server._process.pid, signal.SIGKILL)
        server._process.wait()
        with pytest.raises(Died):
            Functions(peer).f()
        with pytest.raises(WallError, match="did not start"):
            server.start(Limits())


def test_children_end_with_the_one_who_asked() -> None:
    """If nnprep is killed, the server and a child that loops end too."""
    script = (
        "import os, time\n"
        "from nnprep.sandbox.parent.fork_server import ForkServer\n"
        "from nnprep.sandbox.parent.child_process import ChildPeer\n"
        "from nnprep.sandbox.limits import Limits\n"
        "server = ForkServer(Limits())\n"
        "peer = ChildPeer(b'', 'x', Limits(), server.start)\n"
        "peer.load()\n"
        "print(server._process.pid, peer._process.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        numbers = process.stdout.readline().split()
        process.kill()
    until = time.monotonic() + 20
    while any(alive(number) for number in numbers) and time.monotonic() < until:
        time.sleep(0.02)

    assert len(numbers) == 2
    assert not [number for number in numbers if alive(number)]


def alive(number: str) -> bool:
    """Return whether a process runs; one that nobody has waited for yet doesn't."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize(
    "submission",
    [pytest.param(each, marks=() if each.name in SAMPLE else pytest.mark.proof) for each in CORPUS],
    ids=lambda each: each.name,
)
def test_verdict(server: ForkServer, submission: Submission, tmp_path: Path) -> None:
    """Each hostile submission gets the verdict that it gets from a fresh process."""
    if submission.wall and not sealed():
        pytest.skip("this system does not let a process give up files, network and new processes")
    victim = tmp_path / "canary"
    victim.write_text("alive")
    limits = SHORT if "timed-out" in submission.verdicts else PATIENT
    if submission.verdicts != ("passed",):
        limits = limits._replace(restarts=0, memory=400 * MEBIBYTE)

    peer = ChildPeer(submission.source(victim), "forward", limits, server.start)
    report = judge(find_exercise("forward"), "x.py", peer, seed=1, diagnosing=False)

    assert report.status.value in submission.verdicts, (report.trouble, [o.message for o in report.outcomes])
    assert victim.read_text() == "alive"
    assert list(tmp_path.iterdir()) == [victim]


def test_sample_is_there() -> None:
    """The names of the sample are those of the corpus."""
    assert set(SAMPLE) <= {each.name for each in CORPUS}
