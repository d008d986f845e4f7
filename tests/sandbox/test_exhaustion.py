"""Values that cost nnprep far more than the submission: each file gets its own verdict, soon, and the next one too."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nnprep.cli.app import run
from nnprep.content.library import find_exercise
from nnprep.grading import judge as judging
from nnprep.grading.judge import judge
from nnprep.grading.reference import reference_text
from nnprep.grading.report import Status
from nnprep.sandbox.parent.child_process import ChildPeer
from nnprep.sandbox.parent.own_limits import OutOfTime, own_limits

NET = """
import numpy as np
class {name}:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        self.W = {W}
        self.b = {b}
"""
SMALL = "[np.zeros((1, 1))] * 3"
COUNT = "import numpy as np\ndef count_params(sizes, bias=True): return 1\ndef mlp_shapes(sizes, batch): return {}\n"
LOSS = "import numpy as np\ndef softmax_cross_entropy(logits, y): return 0.0, {}\n"
SOURCES = {
    "weights without columns": ("mlp", NET.format(name="MLP", W="np.empty((2**39, 0))", b=SMALL)),
    "a weight without rows": (
        "multiclass",
        NET.format(name="SoftmaxMLP", W="[np.empty((0, 2**39))] * 3", b=SMALL),
    ),
    "sixteen million columns": (
        "mlp",
        NET.format(
            name="MLP",
            W="[np.zeros((1, 16_700_000), np.bool_)] * 3 if seed else [np.ones((1, 1))] * 3",
            b=SMALL,
        ),
    ),
    "bytes beside a float": (
        "mlp",
        NET.format(
            name="MLP", W=SMALL, b="[np.zeros(16_700_000, np.uint8), np.zeros(1, complex), np.zeros(1)]"
        ),
    ),
    "a gradient without columns": (
        "backprop",
        "import numpy as np\ndef backward(X, y, W2, a1, a2): return tuple(np.empty((2**39, 0)) for _ in range(4))",
    ),
    "a shape without columns": ("count-params", COUNT.format('[("X", np.empty((2**39, 0)))]')),
    "a shape with fewer columns": ("count-params", COUNT.format('[("X", np.empty((2**26, 0)))]')),
    "rows that nobody needs": ("mlp", NET.format(name="MLP", W="np.empty((16_000_000, 0))", b=SMALL)),
    "rows to add up": ("softmax", LOSS.format("np.empty((2**28, 0))")),
    "half precision": ("softmax", LOSS.format("np.zeros(8_300_000, np.float16)")),
    "lists of lists": ("softmax", LOSS.format("[[[1.0] * 16] * 16] * 16")),
}
"""By what they return: the exercise, and the file."""
PARENT = """
import json, resource, sys, time
from nnprep.content.library import find_exercise
from nnprep.grading.judge import judge
from nnprep.sandbox.parent.child_process import ChildPeer
for exercise, source in json.load(sys.stdin):
    begin = time.process_time()
    report = judge(find_exercise(exercise), "file.py", ChildPeer.start(source.encode()), seed=1)
    # The most that this program held; getrusage would count what the process held that started it.
    held = next(line for line in open("/proc/self/status") if line.startswith("VmHWM:"))
    megabytes = int(held.split()[1]) >> 10
    print(json.dumps([report.status.value, time.process_time() - begin, megabytes]), flush=True)
"""


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="units of memory differ")
@pytest.mark.parametrize("name", SOURCES)
def test_cost(name: str) -> None:
    """Judging such a file takes nnprep less than ten seconds of its own, and less than 256 MiB."""
    done = subprocess.run(
        [sys.executable, "-c", PARENT],
        input=json.dumps([SOURCES[name]]),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )

    status, seconds, megabytes = json.loads(done.stdout)
    assert status == "failed"
    assert seconds < 10
    assert megabytes < 256


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_work_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """If comparing the returned values takes too long, the file has timed out, and the report says why."""
    monkeypatch.setattr(judging, "own_limits", lambda: own_limits(seconds=0.001))
    exercise, source = SOURCES["lists of lists"]
    begin = time.process_time()

    report = judge(find_exercise(exercise), "file.py", ChildPeer.start(source.encode()), seed=1)

    assert report.status is Status.TIMED_OUT
    assert report.exit_code == 1
    assert "its own work on what your code returned" in report.trouble
    assert report.isolation["level"]
    assert time.process_time() - begin < 3


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_dropped_exception_is_raised_again() -> None:
    """Time is over even if the signal arrives where Python drops exceptions, as in a finalizer."""

    class Busy:
        def __del__(self) -> None:
            begin = time.process_time()
            while time.process_time() - begin < 0.2:
                pass

    def work() -> None:
        Busy()
        begin = time.process_time()
        while time.process_time() - begin < 3:
            pass

    with pytest.raises(OutOfTime), own_limits(seconds=0.1):
        work()


def test_explanation_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A verdict stands even if nnprep runs out of time while it looks for the reason."""

    def endless(*_: object, **__: object) -> None:
        while True:
            pass

    monkeypatch.setattr("nnprep.grading.explanation.explained", endless)
    limits = iter([20.0, 0.2])
    monkeypatch.setattr(judging, "own_limits", lambda: own_limits(seconds=next(limits)))

    report = judge(find_exercise("softmax"), "file.py", ChildPeer.start(LOSS.format("1.0").encode()), seed=1)

    assert report.status is Status.FAILED
    assert "couldn't analyze the result any further" in report.symptoms[0]


def test_next_file_is_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that exhausts the judge spoils only its own verdict, not those of the files after it."""
    exhausting, right = tmp_path / "exhausting.py", tmp_path / "right.py"
    exhausting.write_text("# nnprep: softmax\n" + SOURCES["rows to add up"][1], encoding="utf-8")
    right.write_text("# nnprep: softmax\n" + reference_text(find_exercise("softmax")), encoding="utf-8")

    code = run(["check", str(exhausting), str(right), "--json"])

    results = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [result["status"] for result in results] == ["failed", "passed"]
    assert code == 1
