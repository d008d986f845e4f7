"""Measures `nnprep grade`: python tests/benchmark_grade.py [SIZE] [FLAG...]

The flags are --cost, --scale, --beside, --kill, --hostile, --merge and --reports; without one, all are measured. A
class of 1,000 is a benchmark of its own, benchmark_class.py. CPU times are those of all processes together, as
multiples of N, the CPU time of `python -c "import numpy"`, which is measured in between. A submission's cost is the
difference between a class of SIZE (60) and one of a third of it, so that starting workers isn't counted. A benchmark,
not a test: nothing fails.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from nnprep.cohort.engine.worker_process import ONE_THREAD
from nnprep.cohort.record import PartResult, Record, line_of
from nnprep.cohort.record_files import records_in
from tests.corpus import submissions

ROOT = Path(__file__).resolve().parent.parent
NNPREP = [sys.executable, "-m", "nnprep"]
IMPORT = [sys.executable, "-c", "import numpy"]
FLAGS = ("--cost", "--scale", "--beside", "--kill", "--hostile", "--merge", "--reports")
HONEST = 100
"""Honest files of the class with all hostile ones."""
PAPER = 100_000
"""Records of a class on paper."""
MEASURE = """
import resource, sys
from pathlib import Path
from nnprep.cli.grade.reports import Files, show_class, write_reports
from nnprep.cli.grade.rubrics import Rubrics
from nnprep.cohort.record_files import records_of
from nnprep.cohort.merge import merge
{what}
used = resource.getrusage(resource.RUSAGE_SELF)
peak = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
print(f"{{used.ru_utime + used.ru_stime:.1f}} s of CPU, {{int(peak) >> 10}} MiB of memory", file=sys.stderr)
"""
EACH = """
import os, sys, time
from pathlib import Path
from nnprep.cohort.engine.cpu_budget import cpu_seconds
from nnprep.cohort.engine.grader import Grader
from nnprep.cohort.engine.task import Task
exercise, *paths = sys.argv[1:]
with Grader() as grader:
    found, version = grader.exercise(exercise)
    def grade(path):
        grader.grade(Task(exercise, Path(path).read_bytes(), 7, version))
        return time.process_time() + cpu_seconds(grader._server._process.pid)
    before = [grade(found.solution / "reference.py") for _ in range(3)][-1]
    for path in paths:
        after = grade(path)
        print(after - before)
        before = after
"""
PLAIN = """
import os, sys
import numpy as np
kind, jobs = sys.argv[1:]
x, w = np.ones((5, 20)), np.ones((20, 20)) / 20
for _ in range(int(jobs) - 1):
    if os.fork() == 0:
        jobs = "0"
        break
for _ in range(100):
    if kind == "forking" and (child := os.fork()):
        os.waitpid(child, 0)
        continue
    for _ in range(3000):
        x = np.maximum(x @ w, 0)
    if kind == "forking":
        os._exit(0)
if jobs == "2":
    os.wait()
"""
PYTEST = """
import numpy as np, importlib.util, sys
from pathlib import Path
import pytest
SOURCE = {reference!r}
@pytest.mark.parametrize("path", sorted(Path({folder!r}).glob("*/backprop.py")), ids=lambda path: path.parent.name)
@pytest.mark.parametrize("case", range(24))
def test_gradients(path, case):
    modules = []
    for place in (SOURCE, path):
        spec = importlib.util.spec_from_file_location("m", place)
        modules.append(importlib.util.module_from_spec(spec))
        spec.loader.exec_module(modules[-1])
    rng = np.random.default_rng(case)
    X, W1, W2 = rng.standard_normal((5, 4)), rng.standard_normal((4, 3)), rng.standard_normal((3, 1))
    a1 = 1 / (1 + np.exp(-X @ W1)); a2 = 1 / (1 + np.exp(-a1 @ W2))
    y = rng.integers(0, 2, (5, 1)).astype(float)
    for one, other in zip(*(m.backward(X, y, W2, a1, a2) for m in modules)):
        np.testing.assert_allclose(one, other)
