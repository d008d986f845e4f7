"""The process that runs a submission: deadlines, ends, restarts, output, and what it can see."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnprep.sandbox.failures import BrokenFile, Died, Misbehaved, Raised, Refused, TimedOut
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.limits import Limits
from nnprep.sandbox.parent.child_process import ChildPeer
from nnprep.sandbox.parent.pipes import PolledPipes
from nnprep.sandbox.parent.process import TRIES, WallError, patiently

NULL_BYTE = "SyntaxError" if sys.version_info >= (3, 11, 4) else "ValueError"
"""What Python raises for a null byte in a file."""

posix = pytest.mark.skipif(os.name != "posix", reason="signals and descriptors of POSIX")
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /proc")


def loaded(source: str, **limits: float) -> ChildPeer:
    peer = ChildPeer.start(source.encode(), "example", Limits(**limits))  # type: ignore[arg-type]
    try:
        peer.load()
    except BaseException:
        peer.close()
        raise
    return peer


def gone(pid: int) -> bool:
    """Return whether a process has ended, within two seconds."""
    for _ in range(40):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def test_deadline_of_a_call() -> None:
    """A call that takes too long ends the process; every later call raises the same."""
    with loaded("def f():\n    while True: pass\n\ndef g(): return 1", call=0.3, patience=3) as peer:
        functions = Functions(peer)
        begin = time.monotonic()

        with pytest.raises(TimedOut) as caught:
            functions.f()

        assert 0.25 < time.monotonic() - begin < 1.5
        assert (caught.value.seconds, caught.value.total) == (0.3, False)
        assert not peer.alive
        with pytest.raises(TimedOut):
            functions.g()


def test_other_work_is_done_while_the_process_computes() -> None:
    """Pieces of it are done until there are none, or the answer is there; neither changes what is charged."""
    pieces = [10]

    def piece() -> bool:
        pieces[0] -= 1
        return pieces[0] > 0

    with loaded("def f(x):\n    for _ in range(10 ** 6): pass\n    return x") as peer:
        peer.meanwhile = piece

        assert Functions(peer).f(3) == 3
        assert pieces[0] <= 0
        assert 0 < peer.spent < 1


def test_deadline_holds_beside_other_work() -> None:
    """A call that never ends is ended while there is still other work."""
    with loaded("def f():\n    while True: pass", call=0.3, patience=3) as peer:
        peer.meanwhile = lambda: True

        with pytest.raises(TimedOut):
            Functions(peer).f()


def test_deadline_of_all_calls() -> None:
    """Many calls that are each quick enough still share a limit."""
    with loaded("import time\ndef f(): time.sleep(0.2)", call=0.5, total=0.5) as peer:
        functions = Functions(peer)
        functions.f()
        functions.f()

        with pytest.raises(TimedOut) as caught:
            functions.f()

        assert caught.value.total
        assert not peer.restart()


def test_deadline_of_loading() -> None:
    """A file whose top level doesn't end times out, even if the parent was busy in the meantime."""
    peer = ChildPeer.start(b"while True: pass", "example", Limits(call=0.3, patience=2))
    time.sleep(0.5)
    begin = time.monotonic()

    with pytest.raises(TimedOut):
        peer.load()

    assert time.monotonic() - begin < 5.0


def test_time_of_a_given_function_is_not_counted() -> None:
    """A submission isn't charged for the time of a function that was passed to it."""
    with loaded("def f(g): return g(1) + g(2)", call=0.4, total=0.6) as peer:
        functions = Functions(peer)

        def slow(x: int) -> int:
            time.sleep(0.5)
            return x

        assert functions.f(slow) == 3
        assert functions.calls[0].seconds < 0.4
        assert peer.spent < 0.6


def test_calls_of_a_given_function_are_capped() -> None:
    """A submission can't call a function that was passed to it forever."""
    with loaded("def f(g):\n    while True: g()", callbacks=50) as peer:
        with pytest.raises(Refused, match="more than 50 calls"):
            Functions(peer).f(lambda: None)

        assert not peer.alive


def test_restart() -> None:
    """A process that died is replaced, as often as its limits allow; the file is loaded again."""
    source = "import os\nprint('here')\ndef f(): os._exit(7)\ndef g(): return 1"
    with loaded(source, restarts=2) as peer:
        functions = Functions(peer)
        for _ in range(2):
            with pytest.raises(Died, match="exit code 7"):
                functions.f()
            assert peer.restart()
            assert functions.g() == 1
        with pytest.raises(Died):
            functions.f()

        assert not peer.restart()
        with pytest.raises(Died, match="exit code 7"):
            functions.g()
    assert peer.printed == "here\n" * 3


