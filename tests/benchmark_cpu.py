"""Measures the CPU time of checks that pass: python tests/benchmark_cpu.py [RUNS] [EXERCISE ...]

All processes of a check count together. Prints medians of interleaved runs and their ratios to N, the CPU time of
`python -c "import numpy"` in the same run, so that a busy machine changes both. With `--failing`, the first wrong
submission of each exercise is judged instead. A benchmark, not a test: nothing fails.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = [str(Path(sys.executable).with_name("nnprep")), "check"]
IMPORT = [sys.executable, "-c", "import numpy"]


def main(words: list[str]) -> None:
    """Judge the submission of each exercise in turn, as often as was asked for."""
    failing = "--failing" in words
    numbers = [int(word) for word in words if word.isdecimal()]
    solutions = sorted(path.parent for path in ROOT.glob("solutions/*/reference.py"))
    chosen = [path for path in solutions if path.name in words] or solutions
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    seconds: dict[str, list[float]] = {"N": []}
    with tempfile.TemporaryDirectory() as place:
        for number in range((numbers or [5])[0] + 1):
            for name in ["N", *(path.name for path in chosen)]:
                file = Path(place) / f"{name}.py"
                if name == "N":
                    command = IMPORT
                else:
                    file.write_bytes(submission(name, failing=failing))
                    command = [*COMMAND, str(file), "--exercise", name]
                home = {"NNPREP_HOME": str(Path(place) / name)}
                used = cpu_time(command, environment | home)
                if number:  # the first run compiles, and writes the history
                    seconds.setdefault(name, []).append(used)
    unit = statistics.median(seconds["N"])
    print(f"N = {1000 * unit:.0f} ms of CPU time, medians of {len(seconds['N'])} runs")
    for name in list(seconds)[1:]:
        print(
            f"{name:28} {statistics.median(seconds[name]) / unit:5.2f} N, worst {max(seconds[name]) / unit:5.2f} N"
        )
    ratios = [statistics.median(seconds[name]) / unit for name in list(seconds)[1:]]
    print(f"{'median':28} {statistics.median(ratios):5.2f} N, worst {max(ratios):5.2f} N")


def submission(exercise: str, *, failing: bool) -> bytes:
    """Return the reference of an exercise, or the first of its wrong submissions."""
    if not failing:
        return (ROOT / "solutions" / exercise / "reference.py").read_bytes()
    return sorted(ROOT.glob(f"tests/solutions/{exercise}/wrong_*.py"))[0].read_bytes()


def cpu_time(command: list[str], environment: dict[str, str]) -> float:
    """Return the CPU seconds of a command and everything that it started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        command, env=environment, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


if __name__ == "__main__":
    main(sys.argv[1:])
