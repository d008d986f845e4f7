"""Measures a class of 1,000: python tests/benchmark_class.py [SIZE]

30 % fail, 5 % are hostile, and each file has a comment that makes it another one. Two workers grade it; then 20 files
are judged in other ways: a loop of `nnprep check`, pytest, and check50, installed in an environment of its own. Costs
are CPU times of all processes, as multiples of N, the CPU time of `python -c "import numpy"`, measured in between. A
benchmark, not a test: nothing fails. It takes some four minutes on two cores.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from nnprep.cohort.record_files import records_in
from tests.benchmark_grade import NNPREP, PYTEST, ROOT, Cpu, grade, right, wrong
from tests.corpus import submissions

EXERCISES = (
    "backprop",
    "mlp",
    "multiclass",
    "logistic-regression",
    "layernorm",
    "softmax",
    "conv2d",
    "attention",
)
CORES = 2
SAMPLE = 20
CHECK50_YAML = """
check50:
  checks: __init__.py
  files:
    - !exclude "*"
    - !require backprop.py
"""
CHECK50 = """
import importlib.util
import check50, check50.py
import numpy as np

@check50.check()
def exists():
    "backprop.py exists"
    check50.exists("backprop.py")

@check50.check(exists)
def gradients():
    "the gradients in 24 cases"
    spec = importlib.util.spec_from_file_location("reference", {reference!r})
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    mine = check50.py.import_("backprop.py")
    for case in range(24):
        rng = np.random.default_rng(case)
        X, W1, W2 = rng.standard_normal((5, 4)), rng.standard_normal((4, 3)), rng.standard_normal((3, 1))
        a1 = 1 / (1 + np.exp(-X @ W1)); a2 = 1 / (1 + np.exp(-a1 @ W2))
        y = rng.integers(0, 2, (5, 1)).astype(float)
        for one, other in zip(*(m.backward(X, y, W2, a1, a2) for m in (reference, mine))):
            if np.shape(one) != np.shape(other) or not np.allclose(one, other):
                raise check50.Failure(f"case {{case}}")