@posix
@pytest.mark.parametrize(
    ("source", "how"),
    [
        ("import os; os._exit(0)", "ended itself with exit code 0"),
        ("import os; os.abort()", "aborted (SIGABRT)"),
        ("import ctypes; ctypes.string_at(0)", "crashed (SIGSEGV)"),
        ("import os; os.closerange(3, 99)", "ended itself with exit code"),
    ],
)
def test_how_it_died(source: str, how: str) -> None:
    """The report says how a process ended."""
    with pytest.raises(Died) as caught:
        loaded(source)

    assert how in caught.value.how


@posix
@pytest.mark.slow
def test_processor_time() -> None:
    """CPU time is limited over all threads together; using it up is a timeout."""
    with pytest.raises(TimedOut) as caught:
        loaded("while True: pass", cpu=1, call=20, total=20)

    assert (caught.value.seconds, caught.value.total) == (1, True)


@pytest.mark.parametrize(
    ("source", "type_name", "line", "text"),
    [
        (b"x = 1\ndef f(:\n", "SyntaxError", 2, "def f(:"),
        (b"x = 1\n\n1 / 0\n", "ZeroDivisionError", 3, "1 / 0"),
        (b"import scipy", "ModuleNotFoundError", 1, "import scipy"),
        (b"x = '\xff'", "SyntaxError", 1, "x = '\N{REPLACEMENT CHARACTER}'"),
        (b"x = 1\r\n\r\n# caf\xe9\r\n", "SyntaxError", 3, "# caf\N{REPLACEMENT CHARACTER}"),
        (b"# coding: ascii\nx = '\xc3\xa9'", "SyntaxError", 2, "x = 'é'"),
        (b"x = 1\x00", "SyntaxError", None, None),
        (b"  x = 1", "IndentationError", 1, "x = 1"),
        (b"import sys; sys.exit('bye')", "SystemExit", 1, "import sys; sys.exit('bye')"),
        (b"raise NotImplementedError", "NotImplementedError", 1, "raise NotImplementedError"),
    ],
)
def test_broken_file(source: bytes, type_name: str, line: int | None, text: str | None) -> None:
    """The error of a file that can't be loaded says why and where."""
    with ChildPeer.start(source, "example") as peer, pytest.raises(BrokenFile) as caught:
        peer.load()

    assert caught.value.type_name == type_name
    assert line is None or (caught.value.line, caught.value.text) == (line, text)


def test_started_in_advance() -> None:
    """A process can wait for its source, with NumPy imported."""
    with ChildPeer.start() as peer:
        peer.load(b"def f(): return 1", "later")

        assert Functions(peer).f() == 1


def test_start_in_advance_waits_long() -> None:
    """The time that a process waits for its source isn't counted."""
    with ChildPeer.start(limits=Limits(call=0.5, total=0.5, start=20)) as peer:
        time.sleep(0.8)
        peer.load(b"def f(): return 1")

        assert Functions(peer).f() == 1
        assert peer.spent < 0.5


def test_printed() -> None:
    """Output is kept up to a limit, without control characters, even if the process dies."""
    source = "import os, sys\nprint('a\\x1b[31m')\nsys.stderr.write('b\\n')\nprint('c' * 99999)\nos._exit(0)"
    peer = ChildPeer.start(source.encode(), "example", Limits(output=2000))
    with pytest.raises(Died):
        peer.load()

    assert peer.printed.startswith("a?[31m\nb\nccc")
    assert len(peer.printed) <= 2000


def test_environment() -> None:
    """It sees no variable of the parent, no path of nnprep, no module of nnprep, and no other descriptor."""
    os.environ["NNPREP_SECRET"] = "x"
    source = (
        "import os, sys\ndef f(): return dict(os.environ)\n"
        "def g(): return [*sys.argv, *sys.orig_argv, *sys.path, *sys.modules]\n"
        "def h(): return [d for d in range(3, 64) if not os.system or exists(d)]\n"
        "def exists(d):\n    try: os.fstat(d)\n    except OSError: return False\n    return True\n"
    )
    try:
        with Path(os.devnull).open() as inherited:
            os.set_inheritable(inherited.fileno(), True)
            peer = loaded(source)
        with peer:
            functions = Functions(peer)

            assert "NNPREP_SECRET" not in functions.f()
            assert functions.f()["OPENBLAS_NUM_THREADS"] == "1"
            assert not [text for text in functions.g() if "nnprep" in text]
            assert len(functions.h()) == 2
    finally:
        del os.environ["NNPREP_SECRET"]


@linux
def test_nothing_is_left() -> None:
    """After `close`, the process is gone, its pipes are closed, and its threads have ended."""
    descriptors, threads = len(os.listdir("/proc/self/fd")), threading.active_count()  # noqa: PTH208

    for source in ("def f(): return 1", "while True: pass", "import os; os._exit(0)"):
        peer = ChildPeer.start(source.encode(), "example", Limits(call=0.2))
        pid = peer._process.pid
        with suppress(Misbehaved):
            peer.load()
        peer.close()
        peer.close()
        assert gone(pid)

    time.sleep(0.1)
    assert len(os.listdir("/proc/self/fd")) == descriptors  # noqa: PTH208
    assert threading.active_count() == threads


