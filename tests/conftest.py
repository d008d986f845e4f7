"""Keeps every test away from the developer's own history, terminal settings and content."""

from __future__ import annotations

import gc
import os
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.contributing import write_examples

# Two workers whose small matrices run on two threads each spin while they wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# As on a user's machine, no process compiles nnprep anew: the tests start more than a thousand.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

gc.set_threshold(10_000, 10, 10)

# A deadline fails a right test on a busy machine, and a rare draw fails a change that has nothing to do with it:
# the same draws are tried each time, and `--hypothesis-profile explore` looks for rare ones.
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that rewrites the golden screens, to be reviewed as a diff."""
    parser.addoption("--rewrite-screens", action="store_true", help="write tests/sessions/screens anew")


class ByWhatTheyShare(LoadScopeScheduling):  # type: ignore[misc] # xdist ships no types
    """Gives tests that use the same answers, build or files to one worker, which makes them once."""

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        if file == "tests/test_solutions.py":
            return test.partition("[")[2].partition("/")[0]  # the exercise
        if self.config.option.markexpr != "proof":
            return file
        if file == "tests/test_wheel.py":
            return file  # the wheel takes half a minute to build
        # Hostile files side by side may take all processes that the system allows.
        return "hostile" if file.endswith(("test_hostile.py", "test_fork_server.py")) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByWhatTheyShare:
    """Replace `--dist`: its groups need marks, and are ignored by some versions of pytest."""
    return ByWhatTheyShare(config, log)


SAMPLED = {
    "test_verdict": 16,
    "test_a_broken_rule_is_found_at_its_place": 6,
    "test_every_command_is_harmless": 3,
    "test_topic_at_every_width": 3,
    "test_impossible_dates_that_are_there": 2,
    "test_clock_that_is_far_off": 3,
    "test_process_that_ends_names_no_mistake": 3,
    "test_experiment_shows_number": 3,
    "test_sleep_ends": 2,
    "test_an_alias_is_unique": 2,
    "test_protocol_errors": 3,
    "test_parent_that_dies": 3,
    "test_cost": 6,
    "test_misbehaviour_has_one_clear_status": 6,
    "test_leaving": 2,
    "test_killed_sessions": 2,
    "test_report_names_what_was_returned": 3,
    "test_command": 4,
    "test_free_text": 2,
    "test_names_that_fit_are_offered": 3,
    "test_streams_are_real": 2,
    "test_what_is_not_proved_is_reported": 4,
    "test_picture_never_replaces_other_work": 3,
    "test_wrong_number_of_values_is_printed": 2,
    "test_whole_cards": 2,
    "test_derived_mistakes_of_every_exercise": 4,
    "test_clauses_show_no_name_of_the_solution": 4,
    "test_check_that_looks_at_an_answer_runs": 2,
    "test_nothing_is_judged": 3,
    "test_check_says_so": 3,
    "test_wrong_layers_are_counted_from_both_ends": 4,
    "test_traces_agree_with_those_behind_the_codec": 3,
    "test_no_operation_is_named_that_the_file_lacks": 3,
    "test_interrupt_ends_with_the_summary": 2,
    "test_place_is_said": 2,
    "test_bad_servers_are_harmless": 3,
    "test_an_error_in_a_python_file_is_reported_at_its_own_line": 3,
    "test_backward_lines_are_differences_of_the_loss": 3,
    "test_unsaved_answer_is_no_success": 2,
}
"""Tests of whose cases one in so many is in the normal run, since each takes seconds; the others are proofs."""
SAMPLED_FILES = {
    "test_accusations.py": 3,
    "test_calls.py": 3,
    "test_answers_alone.py": 3,
    "test_stepwise.py": 2,
    "test_premises.py": 3,
    "test_spellings.py": 2,
}
"""Files of which one test in so many is in the normal run: each judges a whole wrong file for a single sentence."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Make a proof of each case that the normal run leaves out."""
    numbers: Counter[str] = Counter()
    for item in items:
        name, file = item.name.partition("[")[0], item.path.name
        group = item.nodeid.partition("[")[0] if name in SAMPLED else file
        every = SAMPLED.get(name) or SAMPLED_FILES.get(file)
        if every and item.get_closest_marker("proof") is None:
            if numbers[group] % every:
                item.add_marker(pytest.mark.proof)
            numbers[group] += 1


def pytest_collection_finish() -> None:
    """Spare the collector what stays, modules and tests: it took a fifth of the time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test an empty home for nnprep and an environment that does not change screens."""
    monkeypatch.setenv("NNPREP_HOME", str(tmp_path / "nnprep-home"))
    for name in (
        "NNPREP_CONTENT",
        "NNPREP_SPEAK",
        "NNPREP_LISTEN",
        "NNPREP_RETENTION",
        "NO_COLOR",
        "FORCE_COLOR",
        "COLUMNS",
        "LINES",
        "CLICOLOR",
        "CLICOLOR_FORCE",
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a content folder with the card, the exercise and the solution that CONTRIBUTING.md shows."""
    return write_examples(tmp_path / "content")
