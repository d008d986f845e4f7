"""Measures start-up: python tests/benchmark_startup.py [RUNS]

Prints medians of interleaved runs and their ratios to P = `python -c pass` or N = `python -c "import numpy"` in the
same environment, beside each budget. A benchmark, not a test: nothing fails.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = [sys.executable]
NNPREP = [str(Path(sys.executable).with_name("nnprep"))]
FIRST_QUESTION = "interview, first question"
"""Timed to its first output: the rest is planned while the learner reads."""
BUDGETS = {
    "--help": (["--help"], "P", 5.5),
    "nnprep alone": ([], "P", 6.0),
    "explain shapes 10 64 3": (["explain", "shapes", "10", "64", "3"], "P", 5.5),
    "quiz, first card": (["quiz", "--count", "1"], "P", 8.0),
    FIRST_QUESTION: (["interview"], "P", 9.0),
    "find": (["find", "why", "is", "attention", "scaled?"], "P", 10.0),
    "drill, first question": (["drill", "mlp", "--count", "1", "--seed", "1"], "P", 5.5),
    "check backprop, passing": (["check", "backprop.py"], "N", 2.1),
    "check mlp, passing": (["check", "mlp.py"], "N", 2.6),
    "check multiclass, passing": (["check", "multiclass.py"], "N", 3.0),
    "check mlp, failing": (["check", "wrong_mlp.py", "--exercise", "mlp"], "N", 8.0),
    "check multiclass, failing": (["check", "wrong_multiclass.py", "--exercise", "multiclass"], "N", 8.0),
}


def main() -> None:
    """Run everything in turn, so that changes in the machine's speed affect all commands alike."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        prepare(folder)
        # Without bytecode, every start would compile nnprep again, which no installation does.
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        commands = {"P": [*PYTHON, "-c", "pass"], "N": [*PYTHON, "-c", "import numpy"]}
        commands |= {name: [*NNPREP, *words] for name, (words, _, _) in BUDGETS.items()}
        times: dict[str, list[float]] = {name: [] for name in commands}
        for number in range(runs + 1):
            for name, command in commands.items():
                # Each has its own history: after a failure, a pass is judged twice.
                home = {"NNPREP_HOME": str(folder / "homes" / str(list(commands).index(name)))}
                seconds = timed(command, folder, environment | home, first=name == FIRST_QUESTION)
                if number:
                    times[name].append(seconds)
    medians = {name: statistics.median(values) for name, values in times.items()}
    print(f"{runs} interleaved runs, medians")
    print(f"P = python -c pass           {1000 * medians['P']:6.1f} ms")
    print(f"N = python -c 'import numpy' {1000 * medians['N']:6.1f} ms")
    for name, (_, unit, budget) in BUDGETS.items():
        ratio = medians[name] / medians[unit]
        print(f"{name:26} {1000 * medians[name]:6.1f} ms = {ratio:5.2f} {unit}, budget {budget:g} {unit}")


def prepare(folder: Path) -> None:
    """Write right and wrong solutions."""
    for name in ("backprop", "mlp", "multiclass"):
        reference = (ROOT / "solutions" / name / "reference.py").read_text(encoding="utf-8")
        (folder / f"{name}.py").write_text(reference, encoding="utf-8")
    for name in ("mlp", "multiclass"):
        wrong = sorted((ROOT / "tests" / "solutions" / name).glob("wrong_*.py"))[0]
        (folder / f"wrong_{name}.py").write_bytes(wrong.read_bytes())


def timed(command: list[str], folder: Path, environment: dict[str, str], *, first: bool = False) -> float:
    """Return how many seconds a command takes, to its end or to its first output; its input ends at once."""
    start = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        assert process.stdout is not None
        if first:
            process.stdout.read(1)
            seconds = time.perf_counter() - start
        process.communicate()
    return seconds if first else time.perf_counter() - start


if __name__ == "__main__":
    main()