PARENT = """
import signal, sys, threading, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background of a script ignores it
from nnprep.sandbox.parent.child_process import ChildPeer
from nnprep.sandbox.limits import Limits
peer = ChildPeer.start(sys.argv[1].encode(), "example", Limits(call=60, total=60, cpu=60))
print(peer._process.pid, flush=True)
threading.Timer(0.3, lambda: print("loading", flush=True)).start()
try:
    peer.load()
finally:
    peer.close()
"""


@linux
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize(
    "source", ["while True: pass", "import signal\nwhile True: signal.pause()", "sum(range(10**15))"]
)
def test_parent_that_dies(end: signal.Signals, source: str) -> None:
    """However the parent ends in the middle of a check, no child survives it by two seconds."""
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, source], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert parent.stdout.readline() == "loading\n"
        parent.send_signal(end)
        parent.wait(5)

        assert gone(child)


def test_interrupted_in_the_middle() -> None:
    """An exception in a function that was passed ends the process and is raised unchanged."""
    with loaded("def f(g): return g()") as peer:

        def interrupted() -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            Functions(peer).f(interrupted)

        assert not peer.alive


def test_parent_starts_the_child_before_it_imports_numpy() -> None:
    """What starts the process imports neither NumPy nor the codec, so that both sides can import NumPy at once."""
    script = "import sys, nnprep.sandbox.parent.child_process\nprint(*sys.modules)"

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert {"numpy", "nnprep.sandbox.wire.format"} & set(done.stdout.split()) == set()


def test_large_values() -> None:
    """Megabytes cross in both directions."""
    with loaded("def f(x): return x.T") as peer:
        X = np.random.default_rng(0).standard_normal((1000, 800))

        assert np.array_equal(Functions(peer).f(X), X.T)


def test_a_process_that_does_not_read() -> None:
    """A parent that sends more than a pipe holds isn't blocked by a child that doesn't read."""
    source = (
        "import os, time, gc\nline = [o for o in gc.get_objects() if type(o).__name__ == 'Connection'][0]\n"
    )
    source += "line.receive = lambda: time.sleep(60)\n"
    with loaded(source, call=0.3) as peer, pytest.raises(TimedOut):
        Functions(peer).f(np.zeros(1_000_000))


def test_no_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    """If Python can't be started, that is an internal error, not the submission's fault."""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    with pytest.raises(WallError) as caught:
        ChildPeer.start(b"")

    assert caught.value.exit_code == 3


def test_process_that_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the process ends before it is ready, that is an internal error too, and its last output is shown."""
    monkeypatch.setattr("nnprep.sandbox.parent.process.BOOT", "raise SystemExit('no such thing')")
    peer = ChildPeer.start(b"")

    with pytest.raises(WallError, match="no such thing"):
        peer.load()


@pytest.mark.parametrize(("kind", "number"), [("a", 1), ("a", -1), ("l", 0), ("y", 0), ("z", 0)])
def test_answer_to_another_question(kind: str, number: int) -> None:
    """A message of the wrong kind, or for another request, isn't an answer."""
    with loaded(FORGER) as peer, pytest.raises(Died, match="sent something that"):
        Functions(peer).f(kind, number, '\x10\0\0\0["l","ok",[],[]]\x01\0\0\0' + "1", False)


def test_output_is_not_kept_without_end() -> None:
    """Output that bypasses Python's streams is dropped after the limit too."""
    source = "import os\nfor _ in range(200): os.write(1, b'x' * 50_000)"
    with loaded(source, output=1000) as peer:
        time.sleep(0.1)

        assert len(peer._pipes.text()) == 1000


FORGER = """
import gc
line = [o for o in gc.get_objects() if type(o).__name__ == "Connection"][0]
def f(kind, number, body, raw):
    import os
    if raw:
        os.write(line.replies, body.encode("latin-1"))
    else:
        line.number += number
        line.send(kind.encode("latin-1"), body.encode("latin-1"))
"""


@given(
    kind=st.sampled_from("aclytq\x00"),
    number=st.integers(-1, 1),
    body=st.text(st.characters(max_codepoint=255), max_size=60)
    | st.sampled_from(['\x14\x00\x00\x00\x10\x00\x00\x00["l","ok",1,[]]', '\x06\x00\x00\x00["l",]']),
    raw=st.booleans(),
)
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], database=None)
def test_fuzzed_frames(kind: str, number: int, body: str, raw: bool) -> None:
    """Whatever a hostile child sends, the parent ends within its deadline, with a verdict."""
    with loaded(FORGER, call=0.4, patience=2) as peer:
        functions = Functions(peer)
        begin = time.monotonic()

        try:
            functions.f(kind, number, body, raw)
            functions.f("a", 0, "", False)
        except Misbehaved as error:
            assert isinstance(error, Died | TimedOut | Raised | Refused)  # noqa: PT017

        assert time.monotonic() - begin < 2.0


