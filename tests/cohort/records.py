"""Records as judging writes them, for tests of what is made of them."""

from __future__ import annotations

from nnprep.cohort.record import CheckResult, NamedMistake, PartResult, Record
from nnprep.content.exercises import Severity

NO_MEAN = "Every gradient is exactly m times too large. The loss is a mean over the batch: divide by m once."
ONLY_DW2 = "dW2 isn't averaged over the batch. Divide by m there as well."
SIGN = "All the gradients point the wrong way. With y - a2, gradient descent would climb."


def check(id: str, status: str = "passed", message: str = "", severity: str = Severity.CORE) -> CheckResult:
    """Return what one check found."""
    return CheckResult(id, f"title of {id}", severity, status, message)


def part(id: str, *checks: CheckResult) -> PartResult:
    """Return a part with its checks."""
    core = [each for each in checks if each.severity == Severity.CORE]
    passed = all(each.passed for each in core)
    status = "passed" if passed else next(each.status for each in core if not each.passed)
    return PartResult(id, f"the {id} part", status, passed, checks)


def mistake(id: str, say: str, group: int = 0, part: str = "", severity: str = Severity.CORE) -> NamedMistake:
    """Return a mistake that explains a submission or a part."""
    return NamedMistake(id, say, part, severity, group)


def record(
    submitter: str,
    *parts: PartResult,
    diagnosis: tuple[NamedMistake, ...] = (),
    exercise: str = "backprop",
    status: str = "",
    sha256: str = "",
    symptom: str = "",
    note: str = "",
) -> Record:
    """Return a record; without parts it has one that passed, unless a status says otherwise."""
    parts = parts if parts or status else (part("backward", check("batch")),)
    passed = bool(parts) and all(each.passed for each in parts)
    status = status or ("passed" if passed else next(each.status for each in parts if not each.passed))
    digest = sha256 or f"{abs(hash((submitter, exercise))):032x}"
    return Record(
        submitter, exercise, digest, "1", "0.1.0+0", {}, {}, status, passed, parts, diagnosis, symptom, note
    )


def wrong(
    submitter: str, *mistakes: NamedMistake, message: str = "dW2 is 5 at [0, 0], should be 1"
) -> Record:
    """Return a record that fails one check."""
    return record(submitter, part("backward", check("batch", "failed", message)), diagnosis=mistakes)
