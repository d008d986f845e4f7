"""Damages histories: flips single bits, and kills repairs in the middle. Counts the events that are lost."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from nnprep.learner.history.backups import event_count
from nnprep.learner.history.events import new_id
from nnprep.learner.history.log import History
from nnprep.learner.repair import repair

PAGE = 4096
COMMANDS: tuple[list[str], ...] = ([], ["stats", "--json"], ["history", "export"], ["quiz", "--count", "1"])
STEPS = ("create_at", "put_together", "set_aside", "sync_folder")
"""The functions of `nnprep.learner.repair` before or after which a repair is killed."""
KILLED = """
import os, signal, sys
from pathlib import Path
import nnprep.learner.repair as module
step, after = sys.argv[2], sys.argv[3] == "after"
real = getattr(module, step)
def dying(*arguments):
    if after:
        real(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(module, step, dying)
module.repair(Path(sys.argv[1]))
"""
"""Repairs a history in a process that kills itself at one step."""


@dataclass
class Damage:
    """What a series of damages did."""

    flips: int = 0
    repaired: int = 0
    """How many were noticed and repaired; the others hit bytes that don't matter."""
    lost: int = 0
    """Events that an intact copy held and the repaired history doesn't."""
    newer_lost: int = 0
    """Events that no backup held and that are lost because the flip hit them."""
    changed: int = 0
    """Events that differ from what was written."""
    internal: int = 0
    """Commands that ended in an internal error."""
    problems: list[str] = field(default_factory=list)


def write_history(path: Path, backed_up: int, newer: int) -> dict[str, str]:
    """Write a history whose backup lacks the newest events; return event ids and their data."""
    with History.open(path) as history:
        first = history.append("review", "card-0", {"grade": 3})
        history.insert(event(first, number) for number in range(1, backed_up))
        history.back_up(again=True)
        history.insert(event(first, number) for number in range(newer))
        return {each.id: f"{each}" for each in history.events(voided=True)}


def event(first, number: int):  # type: ignore[no-untyped-def]
    """Return one more review, some with a long text that fills several pages."""
    data = {"grade": 1 + number % 4, "typed": "σ typed " * (900 if number % 50 == 7 else 5)}
    return first._replace(id=new_id(), subject=f"card-{number % 9}", data=data)


def flip(path: Path, place: int, bit: int) -> None:
    """Flip one bit of a file."""
    with path.open("rb+") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ 1 << bit]))


def flip_bits(
    folder: Path, flips: int, seed: int, *, first_page: float = 0.5, commands: bool = True
) -> Damage:
    """Flip one bit at a time, half of them in the first page; run commands, repair, and compare."""
    draw = random.Random(seed)
    whole = folder / "whole" / "history.sqlite3"
    events = write_history(whole, 150, 42)
    (copy,) = (whole.parent / "backups").iterdir()
    with History.open(copy) as history:
        backed_up = {each.id for each in history.events(voided=True)}
    damage = Damage()
    home = folder / "home"
    for _ in range(flips):
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(whole.parent, home)
        path = home / whole.name
        size = path.stat().st_size
        place = draw.randrange(PAGE) if draw.random() < first_page else draw.randrange(size)
        bit = draw.randrange(8)
        flip(path, place, bit)
        damage.flips += 1
        for words in COMMANDS if commands else ():
            run_command(home, words, damage, f"byte {place}, bit {bit}")
        try:
            damage.repaired += repair(path) is not None
            with History.open(path) as history:
                now = {each.id: f"{each}" for each in history.events(voided=True)}
                history.append("review", "after", {"grade": 3})
        except Exception as error:
            damage.problems.append(f"byte {place}, bit {bit}: {type(error).__name__}: {error}")
            continue
        damage.lost += len(backed_up - set(now))
        damage.newer_lost += len(set(events) - backed_up - set(now))
        damage.changed += sum(now[each] != events[each] for each in now if each in events)
    return damage


def run_command(home: Path, words: list[str], damage: Damage, label: str) -> None:
    """Run a command with a damaged history and count an internal error."""
    done = subprocess.run(
        [sys.executable, "-m", "nnprep", *words],
        env=os.environ | {"NNPREP_HOME": str(home)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if "Internal error" in done.stderr or "Traceback" in done.stderr or done.returncode not in (0, 3):
        damage.internal += 1
        damage.problems.append(f"{label}: {words}: {done.stderr[-200:]}")


def kill_repairs(folder: Path, kills: int, seed: int) -> tuple[int, list[str]]:
    """Kill repairs at each step in turn; return how many events an intact copy held that are lost, and problems.

    After each kill, nothing starts anew, and the next repair finds everything.
    """
    draw = random.Random(seed)
    whole = folder / "whole" / "history.sqlite3"
    events = set(write_history(whole, 40, 12))
    lost, problems = 0, list[str]()
    home = folder / "home"
    for number in range(kills):
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(whole.parent, home)
        path = home / whole.name
        with path.open("rb+") as file:
            file.write(draw.randbytes(100))  # the header is gone, every row is whole
        for again in range(1 + number % 3):
            step, when = STEPS[(number + again) % len(STEPS)], ("before", "after")[(number // 4 + again) % 2]
            done = subprocess.run([sys.executable, "-c", KILLED, str(path), step, when], check=False)
            if done.returncode not in (0, -signal.SIGKILL):
                problems.append(f"kill {number} at {step}: exit code {done.returncode}")
        try:
            repair(path)
            with History.open(path) as history:
                lost += len(events - {each.id for each in history.events(voided=True)})
        except Exception as error:
            problems.append(f"kill {number}: {type(error).__name__}: {error}")
        left = [each.name for each in home.iterdir() if each.name.startswith(".")]
        if left:
            problems.append(f"kill {number}: left {left}")
        if event_count(path) is None:
            problems.append(f"kill {number}: damaged")
    return lost, problems