@posix
def test_a_group_is_killed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Closing again kills nothing, since the number may belong to another group by then."""
    killed = []
    kill = os.killpg

    def counted(group: int, sign: int) -> None:
        killed.append(group)
        kill(group, sign)

    monkeypatch.setattr(os, "killpg", counted)
    peer = loaded("def f(): return 1")

    peer.close()
    peer.close()

    assert len(killed) == 1


def test_helping_is_limited_too() -> None:
    """A submission that keeps the parent busy with a function that was passed to it is stopped at the total limit."""
    with loaded("def f(g):\n    while True: g()", call=5.0, total=0.3, callbacks=60) as peer:
        functions = Functions(peer)
        begin = time.monotonic()

        with pytest.raises(TimedOut) as caught:
            functions.f(lambda: time.sleep(0.1))

        assert caught.value.total
        assert time.monotonic() - begin < 3


@posix
def test_no_core_file() -> None:
    """A process that crashes leaves no core dump."""
    with loaded("import resource\ndef f(): return resource.getrlimit(resource.RLIMIT_CORE)") as peer:
        assert Functions(peer).f() == (0, 0)


def test_anything_may_be_cached() -> None:
    """What a function keeps for another stays where it is, whatever it is, and comes back as it was."""
    source = """
import collections, types
import numpy as np

def keep(x):
    return {"type": np.float32, "dtype": x.dtype, "slice": slice(1, 3), "set": {1}, "ufunc": np.exp,
            "deque": collections.deque([x]), "names": types.SimpleNamespace(x=x), "builtin": len}

def use(cache):
    kept = cache["names"].x[cache["slice"]]
    return cache["ufunc"](cache["type"](kept)) + cache["builtin"](cache["set"]) + len(cache["deque"])
"""
    with loaded(source) as peer:
        f = Functions(peer)
        used = f.use(f.keep(np.zeros(4)))

    assert used.tolist() == [3, 3]
    assert used.dtype == np.float32


def test_a_process_is_started_later_if_the_system_has_none_to_give() -> None:
    """Other programs may use all processes that are allowed, for a moment."""
    tries: list[int] = []

    def start() -> subprocess.Popen[bytes]:
        tries.append(1)
        if len(tries) < 3:
            raise BlockingIOError
        return subprocess.Popen([sys.executable, "-c", ""])

    assert patiently(start).wait() == 0
    assert len(tries) == 3


def test_a_process_that_never_starts_is_given_up() -> None:
    """After the last try, its error is raised, and another error at once."""
    tries: list[int] = []

    def start() -> subprocess.Popen[bytes]:
        tries.append(1)
        raise BlockingIOError if len(tries) < 100 else AssertionError

    with pytest.raises(BlockingIOError):
        patiently(start)
    assert len(tries) == TRIES
    with pytest.raises(FileNotFoundError):
        patiently(lambda: subprocess.Popen(["/nothing/there"]))


@posix
def test_source_that_is_passed_on_before_loading() -> None:
    """A process that waits runs its file before anybody asks what came of that; a restart runs it again."""
    source = b"import os\nprint('run', flush=True)\ndef f(): return 1\ndef end(): os._exit(1)"
    with ChildPeer.start() as peer:
        pipes = peer._pipes
        assert isinstance(pipes, PolledPipes)
        select.select([pipes._replies], [], [], 30)
        peer.take(source)
        select.select([pipes._output], [], [], 30)
        assert os.read(pipes._output, 10).startswith(b"run")
        peer.load()
        functions = Functions(peer)
        assert functions.f() == 1
        with pytest.raises(Died):
            functions.end()
        assert peer.restart()
        assert functions.f() == 1


@posix
def test_process_that_is_waited_for_later() -> None:
    """A process is killed when it's closed, and what it printed is known, before its owner waits for its end."""
    with loaded("def f():\n    print(1)\n    return 1") as peer:
        peer.waits_later = True
        Functions(peer).f()
        peer.close()
        assert peer.printed == "1\n"
        peer.wait()
        assert peer._process.returncode == -signal.SIGKILL


def test_random_numbers_are_there_before_the_source() -> None:
    """A process that waits for its source has imported what the source may need."""
    source = b"import sys\nHAD = 'numpy.random' in sys.modules\ndef f(): return HAD"
    with ChildPeer.start() as peer:
        peer.load(source)
        assert Functions(peer).f() is True
