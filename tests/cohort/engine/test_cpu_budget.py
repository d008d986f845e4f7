"""The CPU time of a run is that of all its processes, those that ended and those that still run."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from nnprep.cohort.engine.cpu_budget import CpuBudget, cpu_seconds

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
BUSY = """
import subprocess, sys, time
if len(sys.argv) == 2:
    other = subprocess.Popen([sys.executable, "-S", *sys.orig_argv[2:4], *sys.argv[1:], "child"])
until = time.process_time() + 0.15
while time.process_time() < until:
    pass
print("done", flush=True)
sys.stdin.read()
"""


def test_children_count_while_they_run_and_after() -> None:
    """A child and its child, each busy for a while, are counted at once, and still after they ended."""
    before = cpu_seconds(os.getpid())
    with subprocess.Popen(
        [sys.executable, "-S", "-c", BUSY, "parent"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert [process.stdout.readline(), process.stdout.readline()] == [b"done\n", b"done\n"]
        running = cpu_seconds(os.getpid()) - before
        own = cpu_seconds(process.pid)
        process.kill()
    ended = cpu_seconds(os.getpid()) - before

    assert running > 0.25
    assert own > 0.25
    assert ended > 0.13


def test_budget_ends() -> None:
    """A budget is spent when its time is used, and not before."""
    until = time.process_time() + 0.02
    while time.process_time() < until:
        pass

    assert CpuBudget(0.01 / 3600).spent
    assert not CpuBudget(1000.0).spent
