"""The corpus of hostile, broken and honest submissions; as a script, it judges them and prints their verdicts.

python corpus.py FOLDER [NAME...]      FOLDER: an empty folder that the submissions may try to harm
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from nnprep.content.library import find_exercise
from nnprep.grading.judge import judge
from nnprep.grading.report import Report
from nnprep.sandbox.limits import MEBIBYTE, Limits
from nnprep.sandbox.parent.child_process import ChildPeer

FOLDER = Path(__file__).parent / "hostile"
AFTER_RIGHT = b"# after right.py\n"
PATIENT = Limits(call=60.0, total=120.0, cpu=120)
"""For submissions that end by themselves, so that their verdict doesn't depend on how busy the machine is."""
SHORT = Limits(call=0.5, total=0.9)
"""For submissions that may time out, so that many endless loops don't make a slow suite."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One file of the corpus."""

    name: str
    """`family/name`."""
    verdicts: tuple[str, ...]
    """Its possible verdicts: several if it is a race."""
    wall: bool
    """Whether the verdict holds only if a process can give up files, network and new processes."""

    @property
    def path(self) -> Path:
        """The file."""
        return FOLDER / f"{self.name}.py"

    def source(self, victim: Path) -> bytes:
        """Return the file with the paths that it attacks filled in: a file, its folder, and the reference."""
        source = self.path.read_bytes()
        if source.startswith(AFTER_RIGHT):
            source = (FOLDER / "right.py").read_bytes() + source
        reference = find_exercise("forward").solution / "reference.py"
        for word, path in ((b"CANARY", victim), (b"FOLDER", victim.parent), (b"REFERENCE", reference)):
            source = source.replace(word, str(path).encode())
        return source

    def judged(self, victim: Path) -> Report:
        """Judge it as an answer to the exercise `forward`."""
        limits = SHORT if "timed-out" in self.verdicts else PATIENT
        if self.verdicts != ("passed",):
            limits = limits._replace(restarts=0, memory=400 * MEBIBYTE)
        peer = ChildPeer.start(self.source(victim), "forward", limits)
        return judge(find_exercise("forward"), self.path.name, peer, seed=1, diagnosing=False)


def submissions() -> list[Submission]:
    """Return the corpus, in the order of its table."""
    table = yaml.safe_load((FOLDER / "verdicts.yaml").read_text(encoding="utf-8"))
    corpus = []
    for family, rows in table.items():
        for name, row in rows.items():
            verdict, wall = (row["verdict"], row["wall"]) if isinstance(row, dict) else (row, False)
            verdicts = tuple(verdict) if isinstance(verdict, list) else (verdict,)
            corpus.append(Submission(name=f"{family}/{name}", verdicts=verdicts, wall=wall))
    return corpus


def main(folder: Path, names: Sequence[str]) -> None:
    """Judge all submissions or those named, and print a line of JSON for each."""
    import resource  # not on Windows

    victim = folder / "canary"
    victim.write_text("alive")
    before = victim.stat()
    corpus = {submission.name: submission for submission in submissions()}
    for submission in [corpus[name] for name in names or corpus]:
        report = submission.judged(victim)
        after = victim.stat()
        unharmed = (before.st_mode, before.st_mtime_ns, before.st_nlink, victim.read_text()) == (
            after.st_mode,
            after.st_mtime_ns,
            after.st_nlink,
            "alive",
        )
        line = {
            "name": submission.name,
            "status": report.status.value,
            "expected": submission.verdicts,
            "unharmed": unharmed and list(folder.iterdir()) == [victim],
            "user": report.isolation.get("user", ""),
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
        }
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