"""


class Row(NamedTuple):
    """One way to judge files, and what it took."""

    name: str
    files: int
    cpu: float
    """Seconds of all processes together."""
    clock: float
    cores: int = 1

    def words(self, unit: float) -> str:
        """Return the row of the table."""
        rate = self.files / self.clock / self.cores
        each = self.cpu / self.files
        return f"{self.name:44} {self.files:6} {rate:10.2f} {1000 * each:8.0f} {each / unit:8.2f}"


def whole_class(folder: Path, size: int, victim: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield the place of each file and its bytes: of 20 in turn, 13 right ones, 6 wrong ones and a hostile one."""
    chosen = [(id, right(id), wrong(id)) for id in EXERCISES]
    hostile = submissions()
    for number in range(size):
        turn, kind = divmod(number, 20)
        id, good, bad = chosen[number % len(chosen)]
        if kind == 19:  # spread over the whole corpus
            id, code = "forward", hostile[turn * 7 % len(hostile)].source(victim)
        else:
            sources = bad if kind % 3 == 2 else good
            code = sources[number // len(chosen) % len(sources)].read_bytes()
        code += b"\n# %d\n" % number
        yield folder / f"student{number:05}" / f"{id.replace('-', '_')}.py", code[: 1 << 20]


def graded(cpu: Cpu, size: int) -> Row:
    """Grade the class with two workers."""
    victim = cpu.folder / "victim" / "canary"
    victim.parent.mkdir()
    victim.write_text("alive")
    folder = cpu.folder / "class"
    for path, code in whole_class(folder, size, victim):
        path.parent.mkdir(parents=True)
        path.write_bytes(code)
    used, clock = grade(cpu, folder, "--jobs", str(CORES))
    statuses = Counter(record.status for record in records_in(cpu.folder / "out"))
    print(
        f"{size} submissions: {', '.join(f'{n} {status}' for status, n in statuses.most_common())}; ", end=""
    )
    print(f"the victim of the hostile ones is {victim.read_text()}", flush=True)
    return Row(f"nnprep grade --jobs {CORES}, {len(EXERCISES)} exercises", size, used, clock, CORES)


def one_exercise(cpu: Cpu, size: int) -> Row:
    """Grade a class of the exercise that the sample is of."""
    folder = cpu.folder / "backprop"
    for number in range(size):
        write(folder / f"student{number:05}", number)
    used, clock = grade(cpu, folder, "--jobs", str(CORES), out="one")
    return Row(f"nnprep grade --jobs {CORES}, backprop only", size, used, clock, CORES)


def write(folder: Path, number: int) -> Path:
    """Write one file of the sample, of which 30 % fail, and return it."""
    sources = wrong("backprop") if number % 10 in (2, 5, 8) else right("backprop")
    folder.mkdir(parents=True)
    path = folder / "backprop.py"
    path.write_bytes(sources[number % len(sources)].read_bytes() + b"\n# %d\n" % number)
    return path


def beside(cpu: Cpu) -> Iterator[Row]:
    """Judge the sample in other ways, a process for each file; pytest also in one process for all."""
    sample = cpu.folder / "sample"
    files = [write(sample / f"{number:02}" / "student", number) for number in range(SAMPLE)]
    yield looped("nnprep check, a loop", [cpu.run(*NNPREP, "check", path, check=False) for path in files])
    reference = str(ROOT / "solutions" / "backprop" / "reference.py")
    pytest = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    runs = []
    for path in files:
        test = path.with_name("test_one.py")
        test.write_text(PYTEST.format(reference=reference, folder=str(path.parent.parent)), encoding="utf-8")
        runs.append(cpu.run(*pytest, test, check=False))
    yield looped("pytest, 24 cases, a loop", runs)
    test = cpu.folder / "test_all.py"
    text = PYTEST.format(reference=reference, folder=str(sample)).replace("*/backprop.py", "*/*/backprop.py")
    test.write_text(text.replace("path.parent.name", "path.parent.parent.name"), encoding="utf-8")
    used, clock = cpu.run(*pytest, test, check=False)
    yield Row("pytest, 24 cases, all in one process", SAMPLE, used, clock)
    program = installed_check50(cpu.folder / "check50")
    if program is not None:
        pack = cpu.folder / "pack"
        pack.mkdir()
        (pack / ".cs50.yaml").write_text(CHECK50_YAML, encoding="utf-8")
        (pack / "__init__.py").write_text(CHECK50.format(reference=reference), encoding="utf-8")
        runs = [in_folder(cpu, path.parent, program, "--dev", pack, "-o", "json") for path in files]
        yield looped("check50 --dev, 24 cases, a loop", runs)


def looped(name: str, runs: list[tuple[float, float]]) -> Row:
    """Return the row of runs one after the other."""
    return Row(name, len(runs), sum(used for used, _ in runs), sum(clock for _, clock in runs))


def in_folder(cpu: Cpu, folder: Path, *words: str | Path) -> tuple[float, float]:
    """Run a command in a folder, where check50 looks for the submission."""
    before, cpu.folder = cpu.folder, folder
    try:
        return cpu.run(*words, check=False)
    finally:
        cpu.folder = before


def installed_check50(folder: Path) -> Path | None:
    """Install check50 and NumPy in an environment of their own; say why not if pip can't."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    program = shutil.which("check50", path=folder / "bin")
    if program is None:
        done = subprocess.run(
            [folder / "bin" / "pip", "install", "-q", "check50", "numpy"],
            check=False,
            capture_output=True,
            text=True,
        )
        program = shutil.which("check50", path=folder / "bin")
        if done.returncode or program is None:
            reason = (done.stderr.strip().splitlines() or ["pip gave no reason"])[-1]
            print(f"check50 isn't measured: pip can't install it: {reason}", flush=True)
            return None
    return Path(program)


def main(words: list[str]) -> None:
    """Measure everything, and print a table."""
    size = next((int(word) for word in words if word.isdecimal()), 1000)
    with tempfile.TemporaryDirectory() as place:
        cpu = Cpu(Path(place))
        cpu.unit()
        rows = [graded(cpu, size)]
        cpu.unit()
        rows.append(one_exercise(cpu, min(size, 200)))
        for row in beside(cpu):
            cpu.unit()
            rows.append(row)
    unit = statistics.median(cpu.units)
    print(f"N = {1000 * unit:.0f} ms of CPU time, between {1000 * min(cpu.units):.0f} ", end="")
    print(f"and {1000 * max(cpu.units):.0f} in {len(cpu.units)} runs of python -c 'import numpy'")
    print(f"{'':44} {'files':>6} {'/s a core':>10} {'ms each':>8} {'N each':>8}")
    for row in rows:
        print(row.words(unit))


if __name__ == "__main__":
    main(sys.argv[1:])