"""


class Cpu:
    """Runs commands and counts the CPU seconds of all their processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = os.environ | {"NNPREP_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)}
        self.units: list[float] = []

    def run(self, *words: str | Path, check: bool = True) -> tuple[float, float]:
        """Return CPU seconds and seconds on the clock."""
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        subprocess.run(
            list(map(str, words)), cwd=self.folder, env=self.environment, check=check, capture_output=True
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        return used, time.monotonic() - begun

    def unit(self) -> float:
        """Measure N once more, and return the median so far."""
        self.units += [self.run(*IMPORT)[0] for _ in range(3)]
        return statistics.median(self.units)


def class_of(folder: Path, exercise: str, sources: Iterable[Path], size: int) -> Path:
    """Write a class: these files in turn, each with a line that makes it another one."""
    shutil.rmtree(folder, ignore_errors=True)
    chosen = list(sources)
    for number in range(size):
        place = folder / f"student{number:04}"
        place.mkdir(parents=True)
        code = chosen[number % len(chosen)].read_bytes() + b"\n# %d\n" % number
        (place / f"{exercise}.py").write_bytes(code)
    return folder


def right(exercise: str) -> list[Path]:
    """Return right submissions as most people write them: without loops over rows and entries."""
    paths = sorted(ROOT.glob(f"tests/solutions/{exercise}/right_*.py"))
    return [path for path in paths if "loop" not in path.name]


def wrong(exercise: str) -> list[Path]:
    """Return wrong submissions."""
    return sorted(ROOT.glob(f"tests/solutions/{exercise}/wrong_*.py"))


def grade(cpu: Cpu, folder: Path, *words: str, out: str = "out") -> tuple[float, float]:
    """Grade a class from nothing; return CPU seconds and seconds on the clock."""
    shutil.rmtree(cpu.folder / out, ignore_errors=True)
    return cpu.run(*NNPREP, "grade", folder, "--out", out, "--seed", "7", *words, check=False)


def cost(cpu: Cpu, size: int) -> None:
    """Measure what one more submission costs."""
    for exercise in ("backprop", "mlp"):
        for kind, sources in (("passing", right(exercise)), ("failing", wrong(exercise))):
            used = []
            for count in (size // 3, size):
                folder = class_of(cpu.folder / "class", exercise, sources, count)
                used.append(grade(cpu, folder, "--jobs", "1")[0])
            each = (used[1] - used[0]) / (size - size // 3)
            print(f"{exercise} {kind}: {each / cpu.unit():.2f} N for each submission in the mean, ", end="")
            first = first_of_kind(cpu, exercise, sources)
            median = statistics.median(first) / cpu.unit()
            print(f"{median:.2f} N in the median of {len(first)} that answer as none before", flush=True)


def first_of_kind(cpu: Cpu, exercise: str, sources: Iterable[Path]) -> list[float]:
    """Return the CPU seconds of each file; the classes above hold the same ones again and again."""
    words = [sys.executable, "-c", EACH, exercise, *map(str, sources)]
    environment = cpu.environment | ONE_THREAD
    done = subprocess.run(words, env=environment, check=True, capture_output=True, text=True)
    return [float(line) for line in done.stdout.split()]


def scale(cpu: Cpu, size: int) -> None:
    """Measure how many more submissions two workers judge than one, without what starting and reports take.

    Beside them, in turns, what two plain processes get done on this machine: no program of two processes does better.
    """
    work = {"plain": 0, "forking": 0, "submissions": 3 * size}
    clock = {(name, jobs): 0.0 for name in work for jobs in (1, 2)}
    used = dict(clock)
    for count, sign in ((size, -1), (4 * size, 1)):
        folder = class_of(cpu.folder / "class", "backprop", right("backprop"), count)
        for jobs in (1, 2):
            each = grade(cpu, folder, "--jobs", str(jobs))
            used["submissions", jobs] += sign * each[0]
            clock["submissions", jobs] += sign * each[1]
            for name in ("plain", "forking"):
                each = cpu.run(sys.executable, "-c", PLAIN, name, str(jobs))
                used[name, jobs] += each[0]
                clock[name, jobs] += each[1]
    for name, amount in work.items():
        # Two plain processes do twice the work of one, two workers share the same.
        share = clock[name, 1] / clock[name, 2] / (2 if amount else 1)
        more = used[name, 2] / used[name, 1] / (1 if amount else 2)
        busy = ", ".join(f"{used[name, jobs] / clock[name, jobs]:.2f}" for jobs in (1, 2))
        rates = (amount / clock[name, jobs] for jobs in (1, 2))
        seconds = f", {next(rates):.1f} and {next(rates):.1f} submissions a second" if amount else ""
        print(
            f"{name}: two get done {share:.0%} of twice as much as one, for {more:.2f} times the CPU time; ",
            end="",
        )
        print(f"cores in use {busy}{seconds}")


def beside(cpu: Cpu, size: int) -> None:
    """Measure a loop of `nnprep check`, and pytest, on the same class."""
    size = min(size, 12)
    folder = class_of(cpu.folder / "class", "backprop", right("backprop"), size)
    files = sorted(folder.glob("*/backprop.py"))
    checks = [cpu.run(*NNPREP, "check", path, check=False)[0] for path in files]
    test = cpu.folder / "test_class.py"
    reference = str(ROOT / "solutions" / "backprop" / "reference.py")
    test.write_text(PYTEST.format(reference=reference, folder=str(folder)), encoding="utf-8")
    plain = [cpu.run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", test)[0] / size]
    alone = [
        cpu.run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", test, "-k", path.parent.name)[
            0
        ]
        for path in files[:3]
    ]
    unit = cpu.unit()
    print(f"nnprep check, a process each: {statistics.median(checks) / unit:.2f} N")
    print(
        f"pytest, 24 cases, no wall, no diagnosis: {plain[0] / unit:.2f} N in one process for all, ", end=""
    )
    print(f"{statistics.median(alone) / unit:.2f} N in one for each")


def kill(cpu: Cpu, size: int) -> None:
    """Kill a run in the middle, go on, and compare bytes."""
    folder = class_of(cpu.folder / "class", "backprop", right("backprop") + wrong("backprop")[:4], size)
    grade(cpu, folder, out="whole")
    command = [*NNPREP, "grade", str(folder), "--out", "killed", "--seed", "7"]
    shutil.rmtree(cpu.folder / "killed", ignore_errors=True)
    journal = cpu.folder / "killed" / "grade.jsonl"
    with subprocess.Popen(command, cwd=cpu.folder, env=cpu.environment, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None and not (
            journal.exists() and journal.read_bytes().count(b"\n") > size // 2
        ):
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    begun = journal.read_bytes().count(b"\n")
    cpu.run(*command, check=False)
    same = journal.read_bytes() == (cpu.folder / "whole" / "grade.jsonl").read_bytes()
    print(f"killed after {begun} of {size}, gone on: {'the same bytes' if same else 'WRONG: other bytes'}")


def hostile(cpu: Cpu, size: int) -> None:
    """Judge honest files alone, then among all hostile ones of the tests, then under a load of 8."""
    sources = [path for path in right("forward") + wrong("forward") if "loop" not in path.name]
    size = max(size, HONEST)
    folder = class_of(cpu.folder / "class", "forward", sources, size)
    grade(cpu, folder, out="honest")
    alone = verdicts(cpu.folder / "honest")
    victim = cpu.folder / "victim" / "canary"
    victim.parent.mkdir(exist_ok=True)
    victim.write_text("alive")
    corpus = submissions()
    for number, each in enumerate(corpus):
        place = folder / f"mallory{number:04}"
        place.mkdir()
        (place / "forward.py").write_bytes(each.source(victim)[: (1 << 20)])
    grade(cpu, folder, out="mixed")
    mixed = verdicts(cpu.folder / "mixed")
    burning = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(8)]
    try:
        grade(cpu, class_of(cpu.folder / "busy", "forward", sources, size), out="loaded")
    finally:
        for process in burning:
            process.kill()
            process.wait()
    loaded = verdicts(cpu.folder / "loaded")
    for name, other in (("among hostile files", mixed), ("under a load of 8", loaded)):
        changed = [who for who, verdict in alone.items() if other.get(who) != verdict]
        print(f"{size} honest files {name}: {len(changed)} verdicts change {changed[:5] if changed else ''}")
    odd = [
        f"{each.name} {mixed[f'mallory{number:04}'][0]}"
        for number, each in enumerate(corpus)
        if mixed[f"mallory{number:04}"][0] not in each.verdicts
    ]
    print(f"{len(corpus)} hostile files: {len(odd)} with another verdict than alone {odd[:8] if odd else ''}")
    print(f"the victim is {victim.read_text()}, {len(list(victim.parent.iterdir()))} file in its folder")


def verdicts(folder: Path) -> dict[str, tuple[object, ...]]:
    """Return what each submitter is told."""
    return {
        each.submitter: (each.status, each.diagnosis, each.parts, each.symptom) for each in records_in(folder)
    }


def on_paper(cpu: Cpu, count: int) -> Iterator[Record]:
    """Yield records of a class that nobody handed in: real verdicts, 70 % of them passes, under made-up names.

    Where nothing explains a failure, each has words of its own; every tenth file is the same as another one.
    """
    folder = class_of(cpu.folder / "class", "backprop", right("backprop") + wrong("backprop"), 20)
    grade(cpu, folder, out="real")
    real = list(records_in(cpu.folder / "real"))
    kinds = [[each for each in real if each.passed is passed] for passed in (False, True)]
    for number in range(count):
        kind = kinds[number % 10 < 7]
        each = kind[number // 10 % len(kind)]
        if not each.diagnosis:
            each = each._replace(parts=tuple(in_own_words(part, number) for part in each.parts))
        if number % 400 == 8:
            each = each._replace(status="unsure", passed=False, diagnosis=())
        who = f"student{number * 7919 % count:06}_{number}"
        yield each._replace(submitter=who, sha256=f"{number - (number % 10 == 1):064x}")


def in_own_words(part: PartResult, number: int) -> PartResult:
    """Return a part that fails as no other does."""
    return part._replace(
        checks=tuple(
            each if each.passed else each._replace(message=f"{each.message} in W{number}b")
            for each in part.checks
        )
    )


def merge(cpu: Cpu, size: int) -> None:
    """Merge 100,000 records of 16 shards, and measure time and memory."""
    shards = cpu.folder / "shards"
    shards.mkdir(exist_ok=True)
    files = [(shards / f"grade-{number:02}-of-16.jsonl").open("wb") for number in range(1, 17)]
    for number, record in enumerate(on_paper(cpu, PAPER)):
        files[number % 16].write(line_of(record))
    for file in files:
        file.close()
    measure(cpu, "merge", f"merge([Path({str(shards)!r})], Path({str(cpu.folder / 'all')!r}))")


def reports(cpu: Cpu, size: int) -> None:
    """Write each report of 100,000 records, and measure time and memory."""
    whole = cpu.folder / "all" / "grade.jsonl"
    whole.parent.mkdir(exist_ok=True)
    whole.write_bytes(b"".join(sorted(map(line_of, on_paper(cpu, PAPER)))))
    records = f"lambda: records_of(Path({str(whole)!r}))"
    measure(cpu, "reading alone", f"sum(1 for _ in ({records})())")
    measure(cpu, "table and mistakes, in a pipe", f"show_class({records}, Rubrics(None))")
    for field in ("html", "canvas", "moodle", "junit", "feedback"):
        target = cpu.folder / field
        wish = f"write_reports({records}, Files({field}=Path({str(target)!r})), Rubrics(None))"
        measure(cpu, f"--{field}", wish)
        parts = [target] if target.is_file() else list(target.iterdir())
        print(
            f"  {sum(part.stat().st_size for part in parts) / 1e6:.1f} MB in {len(parts):,} files", flush=True
        )


def measure(cpu: Cpu, name: str, what: str) -> None:
    """Run a line of Python in a process of its own; print CPU seconds and the most memory that it had."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE.format(what=what)], env=cpu.environment, capture_output=True, text=True
    )
    print(f"{PAPER:,} records, {name}: {done.stderr.strip()}", flush=True)


def main(words: list[str]) -> None:
    """Measure what was asked for."""
    numbers = [int(word) for word in words if word.isdecimal()]
    size = (numbers or [60])[0]
    wanted = [flag for flag in FLAGS if flag in words] or list(FLAGS)
    with tempfile.TemporaryDirectory() as place:
        cpu = Cpu(Path(place))
        print(f"N = {1000 * cpu.unit():.0f} ms of CPU time", flush=True)
        for flag in wanted:
            {
                "--cost": cost,
                "--scale": scale,
                "--beside": beside,
                "--kill": kill,
                "--hostile": hostile,
                "--merge": merge,
                "--reports": reports,
            }[flag](cpu, size)
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
