"""Proves several exercises side by side, one process for each core."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool

from nnprep.content.exercises import Exercise, Mistake
from nnprep.errors import UsageError
from nnprep.lint.exercise_proof import ExerciseProof, prove


def prove_all(
    work: Sequence[tuple[Exercise, Sequence[Mistake]]],
    seeds: Sequence[int],
    watch: Callable[[str], None] | None = None,
) -> list[ExerciseProof]:
    """Prove exercises with their mistakes; `watch` is called with what is being proved.

    Raises UsageError if the code of an exercise ends its process.
    """
    processes = min(len(work), os.cpu_count() or 1)
    if processes > 1:
        return prove_side_by_side(work, seeds, processes, watch)
    proofs = []
    for exercise, mistakes in work:
        if watch:
            watch(exercise.id)
        proofs.append(prove(exercise, mistakes, seeds))
    return proofs


def prove_side_by_side(
    work: Sequence[tuple[Exercise, Sequence[Mistake]]],
    seeds: Sequence[int],
    processes: int,
    watch: Callable[[str], None] | None,
) -> list[ExerciseProof]:
    """Prove exercises in several processes, those with most mistakes first."""
    proofs: dict[str, ExerciseProof] = {}
    # Small matrices on two threads in each process would wait for each other most of the time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # A forked process would inherit locks that another thread holds.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, mp_context=context)
    try:
        longest_first = sorted(work, key=lambda pair: -len(pair[1]))
        waiting = {pool.submit(prove, *pair, seeds): pair[0].id for pair in longest_first}
        for done in as_completed(waiting):
            proofs[waiting[done]] = done.result()
            if watch:
                watch(f"exercises: {len(proofs)} of {len(work)}")
    except BrokenProcessPool:
        left = [exercise.id for exercise, _ in work if exercise.id not in proofs]
        raise UsageError(
            f"The code of an exercise ended the process that was checking it. It is one of these: {', '.join(left)}.",
            next_step=f"nnprep lint exercises/{left[0]}",
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)
    return [proofs[exercise.id] for exercise, _ in work]
